"""Commands that find: decisions by their words, roles by what ends first, people; and propose a selection. No rule here."""

import click

from sociotui.cli_home import Place, by_option, carry, circle_option


@click.command(
    epilog="“sociotui answer ID --object REASON” has a decision looked at again; “sociotui export handbook” has all wordings."
)
@click.argument("words", nargs=-1)
@circle_option
@click.option("--state", default="", help="in-force, waiting or ended; all of them when left out.")
@click.option("--due", is_flag=True, help="Only those that wait, or are to be looked at within 60 days.")
@click.pass_obj
def find(place: Place, words: tuple[str, ...], circle: str, state: str, due: bool) -> None:
    """Find decisions by words.

    All of WORDS, or how they begin, in titles, wordings, reasons and names; best first. Without words: what is due first.
    """
    click.echo("\n".join(carry(place, "find", text=" ".join(words), circle=circle, state=state, due=due)))


@click.command()
@click.argument("words", nargs=-1)
@circle_option
@click.option("--ending", is_flag=True, help="Only roles whose term ends within 60 days or is over, and vacant ones.")
@click.pass_obj
def roles(place: Place, words: tuple[str, ...], circle: str, ending: bool) -> None:
    """Show who holds which role until when.

    What ends first stands on top. WORDS find roles, people and circles.
    """
    click.echo("\n".join(carry(place, "roles", text=" ".join(words), circle=circle, only=ending)))


@click.command()
@click.argument("words", nargs=-1)
@circle_option
@click.option("--not-facilitated", is_flag=True, help="Only members who have not facilitated a meeting on record.")
@click.pass_obj
def people(place: Place, words: tuple[str, ...], circle: str, not_facilitated: bool) -> None:
    """Show people, and who has facilitated.

    How often, in how many circles they are, and how many roles they hold. WORDS find people and circles.
    """
    click.echo("\n".join(carry(place, "people", text=" ".join(words), circle=circle, only=not_facilitated)))


@click.command(epilog="“sociotui roles --circle CIRCLE” shows the ids of roles.")
@click.argument("circle")
@click.argument("roles", nargs=-1, required=True)
@click.option("--why", default="", help="Why now; the circle finds it on its backlog.")
@click.option("--for", "person", default="", help="Who brings it to the meeting; nobody yet when left out.")
@by_option
@click.pass_obj
def seek(place: Place, circle: str, roles: tuple[str, ...], why: str, person: str, by: str) -> None:
    """Propose a selection for ROLES of CIRCLE.

    It goes onto the circle's backlog, ready for its next agenda: several roles in one go.
    """
    from sociotui.room.governing import new_cmd

    said = {"circle": circle, "verb": "seek", "topic": list(roles), "note": why, "presenter": person}
    click.echo(carry(place, "prepare", by=by, cmd=new_cmd(), **said))


COMMANDS: dict[str, click.Command] = {"find": find, "roles": roles, "people": people, "seek": seek}
