"""Unfolding: what the handlers of events have in common, with which a meeting is unfolded from what happened."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from msgspec.structs import replace

from sociotui.domain import consent, round
from sociotui.domain.event import Event
from sociotui.domain.fairness import Start
from sociotui.domain.meeting import Meeting

E = TypeVar("E", bound=Event)
Handler = Callable[[Meeting, E], Meeting]


class Handlers(dict[type[Event], Callable[[Meeting, Any], Meeting]]):
    """Handlers by the kind of event that each is for."""

    def on(self, kind: type[E]) -> Callable[[Handler[E]], Handler[E]]:
        """Register the decorated function for events of that kind."""

        def register(handler: Handler[E]) -> Handler[E]:
            self[kind] = handler
            return handler

        return register


def clock(m: Meeting, e: Event) -> int:
    """Return the time by the meeting's clock, which stands while it is paused."""
    return m.paused or e.at


def moved(m: Meeting, changed: round.Round) -> Meeting:
    """The turn moved; who spoke first in a round of several is remembered as its start."""
    starts = m.starts
    first = m.round is not None and not m.round.spoken and bool(changed.spoken)
    if first and changed.mode == "round" and len(changed.order) > 1:
        starts = (*starts, Start(changed.spoken[0], changed.direction))
    return replace(m, round=changed, turn=m.turn + 1, starts=starts)


def with_item(m: Meeting, id_: int, **changes: Any) -> Meeting:
    """Return the meeting with one of its items changed."""
    return replace(m, agenda=tuple(replace(i, **changes) if i.id == id_ else i for i in m.agenda))


def ledger_of(m: Meeting, subject: str) -> consent.Ledger:
    """Return the consent asked for a subject; an empty one where none has been."""
    return m.ledgers.get(subject, consent.Ledger())


def with_ledger(m: Meeting, subject: str, ledger: consent.Ledger) -> Meeting:
    """Return the meeting with another ledger for a subject."""
    return replace(m, ledgers=m.ledgers | {subject: ledger})


def rested(m: Meeting, at: int) -> dict[str, round.Round]:
    """Return all rounds by place, the one that runs as it stands at `at`."""
    return m.rounds | {m.place.key: round.rest(m.round, at)} if m.round else m.rounds


def added(spent: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    """Return the times that people spoke, in ms, with more of them."""
    return {**spent, **{person: spent.get(person, 0) + time for person, time in more.items()}}


def without_round_on(m: Meeting, subject: str, at: int) -> Meeting:
    """The consent round on `subject` no longer holds: it is begun anew when its step is entered again."""
    spoken = m.spoken
    for gone in rested(m, at).values():
        spoken = added(spoken, gone.spent) if gone.subject == subject else spoken
    rounds = {key: r for key, r in m.rounds.items() if r.subject != subject}
    current = None if m.round and m.round.subject == subject else m.round
    return replace(m, rounds=rounds, round=current, spoken=spoken)
