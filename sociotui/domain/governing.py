"""Governing: an organisation answers a command with events. Pure, as with meetings."""

from collections.abc import Iterator

from msgspec.structs import replace

from sociotui.domain import organisation_commands as c
from sociotui.domain import organisation_events as e
from sociotui.domain.answering import answer, settle
from sociotui.domain.changes import ChangeStructure, UndoChange
from sociotui.domain.changing import change
from sociotui.domain.defining import check
from sociotui.domain.event import Command, Event
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.items import FollowUp
from sociotui.domain.keeping import keep
from sociotui.domain.organisation import Definition, Organisation
from sociotui.domain.preparing import prepare
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.speaking import speak
from sociotui.domain.text import clean_text, cleaned
from sociotui.domain.undoing import undo
from sociotui.words import _


def decide_organisation(organisation: Organisation, command: Command, actor: str, at: int) -> tuple[Event, ...]:
    """Answer a command to the organisation with the events that it makes. Raises `Refused`; nothing is half done."""
    if isinstance(command, c.KeepOutcomes):
        return tuple(keep(organisation, command.meeting, at, evolve_organisation))
    if isinstance(command, UndoChange):
        command = replace(command, why=clean_text(command.why))
        return tuple(undo(organisation, command, actor, at, evolve_organisation))
    command = _cleaned(command)
    match command:
        case c.Define():
            return tuple(_define(organisation, command.definition, at))
        case c.AnswerDecision():
            return tuple(answer(organisation, command, at))
        case c.SettleWindows():
            return tuple(settle(organisation, command, at, evolve_organisation))
        case c.ReleaseAgreement() | c.FinishFollowUp():
            return tuple(_followed(organisation, command, at))
        case ChangeStructure():
            return tuple(change(organisation, command, actor, at, evolve_organisation))
        case c.AddTopic() | c.ChangeTopic() | c.RankTopic() | c.DropTopic() | c.Say() | c.AnswerVoice():
            return tuple(_between(organisation, command, actor, at))
        case c.NoteSealed() | c.NoteForgotten():
            return _noted(organisation, command, at)
        case _:
            raise TypeError(f"not a command to an organisation: {type(command).__name__}")


def _between(o: Organisation, command: c.Preparing | c.Speaking, actor: str, at: int) -> Iterator[Event]:
    """Answer what members and others do between meetings: prepare the next one, say something to a circle, answer that."""
    return speak(o, command, at) if isinstance(command, c.Say | c.AnswerVoice) else prepare(o, command, actor, at)


def _noted(organisation: Organisation, command: c.NoteSealed | c.NoteForgotten, at: int) -> tuple[Event, ...]:
    if isinstance(command, c.NoteForgotten):
        return (e.PersonForgotten(at=at, person=command.person, records=command.records),)
    held = organisation.held.get(command.meeting)
    return (e.TurnsDiscarded(at=at, meeting=held.id),) if held and not held.sealed else ()


def _cleaned(command: Command) -> Command:
    """Return a command cleaned. A reason of nothing that can be seen does not become consent by that."""
    clean = cleaned(command)
    if (
        isinstance(command, c.AnswerDecision)
        and isinstance(clean, c.AnswerDecision)
        and command.reason
        and not clean.reason
    ):
        raise Refused(
            _("An objection comes with its reason: what about this would stand in the way of the circle's aim?")
        )
    return clean


def _define(o: Organisation, definition: Definition, at: int) -> Iterator[Event]:
    check(definition, o)
    if o.about != definition.organisation:
        yield e.OrganisationDescribed(at=at, about=definition.organisation)
    for person in definition.person:
        if o.people.get(person.id) != person:
            yield e.PersonEntered(at=at, person=person)
    for circle in definition.circle:
        if o.circles.get(circle.id) != circle:
            yield e.CircleFormed(at=at, circle=circle)


def _followed(o: Organisation, command: c.FinishFollowUp | c.ReleaseAgreement, at: int) -> Iterator[Event]:
    """Put an agreement on record; or that a next step was done."""
    if isinstance(command, c.ReleaseAgreement):
        yield _released(o, command.follow_up, at)
        return
    found = o.follow_ups.get(command.follow_up)
    if found is None:
        raise unknown(_("next step"), command.follow_up, {f.id: f.text for f in o.follow_ups.live.values()})
    if found.done:
        raise Refused(_("“{text}” was done on {day}.", text=found.text, day=found.done))
    if command.how and not found.among:
        raise Refused(_("“{text}” is a next step, and no agreement: it is done, or not yet.", text=found.text))
    yield e.FollowUpDone(at=at, follow_up=found.id, on=command.today, how=command.how)


def _released(o: Organisation, f: FollowUp, at: int) -> Event:
    """Put an agreement on record, under an id that says nothing of the talk from which it comes."""
    circle = o.working(f.circle)
    if not any(p in o.full_members(circle.id) for p in f.among):
        raise Refused(
            _("An agreement is released to a circle in which one of you is. {circle} is not.", circle=circle.name)
        )
    number = 1
    while f"{circle.id}-agreed-{number}" in o.follow_ups:
        number += 1
    return e.FollowUpKept(at=at, follow_up=replace(f, id=f"{circle.id}-agreed-{number}"))


# --- evolve --------------------------------------------------------------------------------------
