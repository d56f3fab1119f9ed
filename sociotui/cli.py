"""The command line: everything that can be done without a screen, and the way to the screen. It holds no rule."""

import gc
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from sociotui import __version__
from sociotui.words import _, printable, with_keys

F = TypeVar("F", bound=Callable[..., Any])

REFUSED, USAGE, STORE = 1, 2, 3
_splashed = False


def run(*, splashed: bool = False) -> None:
    """Run the command line and leave with its exit code: 0, 1 refused, 2 usage, 3 the store is damaged or locked."""
    global _splashed
    _splashed = splashed
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # what an encoding does not have is shown as ?, rather than not at all
            stream.reconfigure(errors="replace")
    main(prog_name="sociotui")


class _Answering(click.Group):
    """Turns what is refused, and what the store cannot do, into a sentence on stderr and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        from sociotui.domain.refusal import Refused
        from sociotui.journal.port import JournalError

        try:
            return super().invoke(ctx)
        except Refused as refusal:
            _stop(str(refusal), REFUSED)
        except JournalError as error:
            _stop(str(error), STORE)
        except BrokenPipeError:
            raise  # whoever read this has read enough; click knows what to do
        except OSError as error:
            what = error.strerror or str(error)
            _stop(_("{file}: {what}.", file=error.filename or "sociotui", what=what), REFUSED)


def _stop(sentence: str, code: int) -> NoReturn:
    from sociotui.room.actions import commands_by_name

    _leave_splash()
    click.echo(printable(with_keys(sentence, commands_by_name())), err=True)
    raise SystemExit(code)


def _leave_splash() -> None:
    """Give the terminal back as it was, where the splash was shown and no screen will follow."""
    global _splashed
    if _splashed:
        sys.stdout.write("\x1b[?25h\x1b[?1049l")
        sys.stdout.flush()
        _splashed = False


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
        _screen(_home(home))


def _home(folder: Path | None) -> Any:
    from sociotui.room.files import default_home
    from sociotui.room.home import Home

    home = Home(folder or default_home())

    def close() -> None:
        home.close()
        for notice in home.notices():
            click.echo(printable(notice), err=True)

    click.get_current_context().call_on_close(close)
    return home


def _screen(home: Any, meeting: str = "") -> None:
    """Open the full screen, where this terminal can show one."""
    from os import environ

    if environ.get("TERM", "dumb") == "dumb" or not (sys.stdout.isatty() and sys.stdin.isatty()):
        _stop(
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
    """Look around in a made-up organisation, in the middle of a meeting. Nothing of it is kept."""
    from tempfile import TemporaryDirectory

    from sociotui.room.demo import stage
    from sociotui.room.home import Home

    with TemporaryDirectory(prefix="sociotui-demo-") as folder:
        home = Home(Path(folder))
        try:
            if picture:
                from sociotui.tui.picture import draw_demo

                picture.write_text(draw_demo(home, _size(size)), "utf-8")
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
    """Begin a first organisation, by answering a few questions."""
    from sociotui.exchange.first import ask_for_organisation

    home = _home(folder)
    if home.organisation().about:
        _stop(
            _(
                "There is an organisation in {folder} already: {name}. To change it, write it out with "
                "“sociotui export org -o FILE.toml”, edit that, and bring it back in with “sociotui import org FILE.toml”.",
                folder=home.folder,
                name=home.organisation().about.name,
            ),
            REFUSED,
        )
    home.define(ask_for_organisation(lambda question, default: click.prompt(question, default=default)), _me(home))
    click.echo(_("There you are. Begin a meeting with “sociotui”, or with “sociotui open CIRCLE”."))


def _me(home: Any, by: str = "") -> str:
    """Return who acts: the person named with --by, else the one whose login this account is."""
    from sociotui.room.identity import account, actor_for

    if by:
        return str(home.founded().person(by).id)
    return actor_for(home.organisation(), account())


@main.group("import")
def import_() -> None:
    """Bring something in."""


@import_.command("org")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_org(folder: Path | None, file: Path) -> None:
    """Bring an organisation in from a TOML file: all of it, or nothing when something in it does not fit."""
    from sociotui.exchange.organisations import load_organisation

    home = _home(folder)
    definition = load_organisation(file, home.organisation())
    changes = home.define(definition, _me(home))
    click.echo(
        _(
            "{name}: {people} people, {circles} circles; {n} changes.",
            name=definition.organisation.name,
            people=len(definition.person),
            circles=len(definition.circle),
            n=len(changes),
        )
    )


@main.group("export")
def export() -> None:
    """Write something out."""


@export.command("org")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file; else it is printed.")
@click.pass_obj
def export_org(folder: Path | None, output: Path | None) -> None:
    """Write the organisation out in the format that `import org` reads."""
    from sociotui.exchange.organisations import definition_of, write_organisation

    text = write_organisation(definition_of(_home(folder).founded()))
    if output:
        output.write_text(text, "utf-8")
    else:
        click.echo(text, nl=False)


def _people(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(p.strip() for p in value.split(",") if p.strip())


@main.command("open")
@click.argument("circle")
@click.option(
    "--present", default="", callback=_people, metavar="A,B,…", help="Who is here, as they sit; all when left out."
)
@click.option("--facilitator", default="", help="Who facilitates; the role's holder when left out.")
@click.option("--secretary", default="", help="Who writes; the role's holder when left out.")
@click.option("--format", "format_", default="weekly", show_default=True, help="The format of the meeting.")
@click.pass_obj
def open_(
    folder: Path | None, circle: str, present: tuple[str, ...], facilitator: str, secretary: str, format_: str
) -> None:
    """Open a meeting of CIRCLE and print its id."""
    from sociotui.room.home import Opening

    home = _home(folder)
    home.founded().circle(circle)
    for complaint in home.shelf(circle).complaints:
        click.echo(complaint, err=True)
    opening = Opening(circle=circle, present=present, facilitator=facilitator, secretary=secretary, format=format_)
    click.echo(home.open(opening, _me(home)))


_ACT_OPTIONS: tuple[tuple[str, str, type, str], ...] = (
    ("--for", "person", str, "Whom this act is for; whose turn it is when left out."),
    ("--text", "text", str, "The words: a reason, a wording, a note; - reads them from standard input."),
    ("--title", "title", str, "A title."),
    ("--aim", "aim", str, "report, explore or decide."),
    ("--minutes", "minutes", int, "A length in minutes."),
    ("--presenter", "presenter", str, "Who presents the item."),
    ("--document", "document", str, "Where its document lies."),
    ("--version", "version", int, "The version of the wording that was seen."),
    ("--way", "way", str, "modify, shorten or measure."),
    ("--review", "review", str, "A day, like 2027-03-01."),
    ("--measure", "measure", str, "What is measured, and at which value it stops."),
    ("--responsible", "responsible", str, "Who is responsible."),
    ("--why", "why", str, "The reason behind it; with object: the aim that is touched."),
    ("--kind", "kind", str, "decided, dropped, postponed or delegated."),
    ("--to", "to", str, "To whom it is delegated."),
    ("--role", "role", str, "facilitator or secretary."),
    ("--join", "joining", str, "end, next or watch."),
    ("--start", "start", str, "Who begins the round."),
    ("--direction", "direction", str, "left or right."),
    ("--place", "place", int, "A place, from 1."),
    ("--item", "item", int, "The number of an agenda item."),
    ("--number", "number", int, "The number of an objection."),
    ("--name", "name", str, "The name of a guest."),
    ("--next-meeting", "next_meeting", str, "When the next meeting is."),
    ("--turn", "turn", int, "The turn that was seen; a later one is left alone."),
    ("--act", "act", int, "The act that was seen."),
    ("--seen", "seen", str, "The step that was seen."),
)


def _act_options(function: F) -> F:
    for flag, name, kind, text in reversed(_ACT_OPTIONS):
        function = click.option(flag, name, type=kind, help=text)(function)
    return function


@main.command(epilog="See “sociotui actions” for what can be done.")
@click.argument("meeting")
@click.argument("action")
@click.option("--by", default="", help="Who acts; the person with this account's login when left out.")
@click.option("--postpone", is_flag=True, default=None, help="With close: keep items without an outcome for later.")
@click.option("--cmd", default="", hidden=True, help="The command's id: sent again, it is carried out once.")
@_act_options
@click.pass_obj
def act(folder: Path | None, /, meeting: str, action: str, by: str, cmd: str, **said: Any) -> None:
    """Do ACTION in MEETING: next, pass, later, consent, object, step, undo, …"""
    from sociotui.room.acting import act_by_name

    home = _home(folder)
    given = {name: value for name, value in said.items() if value is not None}
    if given.get("text") == "-":
        given["text"] = sys.stdin.read()
    from sociotui.room.actions import commands_by_name

    click.echo(with_keys(act_by_name(home, meeting, action, given, _me(home, by), cmd), commands_by_name()))


@main.command()
@click.option("--markdown", is_flag=True, help="The keys of the screen, as the README has them.")
def actions(markdown: bool) -> None:
    """List what `act` can do, with each action's options."""
    from sociotui.room.acting import describe, key_table

    if markdown:
        click.echo(key_table())
        return
    flags = {name: flag for flag, name, _kind, _text in _ACT_OPTIONS}
    click.echo("\n".join(describe(flags)))


