"""Decisions: every policy, selection and waiting decision as a card that can be listed, filtered and found by its words.

A card is made without keeping what was read for it: of thousands of policies hardly any is ever opened.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal, TypeVar

from msgspec import Struct

from sociotui.domain.due import SOON
from sociotui.domain.finding import Laid, asked, folded, laid, score
from sociotui.domain.organisation import Organisation
from sociotui.domain.records import Selection, Waiting
from sociotui.domain.shelf import Shelf
from sociotui.words import _

State = Literal["in force", "waiting", "ended"]
STATES: tuple[State, ...] = ("in force", "waiting", "ended")
"""`waiting` for absent members; `ended` by the circle, by the end of its term, or because another was chosen since."""
Kind = Literal["policy", "selection", "waiting"]


class Card(Struct, frozen=True, kw_only=True, gc=False):
    """What a list shows of a decision. `day` is when it is looked at again, or its term ends; None while it waits.

    `since` is when it was made. `due`: somebody is to see to it now or within `SOON` days. `late`: that day is over.
    `listed`: its review, or the selection anew, is on the circle's backlog already.
    """

    id: str
    kind: Kind
    circle: str
    title: str
    state: State
    since: date
    day: date | None = None
    person: str = ""
    due: bool = False
    late: bool = False
    listed: bool = False


class Wanted(Struct, frozen=True, kw_only=True):
    """What is looked for: `text` (all of its words, each by its beginning), in one `circle` or all, in one `state` or all."""

    text: str = ""
    circle: str = ""
    state: State | Literal[""] = ""
    due: bool = False


class Page(Struct, frozen=True, kw_only=True):
    """What was found, the best first, of how many cards there are in all."""

    cards: tuple[Card, ...] = ()
    of: int = 0


class _Edition(Struct, frozen=True, gc=False):
    text: str


class _Policy(Struct, frozen=True, kw_only=True, gc=False):
    """As much of a policy as a card and its words need; the rest of it is not read."""

    id: str
    circle: str
    title: str
    text: str
    why: str = ""
    responsible: str = ""
    adopted: date
    review: date
    measures: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    editions: tuple[_Edition, ...] = ()
    ended: date | None = None


class _Known(Struct, frozen=True, gc=False):
    """What was made of a thing: `seen` tells whether it is still that one; `made` is the thing without its texts."""

    seen: Any
    made: Any
    words: Laid


class _Base(Struct, frozen=True, gc=False):
    """Of a policy what a card is made of each day anew."""

    id: str
    circle: str
    title: str
    responsible: str
    adopted: date
    review: date
    ended: date | None


T = TypeVar("T")


class Decisions:
    """All decisions of an organisation, made into cards; what has not changed since the last look is not read again.

    It is for one thread at a time.
    """

    def __init__(self) -> None:
        self._policies: dict[str, _Known] = {}
        self._selections: dict[str, _Known] = {}
        self._made: tuple[Organisation, date, list[tuple[Card, Laid]]] | None = None

    def find(self, o: Organisation, today: date, wanted: Wanted) -> Page:
        """Return the cards that are as wanted, the best first; of equal ones what is due first, then by their days."""
        cards = self._cards(o, today)
        words = asked(wanted.text)
        found = [(score(words, places) if words else 1, card) for card, places in cards if _is_wanted(card, wanted)]
        fitting = [each for each in found if each[0]]
        if words:
            fitting.sort(key=lambda each: -each[0])  # stable: of equal ones the order is that of the list
        return Page(cards=tuple(card for _score, card in fitting), of=len(cards))

    def _cards(self, o: Organisation, today: date) -> list[tuple[Card, Laid]]:
        if self._made is None or self._made[0] is not o or self._made[1] != today:
            self._policies = _looked(o.policies, self._policies, _Policy, _policy)
            self._selections = _looked(o.selections, self._selections, Selection, _selection)
            made = sorted(self._all(o, today), key=lambda each: _order(each[0]))
            self._made = o, today, made
        return self._made[2]

    def _all(self, o: Organisation, today: date) -> Iterator[tuple[Card, Laid]]:
        names = {id_: folded(circle.name) for id_, circle in o.circles.items()}
        names |= {f"@{id_}": folded(person.name) for id_, person in o.people.items()}
        topics = [(circle, topic) for circle, kept in o.backlog.items() for topic in kept]
        reviews = {topic.policy for _circle, topic in topics if topic.policy}
        sought = {(circle, role) for circle, topic in topics for role in topic.roles}
        soon = today + timedelta(days=SOON)
        for waiting in o.waiting.values():
            yield _waiting_card(waiting), _named(_waiting_words(waiting), names, waiting.circle, "")
        for known in self._policies.values():
            base: _Base = known.made
            card = _policy_card(base, today, soon, listed=base.id in reviews)
            yield card, _named(known.words, names, base.circle, base.responsible)
        for known in self._selections.values():
            chosen: Selection = known.made
            listed = (chosen.circle, chosen.role) in sought
            yield (
                _selection_card(o, chosen, today, soon, listed=listed),
                _named(known.words, names, chosen.circle, chosen.person),
            )


def _is_wanted(card: Card, wanted: Wanted) -> bool:
    return (
        (not wanted.circle or card.circle == wanted.circle)
        and (not wanted.state or card.state == wanted.state)
        and (not wanted.due or card.due)
    )


def _order(card: Card) -> tuple[int, int, str]:
    """What waits and what is due stand on top, then what is in force by its day, then what has ended, the latest first."""
    if card.state == "waiting":
        return 0, card.since.toordinal(), card.id
    day = card.day.toordinal() if card.day else 0
    if card.due:
        return 1, day, card.id
    return (2, day, card.id) if card.state == "in force" else (3, -day, card.id)


def _named(words: Laid, names: dict[str, str], circle: str, person: str) -> Laid:
    return words[0], words[1], names.get(circle, "") + names.get(f"@{person}", "")


# --- reading what is new ------------------------------------------------------------------------------


def _looked(shelf: Shelf[T], before: dict[str, _Known], kind: type[Any], make: Any) -> dict[str, _Known]:
    """Return what is known of each thing on a shelf; what is the same as before is not read again."""
    known: dict[str, _Known] = {}
    for id_, seen, read in shelf.perused(kind):
        there = before.get(id_)
        known[id_] = there if there and there.seen is seen else _Known(seen, *make(read()))
    return known


def _policy(p: Any) -> tuple[_Base, Laid]:
    base = _Base(p.id, p.circle, p.title, p.responsible, p.adopted, p.review, p.ended)
    texts = (p.text, p.why, *p.measures, *p.concerns, *(e.text for e in p.editions))
    return base, laid(folded(p.title), folded("\n".join(texts)))


def _selection(s: Selection) -> tuple[Selection, Laid]:
    return s, laid(folded(f"{s.title} {s.role}"))


def _waiting_words(w: Waiting) -> Laid:
    d = w.decision
    return laid(folded(d.title), folded("\n".join((d.text, d.why, *d.measures, *d.concerns))))


# --- cards ----------------------------------------------------------------------------------------------


def _waiting_card(w: Waiting) -> Card:
    return Card(id=w.id, kind="waiting", circle=w.circle, title=w.decision.title, state="waiting", since=w.on, due=True)


def _policy_card(p: _Base, today: date, soon: date, *, listed: bool) -> Card:
    return Card(
        id=p.id,
        kind="policy",
        circle=p.circle,
        title=p.title,
        state="ended" if p.ended else "in force",
        since=p.adopted,
        day=p.ended or p.review,
        person=p.responsible,
        due=not p.ended and p.review <= soon,
        late=not p.ended and p.review < today,
        listed=listed and not p.ended,
    )


def _selection_card(o: Organisation, s: Selection, today: date, soon: date, *, listed: bool) -> Card:
    """Return the card of a selection; it is in force while its person holds the role by it, and its term runs (MVOS)."""
    circle = o.circles.get(s.circle)
    term = circle.terms().get(s.role) if circle else None
    current = bool(term and term.person == s.person and term.until == s.until)
    name = o.people[s.person].name if s.person in o.people else s.person
    return Card(
        id=s.id,
        kind="selection",
        circle=s.circle,
        title=_("{role}: {name}", role=_capital(s.title or s.role), name=name),
        state="in force" if current and s.until >= today else "ended",
        since=s.on,
        day=s.until,
        person=s.person,
        due=current and s.until <= soon,
        late=current and s.until < today,
        listed=current and listed,
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
