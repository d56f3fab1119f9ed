"""Commands for a meeting: open it, act in it, see where it stands, read its minutes. Thin; they hold no rule."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from sociotui.cli_home import Place, by_option, carry, named, put_out
from sociotui.words import _

F = TypeVar("F", bound=Callable[..., Any])


def _people(_ctx: click.Context, _param: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(p.strip() for p in value.split(",") if p.strip())


@click.command("open")
@click.argument("circle", required=False, default="")
@click.option(
    "--present", default="", callback=_people, metavar="A,B,…", help="Who is here, as they sit; all when left out."
)
@click.option("--facilitator", default="", help="Who facilitates; the role's holder when left out.")
@click.option("--secretary", default="", help="Who writes; the role's holder when left out.")
@click.option("--format", "format_", default="weekly", show_default=True, help="The format; see “sociotui formats”.")
@click.option("--private", is_flag=True, help="Its record is for those who take part; what they decide is for all.")
@click.pass_obj
def open_(
    place: Place,
    circle: str,
    present: tuple[str, ...],
    facilitator: str,
    secretary: str,
    format_: str,
    private: bool,
) -> None:
    """Open a meeting of CIRCLE and print its id.

    Without CIRCLE: of the one that your settings name.
    """
    said = {
        "circle": place.one_circle(circle),
        "facilitator": facilitator,
        "secretary": secretary,
        "format": format_,
        "private": private,
    }
    opened = carry(place, "open", present=list(present), **said)
    for complaint in opened["complaints"]:
        click.echo(complaint, err=True)
    click.echo(opened["id"])


# --- act ------------------------------------------------------------------------------------------

_Flag = tuple[str, str, type, str]
_ACT_OPTIONS: dict[str, tuple[_Flag, ...]] = {
    _("For whom, and in which words"): (
        ("--for", "person", str, "Whom this act is for; whose turn it is when left out."),
        ("--text", "text", str, "The words: a reason, a wording, a note; - reads them from standard input."),
        ("--why", "why", str, "The reason behind it; with object: the aim that is touched."),
        ("--title", "title", str, "A title."),
        ("--name", "name", str, "The name of a guest, a new member or a new circle."),
        ("--witness", "witness", str, "Who in the room heard an absent member by phone."),
    ),
    _("Rounds and attendance"): (
        ("--start", "start", str, "Who begins the round."),
        ("--direction", "direction", str, "left or right."),
        ("--join", "joining", str, "end, next or watch."),
        ("--place", "place", int, "A place, from 1."),
        ("--role", "role", str, "facilitator or secretary; in a selection the role that is meant."),
    ),
    _("Agenda and backlog"): (
        ("--aim", "aim", str, "report, explore or decide."),
        ("--minutes", "minutes", int, "A length in minutes."),
        ("--presenter", "presenter", str, "Who presents the item."),
        ("--document", "document", str, "Where its document lies."),
        ("--format", "format", str, "The format of an item; that of its aim when left out."),
        ("--about", "about", str, "Whom an item is about."),
        ("--people", "people", str, "People, with commas."),
        ("--policy", "policy", str, "The policy that is looked at again."),
        ("--ready", "ready", int, "The number of a ready-made item."),
        ("--item", "item", int, "The number of an agenda item."),
        ("--next-meeting", "next_meeting", str, "When the next meeting is, like “2027-03-01 19:30, in the shed”."),
    ),
    _("Proposals, objections, decisions"): (
        (
            "--way",
            "way",
            str,
            "modify, shorten or measure; in some dialects defer, another, delegate, monitor, ask or time.",
        ),
        ("--number", "number", int, "The number of an objection."),
        ("--agreed", "agreed", str, "Who agrees that an objection is let go of, with commas."),
        ("--review", "review", str, "The day on which it is looked at again, like 2027-03-01."),
        ("--measure", "measure", str, "What is measured, and at which value it stops."),
        ("--responsible", "responsible", str, "Who is responsible."),
        ("--published", "published", str, "Where people find a policy."),
        ("--until", "until", str, "The day on which something ends or is due, like 2027-03-01."),
        ("--kind", "kind", str, "decided, dropped, postponed or delegated; keep, drop or rework; joins or leaves."),
        ("--to", "to", str, "To whom it is delegated; with refer: helping or broader."),
    ),
    _("Roles and circles"): (
        ("--roles", "roles", str, "Roles, with commas; with seek each may have its term, like delegate=2027-06-30."),
        (
            "--nominee",
            "nominee",
            str,
            "Whom somebody nominates, or is proposed; for several roles like leader=ana,delegate=ben.",
        ),
        ("--vision", "vision", str, "The circle's vision."),
        ("--mission", "mission", str, "The circle's mission."),
        ("--aims", "aims", str, "The circle's aims, with ; between them."),
        ("--domain", "domain", str, "What a circle decides about."),
        ("--members", "members", str, "The members of a circle, with commas."),
        ("--leader", "leader", str, "Who leads a circle."),
        ("--parents", "parents", str, "The broader circles of a circle, with commas."),
    ),
    _("How the meeting was"): (
        (
            "--content",
            "content",
            str,
            "Did we get done what mattered: yes, mostly, little or no, or “mostly: too long”.",
        ),
        (
            "--process",
            "process",
            str,
            "Did our way of working help: likewise. Counted by hand, each: “4 yes, 1 mostly”.",
        ),
        ("--together", "together", str, "Were we good to each other: likewise."),
        ("--more", "more", str, "What you wish for more of, with ; between wishes."),
        ("--less", "less", str, "What you wish for less of, with ; between wishes."),
    ),
    _("Customs of a circle"): (
        ("--absence", "absence", str, "hold, lazy, views or present."),
        ("--window", "window", int, "Hours that an absent member has to answer."),
        ("--quorum", "quorum", int, "Members without whom nothing is decided; 0 for none."),
        ("--approval", "approval", str, "How minutes are approved: next, end or window."),
        ("--minutes-window", "minutes_window", int, "Hours after which minutes count as approved."),
        ("--review-months", "review_months", int, "Months until a policy is looked at again, as proposed."),
        ("--term-months", "term_months", int, "Months for which a role is given, as proposed."),
        ("--watching", "watching", str, "Who may watch meetings on a server: members, organisation or anybody."),
        ("--hearing", "hearing", str, "Who may say something to the circle between meetings: organisation or anybody."),
        ("--unnamed", "unnamed", str, "May things be said to the circle unnamed: yes or no."),
        ("--totals", "totals", str, "Are totals of speaking time kept: yes or no."),
    ),
    _("What was seen"): (
        ("--version", "version", int, "The version of the wording that was seen."),
        ("--turn", "turn", int, "The turn that was seen; a later one is left alone."),
        ("--act", "act", int, "The act that was seen."),
        ("--seen", "seen", str, "The step that was seen."),
    ),
}
"""The options of `act`, in the groups that its help has: flag, name, type, help."""


class _Grouped(click.Command):
    """A command with so many options that its help shows them in groups."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        titles = {name: title for title, flags in _ACT_OPTIONS.items() for _flag, name, _kind, _help in flags}
        groups: dict[str, list[tuple[str, str]]] = {title: [] for title in (_("Options"), *_ACT_OPTIONS)}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
            if record:
                groups[titles.get(param.name or "", _("Options"))].append(record)
        for title, records in groups.items():
            with formatter.section(title):
                formatter.write_dl(records)


