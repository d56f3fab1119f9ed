"""Hinting: what who facilitates may want to notice, at most one thing at a time; for them alone, and never a scolding.

Each follows from a rule: the facilitator speaks neither first nor last, and varies start and direction (WDWD); an objection
is integrated before anything else (MVOS); a pass is fine, and several of one person may ask for a quiet word. A hint is
worked out where it is shown and goes nowhere else: it is no event, in no record, and nobody else's terminal knows of it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.fairness import Start, around
from sociotui.domain.keeping import totals
from sociotui.domain.meeting import Meeting, place_of
from sociotui.domain.unfolding import rested
from sociotui.words import _

Kind = Literal["objection", "spoken", "last", "passed", "ends", "direction"]
_MINUTE = 60_000
REST = 4 * _MINUTE
"""Time after a hint before there is another one."""
AGAIN = 25 * _MINUTE
"""Time after which the same one may come again."""
WAITS = 3 * _MINUTE
"""Time that an objection may wait before it is pointed out."""
_TALKED = 8 * _MINUTE
"""Time that has to be spoken by all before shares of it mean anything."""
_OFTEN, _PASSES = 4, 3


class Hint(Struct, frozen=True, kw_only=True):
    """A hint: its `kind`, what is to be noticed, and what one could do. `shown` is when it was shown last (ms since 1970; 0: never)."""

    kind: Kind
    said: str
    more: str
    shown: int = 0


def hint(m: Meeting, me: str, now: int, shown: Mapping[Kind, int] | None = None) -> Hint | None:
    """Return what `me` may want to notice at `now`, where they facilitate; `shown` is when hints of each kind were shown last.

    None where there is nothing, or something was said a moment ago already.
    """
    before = shown or {}
    if m.closed or m.paused or me != m.facilitator or now - max(before.values(), default=-REST) < REST:
        return None
    fresh = (h for h in _found(m, me, now) if now - before.get(h.kind, -AGAIN) >= AGAIN)
    found = next(fresh, None)
    return replace(found, shown=before.get(found.kind, 0)) if found else None


def _found(m: Meeting, me: str, now: int) -> Iterator[Hint]:
    """Yield all there is to notice, what matters most first."""
    yield from _waiting(m, now)
    yield from _spoken(m, me, now)
    yield from _asked_last(m, me)
    yield from _passed(m, me)
    yield from _ends(m, me)
    yield from _one_way(m)


# --- an objection that waits ---------------------------------------------------------------------------


def _waiting(m: Meeting, now: int) -> Iterator[Hint]:
    for subject, ledger in m.ledgers.items():
        item = m.find_item(place_of(subject)[0])
        if (item and item.outcome) or (subject == m.subject and _at_it(m)):
            continue
        for objection in ledger.open:
            answer = ledger.answers.get(objection.person)
            if m.elapsed(answer.at if answer else m.entered, now) >= WAITS:
                yield Hint(
                    kind="objection",
                    said=_("{name}'s objection is waiting.", name=m.name(objection.person)),
                    more=_("Understand it first, then find a way together (‹integrate›)."),
                )


def _at_it(m: Meeting) -> bool:
    """Tell whether the objections to what is asked here are heard at this moment, or are just being raised."""
    return m.step.kind == "integrate" or bool(m.round and m.round.subject and not m.round.complete)


# --- one's own part ------------------------------------------------------------------------------------


def _spoken(m: Meeting, me: str, now: int) -> Iterator[Hint]:
    spent = totals(replace(m, rounds=rested(m, m.paused or now)))
    people = len(m.taking_part())
    whole, mine = sum(spent.values()), spent.get(me, 0)
    if people < 3 or whole < _TALKED or mine * 3 < whole or mine * people * 2 < whole * 3:
        return
    said = _("You have spoken half of the time.") if mine * 2 >= whole else _("You have spoken a third of the time.")
    more = _("A question, and a breath of silence, may bring others in.")
    yield Hint(kind="spoken", said=said, more=more)


def _ends(m: Meeting, me: str) -> Iterator[Hint]:
    latest = _starts(m)[-3:]
    at_end = [s for s in latest if me in (s.person, _last(m, s))]
    if len(latest) == 3 and len(at_end) >= 2 and len(m.taking_part()) > 3:
        yield Hint(
            kind="ends",
            said=_("You were first or last in two of three rounds."),
            more=_("Another start leaves both ends to others (‹round›)."),
        )


# --- others ----------------------------------------------------------------------------------------------


def _asked_last(m: Meeting, me: str) -> Iterator[Hint]:
    latest = [_last(m, s) for s in m.starts[-_OFTEN:]]
    if len(latest) == _OFTEN and len({*latest}) == 1 and latest[0] not in ("", me) and len(m.taking_part()) > 2:
        yield Hint(
            kind="last",
            said=_("{name} has been asked last four times.", name=m.name(latest[0])),
            more=_("Another start, or the other way round, changes that (‹round›)."),
        )


def _passed(m: Meeting, me: str) -> Iterator[Hint]:
    rounds = {**m.rounds, **({m.place.key: m.round} if m.round else {})}
    counts = Counter(person for round_ in rounds.values() for person in round_.passed)
    often = [person for person in m.seats if person != me and counts[person] >= _PASSES]
    if often:
        yield Hint(
            kind="passed",
            said=_("{name} has passed in {n} rounds.", name=m.name(often[0]), n=counts[often[0]]),
            more=_("That is fine. A kind word in the break may help, or a smaller question."),
        )


def _one_way(m: Meeting) -> Iterator[Hint]:
    latest = _starts(m)[-_OFTEN:]
    if len(latest) == _OFTEN and len({s.direction for s in latest}) == 1 and len(m.taking_part()) > 2:
        yield Hint(
            kind="direction",
            said=_("Four rounds have gone the same way."),
            more=_("The other way round, other people hear first (‹round›)."),
        )


def _starts(m: Meeting) -> tuple[Start, ...]:
    """Return who began the rounds of this meeting."""
    return m.starts[m.earlier_starts :]


def _last(m: Meeting, start: Start) -> str:
    """Return who was asked last in a round that began so, as people sit now; "" where who began has left."""
    seats = m.taking_part()
    return around(seats, start.person, start.direction)[-1] if start.person in seats else ""
