"""Commands of open communication: say something to a circle between its meetings, and list what was said. No rule here."""

import sys

import click

from sociotui.cli_home import Place, by_option, carry
from sociotui.words import _


@click.command(
    epilog="In the screen: y, anywhere. “sociotui said” lists what was said, “sociotui answer ID WORDS” answers it."
)
@click.argument("circle", required=False, default="")
@click.argument("words", required=False)
@click.option(
    "--kind",
    type=click.Choice(["idea", "concern", "appreciation", "feedback"]),
    default="idea",
    show_default=True,
    help="What it is.",
)
@click.option("--role", default="", help="To this role of the circle: its id or its name.")
@click.option("--unnamed", is_flag=True, help="Without your name, where the circle has agreed to that.")
@click.option("--yes", is_flag=True, help="With --unnamed: send it without being asked once more.")
@by_option
@click.pass_obj
def say(place: Place, circle: str, words: str | None, kind: str, role: str, unnamed: bool, yes: bool, by: str) -> None:
    """Say something to CIRCLE between meetings.

    An idea, a concern, an appreciation, feedback. It comes to the agenda of its next meeting, and is answered on record.
    WORDS are asked for where they are left out; - reads them from standard input. Without CIRCLE: to the one that your
    settings name.
    """
    circle, words = _to_whom(place, circle, words)
    if unnamed:
        from sociotui.room.voices import shell_truth

        click.echo(carry(place, "unnamed", circle=circle), err=True)
        if words not in (None, "-"):
            click.echo(shell_truth(), err=True)
    text = sys.stdin.read() if words == "-" else words
    if text is None:
        text = click.prompt(_("What would you like to say?"), err=True)
    if unnamed and not yes and words != "-" and not click.confirm(_("Send it unnamed?"), err=True):
        click.echo(_("Nothing was sent."))
        return
    if unnamed:
        click.echo(carry(place, "say", circle=circle, words=text, kind=kind, role=role, unnamed=True, by=""))
        return
    from sociotui.room.governing import new_cmd

    said = {"circle": circle, "words": text, "kind": kind, "role": role, "unnamed": False, "by": by}
    click.echo(carry(place, "say", cmd=new_cmd(), **said))


def _to_whom(place: Place, circle: str, words: str | None) -> tuple[str, str | None]:
    """Return the circle and the words that are meant; where one of them is said, it is a circle if one is called so."""
    own = place.circle("") if circle and words is None else ""
    if own and not _is_circle(place, circle):
        return own, circle
    return place.one_circle(circle), words


def _is_circle(place: Place, said: str) -> bool:
    """Return whether a circle is called so, by its id or its name."""
    plain = " ".join(said.split()).casefold()
    return any(plain in (id_, name.casefold()) for id_, name in carry(place, "names")["circle"])


@click.command()
@click.argument("circle", required=False, default="")
@click.option("--waiting", is_flag=True, help="Only what waits for an answer.")
@click.option("--json", "as_json", is_flag=True, help="As an object for scripts; the README describes it.")
@click.pass_obj
def said(place: Place, circle: str, waiting: bool, as_json: bool) -> None:
    """List what was said to CIRCLE, or to all.

    Waiting, on an agenda, or answered, with the answer; what has waited longest comes first. Without CIRCLE: to the one
    that your settings name, where they do; “all”: to all of them.
    """
    circle = place.circle(circle)
    if as_json:
        import msgspec

        found = carry(place, "said-object", circle=circle, waiting=waiting)
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        click.echo("\n".join(carry(place, "said", circle=circle, waiting=waiting)))


COMMANDS: dict[str, click.Command] = {"say": say, "said": said}
