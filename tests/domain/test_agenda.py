"""Agenda: topics with aim and minutes, consent to them, and consent again when they change; backlog and notes."""

import pytest

from sociotui.domain import commands
from sociotui.domain.event import Command
from sociotui.domain.items import BacklogItem, Item
from tests.domain.stage import SEATS, Stage, item_in, opening

TWO = (Item(id=1, title="Compost", aim="explore", presenter="ben"), Item(id=2, title="Water bill", aim="report"))


def titles(stage: Stage) -> list[str]:
    return [i.title for i in stage.meeting.agenda]


@pytest.fixture
def stage() -> Stage:
    """Before the agenda is consented to, with two items on it."""
    return Stage(opening(agenda=TWO))


def test_an_item_has_topic_minutes_aim_presenter_and_document(stage: Stage) -> None:
    stage.act(commands.AddItem(title="Bees", aim="decide", minutes=25, presenter="eli", document="bees.pdf"))
    assert stage.meeting.agenda[-1] == Item(
        id=3, title="Bees", aim="decide", minutes=25, presenter="eli", document="bees.pdf"
    )


def test_an_item_has_a_title_and_a_time_that_can_be_kept(stage: Stage) -> None:
    assert "short title" in stage.refuses(commands.AddItem(title=" "))
    for minutes in (0, -5, 1441):
        assert "From 1 to 1440" in stage.refuses(commands.AddItem(title="Bees", minutes=minutes))
    assert "Near it: eli" in stage.refuses(commands.AddItem(title="Bees", presenter="elie"))


def test_items_keep_their_numbers_even_when_one_is_taken_off(stage: Stage) -> None:
    stage.act(commands.AddItem(title="Bees"), commands.RemoveItem(item=3), commands.AddItem(title="Wasps"))
    assert [(i.id, i.title) for i in stage.meeting.agenda][-1] == (4, "Wasps")


def test_an_item_is_changed_and_what_is_left_empty_stays(stage: Stage) -> None:
    stage.act(commands.ChangeItem(item=2, minutes=30, aim="decide"))
    assert stage.meeting.agenda[1] == Item(id=2, title="Water bill", aim="decide", minutes=30)
    assert "Nothing would change" in stage.refuses(commands.ChangeItem(item=2, minutes=30))
    assert "From 1 to 1440" in stage.refuses(commands.ChangeItem(item=2, minutes=-1))


def test_an_item_is_moved_and_taken_off(stage: Stage) -> None:
    stage.act(commands.MoveItem(item=2, place=1))
    assert titles(stage) == ["Water bill", "Compost"]
    assert "stands there already" in stage.refuses(commands.MoveItem(item=2, place=1))
    assert "from 1 to 2" in stage.refuses(commands.MoveItem(item=2, place=3))
    stage.act(commands.RemoveItem(item=2))
    assert titles(stage) == ["Compost"]


@pytest.mark.parametrize(
    "change", [commands.ChangeItem(item=7), commands.MoveItem(item=7, place=1), commands.RemoveItem(item=7)]
)
def test_an_unknown_item_is_answered_with_those_there_are(stage: Stage, change: Command) -> None:
    assert "There is: 1 “Compost”, 2 “Water bill”" in stage.refuses(change)


def test_what_has_begun_is_no_longer_changed_only_ended(stage: Stage) -> None:
    stage.to("open")
    for change in (
        commands.ChangeItem(item=1, minutes=5),
        commands.MoveItem(item=1, place=2),
        commands.RemoveItem(item=1),
    ):
        assert "“Compost” has begun" in stage.refuses(change)


def test_what_has_a_proposal_has_begun_even_when_it_was_gone_back_from() -> None:
    stage = Stage().to("clarify")
    while stage.meeting.place.item:
        stage.act(commands.PreviousStep())
    assert "“Tool-shed rota” has begun" in stage.refuses(commands.RemoveItem(item=1))


@pytest.mark.parametrize(("format_", "step"), [("forming", "picture"), ("selection", "reasons")])
def test_what_has_a_part_or_nominations_written_has_begun_too(format_: str, step: str) -> None:
    stage = Stage(opening(agenda=(item_in(format_),))).to(step)
    while stage.meeting.place.item:
        stage.act(commands.PreviousStep())
    assert "has begun" in stage.refuses(commands.RemoveItem(item=1))


def test_nothing_is_moved_before_what_has_begun(stage: Stage) -> None:
    stage.act(commands.AddItem(title="Bees"))
    stage.to("open")
    assert "from 2 to 3" in stage.refuses(commands.MoveItem(item=3, place=1))
    stage.act(commands.MoveItem(item=3, place=2))
    assert titles(stage) == ["Compost", "Bees", "Water bill"]


# --- consent to the agenda ---------------------------------------------------------------------------


def test_the_circle_consents_to_its_agenda(stage: Stage) -> None:
    stage.to("agenda")
    assert (stage.round.kind, sorted(stage.round.order), stage.meeting.agenda_consented) == (
        "consent",
        list(SEATS),
        False,
    )
    stage.come_round()
    assert stage.meeting.agenda_consented
    stage.act(commands.NextStep())
    assert stage.meeting.place.item == 1


