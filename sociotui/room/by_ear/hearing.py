"""Hearing: what an act did to a meeting, as one line to be heard, with the words that were said. Pure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sociotui.domain import events as e
from sociotui.domain.consent import Version
from sociotui.domain.course import Course, opened
from sociotui.domain.event import Event
from sociotui.domain.meeting import Meeting, veiled
from sociotui.room.status import commentary, lines, now_and_next
from sociotui.room.telling import tell
from sociotui.words import _


def standing(m: Meeting) -> list[str]:
    """Return how a meeting stands, for who begins to listen; why its step is there is for who asks."""
    told = lines(m, "nothing")
    said = [line_of(line) for line in told[: len(told) - len(commentary(m, "nothing"))]]
    if m.hands and not m.closed:
        said.append(_("Hands: {names}.", names=m.names(m.hands)))
    return said


def hear(before: Course, after: Course) -> str:
    """Return the line of the act that led from one course to the next, as everybody may hear it who may see the meeting."""
    m, then = veiled(opened(after)), before.meeting
    if isinstance(after.latest[0], e.ActUndone):
        said = [_undone(before)]
        if then is not None and then.place != m.place:
            said += _entered(m)
    else:
        said = _told(m, [event for event in after.latest if not _stays(then, event)])
    if m.round and not m.closed and (_voice(m) != (_voice(then) if then else None) or _asks(after.latest)):
        said.append(now_and_next(m))
    return line_of(" ".join(part for part in said if part))


def line_of(text: str) -> str:
    """Return a text as one line: what was typed over several is heard in one breath."""
    return " ".join(text.split())


def _voice(m: Meeting) -> tuple[object, ...] | None:
    """Return who has the word, and who has it next; where that stays as it was nobody needs to hear it again."""
    return (m.round.kind, m.round.speaking, m.next_speaker, m.round.complete) if m.round else None


def _asks(latest: tuple[Event, ...]) -> bool:
    return any(isinstance(event, e.RoundBegan) for event in latest)


def _undone(before: Course) -> str:
    last = before.last
    was = tell(veiled(opened(before)), last.events) if last else ""
    return _("Taken back: {what}", what=was) if was else _("Taken back.")


def _stays(then: Meeting | None, event: Event) -> bool:
    """Tell whether an event enters the step in which the meeting was: what is asked there was heard."""
    return isinstance(event, e.StepEntered) and then is not None and then.place == event.place


def _told(m: Meeting, events: Sequence[Event]) -> list[str]:
    """Return what events did, each with its words."""
    said: list[str] = []
    for event in events:
        if isinstance(event, e.RoundBegan) and event.mode == "round":
            continue  # who begins is heard as who speaks now
        said.append(tell(m, (event,)))
        more = _MORE.get(type(event))
        if more:
            said += more(m, event)
    return said


def _entered(m: Meeting, _event: object = None) -> list[str]:
    """Return what is asked in the step that was entered, and the wording where it is to be read out."""
    said = (
        [_("Version {n}:", n=m.proposal.current.number), *_wording(m.proposal.current)]
        if _reads(m) and m.proposal
        else []
    )
    return [*said, *([_("Ask: {prompt}", prompt=_(m.step.prompt))] if m.step.prompt else [])]


def _reads(m: Meeting) -> bool:
    """Tell whether a wording is read out in the step that the meeting is in."""
    return m.step.kind == "talk" and bool(m.place.item)


def _wording(version: Version) -> list[str]:
    said = [_quoted(version.text)] if version.text else []
    said += [_("Measured: {measure}", measure=stopped(measure)) for measure in version.measures]
    return said + ([_("Looked at again on {day}.", day=version.review)] if version.review else [])


def _quoted(text: str) -> str:
    return f"“{stopped(text)}”"


def stopped(text: str) -> str:
    """Return somebody's words with a full stop, so that what follows is heard apart."""
    text = line_of(text)
    return text if not text or text[-1] in ".!?…”\"'):" else f"{text}."


