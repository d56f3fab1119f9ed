"""Talking: a meeting held by words; what is missing is asked for, and found out before whether asking is of use."""

from collections.abc import Callable

import pytest

from sociotui.domain import commands as c
from sociotui.room.by_ear.following import Follower, Said
from sociotui.room.by_ear.source import Here
from sociotui.room.by_ear.talking import Talk
from sociotui.room.home import Home
from tests.homes import opened
from tests.room.holding import act, go_on, nominating, with_item


class Sitting:
    """Somebody who talks, with answers in store; None where nobody is asked."""

    def __init__(self, answers: list[str] | None) -> None:
        self.answers = answers
        self.heard: list[str] = []
        self.refused: list[str] = []
        self.asked: list[str] = []
        self.unseen: list[str] = []
        self.forgotten = 0

    def tell(self, said: Said) -> None:
        """Hear a line."""
        self.heard.append(said.text)

    def refuse(self, sentence: str) -> None:
        """Hear why not."""
        self.refused.append(sentence)

    def forget(self) -> None:
        """Keep a line in no history."""
        self.forgotten += 1

    def ask(self, question: str, *, unseen: bool = False) -> str | None:
        """Answer with what comes next."""
        self.asked.append(question)
        self.unseen += [question] if unseen else []
        return self.answers.pop(0) if self.answers is not None else None


Begin = Callable[..., tuple[Talk, Sitting]]


@pytest.fixture
def begin(home: Home) -> Begin:
    """Begins to talk in a meeting, with answers in store."""

    def begun(id_: str, *answers: str, alone: bool = False, by: str = "zoe") -> tuple[Talk, Sitting]:
        source, sitting = Here(home, staying=True), Sitting(None if alone else list(answers))
        follower = Follower(source, id_)
        follower.find()
        talk = Talk(source, follower, sitting, by)
        talk.news()
        return talk, sitting

    return begun


def test_what_is_said_is_done_and_told(home: Home, begin: Begin) -> None:
    talk, sitting = begin(opened(home))
    assert talk.take("next")
    assert sitting.heard == ["Ana has spoken. Now Zoe, next Eli."]
    assert talk.take("zoe passes")
    assert talk.take("undo")
    assert sitting.heard[1:] == [
        "Zoe passes. Now Eli, next Dara.",
        "Taken back: Zoe passes. Now Zoe, next Eli.",
    ]
    assert not talk.take("next for ana")
    assert sitting.refused == ["Ana has had the turn in this round; it is Zoe's now."]


def test_what_others_do_meanwhile_is_told_before(home: Home, begin: Begin) -> None:
    id_ = opened(home)
    talk, sitting = begin(id_)
    act(home, id_, c.FinishTurn())
    assert talk.take("who")
    assert sitting.heard == [
        "Ana has spoken. Now Zoe, next Eli.",
        "Now Zoe, next Eli.",
        "Then: Dara, Chidi, Ben.",
        "Have spoken: Ana.",
    ]


def test_say_that_again(home: Home, begin: Begin) -> None:
    id_ = opened(home)
    talk, sitting = begin(id_)
    talk.take("next")
    talk.take("say that again")
    assert sitting.heard == ["Ana has spoken. Now Zoe, next Eli."] * 2
    talk.take("now")
    talk.take("repeat")
    assert sitting.heard[2:] == ["Now Zoe, next Eli."] * 2


def test_what_is_missing_is_asked_for_and_an_empty_line_cancels(home: Home, begin: Begin) -> None:
    id_ = with_item(home, "Shed")
    talk, sitting = begin(id_, "Open on Saturdays", "", "cancel", "It rains")
    assert talk.take("propose")
    assert sitting.asked == ["In which words? Exactly as they are to be."]
    assert sitting.heard[-1] == "The proposal is written. “Open on Saturdays.”"
    go_on(home, id_, "consent")
    for _cancelled in range(2):
        assert talk.take("object")
        assert sitting.heard[-1] == "Nothing was done."
    assert talk.take("object")
    assert "Objection 1: It rains." in sitting.heard[-1]


def test_nobody_is_asked_for_words_that_would_be_refused(home: Home, begin: Begin) -> None:
    talk, sitting = begin(opened(home), "never asked")
    for line in ("object for di", "object", "propose", "record"):
        assert not talk.take(line)
    assert [refused.split(".")[0] for refused in sitting.refused] == [
        "There is no person “di”",
        "Nothing is being asked in this step",
        "A proposal belongs to an item of the agenda",
        "A proposal belongs to an item of the agenda",
    ]
    assert sitting.asked == []


