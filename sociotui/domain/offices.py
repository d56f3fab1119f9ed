"""Offices: who holds which role until when, and who has facilitated so far, as far as the record says.

An expired term gives no power: its role is vacant, and due (MVOS). Facilitation is counted by the minutes of meetings that
were held, which name who facilitated; those of private meetings are in no record but their own, and do not count.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal, TypeVar

from msgspec import Struct

from sociotui.domain.circles import PROCESS_ROLES, Circle
from sociotui.domain.dialects import word
from sociotui.domain.due import SOON
from sociotui.domain.finding import Laid, asked, folded, laid, score
from sociotui.domain.organisation import Organisation
from sociotui.domain.records import Selection

Standing = Literal["ended", "soon", "vacant", "runs", "open", "unused"]
"""Of a role: its term has ended; ends within `SOON` days; nobody holds it; runs on; has no end; or nobody holds one that a
circle can well do without (a facilitator, say, whom each meeting can choose for itself)."""
_IN_ORDER: tuple[Standing, ...] = ("ended", "soon", "vacant", "runs", "open", "unused")
View = Literal["roles", "ending", "people", "unheard"]
"""All roles; those that want somebody; everybody; who has not facilitated yet."""
VIEWS: tuple[View, ...] = ("roles", "ending", "people", "unheard")


class Office(Struct, frozen=True, kw_only=True, gc=False):
    """A role of a circle, by the name that people use; `listed`: its selection is on the circle's backlog already."""

    circle: str
    role: str
    name: str
    person: str = ""
    until: date | None = None
    standing: Standing
    listed: bool = False

    @property
    def id(self) -> str:
        """What parts it from all others."""
        return f"{self.circle}/{self.role}"


class Bearer(Struct, frozen=True, kw_only=True, gc=False):
    """What a list shows of a person: in how many circles, with how many roles that run.

    `facilitated` counts meetings, `last` is the day of the latest; `chosen` tells whether they hold, or were ever
    selected for, the role of facilitator.
    """

    id: str
    circles: int = 0
    roles: int = 0
    facilitated: int = 0
    last: date | None = None
    chosen: bool = False

    @property
    def unheard(self) -> bool:
        """Tell whether a member has not facilitated yet."""
        return bool(self.circles) and not self.facilitated


class Sought(Struct, frozen=True, kw_only=True):
    """What is looked for: a `view`, `text` (all of its words, each by its beginning), in one `circle` or all."""

    view: View = "roles"
    text: str = ""
    circle: str = ""


class Sheet(Struct, frozen=True, kw_only=True):
    """What was found, of how many in that view: offices in a view of roles, people in a view of people."""

    offices: tuple[Office, ...] = ()
    people: tuple[Bearer, ...] = ()
    of: int = 0
    meetings: int = 0
    """Of how many meetings the minutes say who facilitated."""


class _Minutes(Struct, frozen=True, gc=False):
    facilitator: str


class _Held(Struct, frozen=True, kw_only=True, gc=False):
    """As much of a meeting that was held as is counted; the rest of its minutes is not read."""

    on: date
    minutes: _Minutes | None = None


class _Made(Struct, frozen=True, gc=False):
    offices: list[tuple[Office, Laid]]
    people: list[tuple[Bearer, Laid]]
    members: dict[str, frozenset[str]]
    meetings: int


T = TypeVar("T")


class Offices:
    """All roles and people of an organisation; meetings that were counted are not read again. For one thread at a time."""

    def __init__(self) -> None:
        self._held: dict[str, tuple[object, tuple[str, date] | None]] = {}
        self._chosen: dict[str, tuple[object, tuple[str, str]]] = {}
        self._known: tuple[Organisation, date, _Made] | None = None

    def find(self, o: Organisation, today: date, sought: Sought) -> Sheet:
        """Return what is as sought, the best first; of equal ones what ends first, or people by their names."""
        if self._known is None or self._known[0] is not o or self._known[1] != today:
            self._known = o, today, self._made(o, today)
        made = self._known[2]
        if sought.view in ("roles", "ending"):
            wanted = [(f, places) for f, places in made.offices if sought.view == "roles" or _wants(f)]
            here = [each for each in wanted if sought.circle in ("", each[0].circle)]
            return Sheet(offices=_fitting(here, sought.text), of=len(wanted), meetings=made.meetings)
        everybody = [(p, places) for p, places in made.people if sought.view == "people" or p.unheard]
        members = made.members.get(sought.circle, frozenset())
        people = [each for each in everybody if not sought.circle or each[0].id in members]
        return Sheet(people=_fitting(people, sought.text), of=len(everybody), meetings=made.meetings)

    def _made(self, o: Organisation, today: date) -> _Made:
        listed = {(c, r) for c, kept in o.backlog.items() for topic in kept for r in topic.roles}
        names = {p.id: folded(p.name) for p in o.people.values()}
        offices: list[tuple[Office, Laid]] = []
        for circle in o.standing.values():
            if circle.until and circle.until < today:
                continue  # a helping circle that has come to its end gives no roles any more
            where = folded(circle.name)
            offices.extend(
                (office, laid(folded(office.name) + names.get(office.person, ""), names=where))
                for office in _of(circle, today, listed)
            )
        offices.sort(key=lambda each: _order(each[0]))
        members = {id_: frozenset(o.full_members(id_, today)) for id_ in o.circles}
        facilitated, last = self._counted(o)
        people = list(_people(o, offices, members, facilitated, last, self._facilitators(o)))
        circles = _circles(o, members)
        texts: list[tuple[Bearer, Laid]] = [(p, laid(names[p.id], names=circles.get(p.id, ""))) for p in people]
        return _Made(offices, texts, members, sum(facilitated.values()))

    def _counted(self, o: Organisation) -> tuple[Counter[str], dict[str, date]]:
        """Return how many meetings each name has facilitated, and when it was the latest time."""
        self._held = _read_on(o.held.perused(_Held), self._held, _who)
        facilitated: Counter[str] = Counter()
        last: dict[str, date] = {}
        for _seen, found in self._held.values():
            if found:
                name, on = found
                facilitated[name] += 1
                last[name] = max(on, last.get(name, on))
        return facilitated, last

    def _facilitators(self, o: Organisation) -> set[str]:
        """Return who was ever selected to facilitate, or is facilitator of a circle by now."""
        self._chosen = _read_on(o.selections.perused(Selection), self._chosen, lambda s: (s.role, s.person))
        chosen = {person for _seen, (role, person) in self._chosen.values() if role == "facilitator"}
        return chosen | {c.roles["facilitator"].person for c in o.circles.values() if "facilitator" in c.roles}


