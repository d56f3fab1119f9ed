"""Meetings at random: whatever people ask for, nothing is adopted without everybody's consent to its wording.

What was said aloud is kept by the test itself (`record`), and every act is watched (`watched`).
"""

from functools import cache

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.cards import CircleCard
from sociotui.domain.circles import Circle
from sociotui.domain.customs import Customs
from sociotui.domain.effects import Selects
from sociotui.domain.event import Command, Event
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.governing import decide_organisation
from sociotui.domain.items import Item
from sociotui.domain.meeting import Meeting, plan, veiled
from sociotui.domain.organisation import About, Organisation
from sociotui.domain.organisation_commands import AnswerDecision, KeepOutcomes, SettleWindows
from sociotui.domain.organisation_events import MemberJoined, MemberLeft, PersonSelected
from sociotui.domain.people import Person
from sociotui.domain.selection import Nomination
from tests.domain.asking import ANYTHING, answering, choosing, coming_and_going, fitting, helpful, resolving
from tests.domain.record import Record, wording
from tests.domain.stage import CIRCLE, PRESENT, SEATS, item_in, ordinary
from tests.domain.stage import opening as opening_
from tests.domain.watched import Watched

pytestmark = pytest.mark.timeout(600)  # a run takes seconds; making a failure small enough to read takes minutes

STARTS = ["check-in", "agenda", "react", "restate", "consent", "consent", "consent", "integrate", "integrate", "record"]
STARTS += ["stuck", "way-on", "way-on-consent", "nominate", "change", "propose"]
KINDS: dict[str, CircleCard] = {
    "holds": CIRCLE,
    "lazy": replace(CIRCLE, customs=Customs(absence="lazy", minutes="end")),
    "present": PRESENT,
    "s3": replace(CIRCLE, dialect="s3", parents={"general": "General circle"}),
    "holacracy": replace(CIRCLE, dialect="holacracy", customs=Customs(absence="views")),
}
"""Circles with all customs of absence and in all dialects."""
MANY = 600


@cache
def staged(step: str, people: int, kind: str) -> Watched:
    """Return a meeting of the last `people` of a circle of that kind, and a guest, that has come to `step`."""
    compost = Item(id=2, title="Compost", aim="explore")
    agenda = (Item(id=1, title="Tool-shed rota", presenter="zoe"), compost, item_in("selection", id=3))
    seats = SEATS[-people:]
    absent = (*(p for p in SEATS if p not in seats), "fay")
    stage = Watched(
        opening_(seats, absent=absent, guests=("gil",), agenda=agenda, minutes_before="We met.", circle=KINDS[kind])
    )
    if step == "integrate" or step.startswith(("stuck", "way-on")):
        stage.to("consent").act(commands.Object(reason="It wears us out."))
    stage.to("respond" if (step, kind) == ("react", "s3") else step)
    return stage


