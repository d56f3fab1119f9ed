"""The command line: the way to the screen, and to every command that is done without one. It holds no rule."""

import sys
from collections.abc import Callable, Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from sociotui import __version__
from sociotui.cli_home import (
    REFUSED,
    STORE,
    Place,
    begin,
    check_terminal,
    home_alone,
    home_of,
    me,
    reached,
    show,
    stop,
)
from sociotui.words import _


def run(*, splashed: bool = False) -> None:
    """Run the command line and leave with its exit code: 0, 1 refused, 2 usage, 3 the store is damaged or locked."""
    begin(splashed=splashed)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what an encoding does not have is shown as ?, rather than not at all
            stream.reconfigure(errors="replace")
    main(prog_name="sociotui")


# --- the commands, each file of them loaded when one of its commands is asked for --------------------


def _meetings() -> Mapping[str, click.Command]:
    from sociotui.cli_meetings import COMMANDS

    return COMMANDS


def _records() -> Mapping[str, click.Command]:
    from sociotui.cli_records import COMMANDS

    return COMMANDS


def _agenda() -> Mapping[str, click.Command]:
    from sociotui.cli_agenda import COMMANDS

    return COMMANDS


def _find() -> Mapping[str, click.Command]:
    from sociotui.cli_find import COMMANDS

    return COMMANDS


def _exports() -> Mapping[str, click.Command]:
    from sociotui.cli_exports import COMMANDS

    return COMMANDS


def _map() -> Mapping[str, click.Command]:
    from sociotui.cli_map import COMMANDS

    return COMMANDS


def _learn() -> Mapping[str, click.Command]:
    from sociotui.cli_learn import COMMANDS

    return COMMANDS


def _store() -> Mapping[str, click.Command]:
    from sociotui.cli_store import COMMANDS

    return COMMANDS


def _forget() -> Mapping[str, click.Command]:
    from sociotui.cli_forget import COMMANDS

    return COMMANDS


def _serve() -> Mapping[str, click.Command]:
    from sociotui.cli_serve import COMMANDS

    return COMMANDS


def _doctor() -> Mapping[str, click.Command]:
    from sociotui.cli_doctor import COMMANDS

    return COMMANDS


def _members() -> Mapping[str, click.Command]:
    from sociotui.cli_members import COMMANDS

    return COMMANDS


def _changes() -> Mapping[str, click.Command]:
    from sociotui.cli_changes import COMMANDS

    return COMMANDS


def _say() -> Mapping[str, click.Command]:
    from sociotui.cli_say import COMMANDS

    return COMMANDS


def _mend() -> Mapping[str, click.Command]:
    from sociotui.cli_mend import COMMANDS

    return COMMANDS


def _practice() -> Mapping[str, click.Command]:
    from sociotui.cli_practice import COMMANDS

    return COMMANDS


def _mirror() -> Mapping[str, click.Command]:
    from sociotui.cli_mirror import COMMANDS

    return COMMANDS


_ELSEWHERE: dict[str, Callable[[], Mapping[str, click.Command]]] = {
    **dict.fromkeys(("open", "act", "actions", "status", "minutes"), _meetings),
    **dict.fromkeys(("list", "due", "answer", "done", "formats"), _records),
    "agenda": _agenda,
    **dict.fromkeys(("say", "said"), _say),
    **dict.fromkeys(("find", "roles", "people", "seek"), _find),
    **dict.fromkeys(("import", "export"), _exports),
    **dict.fromkeys(("backup", "restore"), _store),
    **dict.fromkeys(("member", "host-key"), _members),
    **dict.fromkeys(("add", "change", "end", "history"), _changes),
    **dict.fromkeys(("serve", "join"), _serve),
    "doctor": _doctor,
    "map": _map,
    "mirror": _mirror,
    "learn": _learn,
    "forget": _forget,
    "practice": _practice,
    **dict.fromkeys(("mend", "talk-with"), _mend),
}


