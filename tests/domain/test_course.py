"""Course: any act can be undone exactly, by an act of its own, and a meeting is the fold of its acts."""

from datetime import date

import pytest
from msgspec.structs import replace

from sociotui.domain import commands, events
from sociotui.domain.circles import Dialect
from sociotui.domain.course import Course, advance, answer
from sociotui.domain.customs import Customs
from sociotui.domain.evaluating import Evaluation, Opinion
from sociotui.domain.event import Command
from sociotui.domain.items import Item
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Nomination, Sought
from tests.domain.stage import (
    BETTER,
    CIRCLE,
    COMPOST,
    REASON,
    REVIEW,
    SEATS,
    WORDING,
    Stage,
    item_in,
    opening,
    sentence,
)

EXPLORE = (Item(id=1, title="Compost", aim="explore"),)

# Where a meeting stands, and each act that can be done there.
ACTS: list[tuple[str, Command]] = [
    ("check-in", commands.FinishTurn()),
    ("check-in", commands.PassTurn()),
    ("check-in", commands.PostponeTurn()),
    ("check-in", commands.TakeTurn(person="eli")),
    ("check-in", commands.RaiseHand(person="eli")),
    ("check-in", commands.BeginRound(start="dara")),
    ("check-in", commands.OpenMode(mode="popcorn")),
    ("check-in", commands.PauseClock()),
    ("check-in", commands.Arrive(person="fay", joining="end")),
    ("check-in", commands.Arrive(person="gil", name="Gil")),
    ("check-in", commands.Leave(person="ana")),
    ("check-in", commands.TakeSeat(person="eli", place=1)),
    ("check-in", commands.GiveCard(person="eli", card="calm")),
    ("check-in", commands.HandOver(role="secretary", person="ben")),
    ("admin", commands.NextStep()),
    ("admin", commands.PreviousStep()),
    ("admin", commands.Arrange(minutes=90)),
    ("agenda", commands.AddItem(title="Bees")),
    ("present", commands.Propose(text=WORDING)),
    ("present", commands.TakeNote(text="Eli brings tea.")),
    ("present", commands.EndItem(kind="postponed")),
    ("react", commands.PassTurn()),
    ("amend", commands.Amend(text=BETTER)),
    ("consent", commands.Consent()),
    ("consent", commands.Object(reason=REASON)),
    ("consent", commands.Amend(text=BETTER)),
    ("consent", commands.Leave(person="ana")),
    ("consent", commands.Arrive(person="fay", joining="end")),
    ("integrate", commands.Release(person="ben")),
    ("integrate", commands.Integrate(way="modify", text=BETTER)),
    ("integrate", commands.Integrate(way="measure", measure="Fewer than 3 complaints")),
    ("record", commands.Record(review=REVIEW)),
    ("backlog", commands.KeepForLater(title="Bees")),
    ("present", commands.ProposeCustoms(customs=Customs(absence="lazy", window=48))),
    ("present", commands.HearView(person="fay", text="Saturdays are hard for me.")),
    ("present", commands.TakeOn(text="Ask the neighbours", owner="eli", due=REVIEW)),
    ("consent", commands.Consent(person="fay", means="phone", witness="ben")),
    ("consent", commands.Object(person="fay", means="phone", witness="ben", reason=REASON)),
    ("integrate", commands.SayStuck()),
    ("stuck", commands.FinishTurn()),
    ("way-on", commands.Refer(to="helping", people=("ana", "ben"), until=REVIEW)),
    ("way-on-record", commands.Record(review=REVIEW)),
    ("check-out", commands.Evaluate(text="We heard each other.")),
    ("check-out", commands.GiveMarks(person="eli", opinion=Opinion(marks={"content": "yes"}))),
    ("check-out", commands.SumMarks(evaluation=Evaluation(answered=4, content={"yes": 4}, more=("songs",)))),
]
NOMINATION = Nomination(person="dara", reason="Writes clearly.")