class Meetings(RuleBasedStateMachine):
    """A whole meeting, or the rest of one."""

    @initialize(step=st.sampled_from(STARTS), people=st.sampled_from([2, 3, 6]), kind=st.sampled_from([*KINDS]))
    def open(self, step: str, people: int, kind: str) -> None:
        """Begin somewhere in a meeting; what was said on the way there is noted too."""
        begun = staged(step, people, kind)
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
            case commands.Arrive(person=person, joining="end") if person not in (
                *before.ledger.counted,
                *before.ledger.answers,
            ):
                assert answers == {} or not self.stage.meeting.people[person].member

    def _check_item_begun(self, before: Meeting, command: Command) -> None:
        """An item begins when the circle has consented to the agenda as it stands."""
        place = self.stage.meeting.place
        if isinstance(command, commands.NextStep) and place.item not in (0, before.place.item):
            counted = set(before.ledgers["agenda"].counted)
            assert counted
            assert {p for p, to in self.record.said["agenda"].items() if to == wording(before, "agenda")} >= counted

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

    @precondition(lambda self: self.stage.meeting.step.kind == "nominate" or self.stage.meeting.step.round == "change")
    @rule(data=st.data())
    def choose(self, data: st.DataObject) -> None:
        self._ask_unless_skipped(data.draw(choosing(self.stage.meeting)))

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
            by_phone = {p for p, answer in ledger.answers.items() if answer.means == "phone" and answer.witness}
            assert set(ledger.answers) <= {*ledger.counted, *by_phone}
            assert all(meeting.people[p].member for p in (*ledger.counted, *ledger.answers))
            if ledger.reached:
                assert set(ledger.counted) <= set(said) <= {*ledger.counted, *by_phone}
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
        decisions = [d.item for d in meeting.decisions]
        assert len(set(decisions)) == len(decisions)
        for item in meeting.agenda:
            asks = meeting.formats[item.format or item.aim].decides
            kind = item.outcome.kind if item.outcome else ""
            if item.id in decisions:
                assert kind == "delegated" if item.id in meeting.stuck else kind in ("decided", "waiting")
            else:
                assert kind != "waiting"
                assert not (asks and kind == "decided")

    @invariant()
    def no_decision_stands_while_somebody_who_is_asked_has_not_answered(self) -> None:
        """Unless the customs of the circle say so: then who is absent is not asked."""
        meeting = self.stage.meeting
        customs = meeting.circle.customs
        for decision in meeting.decisions:
            members = {p.id for p in meeting.people.values() if p.member}
            unanswered = members - {given.person for given in decision.given}
            asked = customs.absence in ("hold", "lazy")
            assert set(decision.waiting) == (unanswered if asked else set())
            assert decision.window == (customs.window if decision.waiting and customs.absence == "lazy" else 0)
            item = meeting.find_item(decision.item)
            assert item
            assert item.outcome
            if item.id not in meeting.stuck:
                assert item.outcome.kind == ("waiting" if decision.waiting else "decided")

    @invariant()
    def nominations_stay_hidden_until_all_are_revealed_at_once(self) -> None:
        for item in veiled(self.stage.meeting).agenda:
            if item.grid and not item.grid.revealed:
                seen = [nomination for choices in item.grid.written.values() for nomination in choices.values()]
                assert all(nomination == Nomination(person="") for nomination in seen)

    @invariant()
    def nobody_is_chosen_as_leader_and_delegate(self) -> None:
        for decision in self.stage.meeting.decisions:
            chosen = {e.role: e.person for e in decision.effects if isinstance(e, Selects)}
            assert chosen.get("leader", "nobody") != chosen.get("delegate", "somebody")
            assert all(self.stage.meeting.people[p].member for p in chosen.values())

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
        check_kept(self.stage.meeting)


def check_kept(meeting: Meeting) -> None:
    """What a meeting decided stands on record at once or when all have answered, and what it names changes then only."""
    garden = Circle(id="garden", name="Garden circle", members=(*SEATS, "fay"))
    people = {p.id: Person(id=p.id, name=p.name) for p in meeting.people.values()}
    organisation = Organisation(about=About(name="Green Acres"), people=people, circles={"garden": garden})
    organisation, made = governed(organisation, KeepOutcomes(meeting=meeting), meeting.closed)
    assert governed(organisation, KeepOutcomes(meeting=meeting), meeting.closed)[1] == ()
    ids = {f"{meeting.id}-d{d.item}": d for d in meeting.decisions}
    assert set(organisation.waiting) == {id_ for id_, d in ids.items() if d.waiting}
    assert set(organisation.policies) <= {id_ for id_, d in ids.items() if not d.waiting}
    if organisation.waiting.keys() == ids.keys():
        assert organisation.circles == {"garden": garden}
        assert not any(isinstance(event, MemberJoined | MemberLeft | PersonSelected) for event in made)
    for id_, waiting in list(organisation.waiting.items()):
        for person in waiting.missing:
            if person in organisation.missing(waiting):
                assert id_ not in organisation.policies
                answer = AnswerDecision(decision=id_, person=person, today=meeting.today)
                organisation = governed(organisation, answer, meeting.closed)[0]
    organisation = governed(organisation, SettleWindows(today=meeting.today), meeting.closed)[0]
    assert organisation.waiting == {}


def governed(o: Organisation, command: Command, at: int) -> tuple[Organisation, tuple[Event, ...]]:
    """Return the organisation after a command, and the events that it made."""
    made = decide_organisation(o, command, "zoe", at)
    for event in made:
        o = evolve_organisation(o, event)
    return o, made


def recorded(begun: Watched) -> Record:
    """Return what was said in a meeting that went its ordinary way, from its own ledgers."""
    meeting, record = begun.meeting, Record()
    for subject, ledger in meeting.ledgers.items():
        record.said[subject] = dict.fromkeys(ledger.consented, wording(meeting, subject))
        record.open[subject] = {o.number: (o.person, o.version) for o in ledger.open}
    return record


class MoreMeetings(Meetings):
    """Many more of them."""


Meetings.TestCase.settings = settings(max_examples=25, stateful_step_count=40)
TestMeetings = Meetings.TestCase
MoreMeetings.TestCase.settings = settings(max_examples=150, stateful_step_count=40)
TestMoreMeetings = pytest.mark.slow(MoreMeetings.TestCase)
