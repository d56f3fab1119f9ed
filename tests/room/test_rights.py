"""Rights: each speaks for themselves; facilitator and secretary act for the meeting; nobody answers for who can answer."""

from typing import get_args

import pytest
from msgspec.structs import replace

from sociotui.domain import commands as c
from sociotui.domain import events as e
from sociotui.domain.cards import Card
from sociotui.domain.circles import Circle
from sociotui.domain.consent import Means
from sociotui.domain.customs import Customs
from sociotui.domain.event import Command
from sociotui.domain.items import FollowUp
from sociotui.domain.organisation_commands import AnswerDecision
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Nomination
from sociotui.room.actions import ACTIONS, BY_ID
from sociotui.room.asking import Options
from sociotui.room.rights import allow, caps, rights_table
from sociotui.room.rights_table import BETWEEN, BY_ACTION, TABLE
from tests.domain.casting import card
from tests.domain.stage import BETTER, REASON, REVIEW, TODAY, WORDING, Stage, format_named, item_in, opening
from tests.room.seated import EVERYBODY, ITEM, Seated, identity, organisation

ALONE = frozenset(["zoe", "eli"])
"""Only facilitator and secretary have a terminal; the others sit in the room."""


@pytest.fixture
def asking() -> Seated:
    """A consent round that begins with ana; everybody has a terminal."""
    return Seated().to("consent").starting("ana")


# --- the table -------------------------------------------------------------------------------------


def test_every_command_of_a_meeting_stands_in_the_table() -> None:
    kinds = {kind for kind in vars(c).values() if isinstance(kind, type) and issubclass(kind, Command)}
    assert set(TABLE) == kinds - {Command, c.OpenMeeting}


def test_every_action_names_the_commands_that_it_asks_for() -> None:
    assert set(BY_ACTION) == {a.id for a in ACTIONS if a.command}
    stage, said = Stage().to("consent"), Options(person="ana", text="Words", way="modify", kind="keep", nominee="ben")
    for action in ACTIONS:
        for options in (said, replace(said, kind=""), replace(said, kind="dropped"), replace(said, kind="joins")):
            try:
                command = action.command(stage.meeting, options) if action.command else None
            except Refused:
                continue
            assert command is None or type(command) in BY_ACTION[action.id]


def test_the_table_is_told_in_words_from_the_same_rights() -> None:
    told = dict(rights_table())
    assert "consent, objection, concern" in told["Members in the room, for themselves"]
    assert "steps, rounds" in told["Facilitator and secretary of the meeting"]
    assert "consent" not in told["Facilitator and secretary of the meeting"]
    whole = " ".join(told.values())
    assert all(right.words in whole for right in TABLE.values())
    assert all(what in whole for _who, what in BETWEEN.values())


def test_at_a_laptop_and_for_a_steward_all_is_as_it_was(asking: Seated) -> None:
    for who in (identity("ana", "laptop"), identity("ana", "socket", steward=True), identity("pi", "laptop")):
        for command in (c.Consent(person="ben"), c.NextStep(), c.Object(person="fay", reason=REASON, means="phone")):
            assert allow(command, who, asking.meeting, asking.organisation, EVERYBODY) == command
        assert caps(who, asking.meeting, asking.organisation, EVERYBODY) == frozenset(BY_ID)


# --- each for themselves ---------------------------------------------------------------------------


def test_a_member_consents_at_their_own_terminal_and_the_ledger_says_so(asking: Seated) -> None:
    asking.does("ana", c.Consent())
    asking.does("ben", c.Consent(person="ben", turn=99))
    assert {p: a.means for p, a in asking.meeting.ledger.answers.items()} == {"ana": "terminal", "ben": "terminal"}
    with pytest.raises(Refused, match="It is Chidi's turn; Dara is next"):
        asking.does("dara", c.Consent())


def test_nobody_consents_objects_or_speaks_for_another(asking: Seated) -> None:
    answers: list[Command] = [
        c.Consent(person="ben"),
        c.Object(person="ben", reason=REASON),
        c.Worry(person="ben", text="x"),
    ]
    for command in answers:
        assert "That is Ben's to say, at their own terminal" in asking.denies("ana", command)
    asking.wired = frozenset(["ana"])
    assert "That is for Ben themselves, or for Zoe and Eli" in asking.denies("ana", answers[0])
    for command in (c.FinishTurn(person="ben"), c.Leave(person="ben"), c.TakeSeat(person="ben", place=1)):
        assert "for Ben themselves" in asking.denies("ana", command)


