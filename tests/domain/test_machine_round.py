"""Rounds at random: people speak, pass, come, go and interrupt in any order, and the round is always right.

What the program says is held against a slip of paper (`line`) that the test keeps by itself.
"""

from copy import deepcopy

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sociotui.domain import commands, events
from sociotui.domain.event import Command, Event
from sociotui.domain.fairness import around
from sociotui.domain.formats import RoundKind
from sociotui.domain.round import Direction, Mode
from tests.domain.line import Line
from tests.domain.stage import SEATS, opening, round_format
from tests.domain.watched import Watched

pytestmark = pytest.mark.timeout(600)  # a run takes seconds; making a failure small enough to read takes minutes

ANYBODY = st.sampled_from([*SEATS, "fay", "gil", "nobody"])
SOMEBODY = st.sampled_from(["", "", "", "", *SEATS, "fay", "gil", "nobody"])
SEEN = st.sampled_from([None, None, 0, -1])
"""The turn that was seen, counted from the one that stands; None where the command does not say."""
Move = type[commands.FinishTurn] | type[commands.PassTurn] | type[commands.PostponeTurn]
KINDS: list[RoundKind] = ["check-in", "react", "nomination"]


class Rounds(RuleBasedStateMachine):
    """One step with one round after the other."""

    @initialize(kind=st.sampled_from(KINDS), here=st.sampled_from([1, 2, 3, 4, 6, 6, 6]), guest=st.booleans())
    def open(self, kind: RoundKind, here: int, guest: bool) -> None:
        """Open with the last `here` of the circle, so that zoe facilitates, and perhaps a guest."""
        seats = SEATS[-here:]
        away = tuple(p for p in SEATS if p not in seats)
        self.stage = Watched(
            opening(seats, absent=(*away, "fay"), guests=("gil",) if guest else (), format=round_format(kind))
        )
        presence = dict.fromkeys(self.stage.meeting.seats, "here") | dict.fromkeys((*away, "fay"), "absent")
        self.line = Line(list(self.stage.meeting.seats), presence, self.stage.round.passing)
        self.line.begin(list(self.stage.round.order))
        self.line.lap = 1
        self.before: list[Line] = []
        self._check_order("", "")

    def _do(self, command: Command, allowed: bool, after: Line) -> tuple[Event, ...] | None:
        """Ask for `command`: it is done or refused just as the paper says."""
        made = self.stage.attempt(command)
        assert (made is not None) == allowed, f"{'refused' if made is None else 'not refused'}: {command}"
        if made is not None:
            self.before.append(self.line)
            self.line = after
        return made

    def _turn(self, seen: int | None) -> int:
        return 0 if seen is None else self.stage.meeting.turn + seen

    def _try(self, command: Command, move: str, *args: object, stale: bool = False, **named: object) -> None:
        after = deepcopy(self.line)
        allowed = getattr(after, move)(*args, **named)
        self._do(command, allowed and not stale, after)

    # --- turns --------------------------------------------------------------------------------------

    @rule(person=SOMEBODY, seen=SEEN)
    def finish(self, person: str, seen: int | None) -> None:
        if self.line.mode == "stack" and not self.line.holder and person:
            return  # whom the next hand is meant for is not asked
        command = commands.FinishTurn(person=person, turn=self._turn(seen))
        self._try(command, "finish", person, stale=seen == -1)

    @rule(person=SOMEBODY, seen=SEEN)
    def pass_turn(self, person: str, seen: int | None) -> None:
        self._try(commands.PassTurn(person=person, turn=self._turn(seen)), "pass_", person, stale=seen == -1)

    @rule(person=SOMEBODY, seen=SEEN)
    def postpone(self, person: str, seen: int | None) -> None:
        self._try(commands.PostponeTurn(person=person, turn=self._turn(seen)), "postpone", person, stale=seen == -1)

    @rule(person=ANYBODY)
    def take_turn(self, person: str) -> None:
        self._try(commands.TakeTurn(person=person), "take", person)

    @rule(person=SOMEBODY, up=st.sampled_from([True, True, False]))
    def hand(self, person: str, up: bool) -> None:
        command = commands.RaiseHand(person=person) if up else commands.LowerHand(person=person)
        self._try(command, "hand", person, up=up)

    @rule(move=st.sampled_from(["finish", "pass_", "pass_", "postpone"]))
    def go_on(self, move: str) -> None:
        """Whoever speaks is done, passes or comes later."""
        kinds: dict[str, Move] = {"finish": commands.FinishTurn, "pass_": commands.PassTurn}
        self._try(kinds.get(move, commands.PostponeTurn)(turn=self._turn(0)), move, "")

    @precondition(lambda self: self.line.mode in ("popcorn", "stack"))
    @rule(data=st.data())
    def speak_in_open_mode(self, data: st.DataObject) -> None:
        """Somebody who is here takes the turn, and may end it."""
        person = data.draw(st.sampled_from(self.line.seats or ["nobody"]))
        self._try(commands.TakeTurn(person=person), "take", person)
        if data.draw(st.booleans()):
            self._try(commands.FinishTurn(), "finish", "")

    # --- people -------------------------------------------------------------------------------------

    @rule(person=ANYBODY, joining=st.sampled_from(["end", "next", "watch"]), named=st.booleans())
    def arrive(self, person: str, joining: commands.Joining, named: bool) -> None:
        name = person.title() if named else ""
        command = commands.Arrive(person=person, joining=joining, name=name)
        self._try(command, "arrive", person, joining, name)

    @rule(person=ANYBODY)
    def leave(self, person: str) -> None:
        self._try(commands.Leave(person=person), "leave", person)

    @rule(person=ANYBODY, place=st.integers(0, 7))
    def sit_or_facilitate(self, person: str, place: int) -> None:
        self._try(commands.TakeSeat(person=person, place=place), "sit", person, place)
        allowed = self.line.here(person) and person != self.stage.meeting.facilitator
        self._do(commands.HandOver(role="facilitator", person=person), allowed, deepcopy(self.line))

    # --- rounds -------------------------------------------------------------------------------------

    @rule(start=SOMEBODY, direction=st.sampled_from(["", "left", "right"]))
    def begin(self, start: str, direction: Direction) -> None:
        after, allowed = deepcopy(self.line), self.line.may_begin(start)
        made = self._do(commands.BeginRound(start=start, direction=direction), allowed, after)
        if made:
            assert isinstance(made[0], events.RoundBegan)
            after.begin(list(made[0].order))
            self._check_order(start, direction)

    @rule(mode=st.sampled_from(["popcorn", "stack", "free"]))
    def open_mode(self, mode: Mode) -> None:
        self._try(commands.OpenMode(mode=mode), "open", mode)

    @rule()
    def come_round(self) -> None:
        """Let the round come to its end, in whatever way it runs."""
        for _turn in range(20):
            if self.line.ended or self.line.mode != "round":
                return
            self._try(commands.FinishTurn(), "finish", "")
        raise AssertionError("the round never ends")

    @rule()
    def undo(self) -> None:
        made = self.stage.attempt(commands.UndoAct())
        assert (made is not None) == bool(self.before)
        if made is not None:
            self.line = self.before.pop()

    def _check_order(self, start: str, direction: str) -> None:
        """A round goes from neighbour to neighbour, from where it was asked to, the facilitator off both ends."""
        round_, seats = self.stage.round, self.line.taking_part()
        assert list(round_.order) == list(around(seats, round_.order[0], round_.direction))
        assert start in ("", round_.order[0])
        assert direction in ("", round_.direction)
        if not start and not direction and len(seats) > 2:
            assert self.stage.meeting.facilitator not in (round_.order[0], round_.order[-1])

    # --- what always holds --------------------------------------------------------------------------

    @invariant()
    def now_and_next_are_right(self) -> None:
        meeting, round_ = self.stage.meeting, self.stage.round
        assert (round_.mode, round_.lap, round_.complete) == (self.line.mode, self.line.lap, self.line.ended)
        assert (round_.now, round_.aside, round_.speaking) == (self.line.now, self.line.aside, self.line.speaking)
        assert meeting.next_speaker == self.line.next
        waiting = self.line.line if self.line.mode == "round" else [p for p in (self.line.holder, *self.line.line) if p]
        assert list(round_.waiting) == waiting
        assert set(round_.later) == self.line.later
        assert list(meeting.hands) == self.line.hands

    @invariant()
    def everyone_is_in_one_place(self) -> None:
        round_ = self.stage.round
        places = [{round_.now} - {""}, set(round_.queue), set(round_.spoken), set(round_.passed), set(round_.gone)]
        for person in round_.order:
            assert sum(person in place for place in places) == 1, person
        for people in (round_.order, round_.queue):
            assert len(people) == len(set(people))

    @invariant()
    def each_spoke_exactly_once_or_is_on_record(self) -> None:
        round_, line = self.stage.round, self.line
        assert list(round_.spoken) == [p for p in line.heard if line.record.get(p) == "spoken"]
        assert len(set(line.heard)) == len(line.heard)
        for how, people in (("spoken", round_.spoken), ("passed", round_.passed), ("gone", round_.gone)):
            assert sorted(people) == sorted(p for p, was in line.record.items() if was == how)

    @invariant()
    def people_are_where_they_are(self) -> None:
        meeting = self.stage.meeting
        assert list(meeting.seats) == self.line.seats
        assert {id_: p.presence for id_, p in meeting.people.items()} == self.line.presence
        if self.line.mode == "round":
            assert all(meeting.people[p].here for p in self.stage.round.waiting)

    def teardown(self) -> None:
        if hasattr(self, "stage"):
            self.stage.check_fold()


class MoreRounds(Rounds):
    """Many more of them."""


Rounds.TestCase.settings = settings(max_examples=80, stateful_step_count=60)
TestRounds = Rounds.TestCase
MoreRounds.TestCase.settings = settings(max_examples=200, stateful_step_count=60)
TestMoreRounds = pytest.mark.slow(MoreRounds.TestCase)
