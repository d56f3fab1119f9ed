"""Marks in a home: kept in memory until they are summed, summed before the meeting goes on, and on no file before."""

import itertools
from pathlib import Path

import pytest

from sociotui.domain import commands as c
from sociotui.domain.evaluating import Evaluation, Mark, Opinion, evaluations
from sociotui.domain.event import Command
from sociotui.domain.minutes import minutes_of
from sociotui.domain.refusal import Refused
from sociotui.journal.port import Conflict
from sociotui.room.acting import act_by_name
from sociotui.room.asking import Options
from sociotui.room.asking_marks import evaluate
from sociotui.room.home import Home
from sociotui.room.hub import Hub
from sociotui.room.marks import Marks
from sociotui.room.telling import tell
from tests.homes import SIX, Hands, home_in, opened
from tests.plain import as_json
from tests.room.exported import everything
from tests.room.holding import act, go_on
from tests.room.secrets import open_private
from tests.room.test_moods import on_disk


def at_check_out(home: Home) -> str:
    """Open a meeting in a home that stays, take it to its check-out with all having spoken, and return its id."""
    home.marks = Marks()
    id_ = opened(home)
    for _turn in range(60):
        m = home.meeting(id_)
        if m.step.round == "evaluation" and m.round and m.round.complete:
            return id_
        spoken = m.round is None or m.round.complete
        home.act(id_, c.NextStep() if spoken else c.FinishTurn(), "zoe")
    raise AssertionError("never came to the check-out")


def give(home: Home, id_: str, *marks: Mark, more: tuple[str, ...] = ()) -> None:
    """Let people give that mark to everything, one after the other; the first wishes for `more`."""
    for person, mark in zip(SIX, marks, strict=False):
        opinion = Opinion(marks={"content": mark, "process": mark, "together": mark}, more=more)
        home.act(id_, c.GiveMarks(person=person, opinion=opinion), person)
        more = ()


def test_nothing_of_it_is_on_the_disk_before_it_is_summed(home: Home) -> None:
    id_ = at_check_out(home)
    give(home, id_, "little", "mostly", "mostly", more=("quokkas",))
    assert b"little" not in as_json(home.meeting(id_)).replace(b'"mostly"', b"")
    for name, data in on_disk(home.folder).items():
        assert b"quokkas" not in data, name
        assert b'"mostly"' not in data, name
    with pytest.raises(Refused, match="None are counted by hand"):
        home.act(id_, c.SumMarks(evaluation=Evaluation(answered=9, content={"no": 9})), "zoe")
    done = home.act(id_, c.SumMarks(), "zoe")
    found = done.meeting.marking.sum
    assert found
    assert (found.content, found.answered, found.asked) == ({"mostly": 2, "little": 1}, 3, 6)
    assert tell(done.meeting, done.events) == (
        "How it was: content +2 -1 · process +2 -1 · together +2 -1. Kept for later: “More of: quokkas”."
    )
    assert home.marks
    assert home.marks.of(id_) == {}


def test_the_sum_is_made_before_the_meeting_goes_on_and_undo_takes_back_the_step_alone(home: Home) -> None:
    id_ = at_check_out(home)
    give(home, id_, "yes", "yes", "yes")
    done = home.act(id_, c.NextStep(), "zoe")
    assert "content ++3" in tell(done.meeting, done.events)
    assert done.meeting.step.round != "evaluation"
    after = home.act(id_, c.UndoAct(), "zoe").meeting
    assert after.step.round == "evaluation"
    assert after.marking.sum
    assert after.marking.sum.content == {"yes": 3}


def test_where_few_have_given_theirs_the_sum_waits_for_more_and_loses_nothing(home: Home) -> None:
    id_ = at_check_out(home)
    give(home, id_, "yes", "no", more=("songs",))
    with pytest.raises(Refused, match="2 said how it was so far"):
        home.act(id_, c.SumMarks(), "zoe")
    done = home.act(id_, c.NextStep(), "zoe")
    assert "Fewer than 3 gave marks: no sum is told" in tell(done.meeting, done.events)
    found = done.meeting.marking.sum
    assert found
    assert (found.content, found.answered, found.more) == ({}, 2, ("songs",))


def test_a_step_that_is_refused_sums_nothing(home: Home) -> None:
    id_ = at_check_out(home)
    give(home, id_, "yes", "yes", "yes")
    with pytest.raises(Refused, match="moved on"):
        home.act(id_, c.NextStep(seen="elsewhere"), "zoe")
    assert home.meeting(id_).marking.sum is None


def test_closing_sums_what_there_is_and_the_record_keeps_it(home: Home) -> None:
    id_ = at_check_out(home)
    home.act(id_, c.NextStep(), "zoe")
    go_on(home, id_, "closing")
    give(home, id_, "yes", "no", "mostly", "yes", more=("songs",))
    home.act(id_, c.CloseMeeting(), "zoe")
    (found,) = evaluations(home.organisation(), "garden")
    assert (found.meeting, found.content) == (id_, {"yes": 2, "mostly": 1, "no": 1})
    assert "More of: songs" in [t.title for t in home.organisation().backlog["garden"]]
    assert "MarksGiven" not in everything(home).decode()
    again = Home(home.folder, home.clock)
    assert list(evaluations(again.organisation())) == [found]
    again.close()


