"""The command that shows what holds of the settings and where it comes from, and writes them. It holds no rule."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sociotui.cli_home import Place, asked, carry, environment
from sociotui.words import _, printable

if TYPE_CHECKING:
    from sociotui.room.config_file import Look, Passed


@click.group(
    invoke_without_command=True,
    epilog="SETTING is one of those that “sociotui config” shows, or keys.ACTION for a key of your own.",
)
@click.option("--json", "as_json", is_flag=True, help="As an object for scripts; the README describes it.")
@click.option("--path", "only_path", is_flag=True, help="Only where the file with your settings is, or would be.")
@click.option("--example", "only_example", is_flag=True, help="A whole file with all settings, ready to be written.")
@click.pass_context
def config(ctx: click.Context, as_json: bool, only_path: bool, only_example: bool) -> None:
    """Show your settings and where they are from.

    A command's options go before the environment, that before the file, and the file before what the terminal can do.
    """
    if ctx.invoked_subcommand is not None:
        return
    from sociotui.room.preferences import config_path

    if only_path:
        click.echo(config_path())
    elif only_example:
        from sociotui.room.config_example import example

        click.echo(example(), nl=False)
    else:
        _show(ctx.obj, config_path(), _said(ctx.find_root()), as_json=as_json)


def _show(place: Place, path: Path, said: dict[str, str], *, as_json: bool) -> None:
    from msgspec.structs import replace

    place.tells = False
    from sociotui.room.config_file import look
    from sociotui.room.settled import as_object, settle, table

    found = look(path)
    settled = settle(found, environment(), asked(), said)
    found = replace(found, passed=(*found.passed, *_unknown(place, found)))
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(as_object(found, settled)), indent=2))
    else:
        click.echo(printable("\n".join(table(found, settled))))


def _unknown(place: Place, found: "Look") -> "list[Passed]":
    """Return what names a circle or somebody that the home that is meant does not have, where that can be looked at."""
    from sociotui.domain.refusal import Refused
    from sociotui.journal.port import JournalError
    from sociotui.room.config_file import unknown_in

    if found.unsure or not (found.config.circle or found.config.me) or not (place.socket or place.folder.is_dir()):
        return []
    try:
        names = carry(place, "names")
    except (Refused, JournalError, OSError):  # whatever is wrong with the home, all other commands tell of it
        return []
    return list(unknown_in(found, dict(names["circle"]), None if place.socket else dict(names["person"])))


def _said(root: click.Context) -> dict[str, str]:
    """Return what was said of places before the command, by the names of options; what the environment said is left out."""
    line = click.core.ParameterSource.COMMANDLINE
    return {name: str(root.params[name]) for name in ("home", "socket") if root.get_parameter_source(name) is line}


@config.command("set")
@click.argument("setting")
@click.argument("value")
def set_(setting: str, value: str) -> None:
    """Write SETTING into your file.

    Like “sociotui config set theme paper”, or “sociotui config set keys.next enter”. All else in the file stays as it is.
    """
    from sociotui.room.config_writing import put
    from sociotui.room.preferences import config_path

    path = config_path()
    found = put(path, setting, value)
    click.echo(printable(_("{line}: {setting} is {value}.", line=_line(found, setting), setting=setting, value=value)))


def _line(found: Any, setting: str) -> str:
    from sociotui.room.config_file import brief_path

    return brief_path(found.line(setting))


@config.command()
@click.argument("setting")
def unset(setting: str) -> None:
    """Take SETTING out of your file.

    It is then as the program has it.
    """
    from sociotui.room.config_writing import drop
    from sociotui.room.preferences import config_path

    if drop(config_path(), setting):
        click.echo(printable(_("{setting} is no longer set.", setting=setting)))
    else:
        click.echo(printable(_("{setting} was not set.", setting=setting)))


COMMANDS: dict[str, click.Command] = {"config": config}
