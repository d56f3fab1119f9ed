"""Keeping: what a meeting decided goes on record once; what came meanwhile stays; speaking time only by the circle's consent."""

import pytest
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.circles import Circle
from sociotui.domain.customs import Customs
from sociotui.domain.items import BacklogItem, FollowUp, with_topic
from sociotui.domain.keeping import totals
from sociotui.domain.organisation_commands import KeepOutcomes
from sociotui.domain.organisation_events import (
    CircleFormed,
    DecisionWaited,
    FollowUpKept,
    MeetingHeld,
    PolicyAdopted,
    TopicReceived,
)
from tests.domain.casting import Books, card, on
from tests.domain.stage import (
    BETTER,
    OPENED,
    REASON,
    REVIEW,
    SEATS,
    SECOND,
    Stage,
    item_in,
    opening,
    round_format,
    steps,
)

KEEPING = Customs(absence="present", keep_totals=True)


# --- once ----------------------------------------------------------------------------------------


def test_outcomes_go_on_record_once_however_often_this_is_tried() -> None:
    stage = on(item_in("consent", title="Shed"), item_in("selection"), item_in("consent", title="Customs"))
    stage.to("present", 3).act(commands.ProposeCustoms(customs=Customs(term=6)))
    books = Books()
    meeting = books.keep(stage)
    assert len(books.made) == 5
    once = books.organisation
    for _again in range(3):
        assert books.act(KeepOutcomes(meeting=meeting)) == ()
        books.clock += SECOND
    assert books.organisation == once


def test_each_decision_is_on_record_or_waits_and_the_meeting_comes_last() -> None:
    stage = on(
        item_in("consent", title="Shed"),
        item_in("removal", about="fay", title="Fay"),
        circle=card(customs=Customs()),
    )
    books = Books()
    books.keep(stage)
    first, *_between, last = books.made
    assert isinstance(first, DecisionWaited)
    assert isinstance(last, MeetingHeld)
    assert sorted(books.organisation.waiting) == ["garden-1-d1"]
    assert "fay" not in books.garden.members


def test_next_steps_go_on_record_with_ids_of_their_own() -> None:
    stage = Stage(opening(circle=card())).to("admin")
    stage.act(commands.TakeOn(text="Book the room.", owner="eli"))
    stage.to("present").act(commands.TakeOn(text="Cut a key.", owner="ben", due=REVIEW))
    books = Books()
    books.keep(stage)
    assert [e.follow_up for e in books.made if isinstance(e, FollowUpKept)] == [
        FollowUp(id="garden-1-step-1", circle="garden", text="Cut a key.", owner="ben", due=REVIEW),
        FollowUp(id="garden-1-step-2", circle="garden", text="Book the room.", owner="eli"),
    ]


def test_what_was_said_of_the_meeting_is_kept_for_the_circle_without_names() -> None:
    stage = Stage(opening(circle=card())).to("check-out")
    stage.act(commands.Evaluate(text="We were quick."))
    books = Books()
    books.keep(stage)
    assert books.organisation.held["garden-1"].evaluation == ("We were quick.",)


# --- the backlog ---------------------------------------------------------------------------------


HOSES, BEES = BacklogItem(title="Hoses"), BacklogItem(title="Bees", next_step="Ask Ivo.")


def meeting(books: Books) -> Stage:
    """Return a meeting of a circle that has two topics on its backlog."""
    books.organisation = replace(books.organisation, backlog={"garden": (HOSES, BEES)})
    return Stage(replace(opening(circle=card()), backlog=(HOSES, BEES)))


def arrives(books: Books, topic: BacklogItem) -> None:
    """Let a topic arrive on the backlog from outside the meeting."""
    received = TopicReceived(at=OPENED, circle="garden", topic=topic)
    books.apply(received)


def backlog(books: Books) -> list[tuple[str, str]]:
    """Return titles and next steps of the garden circle's backlog."""
    return [(t.title, t.next_step) for t in books.organisation.backlog["garden"]]


def test_a_topic_that_arrives_while_the_circle_meets_is_not_lost() -> None:
    books = Books()
    stage = meeting(books)
    arrives(books, BacklogItem(title="Hens", next_step="Objection: they bite."))
    stage.act(commands.DropFromBacklog(title="Hoses"), commands.KeepForLater(title="Seeds"))
    books.keep(stage)
    assert backlog(books) == [("Bees", "Ask Ivo."), ("Hens", "Objection: they bite."), ("Seeds", "")]


def test_what_arrives_on_a_topic_that_is_there_is_added_to_it() -> None:
    books = Books()
    stage = meeting(books)
    arrives(books, BacklogItem(title="Bees", next_step="Objection: they sting."))
    books.keep(stage)
    assert backlog(books) == [("Hoses", ""), ("Bees", "Ask Ivo.\nObjection: they sting.")]


