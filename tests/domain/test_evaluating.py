"""Evaluating: sums that tell nobody's own, wishes that become topics once, and a circle's evaluations in order of time."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sociotui.domain import commands as c
from sociotui.domain.evaluating import (
    FEWEST,
    MARKS,
    QUESTIONS,
    Evaluation,
    Opinion,
    Question,
    bounded,
    evaluations,
    once,
    summed,
)
from sociotui.domain.events import EvaluationSummed, MarksGiven
from sociotui.domain.marks_said import counted, evaluation_lines, mark_sign, summed_said, sums_line
from sociotui.domain.minutes import minutes_of
from sociotui.domain.organisation import Organisation
from sociotui.domain.records import Held
from sociotui.domain.shelf import Shelf
from sociotui.exchange.minutes import render
from tests.domain.stage import SEATS, Stage, opening

OPINIONS = st.builds(
    Opinion,
    marks=st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(MARKS)),
    said=st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(["Long.", "Calm.", ""])),
    more=st.lists(st.sampled_from(["songs", "Songs", "breaks"]), max_size=2).map(tuple),
    less=st.lists(st.sampled_from(["haste", "songs"]), max_size=1).map(tuple),
)


# --- sums ------------------------------------------------------------------------------------------


@given(people=st.lists(st.lists(OPINIONS, min_size=1, max_size=2), max_size=6), data=st.data())
def test_a_sum_is_the_same_whoever_of_them_thinks_what(people: list[list[Opinion]], data: st.DataObject) -> None:
    found = summed(people)
    assert summed(data.draw(st.permutations(people))) == found
    assert found.answered == len(people)
    for question in QUESTIONS:
        last = [next((o.marks[question] for o in reversed(one) if question in o.marks), None) for one in people]
        marks = [mark for mark in last if mark]
        wanted = {mark: marks.count(mark) for mark in MARKS if mark in marks}
        assert found.counts(question) == (wanted if len(marks) >= FEWEST else {})
    said = sorted(words for one in people for o in one for words in o.said.values() if words)
    assert sorted(words for each in found.said.values() for words in each) == said
    assert len({wish.casefold() for wish in found.more}) == len(found.more)


def test_of_fewer_than_three_marks_no_number_is_told_and_words_stay() -> None:
    two = [Opinion(marks={"content": "no", "process": "yes"}, said={"content": "Too much."})] * 2
    third = Opinion(marks={"process": "no"}, more=("songs",))
    found = summed([[one] for one in (*two, third)])
    assert (found.content, found.process, found.together) == ({}, {"yes": 2, "no": 1}, {})
    assert found.said == {"content": ("Too much.", "Too much.")}
    assert found.counted
    assert not summed([two]).counted
    assert "too few marks for a sum" in evaluation_lines(found)[1]
    assert "Fewer than 3" in summed_said(summed([two]))


def test_wishes_are_told_once_and_in_the_order_of_their_letters() -> None:
    assert once(["songs", "Breaks", "Songs", "", "breaks"]) == ("Breaks", "Songs")


def test_signs_differ_without_colour() -> None:
    assert len({mark_sign(mark) for mark in MARKS}) == len(MARKS)
    evaluation = Evaluation(content={"yes": 3, "no": 1}, together={"mostly": 4})
    assert sums_line(evaluation) == "content ++3 --1 · together +4"
    assert counted(evaluation, "content") == "++ yes 3, -- not this time 1"


# --- in a meeting ----------------------------------------------------------------------------------


@dataclass
class Checkout:
    """A meeting at its check-out."""

    stage: Stage

    def sums(self, **said: object) -> None:
        self.stage.act(c.SumMarks(evaluation=Evaluation(**said)))  # type: ignore[arg-type]


@pytest.fixture
def out() -> Checkout:
    """A meeting of six that has come to its check-out."""
    return Checkout(Stage(opening()).to("check-out"))


def test_who_has_said_how_it_was_is_seen_and_not_what(out: Checkout) -> None:
    assert set(MarksGiven.__struct_fields__) == {"at", "person"}
    assert set(EvaluationSummed.__struct_fields__) == {"at", "evaluation", "lost"}
    out.stage.act(c.GiveMarks(person="ana", opinion=Opinion(marks={"content": "no"}, more=("songs",))))
    assert out.stage.meeting.marking.given == {"ana": 1}
    assert "songs" not in str(out.stage.meeting)


def test_each_wish_becomes_a_topic_to_explore_and_none_twice(out: Checkout) -> None:
    out.stage.act(c.KeepForLater(title="more of: SONGS"))
    out.sums(answered=4, content={"yes": 4}, more=("songs", "breaks"), less=("haste",))
    topics = [(t.title, t.aim, t.added_by) for t in out.stage.meeting.backlog[1:]]
    assert topics == [("More of: breaks", "explore", "garden"), ("Less of: haste", "explore", "garden")]
    minutes = minutes_of(out.stage.meeting)
    told = render(minutes, "txt")
    assert "4 of 6 said how it was" in told
    assert "Did we get done what mattered? ++ yes 4" in told
    assert "More of: songs" in told
    assert not any(name in told.partition("How it was")[2] for name in ("Ana", "Zoe"))
    out.stage.act(c.UndoAct())
    assert (out.stage.meeting.marking.sum, len(out.stage.meeting.backlog)) == (None, 1)


def test_what_is_counted_by_hand_is_bounded_too(out: Checkout) -> None:
    assert "too many" in out.stage.refuses(c.SumMarks(evaluation=Evaluation(answered=1, content={"yes": 7})))
    out.sums(answered=6, content={"yes": 2}, process={"mostly": 6})
    found = out.stage.meeting.marking.sum
    assert found
    assert (found.asked, found.content, found.process) == (6, {}, {"mostly": 6})
    assert "made already" in out.stage.refuses(c.SumMarks(evaluation=Evaluation(answered=3)))
    assert "is made" in out.stage.refuses(c.GiveMarks(person="ana", opinion=Opinion(more=("songs",))))


def test_what_says_nothing_or_too_much_is_refused(out: Checkout) -> None:
    assert "How was it?" in out.stage.refuses(c.GiveMarks(person="ana"))
    assert "100 fit" in out.stage.refuses(c.GiveMarks(person="ana", opinion=Opinion(less=("x" * 101,))))
    assert "not here" in out.stage.refuses(c.GiveMarks(person="fay", opinion=Opinion(less=("haste",))))
    assert "Nobody has given marks" in out.stage.refuses(c.SumMarks())
    assert set(out.stage.meeting.seats) == set(SEATS)


# --- over time -------------------------------------------------------------------------------------


def test_a_circles_evaluations_come_in_order_of_time() -> None:
    minutes = minutes_of(Stage(opening()).meeting)

    def record(number: int, ago: int, circle: str = "garden", answered: int = 3) -> Held:
        day = minutes.on - timedelta(ago)
        evaluated = Evaluation(meeting=f"m-{number}", day=day, asked=6, answered=answered)
        return Held(id=f"m-{number}", circle=circle, on=day, minutes=replace(minutes, evaluated=evaluated))

    records = [record(1, 5), record(2, 9), record(3, 7, "kitchen"), record(4, 1, answered=0)]
    bare = Held(id="m-5", circle="garden", on=minutes.on, private=True)
    o = Organisation(held=Shelf({held.id: held for held in (*records, bare)}))
    assert [e.meeting for e in evaluations(o, "garden")] == ["m-2", "m-1"]
    assert [e.meeting for e in evaluations(o)] == ["m-2", "m-3", "m-1"]
    assert records[0].evaluated == records[0].minutes.evaluated if records[0].minutes else False


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_count_of_fewer_than_three_is_left(question: Question) -> None:
    evaluation = Evaluation(content={"yes": 1, "no": 1}, process={"yes": 1, "no": 1}, together={"yes": 2})
    assert bounded(evaluation).counts(question) == {}
