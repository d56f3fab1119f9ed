"""The coming meeting: topics in their order, until when they fit, how long it takes, what is due besides, when it is."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain import organisation_commands as c
from sociotui.domain.coming import (
    APPROVING,
    CLOSING,
    OPENING,
    USUAL,
    Agreed,
    Frame,
    agreed_on,
    coming,
    frame_of,
    usual_length,
)
from sociotui.domain.customs import Customs
from sociotui.domain.due import due, offers, topic_about
from sociotui.domain.items import BacklogItem
from sociotui.domain.people import Term
from sociotui.domain.refusal import Refused
from tests.domain.casting import ENDED, GARDEN, Books, card, holding, on
from tests.domain.stage import TODAY, format_named, item_in


def books_with(*topics: BacklogItem, **fields: object) -> Books:
    """Return books on whose backlog those topics are; the circle has a delegate."""
    books = Books(replace(GARDEN, **{"roles": {"delegate": Term(person="ben")}, **fields}))
    books.organisation = replace(books.organisation, backlog={"garden": topics})
    return books


def of(*minutes: int) -> tuple[BacklogItem, ...]:
    """Return topics that take so long."""
    return tuple(BacklogItem(title=f"Topic {n}", minutes=m) for n, m in enumerate(minutes, 1))


def test_topics_fit_in_their_order_until_the_time_is_over() -> None:
    found = coming(books_with(*of(30, 42, 20, 5)).organisation, "garden", TODAY)
    assert (found.length, found.agreed, found.opening, found.closing) == (USUAL, False, OPENING, CLOSING)
    assert [(p.number, p.begins, p.fits) for p in found.planned] == [
        (1, 11, True),
        (2, 41, True),
        (3, 83, False),
        (4, 103, False),
    ]
    assert (found.room, found.asked, found.left) == (72, 97, 0)
    assert [p.topic.title for p in found.fitting] == ["Topic 1", "Topic 2"]


@given(st.lists(st.integers(1, 200), max_size=12), st.integers(1, 300))
def test_what_fits_takes_no_more_than_there_is_and_comes_before_what_does_not(minutes: list[int], length: int) -> None:
    found = coming(books_with(*of(*minutes)).organisation, "garden", TODAY, length)
    taken = sum(p.topic.minutes for p in found.fitting)
    assert taken + found.left == found.room
    assert found.left >= 0
    assert [p.fits for p in found.planned] == sorted((p.fits for p in found.planned), reverse=True)
    for one, other in zip(found.planned, found.planned[1:], strict=False):
        assert other.begins == one.begins + one.topic.minutes
    assert found.asked == sum(minutes)


def test_the_length_is_the_one_agreed_on_last_and_says_when_the_next_one_is() -> None:
    books = books_with()
    assert usual_length(books.organisation, "garden") == 0
    stage = on(item_in("consent", title="Shed"), circle=card())
    tomorrow = TODAY + timedelta(days=1)
    stage.act(commands.Arrange(minutes=120, next_meeting=f"{tomorrow} 19:30, in the shed"))
    books.keep(stage)
    found = coming(books.organisation, "garden", TODAY)
    assert (found.length, found.agreed, found.opening) == (120, True, OPENING + APPROVING)
    assert found.next_meeting == f"{tomorrow} 19:30, in the shed"
    assert coming(books.organisation, "garden", TODAY, 45).length == 45
    assert coming(books.organisation, "garden", tomorrow + timedelta(days=1)).next_meeting == ""
    books.keep(on(item_in("consent", title="Roof"), circle=card()), "garden-2")
    assert coming(books.organisation, "garden", TODAY).length == 120


def test_minutes_at_the_end_take_their_time_there() -> None:
    found = coming(books_with(customs=Customs(minutes="end")).organisation, "garden", TODAY)
    assert (found.opening, found.closing) == (OPENING, CLOSING + APPROVING)


def test_the_times_around_the_items_are_those_of_the_ordinary_format() -> None:
    steps = {s.id: s.minutes for s in format_named("weekly").steps}
    assert steps["check-in"] + steps["admin"] + steps["agenda"] == OPENING
    assert steps["backlog"] + steps["check-out"] == CLOSING
    assert steps["minutes"] == steps["approve"] == APPROVING


def test_what_is_due_is_ready_until_it_is_on_the_backlog() -> None:
    books = books_with(*of(10), roles=holding(delegate=("ben", ENDED)))
    (found,) = coming(books.organisation, "garden", TODAY).ready
    assert (found.kind, found.ref) == ("role", "delegate")
    topic = topic_about(found)
    assert topic == BacklogItem(title="Delegate", minutes=30, format="selection", roles=("delegate",))
    books.act(c.AddTopic(circle="garden", topic=topic, place=1, today=TODAY))
    assert coming(books.organisation, "garden", TODAY).ready == ()
    assert [o.title for o in offers(books.organisation, "garden", TODAY)] == ["Delegate", "Topic 1"]


def test_what_is_due_with_a_long_name_is_taken_over_in_a_title_that_fits() -> None:
    books = books_with(name="x" * 120, until=TODAY)
    (found,) = coming(books.organisation, "garden", TODAY).ready
    topic = topic_about(found)
    assert topic
    assert len(topic.title) == 120
    books.act(c.AddTopic(circle="garden", topic=topic, today=TODAY))
    assert coming(books.organisation, "garden", TODAY).ready == ()


def test_what_is_seen_to_elsewhere_is_no_topic() -> None:
    books = books_with()
    books.keep(on(item_in("consent", title="Shed"), circle=card(customs=Customs())))
    found = due(books.organisation, TODAY, circle="garden")
    assert {d.kind for d in found} == {"minutes", "waiting"}
    assert [topic_about(d) for d in found] == [None, None]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("2027-03-01", Agreed(at=date(2027, 3, 1))),
        ("2027-03-01 9:30, in the shed", Agreed(at=datetime(2027, 3, 1, 9, 30), besides="in the shed")),
        (" 2027-03-01T19:30 ", Agreed(at=datetime(2027, 3, 1, 19, 30))),
        ("2027-02-30", None),
        ("2027-03-01 25:00", None),
        ("next Monday", None),
        ("", None),
    ],
)
def test_the_next_meeting_is_read_where_it_begins_with_a_day(said: str, wanted: Agreed | None) -> None:
    found = agreed_on(said)
    assert found == wanted
    assert found is None or found.day == date(2027, 3, 1)


def test_a_circle_that_there_is_not_is_refused() -> None:
    with pytest.raises(Refused, match="no circle"):
        coming(books_with().organisation, "gardn", TODAY)


def test_what_is_around_the_items_is_counted_as_the_circles_own_format_has_it() -> None:
    assert frame_of(format_named("weekly")) == Frame()
    ordinary = format_named("weekly")
    steps = [replace(s, minutes=s.minutes * 10) for s in ordinary.steps if s.id != "backlog"]
    own = frame_of(replace(ordinary, steps=tuple(steps)))
    assert own == Frame(opening=10 * OPENING, closing=50, minutes=(20, 0), approve=(0, 20))
    alone = frame_of(replace(ordinary, steps=tuple(s for s in steps if s.kind != "items")))
    assert alone == Frame(opening=10 * OPENING + 50, closing=0, minutes=(20, 0), approve=(20, 0))
    books = books_with(customs=Customs(minutes="end"))
    found = coming(books.organisation, "garden", TODAY, 200, frame=own)
    assert (found.opening, found.closing) == (own.opening, own.closing + 20)
    assert found.room == 200 - own.opening - own.closing - 20