def test_what_arrives_on_a_topic_that_the_meeting_lets_go_of_brings_it_back() -> None:
    books = Books()
    stage = meeting(books)
    stage.act(commands.DropFromBacklog(title="Bees"))
    arrives(books, BacklogItem(title="Bees", next_step="Objection: they sting."))
    books.keep(stage)
    assert backlog(books) == [("Hoses", ""), ("Bees", "Ask Ivo.\nObjection: they sting.")]


def test_a_topic_is_kept_once_and_says_each_next_step_once() -> None:
    topics = with_topic((HOSES, BEES), BacklogItem(title="Bees", next_step="Ask Ivo.\nBuy a hive."))
    assert [t.next_step for t in topics] == ["", "Ask Ivo.\nBuy a hive."]
    assert with_topic(topics, HOSES) == topics
    assert with_topic((), BEES) == (BEES,)


def test_a_wording_that_was_come_to_when_stuck_is_no_version_of_where_it_goes() -> None:
    books = Books()
    books.keep(on(item_in("consent", title="Shed")).to("way-on"))
    policy = next(e.policy for e in books.made if isinstance(e, PolicyAdopted))
    assert (policy.text.splitlines()[0], policy.versions) == ("A helping circle is founded: Helping circle: Shed.", ())


# --- speaking time: the circle's own mirror ------------------------------------------------------------


def test_speaking_time_is_discarded_unless_the_circle_has_agreed_to_keep_totals() -> None:
    for customs, kept in ((Customs(absence="present"), []), (KEEPING, list(SEATS))):
        books = Books()
        books.keep(on(item_in("consent"), circle=card(customs=customs)))
        assert sorted(books.organisation.held["garden-1"].totals) == kept


def talking(kind: str = "brainstorm") -> Stage:
    """Return a meeting of one round, from ana on; each turn takes as long as the test lets it."""
    format_ = round_format(kind, *steps(("close", "closing")))  # type: ignore[arg-type]
    return Stage(opening(format=format_, circle=card(customs=KEEPING))).starting("ana")


def spent(stage: Stage) -> dict[str, int]:
    """Close a meeting and return for how many seconds each spoke."""
    stage.act(commands.CloseMeeting(postpone=True))
    return {person: time // SECOND for person, time in totals(stage.meeting).items() if time}


def speak(stage: Stage, seconds: int) -> None:
    """Let who has the turn speak for so long; the act itself takes a second of it."""
    stage.wait(seconds - 1).act(commands.FinishTurn())


def test_totals_count_every_lap_of_a_round() -> None:
    stage = talking()
    for seconds in (10, 20, 30, 40, 50, 60):
        speak(stage, seconds)
    stage.act(commands.BeginRound(start="ana", direction="left"))
    for _person in SEATS:
        speak(stage, 5)
    assert spent(stage) == {"ana": 15, "ben": 25, "chidi": 35, "dara": 45, "eli": 55, "zoe": 65}


def test_totals_count_who_speaks_when_the_meeting_closes() -> None:
    stage = talking()
    speak(stage, 10)
    stage.wait(29)
    assert spent(stage) == {"ana": 10, "ben": 30}


def test_totals_count_an_open_mode_and_the_round_that_ends_it() -> None:
    stage = talking().come_round()
    before = dict(totals(replace(stage.meeting, rounds={"only": stage.round})))
    stage.act(commands.OpenMode(mode="popcorn"), commands.TakeTurn(person="dara"))
    speak(stage, 60)
    stage.act(commands.BeginRound(start="ana", direction="left"))
    stage.come_round()
    after = spent(stage)
    assert after["dara"] == before["dara"] // SECOND + 60 + 1
    assert after["eli"] == before["eli"] // SECOND + 1


def test_totals_count_a_consent_round_that_was_asked_for_again() -> None:
    stage = Stage(opening(circle=card(customs=KEEPING))).to("consent").starting("ana")
    already = totals(replace(stage.meeting, rounds=stage.meeting.rounds | {"now": stage.round})).get("ana", 0)
    stage.wait(99).act(commands.Object(reason=REASON))
    stage.come_round().act(commands.NextStep(), commands.Integrate(way="modify", text=BETTER))
    stage.act(commands.CloseMeeting(postpone=True))
    assert totals(stage.meeting)["ana"] == already + 100 * SECOND


@pytest.mark.parametrize("seconds", [1, 60])
def test_a_pause_is_nobodys_speaking_time(seconds: int) -> None:
    stage = talking()
    speak(stage, 10)
    stage.act(commands.PauseClock())
    stage.wait(seconds).act(commands.ResumeClock())
    speak(stage, 10)
    assert spent(stage)["ben"] == 11


def test_what_a_person_takes_on_does_not_go_to_the_circle_with_their_id() -> None:
    books = Books()
    books.apply(CircleFormed(at=1, circle=Circle(id="ben", name="Bench-end circle")))
    stage = on(item_in("explore", title="One"), item_in("explore", title="Two")).to("open")
    stage.act(commands.EndItem(kind="delegated", to="ben"))
    stage.act(commands.EndItem(item=2, kind="delegated", to="Bench-end circle"))
    books.keep(stage)
    assert [topic.title for topic in books.organisation.backlog["ben"]] == ["Two"]
