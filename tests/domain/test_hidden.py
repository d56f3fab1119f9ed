"""Hidden: nominations never leave the hidden state before the reveal, whatever people do meanwhile.

Two circles go the same way, and differ only in whom they nominate and why. As long as nothing is revealed, nobody can
tell one from the other: not from what may be seen of the meeting, nor from its minutes, a refusal, or the record.
"""

from functools import cache

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from sociotui.domain import commands as c
from sociotui.domain.circles import Dialect
from sociotui.domain.course import Course, advance, answer
from sociotui.domain.event import Command, Event
from sociotui.domain.events import NominationsRevealed, NominationsWritten
from sociotui.domain.meeting import sealed, veiled
from sociotui.domain.minutes import minutes_of
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Nomination
from tests.domain.casting import ALL, Books, card, selecting
from tests.domain.stage import REVIEW, SEATS, SECOND

ROLES = ("leader", "delegate")
PEOPLE = st.sampled_from([*ALL, "gil", "nobody"])


class Names(Command, frozen=True, kw_only=True):
    """Somebody nominates for some of the roles; whom, is another one in each of the two circles."""

    person: str
    roles: tuple[str, ...]
    whom: int

    def said(self, circle: int) -> c.Nominate:
        """Return the nomination as it is written in one of the circles."""
        nominee = ALL[(self.whom + circle) % len(ALL)]
        reason = "A listener." if circle else f"Because of {self.whom} things that only {nominee} can do."
        choice = Nomination(person=nominee, reason=reason)
        return c.Nominate(person=self.person, choices=dict.fromkeys(self.roles, choice))


WHOM = st.integers(0, len(ALL) - 1)
NAMING = st.builds(
    Names,
    person=st.sampled_from([*SEATS, *SEATS, "fay", "gil"]),
    roles=st.sampled_from([ROLES, ROLES, ROLES, ROLES[:1], ROLES[1:], ()]),
    whom=WHOM,
)
OTHER: st.SearchStrategy[Command] = st.one_of(
    st.builds(c.PreviousStep),
    st.builds(c.UndoAct),
    st.builds(c.PassTurn, person=PEOPLE),
    st.builds(c.FinishTurn),
    st.builds(c.Consent, person=st.sampled_from(["", *SEATS])),
    st.builds(c.Arrive, person=PEOPLE, joining=st.sampled_from(["end", "next", "watch"])),
    st.builds(c.Leave, person=PEOPLE),
    st.builds(c.Seek, sought=st.just(())),
    st.builds(c.ProposeSelection, people=st.dictionaries(st.sampled_from(ROLES), PEOPLE), lot=st.integers(0, 9)),
    st.builds(c.Amend, text=st.sampled_from(["Listens.", "Counts."])),
    st.builds(c.EndItem, kind=st.sampled_from(["postponed", "dropped"])),
    st.builds(c.AddItem, title=st.sampled_from(["Bees", "Hens"])),
    st.builds(c.ChangeItem, item=st.just(1), title=st.just("Bees")),
    st.builds(c.RemoveItem, item=st.just(1)),
    st.builds(c.TakeNote, text=st.just("Noted.")),
    st.builds(c.Evaluate, text=st.just("Quick.")),
)
GOING_ON = st.one_of(st.builds(c.NextStep), st.builds(c.NextStep), st.builds(c.CloseMeeting, postpone=st.booleans()))


@st.composite
def goings(draw: st.DrawFn) -> list[Command]:
    """Return what people do: they write, most of them or all; other things in between; then they go on, or close."""
    acts: list[Command] = []
    for _time in range(draw(st.integers(1, 3))):
        acts += draw(st.lists(NAMING, max_size=3))
        if draw(st.booleans()):
            writing = draw(st.permutations(SEATS))[: draw(st.sampled_from([5, 6, 6]))]
            acts += [Names(person=p, roles=ROLES, whom=draw(WHOM)) for p in writing]
        acts += draw(st.lists(OTHER, max_size=4))
        acts.append(draw(GOING_ON))
    return acts


@cache
def begun(dialect: Dialect) -> tuple[Course, int]:
    """Return a selection of two roles at the step in which everybody writes, and when that is."""
    stage = selecting(*ROLES, circle=card(dialect), guests=("gil",), until=REVIEW)
    return stage.course, stage.clock


class Hiding:
    """One of the two circles, and all that can be seen of it."""

    def __init__(self, dialect: Dialect, number: int) -> None:
        self.course, self.clock = begun(dialect)
        self.number = number
        self.written: set[str] = set()

    def act(self, command: Command) -> tuple[str, tuple[type[Event], ...]]:
        """Ask for `command`; return the sentence with which it is refused, or what it made."""
        self.clock += SECOND
        asked = command.said(self.number) if isinstance(command, Names) else command
        try:
            made = answer(self.course, asked, "zoe", self.clock)
        except Refused as refusal:
            return str(refusal), ()
        self.course = advance(self.course, made)
        self.written |= {e.person for e in made if isinstance(e, NominationsWritten)}
        return "", tuple(type(e) for e in made)

    def seen(self) -> tuple[bytes, ...]:
        """Return all that may be seen of the meeting."""
        assert self.course.meeting
        meeting = self.course.meeting
        return msgspec.json.encode(veiled(meeting)), msgspec.json.encode(minutes_of(meeting))

    def kept(self) -> tuple[bytes, Organisation]:
        """Return what is kept of the meeting, once it is closed."""
        assert self.course.meeting
        books = Books()
        books.record(self.course.meeting)
        return msgspec.json.encode(sealed(self.course.meeting)), books.organisation


@settings(max_examples=300)
@given(dialect=st.sampled_from(["sofa", "s3", "holacracy"]), acts=goings())
def test_nobody_can_tell_whom_others_nominate_before_all_is_revealed_at_once(
    dialect: Dialect, acts: list[Command]
) -> None:
    one, other = Hiding(dialect, 0), Hiding(dialect, 1)
    for command in acts:
        told, made = one.act(command)
        assert other.act(command) == (told, made)
        if NominationsRevealed in made:
            return
        assert one.seen() == other.seen()
        if one.course.meeting and one.course.meeting.closed:
            assert one.kept() == other.kept()
            return


@settings(max_examples=100)
@given(dialect=st.sampled_from(["sofa", "s3", "holacracy"]), acts=goings())
def test_nothing_is_revealed_before_everybody_who_counts_has_written_for_every_role_or_passed(
    dialect: Dialect, acts: list[Command]
) -> None:
    circle = Hiding(dialect, 0)
    for command in acts:
        before = circle.course.meeting
        _told, made = circle.act(command)
        if NominationsRevealed in made:
            assert before
            assert before.item
            grid = before.item.grid
            assert grid
            for person in before.counting():
                assert person in grid.passed or set(grid.written[person]) == set(ROLES)
                assert dialect == "s3" or person in circle.written
            return


def test_the_two_circles_differ_as_soon_as_all_is_revealed() -> None:
    one, other = Hiding("sofa", 0), Hiding("sofa", 1)
    for circle in (one, other):
        for number, person in enumerate(SEATS):
            assert circle.act(Names(person=person, roles=ROLES, whom=number))[0] == ""
    assert one.seen() == other.seen()
    for circle in (one, other):
        assert NominationsRevealed in circle.act(c.NextStep())[1]
    assert one.seen() != other.seen()
