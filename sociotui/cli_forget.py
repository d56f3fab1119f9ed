"""The command that takes a person out of all that is on record. It holds no rule."""

import sys

import click

from sociotui.cli_home import REFUSED, Place, by_option, carry, named, stop
from sociotui.words import _, printable


@click.command(epilog="A backup that was made before still names them, and so do exports and printed pages.")
@click.argument("person")
@click.option("--also", multiple=True, metavar="NAME", help="Another name that texts call them by; may be repeated.")
@click.option("--yes", is_flag=True, help="Do it, without being asked.")
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@by_option
@click.pass_obj
def forget(place: Place, person: str, also: tuple[str, ...], yes: bool, dry_run: bool, by: str) -> None:
    """Put a pseudonym in the place of PERSON.

    For somebody who has left and wants to be forgotten. What was decided stays; who it was can't be found out again.
    """
    planned = carry(place, "forget-plan", person=person, also=list(also))
    click.echo(printable(named("\n".join(planned["preview"]))))
    if dry_run:
        return
    if not yes and not (sys.stdin.isatty() and click.confirm(_("Forget {name}?", name=planned["name"]))):
        stop(_("Nothing was changed. With --yes it is done without being asked."), REFUSED)
    click.echo(printable(carry(place, "forget", person=person, also=list(also), by=by)))


COMMANDS: dict[str, click.Command] = {"forget": forget}