# A format of its own, where its item stands, and each act that can be done there.
ACTS_IN: list[tuple[str, str, Command]] = [
    ("selection", "role", commands.Seek(sought=(Sought(role="delegate"), Sought(role="leader", until=REVIEW)))),
    ("selection", "list", commands.Propose(text="Patience, a clear hand.")),
    ("selection", "nominate", commands.Nominate(person="ana", choices={"secretary": NOMINATION})),
    ("selection", "change", commands.Nominate(person="ana", choices={"secretary": NOMINATION})),
    ("selection", "propose", commands.ProposeSelection(people={"secretary": "dara"}, until=REVIEW)),
    ("selection", "integrate", commands.Integrate(way="shorten", review=date(2027, 1, 1))),
    ("selection", "record", commands.Record()),
    ("review", "present", commands.ProposeReview(way="drop")),
    ("review", "present", commands.ProposeReview(way="rework", text="Each bed is watered by whoever comes first.")),
    ("review", "record", commands.Record(review=REVIEW)),
    ("founding", "present", commands.ProposeCircle(circle=COMPOST)),
    ("founding", "record", commands.Record(review=REVIEW)),
    ("vma", "write", commands.ProposeAims(aims=("Food for fifty",))),
    ("joining", "propose", commands.ProposeMember(person="gil", name="Gil")),
    ("joining", "record", commands.Record()),
    ("leaving", "propose", commands.ProposeMember(leaves=True)),
    ("forming", "needs", commands.Propose(text="The shed is locked when we need it.")),
    ("forming", "needs-consent", commands.Object(reason=REASON)),
    ("improvement", "well", commands.FinishTurn()),
]

# A dialect, where its meeting stands, and each act that can be done there and not elsewhere.
ACTS_AS: list[tuple[Dialect, str, Command]] = [
    ("s3", "consent", commands.Worry(person="eli", text="The paint is old.")),
    ("s3", "consent", commands.Consent(person="eli")),
    ("s3", "integrate", commands.Integrate(way="defer", to="eli", review=REVIEW)),
    ("s3", "integrate", commands.Release(person="ben", agreed=SEATS)),
    ("holacracy", "integrate", commands.Release(person="ben", agreed=("ana", "ben"))),
]


def name_of(value: object) -> str:
    """Return what a case is called: where it stands, and the command."""
    return value if isinstance(value, str) else type(value).__name__


def check_undone(stage: Stage, act: Command) -> None:
    """The act changes the meeting, and its undo returns the state before."""
    before = stage.stands
    stage.act(act)
    assert stage.stands != before
    stage.act(commands.UndoAct())
    assert stage.stands == before


@pytest.mark.parametrize(("step", "act"), ACTS, ids=name_of)
def test_undo_of_any_act_returns_the_exact_state_before(step: str, act: Command) -> None:
    check_undone(Stage().to(step), act)


@pytest.mark.parametrize(("format_", "step", "act"), ACTS_IN, ids=name_of)
def test_undo_of_an_act_in_a_format_of_its_own(format_: str, step: str, act: Command) -> None:
    about = "dara" if format_ in ("leaving", "improvement") else ""
    check_undone(Stage(opening(agenda=(item_in(format_, about=about),))).to(step), act)


@pytest.mark.parametrize(("dialect", "step", "act"), ACTS_AS, ids=name_of)
def test_undo_of_an_act_that_is_of_one_dialect(dialect: Dialect, step: str, act: Command) -> None:
    check_undone(Stage(opening(circle=replace(CIRCLE, dialect=dialect))).to(step), act)


def test_undo_hides_nominations_that_were_revealed() -> None:
    stage = Stage(opening(agenda=(item_in("selection"),))).to("nominate")
    while stage.meeting.step.kind == "nominate":
        before = stage.stands
        stage.onward()
    assert stage.item.grid and stage.item.grid.revealed
    stage.act(commands.UndoAct())
    assert stage.stands == before
    assert not stage.item.grid.revealed


@pytest.mark.parametrize(
    ("first", "act"),
    [
        (commands.RaiseHand(person="eli"), commands.LowerHand(person="eli")),
        (commands.PauseClock(), commands.ResumeClock()),
        (commands.AddItem(title="Bees"), commands.ChangeItem(item=2, minutes=5)),
        (commands.AddItem(title="Bees"), commands.MoveItem(item=2, place=1)),
        (commands.AddItem(title="Bees"), commands.RemoveItem(item=2)),
        (commands.KeepForLater(title="Bees"), commands.DropFromBacklog(title="Bees")),
        (commands.TakeTurn(person="eli"), commands.FinishTurn()),
        (commands.GiveCard(person="eli", card="calm"), commands.ShowMood(counts={"calm": 3})),
    ],
    ids=lambda command: type(command).__name__,
)
def test_undo_of_what_follows_on_another_act(first: Command, act: Command) -> None:
    stage = Stage(opening(agenda=EXPLORE))
    stage.act(first)
    check_undone(stage, act)


