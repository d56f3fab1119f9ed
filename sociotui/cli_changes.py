"""Commands that change an organisation's structure between meetings, take that back, and tell its history. No rule here."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from sociotui.cli_home import REFUSED, Place, by_option, carry, named, stop
from sociotui.words import _, printable

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--decision", default="", metavar="ID", help="The decision on record by which it is so."),
    click.option("--why", default="", metavar="TEXT", help="Where there is none: why it is recorded, in a few words."),
    click.option("--dry-run", is_flag=True, help="Only say what would change."),
    click.option("--yes", is_flag=True, help="Do it, without being asked."),
    by_option,
    click.option("--cmd", default="", hidden=True, help="The command's id: sent again, it is carried out once."),
)
_UNDO = _("“sociotui change undo” takes the latest change back, “sociotui history” tells all of them.")


def _recording(function: F) -> F:
    """Add the options that all changes have: what they rest on, and how they are made."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return click.pass_obj(function)  # type: ignore[return-value]


def _list(_ctx: click.Context, _param: click.Parameter, value: str | None) -> list[str] | None:
    return None if value is None else [each.strip() for each in value.split(",") if each.strip()]


def _several(_ctx: click.Context, _param: click.Parameter, value: tuple[str, ...]) -> list[str] | None:
    return list(value) if value else None


def _day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    from sociotui.domain.text import plain_date

    return plain_date(value).isoformat() if value else None


def _listed(flag: str, name: str, text: str) -> Callable[[F], F]:
    return click.option(flag, name, callback=_list, metavar="A,B,…", help=text)


def _repeated(flag: str, name: str, text: str) -> Callable[[F], F]:
    return click.option(flag, name, multiple=True, callback=_several, metavar="TEXT", help=text)


def _until(text: str) -> Callable[[F], F]:
    return click.option("--until", callback=_day, metavar="DAY", help=text)


def _record(place: Place, edits: list[dict[str, Any]], how: dict[str, Any]) -> None:
    """Say what the edits will do, and do it; what is None in them is left out: it stays as it is."""
    edits = [{name: value for name, value in edit.items() if value is not None} for edit in edits]
    said = {"edits": edits, "decision": how["decision"], "why": how["why"], "by": how["by"]}
    _carry_out(place, "change", "change-preview", said, how)


def _carry_out(place: Place, errand: str, preview: str, said: dict[str, Any], how: dict[str, Any]) -> None:
    click.echo(printable(named("\n".join(carry(place, preview, **said, dry=how["dry_run"])))))
    if how["dry_run"]:
        return
    at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if at_terminal and not how["yes"] and not click.confirm(_("Is that right?"), default=True):
        stop(_("Nothing was changed."), REFUSED)
    click.echo(printable(carry(place, errand, **said, cmd=how["cmd"])))


# --- add ------------------------------------------------------------------------------------------


@click.group()
def add() -> None:
    """Record who and what is new.

    A person, a circle, a member of a circle, a role. Each command says first what it will do.
    """


@add.command("person", epilog=_UNDO)
@click.argument("name")
@click.option("--id", "id_", default="", help="A short id; made from the name when left out.")
@click.option("--pronouns", help="Their pronouns.")
@click.option("--login", help="Their account's name on this machine.")
@_listed("--to", "circles", "The circles that they join.")
@_recording
def add_person(
    place: Place, /, name: str, id_: str, pronouns: str | None, login: str | None, circles: list[str] | None, **how: Any
) -> None:
    """Enter somebody called NAME."""
    edits = [{"edit": "person", "person": id_, "new": True, "name": name, "pronouns": pronouns, "login": login}]
    edits += [{"edit": "join", "circle": circle, "person": id_} for circle in circles or ()]
    _record(place, edits, how)