def test_what_a_message_says_of_how_an_answer_came_changes_nothing(asking: Seated) -> None:
    for means in get_args(Means):
        own = asking.allowed("ana", c.Consent(means=means, witness="ben"))
        assert own == c.Consent(person="ana", means="terminal")

    asking.wired = ALONE
    said: tuple[Means, ...] = ("room", "terminal", "lapse")
    for means in said:
        entered = asking.allowed("zoe", c.Consent(person="ana", means=means))
        assert entered == c.Consent(person="ana", means="room")
    laptop = identity("pi", "laptop")
    for means in said:
        entered = allow(c.Consent(means=means), laptop, asking.meeting, asking.organisation, ())
        assert entered == c.Consent()
    steward = identity("ana", "ssh", steward=True)
    assert allow(c.Consent(), steward, asking.meeting, asking.organisation, ()) == c.Consent(means="terminal")


def test_a_name_that_only_cleaning_makes_somebodys_is_theirs(asking: Seated) -> None:
    assert "Ana has a terminal" in asking.denies("zoe", c.Consent(person=" \u202eana\x00 "))
    assert "Ana's to say" in asking.denies("ben", c.Consent(person="\x1b[31mana\x1b[0m"))


def test_turns_go_on_though_somebody_forgot_to_press() -> None:
    room = Seated().starting("ana")
    assert "for Ana themselves" in room.denies("ben", c.FinishTurn(person="ana"))
    with pytest.raises(Refused, match="It is Ana's turn; Ben is next"):
        room.does("ben", c.FinishTurn())
    room.does("ana", c.FinishTurn())
    room.does("zoe", c.FinishTurn())
    room.does("eli", c.PassTurn(person="chidi"), c.PostponeTurn())
    assert (room.round.spoken, room.round.passed, room.round.later) == (("ana", "ben"), ("chidi",), ("dara",))


def test_popcorn_and_stack_are_taken_and_being_heard_out_of_turn_is_granted() -> None:
    room = Seated().starting("ana")
    assert "Raise a hand (‹hand›)" in room.denies("dara", c.TakeTurn(person="dara"))
    room.does("dara", c.RaiseHand())
    room.does("zoe", c.TakeTurn(person="dara"), c.FinishTurn(), c.OpenMode(mode="popcorn"))
    room.does("ben", c.TakeTurn(person=""), c.FinishTurn())
    room.does("zoe", c.OpenMode(mode="stack"))
    room.does("ana", c.RaiseHand())
    room.does("ben", c.RaiseHand())
    assert "one after the other" in room.denies("ben", c.TakeTurn(person="ben"))
    assert "for Ana themselves" in room.denies("ben", c.FinishTurn())
    assert "next" not in room.caps("ben")
    room.does("ana", c.FinishTurn())
    assert room.round.now == "ana"


def test_hands_are_raised_by_who_wants_to_speak_and_lowered_by_whoever_remembers() -> None:
    room = Seated(wired=("ana", "zoe"))
    room.does("zoe", c.RaiseHand(person="ben"), c.RaiseHand())
    assert "Ana has a terminal" in room.denies("zoe", c.RaiseHand(person="ana"))
    room.does("ana", c.RaiseHand())
    room.does("eli", c.LowerHand(person="ana"))
    assert room.meeting.hands == ("ben", "zoe")


# --- facilitator and secretary ---------------------------------------------------------------------


def test_they_answer_for_those_without_a_terminal_and_for_nobody_else(asking: Seated) -> None:
    asking.wired = ALONE | {"ben"}
    asking.does("eli", c.Consent())
    assert "Ben has a terminal of their own" in asking.denies("zoe", c.Consent())
    asking.does("ben", c.Consent())
    asking.does("zoe", c.Object(reason=REASON))
    ledger = asking.meeting.ledger
    assert {p: a.means for p, a in ledger.answers.items()} == {"ana": "room", "ben": "terminal", "chidi": "room"}
    asking.wired |= {"chidi"}
    assert "Chidi has a terminal" in asking.denies("zoe", c.Release(person="chidi"))
    asking.wired = ALONE
    asking.does("eli", c.Release(person="chidi"))
    assert asking.meeting.ledger.open == ()


