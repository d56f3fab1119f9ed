"""Meeting: the questions that are asked of its state."""

from sociotui.domain import commands
from sociotui.domain.meeting import Item, Place, display_names, plan
from tests.domain.stage import SEATS, Stage, opening

TWO = (Item(id=1, title="Compost", aim="explore"), Item(id=2, title="Shed"))


def test_the_plan_holds_each_items_steps_where_the_items_stand() -> None:
    keys = [place.key for place in plan(Stage(opening(agenda=TWO)).meeting)]
    assert keys[:6] == ["check-in", "admin", "agenda", "1:open", "1:explore", "1:outcome"]
    assert keys[6:9] == ["2:present", "2:clarify", "2:react"]
    assert keys[-3:] == ["backlog", "check-out", "close"]


def test_the_last_minutes_are_in_the_plan_where_there_are_any() -> None:
    assert Place("minutes") not in plan(Stage().meeting)
    assert Place("minutes") in plan(Stage(opening(minutes_before="We met.")).meeting)


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
