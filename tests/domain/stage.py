"""Stage: a meeting of the garden circle for tests to play in; its clock moves only as it is told to."""

import tomllib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Self

import msgspec
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.cards import Card, CircleCard
from sociotui.domain.circles import Circle
from sociotui.domain.course import Course, advance, answer
from sociotui.domain.customs import Customs
from sociotui.domain.dialects import manner
from sociotui.domain.event import Command, Event
from sociotui.domain.formats import WAY_ON, Aim, Format, RoundKind, Step
from sociotui.domain.items import Item
from sociotui.domain.meeting import Meeting, Participant
from sociotui.domain.people import Term
from sociotui.domain.refusal import Refused
from sociotui.domain.round import Direction, Round
from sociotui.domain.selection import Grid, Nomination, Sought
from sociotui.room.actions import BY_ID
from sociotui.words import HINT

SEATS = ("ana", "ben", "chidi", "dara", "eli", "zoe")
"""Who is in the room, as they sit; zoe facilitates, eli writes. fay is a member too, and absent."""
TODAY = date(2026, 11, 23)
REVIEW = date(2027, 3, 1)
OPENED = 1_795_000_000_000
SECOND = 1_000
CIRCLE = CircleCard(
    id="garden", name="Garden circle", aims=("Food for forty households",), domain="Beds, tools, the shed"
)
PRESENT = replace(CIRCLE, customs=Customs(absence="present"))
"""The same circle with another custom: its decisions stand though fay, who is absent, has not been asked."""
POLICY = Card(
    id="garden-0-1",
    title="Watering",
    text="Each bed is watered by who planted it.",
    review=date(2026, 12, 1),
    adopted=date(2025, 12, 1),
    responsible="eli",
)
"""What the circle has decided before."""
WORDING = "The shed is opened each Saturday by two members."
BETTER = "The shed is opened every second Saturday by two members."
REASON = "Two members each Saturday wears us out."
COMPOST = Circle(
    id="",
    name="Compost circle",
    aims=("Good soil",),
    members=("ana", "ben"),
    roles={"leader": Term(person="ana", until=date(2027, 11, 1))},
)
"""A circle that could be founded within this one."""
HINTS = frozenset(BY_ID)
"""The actions that a sentence may name."""

_FORMATS = Path(__file__).parents[2] / "data" / "formats"


@cache
def format_named(name: str) -> Format:
    """Return one of the program's own formats."""
    read = tomllib.loads((_FORMATS / f"{name}.toml").read_text(encoding="utf-8"))
    return msgspec.convert(read | {"id": name}, Format)


def round_format(kind: RoundKind, *more: Step) -> Format:
    """Return a format of one round of that kind, and `more` steps behind it."""
    only = Step(id="only", kind="round", title="only", prompt="What do you say?", round=kind, minutes=6)
    return Format(id="short", title="Short", steps=(only, *more))


def opening(
    seats: Iterable[str] = SEATS,
    *,
    absent: Iterable[str] = ("fay",),
    guests: Iterable[str] = (),
    format: Format | str = "weekly",
    agenda: tuple[Item, ...] = (),
    minutes_before: str = "",
    circle: CircleCard = CIRCLE,
) -> commands.OpenMeeting:
    """Return the command that opens a meeting; zoe and eli have its roles where they are there.

    Items have the formats that they name, and the circle's policy where they name it.
    """
    here, away, visiting = tuple(seats), tuple(absent), tuple(guests)
    consent = manner(circle.dialect).formats.get("consent", "consent")
    formats: dict[Aim, str] = {"report": "report", "explore": "explore", "decide": consent}
    own = {item.format: format_named(item.format) for item in agenda if item.format}
    return commands.OpenMeeting(
        id="garden-1",
        circle=circle,
        today=TODAY,
        format=format_named(format) if isinstance(format, str) else format,
        formats={**{aim: format_named(name) for aim, name in formats.items()}, **own},
        people=(
            *(Participant(id=p, name=p.title(), member=p not in visiting, presence="here") for p in (*here, *visiting)),
            *(Participant(id=p, name=p.title()) for p in away),
        ),
        seats=(*here, *visiting),
        facilitator="zoe" if "zoe" in here else here[0],
        secretary="eli" if "eli" in here else here[-1],
        agenda=agenda,
        minutes_before=minutes_before,
        policies=(POLICY,) if any(item.policy for item in agenda) else (),
    )


