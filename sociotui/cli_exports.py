"""Commands that bring something in or write something out: organisation, handbook, calendar, tables, all data, TinyDB. No rule."""

import sys
from pathlib import Path

import click

from sociotui.cli_home import REFUSED, Place, carry, circle_option, home_alone, output_option, put_out, stop
from sociotui.words import _, printable


@click.group("import")
def import_() -> None:
    """Bring something in."""


@import_.command("org")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_org(place: Place, file: Path) -> None:
    """Bring an organisation in from a TOML file.

    All of it, or nothing when something in it does not fit.
    """
    from sociotui.exchange.toml_file import text_of

    done = carry(place, "import-org", text=text_of(file), source=str(file))
    click.echo(_("{name}: {people} people, {circles} circles; {changes} changes.", **done))


@import_.command("from")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--name", default="", help="What the organisation is called, where no file says so.")
@click.option("--dry-run", is_flag=True, help="Only say what would come in, and what can't.")
@click.option("--yes", is_flag=True, help="Do it, without being asked.")
@click.option(
    "--all", "all_", is_flag=True, help="Tell all that changes and all that can't come in, however much it is."
)
@click.pass_obj
def import_from(place: Place, files: tuple[Path, ...], name: str, dry_run: bool, yes: bool, all_: bool) -> None:
    """Bring in what another program holds.

    From tables in CSV, from Rolebase, GlassFrog, Peerdom or Holaspirit, or from sigs.yaml; which one it is, is told by
    what is in the FILEs. First it says what will come in and what can't, and asks; then all of that is done, or nothing.
    What is here already is added to and changed; nothing is taken away.
    """
    from sociotui.exchange.imports.packing import pack
    from sociotui.exchange.imports.reading import read_files

    draft = pack(read_files(files))
    told = carry(place, "import-from", draft=draft, name=name, dry=True, code="", all=all_)
    click.echo(printable("\n".join(told["lines"])))
    if dry_run or not told["changes"]:
        return
    if not yes and not (sys.stdin.isatty() and click.confirm(_("Bring this in?"))):
        stop(_("Nothing was changed. With --yes it is done without being asked."), REFUSED)
    n = carry(place, "import-from", draft=draft, name=name, dry=False, code=told["code"], all=all_)["changes"]
    click.echo(_("It is in; one change.") if n == 1 else _("It is in; {n} changes.", n=f"{n:,}"))


@import_.command("data")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def import_data(place: Place, file: Path) -> None:
    """Bring all data into a new home.

    FILE is what “export data” wrote. All of it comes in, or nothing when something does not fit.
    """
    from sociotui.room.exporting import take_in

    click.echo(take_in(home_alone(place), file.read_bytes()))


@click.group("export")
def export() -> None:
    """Write something out."""


@export.command("org")
@output_option
@click.pass_obj
def export_org(place: Place, output: Path | None) -> None:
    """The organisation, as “import org” reads it."""
    put_out(carry(place, "export-org"), output)


@export.command("handbook")
@circle_option
@click.option("--format", "format_", type=click.Choice(["md", "html"]), default="md", show_default=True)
@output_option
@click.pass_obj
def export_handbook(place: Place, circle: str, format_: str, output: Path | None) -> None:
    """The handbook, to read or to print.

    Circles with their roles, customs and policies, on one page.
    """
    put_out(carry(place, "handbook", circle=circle, format=format_), output)


@export.command("calendar")
@circle_option
@output_option
@click.pass_obj
def export_calendar(place: Place, circle: str, output: Path | None) -> None:
    """A calendar of meetings and of what is due.

    In iCalendar: meetings, reviews, terms and helping circles that end, next steps.
    """
    put_out(carry(place, "calendar", circle=circle), output)


@export.command("tables")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over other files of the same names.")
@click.pass_obj
def export_tables(place: Place, directory: Path, force: bool) -> None:
    """Tables for spreadsheets, into the folder DIR.

    In CSV: people, circles, memberships, roles, policies and their editions, selections, what waits, next steps,
    meetings, backlog. A value that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    from sociotui.exchange.tables import table_from, write_tables

    written = {name: table_from(rows) for name, rows in carry(place, "tables").items()}
    write_tables(directory, written, force=force)
    click.echo(_("{n} tables are in {folder}.", n=len(written), folder=directory))


@export.command("data")
@output_option
@click.pass_obj
def export_data(place: Place, output: Path | None) -> None:
    """All data, as “import data” reads it.

    In JSON, without loss; DATA.md describes it. Private meetings are left out: see “export meeting”.
    """
    found = carry(place, "data")
    put_out(found["data"], output, private=True)
    if found["left_out"]:
        click.echo(found["left_out"], err=True)


@export.command("meeting")
@click.argument("meeting")
@output_option
@click.pass_obj
def export_meeting(place: Place, meeting: str, output: Path | None) -> None:
    """The whole record of MEETING, private or not.

    In JSON, in the form of “export data”; to be read and kept, as no home can begin with it.
    """
    put_out(carry(place, "meeting", meeting=meeting), output, private=True)


@export.command("tinydb")
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Write over other files of the same names.")
@click.pass_obj
def export_tinydb(place: Place, directory: Path, force: bool) -> None:
    """Every event, for TinyDB as it is, into DIR.

    A file a stream: organisation.json, and meetings/ID.json. TinyDB(FILE) opens them. Private meetings are left out.
    """
    from sociotui.exchange.tinydb import write_streams

    found = carry(place, "tinydb")
    write_streams(directory, found["streams"], force=force)
    told = _("{n} events are in {folder}, in {m} files.", n=found["events"], m=len(found["streams"]), folder=directory)
    click.echo(told)
    if found["left_out"]:
        click.echo(found["left_out"], err=True)


COMMANDS: dict[str, click.Command] = {"import": import_, "export": export}
