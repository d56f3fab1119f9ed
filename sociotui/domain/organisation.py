"""Organisation: its people, circles, policies, terms and meetings, as they stand; and the questions one can ask of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from heapq import merge

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.circles import Circle, children, standing
from sociotui.domain.experience import Experience
from sociotui.domain.fairness import Start
from sociotui.domain.items import BacklogItem, FollowUp
from sociotui.domain.packed import Live
from sociotui.domain.people import Person, PersonId
from sociotui.domain.records import Answered, Held, Policy, Selection, Spine, Waiting, spine_of
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.shelf import Shelf
from sociotui.domain.voice import Voice
from sociotui.words import _

STARTS_KEPT = 60
"""How many of a circle's latest round starts are remembered, to make the next ones fair."""
MET_KEPT = 6
"""How many of a circle's latest days on which it met are remembered: by these its usual rhythm is known."""


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


class Organisation(Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """The state of an organisation: the fold of its events. Empty (`about` is None) before it is founded.

    `voices` are what was said to circles between meetings; `met` the days on which each circle met lately.
    """

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
    voices: Shelf[Voice] = Shelf()
    met: dict[str, tuple[date, ...]] = {}
    experience: dict[str, Experience] = {}

    @cached_property
    def below(self) -> Mapping[str, Sequence[str]]:
        """The sub-circles of each circle that have not ended, in the order in which they were founded; worked out once."""
        return children(self.circles)

    @cached_property
    def standing(self) -> Mapping[str, Circle]:
        """The circles that have not ended: those that meet and decide, and have something due; worked out once."""
        return standing(self.circles)

    @cached_property
    def latest(self) -> Mapping[str, Held]:
        """The latest meeting of each circle that was held and was not private; worked out once."""
        return {held.circle: held for held in self.held.live.values() if not held.private}

    @cached_property
    def heirs(self) -> Mapping[str, str]:
        """Of each circle that has ended, the one that looks after what it decided; none where no broader one works still.

        A domain is handed down by the broader circle, and falls back to it (MVOS): to the nearest that has not ended.
        """
        found: dict[str, str] = {}
        for id_ in (c.id for c in self.circles.values() if c.ended):
            around = dict.fromkeys(self.circles[id_].parents)
            for parent in (todo := list(around)):
                if parent in self.standing:
                    found[id_] = parent
                    break
                further = self.circles[parent].parents if parent in self.circles else ()
                todo += [each for each in further if each not in around]
                around |= dict.fromkeys(further)
        return found

    def in_care_of(self, circle: str) -> str:
        """Return the circle that looks after what a circle decided: itself, or who took that over when it had ended."""
        return self.heirs.get(circle, circle)

    @property
    def names(self) -> dict[PersonId, str]:
        """What people are called, by their ids."""
        return {p.id: p.name for p in self.people.values()}

    def person(self, id_: str) -> Person:
        """Return the person with that id; refuses with the nearest ones otherwise."""
        if id_ not in self.people:
            raise unknown(_("person"), id_, self.names)
        return self.people[id_]

    def circle(self, id_: str) -> Circle:
        """Return the circle with that id; refuses with the nearest ones otherwise."""
        if id_ not in self.circles:
            raise unknown(_("circle"), id_, {c.id: c.name for c in self.circles.values()})
        return self.circles[id_]

    def working(self, id_: str) -> Circle:
        """Return a circle that has not ended; refuses with why, and who looks after what it decided, otherwise."""
        circle = self.circle(id_)
        if not circle.ended:
            return circle
        heir = self.heirs.get(id_)
        if heir is None:
            raise Refused(
                _("{circle} ended on {day}; what it decided is on record.", circle=circle.name, day=circle.ended)
            )
        raise Refused(
            _(
                "{circle} ended on {day}; what it decided is on record, and {heir} looks after it.",
                circle=circle.name,
                day=circle.ended,
                heir=self.circles[heir].name,
            )
        )

    def full_members(self, id_: str, today: date | None = None) -> tuple[str, ...]:
        """Return who is a full member of a circle, in seat order; on a day, only by terms that run on it.

        Leader and delegate of each sub-circle are full members of the broader circle too (MVOS: double linking).
        """
        members = dict.fromkeys(self.circle(id_).members)
        for child in self.below.get(id_, ()):
            circle = self.circles[child]
            if today and circle.until and circle.until < today:
                continue
            for role in ("leader", "delegate"):
                term = circle.roles.get(role)
                if term and (today is None or term.holds(today)):
                    members[term.person] = None
        return tuple(members)

    def missing(self, waiting: Waiting, today: date | None = None) -> tuple[str, ...]:
        """Return whose answer a waiting decision still needs: of those asked, who are members still."""
        members = {*self.full_members(waiting.circle, today)} if waiting.circle in self.circles else ()
        return tuple(p for p in waiting.missing if p in members)

    def last_held(self, circle: str) -> Held | None:
        """Return the latest meeting of a circle that was held and was not private, or None."""
        return self.latest.get(circle)

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


SHELVES = ("policies", "held", "selections", "answered", "follow_ups", "voices")
"""The fields of an organisation that are shelves."""