def test_every_command_that_a_meeting_takes_is_undone_in_some_test() -> None:
    undone = {type(act) for *_where, act in (*ACTS, *ACTS_IN, *ACTS_AS)} | {
        commands.LowerHand,
        commands.ResumeClock,
        commands.ChangeItem,
        commands.MoveItem,
        commands.RemoveItem,
        commands.DropFromBacklog,
        commands.ShowMood,
        commands.ReadOut,  # with what was said, in test_speaking
    }
    not_undone = {commands.OpenMeeting, commands.CloseMeeting, commands.UndoAct}
    assert undone | not_undone == set(Command.__subclasses__()) & {
        value for value in vars(commands).values() if isinstance(value, type)
    }


def test_undoing_all_there_was_comes_back_to_the_opening() -> None:
    stage = Stage()
    first = stage.stands
    stage.to("integrate")
    for _act in range(len(stage.course.acts)):
        stage.act(commands.UndoAct())
    assert stage.stands == first
    assert "nothing to undo" in stage.refuses(commands.UndoAct())


def test_undo_is_an_act_of_its_own() -> None:
    stage = Stage()
    stage.act(commands.FinishTurn())
    count = stage.course.count
    made = stage.act(commands.UndoAct())
    assert made == (events.ActUndone(at=stage.clock, act=count),)
    assert (stage.course.count, stage.course.latest) == (count + 1, made)


def test_undoing_twice_takes_back_two_acts() -> None:
    stage = Stage().starting("ana")
    before = stage.stands
    stage.act(commands.FinishTurn(), commands.FinishTurn(), commands.UndoAct(), commands.UndoAct())
    assert stage.stands == before


def test_one_act_is_undone_as_one_though_it_makes_many_events() -> None:
    stage = Stage().to("consent").starting("ana")
    stage.act(commands.Consent())
    before = stage.stands
    assert len(stage.act(commands.Leave(person="eli"))) == 3
    stage.act(commands.UndoAct())
    assert stage.stands == before


def test_an_act_is_known_by_who_did_it() -> None:
    course = Stage().course
    course = advance(course, answer(course, commands.RaiseHand(person="ana"), "eli", 1), "eli")
    assert course.acts[-1].actor == "eli"
    course = advance(course, answer(course, commands.RaiseHand(person="ben"), "zoe", 2), "zoe")
    course = advance(course, answer(course, commands.UndoAct(), "zoe", 3), "zoe")
    assert course.acts[-1].actor == "eli"


def test_undo_names_the_act_that_was_seen() -> None:
    stage = Stage().starting("ana")
    stage.act(commands.FinishTurn())
    seen = stage.course.count
    stage.act(commands.FinishTurn())
    assert "Something has happened since" in stage.refuses(commands.UndoAct(act=seen))
    stage.act(commands.UndoAct(act=seen + 1))
    assert stage.round.now == "ben"


def test_undo_pressed_by_two_at_once_takes_back_one_act() -> None:
    stage = Stage().starting("ana")
    stage.act(commands.FinishTurn(), commands.FinishTurn())
    seen = stage.course.count
    stage.act(commands.UndoAct(act=seen))
    stage.refuses(commands.UndoAct(act=seen))
    assert stage.round.now == "ben"


def test_consent_to_a_wording_that_was_taken_back_does_not_count_for_another_that_follows() -> None:
    stage = Stage().to("amend")
    stage.act(commands.Amend(text="Once a week."))
    stage.to("consent")
    seen = commands.Consent(version=stage.meeting.ledger.version, turn=stage.meeting.turn)
    while len(stage.item.proposal.versions if stage.item.proposal else ()) > 1:
        stage.act(commands.UndoAct())
    stage.act(commands.Amend(text="Once a year."))
    stage.to("consent")
    stage.refuses(seen)


def test_before_a_meeting_opens_there_is_nothing_to_undo() -> None:
    with pytest.raises(Refused) as refusal:
        answer(Course(), commands.UndoAct(), "zoe", 0)
    assert "nothing to undo" in sentence(str(refusal.value))


def test_what_is_on_record_is_not_undone() -> None:
    stage = Stage()
    stage.act(commands.CloseMeeting())
    assert "closed" in stage.refuses(commands.UndoAct())


def test_a_course_begins_with_an_opening() -> None:
    with pytest.raises(ValueError, match="opening"):
        advance(Course(), (events.ClockPaused(at=1),))


def test_the_fold_of_all_acts_is_the_meeting() -> None:
    stage = Stage().to("integrate")
    stage.act(commands.Integrate(way="shorten", review=date(2027, 1, 1)), commands.UndoAct())
    stage.to("record").onward()
    folded = Course()
    for commit in stage.commits:
        folded = advance(folded, commit)
    assert folded == stage.course