def _opened(m: Meeting, _event: e.MeetingOpened) -> list[str]:
    return [
        _("{name} facilitates.", name=m.name(m.facilitator)),
        _("Step: {step}.", step=m.step.title),
        *_entered(m),
    ]


def _objection(_m: Meeting, event: e.ObjectionRaised) -> list[str]:
    objection = event.objection
    said = [_("Objection {n}: {reason}", n=objection.number, reason=stopped(objection.reason))]
    if objection.aim_touched:
        said.append(_("It touches our aim: {aim}", aim=stopped(objection.aim_touched)))
    return said


def _outcome(m: Meeting, event: e.ItemClosed) -> list[str]:
    outcome = event.outcome
    to = m.name(outcome.to) if outcome.to in m.people else m.circle.parents.get(outcome.to, outcome.to)
    known = any(
        d.item == event.item and d.text == outcome.text for d in m.decisions
    )  # it was just told with its record
    return ["" if known else stopped(outcome.text), _("To {who}.", who=to) if to else ""]


def _recorded(_m: Meeting, event: e.DecisionRecorded) -> list[str]:
    decision = event.decision
    again = [_("Looked at again on {day}.", day=decision.review)] if decision.review and decision.waiting else []
    return [*again, _("{title}: {text}", title=line_of(decision.title), text=_quoted(decision.text))]


def _taken(_m: Meeting, event: e.FollowUpTaken) -> list[str]:
    step = event.follow_up
    return [stopped(step.text), _("Until {day}.", day=step.due) if step.due else ""]


def _arranged(_m: Meeting, event: e.MeetingArranged) -> list[str]:
    return [
        _("{n} minutes.", n=event.minutes) if event.minutes else "",
        _("The next meeting: {when}", when=stopped(event.next_meeting)) if event.next_meeting else "",
    ]


def _revealed(m: Meeting, event: e.NominationsRevealed) -> list[str]:
    return _nominations(m, event.item, None)


def _changed(m: Meeting, event: e.NominationChanged) -> list[str]:
    return _nominations(m, event.item, event.person)


def _nominations(m: Meeting, item: int, only: str | None) -> list[str]:
    """Return who nominates whom, and why; nothing while it is hidden."""
    found = m.find_item(item)
    grid = found.grid if found else None
    if grid is None or not grid.revealed:
        return []
    said = []
    for person, choices in grid.written.items():
        for role, choice in choices.items():
            if choice.person and only in (None, person):
                sought = grid.find(role) if len(grid.sought) > 1 else None
                said.append(_nomination(m, person, choice.person, sought.title if sought else "", choice.reason))
    return said


def _nomination(m: Meeting, by: str, whom: str, role: str, reason: str) -> str:
    names: Mapping[str, Any] = {"by": m.name(by), "whom": m.name(whom), "role": role, "reason": stopped(reason)}
    if role and reason:
        return _("{by} nominates {whom} as {role}: {reason}", **names)
    if role:
        return _("{by} nominates {whom} as {role}.", **names)
    return _("{by} nominates {whom}: {reason}", **names) if reason else _("{by} nominates {whom}.", **names)


_MORE: dict[type[Event], Callable[[Meeting, Any], list[str]]] = {
    e.MeetingOpened: _opened,
    e.StepEntered: _entered,
    e.ProposalMade: lambda _m, event: _wording(event.version),
    e.ProposalAmended: lambda _m, event: _wording(event.version),
    e.ObjectionRaised: _objection,
    e.ConcernVoiced: lambda _m, event: [stopped(event.concern.text)],
    e.NominationsRevealed: _revealed,
    e.NominationChanged: _changed,
    e.ItemClosed: _outcome,
    e.DecisionRecorded: _recorded,
    e.NoteTaken: lambda _m, event: [stopped(event.text)],
    e.FollowUpTaken: _taken,
    e.MeetingArranged: _arranged,
    e.ViewHeard: lambda _m, event: [stopped(event.text)],
}
"""What is heard after the sentence that tells of an event: the words that were said."""
