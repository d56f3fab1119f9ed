"""Acting by name: what the command line does in a home, in a meeting and between meetings, told in sentences."""

from collections.abc import Mapping
from typing import Any

from sociotui.domain import organisation_events as e
from sociotui.domain.calling import person_meant
from sociotui.domain.event import Command
from sociotui.domain.events import StepEntered
from sociotui.domain.items import Decision, Went
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.domain.privacy import was_private
from sociotui.domain.refusal import Refused
from sociotui.domain.text import clean
from sociotui.room.actions import ACTIONS, find
from sociotui.room.asking import Options
from sociotui.room.home import Allow, Home
from sociotui.room.status import commentary, now_and_next
from sociotui.room.telling import tell
from sociotui.words import _


def act_by_name(
    home: Home,
    meeting: str,
    action: str,
    said: Mapping[str, Any],
    actor: str,
    cmd: str = "",
    allow: Allow | None = None,
) -> str:
    """Do `action` in a meeting with the options `said`, as far as `allow` lets; return what came of it in sentences."""
    done = home.act(meeting, command_by_name(home, meeting, action, said), actor, cmd, allow)
    after = "" if done.meeting.closed or done.meeting.round is None else now_and_next(done.meeting)
    came = " ".join(part for part in (tell(done.meeting, done.events), after) if part)
    entered = any(isinstance(event, StepEntered) for event in done.events)
    return "\n".join([came, *commentary(done.meeting)] if entered else [came])


def command_by_name(home: Home, meeting: str, action: str, said: Mapping[str, Any]) -> Command:
    """Return the command that `action` asks for in a meeting with the options `said`; refuses what it does not take."""
    known = find(action)
    if known.command is None:
        raise Refused(_("“{action}” is something that only the screen does.", action=action))
    for name in said:
        if name not in known.takes:
            raise Refused(
                _(
                    "“{action}” takes no “{option}”. “sociotui actions” lists what each one takes.",
                    action=action,
                    option=name,
                )
            )
    before = home.meeting(meeting)
    said = _guest(home, before, action, _named(home, before, action, said))
    return known.command(before, Options(**said))


_WHO = frozenset(
    {"person", "presenter", "responsible", "start", "nominee", "witness", "leader", "people", "members", "agreed"}
)
"""The options that say whom; some of them a list, and some with the role before it, as in “delegate=ben”."""
_COMING = frozenset({"arrive", "member"})
"""Actions in which somebody whom nobody knows may be named: the id that comes with a name is a new one, and not another's name."""


