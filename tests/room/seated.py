"""Seated: a meeting of the garden circle whose people act each at their own terminal, or have none, for tests of rights."""

from collections.abc import Collection, Iterator
from typing import Any

from msgspec.structs import replace

from sociotui.domain import commands as c
from sociotui.domain.cards import CircleCard
from sociotui.domain.circles import Circle
from sociotui.domain.course import Act, Course, advance, answer
from sociotui.domain.customs import Customs, Watching
from sociotui.domain.evaluating import Opinion
from sociotui.domain.event import Command, Event
from sociotui.domain.items import FollowUp, Item
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import About, Organisation
from sociotui.domain.people import Person, Term
from sociotui.domain.refusal import Refused
from sociotui.domain.shelf import Shelf
from sociotui.room.identity import Door, Identity
from sociotui.room.rights import allow, caps
from sociotui.room.rights_table import TABLE
from tests.domain.stage import CIRCLE, SEATS, SECOND, Stage, opening, sentence

ALL = (*SEATS, "fay")
ITEM = Item(id=1, title="Tool-shed rota", presenter="ana")
PEOPLE = {p: Person(id=p, name=p.title()) for p in (*ALL, "gil", "hana")}
"""The circle's members, of whom fay is absent; gil, a guest in the room; hana, who is of another circle."""
EVERYBODY = (*PEOPLE, "mallory")
"""Whom the organisation does not know is one of them."""


def organisation(watching: Watching = "organisation", **more: Any) -> Organisation:
    """Return the organisation, with its garden and its kitchen."""
    garden = Circle(
        id="garden", name=CIRCLE.name, parents=("general",), members=ALL, customs=Customs(watching=watching)
    )
    general = Circle(id="general", name="General circle", members=("hana", "ana"))
    kitchen = Circle(
        id="kitchen",
        name="Kitchen circle",
        parents=("garden",),
        members=("hana",),
        roles={"leader": Term(person="hana")},
    )
    steps = {"s1": FollowUp(id="s1", circle="general", text="Ask around", owner="eli")}
    circles = {"garden": garden, "general": general} | ({"kitchen": kitchen} if more.pop("linked", False) else {})
    about = About(name="Green Acres")
    return Organisation(about=about, people=PEOPLE, circles=circles, follow_ups=Shelf(live=steps), **more)


def identity(person: str, door: Door = "ssh", *, steward: bool = False) -> Identity:
    """Return who came in by a door."""
    return Identity(person=person, door=door, steward=steward)


class Seated(Stage):
    """A meeting in which those in `wired` have a terminal of their own; each act goes on record with who did it."""

    def __init__(self, *items: Item, circle: CircleCard = CIRCLE, wired: Collection[str] = EVERYBODY) -> None:
        super().__init__(opening(agenda=items or (ITEM,), guests=("gil",), circle=circle))
        self.organisation = organisation()
        self.wired = frozenset(wired)
        self.lost: frozenset[str] = frozenset()

    @property
    def last(self) -> Act | None:
        """The act that an undo would take back."""
        return self.course.acts[-1] if self.course.acts else None

    def allowed(self, person: str, command: Command) -> Command:
        """Return a command as somebody may give it at their own terminal."""
        return allow(
            command, identity(person), self.meeting, self.organisation, self.wired, lost=self.lost, last=self.last
        )

    def does(self, person: str, *asked: Command) -> tuple[Event, ...]:
        """Let somebody do each of `asked`, at their own terminal; return the events of the last."""
        made: tuple[Event, ...] = ()
        for command in asked:
            self.clock += SECOND
            made = answer(self.course, self.allowed(person, command), person, self.clock)
            self.course = advance(self.course, made, person)
        return made

    def try_(self, person: str, command: Command) -> Act | None:
        """Let somebody do something; return the act, or None where it is refused."""
        try:
            self.does(person, command)
        except Refused:
            return None
        return self.last

    def denies(self, person: str, command: Command) -> str:
        """Return the sentence with which a command is refused to somebody by right; it has to be."""
        try:
            allowed = self.allowed(person, command)
        except Refused as refusal:
            return sentence(str(refusal))
        raise AssertionError(f"{person} may: {allowed}")

    def caps(self, person: str) -> frozenset[str]:
        """Return what somebody may do at their own terminal."""
        return caps(identity(person), self.meeting, self.organisation, self.wired, lost=self.lost, last=self.last)


def tries(kind: type[Command], m: Meeting) -> Iterator[Command]:
    """Yield commands of a kind: about each person, each item and topic, in each way in which rights may differ."""
    right = TABLE[kind]
    people = ("", *m.people)
    whole = _whole(kind)
    if right.about:
        for person in people:
            yield replace(whole, **{right.about: person})
    elif kind in (c.ChangeItem, c.RemoveItem):
        yield from (replace(whole, item=item.id) for item in m.agenda)
    elif kind is c.DropFromBacklog:
        yield from (c.DropFromBacklog(title=topic.title) for topic in m.backlog)
    elif kind is c.HandOver:
        yield from (c.HandOver(role="facilitator", person=person) for person in m.people)
    yield whole


def _whole(kind: type[Command]) -> Command:
    """Return a command of a kind, with something in each of its fields that has to be said."""
    needed: dict[type[Command], dict[str, Any]] = {
        c.OpenMode: {"mode": "popcorn"},
        c.Object: {"reason": "It wears us out."},
        c.Integrate: {"way": "modify"},
        c.Seek: {"sought": ()},
        c.Nominate: {"choices": {}},
        c.ProposeReview: {"way": "keep"},
        c.ProposeCircle: {"circle": Circle(id="", name="Compost circle")},
        c.ProposeCustoms: {"customs": Customs()},
        c.Refer: {"to": "broader"},
        c.EndItem: {"kind": "dropped"},
        c.AddItem: {"title": "Bees"},
        c.ChangeItem: {"item": 0},
        c.MoveItem: {"item": 1, "place": 1},
        c.RemoveItem: {"item": 0},
        c.KeepForLater: {"title": "Bees"},
        c.DropFromBacklog: {"title": ""},
        c.GiveCard: {"card": "calm"},
        c.GiveMarks: {"opinion": Opinion(more=("songs",))},
        c.TakeSeat: {"place": 1},
        c.HandOver: {"role": "secretary"},
    }
    said = dict(needed.get(kind, {}))
    for name in kind.__struct_fields__:
        if name == "person" and name not in said:
            said[name] = ""
        if name == "text" and name not in said:
            said[name] = "What was said."
    return kind(**said)


def after(course: Course, command: Command, actor: str, at: int) -> Act | None:
    """Return the act that a command comes to, as a course keeps it; None where the domain refuses it."""
    try:
        made = answer(course, command, actor, at)
    except Refused:
        return None
    assert course.meeting is not None
    return Act(course.meeting, made, actor)
