"""Attendance: who arrives, leaves, changes seats or takes over a process role; and what that does to a round."""

from collections.abc import Iterator

from msgspec.structs import replace

from sociotui.domain import commands, events
from sociotui.domain.event import Event
from sociotui.domain.evolve import evolve
from sociotui.domain.meeting import Meeting, Participant
from sociotui.domain.refusal import Refused
from sociotui.domain.rounds import round_kind
from sociotui.domain.steps import ask, asking, enter
from sociotui.domain.turns import somebody, somebody_here
from sociotui.words import _


def arrive(m: Meeting, c: commands.Arrive, at: int) -> Iterator[Event]:
    """Somebody comes: at the end of this round, from the next one, or watching.

    In a consent round who comes in at its end changes who counts, so the wording is restated and all are asked again.
    """
    known = m.people.get(c.person)
    if not c.person or (known is None and not c.name):
        somebody(m, c.person)
    person = known or Participant(id=c.person, name=c.name, member=False)
    if person.presence == "here" or (person.here and c.joining == "watch" and person.presence == "watching"):
        raise Refused(_("{name} is here already.", name=person.name))
    presence = {"end": "here", "next": "next", "watch": "watching"}[c.joining]
    running = m.round is not None and not m.round.complete
    came = replace(person, presence="here" if presence == "next" and not running else presence)
    in_consent = m.round is not None and bool(m.round.subject) and running
    within = m.round is not None and person.id in m.round.within
    into_round = c.joining == "end" and running and not in_consent and not within
    arrived = events.PersonArrived(at=at, person=came, into_round=into_round)
    yield arrived
    after = evolve(m, arrived)
    if in_consent and c.joining == "end" and came.member and came.id not in m.ledger.answers:
        yield from _ask_again(after, came.id, at)
    elif round_kind(after.step) == "consent" and after.round is None and after.counting():
        # Everybody who was to be asked had left; the question has waited for who comes.
        yield from ask(after, at)


def leave(m: Meeting, c: commands.Leave, at: int) -> Iterator[Event]:
    """Somebody leaves. Whose consent counts and is still missing cannot be lost by it: the round is asked again."""
    person = somebody_here(m, c.person)
    left = events.PersonLeft(at=at, person=person)
    yield left
    current = m.round
    if current and current.subject and person in m.ledger.missing:
        yield from _ask_again(evolve(m, left), person, at)


def _ask_again(m: Meeting, person: str, at: int) -> Iterator[Event]:
    """Void the consent round: who counts has changed. The wording is restated, then everybody is asked."""
    voided = events.ConsentVoided(at=at, subject=m.subject, person=person)
    yield voided
    after = evolve(m, voided)
    if not after.counting():
        return
    place = asking(after, restate=True) if after.place.item else after.place
    yield from enter(after, place, at, back=True)


def take_seat(m: Meeting, c: commands.TakeSeat, at: int) -> Iterator[Event]:
    """Sit elsewhere in the ring; the round that runs keeps its order."""
    person = somebody_here(m, c.person)
    if not 1 <= c.place <= len(m.seats):
        raise Refused(_("There are {n} seats. Choose one from 1 to {n}.", n=len(m.seats)))
    if m.seats.index(person) == c.place - 1:
        raise Refused(_("{name} sits there already.", name=m.name(person)))
    yield events.SeatChanged(at=at, person=person, place=c.place - 1)


def hand_over(m: Meeting, c: commands.HandOver, at: int) -> Iterator[Event]:
    """Facilitation or the minutes go to somebody else in the room, at any time."""
    person = somebody_here(m, c.person)
    if person == (m.facilitator if c.role == "facilitator" else m.secretary):
        raise Refused(_("{name} is {role} already.", name=m.name(person), role=c.role))
    yield events.RoleHandedOver(at=at, role=c.role, person=person)
