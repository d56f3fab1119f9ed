"""The command line: the way to the screen, and to every command that is done without one. It holds no rule."""

import sys
from importlib import import_module
from io import TextIOWrapper
from os import environ
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
    looks,
    me,
    place_of,
    prints_plain,
    reached,
    show,
    stop,
)
from sociotui.cli_spelled import spell
from sociotui.cli_table import COMPLETING, ELSEWHERE
from sociotui.words import _


def run(*, splashed: bool = False) -> None:
    """Run the command line and leave with its exit code: 0, 1 refused, 2 usage, 3 the store is damaged or locked."""
    begin(splashed=splashed)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what an encoding does not have is shown as ?, rather than not at all
            stream.reconfigure(errors="replace")
    spell(prints_plain)
    if COMPLETING in environ:
        from sociotui.cli_completion import begin_completing

        begin_completing()
    main(prog_name="sociotui")


class _Answering(click.Group):
    """Turns what is refused, and what the store cannot do, into a sentence on stderr and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in ELSEWHERE:
            found: click.Command = import_module(f"sociotui.{ELSEWHERE[cmd_name].module}").COMMANDS[cmd_name]
            return found
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands, as click does, but without loading them for it."""
        names = self.list_commands(ctx)
        room = formatter.width - 6 - max(map(len, names))
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, self._told(name).get_short_help_str(room)) for name in names])

    def _told(self, name: str) -> click.Command:
        """Return the command of that name, or one that has but its help."""
        return self.commands.get(name) or click.Command(name, help=ELSEWHERE[name].help)

    def invoke(self, ctx: click.Context) -> Any:
        from sociotui.lean import load_msgspec_by_itself

        load_msgspec_by_itself()
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
@click.option("--theme", metavar="NAME", help="The colours: dusk, paper, or sixteen (the terminal's own).")
@click.option("--ascii/--no-ascii", "ascii_", default=None, help="Plain signs and frames, or all of them.")
@click.option("--color/--no-color", "color", default=None, help="With colours, or without any.")
@click.option("--colour/--no-colour", default=None, hidden=True)
@click.version_option(__version__, prog_name="sociotui")
@click.pass_context
def main(ctx: click.Context, /, theme: str | None, **_more: Path | bool | None) -> None:
    """Live sociocratic circle meetings in the terminal. Without a command: the screen."""
    ctx.obj = place_of(ctx)
    if theme:
        looks()  # which refuses one that there isn't, whatever comes next
    if ctx.invoked_subcommand is None:
        check_terminal()
        room = reached(ctx.obj, _room_of, staying=True)
        if room:
            show(room)
        else:
            there = home_of(ctx.obj, staying=True)
            _show_here(there, me(there, ctx.obj))


def _room_of(server: Path, home: Path | None) -> Any:
    """Return the room of a server, by its socket; `home` is what points to it, if anything does."""
    from sociotui.room.socket_room import SocketRoom

    return SocketRoom(server, home=home)


def _show_here(home: Any, person: str, meeting: str = "") -> None:
    """Open the full screen of a person on a home that this process reads and writes itself."""
    from sociotui.room.live import LiveRoom

    show(LiveRoom(home, person, meeting))


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
                _show_here(home, me(home), stage(home, earlier=True))
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
    home.define(
        ask_for_organisation(lambda question, default: click.prompt(question, default=default)), me(home, place)
    )
    click.echo(_("There you are. Begin a meeting with “sociotui”, or with “sociotui open CIRCLE”."))
