"""Around: what a meeting has that words can mean just now: its people, items, objections, ways; as plain values."""

from typing import Any

from msgspec import Struct, convert, to_builtins

from sociotui.domain.effects import NO_REVIEW
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.domain.proposing import in_months

OTHERS = 300
"""People beyond the meeting that are told by name; of larger organisations they are named by their ids, or in full."""


class Open(Struct, frozen=True, kw_only=True):
    """An objection that is open."""

    number: int
    person: str
    reason: str


class Around(Struct, frozen=True, kw_only=True):
    """What words can mean in a meeting. People are named by their ids, days are as 2027-03-01.

    `others` are people of the organisation who are not part of it; `me` acts, "" where all share this terminal. `review` is
    the day on which a decision is usually looked at again, "" where it need not be said; `about` is whom the item is about.
    """

    me: str = ""
    people: dict[str, str] = {}
    here: tuple[str, ...] = ()
    others: dict[str, str] = {}
    hands: tuple[str, ...] = ()
    now: str = ""
    kind: str = ""
    today: str = ""
    review: str = ""
    ways: tuple[str, ...] = ()
    open: tuple[Open, ...] = ()
    sought: dict[str, str] = {}
    items: dict[int, str] = {}
    backlog: tuple[str, ...] = ()
    about: str = ""
    aim: str = ""
    closed: bool = False


def around(m: Meeting, o: Organisation, me: str) -> Any:
    """Return what words can mean in a meeting, as it may be seen, for who acts as `me`."""
    grid = m.item.grid if m.item else None
    others = {p.id: p.name for p in o.people.values() if p.id not in m.people} if len(o.people) <= OTHERS else {}
    return to_builtins(
        Around(
            me=me,
            people={p.id: p.name for p in m.people.values()},
            here=m.seats,
            others=others,
            hands=m.hands,
            now=m.round.speaking if m.round else "",
            kind=m.step.kind,
            today=m.today.isoformat(),
            review=_review(m),
            ways=m.manner.ways,
            open=tuple(Open(number=x.number, person=x.person, reason=x.reason) for x in m.ledger.open),
            sought={s.role: s.title or s.role for s in grid.sought} if grid else {},
            items={i.id: i.title for i in m.agenda},
            backlog=tuple(t.title for t in m.backlog),
            about=m.item.about if m.item else "",
            aim="; ".join(m.circle.aims),
            closed=bool(m.closed),
        ),
        str_keys=True,
    )


def found(plain: Any) -> Around:
    """Return what `around` made plain."""
    return convert(plain, Around, strict=False)


def _review(m: Meeting) -> str:
    current = m.proposal.current if m.proposal else None
    if (
        current is None
        or current.review
        or (current.effects and all(isinstance(e, NO_REVIEW) for e in current.effects))
    ):
        return ""
    return in_months(m.today, m.circle.customs.review).isoformat()
