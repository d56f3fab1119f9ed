"""Rounds: who takes part, who begins, which way round; and when a round or an open mode may begin. (MVOS, WDWD: rounds)"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sociotui.domain import events
from sociotui.domain.effects import Selects
from sociotui.domain.event import Event
from sociotui.domain.fairness import Start, around, fair_start
from sociotui.domain.formats import RoundKind, Step, stricter
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.domain.turns import somebody
from sociotui.later import Later
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.domain import commands
else:
    commands = Later("sociotui.domain.commands")

_MINUTE = 60_000


def round_kind(step: Step) -> RoundKind | None:
    """Return the kind of round that a step holds, or None where it holds none by itself."""
    if step.kind in ("agenda", "minutes", "approve", "consent"):
        return "consent"
    return step.round if step.kind in ("round", "stuck") else None


def participants(m: Meeting, step: Step, kind: RoundKind) -> tuple[str, ...]:
    """Return who takes part in a round of this step, in seat order."""
    if kind == "consent":
        return m.counting()
    everyone = m.concerned(m.taking_part())
    item = m.item
    proposer = (item.proposal.by if item.proposal else item.presenter) if item else ""
    if step.who == "others" and len(everyone) > 1:
        return tuple(p for p in everyone if p != proposer)
    return everyone


def proposed_start(m: Meeting) -> Start | None:
    """Return the fair start of a round begun now, or None where nobody is there to begin one."""
    seats = participants(m, m.step, round_kind(m.step) or "round")
    return _fair(m, seats) if seats else None


def _fair(m: Meeting, seats: tuple[str, ...]) -> Start:
    """Return the fair start; whom the round is about begins it where its step has it so, and nominees end theirs."""
    last = _last(m, seats)
    fair = fair_start(seats, m.starts, m.facilitator, last[0] if len(last) == 1 else "")
    about = m.item.about if m.item else ""
    if m.step.focus == "both" and about in seats:
        return Start(about, fair.direction)
    others = tuple(p for p in seats if p not in last)
    if fair.person in last and others:
        return fair_start(others, m.starts, m.facilitator)
    return fair


def _last(m: Meeting, seats: tuple[str, ...]) -> tuple[str, ...]:
    """Return who speaks last, whatever the start: the nominees in a selection's consent round (MVOS)."""
    if m.item and m.step.focus == "last":
        return tuple(p for p in seats if p == m.item.about)
    if round_kind(m.step) != "consent" or m.proposal is None:
        return ()
    nominees = dict.fromkeys(e.person for e in m.proposal.current.effects if isinstance(e, Selects))
    return tuple(p for p in nominees if p in seats)


def begun(
    m: Meeting, at: int, *, start: str = "", direction: str = "", lap: int = 1, only: tuple[str, ...] = ()
) -> events.RoundBegan:
    """Return the event that begins a round of the step the meeting is in.

    Without `start` or `direction` the fair ones are taken; `only` narrows it to those still to be asked.
    """
    step = m.step
    kind = round_kind(step) or "round"
    seats = participants(m, step, kind)
    if only:
        seats = tuple(p for p in seats if p in only)
    if not seats:
        raise Refused(_("Nobody is here to take part. Note who is in the room first (‹arrive›)."))
    fair, last = _fair(m, seats), _last(m, seats)
    if start and start not in seats:
        raise Refused(
            _(
                "{name} does not take part in this round. Choose somebody who does.",
                name=m.name(somebody(m, start)),
            )
        )
    first = start or fair.person
    way = "left" if direction == "left" else "right" if direction == "right" else fair.direction
    order = around(seats, first, way)
    about = m.item.about if m.item else ""
    return events.RoundBegan(
        at=at,
        kind=kind,
        prompt=step.prompt,
        passing=stricter(m.manner.passing[kind], step.passing),
        order=(*(p for p in order if p not in last), *last),
        closes=about if step.focus == "both" and about in seats and len(seats) > 1 else "",
        direction=way,
        lap=lap,
        subject=m.subject if kind == "consent" else "",
        version=m.version_of(m.subject) if kind == "consent" else 0,
        share=step.minutes * _MINUTE // len(seats),
    )


def begin_round(m: Meeting, c: "commands.BeginRound", at: int) -> Iterator[Event]:
    """Begin again with another start, another round after this one, or the full round that ends an open mode."""
    current = m.round
    asked = round_kind(m.step) == "consent"
    if current is None:
        if asked:
            raise Refused(_("The consent round begins with its step. Go on (‹step›) when the wording is ready."))
        yield begun(m, at, start=c.start, direction=c.direction)
        return
    if current.subject and not current.untouched:
        raise Refused(
            _(
                "In a consent round everybody is asked once on this wording. A new wording, or somebody joining, "
                "asks for the round again."
            )
        )
    if current.mode != "round":
        yield begun(m, at, start=c.start, direction=c.direction, lap=current.lap)
        return
    if not current.untouched and not current.complete:
        raise Refused(
            _(
                "This round is under way: {names} still to speak. When all have, take another one (‹round›).",
                names=m.names(current.waiting),
            )
        )
    lap = current.lap + 1 if current.complete else current.lap
    rest = m.ledger.missing if asked else ()
    yield begun(m, at, start=c.start, direction=c.direction, lap=lap, only=rest)


def open_mode(m: Meeting, c: "commands.OpenMode", at: int) -> Iterator[Event]:
    """Open popcorn, stack or free flow, explicitly; a full round ends it."""
    if c.mode == "round":
        yield from begin_round(m, commands.BeginRound(), at)
        return
    if round_kind(m.step) == "consent":
        raise Refused(
            _("Consent is asked in a round, from one to the next. Discuss before it: go a step back (‹back›).")
        )
    current = m.round
    if current and current.mode == "round" and not (current.untouched or current.complete):
        raise Refused(_("Let this round come round first: {names} still to speak.", names=m.names(current.waiting)))
    lap = current.lap if current else 1
    yield events.RoundBegan(
        at=at,
        kind=round_kind(m.step) or "round",
        prompt=m.step.prompt,
        mode=c.mode,
        order=m.taking_part(),
        lap=lap,
    )