def test_where_all_are_asked_at_once_facilitator_and_secretary_answer_for_themselves() -> None:
    room = Seated(circle=card("s3")).to("consent").starting("ana")
    room.does("zoe", c.Consent(turn=room.meeting.turn))
    room.does("dara", c.Consent(turn=room.meeting.turn))
    assert {p: a.means for p, a in room.meeting.ledger.answers.items()} == {"zoe": "terminal", "dara": "terminal"}


def test_by_phone_whoever_enters_it_is_the_witness_or_somebody_in_the_room(asking: Seated) -> None:
    phoned = c.Consent(person="fay", means="phone")
    asking.wired = ALONE | {"ben"}
    assert asking.allowed("zoe", phoned) == replace(phoned, witness="zoe")
    assert asking.allowed("zoe", c.Consent(person="fay", witness="ana")) == replace(phoned, witness="ana")
    assert "what Ben has heard" in asking.denies("zoe", replace(phoned, witness="ben"))
    assert "for Fay themselves" in asking.denies("ben", phoned)
    asking.wired |= {"fay"}
    assert "Fay has a terminal" in asking.denies("zoe", phoned)


def test_whose_connection_went_answers_later_or_by_phone(asking: Seated) -> None:
    asking.wired, asking.lost = ALONE, frozenset(["ana"])
    assert "Ana's connection is gone" in asking.denies("zoe", c.Consent())
    asking.does("zoe", c.Leave(person="ana"), c.NextStep(), c.Consent(person="ana", means="phone"))
    assert asking.meeting.ledger.answers["ana"].means == "phone"


def test_who_was_noted_as_gone_comes_back_into_the_round_and_who_is_late_asks() -> None:
    room = Seated().to("agenda")
    room.does("zoe", c.Leave(person="ben"))
    room.does("ben", c.Arrive(person="ben", joining="end"))
    assert "ben" in room.round.order
    late = c.Arrive(person="fay", joining="end")
    assert "Zoe and Eli can take you in at its end" in room.denies("fay", late)
    room.does("fay", c.Arrive(person=""))
    assert "fay" not in room.round.order
    room.does("eli", late)
    assert "fay" in room.round.order


def test_the_way_the_record_and_the_agenda_are_with_the_two(asking: Seated) -> None:
    theirs: tuple[Command, ...] = (
        c.NextStep(),
        c.PreviousStep(),
        c.BeginRound(),
        c.OpenMode(mode="free"),
        c.SayStuck(),
        c.Record(),
        c.EndItem(kind="dropped"),
        c.MoveItem(item=1, place=2),
        c.Arrange(minutes=60),
        c.PauseClock(),
        c.CloseMeeting(),
    )
    for command in theirs:
        assert "Zoe and Eli see to it" in asking.denies("ana", command)
        assert asking.allowed("zoe", command) == asking.allowed("eli", command) == command


def test_facilitator_and_secretary_only_while_they_are_in_the_room(asking: Seated) -> None:
    asking.does("zoe", c.Leave(person=""))
    assert "see to it" in asking.denies("zoe", c.NextStep())
    asking.does("zoe", c.Arrive(person="zoe"))
    asking.does("zoe", c.PreviousStep())


def test_a_circle_is_not_stuck_when_neither_of_the_two_is_at_a_terminal() -> None:
    room = Seated(wired=("ana", "ben", "eli", "gil", "hana"))
    mine = c.HandOver(role="facilitator", person="ana")
    assert "Zoe and Eli see to it" in room.denies("ana", mine)
    room.does("eli", c.HandOver(role="facilitator", person="ben"), c.HandOver(role="facilitator", person="zoe"))
    room.lost = frozenset(["eli", "zoe"])
    room.wired -= {"eli"}
    assert "takes facilitation over (‹hand-over›)" in room.denies("ana", c.NextStep())
    assert "hand-over" in room.caps("ana")
    for other in (replace(mine, person="ben"), replace(mine, role="secretary")):
        assert "takes facilitation over" in room.denies("ana", other)
    assert "members of Garden circle" in room.denies("gil", replace(mine, person="gil"))
    room.does("ana", mine, c.HandOver(role="secretary", person="ben"))
    assert (room.meeting.facilitator, room.meeting.secretary) == ("ana", "ben")