class _Answering(click.Group):
    """Turns what is refused, and what the store cannot do, into a sentence on stderr and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *_ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _ELSEWHERE:
            return _ELSEWHERE[cmd_name]()[cmd_name]
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        from sociotui.domain.refusal import Refused
        from sociotui.journal.port import JournalError

        try:
            return super().invoke(ctx)
        except Refused as refusal:
            stop(str(refusal), REFUSED)
        except JournalError as error:
            stop(str(error), STORE)
        except BrokenPipeError:
            raise  # whoever read this has read enough; click knows what to do
        except OSError as error:
            from sociotui.exchange.trouble import trouble

            stop(trouble(error), REFUSED)


@click.group(cls=_Answering, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False, readable=False),
    envvar="SOCIOTUI_HOME",
    help="The folder with your organisation; SOCIOTUI_HOME says the same.",
)
@click.option(
    "--socket",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="SOCIOTUI_SOCKET",
    help="A server's socket, to go through that (or, with serve, to listen at); SOCIOTUI_SOCKET says the same.",
)
@click.version_option(__version__, prog_name="sociotui")
@click.pass_context
def main(ctx: click.Context, home: Path | None, socket: Path | None) -> None:
    """Live sociocratic circle meetings in the terminal. Without a command: the screen."""
    said, known = ctx.get_parameter_source, click.core.ParameterSource.ENVIRONMENT
    if home and said("home") is not known and said("socket") is known:
        socket = None  # what a command says counts before what the environment does
    ctx.obj = Place(home, socket)
    if ctx.invoked_subcommand is None:
        check_terminal()
        room = reached(ctx.obj, _room_of, staying=True)
        if room:
            show(room)
        else:
            _show_here(home_of(ctx.obj))


def _room_of(server: Path, home: Path | None) -> Any:
    """Return the room of a server, by its socket; `home` is what points to it, if anything does."""
    from sociotui.room.socket_room import SocketRoom

    return SocketRoom(server, home=home)


def _show_here(home: Any, meeting: str = "") -> None:
    """Open the full screen on a home that this process reads and writes itself."""
    from sociotui.room.live import LiveRoom

    show(LiveRoom(home, me(home), meeting))


@main.command()
@click.option(
    "--picture", type=click.Path(dir_okay=False, path_type=Path), help="Write the screen to an SVG file instead."
)
@click.option("--size", default="80x24", show_default=True, help="Columns and rows of the picture.")
def demo(picture: Path | None, size: str) -> None:
    """Look around in a made-up organisation.

    It is in the middle of a meeting. Nothing of it is kept.
    """
    from tempfile import TemporaryDirectory

    from sociotui.room.demo import stage
    from sociotui.room.home import Home

    with TemporaryDirectory(prefix="sociotui-demo-") as folder:
        home = Home(Path(folder))
        try:
            if picture:
                from sociotui.exchange.writing import write_file
                from sociotui.tui.picture import draw_demo

                write_file(picture, draw_demo(home, _size(size)).encode())
            else:
                check_terminal()
                _show_here(home, stage(home, earlier=True))
        finally:
            home.close()


def _size(text: str) -> tuple[int, int]:
    columns, _x, rows = text.partition("x")
    if not (columns.isdigit() and rows.isdigit()):
        raise click.BadParameter(_("write it like 80x24"), param_hint="--size")
    return int(columns), int(rows)


@main.command()
@click.pass_obj
def init(place: Place) -> None:
    """Begin an organisation, by a few questions."""
    from sociotui.exchange.first import ask_for_organisation

    home = home_alone(place, staying=True)
    if home.organisation().about:
        stop(
            _(
                "There is an organisation in {folder} already: {name}. Change it with “sociotui change”; or all at once: write "
                "it out with “sociotui export org -o FILE.toml”, edit that, and bring it in with “sociotui import org FILE.toml”.",
                folder=home.folder,
                name=home.organisation().about.name,
            ),
            REFUSED,
        )
    home.define(ask_for_organisation(lambda question, default: click.prompt(question, default=default)), me(home))
    click.echo(_("There you are. Begin a meeting with “sociotui”, or with “sociotui open CIRCLE”."))
