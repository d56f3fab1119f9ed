"""Commands around the record: what there is, what is due, answers between meetings, next steps, formats. No rule here."""

import sys

import click

from sociotui.cli_home import Place, by_option, carry, circle_option
from sociotui.words import _


@click.command("list")
@click.pass_obj
def list_(place: Place) -> None:
    """List circles, meetings and decisions.

    And what waits for answers, and next steps: with the ids that “answer” and “done” take.
    """
    click.echo("\n".join(carry(place, "list")))


@click.command()
@circle_option
@click.option("--within", default="60d", show_default=True, help="How far to look ahead: 60d, 8w, 3m, or days.")
@click.option("--json", "as_json", is_flag=True, help="As an object for scripts; the README describes it.")
@click.pass_obj
def due(place: Place, circle: str, within: str, as_json: bool) -> None:
    """Show what is due, and what is overdue.

    In the circle that your settings name, where they do; “--circle all”: in all of them. Terms that end, reviews, minutes to approve, decisions that wait, next steps, helping circles that end.
    """
    circle = place.circle(circle)
    if as_json:
        import msgspec

        found = carry(place, "due-object", circle=circle, within=within)
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        click.echo("\n".join(carry(place, "due", circle=circle, within=within)))


@click.command(
    epilog="“sociotui list” shows what waits, “sociotui minutes MEETING” the exact wording, “sociotui said” what was said to circles."
)
@click.argument("decision")
@click.argument("words", required=False)
@click.option("--consent", is_flag=True, help="Consent to it.")
@click.option(
    "--object", "objection", metavar="REASON", help="Object, with the reason; - reads it from standard input."
)
@click.option("--for", "person", default="", help="Who answers; whoever acts when left out.")
@click.option("--version", default=0, help="The version of the wording that was read; another one is left alone.")
@click.option(
    "--again", is_flag=True, help="Of what was said: the answer is none yet, and WORDS tell what is still open."
)
@by_option
@click.pass_obj
def answer(
    place: Place,
    /,
    decision: str,
    words: str | None,
    consent: bool,
    objection: str | None,
    person: str,
    version: int,
    again: bool,
    by: str,
) -> None:
    """Answer DECISION, which waits for you.

    Consent, or object with the reason. DECISION can also be a meeting, to object to its minutes; a policy that
    stands, to put its review on the agenda; or what was said to a circle (“sociotui said”), with WORDS as the answer.
    """
    if words is not None and not consent and objection is None:
        from sociotui.room.governing import new_cmd

        text = sys.stdin.read() if words == "-" else words
        click.echo(carry(place, "reply", voice=decision, words=text, again=again, by=by or person, cmd=new_cmd()))
        return
    if words is not None or again:
        raise click.UsageError(
            _("Words answer what was said to a circle; a decision is answered with --consent or --object.")
        )
    if consent == (objection is not None):
        raise click.UsageError(_("Say one of the two: --consent, or --object with the reason."))
    reason = sys.stdin.read() if objection == "-" else objection
    click.echo(carry(place, "answer", decision=decision, person=person, reason=reason, version=version, by=by))


@click.command(epilog="“sociotui list” shows the next steps that are open, with their ids.")
@click.argument("step")
@click.option(
    "--how", type=click.Choice(["kept", "partly", "again"]), default=None, help="Of an agreement: how it went."
)
@by_option
@click.pass_obj
def done(place: Place, step: str, how: str | None, by: str) -> None:
    """Say that the next step STEP was done."""
    more = {"how": how} if how else {}
    click.echo(carry(place, "done", step=step, by=by, **more))


@click.command()
@circle_option
@click.pass_obj
def formats(place: Place, circle: str) -> None:
    """List the formats of meetings and items.

    And what is wrong with files that cannot be used.
    """
    click.echo("\n".join(carry(place, "formats", circle=place.circle(circle))))


COMMANDS: dict[str, click.Command] = {"list": list_, "due": due, "answer": answer, "done": done, "formats": formats}