def test_who_gives_again_changes_the_mark_and_an_undo_takes_the_last_one_back(home: Home) -> None:
    id_ = at_check_out(home)
    give(home, id_, "yes", "yes", "yes")
    home.act(id_, c.GiveMarks(person="ana", opinion=Opinion(marks={"content": "no"})), "ana")
    home.act(id_, c.GiveMarks(person="ben", opinion=Opinion(marks={"content": "little"})), "ben")
    home.act(id_, c.UndoAct(), "ben")
    found = home.act(id_, c.SumMarks(), "zoe").meeting.marking.sum
    assert found
    assert (found.content, found.answered) == ({"yes": 2, "no": 1}, 3)


def test_a_sum_that_was_taken_back_leaves_nothing_to_make_another_of(home: Home) -> None:
    id_ = at_check_out(home)
    give(home, id_, "yes", "yes", "yes")
    home.act(id_, c.SumMarks(), "zoe")
    home.act(id_, c.UndoAct(), "zoe")
    with pytest.raises(Refused, match="Ana, Ben, Chidi are not here any more"):
        home.act(id_, c.SumMarks(), "zoe")


def test_what_a_new_start_has_lost_is_said_and_keeps_nobody(tmp_path: Path, hands: Hands) -> None:
    home = home_in(tmp_path / "home", hands)
    id_ = at_check_out(home)
    give(home, id_, "yes", "yes", "yes")
    home.close()
    again = Home(tmp_path / "home", hands.clock())
    again.marks = Marks()
    done = again.act(id_, c.NextStep(), "zoe")
    assert tell(done.meeting, done.events).startswith("3 had said how it was to a program that was started anew")
    assert done.meeting.marking.sum
    assert done.meeting.marking.sum.answered == 0
    again.close()


def test_where_another_process_was_first_the_sum_is_made_all_the_same(home: Home) -> None:
    id_ = at_check_out(home)
    give(home, id_, "yes", "yes", "yes")
    append, tried = home.journal.append_all, itertools.count()

    def late(*said: object, **more: object) -> object:
        if next(tried) == 0:
            raise Conflict(home.course(id_).count)
        return append(*said, **more)  # type: ignore[arg-type]

    home.journal.append_all = late  # type: ignore[method-assign, assignment]
    done = home.act(id_, c.NextStep(), "zoe")
    assert done.meeting.marking.sum
    assert done.meeting.marking.sum.content == {"yes": 3}
    assert next(tried) > 1


def test_of_a_private_meeting_it_stays_in_its_own_minutes(home: Home) -> None:
    id_ = open_private(home)
    act(home, id_, c.SumMarks(evaluation=Evaluation(answered=3, content={"yes": 3}, more=("quokkas",))))
    go_on(home, id_, "closing")
    act(home, id_, c.CloseMeeting())
    found = minutes_of(home.meeting(id_)).evaluated
    assert found
    assert found.more == ("quokkas",)
    assert list(evaluations(home.organisation())) == []
    assert b"quokkas" not in as_json(home.organisation())


def test_a_hub_keeps_marks_in_its_memory(home: Home) -> None:
    hub = Hub(home)
    assert isinstance(home.marks, Marks)
    hub.stop()


# --- by line ---------------------------------------------------------------------------------------


def test_at_a_command_line_of_its_own_marks_are_counted_by_hand(home: Home) -> None:
    id_ = opened(home)
    before = on_disk(home.folder)
    with pytest.raises(Refused, match="by hand, all at once"):
        act_by_name(home, id_, "evaluate", {"person": "ana", "content": "yes"}, "zoe")
    assert on_disk(home.folder) == before
    said = {"content": "4 yes, 1 mostly", "process": "2 no", "more": "songs; Songs"}
    told = act_by_name(home, id_, "evaluate", said, "zoe")
    assert told.startswith("How it was: content ++4 +1. Kept for later: “More of: Songs”.")


MEANT: list[tuple[Options, Command]] = [
    (
        Options(person="ana", content="mostly: too long", process=": calm", together="1", less="haste"),
        c.GiveMarks(
            person="ana",
            opinion=Opinion(
                marks={"content": "mostly", "together": "yes"},
                said={"content": "too long", "process": "calm"},
                less=("haste",),
            ),
        ),
    ),
    (Options(text="Short rounds helped."), c.Evaluate(text="Short rounds helped.")),
    (
        Options(together="2 yes, 3 no"),
        c.SumMarks(evaluation=Evaluation(answered=5, together={"yes": 2, "no": 3})),
    ),
]


@pytest.mark.parametrize(("said", "meant"), MEANT)
def test_what_is_said_by_line_is_taken_as_it_is_meant(home: Home, said: Options, meant: Command) -> None:
    assert evaluate(home.meeting(opened(home)), said) == meant


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (Options(content="yess"), "There is no mark “yess”. Near it: yes"),
        (Options(content="4 yes, mostly"), "How many gave which mark"),
        (Options(text="Good.", more="songs"), "goes alone"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_how_to_say_it(home: Home, said: Options, why: str) -> None:
    with pytest.raises(Refused, match=why):
        evaluate(home.meeting(opened(home)), said)
