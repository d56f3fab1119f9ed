"""Meeting: the questions that are asked of its state."""

import msgspec
import pytest
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.customs import Customs
from sociotui.domain.event import Command
from sociotui.domain.items import Item
from sociotui.domain.meeting import Place, display_names, place_of, plan, sealed, veiled
from tests.domain.stage import CIRCLE, REASON, SEATS, Stage, item_in, nominating, opening

TWO = (Item(id=1, title="Compost", aim="explore"), Item(id=2, title="Shed"))


def test_the_plan_holds_each_items_steps_where_the_items_stand() -> None:
    keys = [place.key for place in plan(Stage(opening(agenda=TWO)).meeting)]
    assert keys[:6] == ["check-in", "admin", "agenda", "1:open", "1:explore", "1:outcome"]
    assert keys[6:9] == ["2:present", "2:clarify", "2:react"]
    assert keys[-3:] == ["backlog", "check-out", "close"]


def test_the_last_minutes_are_in_the_plan_where_there_are_any() -> None:
    assert Place("minutes") not in plan(Stage().meeting)
    assert Place("minutes") in plan(Stage(opening(minutes_before="We met.")).meeting)


def test_approving_these_minutes_is_in_the_plan_where_the_circle_does_so_at_the_end() -> None:
    assert Place("approve") not in plan(Stage().meeting)
    at_the_end = Stage(opening(circle=replace(CIRCLE, customs=Customs(minutes="end"))))
    assert [p.key for p in plan(at_the_end.meeting)][-3:] == ["check-out", "approve", "close"]
    at_the_end.to("approve")
    assert (at_the_end.meeting.subject, at_the_end.round.kind) == ("approve", "consent")
    at_the_end.act(commands.Object(reason="Fay was there."))
    at_the_end.come_round()
    assert "‹release›" in at_the_end.refuses(commands.NextStep())


@pytest.mark.parametrize(
    "more", [commands.TakeNote(text="Fay was there."), commands.TakeOn(text="Oil the lock", owner="ana")]
)
def test_with_more_in_them_the_minutes_are_asked_about_anew(more: Command) -> None:
    stage = Stage(opening(circle=replace(CIRCLE, customs=Customs(minutes="end")))).to("approve")
    stage.act(commands.Consent())
    stage.act(more)
    assert stage.meeting.ledger.answers == {}
    assert stage.round.subject == "approve"
    stage.come_round()
    assert stage.meeting.ledger.reached
    stage.act(commands.NextStep())
    assert stage.meeting.step.kind == "closing"


def test_an_item_goes_through_the_format_that_it_names() -> None:
    keys = [place.key for place in plan(Stage(opening(agenda=(item_in("selection"),))).meeting)]
    assert keys[3:8] == ["1:role", "1:qualify", "1:list", "1:list-consent", "1:nominate"]


def test_each_part_of_an_item_is_consented_to_by_itself() -> None:
    stage = Stage(opening(agenda=(item_in("forming"),))).to("needs-consent")
    assert stage.meeting.subject == "item:1:needs"
    assert stage.meeting.proposal == stage.item.part("needs")
    stage.to("consent").come_round()
    assert stage.meeting.subject == "item:1"
    assert {s: ledger.reached for s, ledger in stage.meeting.ledgers.items()} == {
        "agenda": True,
        "item:1:needs": True,
        "item:1:dimensions": True,
        "item:1": True,
    }
    assert place_of("item:1:needs") == (1, "needs")
    assert place_of("agenda") == (0, "")


def test_who_is_asked_for_consent_is_the_same_while_it_is_integrated_and_recorded() -> None:
    stage = Stage(opening(agenda=(item_in("removal", about="dara"),)))
    for step in ("consent", "integrate", "record"):
        stage.to(step)
        assert "dara" not in stage.meeting.counting()
        assert stage.meeting.asked(("ana", "dara", "fay")) == ("ana", "fay")
    assert "dara" in stage.meeting.concerned(("dara",))


