"""A year in the life of an organisation: five circles, thirty people, sixty meetings, every format there is.

All of it is done as people would do it, act by act; chance is handed in, so that the same seed makes the same year.
"""

from datetime import timedelta
from itertools import cycle
from pathlib import Path
from random import Random

from sociotui.domain.circles import Circle
from sociotui.domain.customs import Customs
from sociotui.domain.effects import aims_policy
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import About, Definition
from sociotui.domain.people import Person, Role, Term
from sociotui.room.actions import find
from sociotui.room.asking import Options
from sociotui.room.furnishing import Opening
from sociotui.room.home import Home
from tests.homes import Hands

NAMES = [
    "Ada",
    "Bo",
    "Cem",
    "Dilek",
    "Emre",
    "Fia",
    "Gus",
    "Hana",
    "Ilyas",
    "Juna",
    "Kai",
    "Lale",
    "Milo",
    "Nia",
    "Odd",
    "Pia",
    "Quim",
    "Rosa",
    "Sami",
    "Tove",
    "Uma",
    "Viggo",
    "Wanda",
    "Xen",
    "Yara",
    "Zeno",
    "Alma",
    "Birk",
    "Cleo",
    "Dov",
]
CIRCLES = ("general", "garden", "kitchen", "care", "learning")
MEETINGS = 60
_MINUTE = 60_000
_DAY = 24 * 60 * _MINUTE


def founded(home: Home) -> None:
    """Found the organisation: thirty people in five circles, in three dialects and with four customs of absence."""
    people = tuple(Person(id=name.lower(), name=name) for name in NAMES)
    ids = [p.id for p in people]
    today = home.clock.today()
    customs = {
        "general": Customs(absence="hold", keep_totals=True),
        "garden": Customs(absence="lazy", window=48, minutes="window"),
        "kitchen": Customs(absence="present", minutes="end"),
        "care": Customs(absence="views", quorum=3),
        "learning": Customs(absence="lazy"),
    }
    dialects = {"kitchen": "s3", "care": "holacracy"}
    circles = []
    for number, id_ in enumerate(CIRCLES):
        members = tuple(ids[number * 6 : number * 6 + 6])
        terms = {
            role: Term(person=members[i], until=today + timedelta(days=90 * (i + 1)))
            for i, role in enumerate(("leader", "facilitator", "secretary", "delegate"))
        }
        keeper = Role(id=f"{id_}-keeper", name=f"Keeper of {id_}", purpose="That it stays alive", person=members[5])
        circles.append(
            Circle(
                id=id_,
                name=f"{id_.capitalize()} circle",
                parents=() if id_ == "general" else ("general",),
                aims=(f"A good year for {id_}", "Joy in doing it"),
                domain=f"All that is {id_}",
                members=members,
                dialect=dialects.get(id_, "sofa"),  # type: ignore[arg-type]
                customs=customs[id_],
                roles=terms,  # type: ignore[arg-type]
                role=(keeper,),
            )
        )
    about = About(name="A good year", vision="Enough for all")
    home.define(Definition(organisation=about, person=people, circle=tuple(circles)), "test")


def live(folder: Path, hands: Hands, seed: int = 1, meetings: int = MEETINGS) -> Home:
    """Live a year in `folder`, moving `hands` through it, and return the home in which it was lived."""
    home = Home(folder, hands.clock())
    chance = Random(seed)
    founded(home)
    ways = cycle(sorted(home.item_formats("general")))
    for number in range(meetings):
        circle = CIRCLES[number % len(CIRCLES)]
        formats = [next(ways), next(ways)]
        _Meeting(home, hands, chance, circle).hold(formats)
        hands.at += 6 * _DAY
        _between(home, chance)
    return home


def _between(home: Home, chance: Random) -> None:
    """Between meetings absent members answer, most of them with consent; next steps get done."""
    for waiting in list(home.founded().waiting.values()):
        for person in home.organisation().missing(waiting):
            if waiting.id not in home.organisation().waiting or chance.random() < 0.3:
                continue
            reason = "It would cost us the spring" if chance.random() < 0.1 else ""
            home.answer(waiting.id, person, person, reason=reason)
    for step in list(home.organisation().follow_ups.values()):
        if not step.done and chance.random() < 0.5:
            home.finish(step.id, step.owner)