def test_of_several_who_could_be_meant_one_is_chosen(home: Home, begin: Begin) -> None:
    id_ = opened(home)
    act(home, id_, c.Arrive(person="dan", name="Dan Ode", joining="end"))
    talk, sitting = begin(id_, "dara", "")
    assert talk.take("hand for da")
    assert "could be several: Dara, Dan Ode (dan)" in sitting.asked[0]
    assert sitting.heard[-1] == "Dara raises a hand."
    talk.take("hand for da")
    assert sitting.heard[-1] == "Nothing was done."
    alone, quiet = begin(id_, alone=True)
    assert not alone.take("hand for da")
    assert "Which one?" in quiet.refused[0]


def test_where_nobody_can_be_asked_the_line_has_to_say_it_all(home: Home, begin: Begin) -> None:
    talk, sitting = begin(with_item(home, "Shed"), alone=True)
    assert not talk.take("propose")
    assert sitting.refused == [
        "“propose” wants more in the same line: In which words? Exactly as they are to be. “help propose” has an example."
    ]
    assert talk.take("propose Open on Saturdays")


def test_an_answer_that_says_nothing_is_asked_for_again(home: Home, begin: Begin) -> None:
    id_ = with_item(home, "Shed")
    act(home, id_, c.Propose(text="Open"))
    go_on(home, id_, "record")
    talk, sitting = begin(id_, "soon", "in 6 months")
    assert talk.take("record")
    assert sitting.refused == ["“soon” is not a day. Say it like 2027-03-01, or “in 6 months”."]
    assert "Looked at again on 2026-09-02." in sitting.heard[-1]


def test_what_may_be_left_out_is_left_out_by_a_dash(home: Home, begin: Begin) -> None:
    id_ = nominating(home)
    talk, sitting = begin(id_, "ben", "-", "dara")
    assert talk.take("nominate for zoe")
    assert sitting.asked == ["Whom?", "Why? “-” leaves it out."] == sitting.unseen
    assert sitting.forgotten == 1
    assert sitting.heard == ["Zoe has written."]
    assert talk.take("nominate for ben because she listens")
    grid = home.course(id_).meeting.agenda[0].grid  # type: ignore[union-attr]
    assert grid
    assert {p: n["delegate"].person for p, n in grid.written.items()} == {"ana": "chidi", "zoe": "ben", "ben": "dara"}


def test_a_hand_is_raised_and_lowered_as_it_was_said(home: Home, begin: Begin) -> None:
    talk, sitting = begin(opened(home))
    assert not talk.take("lower hand ben")
    assert talk.take("raise hand ben")
    assert not talk.take("raise hand ben")
    assert talk.take("lower hand ben")
    assert sitting.refused == ["Ben's hand is not up.", "Ben's hand is up already."]
    assert sitting.heard == ["Ben raises a hand.", "Ben lowers the hand."]


def test_it_is_closed_only_when_one_is_sure(home: Home, begin: Begin) -> None:
    id_ = with_item(home, "Shed")
    act(home, id_, c.Propose(text="Open"))
    go_on(home, id_, "record")
    act(home, id_, c.Record(review=home.meeting(id_).today.replace(year=2027)))
    go_on(home, id_, "closing")
    talk, sitting = begin(id_, "no", "yes")
    assert talk.take("close")
    assert sitting.heard == ["Nothing was done."]
    assert talk.take("close")
    assert sitting.heard[-1] == "The meeting is closed. Its outcomes are on record."
    assert talk.take("minutes")
    assert any("Shed" in line for line in sitting.heard)
    assert not talk.take("next")


@pytest.mark.parametrize(
    "topic",
    ["status", "who", "now", "agenda", "wording", "objections", "aim", "ask", "why", "people", "hands", "backlog", "decisions", "help"],
)  # fmt: skip
def test_everything_can_be_looked_at_at_any_time(home: Home, begin: Begin, topic: str) -> None:
    for id_ in (opened(home), with_item(home, "Shed"), nominating(home)):
        talk, sitting = begin(id_)
        assert talk.take(topic), sitting.refused
        assert sitting.heard
        assert not any("secret" in line for line in sitting.heard)


def test_moods_are_given_by_words_and_never_told(home: Home, begin: Begin) -> None:
    id_ = opened(home)
    talk, sitting = begin(id_, "calm")
    for line in ("mood ana", "mood ben tired", "mood zoe calm", "mood sum"):
        assert talk.take(line), sitting.refused
    assert sitting.heard[:3] == ["Ana has given a card.", "Ben has given a card.", "Zoe has given a card."]
    assert sitting.heard[3] == "The mood of all: calm 2, tired 1."