def _act_options(function: F) -> F:
    flags = [flag for group in _ACT_OPTIONS.values() for flag in group]
    for flag, name, kind, text in reversed(flags):
        function = click.option(flag, name, type=kind, help=text)(function)
    return function


@click.command(cls=_Grouped, epilog="“sociotui actions” says which options each action takes.")
@click.argument("meeting")
@click.argument("action")
@by_option
@click.option("--postpone", is_flag=True, default=None, help="With close: keep items without an outcome for later.")
@click.option("--cmd", default="", hidden=True, help="The command's id: sent again, it is carried out once.")
@_act_options
@click.pass_obj
def act(place: Place, /, meeting: str, action: str, by: str, cmd: str, **said: Any) -> None:
    """Do ACTION in MEETING, as its key does.

    ACTION is one of next, pass, later, consent, object, step, undo, and what else “sociotui actions” lists.
    """
    given = {name: value for name, value in said.items() if value is not None}
    if given.get("text") == "-":
        given["text"] = sys.stdin.read()
    click.echo(named(carry(place, "act", meeting=meeting, action=action, said=given, by=by, cmd=cmd)))


@click.command()
@click.option("--markdown", is_flag=True, help="The keys of the screen, as the README has them.")
def actions(markdown: bool) -> None:
    """List what `act` can do, and its options."""
    from sociotui.room.acting import describe, key_table

    if markdown:
        click.echo(key_table())
        return
    flags = {name: flag for group in _ACT_OPTIONS.values() for flag, name, _kind, _text in group}
    click.echo("\n".join(describe(flags)))


# --- to look at -----------------------------------------------------------------------------------


@click.command()
@click.argument("meeting", required=False)
@click.option("--json", "as_json", is_flag=True, help="As an object for scripts; the README describes it.")
@click.option("--why", is_flag=True, help="Tell in full why this step is there, also where the circle knows it well.")
@click.pass_obj
def status(place: Place, meeting: str | None, as_json: bool, why: bool) -> None:
    """Show where MEETING stands.

    Without one: the meeting under way that was opened last. Why a step is there is told the shorter the more often the
    circle has held it.
    """
    if as_json:
        import msgspec

        # JSON is UTF-8, whatever this terminal's encoding is.
        found = carry(place, "status-object", meeting=meeting or "")
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
        return
    click.echo("\n".join(carry(place, "status", meeting=meeting or "", why=why)))


@click.command()
@click.argument("meeting")
@click.option("--format", "format_", type=click.Choice(["md", "html", "txt"]), default="md", show_default=True)
@click.pass_obj
def minutes(place: Place, meeting: str, format_: str) -> None:
    """Print the minutes of MEETING, as they stand."""
    written = carry(place, "minutes", meeting=meeting, format=format_)
    if format_ == "html":
        put_out(written)
    else:
        click.echo(written, nl=False)


COMMANDS: dict[str, click.Command] = {
    "open": open_,
    "act": act,
    "actions": actions,
    "status": status,
    "minutes": minutes,
}
