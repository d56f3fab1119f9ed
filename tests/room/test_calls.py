"""Calls: what a meeting asks of one person, who is still asked, and why somebody has no right to an action."""

from typing import get_args

import pytest
from msgspec.structs import replace

from sociotui.domain import commands as c
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.room.calls import (
    NEEDED,
    RINGING,
    URGENT,
    Call,
    answers_at_once,
    awaited,
    call_of,
    denied,
    leaderless,
    leads,
    summons,
    told,
)
from sociotui.room.port import Presence, Snapshot
from tests.domain.casting import card, names, on, selecting
from tests.domain.stage import SEATS, TODAY, Stage, item_in, sentence
from tests.room.seated import Seated, organisation


def calls(m: Meeting) -> dict[str, Call]:
    """Return what a meeting asks of whom, without those of whom it asks nothing."""
    return {p: call for p in (*m.people, "mallory") if (call := call_of(m, p))}


def snapshot(watched: Meeting | None, *under_way: Meeting, of: Organisation | None = None) -> Snapshot:
    """Return what somebody sees who watches one meeting while others are under way."""
    return Snapshot(organisation=of or organisation(), today=TODAY, meeting=watched, under_way=under_way)


# --- what is asked ----------------------------------------------------------------------------------


def test_in_a_round_one_has_the_turn_and_one_is_next_and_who_is_absent_may_come_in() -> None:
    stage = Stage()
    first, second, *_rest = stage.round.order
    assert calls(stage.meeting) == {first: "turn", second: "next", "fay": "come"}
    stage.act(c.FinishTurn())
    assert calls(stage.meeting)[second] == "turn"
    assert first not in calls(stage.meeting)


def test_who_has_left_may_come_back_and_a_guest_who_has_is_not_asked() -> None:
    room = Seated()
    room.act(c.Leave(person="dara"))
    room.act(c.Leave(person="gil"))
    assert call_of(room.meeting, "dara") == "back"
    assert call_of(room.meeting, "gil") == ""


def test_who_is_heard_out_of_turn_has_it_and_who_had_it_is_next() -> None:
    stage = Stage()
    had = stage.round.now
    heard = stage.round.order[3]
    stage.act(c.TakeTurn(person=heard))
    assert calls(stage.meeting) == {heard: "turn", had: "next", "fay": "come"}


def test_the_first_of_the_raised_hands_is_next_in_a_stack() -> None:
    stage = Stage()
    stage.act(c.OpenMode(mode="stack"))
    stage.act(c.RaiseHand(person="dara"))
    assert calls(stage.meeting) == {"dara": "next", "fay": "come"}


def test_each_is_asked_to_write_until_they_have() -> None:
    stage = selecting()
    assert {p for p, call in calls(stage.meeting).items() if call == "write"} == set(SEATS)
    stage.act(c.Nominate(person="ana", choices=names("ben")))
    assert call_of(stage.meeting, "ana") == ""
    assert awaited(stage.meeting) == tuple(p for p in SEATS if p != "ana")


def test_where_all_answer_at_once_nobody_has_the_turn_and_each_is_asked_until_they_have_answered() -> None:
    stage = on(item_in("consent-s3"), circle=card("s3")).to("consent")
    assert answers_at_once(stage.meeting)
    assert set(calls(stage.meeting).values()) == {"answer", "come"}
    stage.act(c.Consent(person="chidi", means="terminal"))
    assert call_of(stage.meeting, "chidi") == ""
    assert awaited(stage.meeting) == tuple(p for p in SEATS if p != "chidi")


def test_in_a_consent_round_the_circle_waits_for_one_after_the_other() -> None:
    stage = on(item_in("consent"), circle=card()).to("consent")
    assert not answers_at_once(stage.meeting)
    assert awaited(stage.meeting) == ()
    assert list(calls(stage.meeting).values()).count("turn") == 1


def test_a_closed_meeting_asks_for_nobody() -> None:
    stage = selecting()
    closed = replace(stage.meeting, closed=1)
    assert calls(closed) == {}
    assert awaited(closed) == ()


@pytest.mark.parametrize("call", get_args(Call))
def test_each_call_is_told_in_a_few_words_and_has_its_rank(call: Call) -> None:
    assert (told(call, "Zoe") == "") == (call == "")
    assert len(told(call, "Zoe")) <= 46
    assert (call in URGENT) == (call != "")
    assert RINGING > NEEDED


# --- wherever it is asked ----------------------------------------------------------------------------


