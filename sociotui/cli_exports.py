"""Commands that bring something in or write something out: organisation, handbook, calendar, tables, all data, TinyDB. No rule."""

from pathlib import Path

import click

from sociotui.cli_home import circle_option, home_of, me, output_option, put_out
from sociotui.words import _


@click.group("import")
def import_() -> None:
    """Bring something in."""


@import_.command("org")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_org(folder: Path | None, file: Path) -> None:
    """Bring an organisation in from a TOML file.

    All of it, or nothing when something in it does not fit.
    """
    from sociotui.exchange.organisations import load_organisation

    home = home_of(folder)
    definition = load_organisation(file, home.organisation())
    changes = home.define(definition, me(home))
    click.echo(
        _(
            "{name}: {people} people, {circles} circles; {n} changes.",
            name=definition.organisation.name,
            people=len(definition.person),
            circles=len(definition.circle),
            n=len(changes),
        )
    )


@import_.command("data")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_data(folder: Path | None, file: Path) -> None:
    """Bring all data into a new home.

    FILE is what “export data” wrote. All of it comes in, or nothing when something does not fit.
    """
    from sociotui.room.exporting import take_in

    click.echo(take_in(home_of(folder), file.read_bytes()))


@click.group("export")
def export() -> None:
    """Write something out."""


@export.command("org")
@output_option
@click.pass_obj
def export_org(folder: Path | None, output: Path | None) -> None:
    """The organisation, as “import org” reads it."""
    from sociotui.exchange.organisations import definition_of, write_organisation

    put_out(write_organisation(definition_of(home_of(folder).founded())), output)


@export.command("handbook")
@circle_option
@click.option("--format", "format_", type=click.Choice(["md", "html"]), default="md", show_default=True)
@output_option
@click.pass_obj
def export_handbook(folder: Path | None, circle: str, format_: str, output: Path | None) -> None:
    """The handbook, to read or to print.

    Circles with their roles, customs and policies, on one page.
    """
    from sociotui.room.exporting import handbook

    put_out(handbook(home_of(folder), circle, format_), output)  # type: ignore[arg-type]


@export.command("calendar")
@circle_option
@output_option
@click.pass_obj
def export_calendar(folder: Path | None, circle: str, output: Path | None) -> None:
    """A calendar of meetings and of what is due.

    In iCalendar: meetings, reviews, terms and helping circles that end, next steps.
    """
    from sociotui.room.exporting import calendar

    put_out(calendar(home_of(folder), circle), output)


@export.command("tables")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over other files of the same names.")
@click.pass_obj
def export_tables(folder: Path | None, directory: Path, force: bool) -> None:
    """Tables for spreadsheets, into the folder DIR.

    In CSV: people, circles, memberships, roles, policies and their editions, selections, what waits, next steps,
    meetings, backlog. A value that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    from sociotui.room.exporting import tables

    click.echo(tables(home_of(folder), directory, force=force))


@export.command("data")
@output_option
@click.pass_obj
def export_data(folder: Path | None, output: Path | None) -> None:
    """All data, as “import data” reads it.

    In JSON, without loss; DATA.md describes it. Private meetings are left out: see “export meeting”.
    """
    from sociotui.room.exporting import everything, left_out

    home = home_of(folder)
    put_out(everything(home), output, private=True)
    if said := left_out(home):
        click.echo(said, err=True)


@export.command("meeting")
@click.argument("meeting")
@output_option
@click.pass_obj
def export_meeting(folder: Path | None, meeting: str, output: Path | None) -> None:
    """The whole record of MEETING, private or not.

    In JSON, in the form of “export data”; to be read and kept, as no home can begin with it.
    """
    from sociotui.room.exporting import one_meeting

    put_out(one_meeting(home_of(folder), meeting), output, private=True)


@export.command("tinydb")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over other files of the same names.")
@click.pass_obj
def export_tinydb(folder: Path | None, directory: Path, force: bool) -> None:
    """Every event, for TinyDB as it is, into DIR.

    A file a stream: organisation.json, and meetings/ID.json. TinyDB(FILE) opens them. Private meetings are left out.
    """
    from sociotui.room.exporting import left_out, tinydb

    home = home_of(folder)
    click.echo(tinydb(home, directory, force=force))
    if said := left_out(home):
        click.echo(said, err=True)


COMMANDS: dict[str, click.Command] = {"import": import_, "export": export}