@add.command("circle", epilog=_UNDO)
@click.argument("name")
@click.option("--id", "id_", default="", help="A short id; made from the name when left out.")
@_listed("--within", "parents", "The broader circles; several for a helping circle.")
@_repeated("--aim", "aims", "An aim; may be repeated.")
@click.option("--domain", default="", help="What the circle decides about.")
@click.option("--vision", default="", help="Its vision.")
@click.option("--mission", default="", help="Its mission.")
@_listed("--members", "members", "Its members, as they sit.")
@click.option("--leader", help="Who leads it.")
@click.option("--delegate", help="Whom it has chosen for the broader circle.")
@_until("The day until which it works, for a helping circle.")
@_recording
def add_circle(place: Place, /, name: str, id_: str, leader: str | None, delegate: str | None, **said: Any) -> None:
    """Found a circle called NAME."""
    fields = ("parents", "aims", "domain", "vision", "mission", "members", "until")
    circle = {"id": id_, "name": name} | {field: said[field] for field in fields if said[field]}
    roles = {"leader": leader, "delegate": delegate}
    circle["roles"] = {role: {"person": person} for role, person in roles.items() if person}
    _record(place, [{"edit": "form", "circle": circle}], said)


@add.command("member", epilog=_UNDO)
@click.argument("circle")
@click.argument("person")
@click.option("--name", default="", help="Their name, where nobody knows them yet.")
@_recording
def add_member(place: Place, /, circle: str, person: str, name: str, **how: Any) -> None:
    """Record that PERSON joins CIRCLE."""
    _record(place, [{"edit": "join", "circle": circle, "person": person, "name": name}], how)


@add.command("role", epilog=_UNDO)
@click.argument("circle")
@click.argument("name")
@click.option("--id", "id_", default="", help="A short id; made from the name when left out.")
@click.option("--purpose", help="What it is for.")
@_repeated("--does", "responsibilities", "What whoever holds it does; may be repeated.")
@click.option("--person", help="Who holds it.")
@_until("The last day of the term; the circle's usual term when left out.")
@_recording
def add_role(place: Place, /, circle: str, name: str, id_: str, person: str | None, **said: Any) -> None:
    """Give CIRCLE a role called NAME."""
    about = {"purpose": said["purpose"], "responsibilities": said["responsibilities"]}
    edits = [{"edit": "role", "circle": circle, "role": id_, "new": True, "name": name, **about}]
    if person:
        edits += [{"edit": "give", "circle": circle, "role": id_, "person": person, "until": said["until"]}]
    _record(place, edits, said)


# --- change ---------------------------------------------------------------------------------------


@click.group()
def change() -> None:
    """Record what is different now.

    For what is changed between meetings. It rests on a decision (--decision), or on who records it and why (--why). Each command says first what it will do.
    """


@change.command("organisation", epilog=_UNDO)
@click.option("--name", help="Its name.")
@click.option("--vision", help="Its vision.")
@click.option("--mission", help="Its mission.")
@_recording
def change_organisation(place: Place, /, name: str | None, vision: str | None, mission: str | None, **how: Any) -> None:
    """Change what the organisation says of itself.

    Its name, vision and mission.
    """
    _record(place, [{"edit": "describe", "name": name, "vision": vision, "mission": mission}], how)


@change.command("person", epilog=_UNDO)
@click.argument("person")
@click.option("--name", help="What others call them.")
@click.option("--pronouns", help="Their pronouns.")
@click.option("--login", help="Their account's name on this machine.")
@_recording
def change_person(
    place: Place, /, person: str, name: str | None, pronouns: str | None, login: str | None, **how: Any
) -> None:
    """Change what is known of PERSON."""
    _record(place, [{"edit": "person", "person": person, "name": name, "pronouns": pronouns, "login": login}], how)


@change.command("circle", epilog=_UNDO)
@click.argument("circle")
@click.option("--name", help="Its name.")
@click.option("--vision", help="Its vision.")
@click.option("--mission", help="Its mission.")
@_repeated("--aim", "aims", "Its aim, in the place of those before; may be repeated. “” for none.")
@click.option("--domain", help="What it decides about.")
@_listed("--within", "parents", "The broader circles that it lies within.")
@_until("The day until which it works.")
@click.option("--lasting", is_flag=True, default=None, help="It works on, without such a day.")
@_listed("--seats", "seats", "The order in which its members sit; who is not named comes after.")
@click.option(
    "--hearing",
    type=click.Choice(["organisation", "anybody"]),
    help="Who may say something to it between meetings; anybody: guests, too.",
)
@click.option("--unnamed/--named", default=None, help="Whether that may be done without a name.")
@_recording
def change_circle(place: Place, /, circle: str, seats: list[str] | None, **said: Any) -> None:
    """Change aims, domain or links of CIRCLE.

    Also its name, vision and mission, the order of its seats, until when it works, and how it hears what is said to it.
    """
    fields = ("name", "vision", "mission", "aims", "domain", "parents", "until", "lasting", "hearing", "unnamed")
    about = {field: said[field] for field in fields if said[field] is not None}
    edits: list[dict[str, Any]] = [{"edit": "circle", "circle": circle, **about}] if about or seats is None else []
    edits += [{"edit": "seat", "circle": circle, "members": seats}] if seats is not None else []
    _record(place, edits, said)


