"""The command around a circle's coming meeting: print its agenda, and put topics on it, rank, change and drop them. No rule here."""

import sys
from pathlib import Path

import click

from sociotui.cli_home import Place, by_option, carry, output_option, put_out
from sociotui.words import _


@click.command(epilog="TOPIC is its title, or its number. In the screen: choose the circle, and press i.")
@click.argument("circle", required=False, default="")
@click.option("--add", "add", metavar="TITLE", help="Put a topic on it.")
@click.option("--ready", metavar="N", help="Put what is due on it, by its number among what is printed as due.")
@click.option("--rank", metavar="TOPIC", help="Give a topic another place: the first, or --place N.")
@click.option("--change", metavar="TOPIC", help="Change a topic: --title, --aim, --minutes, --presenter, --note.")
@click.option("--drop", metavar="TOPIC", help="Take a topic off.")
@click.option(
    "--undo", is_flag=True, default=None, help="Take back what was done to it last; again, what was done before that."
)
@click.option("--title", help="Another title.")
@click.option("--aim", type=click.Choice(["report", "explore", "decide"]), help="What it is for.")
@click.option("--minutes", type=int, help="How long it takes.")
@click.option("--presenter", metavar="PERSON", help='Who brings it; "" for nobody yet.')
@click.option("--note", metavar="TEXT", help="What to know before; - reads it from standard input.")
@click.option("--place", type=int, metavar="N", help="Its place among the topics, from 1.")
@click.option("--length", default=0, metavar="MINUTES", help="Of the meeting; what the circle agreed on last, else 90.")
@click.option("--at", default="", metavar="HH:MM", help="When the meeting begins, where that is not on record.")
@click.option("--json", "as_json", is_flag=True, help="As an object for scripts; the README describes it.")
@output_option
@by_option
@click.pass_obj
def agenda(
    place: Place,
    /,
    circle: str,
    length: int,
    at: str,
    as_json: bool,
    output: Path | None,
    by: str,
    **said: str | int | None,
) -> None:
    """Print CIRCLE's next agenda, or prepare it.

    Without CIRCLE: of the one that your settings name. As plain text, to send round; --add, --ready, --rank, --change or --drop a topic prepares it, --undo takes that back.
    """
    circle = place.one_circle(circle)
    given = {name: value for name, value in said.items() if value is not None}
    verbs = [verb for verb in ("add", "ready", "rank", "change", "drop", "undo") if verb in given]
    details = [f"--{name}" for name in ("title", "aim", "minutes", "presenter", "note", "place") if name in given]
    if len(verbs) > 1:
        raise click.UsageError(_("One thing at a time: --add, --ready, --rank, --change, --drop or --undo."))
    if details and not verbs:
        raise click.UsageError(_("{options} of which topic? Say --add or --change.", options=", ".join(details)))
    if verbs:
        given["topic"] = given.pop(verbs[0])
        if given.get("note") == "-":
            given["note"] = sys.stdin.read()
        from sociotui.room.governing import new_cmd

        click.echo(carry(place, "prepare", circle=circle, by=by, cmd=new_cmd(), verb=verbs[0], **given))
    elif as_json:
        import msgspec

        found = carry(place, "agenda-object", circle=circle, length=length, at=at)
        put_out(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n", output)
    else:
        put_out(carry(place, "agenda", circle=circle, length=length, at=at), output)


COMMANDS: dict[str, click.Command] = {"agenda": agenda}