def test_nominations_are_veiled_until_they_are_revealed() -> None:
    stage = Stage(opening(agenda=(item_in("selection"),))).to("nominate")
    assert veiled(stage.meeting) is stage.meeting
    stage.act(nominating(stage.meeting, "ana", "dara"))
    seen = veiled(stage.meeting).agenda[0].grid
    assert seen
    assert (seen.has_written("ana"), seen.has_written("ben")) == (True, False)
    assert "dara" not in str(seen)
    assert "Writes" not in str(seen)
    stage.to("reasons")
    assert veiled(stage.meeting) == stage.meeting


def test_of_a_sealed_meeting_it_is_kept_how_it_ended_not_who_spoke_when_or_said_what() -> None:
    stage = Stage(opening(agenda=(item_in("selection"),))).to("integrate")
    stage.act(commands.HearView(person="fay", text="Chidi, for the calm."))
    stage.to("close").onward()
    kept = sealed(stage.meeting)
    assert (kept.decisions, kept.people, kept.seats, kept.done) == (
        stage.meeting.decisions,
        stage.meeting.people,
        stage.meeting.seats,
        stage.meeting.done,
    )
    written = msgspec.json.encode(kept).decode()
    for said in (REASON, "Writes clearly", "Chidi, for the calm", "spent", "spoken"):
        assert said in msgspec.json.encode(stage.meeting).decode()
        assert said not in written
    assert kept.sealed


def test_a_place_is_known_by_its_key() -> None:
    assert (Place("consent", 3).key, Place("agenda").key) == ("3:consent", "agenda")


def test_what_consent_is_asked_about_follows_the_place() -> None:
    stage = Stage(opening(minutes_before="We met.", agenda=TWO))
    subjects = {step: stage.to(step).meeting.subject for step in ("check-in", "minutes", "agenda", "open", "backlog")}
    assert subjects == {"check-in": "", "minutes": "minutes", "agenda": "agenda", "open": "item:1", "backlog": ""}


def test_each_subject_has_a_version() -> None:
    meeting = Stage().to("consent").meeting
    assert meeting.version_of("agenda") == meeting.agenda_version
    assert [meeting.version_of(s) for s in ("minutes", "item:1", "item:9", "")] == [1, 1, 0, 0]


def test_who_speaks_next_is_known_in_each_mode() -> None:
    stage = Stage().starting("ana")
    assert stage.meeting.next_speaker == "ben"
    stage.act(commands.TakeTurn(person="eli"))
    assert stage.meeting.next_speaker == "ana"
    stage.act(commands.UndoAct(), commands.RaiseHand(person="dara"), commands.OpenMode(mode="popcorn"))
    assert stage.meeting.next_speaker == ""
    stage.act(commands.OpenMode(mode="stack"))
    assert stage.meeting.next_speaker == "dara"


def test_without_a_round_the_first_raised_hand_is_next() -> None:
    stage = Stage().to("admin")
    assert stage.meeting.next_speaker == ""
    stage.act(commands.RaiseHand(person="dara"))
    assert stage.meeting.next_speaker == "dara"


def test_who_takes_part_who_counts_and_who_is_absent() -> None:
    stage = Stage(opening(guests=("gil",)))
    stage.act(commands.Arrive(person="fay", joining="watch"), commands.Leave(person="ben"))
    assert stage.meeting.taking_part() == ("ana", "chidi", "dara", "eli", "zoe", "gil")
    assert stage.meeting.counting() == ("ana", "chidi", "dara", "eli", "zoe")
    assert stage.meeting.absent() == ("ben",)


def test_people_are_called_by_name_and_strangers_by_id() -> None:
    meeting = Stage().meeting
    assert meeting.name("ana") == "Ana"
    assert meeting.names(("ana", "nobody")) == "Ana, nobody"
    assert display_names(meeting.people) == {p: p.title() for p in (*SEATS, "fay")}


def test_no_time_has_elapsed_before_its_start() -> None:
    meeting = Stage().meeting
    assert meeting.elapsed(2_000, 1_500) == 0
    assert meeting.elapsed(2_000, 2_500) == 500


def test_where_nothing_was_asked_the_ledger_is_empty() -> None:
    assert Stage().meeting.ledger.counted == ()
    assert Stage().meeting.item is None
