"""Meetings at random: whatever people ask for, nothing is adopted without everybody's consent to its wording.

What was said aloud is kept by the test itself (`record`), and every act is watched (`watched`).
"""

from functools import cache

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sociotui.domain import commands
from sociotui.domain.event import Command
from sociotui.domain.meeting import Item, Meeting, plan
from tests.domain.asking import ANYTHING, answering, coming_and_going, fitting, helpful, resolving
from tests.domain.record import Record, wording
from tests.domain.stage import SEATS, ordinary
from tests.domain.stage import opening as opening_
from tests.domain.watched import Watched

pytestmark = pytest.mark.timeout(600)  # a run takes seconds; making a failure small enough to read takes minutes

STARTS = ["check-in", "agenda", "react", "restate", "consent", "consent", "consent", "integrate", "integrate", "record"]
MANY = 400


@cache
def staged(step: str, people: int) -> Watched:
    """Return a meeting of the last `people` of the circle and a guest that has come to `step`."""
    agenda = (Item(id=1, title="Tool-shed rota", presenter="zoe"), Item(id=2, title="Compost", aim="explore"))
    seats = SEATS[-people:]
    absent = (*(p for p in SEATS if p not in seats), "fay")
    stage = Watched(opening_(seats, absent=absent, guests=("gil",), agenda=agenda, minutes_before="We met."))
    if step == "integrate":
        stage.to("consent").act(commands.Object(reason="It wears us out."))
    stage.to(step)
    return stage