@main.command()
@click.argument("meeting", required=False)
@click.option("--json", "as_json", is_flag=True, help="As an object for scripts; the README describes it.")
@click.pass_obj
def status(folder: Path | None, meeting: str | None, as_json: bool) -> None:
    """Show where MEETING stands; without one, the meeting that was opened last."""
    from sociotui.room.status import lines
    from sociotui.room.status import status as status_of

    current = _home(folder).meeting(meeting or "")
    if as_json:
        import msgspec

        # JSON is UTF-8, whatever this terminal's encoding is.
        click.echo(msgspec.json.format(msgspec.json.encode(status_of(current)), indent=2))
    else:
        click.echo("\n".join(lines(current)))


@main.command()
@click.argument("meeting")
@click.option("--format", "format_", type=click.Choice(["md", "txt"]), default="md", show_default=True)
@click.pass_obj
def minutes(folder: Path | None, meeting: str, format_: str) -> None:
    """Print the minutes of MEETING, as they stand."""
    from sociotui.domain.minutes import minutes_of
    from sociotui.exchange.minutes import render

    click.echo(render(minutes_of(_home(folder).meeting(meeting)), format_), nl=False)  # type: ignore[arg-type]


@main.command("list")
@click.pass_obj
def list_(folder: Path | None) -> None:
    """List the circles, the meetings under way, and the decisions on record."""
    from sociotui.room.acting import overview

    click.echo("\n".join(overview(_home(folder))))