def item_in(format: str, **fields: object) -> Item:
    """Return an item in a format of its own; a selection knows its role, a review its policy, from the start."""
    if format == "selection":
        fields.setdefault("grid", Grid(sought=(Sought(role="secretary", title="secretary", until=REVIEW),)))
    if format == "review":
        fields.setdefault("policy", POLICY.id)
    aim = "decide" if format_named(format).decides else "explore"
    return msgspec.convert({"id": 1, "title": format.title(), "aim": aim, "format": format} | fields, Item)


def ordinary(m: Meeting) -> Command:
    """Return what a meeting in which nothing special happens would do next."""
    if m.round and not m.round.complete:
        if m.round.mode != "round":
            return commands.BeginRound()
        return commands.Consent() if m.round.subject and not m.round.aside else commands.FinishTurn()
    item = m.item
    if m.step.kind == "agenda" and not m.agenda:
        return commands.AddItem(title="Tool-shed rota", presenter="ana")
    if item and not item.outcome and (asked := _in_item(m, item)):
        return asked
    return commands.CloseMeeting() if m.step.kind == "closing" else commands.NextStep()


def _in_item(m: Meeting, item: Item) -> Command | None:
    """Return what this step of an item is there for, while it has not been done."""
    match m.step.kind:
        case "roles" if not (item.grid and item.grid.sought):
            return commands.Seek(sought=(Sought(role="secretary", until=REVIEW),))
        case "nominate" if item.grid and not item.grid.revealed and (unwritten := _unwritten(m, item.grid)):
            return nominating(m, unwritten)
        case "amend" if not m.proposal:
            return proposing(m, item)
        case "integrate" if m.ledger.open and m.ledger.counted:
            stands = m.proposal.current if m.proposal else None
            kept = f"{stands.text} " if stands and stands.effects else ""  # what it does, stays in its words
            return commands.Integrate(way="modify", text=f"{kept}{BETTER} (version {m.version_of(m.subject) + 1})")
        case "record":
            agreed = m.proposal and m.proposal.current.review
            return commands.Record(review=agreed or REVIEW)
        case "outcome":
            return commands.EndItem(kind="decided", text="The bed is moved.")
    return None


def _unwritten(m: Meeting, grid: Grid) -> str:
    return next((p for p in m.counting() if not grid.has_written(p)), "")


def nominating(m: Meeting, person: str, nominee: str = "") -> commands.Nominate:
    """Return somebody's nomination for each role that is sought; each nominates themselves where nobody is named."""
    assert m.item
    assert m.item.grid
    choice = Nomination(person=nominee or person, reason="Writes clearly.")
    return commands.Nominate(person=person, choices={s.role: choice for s in m.item.grid.sought})


def proposing(m: Meeting, item: Item) -> Command:
    """Return what is ordinarily proposed in an item of this format, or as the part that this step is about."""
    here = m.taking_part()
    if m.step.part == WAY_ON:
        return commands.Refer(to="helping", people=here[:2], until=REVIEW)
    if m.step.part:
        return commands.Propose(text=f"What we name: {m.step.part}.")
    match m.format_of(m.place).makes:
        case "selection":
            members = [p.id for p in m.people.values() if p.member]
            roles = [s.role for s in item.grid.sought] if item.grid else []
            return commands.ProposeSelection(people=dict(zip(roles, members, strict=False)))
        case "review":
            return commands.ProposeReview(way="keep")
        case "circle":
            return commands.ProposeCircle(circle=COMPOST)
        case "helping":
            return commands.ProposeCircle(circle=replace(COMPOST, until=REVIEW))
        case "joining":
            return commands.ProposeMember(person="gil", name="Gil")
        case "leaving":
            return commands.ProposeMember(leaves=True)
        case "vma":
            return commands.ProposeAims(aims=("Food for fifty households",))
    return commands.Propose(text=WORDING)


