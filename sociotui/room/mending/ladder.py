"""The ladder of conflict: its steps, what each is for, and how each is begun; for a screen and for lines.

Reflect alone, talk directly, with the circle, two outside peers, an honourable exit: each takes more people and more courage
than the one before, so one begins at the lowest that could do.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from sociotui.domain import calling
from sociotui.domain.circles import Circle
from sociotui.domain.items import BacklogItem
from sociotui.domain.mending import commands as c
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_commands import AddTopic
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.text import clean
from sociotui.room.mending.ways import Answers, Doing, Question, Reflection, Way
from sociotui.words import _

RungId = Literal["alone", "two", "circle", "peers", "exit"]
_ALL = 300
"""Of more people than that none are offered while one types; their names do as well."""


class Rung(Struct, frozen=True, kw_only=True):
    """A step of the ladder: what it is called, what it is for, what is done there, and what its key begins."""

    id: RungId
    title: str
    purpose: str
    does: str
    begins: str


RUNGS: tuple[Rung, ...] = (
    Rung(
        id="alone",
        title=_("Reflect alone"),
        purpose=_(
            "To come from “they are impossible” to what is alive in me. Nobody can meet a need that I cannot name."
        ),
        does=_("Five short lines that only you can read. ‹cards› lends words for feelings and needs."),
        begins=_("write for yourself"),
    ),
    Rung(
        id="two",
        title=_("Talk directly"),
        purpose=_("To hear each other before there are sides. It is left out most, as telling a third is easier."),
        does=_(
            "What happened, feeling, need, request: each heard back before you go on; then what you agree on, until a day."
        ),
        begins=_("ask for a talk"),
    ),
    Rung(
        id="circle",
        title=_("With the circle"),
        purpose=_("To have company. Much that stands between two has its roots in how all work together."),
        does=_("Somebody keeps it. Each is understood, each says what is theirs in it, all agree on what is done."),
        begins=_("ask for a restorative circle"),
    ),
    Rung(
        id="peers",
        title=_("Two outside peers"),
        purpose=_("Eyes that have no history here. Two, as one alone soon seems to belong to somebody."),
        does=_("Two from outside listen to each alone, then to all together; they decide nothing, and propose a step."),
        begins=_("ask two from outside"),
    ),
    Rung(
        id="exit",
        title=_("An honourable exit"),
        purpose=_(
            "An end in which nobody loses their face: what was good, what was not possible, what is handed over."
        ),
        does=_("Your leaving comes onto your circle's agenda, in the format “Leaving”. All of the circle see that."),
        begins=_("put it on the agenda"),
    ),
)


def rung(id_: str) -> Rung:
    """Return the step of that id; refuses with those that there are."""
    found = next((r for r in RUNGS if r.id == id_), None)
    if found is None:
        raise unknown(_("step of the ladder"), id_, [r.id for r in RUNGS])
    return found


def begin(id_: RungId, o: Organisation, me: str, today: date) -> Way:
    """Return how a step is begun by `me`; "" where it is not known who sits here, so that it is asked."""
    return _Begin(o, me if me in o.people else "", today).way(id_)


def person_meant(o: Organisation, said: str) -> str:
    """Return the id of who is called so, by id or by name in whatever case. Refuses whom nobody knows, and namesakes."""
    return o.person(calling.person_meant(o.names, said)).id


class _Begin:
    def __init__(self, o: Organisation, me: str, today: date) -> None:
        self._o = o
        self._me = me
        self._today = today
        self._known = tuple(p.name for p in o.people.values()) if len(o.people) <= _ALL else ()

    def way(self, id_: RungId) -> Way:
        found = rung(id_)
        questions = [] if self._me or id_ == "alone" else [self._line("me", _("Who are you?"))]
        questions += list(
            {"alone": _alone, "two": self._two, "circle": self._circle, "peers": self._peers, "exit": self._exit}[id_]()
        )
        makes: dict[RungId, Callable[[Answers], Doing]] = {
            "alone": _noted,
            "two": self._asks_two,
            "circle": self._asks_circle,
            "peers": self._asks_peers,
            "exit": self._leaves,
        }
        return Way(label=found.begins, make=makes[id_], questions=tuple(questions))

    # --- questions

    def _line(self, name: str, label: str, value: str = "", hint: str = "") -> Question:
        return Question(name=name, label=label, value=value, hint=hint, known=self._known)

    def _about(self) -> Iterator[Question]:
        yield Question(
            name="about", label=_("What about? Only those who are asked read it."), hint=_("a few words, or nothing")
        )
        no, yes = _("no words: step, cards and agreements only"), _("what we write, for those in it")
        yield Question(name="keep", label=_("What is kept?"), options=(("", no), ("yes", yes)))

    def _two(self) -> Iterator[Question]:
        yield self._line("with", _("With whom?"))
        yield Question(name="first", label=_("Who begins?"), options=(("me", _("I do")), ("other", _("the other one"))))
        yield from self._about()

    def _circle(self) -> Iterator[Question]:
        yield self._line("people", _("Who talks? Names, with commas."), self._mine())
        yield self._line("keeper", _("Who keeps it? Somebody whom all trust, and who takes no side."))
        yield from self._about()

    def _peers(self) -> Iterator[Question]:
        yield self._line("people", _("Who talks? Names, with commas."), self._mine())
        yield self._line(
            "peers", _("Which two from outside? One is chosen by each side, and both are accepted by all.")
        )
        yield from self._about()

    def _exit(self) -> Iterator[Question]:
        circles = tuple(
            (each.id, each.name) for each in self._o.standing.values() if self._me in self._members(each.id)
        )
        if circles:
            yield Question(
                name="circle", label=_("Which circle do you leave? All of it will see this."), options=circles
            )
        else:
            yield Question(name="circle", label=_("Which circle do you leave? All of it will see this."))
        yield Question(name="text", label=_("What led to it? The circle reads it."), hint=_("a sentence, or nothing"))

    def _mine(self) -> str:
        return f"{self._o.people[self._me].name}, " if self._me else ""

    def _members(self, circle: str) -> tuple[str, ...]:
        return self._o.full_members(circle, self._today)

    # --- what they make

    def _who(self, a: Answers) -> str:
        return self._me or person_meant(self._o, a.get("me", ""))

    def _people(self, said: str) -> tuple[str, ...]:
        return tuple(person_meant(self._o, part) for part in said.replace(";", ",").split(",") if part.strip())

    def _asks_two(self, a: Answers) -> c.Invite:
        me, other = self._who(a), person_meant(self._o, a["with"])
        people = (other, me) if a.get("first") == "other" else (me, other)
        return c.Invite(person=me, kind="two", people=people, about=a["about"], keep=a["keep"] == "yes")

    def _asks_circle(self, a: Answers) -> c.Invite:
        keeper = self._people(a["keeper"])
        return c.Invite(
            person=self._who(a),
            kind="circle",
            people=self._people(a["people"]),
            keepers=keeper,
            about=a["about"],
            keep=a["keep"] == "yes",
        )

    def _asks_peers(self, a: Answers) -> c.Invite:
        people, peers = self._people(a["people"]), self._people(a["peers"])
        for circle in self._narrowest(people):
            inside = [p for p in peers if p in self._members(circle.id)]
            if inside:
                raise Refused(
                    _(
                        "{name} is in {circle}, as you all are. Those from outside have no history there: ask somebody else.",
                        name=self._o.people[inside[0]].name,
                        circle=circle.name,
                    )
                )
        return c.Invite(
            person=self._who(a), kind="peers", people=people, keepers=peers, about=a["about"], keep=a["keep"] == "yes"
        )

    def _narrowest(self, people: tuple[str, ...]) -> list[Circle]:
        """Return the circles that all of these people are in, but for those around another one of them."""
        common = [each for each in self._o.standing.values() if frozenset(people) <= frozenset(self._members(each.id))]
        around: set[str] = set()
        above = [parent for each in common for parent in each.parents]
        while above:
            circle = above.pop()
            if circle not in around and circle in self._o.circles:
                around.add(circle)
                above += self._o.circles[circle].parents
        return [each for each in common if each.id not in around]

    def _leaves(self, a: Answers) -> AddTopic:
        from sociotui.domain.calling import circle_meant

        me, circle = self._who(a), circle_meant(self._o, a["circle"])
        title = _("{name} leaves", name=self._o.people[me].name)
        topic = BacklogItem(title=title, minutes=30, presenter=me, format="leaving", about=me, next_step=a["text"])
        return AddTopic(circle=circle, topic=topic, today=self._today)


_LINES: tuple[tuple[str, str], ...] = (
    ("happened", _("What happened, as a camera would have seen it?")),
    ("feel", _("What do I feel when I think of it?")),
    ("need", _("What do I need that is missing there?")),
    ("theirs", _("What may the other one have needed?")),
    ("mine", _("What is my part in it, be it a tenth?")),
)


def _alone() -> Iterator[Question]:
    for name, label in _LINES:
        yield Question(name=name, label=label)


def _noted(a: Answers) -> Reflection:
    lines = [f"{label}\n  {clean(a[name])}" for name, label in _LINES if clean(a.get(name, ""))]
    if not lines:
        raise Refused(_("Nothing is written yet. One line is enough for today."))
    return Reflection("\n".join(lines))
