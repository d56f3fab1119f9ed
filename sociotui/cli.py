"""The command line: the way to the screen, and to every command that is done without one. It holds no rule."""

import gc
import sys
from collections.abc import Callable, Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from sociotui import __version__
from sociotui.cli_home import REFUSED, STORE, begin, home_of, me, stop
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


def _exports() -> Mapping[str, click.Command]:
    from sociotui.cli_exports import COMMANDS

    return COMMANDS


def _store() -> Mapping[str, click.Command]:
    from sociotui.cli_store import COMMANDS

    return COMMANDS


def _forget() -> Mapping[str, click.Command]:
    from sociotui.cli_forget import COMMANDS

    return COMMANDS


def _doctor() -> Mapping[str, click.Command]:
    from sociotui.cli_doctor import COMMANDS

    return COMMANDS


_ELSEWHERE: dict[str, Callable[[], Mapping[str, click.Command]]] = {
    **dict.fromkeys(("open", "act", "actions", "status", "minutes"), _meetings),
    **dict.fromkeys(("list", "due", "answer", "done", "formats"), _records),
    **dict.fromkeys(("import", "export"), _exports),
    **dict.fromkeys(("backup", "restore"), _store),
    "doctor": _doctor,
    "forget": _forget,
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
@click.version_option(__version__, prog_name="sociotui")
@click.pass_context
def main(ctx: click.Context, home: Path | None) -> None:
    """Live sociocratic circle meetings in the terminal. Without a command: the screen."""
    ctx.obj = home
    if ctx.invoked_subcommand is None:
        _screen(home_of(home))


def _screen(home: Any, meeting: str = "") -> None:
    """Open the full screen, where this terminal can show one."""
    from os import environ

    if environ.get("TERM", "dumb") == "dumb" or not (sys.stdout.isatty() and sys.stdin.isatty()):
        stop(
            _(
                "This terminal cannot show the screen (TERM is “{term}”, or input and output are not a terminal). "
                "Everything can be done without it: see “sociotui --help”, “sociotui status” and “sociotui act”. "
                "In a terminal that can, set TERM, for example TERM=xterm-256color.",
                term=environ.get("TERM", ""),
            ),
            REFUSED,
        )
    home.organisation()
    from sociotui.tui.app import run

    gc.freeze()  # from here on there will be garbage, but only among what is new
    gc.enable()
    run(home, meeting, environ)


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
                _screen(home, stage(home))
        finally:
            home.close()


def _size(text: str) -> tuple[int, int]:
    columns, _x, rows = text.partition("x")
    if not (columns.isdigit() and rows.isdigit()):
        raise click.BadParameter(_("write it like 80x24"), param_hint="--size")
    return int(columns), int(rows)


@main.command()
@click.pass_obj
def init(folder: Path | None) -> None:
    """Begin an organisation, by a few questions."""
    from sociotui.exchange.first import ask_for_organisation

    home = home_of(folder)
    if home.organisation().about:
        stop(
            _(
                "There is an organisation in {folder} already: {name}. To change it, write it out with "
                "“sociotui export org -o FILE.toml”, edit that, and bring it back in with “sociotui import org FILE.toml”.",
                folder=home.folder,
                name=home.organisation().about.name,
            ),
            REFUSED,
        )
    home.define(ask_for_organisation(lambda question, default: click.prompt(question, default=default)), me(home))
    click.echo(_("There you are. Begin a meeting with “sociotui”, or with “sociotui open CIRCLE”."))