class Stage:
    """A meeting under way. Each act takes a second."""

    def __init__(self, opening_: commands.OpenMeeting | None = None) -> None:
        self.course = Course()
        self.clock = OPENED
        self.commits: list[tuple[Event, ...]] = []
        self.act(opening_ or opening())

    @property
    def meeting(self) -> Meeting:
        """The meeting as it stands."""
        assert self.course.meeting is not None
        return self.course.meeting

    @property
    def round(self) -> Round:
        """The round of this step; there has to be one."""
        assert self.meeting.round is not None
        return self.meeting.round

    @property
    def stands(self) -> Meeting:
        """The meeting as it stands, whatever the number of the turn, which is never used again."""
        return replace(self.meeting, turn=0)

    @property
    def item(self) -> Item:
        """The item that the meeting is at; there has to be one."""
        assert self.meeting.item is not None
        return self.meeting.item

    def wait(self, seconds: int) -> Self:
        """Let time go by."""
        self.clock += seconds * SECOND
        return self

    def act(self, *asked: Command) -> tuple[Event, ...]:
        """Do each of `asked`, a second after what was before it; return the events of the last."""
        made: tuple[Event, ...] = ()
        for command in asked:
            self.clock += SECOND
            made = answer(self.course, command, "zoe", self.clock)
            self.course = advance(self.course, made)
            self.commits.append(made)
        return made

    def refuses(self, command: Command) -> str:
        """Return the sentence with which `command` is refused; it has to be, and to change nothing."""
        before = msgspec.json.encode(self.meeting)
        try:
            made = answer(self.course, command, "zoe", self.clock + SECOND)
        except Refused as refusal:
            assert msgspec.json.encode(self.meeting) == before
            return sentence(str(refusal))
        raise AssertionError(f"not refused: {command}, but {[type(e).__name__ for e in made]}")

    def onward(self) -> Self:
        """Do what is ordinary here."""
        self.act(ordinary(self.meeting))
        return self

    def starting(self, person: str = "ana", direction: Direction = "left") -> Self:
        """Begin the round that has just begun with `person` instead of with the fair start."""
        self.act(commands.BeginRound(start=person, direction=direction))
        return self

    def come_round(self) -> Self:
        """Let everybody who still waits in this round speak, or consent where it asks for that."""
        while not self.round.complete:
            self.onward()
        return self

    def to(self, step: str, item: int = 0) -> Self:
        """Go on in the ordinary way until `step` (of `item`, where given) is entered.

        For `integrate` ben objects; for `stuck`, and the steps behind it, the circle then says that it is.
        """
        stuck = step.startswith((WAY_ON, "stuck"))
        for _turn in range(400):
            m = self.meeting
            if m.place.step == step and item in (0, m.place.item):
                return self
            objecting = (step == "integrate" or stuck) and m.step.kind == "consent" and not m.step.part
            if objecting and item in (0, m.place.item) and self.round.now == "ben" and not m.ledger.open:
                self.act(commands.Object(reason=REASON))
            elif stuck and m.step.kind == "integrate":
                self.act(commands.SayStuck())
            else:
                self.onward()
        raise AssertionError(f"never came to {step}")


def sentence(text: str) -> str:
    """Return `text`, which has to be a whole sentence that names known actions only."""
    assert text and text == text.strip(), repr(text)
    assert text.endswith((".", "?", "”", ")")), text
    assert set(HINT.findall(text)) <= HINTS, text
    assert "{" not in text, text
    return text


def steps(*kinds: tuple[str, str]) -> tuple[Step, ...]:
    """Return bare steps from pairs of id and kind."""
    return tuple(
        msgspec.convert({"id": id_, "kind": kind, "title": id_, "prompt": f"{id_}?"}, Step) for id_, kind in kinds
    )
