"""Commands that keep a home safe: a backup of it, and back. No rule."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sociotui.cli_home import STORE, Place, carry, home_alone, home_of, server_of, stop
from sociotui.words import printable

if TYPE_CHECKING:
    from sociotui.room.safekeeping import Told

_file = click.argument("file", type=click.Path(readable=False, path_type=Path))


@click.command()
@_file
@click.option("--force", is_flag=True, help="Write over a file that is no backup.")
@click.pass_obj
def backup(place: Place, file: Path, force: bool) -> None:
    """Write all that your home holds to FILE.

    A .tar.gz for this account alone. Meetings may go on meanwhile; all that was done before is in it.
    """
    from sociotui.room import safekeeping

    if server_of(place) is None:
        _tell(safekeeping.back_up(home_of(place), file, force=force))
        return
    safekeeping.check_place(place.folder, file, force=force)
    packed = carry(place, "backup")
    _tell(safekeeping.put_packed(safekeeping.Packed(packed["archive"], packed["what"], tuple(packed["flaws"])), file))


@click.command()
@_file
@click.option("--force", is_flag=True, help="Replace what is in the home; it is kept in a backup of its own.")
@click.pass_obj
def restore(place: Place, file: Path, force: bool) -> None:
    """Make your home what it was in FILE.

    FILE is what “backup” wrote, and is checked first. Close sociotui before, or start it again afterwards.
    """
    from sociotui.room import safekeeping

    _tell(safekeeping.restore(home_alone(place), file, force=force))


def _tell(told: "Told") -> None:
    click.echo(printable(told.done))
    if told.flaws:
        stop("\n".join(told.flaws), STORE)


COMMANDS: dict[str, click.Command] = {"backup": backup, "restore": restore}