def test_what_is_most_urgent_goes_first_in_whichever_meeting_it_is_asked() -> None:
    garden = Stage().meeting
    second = garden.round.order[1] if garden.round else ""
    kitchen = replace(Stage().meeting, id="kitchen-1", facilitator=second)
    kitchen = replace(kitchen, round=replace(kitchen.round, now=second)) if kitchen.round else kitchen
    seen = summons(snapshot(garden, garden, kitchen), second)
    assert (seen.call, seen.meeting) == ("turn", kitchen)
    assert summons(snapshot(garden, garden), second).call == "next"
    assert summons(snapshot(None, garden), second).call == "next"
    assert summons(snapshot(None), second).call == ""


def test_who_is_counted_as_here_and_looks_elsewhere_is_called_once_to_look() -> None:
    stage = Stage()
    garden, last = stage.meeting, stage.round.order[-1]
    called = summons(snapshot(None, garden), last)
    assert (called.call, called.meeting) == ("meet", garden)
    assert summons(snapshot(garden, garden), last).call == ""
    assert summons(snapshot(replace(garden, id="other"), garden), last).call == "meet"
    assert summons(snapshot(None, garden), "hana").call == ""
    assert summons(snapshot(None, garden), "fay").call == "come"
    stage.act(c.RaiseHand(person=last))
    assert summons(snapshot(None, stage.meeting), last).occasion == called.occasion


def test_nobody_leads_where_neither_of_the_two_has_a_terminal_that_is_in_use() -> None:
    room = Seated()

    def without(**presence: Presence) -> bool:
        return leaderless(room.meeting, room.organisation, presence)

    assert not without(zoe="terminal")
    assert not without(zoe="lost", eli="elsewhere")
    assert without(zoe="lost", ana="terminal")
    room.act(c.Leave(person="eli"))
    assert without(eli="terminal")


def test_an_occasion_lasts_whatever_the_others_do_meanwhile() -> None:
    stage = on(item_in("consent-s3"), circle=card("s3")).to("consent")

    def occasion(person: str) -> str:
        return summons(snapshot(stage.meeting), person).occasion

    asked = occasion("ana")
    stage.act(c.Consent(person="chidi", means="terminal"), c.RaiseHand(person="ben"))
    assert occasion("ana") == asked
    assert occasion("chidi") == ""
    stage.act(c.UndoAct())
    assert occasion("ana") == asked


def test_a_turn_is_one_occasion_though_an_act_is_taken_back_and_the_clock_is_stopped() -> None:
    stage = Stage()
    had, after = stage.round.now, stage.round.next

    def occasion(person: str) -> str:
        return summons(snapshot(stage.meeting), person).occasion

    asked, soon = occasion(had), occasion(after)
    stage.act(c.RaiseHand(person="dara"), c.UndoAct(), c.PauseClock(), c.ResumeClock())
    assert (occasion(had), occasion(after)) == (asked, soon)
    stage.act(c.FinishTurn())
    assert occasion(after) not in ("", soon)
    for _each in SEATS[1:]:
        stage.act(c.FinishTurn())
    stage.act(c.BeginRound(start=had))
    assert occasion(had) not in ("", asked)


# --- rights in words ----------------------------------------------------------------------------------


def test_facilitator_and_secretary_lead_while_they_are_in_the_room() -> None:
    room = Seated()
    assert [p for p in room.meeting.people if leads(room.meeting, p)] == ["eli", "zoe"]
    room.act(c.Leave(person="eli"))
    assert [p for p in room.meeting.people if leads(room.meeting, p)] == ["zoe"]
    assert not leads(room.meeting, "mallory")


@pytest.mark.parametrize(
    ("person", "action", "why"),
    [
        ("ana", "outcome", "zoe and eli see to it"),
        ("ana", "record", "zoe and eli see to it"),
        ("gil", "note", "as a guest you take part in rounds"),
        ("hana", "note", "You are watching."),
        ("fay", "agenda", "You are not in the room. Come in first"),
        ("ben", "move", "zoe and eli see to it"),
        ("ana", "view", "You are here and can say it"),
    ],
)
def test_who_has_no_right_is_told_why_before_a_form_is_filled_in(person: str, action: str, why: str) -> None:
    room = Seated()
    room.act(*[c.FinishTurn()] * 7, c.NextStep(), c.NextStep())
    presence: dict[str, Presence] = dict.fromkeys(room.wired, "terminal")
    said = sentence(denied(action, room.meeting, room.organisation, person, presence))
    assert why.lower() in said.lower()
    assert action not in room.caps(person)
