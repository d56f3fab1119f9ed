"""Hearing: each act is one line, with the words that were said and who speaks next; and nothing of what is hidden."""

from datetime import date

import pytest

from sociotui.domain import commands as c
from sociotui.domain.selection import Nomination
from sociotui.room.by_ear.ears import LAST, LINGER, Ears
from sociotui.room.by_ear.hearing import standing
from sociotui.room.by_ear.letters import spelled
from sociotui.room.home import Home
from tests.homes import Hands, opened
from tests.room.holding import REVIEW, act, close, go_on, held, nominating, recorded, reveal, with_item


def last(home: Home, id_: str) -> str:
    """Return the line that is heard last."""
    return ears(home).of(id_).lines[-1].said


def ears(home: Home) -> Ears:
    """Return the ears of a home."""
    home.ears = home.ears or Ears(home)
    return home.ears


def test_a_turn_is_told_with_who_speaks_now_and_next(home: Home) -> None:
    id_ = opened(home)
    assert last(home, id_).startswith(
        "Garden circle meets. Zoe facilitates. Step: Check-in. Ask: How are you here today?"
    )
    act(home, id_, c.FinishTurn())
    assert last(home, id_) == "Ana has spoken. Now Zoe, next Eli."
    act(home, id_, c.PostponeTurn())
    assert last(home, id_) == "Zoe comes later. Now Eli, next Dara."
    act(home, id_, c.RaiseHand(person="eli"))
    assert last(home, id_) == "Eli raises a hand."


def test_what_is_taken_back_is_named_and_whose_turn_it_is_again(home: Home) -> None:
    id_ = opened(home)
    act(home, id_, c.FinishTurn(), c.UndoAct())
    assert last(home, id_) == "Taken back: Ana has spoken. Now Ana, next Zoe."
    act(home, id_, c.AddItem(title="Rota"), *[c.FinishTurn()] * 6, c.NextStep(), c.UndoAct())
    assert last(home, id_).startswith("Taken back: On to “Admin”. Ask: How are you here today?")


def test_a_decision_is_told_with_every_word(home: Home) -> None:
    id_ = with_item(home, "Shed")
    act(home, id_, c.Propose(text="Open on\nSaturdays"))
    assert last(home, id_) == "The proposal is written. “Open on Saturdays.”"
    go_on(home, id_, "talk")
    assert "On to “Shed · restate”. Version 1: “Open on Saturdays.” Ask: The secretary reads" in last(home, id_)
    go_on(home, id_, "consent")
    act(home, id_, c.Consent())
    assert last(home, id_).endswith(" consents. Now Zoe, next Ana.")
    act(home, id_, c.Object(reason="Nobody has a key", aim_touched="Food"))
    assert "Objection 1: Nobody has a key. It touches our aim: Food. Now " in last(home, id_)
    go_on(home, id_, "integrate")
    act(home, id_, c.Integrate(way="measure", measure="Less than three come"))
    assert "“Open on Saturdays.” Measured: Less than three come." in last(home, id_)
    go_on(home, id_, "record")
    act(home, id_, c.Record(review=REVIEW))
    assert last(home, id_).endswith(
        "Fay, Gio. Looked at again on 2026-09-01. Shed: “Open on Saturdays.” Outcome: waiting for answers."
    )
    act(home, id_, c.TakeOn(text="Cut a key", owner="ben", due=date(2026, 3, 9)))
    assert last(home, id_) == "Ben takes it on. Cut a key. Until 2026-03-09."


def test_nominations_are_heard_when_they_are_revealed_and_not_before(home: Home) -> None:
    id_ = nominating(home)
    assert not any("secret" in line.said for line in ears(home).of(id_).lines)
    assert last(home, id_) == "Ana has written."
    assert not any("secret" in line for line in standing(home.meeting(id_)))
    reveal(home, id_)
    heard = [line.said for line in ears(home).of(id_).lines]
    (shown,) = [line for line in heard if "All nominations are revealed." in line]
    assert "Ana nominates Chidi: A secret. Ben nominates Ben: He listens." in shown
    act(home, id_, *[c.FinishTurn()] * 6, c.NextStep())
    act(home, id_, c.Nominate(person="ana", choices={"delegate": Nomination(person="ben", reason="I have heard you")}))
    assert last(home, id_).startswith("Ana nominates otherwise now. Ana nominates Ben: I have heard you.")


def test_a_taken_back_nomination_is_not_told(home: Home) -> None:
    id_ = nominating(home)
    act(home, id_, c.UndoAct())
    assert last(home, id_) == "Taken back: Ana has written."


def test_how_it_stands_is_told_in_few_lines(home: Home) -> None:
    id_ = opened(home)
    act(home, id_, c.RaiseHand(person="eli"))
    assert standing(home.meeting(id_)) == [
        f"Garden circle · {id_}",
        "Step: Check-in",
        "Now Ana, next Zoe.",
        "Ask: How are you here today? What do you need to be fully present?",
        "Hands: Eli.",
    ]


def test_each_act_of_a_whole_meeting_is_one_line(home: Home) -> None:
    id_ = recorded(home)
    listener = ears(home).of(id_)
    close(home, id_)
    lines = ears(home).of(id_).lines
    assert lines is listener.lines
    assert [line.act for line in lines] == list(range(lines[0].act, lines[0].act + len(lines)))
    assert all(line.said and "\n" not in line.said and line.said == line.said.strip() for line in lines)
    assert lines[-1].said == "The meeting is closed. Its outcomes are on record."
    assert lines[-1].closed


def test_who_listened_until_the_end_hears_it_shortly_after_and_nobody_later(home: Home, hands: Hands) -> None:
    id_ = recorded(home)
    ears(home).of(id_)
    close(home, id_)
    assert home.meeting(id_).sealed
    heard = ears(home).of(id_).lines
    assert 1 < len(heard) <= LAST
    assert not ears(home).has_more(id_)
    hands.at += LINGER
    assert ears(home).of(id_).lines == heard
    hands.at += LINGER + 1
    assert ears(home).of(id_).lines == []


def test_of_a_meeting_that_was_held_nothing_is_heard_but_that(home: Home) -> None:
    assert ears(home).of(held(home)).lines == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“On to” – Zoë · Łukasz…", '"On to" - Zoe - Lukasz...'),
        ("日本 Straße", "?? Strasse"),
        ("plain", "plain"),
    ],
)
def test_ascii_has_the_nearest_letters(text: str, said: str) -> None:
    assert spelled(text, ascii_only=True) == said
    assert spelled(text, ascii_only=False) == text


def test_what_steers_a_terminal_is_never_printed() -> None:
    assert spelled("a\x1b[2Jb\rc", ascii_only=False) == "a·[2Jb·c"
    assert spelled("a\x1b[2Jb", ascii_only=True) == "a-[2Jb"