class _Meeting:
    """One meeting, facilitated step by step by what each step asks for."""

    def __init__(self, home: Home, hands: Hands, chance: Random, circle: str) -> None:
        self._home, self._hands, self._chance = home, hands, chance
        today = home.clock.today()
        members = home.founded().full_members(circle, today)
        here = tuple(p for p in members if chance.random() < 0.85) or members
        here = here if len(here) > 3 else members
        self._id = home.open(Opening(circle=circle, present=here, facilitator=here[0], secretary=here[-1]), here[0])
        self._objected: set[int] = set()

    @property
    def _m(self) -> Meeting:
        found = self._home.course(self._id).meeting
        assert found is not None
        return found

    def _act(self, action: str, **said: object) -> None:
        self._hands.at += self._chance.randrange(2, 40) * 1000
        command = find(action).command
        assert command is not None
        options = Options(**said)  # type: ignore[arg-type]
        self._home.act(self._id, command(self._home.meeting(self._id), options), self._m.facilitator)

    def hold(self, formats: list[str]) -> None:
        """Hold it, with an item in each of these formats, and close it."""
        formats = list(formats)
        for _step in range(2000):
            m = self._m
            if m.closed:
                return
            if m.round and not m.round.complete:
                self._turn(m)
                continue
            if m.step.kind == "agenda" and formats:
                self._add(m, formats.pop())
                continue
            self._do(m)
        raise AssertionError(f"{self._id} does not come to its end: {self._m.place.key}")

    def _add(self, m: Meeting, format_: str) -> None:
        others = [p for p in self._home.organisation().people if p not in m.people]
        about = m.seats[1]
        if format_ == "joining":
            about = self._chance.choice(others)
            if about not in m.people:
                self._act("arrive", person=about, joining="next", name=self._home.organisation().people[about].name)
        policy = next(
            (
                p.id
                for p in self._home.organisation().policies.values()
                if p.circle == m.circle.id and not p.ended and p.id != aims_policy(p.circle)
            ),
            "",
        )
        if format_ == "review" and not policy:
            format_ = "consent"
        self._act(
            "agenda",
            title=f"{format_.capitalize()} {self._home.clock.today():%B}",
            format=format_,
            minutes=20,
            presenter=m.seats[0],
            about=about,
            policy=policy if format_ == "review" else "",
            people=f"{m.seats[1]},{m.seats[0]},{m.seats[2]}" if format_ in ("improvement", "feedback") else "",
        )

    def _turn(self, m: Meeting) -> None:
        current = m.round
        assert current is not None
        if not current.subject:
            self._act("next")
        elif m.place.item and m.place.item not in self._objected and not m.step.part and self._chance.random() < 0.08:
            self._objected.add(m.place.item)
            self._act("object", text="Whoever comes late would find nothing left", why=m.circle.aims[0])
        else:
            self._act("consent")

    def _do(self, m: Meeting) -> None:
        item = m.item
        if m.step.kind == "closing":
            self._act("close", postpone=True)
        elif item and not item.outcome:
            self._in_item(m)
        elif m.step.id == "check-out" and not m.evaluation:
            self._act("evaluate", text="We began late and ended on time.")
        elif m.step.kind == "backlog" and len(m.backlog) < 3:
            self._act("keep", title=f"Seeds for {self._home.clock.today():%d %B}", minutes=5)
            self._act("step")
        else:
            self._act("step")

    def _in_item(self, m: Meeting) -> None:
        item, kind = m.item, m.step.kind
        assert item is not None
        if kind == "roles" and not item.grid:
            role = self._chance.choice(("facilitator", "secretary", f"{m.circle.id}-keeper"))
            self._act("seek", roles=role)
        elif kind == "nominate" and item.grid and not all(item.grid.has_written(p) for p in m.counting()):
            person = next(p for p in m.counting() if item.grid and not item.grid.has_written(p))
            nominee = self._chance.choice([p.id for p in m.people.values() if p.member])
            self._act("nominate", person=person, nominee=nominee, why="Calm and clear")
        elif kind == "amend" and m.proposal is None:
            self._propose(m)
        elif kind == "integrate" and m.ledger.open and m.version_of(m.subject) == m.ledger.version and m.ledger.counted:
            self._integrate(m)
        elif kind == "record":
            self._record(m)
        elif kind == "outcome":
            self._act("take-on", text=f"See to {item.title}", person=m.seats[2], until=self._day(20))
            self._act("outcome", text=f"We have looked at {item.title}.")
        else:
            self._act("step")

    def _day(self, days: int) -> str:
        return (self._home.clock.today() + timedelta(days=days)).isoformat()

    def _propose(self, m: Meeting) -> None:
        item, makes = m.item, m.format_of(m.place).makes
        assert item is not None
        if m.step.part:
            self._act("propose", text=f"What {item.title} needs")
        elif makes == "selection":
            assert item.grid is not None
            role = item.grid.sought[0].role
            self._act("select", nominee=f"{role}={item.grid.written[m.seats[0]][role].person}", why="Calm and clear")
        elif makes == "review":
            kind = self._chance.choice(("keep", "drop", "rework"))
            self._act("review", kind=kind, text=f"Reworked on {self._day(0)}" if kind == "rework" else "")
        elif makes in ("circle", "helping"):
            self._act(
                "found",
                name=f"{item.title} of {m.circle.name}",
                text=f"That {item.title} is well done",
                members=f"{m.seats[0]},{m.seats[1]}",
                leader=m.seats[1],
                until=self._day(80) if makes == "helping" else "",
            )
        elif makes in ("joining", "leaving"):
            self._act("member", text="From the first of the month.")
        elif makes == "vma":
            self._act("describe", aims=f"That {item.title} is well done; that all know why", mission="We try it out.")
        else:
            self._act("propose", text=f"{item.title}: we do it on Saturdays,\neach of us in turn.", person=m.seats[0])

    def _integrate(self, m: Meeting) -> None:
        assert m.proposal is not None
        first, current = m.ledger.open[0], m.proposal.current
        if current.effects:
            everybody = ",".join(dict.fromkeys((*m.counting(), first.person, m.proposal.by)))
            agreed = {"owner": "", "group": everybody, "both": f"{first.person},{m.proposal.by}"}[m.manner.release]
            self._act("release", person=first.person, agreed=agreed)
        else:
            self._act("integrate", way="modify", text=f"{current.text}\nThe late find something, too.")

    def _record(self, m: Meeting) -> None:
        assert m.proposal is not None
        review = "" if m.proposal.current.review else self._day(self._chance.randrange(30, 300))
        self._act("record", review=review, responsible=m.seats[0], why="It came up again and again")
