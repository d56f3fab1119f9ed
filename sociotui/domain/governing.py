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
from sociotui.domain.keeping import keep
from sociotui.domain.organisation import Definition, Organisation
from sociotui.domain.preparing import prepare
from sociotui.domain.refusal import Refused, unknown
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
        case c.FinishFollowUp():
            return tuple(_finish(organisation, command, at))
        case ChangeStructure():
            return tuple(change(organisation, command, actor, at, evolve_organisation))
        case c.AddTopic() | c.ChangeTopic() | c.RankTopic() | c.DropTopic():
            return tuple(prepare(organisation, command, actor, at))
        case c.NoteSealed() | c.NoteForgotten():
            return _noted(organisation, command, at)
        case _:
            raise TypeError(f"not a command to an organisation: {type(command).__name__}")


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


def _finish(o: Organisation, command: c.FinishFollowUp, at: int) -> Iterator[Event]:
    found = o.follow_ups.get(command.follow_up)
    if found is None:
        raise unknown(_("next step"), command.follow_up, {f.id: f.text for f in o.follow_ups.live.values()})
    if found.done:
        raise Refused(_("“{text}” was done on {day}.", text=found.text, day=found.done))
    yield e.FollowUpDone(at=at, follow_up=found.id, on=command.today)


# --- evolve --------------------------------------------------------------------------------------