# --- members, guests, others -----------------------------------------------------------------------


def test_members_help_with_notes_topics_and_next_steps_in_their_own_name() -> None:
    room = Seated().to("present")
    room.does("ben", c.TakeNote(text="Ask the library."), c.Evaluate(text="Calm."), c.AddItem(title="Bees"))
    assert room.meeting.agenda[-1].presenter == "ben"
    assert room.does("ben", c.TakeOn(text="Ask"))[0] == e.FollowUpTaken(
        at=room.clock, item=1, follow_up=FollowUp(text="Ask", owner="ben")
    )
    assert "for Ana themselves" in room.denies("ben", c.TakeOn(text="Ask", owner="ana"))
    assert "for Ana themselves" in room.denies("ben", c.KeepForLater(title="Hens", person="ana"))
    room.does("ben", c.KeepForLater(title="Hens"), c.ChangeItem(item=2, title="Wild bees"), c.RemoveItem(item=2))
    assert "Who presents an item changes it" in room.denies("ben", c.ChangeItem(item=1, title="Rota"))
    assert "Who kept a topic lets it go" in room.denies("ana", c.DropFromBacklog(title="Hens"))
    room.does("ben", c.DropFromBacklog(title="Hens"))
    room.does("eli", c.TakeOn(text="Ask", owner="ana"), c.KeepForLater(title="Hens", person="ana"))


def test_who_brings_a_topic_keeps_its_wording() -> None:
    room = Seated().to("present")
    assert "Ana brings this and keeps its wording" in room.denies("ben", c.Propose(text=WORDING))
    room.does("ana", c.Propose(text=WORDING), c.Amend(text=BETTER))
    for command in (
        c.Amend(text=WORDING),
        c.Integrate(way="modify", text=WORDING),
        c.ProposeCustoms(customs=Customs()),
    ):
        assert "keeps its wording" in room.denies("ben", command)
    room.does("eli", c.Amend(text=WORDING))


def test_where_nobody_brings_a_topic_any_member_begins() -> None:
    room = Seated(replace(ITEM, presenter="")).to("present")
    assert "as a guest" in room.denies("gil", c.TakeNote(text="Hello."))
    assert "The wording is with Zoe and Eli" in room.denies("gil", c.Propose(text=WORDING))
    room.does("ben", c.Propose(text=WORDING))
    assert room.item.proposal and room.item.proposal.by == "ben"
    room.does("ben", c.Amend(text=BETTER))
    assert "Ben brings this" in room.denies("ana", c.Amend(text=WORDING))


def test_anybody_proposes_a_person_and_then_it_is_the_proposers() -> None:
    room = Seated(item_in("selection", presenter="zoe")).to("nominate")
    for person in room.meeting.counting():
        room.does(person, c.Nominate(person="", choices={"secretary": Nomination(person="ben")}))
    assert "Dara has a terminal" in room.denies("zoe", c.Nominate(person="dara", choices={}))
    assert "for Dara themselves" in room.denies("ana", c.PassTurn(person="dara"))
    assert "Dara has a terminal" in room.denies("eli", c.PassTurn(person="dara"))
    room.to("propose").does("dara", c.ProposeSelection(people={"secretary": "ben"}))
    assert "keeps its wording" in room.denies("dara", c.ProposeSelection(people={"secretary": "ana"}))


def test_a_guest_takes_part_in_rounds_and_is_not_asked() -> None:
    room = Seated().starting("gil")
    room.does(
        "gil", c.FinishTurn(), c.RaiseHand(), c.TakeSeat(person="", place=1), c.Evaluate(text="Warm."), c.UndoAct()
    )
    for command in (c.Consent(), c.Object(reason=REASON), c.AddItem(title="Bees"), c.TakeNote(text="Hello.")):
        assert "as a guest you take part in rounds" in room.denies("gil", command)
    room.does("gil", c.Leave(person="gil"))
    room.does("gil", c.Arrive(person="gil", joining="watch"))