def _read_on(found: Any, before: dict[str, tuple[object, T]], make: Any) -> dict[str, tuple[object, T]]:
    known: dict[str, tuple[object, T]] = {}
    for id_, seen, read in found:
        there = before.get(id_)
        known[id_] = there if there and there[0] is seen else (seen, make(read()))
    return known


def _who(held: Any) -> tuple[str, date] | None:
    return (held.minutes.facilitator, held.on) if held.minutes and held.minutes.facilitator else None


def _fitting(found: list[tuple[T, Laid]], text: str) -> tuple[T, ...]:
    words = asked(text)
    if not words:
        return tuple(thing for thing, _places in found)
    scored = [(score(words, places), thing) for thing, places in found]
    return tuple(thing for _score, thing in sorted((s for s in scored if s[0]), key=lambda s: -s[0]))


# --- roles ----------------------------------------------------------------------------------------------


def offices_of(o: Organisation, circle: Circle, today: date) -> tuple[Office, ...]:
    """Return the roles of one circle, the process roles first."""
    listed = {(circle.id, role) for topic in o.backlog.get(circle.id, ()) for role in topic.roles}
    return tuple(_of(circle, today, listed))


def _of(circle: Circle, today: date, listed: set[tuple[str, str]]) -> Iterator[Office]:
    terms = circle.terms()
    for role in (*PROCESS_ROLES, *(r.id for r in circle.role)):
        if role == "delegate" and not circle.parents and role not in terms:
            continue
        term = terms.get(role)
        yield Office(
            circle=circle.id,
            role=role,
            name=_called(circle, role),
            person=term.person if term else "",
            until=term.until if term else None,
            standing=_standing(circle, role, today),
            listed=(circle.id, role) in listed,
        )


def _called(circle: Circle, role: str) -> str:
    """Return a role's own name, or the word of the circle's dialect for it (leader, lead link)."""
    if role not in PROCESS_ROLES:
        return circle.role_name(role)
    name = word(circle.dialect, role)
    return name[:1].upper() + name[1:]


def _standing(circle: Circle, role: str, today: date) -> Standing:
    term = circle.terms().get(role)
    if term is None:
        wanted = role not in PROCESS_ROLES or (role == "delegate" and not circle.until)
        return "vacant" if wanted else "unused"
    if term.until is None:
        return "open"
    if not term.holds(today):
        return "ended"
    return "soon" if term.until <= today + timedelta(days=SOON) else "runs"


def _wants(office: Office) -> bool:
    return office.standing in ("ended", "soon", "vacant")


def _order(office: Office) -> tuple[int, date, str, str]:
    return _IN_ORDER.index(office.standing), office.until or date.max, office.circle, office.role


# --- people ---------------------------------------------------------------------------------------------


def _people(
    o: Organisation,
    offices: list[tuple[Office, Laid]],
    members: dict[str, frozenset[str]],
    facilitated: Counter[str],
    last: dict[str, date],
    chosen: set[str],
) -> Iterator[Bearer]:
    """Yield everybody by name. Minutes have names: where two have one, it is not said whose meeting it was."""
    circles = Counter(person for here in members.values() for person in here)
    roles = Counter(f.person for f, _places in offices if f.person and f.standing != "ended")
    named = Counter(p.name for p in o.people.values())
    for p in sorted(o.people.values(), key=lambda p: (folded(p.name), p.id)):
        known = named[p.name] == 1
        yield Bearer(
            id=p.id,
            circles=circles[p.id],
            roles=roles[p.id],
            facilitated=facilitated[p.name] if known else 0,
            last=last.get(p.name) if known else None,
            chosen=p.id in chosen,
        )


def _circles(o: Organisation, members: dict[str, frozenset[str]]) -> dict[str, str]:
    """Return the names of everybody's circles, folded."""
    named: dict[str, list[str]] = {}
    for circle, here in members.items():
        name = folded(o.circles[circle].name)
        for person in here:
            named.setdefault(person, []).append(name)
    return {person: "".join(names) for person, names in named.items()}