@change.command("role", epilog=_UNDO)
@click.argument("circle")
@click.argument("role")
@click.option("--name", help="What it is called.")
@click.option("--purpose", help="What it is for.")
@_repeated("--does", "responsibilities", "What whoever holds it does, in the place of what was there; may be repeated.")
@click.option("--person", help="Who holds it.")
@_until("The last day of the term; the circle's usual term when left out.")
@click.option("--vacant", is_flag=True, help="Nobody holds it any more.")
@_recording
def change_role(place: Place, /, circle: str, role: str, person: str | None, vacant: bool, **said: Any) -> None:
    """Change ROLE of CIRCLE, or who holds it.

    ROLE is leader, facilitator, secretary, delegate, or one of its own.
    """
    if (vacant and person) or (said["until"] and not person):
        raise click.UsageError(_("Say who holds it, with --person and --until; or --vacant."))
    about = {f: said[f] for f in ("name", "purpose", "responsibilities") if said[f] is not None}
    here = {"circle": circle, "role": role}
    edits: list[dict[str, Any]] = [{"edit": "role", **here, **about}] if about else []
    edits += [{"edit": "vacate", **here}] if vacant else []
    edits += [{"edit": "give", **here, "person": person, "until": said["until"]}] if person else []
    if not edits:
        raise click.UsageError(_("Say what is different: --name, --purpose, --does, --person, --until or --vacant."))
    _record(place, edits, said)


@change.command("undo")
@click.argument("number", type=int, default=0)
@_recording
def undo(place: Place, /, number: int, **how: Any) -> None:
    """Take change NUMBER back, or the latest.

    All is as it was before, and the history tells of both. What was decided in a meeting is changed by another decision.
    """
    if how["decision"]:
        raise click.UsageError(_("An undo rests on nothing but who does it; --why says why."))
    said = {"number": number, "why": how["why"], "by": how["by"]}
    _carry_out(place, "undo-change", "undo-preview", said, how)


# --- end ------------------------------------------------------------------------------------------


@click.group()
def end() -> None:
    """Record what has ended.

    A circle, a membership, a role. What was decided stays on record. Each command says first what it will do.
    """


@end.command("circle", epilog=_UNDO)
@click.argument("circle")
@_recording
def end_circle(place: Place, /, circle: str, **how: Any) -> None:
    """End CIRCLE, with its roles and links."""
    _record(place, [{"edit": "end", "circle": circle}], how)


@end.command("membership", epilog=_UNDO)
@click.argument("circle")
@click.argument("person")
@_recording
def end_membership(place: Place, /, circle: str, person: str, **how: Any) -> None:
    """Record that PERSON leaves CIRCLE.

    The roles that they hold there end with it.
    """
    _record(place, [{"edit": "leave", "circle": circle, "person": person}], how)


@end.command("role", epilog=_UNDO)
@click.argument("circle")
@click.argument("role")
@_recording
def end_role(place: Place, /, circle: str, role: str, **how: Any) -> None:
    """Record that CIRCLE no longer has ROLE."""
    _record(place, [{"edit": "end-role", "circle": circle, "role": role}], how)


# --- look back ------------------------------------------------------------------------------------


@click.command()
@click.argument("circle", default="")
@click.option("--since", default="", callback=_day, metavar="DAY", help="Only what came on that day or later.")
@click.option("--json", "as_json", is_flag=True, help="As an object for scripts; the README describes it.")
@click.pass_obj
def history(place: Place, circle: str, since: str | None, as_json: bool) -> None:
    """Tell what changed in CIRCLE, or in all.

    Each line: the day, the number that “change undo” takes, what changed, and what it rests on.
    """
    if as_json:
        import msgspec

        found = carry(place, "history-object", circle=circle, since=since or "")
        click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        click.echo(printable("\n".join(carry(place, "history", circle=circle, since=since or ""))))


COMMANDS: dict[str, click.Command] = {"add": add, "change": change, "end": end, "history": history}