class Meetings(RuleBasedStateMachine):
    """A whole meeting, or the rest of one."""

    @initialize(step=st.sampled_from(STARTS), people=st.sampled_from([2, 3, 6]))
    def open(self, step: str, people: int) -> None:
        """Begin somewhere in a meeting; what was said on the way there is noted too."""
        begun = staged(step, people)
        self.stage = Watched.__new__(Watched)
        self.stage.course, self.stage.clock, self.stage.commits = begun.course, begun.clock, [*begun.commits]
        self.stage.replayed = begun.replayed
        self.record = recorded(begun)
        self.before: list[Record] = []

    def _ask(self, command: Command) -> bool:
        """Ask for `command`, note what was said by it, and tell whether it was done."""
        before, count = self.stage.meeting, len(self.stage.course.acts)
        made = self.stage.attempt(command)
        if made is None:
            return False
        if isinstance(command, commands.UndoAct):
            assert len(self.stage.course.acts) == count - 1
            self.record = self.before.pop()
            return True
        self.before.append(self.record)
        self.record = self.record.copy()
        self.record.note(before, command, made, self.stage.meeting)
        self._check_asked_again(before, command)
        self._check_item_begun(before, command)
        return True

    def _ask_unless_skipped(self, command: Command) -> None:
        """Ask for `command`, but do not close yet, nor undo what was done before this began."""
        meeting = self.stage.meeting
        match command:
            case commands.UndoAct() if not self.before:
                return
            case commands.CloseMeeting(postpone=postpone):
                if postpone or all(i.outcome for i in meeting.agenda):
                    return
        done = self._ask(command)
        assert not (done and isinstance(command, commands.CloseMeeting)), "closed over an item without an outcome"

    def _check_asked_again(self, before: Meeting, command: Command) -> None:
        """Who counts in a consent round does not change in its middle: then everybody is asked again."""
        round_ = before.round
        if round_ is None or not round_.subject or round_.complete:
            return
        answers = self.stage.meeting.ledgers[round_.subject].answers
        match command:
            case commands.Leave(person=person) if person in round_.waiting:
                assert answers == {}
            case commands.Arrive(person=person, joining="end") if person not in before.ledger.counted:
                assert answers == {} or not self.stage.meeting.people[person].member

    def _check_item_begun(self, before: Meeting, command: Command) -> None:
        """An item begins when the circle has consented to the agenda as it stands."""
        place = self.stage.meeting.place
        if isinstance(command, commands.NextStep) and place.item not in (0, before.place.item):
            counted = set(before.ledgers["agenda"].counted)
            assert counted
            assert {p for p, to in self.record.said["agenda"].items() if to == wording(before, "agenda")} == counted

    @rule(command=ANYTHING)
    def anything(self, command: Command) -> None:
        self._ask_unless_skipped(command)

    @rule(data=st.data())
    def what_fits(self, data: st.DataObject) -> None:
        self._ask_unless_skipped(data.draw(fitting(self.stage.meeting)))

    @precondition(lambda self: self.stage.meeting.ledger.counted)
    @rule(data=st.data(), times=st.integers(1, 4))
    def answer(self, data: st.DataObject, times: int) -> None:
        for _time in range(times):
            if self.stage.meeting.ledger.counted:
                self._ask_unless_skipped(data.draw(answering(self.stage.meeting)))

    @precondition(lambda self: self.stage.meeting.ledger.open)
    @rule(data=st.data())
    def resolve(self, data: st.DataObject) -> None:
        self._ask_unless_skipped(data.draw(resolving(self.stage.meeting)))

    @rule(data=st.data())
    def come_or_go(self, data: st.DataObject) -> None:
        self._ask_unless_skipped(data.draw(coming_and_going(self.stage.meeting)))

    @rule()
    def undo(self) -> None:
        self._ask_unless_skipped(commands.UndoAct())

    @rule(times=st.integers(1, 6))
    def go_on(self, times: int) -> None:
        """Do what is ordinary, a few times."""
        for _time in range(times):
            self._ask_unless_skipped(ordinary(self.stage.meeting))

    # --- what always holds --------------------------------------------------------------------------

    @invariant()
    def every_consent_that_counts_was_said_to_this_wording(self) -> None:
        meeting = self.stage.meeting
        for subject, ledger in meeting.ledgers.items():
            said = self.record.said.get(subject, {})
            assert set(ledger.consented) == set(said), subject
            assert all(to == wording(meeting, subject) for to in said.values())
            assert set(ledger.answers) <= set(ledger.counted)
            assert all(meeting.people[p].member for p in ledger.counted)
            if ledger.reached:
                assert set(said) == set(ledger.counted)
                assert not self.record.open.get(subject)

    @invariant()
    def every_open_objection_is_known_with_its_reason(self) -> None:
        for subject, ledger in self.stage.meeting.ledgers.items():
            raised = self.record.open.get(subject, {})
            still = {o.number: (o.person, o.version) for o in ledger.open}
            assert still == raised, subject
            assert all(o.reason for o in ledger.objections)
            assert all(o.integrated_in > o.version for o in ledger.objections if o.state == "integrated")

    @invariant()
    def nothing_is_decided_but_by_consent(self) -> None:
        meeting = self.stage.meeting
        decided = {i.id for i in meeting.agenda if i.aim == "decide" and i.outcome and i.outcome.kind == "decided"}
        assert decided == {d.item for d in meeting.decisions}
        assert len(meeting.decisions) == len(decided)

    @invariant()
    def the_round_is_whole(self) -> None:
        meeting, round_ = self.stage.meeting, self.stage.meeting.round
        assert meeting.place in plan(meeting)
        if round_ is None:
            return
        places = ((round_.now,) if round_.now else (), round_.queue, round_.spoken, round_.passed, round_.gone)
        for person in round_.order:
            assert sum(place.count(person) for place in places) == 1, person
        assert all(meeting.people[p].here for p in (*round_.waiting, *meeting.hands))
        if round_.subject and not round_.complete:
            assert set(round_.waiting) == set(meeting.ledger.missing)

    def teardown(self) -> None:
        """Whatever happened, the meeting can be brought to its end, each item through its steps."""
        if not hasattr(self, "stage"):
            return
        for _act in range(MANY):
            meeting = self.stage.meeting
            if meeting.closed:
                break
            command = helpful(meeting)
            assert self._ask(command), f"no way on from {meeting.place.key}: {command}"
        assert self.stage.meeting.closed
        self.stage.check_fold()


def recorded(begun: Watched) -> Record:
    """Return what was said in a meeting that went its ordinary way, from its own ledgers."""
    meeting, record = begun.meeting, Record()
    for subject, ledger in meeting.ledgers.items():
        record.said[subject] = dict.fromkeys(ledger.consented, wording(meeting, subject))
        record.open[subject] = {o.number: (o.person, o.version) for o in ledger.open}
    return record


Meetings.TestCase.settings = settings(max_examples=150, stateful_step_count=40)
TestMeetings = Meetings.TestCase
