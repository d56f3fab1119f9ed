"""Due: terms, policies, minutes, waiting decisions, next steps and topics, each with its day and its ready-made item."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.circles import Circle
from sociotui.domain.customs import Customs
from sociotui.domain.due import SOON, Due, due, offers
from sociotui.domain.items import BacklogItem, FollowUp, Item
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_commands import FinishFollowUp
from sociotui.domain.people import Role, Term
from sociotui.domain.records import Policy
from sociotui.domain.shelf import Shelf
from tests.domain.casting import ENDED, GARDEN, Books, card, holding, on
from tests.domain.stage import REVIEW, TODAY, Stage, format_named, item_in, opening

TOMORROW = TODAY + timedelta(days=1)
DELEGATE = {"delegate": Term(person="ben")}
"""A delegate without an end, so that the link is not vacant."""


def books_of(**fields: object) -> Books:
    """Return books whose garden circle has those fields, and a delegate."""
    return Books(replace(GARDEN, **{"roles": DELEGATE, **fields}))


def dues(o: Organisation, within: int = SOON) -> list[Due]:
    """Return what is due in the garden circle."""
    return list(due(o, TODAY, within, "garden"))


def with_policy(books: Books, review: date, **fields: object) -> Policy:
    """Put a policy on record."""
    policy = Policy(
        id="p",
        circle="garden",
        title="Watering",
        text="By turns.",
        adopted=ENDED,
        review=review,
        responsible="eli",
        **fields,  # type: ignore[arg-type]
    )
    books.organisation = replace(books.organisation, policies=Shelf({"p": policy}))
    return policy


# --- terms ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "said", "overdue"),
    [(TOMORROW, "Facilitator: Dara's term ends", False), (TODAY, "Facilitator: Dara's term ends", False)],
)
def test_a_term_that_ends_comes_with_a_selection_of_half_an_hour(until: date, said: str, overdue: bool) -> None:
    (found,) = dues(books_of(roles=DELEGATE | holding(facilitator=("dara", until))).organisation)
    assert (found.kind, found.ref, found.title, found.on, found.person) == ("role", "facilitator", said, until, "dara")
    assert found.item == Item(id=0, title="Facilitator", minutes=30, format="selection", roles=("facilitator",))
    assert found.overdue(TODAY) == overdue


def test_an_expired_term_is_shown_as_ended_and_gives_no_power() -> None:
    books = books_of(roles=holding(delegate=("ben", ENDED), facilitator=("dara", REVIEW)))
    (found, _later) = due(books.organisation, TODAY, 365, "garden")
    assert (found.title, found.on, found.overdue(TODAY)) == ("Delegate: Ben's term has ended", ENDED, True)
    assert found.item
    assert found.item.roles == ("delegate",)
    assert books.garden.holder("delegate", TODAY) == ""
    assert books.garden.holder("delegate", ENDED) == "ben"
    assert books.organisation.full_members("general", ENDED) == ("hana", "ana", "ben")
    assert books.organisation.full_members("general", TODAY) == ("hana", "ana")


def test_a_vacant_link_and_a_vacant_role_of_the_circles_own_are_due_now() -> None:
    books = books_of(roles={}, role=(Role(id="seed-keeper", name="Seed keeper"),))
    found = dues(books.organisation)
    assert [(d.ref, d.title, d.on) for d in found] == [
        ("delegate", "Delegate: vacant", None),
        ("seed-keeper", "Seed keeper: vacant", None),
    ]
    assert all(d.item and d.item.format == "selection" and d.overdue(TODAY) for d in found)
    assert not [d for d in due(books.organisation, TODAY, SOON, "general") if d.kind == "role"]


def test_a_role_without_an_end_is_not_due() -> None:
    assert dues(books_of().organisation, within=10_000) == []


# --- policies, minutes, waiting decisions ----------------------------------------------------------


def test_a_policys_day_comes_with_a_review_of_a_quarter_of_an_hour() -> None:
    books = books_of()
    with_policy(books, TOMORROW)
    (found,) = dues(books.organisation)
    assert (found.kind, found.ref, found.title, found.on, found.person) == ("policy", "p", "Watering", TOMORROW, "eli")
    assert found.item == Item(id=0, title="Review: Watering", minutes=15, presenter="eli", format="review", policy="p")


def test_a_policy_that_has_ended_is_not_due_and_one_of_who_has_left_has_no_presenter() -> None:
    books = books_of()
    with_policy(books, TOMORROW, ended=TODAY)
    assert dues(books.organisation) == []
    with_policy(books, TOMORROW)
    books.organisation = replace(
        books.organisation, circles={**books.organisation.circles, "garden": replace(books.garden, members=("ana",))}
    )
    (found,) = dues(books.organisation)
    assert found.item
    assert found.item.presenter == ""


def held(customs: Customs | None = None) -> Books:
    """Return books on which a meeting with one decision has been put."""
    books = books_of()
    books.keep(on(item_in("consent", title="Shed"), circle=card(customs=customs or Customs())))
    return books


def test_minutes_to_be_approved_are_looked_at_in_their_own_step() -> None:
    (found, _waiting) = dues(held().organisation)
    assert (found.kind, found.ref, found.title, found.on, found.item) == (
        "minutes",
        "garden-1",
        "Minutes of 2026-11-23",
        TODAY,
        None,
    )
    assert not dues(held(Customs(minutes="end", absence="present")).organisation)


def test_a_decision_that_waits_says_for_whom_and_is_answered_outside_a_meeting() -> None:
    books = held()
    (found,) = (d for d in dues(books.organisation) if d.kind == "waiting")
    assert (found.ref, found.title, found.on, found.item) == ("garden-1-d1", "“Shed” waits for Fay", TODAY, None)
    books.answer("fay")
    assert not [d for d in dues(books.organisation) if d.kind == "waiting"]


# --- next steps, helping circles, topics -----------------------------------------------------------


def test_a_next_step_comes_with_a_report_of_five_minutes_until_it_is_done() -> None:
    books, step = books_of(), FollowUp(id="s", circle="garden", text="Cut a key.", owner="ben", due=TOMORROW)
    books.organisation = replace(books.organisation, follow_ups=Shelf({"s": step}))
    (found,) = dues(books.organisation)
    assert (found.kind, found.ref, found.on, found.person) == ("step", "s", TOMORROW, "ben")
    assert found.item == Item(id=0, title="Cut a key.", aim="report", minutes=5, presenter="ben")
    books.act(FinishFollowUp(follow_up="s", today=TODAY))
    assert dues(books.organisation) == []
    assert "was done on 2026-11-23" in books.refuses(FinishFollowUp(follow_up="s", today=TODAY))


def test_a_helping_circles_end_comes_with_a_look_at_it() -> None:
    books = Books(Circle(id="helping", name="Helping circle", until=TOMORROW))
    (found,) = due(books.organisation, TODAY, SOON, "helping")
    assert (found.kind, found.ref, found.on) == ("circle", "helping", TOMORROW)
    assert found.item == Item(id=0, title="Helping circle comes to its end", aim="explore", minutes=15)


def test_a_topic_with_a_day_is_due_on_it_and_is_offered_once() -> None:
    books = books_of()
    topics = (BacklogItem(title="Hoses"), BacklogItem(title="Hens", minutes=25, presenter="dara", due=TOMORROW))
    books.organisation = replace(books.organisation, backlog={"garden": topics})
    (found,) = dues(books.organisation)
    assert (found.kind, found.ref, found.on, found.person) == ("topic", "Hens", TOMORROW, "dara")
    assert found.item == Item(id=0, title="Hens", minutes=25, presenter="dara")
    assert [o.title for o in offers(books.organisation, "garden", TODAY)] == ["Hoses", "Hens"]


# --- looking ahead -------------------------------------------------------------------------------


def test_what_is_longest_overdue_comes_first_and_what_is_far_ahead_not_yet() -> None:
    books = books_of(
        roles=holding(delegate=("ben", TOMORROW), leader=("ana", ENDED), secretary=("eli", date(2027, 11, 1)))
    )
    with_policy(books, TODAY)
    assert [d.ref for d in dues(books.organisation)] == ["leader", "p", "delegate"]
    assert [d.ref for d in dues(books.organisation, within=0)] == ["leader", "p"]
    assert [d.ref for d in dues(books.organisation, within=400)] == ["leader", "p", "delegate", "secretary"]


def test_what_is_due_in_all_circles_names_each() -> None:
    books = Books(Circle(id="compost", name="Compost", parents=("garden",)))
    assert [d.circle for d in due(books.organisation, TODAY)] == ["compost", "garden"]


# --- ready-made, in the meeting --------------------------------------------------------------------


def meeting_with_offers(books: Books) -> Stage:
    """Return a meeting of the garden circle with what is ready-made for it, at its agenda."""
    ready = offers(books.organisation, "garden", TODAY)
    opened = replace(opening(circle=card()), offers=ready, backlog=books.organisation.backlog["garden"])
    return Stage(opened).to("agenda")


def ready() -> Stage:
    """Return a meeting in which a delegate is due, and two topics are on the backlog."""
    books = books_of(roles=holding(delegate=("ben", ENDED)))
    topics = (
        BacklogItem(title="Hoses", aim="explore", minutes=7, presenter="dara"),
        BacklogItem(title="Our facilitator", minutes=30, format="selection", roles=("facilitator",)),
    )
    books.organisation = replace(books.organisation, backlog={"garden": topics})
    return meeting_with_offers(books)


def test_an_offer_is_taken_by_its_number_with_its_format_and_roles() -> None:
    stage = ready()
    assert [o.title for o in stage.meeting.offers] == ["Hoses", "Our facilitator", "Delegate"]
    take = commands.AddItem(title="", offer=3, steps=format_named("selection"))
    stage.act(take)
    (item,) = stage.meeting.agenda
    assert (item.title, item.format, item.minutes) == ("Delegate", "selection", 30)
    assert item.grid
    assert [(s.role, s.until) for s in item.grid.sought] == [("delegate", date(2027, 11, 23))]
    assert stage.meeting.formats["selection"] == format_named("selection")
    assert stage.meeting.backlog == stage.meeting.seen_backlog
    stage.act(commands.AddItem(title="", offer=2))
    assert stage.meeting.agenda[1].format == "selection"


def test_an_offer_that_was_on_the_backlog_is_off_it_once_it_is_taken() -> None:
    stage = ready()
    stage.act(commands.AddItem(title="Hoses and taps", offer=1))
    (item,) = stage.meeting.agenda
    assert (item.title, item.aim, item.minutes, item.presenter) == ("Hoses and taps", "explore", 7, "dara")
    assert [t.title for t in stage.meeting.backlog] == ["Our facilitator"]


def test_a_number_that_no_offer_has_is_answered_with_those_there_are() -> None:
    said = ready().refuses(commands.AddItem(title="", offer=9))
    assert "1 “Hoses”, 2 “Our facilitator”, 3 “Delegate”" in said
    assert "no format “selection”" in ready().refuses(commands.AddItem(title="", offer=3))


def test_a_selection_that_was_postponed_is_offered_as_one_again() -> None:
    stage = on(item_in("selection", title="Our secretary"))
    stage.act(commands.CloseMeeting(postpone=True))
    books = books_of()
    books.keep(stage)
    (offer,) = (o for o in offers(books.organisation, "garden", TODAY) if o.title == "Our secretary")
    assert (offer.format, offer.roles) == ("selection", ("secretary",))


def test_what_is_gone_is_left_out_of_an_offer() -> None:
    books = books_of()
    topic = BacklogItem(title="Old", presenter="gil", about="gil", policy="p", format="review")
    books.organisation = replace(books.organisation, backlog={"garden": (topic,)})
    (offer,) = offers(books.organisation, "garden", TODAY)
    assert (offer.presenter, offer.about, offer.policy) == ("", "", "")
