"""Organisation: its people, circles, policies, terms and meetings, as they stand; and the questions one can ask of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from heapq import merge

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.circles import Circle, children
from sociotui.domain.fairness import Start
from sociotui.domain.items import BacklogItem, FollowUp
from sociotui.domain.packed import Live
from sociotui.domain.people import Person, PersonId
from sociotui.domain.records import Answered, Held, Policy, Selection, Spine, Waiting, spine_of
from sociotui.domain.refusal import unknown
from sociotui.domain.shelf import Shelf
from sociotui.words import _

STARTS_KEPT = 60
"""How many of a circle's latest round starts are remembered, to make the next ones fair."""


class About(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What an organisation says of itself."""

    name: str
    vision: str = ""
    mission: str = ""


class Definition(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An organisation's structure as it is written in a file: what it is, its people, its circles."""

    organisation: About
    person: tuple[Person, ...] = ()
    circle: tuple[Circle, ...] = ()


class Organisation(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The state of an organisation: the fold of its events. Empty (`about` is None) before it is founded."""

    about: About | None = None
    people: dict[PersonId, Person] = {}
    circles: dict[str, Circle] = {}
    policies: Shelf[Policy] = Shelf()
    held: Shelf[Held] = Shelf()
    starts: dict[str, tuple[Start, ...]] = {}
    backlog: dict[str, tuple[BacklogItem, ...]] = {}
    selections: Shelf[Selection] = Shelf()
    waiting: dict[str, Waiting] = {}
    answered: Shelf[Answered] = Shelf()
    follow_ups: Shelf[FollowUp] = Shelf()

    def person(self, id_: str) -> Person:
        """Return the person with that id; refuses with the nearest ones otherwise."""
        if id_ not in self.people:
            raise unknown(_("person"), id_, {p.id: p.name for p in self.people.values()})
        return self.people[id_]

    def circle(self, id_: str) -> Circle:
        """Return the circle with that id; refuses with the nearest ones otherwise."""
        if id_ not in self.circles:
            raise unknown(_("circle"), id_, {c.id: c.name for c in self.circles.values()})
        return self.circles[id_]

    def full_members(self, id_: str, today: date | None = None) -> tuple[str, ...]:
        """Return who is a full member of a circle, in seat order; on a day, only by terms that run on it.

        Leader and delegate of each sub-circle are full members of the broader circle too (MVOS: double linking).
        """
        members = list(self.circle(id_).members)
        for child in children(self.circles).get(id_, []):
            circle = self.circles[child]
            if today and circle.until and circle.until < today:
                continue
            for role in ("leader", "delegate"):
                term = circle.roles.get(role)
                if term and (today is None or term.holds(today)) and term.person not in members:
                    members.append(term.person)
        return tuple(members)

    def missing(self, waiting: Waiting, today: date | None = None) -> tuple[str, ...]:
        """Return whose answer a waiting decision still needs: of those asked, who are members still."""
        members = self.full_members(waiting.circle, today) if waiting.circle in self.circles else ()
        return tuple(p for p in waiting.missing if p in members)

    def last_held(self, circle: str) -> Held | None:
        """Return the latest meeting of a circle that was held and was not private, or None."""
        held = [h for h in self.held.live.values() if h.circle == circle and not h.private]
        return held[-1] if held else None

    def reviews(self, until: date | None = None) -> Iterator[Spine]:
        """Yield of each policy that is to be looked at again, until a day or at all, what one sees without reading it.

        They come in the order of their days, and on one day in that of their ids.
        """
        live = self.policies.live
        if not isinstance(live, Live):
            yield from _spines(live, until)
        elif live.untouched:
            yield from live.resting.spines(until)
        else:
            resting = (spine for spine in live.resting.spines(until) if live.rests(spine.id))
            yield from merge(resting, _spines(live.awake, until), key=_by_day)

    def growing(self) -> "Organisation":
        """Return a copy whose shelves change in place, for who makes many changes and shows none of those between."""
        return replace(self, **{name: getattr(self, name).growing() for name in SHELVES})

    def grown(self) -> "Organisation":
        """Return this organisation, whose shelves from now on never change."""
        for name in SHELVES:
            getattr(self, name).grown()
        return self


def _spines(policies: Mapping[str, Policy], until: date | None) -> list[Spine]:
    found = [spine_of(p) for p in policies.values() if not p.ended and (until is None or p.review <= until)]
    return sorted(found, key=_by_day)


def _by_day(spine: Spine) -> tuple[date, str]:
    return spine.review, spine.id


SHELVES = ("policies", "held", "selections", "answered", "follow_ups")
"""The fields of an organisation that are shelves."""