def test_a_guest_whom_the_organisation_does_not_know_is_not_who_is_called_so_at_a_door() -> None:
    room = Seated()
    room.organisation = organisation("anybody")
    room.does("zoe", c.Arrive(person="mallory", name="Mallory"))
    assert "You are watching" in room.denies("mallory", c.RaiseHand())
    room.wired -= {"mallory"}
    room.does("zoe", c.RaiseHand(person="mallory"))


def test_who_watches_does_nothing_and_who_is_late_comes_in_first(asking: Seated) -> None:
    asking.organisation = organisation("anybody")
    for command in (c.Consent(), c.RaiseHand(), c.Arrive(person="hana"), c.NextStep(), c.TakeNote(text="Hello.")):
        for person in ("hana", "mallory"):
            assert "You are watching" in asking.denies(person, command)
    assert "Come in first (‹arrive›)" in asking.denies("fay", c.Consent())
    asking.does("zoe", c.Arrive(person="hana", name="Mallory", joining="watch"))
    assert asking.meeting.people["hana"].name == "Hana"
    asking.does("hana", c.Leave(person="hana"))


def test_an_absent_member_gives_their_own_view() -> None:
    room = Seated().to("present")
    view = c.HearView(person="fay", text="Saturdays are hard.")
    assert "Fay has a terminal" in room.denies("zoe", view)
    assert "for themselves" not in room.denies("ana", replace(view, person="ana"))
    room.does("fay", replace(view, person=""))
    room.wired -= {"fay"}
    room.does("zoe", view)


# --- taking back -----------------------------------------------------------------------------------


def test_each_takes_back_what_they_did_last_and_nobody_an_answer_of_another(asking: Seated) -> None:
    asking.does("ana", c.Consent())
    for person in ("zoe", "eli"):
        assert "The last act is an answer of Ana's" in asking.denies(person, c.UndoAct())
    assert "an answer of Ana's" in asking.denies("ben", c.UndoAct())
    assert "undo" in asking.caps("ana") and "undo" not in asking.caps("zoe")
    asking.does("ana", c.UndoAct(), c.RaiseHand())
    assert "The last act was Ana's" in asking.denies("ben", c.UndoAct())
    asking.does("zoe", c.UndoAct())
    asking.wired = ALONE
    asking.does("zoe", c.Object(reason=REASON))
    asking.does("eli", c.UndoAct())
    asking.does("zoe", c.Object(reason=REASON))
    asking.wired = frozenset(EVERYBODY)
    assert "Ana's" in asking.denies("eli", c.UndoAct())
    asking.does("ana", c.UndoAct(), c.Object(reason=REASON), c.Release(person="ana"))
    assert "an answer of Ana's" in asking.denies("zoe", c.UndoAct())


def test_where_nothing_was_done_there_is_nothing_to_take_back() -> None:
    room = Seated()
    assert "nothing to undo yet" in room.denies("zoe", c.UndoAct())
    assert "undo" not in room.caps("zoe")


# --- what a message may not bring along ------------------------------------------------------------


def test_what_only_a_room_fills_in_is_emptied(asking: Seated) -> None:
    forged = Card(id="garden-0-1", title="Watering", text="Never.", review=REVIEW, adopted=REVIEW)
    item = c.AddItem(title="Bees", format="siesta", steps=format_named("selection"), card=forged)
    assert asking.allowed("zoe", item) == c.AddItem(title="Bees", format="siesta")
    assert asking.allowed("zoe", c.ProposeSelection(lot=3)) == c.ProposeSelection()
    circle = Circle(id="", name="Compost circle", members=("hana",))
    assert asking.allowed("zoe", c.ProposeCircle(circle=circle, names={"hana": "Ana"})).names == {}  # type: ignore[attr-defined]
    joining = asking.allowed("zoe", c.ProposeMember(person="hana", name="Ana"))
    assert joining == c.ProposeMember(person="hana")
    newcomer = c.ProposeMember(person="ivo", name="Ivo")
    assert asking.allowed("zoe", newcomer) == newcomer


def test_what_belongs_elsewhere_is_not_asked_for_in_a_meeting(asking: Seated) -> None:
    for command in (opening(), AnswerDecision(decision="d", person="ana", today=TODAY)):
        assert "nothing to be asked for in it" in asking.denies("zoe", command)
        with pytest.raises(Refused, match="nothing to be asked for in it"):
            allow(command, identity("zoe", "laptop"), asking.meeting, asking.organisation, EVERYBODY)