def _named(home: Home, meeting: Meeting, action: str, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is said with the people in it by their ids; whom nobody knows stays as it was said."""
    asked = {name: value for name, value in said.items() if name in _WHO and isinstance(value, str) and value}
    if action in _COMING and said.get("name"):
        asked.pop("person", None)
    if not asked:
        return said
    names = home.organisation().names | {p.id: p.name for p in meeting.people.values()}

    def meant(part: str) -> str:
        role, equals, who = part.rpartition("=")
        return role + equals + person_meant(names, who.strip())

    return {**said, **{name: ",".join(meant(part) for part in value.split(",")) for name, value in asked.items()}}


def _guest(home: Home, meeting: Meeting, action: str, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Fill in the name of somebody of the organisation who visits another circle."""
    person = said.get("person", "")
    if action != "arrive" or said.get("name") or person in meeting.people:
        return said
    known = home.organisation().people.get(person)
    return {**said, "name": known.name} if known else said


def describe(flags: Mapping[str, str]) -> list[str]:
    """Return a line for each action that a command line can do; `flags` names each option's flag."""
    doable = [a for a in ACTIONS if a.command]
    width = max(len(a.id) for a in doable)
    lines = []
    for action in doable:
        takes = " ".join(flags.get(name, f"--{name}") for name in action.takes)
        lines.append(f"{action.id:{width}}  {_(action.help)}" + (f"\n{'':{width}}  {takes}" if takes else ""))
    return lines


def key_table() -> str:
    """Return the keys as a Markdown table, for the README; a test holds the two together."""
    told = {
        "map": _("On the map: {help}"),
        "lists": _("Among decisions, roles, people: {help}"),
        "agenda": _("On the agenda of a coming meeting: {help}"),
        "lessons": _("Among lessons: {help}"),
    }
    rows = [
        f"| `{a.key}` | `{a.id}` | {told.get(a.where, '{help}').format(help=_(a.help))} |" for a in ACTIONS if a.key
    ]
    return "\n".join(["| key | action | what it does |", "| --- | --- | --- |", *rows])


# --- between meetings ------------------------------------------------------------------------------


def answer_by_name(
    home: Home, decision: str, *, person: str, actor: str, reason: str | None = None, version: int = 0
) -> str:
    """Answer, as `person`, a decision that waits (without a `reason` consent, with one an objection); say what came of it.

    Minutes within their window and decisions that stand are answered likewise; `Refused` where nothing is asked.
    """
    organisation = home.founded()
    if person == actor and actor not in organisation.people:
        raise _nobody(actor, organisation)
    if reason is not None and not clean(reason):
        raise Refused(_("An objection comes with its reason, which helps the circle to find a better way. What is it?"))
    asked = organisation.waiting.get(decision)
    events = home.answer(decision, person, actor, reason=reason or "", version=version)
    for event in reversed(events):
        match event:
            case e.DecisionReturned() if asked:
                objected = _objected(organisation, asked.circle, asked.decision.title, person, actor)
                return objected + (_why_later(organisation, person) if was_private(organisation, asked.meeting) else "")
            case e.MinutesQuestioned():
                held = organisation.held[event.meeting]
                title = _("Minutes of {day}", day=held.on)
                return _objected(organisation, held.circle, title, person, actor)
            case e.TopicReceived() if not asked:
                circle = organisation.circles[event.circle].name
                said = _(
                    "Thank you. “{title}” goes to the next meeting of {circle}; until then the decision stands.",
                    title=event.topic.title,
                    circle=circle,
                )
                standing = organisation.policies.get(decision) or organisation.selections.get(decision)
                private = standing and was_private(organisation, standing.meeting)
                return said + (_why_later(organisation, person) if private else "")
            case e.DecisionStood() if asked:
                return _stands(asked.decision)
    after = home.organisation()
    missing = after.missing(after.waiting[decision]) if decision in after.waiting else ()
    return _("Thank you. Still waiting for {names}.", names=", ".join(after.people[p].name for p in missing))


def _nobody(account: str, organisation: Organisation) -> Refused:
    return Refused(
        _(
            "{organisation} knows nobody by this account, “{account}”. Say who answers with --for PERSON; or write "
            "login = “{account}” with that person into the organisation's file, and bring it in again.",
            organisation=organisation.about.name if organisation.about else "",
            account=account,
        )
    )


def _objected(organisation: Organisation, circle: str, title: str, person: str, actor: str) -> str:
    name = organisation.circles[circle].name
    if person == actor:
        return _(
            "Your objection is a gift, thank you: “{title}” goes to the next meeting of {circle} with it.",
            title=title,
            circle=name,
        )
    return _(
        "{person}'s objection is a gift: “{title}” goes to the next meeting of {circle} with it.",
        person=organisation.people[person].name,
        title=title,
        circle=name,
    )


def _why_later(organisation: Organisation, person: str) -> str:
    """Return what to say of the reason for objecting to what was decided in private; it begins with a space."""
    return " " + _(
        "It was decided in private, so why was not written down: {person} tells it in a private meeting.",
        person=organisation.people[person].name,
    )


def _stands(decision: Decision) -> str:
    if decision.review:
        return _(
            "That was the last answer: “{title}” stands, looked at again on {day}.",
            title=decision.title,
            day=decision.review,
        )
    return _("That was the last answer: “{title}” stands.", title=decision.title)


def finish_by_name(home: Home, step: str, actor: str, how: Went = "") -> str:
    """Say that a next step was done, or how it went with an agreement, and return what to say to that."""
    found = home.founded().follow_ups.get(step)
    home.finish(step, actor, how=how)
    if how == "again":
        return _("It will be talked over again. “sociotui mend” shows the ways.")
    return _("Done: “{text}”. Thank you.", text=found.text if found else step)
