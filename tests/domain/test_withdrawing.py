"""Withdrawing consent later, and questioning minutes: what stands stays, and its review is put on the agenda."""

from datetime import date

from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.customs import Customs
from sociotui.domain.due import offers
from sociotui.domain.organisation_events import (
    MinutesApproved,
    MinutesQuestioned,
    TopicReceived,
)
from sociotui.domain.windows import to_settle
from tests.domain.casting import ENDED, GARDEN, HOUR, Books, answering, card, holding, on
from tests.domain.stage import REASON, REVIEW, SEATS, TODAY, Stage, item_in

YEARS = 10 * 365 * 24 * HOUR


# --- withdrawing consent later -----------------------------------------------------------------------


def stands() -> Books:
    """Return books in which a policy and a selection of the garden circle stand."""
    books = Books()
    books.keep(on(item_in("consent", title="Shed"), item_in("selection", title="Secretary")))
    return books


def test_withdrawing_consent_later_does_not_void_a_policy_it_puts_its_review_on_the_agenda() -> None:
    books = stands()
    policies = books.organisation.policies
    assert [type(e) for e in books.answer("dara", REASON)] == [TopicReceived]
    assert books.organisation.policies == policies
    (topic,) = books.organisation.backlog["garden"]
    assert (topic.title, topic.format, topic.policy, topic.added_by, topic.next_step) == (
        "Review: Shed",
        "review",
        "garden-1-d1",
        "dara",
        REASON,
    )
    (offer,) = (o for o in offers(books.organisation, "garden", TODAY, within=0) if o.policy)
    assert (offer.format, offer.policy) == ("review", "garden-1-d1")


def test_what_two_withdraw_for_is_kept_of_both() -> None:
    books = stands()
    books.answer("dara", "It rains in.")
    books.answer("eli", "It is cold.")
    (topic,) = books.organisation.backlog["garden"]
    assert topic.next_step.splitlines() == ["It rains in.", "It is cold."]


def test_a_selection_is_looked_at_again_likewise_and_its_holder_stays() -> None:
    books = stands()
    books.answer("dara", REASON, decision="garden-1-d2")
    assert books.organisation.backlog["garden"][0].title == "Review: secretary"
    assert books.garden.roles["secretary"].until == REVIEW


def test_members_withdraw_with_a_reason() -> None:
    books = stands()
    assert "no answer is missing" in books.refuses(answering("dara"))
    assert "This is a decision of Garden circle" in books.refuses(answering("hana", REASON))


def test_an_expired_term_gives_no_say() -> None:
    compost = replace(GARDEN, id="compost", name="Compost", parents=("garden",), members=("ivo", "hana"))
    for until, may in ((REVIEW, True), (ENDED, False)):
        books = stands()
        circle = replace(compost, roles=holding(leader=("ivo", until)))
        books.organisation = replace(books.organisation, circles=books.organisation.circles | {"compost": circle})
        if may:
            books.answer("ivo", REASON)
        else:
            assert "its members" in books.refuses(answering("ivo", REASON))
            assert "its members approve them" in books.refuses(answering("ivo", REASON, decision="garden-1"))


# --- minutes -------------------------------------------------------------------------------------


def with_minutes(customs: Customs) -> tuple[Books, Stage]:
    """Return books on which a meeting has been put, and the meeting."""
    stage = on(item_in("consent", title="Shed"), circle=card(customs=customs))
    books = Books()
    books.keep(stage)
    return books, stage


def test_minutes_approved_at_the_end_of_the_meeting() -> None:
    books, stage = with_minutes(Customs(absence="present", minutes="end"))
    assert sorted(stage.meeting.ledgers["approve"].consented) == list(SEATS)
    held = books.organisation.held["garden-1"]
    assert (held.approved, held.approved_on, held.window) == ("end", TODAY, 0)
    assert "approved on 2026-11-23" in books.refuses(answering("fay", REASON, decision="garden-1"))


def test_minutes_approved_by_a_window_that_is_48_hours_by_custom() -> None:
    books, _stage = with_minutes(Customs(absence="present", minutes="window"))
    window = books.clock + 48 * HOUR
    assert books.organisation.held["garden-1"].window == window
    assert books.settle(window - 1) == ()
    made = books.settle(window)
    assert made == (MinutesApproved(at=window, meeting="garden-1", how="window", on=TODAY),)
    assert books.organisation.held["garden-1"].approved == "window"
    assert not to_settle(books.organisation, window)


def test_minutes_that_somebody_questions_within_the_window_wait_for_the_next_meeting() -> None:
    books, _stage = with_minutes(Customs(absence="present", minutes="window"))
    assert "Nothing needs to be said" in books.refuses(answering("fay", decision="garden-1"))
    assert "its members approve them" in books.refuses(answering("hana", REASON, decision="garden-1"))
    made = books.answer("fay", "It was ten, not two.", decision="garden-1")
    assert [type(e) for e in made] == [MinutesQuestioned]
    (topic,) = books.organisation.backlog["garden"]
    assert (topic.title, topic.next_step) == ("Minutes of 2026-11-23", "It was ten, not two.")
    assert books.settle(books.clock + YEARS) == ()
    assert books.organisation.held["garden-1"].approved == ""


def test_minutes_approved_at_the_next_meeting() -> None:
    books, _stage = with_minutes(Customs(absence="present"))
    assert "looked at in the next meeting" in books.refuses(answering("fay", REASON, decision="garden-1"))
    assert books.settle(books.clock + YEARS) == ()
    following = on(item_in("consent"), minutes_before="garden-1").to("minutes")
    assert following.meeting.subject == "minutes"
    books.keep(following, "garden-2")
    held = books.organisation.held
    assert (held["garden-1"].approved, held["garden-1"].approved_on, held["garden-2"].approved) == ("next", TODAY, "")


def test_minutes_of_a_meeting_that_closed_before_it_looked_at_them_stay_open() -> None:
    books, _stage = with_minutes(Customs(absence="present"))
    following = on(item_in("consent"), minutes_before="garden-1").to("minutes")
    following.act(commands.CloseMeeting(postpone=True))
    books.keep(following, "garden-2")
    assert books.organisation.held["garden-1"].approved == ""


def test_minutes_and_decisions_are_never_called_the_same() -> None:
    books = Books()
    books.keep(on(item_in("consent", title="Shed"), item_in("consent", title="Bees")), "garden-2026-11-23")
    books.keep(on(item_in("consent", title="Hens")), "garden-2026-11-23-2")
    assert set(books.organisation.policies).isdisjoint(books.organisation.held)


def test_a_term_until_today_gives_power_still() -> None:
    assert holding(leader=("ivo", TODAY))["leader"].holds(TODAY)
    assert not holding(leader=("ivo", TODAY))["leader"].holds(date(2026, 11, 24))


def test_minutes_that_a_window_has_approved_meanwhile_are_not_approved_again() -> None:
    books, _stage = with_minutes(Customs(absence="present", minutes="window"))
    following = on(item_in("consent"), minutes_before="garden-1")
    books.settle(books.clock + 48 * HOUR)
    books.keep(following, "garden-2")
    assert sorted(following.meeting.ledgers["minutes"].consented) == list(SEATS)
    assert books.organisation.held["garden-1"].approved == "window"