CHANGES: list[Command] = [
    commands.AddItem(title="Bees"),
    commands.ChangeItem(item=2, minutes=5),
    commands.MoveItem(item=2, place=1),
    commands.RemoveItem(item=2),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda c: type(c).__name__)
def test_a_change_while_consent_is_asked_asks_everybody_anew(stage: Stage, change: Command) -> None:
    stage.to("agenda")
    stage.act(commands.Consent(), commands.Consent(), change)
    assert stage.meeting.place.step == "agenda"
    assert sorted(stage.meeting.ledger.missing) == list(SEATS)
    stage.come_round()
    assert stage.meeting.agenda_consented


@pytest.mark.parametrize("change", CHANGES, ids=lambda c: type(c).__name__)
def test_a_change_after_consent_was_reached_asks_everybody_anew(stage: Stage, change: Command) -> None:
    stage.to("agenda").come_round().act(change)
    assert not stage.meeting.agenda_consented
    assert sorted(stage.meeting.ledger.missing) == list(SEATS)


@pytest.mark.parametrize(
    "change", [commands.AddItem(title="Bees"), commands.ChangeItem(item=2, minutes=5)], ids=["add", "change"]
)
def test_a_later_change_asks_for_consent_again_before_the_next_item(stage: Stage, change: Command) -> None:
    stage.to("explore").act(change)
    assert (stage.meeting.place.item, stage.meeting.agenda_consented) == (1, False)
    stage.to("agenda").come_round()
    assert stage.meeting.agenda_consented
    stage.act(commands.NextStep())
    assert stage.meeting.place.item == 2


def test_an_item_added_after_the_last_one_is_come_to_by_consent(stage: Stage) -> None:
    stage.to("outcome", item=2).act(commands.AddItem(title="Bees"))
    stage.onward().onward()
    assert stage.meeting.place.step == "agenda"
    stage.to("present")
    assert stage.item.title == "Bees"


def test_consent_to_an_agenda_that_has_changed_is_refused(stage: Stage) -> None:
    stage.to("agenda")
    seen = stage.meeting.agenda_version
    stage.act(commands.AddItem(title="Bees"))
    assert f"version {seen + 1} is the one that counts now" in stage.refuses(commands.Consent(version=seen))


def test_an_empty_agenda_asks_nobody() -> None:
    stage = Stage().to("agenda")
    assert stage.meeting.round is None
    stage.act(commands.NextStep())
    assert stage.meeting.place.step == "backlog"


def test_taking_the_last_item_off_ends_the_asking(stage: Stage) -> None:
    stage.to("agenda").act(commands.RemoveItem(item=1), commands.RemoveItem(item=2))
    assert stage.meeting.round is None
    stage.act(commands.AddItem(title="Bees"))
    assert sorted(stage.meeting.ledger.missing) == list(SEATS)


# --- backlog and notes --------------------------------------------------------------------------------


def test_a_topic_is_kept_on_the_backlog_once(stage: Stage) -> None:
    stage.act(commands.KeepForLater(title="Bees", aim="explore", minutes=15, person="dara"))
    assert stage.meeting.backlog == (BacklogItem(title="Bees", aim="explore", minutes=15, added_by="dara"),)
    assert "on the backlog already" in stage.refuses(commands.KeepForLater(title=" Bees "))
    assert "short title" in stage.refuses(commands.KeepForLater(title=""))
    assert "no person “Bea”" in stage.refuses(commands.KeepForLater(title="Hives", person="Bea"))


def test_what_no_longer_matters_is_let_go(stage: Stage) -> None:
    assert "There is: none" in stage.refuses(commands.DropFromBacklog(title="Bees"))
    stage.act(commands.KeepForLater(title="Bees"), commands.KeepForLater(title="Hives"))
    assert "There is: “Bees”, “Hives”" in stage.refuses(commands.DropFromBacklog(title="Wasps"))
    stage.act(commands.DropFromBacklog(title="Bees"))
    assert [t.title for t in stage.meeting.backlog] == ["Hives"]


def test_a_note_belongs_to_the_item_or_to_the_meeting(stage: Stage) -> None:
    stage.act(commands.TakeNote(text="Eli brings tea."))
    stage.to("explore").act(commands.TakeNote(text="Two heaps."))
    assert (stage.meeting.notes, stage.item.notes) == (("Eli brings tea.",), ("Two heaps.",))
    assert "nothing to note" in stage.refuses(commands.TakeNote(text="\n"))


def test_length_and_next_meeting_are_agreed(stage: Stage) -> None:
    stage.act(commands.Arrange(minutes=90), commands.Arrange(next_meeting="30 November, 18:00"))
    assert (stage.meeting.minutes, stage.meeting.next_meeting) == (90, "30 November, 18:00")
    assert "agreed already" in stage.refuses(commands.Arrange(minutes=90))
    assert "Say one of them" in stage.refuses(commands.Arrange())
    assert "From 1 to 1440" in stage.refuses(commands.Arrange(minutes=5000))
