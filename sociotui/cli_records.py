"""Commands around the record: what there is, what is due, answers between meetings, next steps, formats. No rule here."""

import sys
from pathlib import Path

import click

from sociotui.cli_home import by_option, circle_option, home_of, me
from sociotui.words import _


@click.command("list")
@click.pass_obj
def list_(folder: Path | None) -> None:
    """List circles, meetings and decisions.

    And what waits for answers, and next steps: with the ids that “answer” and “done” take.
    """
    from sociotui.room.listing import overview

    click.echo("\n".join(overview(home_of(folder))))


@click.command()
@circle_option
@click.option("--within", default="60d", show_default=True, help="How far to look ahead: 60d, 8w, 3m, or days.")
@click.option("--json", "as_json", is_flag=True, help="As an object for scripts; the README describes it.")
@click.pass_obj
def due(folder: Path | None, circle: str, within: str, as_json: bool) -> None:
    """Show what is due, and what is overdue.

    Terms that end, reviews, minutes to approve, decisions that wait, next steps, helping circles that end.
    """
    from sociotui.room.listing import due_lines, due_object

    home = home_of(folder)
    if as_json:
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(due_object(home, circle, within)), indent=2))
    else:
        click.echo("\n".join(due_lines(home, circle, within)))


@click.command(epilog="“sociotui list” shows what waits, “sociotui minutes MEETING” the exact wording.")
@click.argument("decision")
@click.option("--consent", is_flag=True, help="Consent to it.")
@click.option(
    "--object", "objection", metavar="REASON", help="Object, with the reason; - reads it from standard input."
)
@click.option("--for", "person", default="", help="Who answers; whoever acts when left out.")
@click.option("--version", default=0, help="The version of the wording that was read; another one is left alone.")
@by_option
@click.pass_obj
def answer(
    folder: Path | None, decision: str, consent: bool, objection: str | None, person: str, version: int, by: str
) -> None:
    """Answer DECISION, which waits for you.

    Consent, or object with the reason. DECISION can also be a meeting, to object to its minutes; or a policy that
    stands, to put its review on the agenda.
    """
    from sociotui.room.acting import answer_by_name

    if consent == (objection is not None):
        raise click.UsageError(_("Say one of the two: --consent, or --object with the reason."))
    home = home_of(folder)
    reason = sys.stdin.read() if objection == "-" else objection
    actor = me(home, by)
    click.echo(answer_by_name(home, decision, person=person or actor, actor=actor, reason=reason, version=version))


@click.command(epilog="“sociotui list” shows the next steps that are open, with their ids.")
@click.argument("step")
@by_option
@click.pass_obj
def done(folder: Path | None, step: str, by: str) -> None:
    """Say that the next step STEP was done."""
    from sociotui.room.acting import finish_by_name

    home = home_of(folder)
    click.echo(finish_by_name(home, step, me(home, by)))


@click.command()
@circle_option
@click.pass_obj
def formats(folder: Path | None, circle: str) -> None:
    """List the formats of meetings and items.

    And what is wrong with files that cannot be used.
    """
    from sociotui.room.listing import format_lines

    click.echo("\n".join(format_lines(home_of(folder), circle)))


COMMANDS: dict[str, click.Command] = {"list": list_, "due": due, "answer": answer, "done": done, "formats": formats}
