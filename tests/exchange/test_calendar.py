"""The calendar: read back by an iCalendar library as it was meant; the same record makes the same bytes."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from sociotui.domain.items import FollowUp
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused
from sociotui.domain.shelf import Shelf
from sociotui.exchange.calendar import calendar_of
from tests.exchange.definitions import DAYS, NAMES, TEXTS
from tests.exchange.recorded import GARDEN, ORGANISATION, SHED

CHANGED = datetime(2027, 3, 31, 10, 11, 12, tzinfo=UTC)


def calendar(o: Organisation = ORGANISATION, circle: str = "") -> bytes:
    """Return the calendar of an organisation."""
    return calendar_of(o, changed=CHANGED, origin="abc", circle=circle)


def read(written: bytes) -> dict[str, Any]:
    """Return the events of a calendar by the key in their id."""
    found = icalendar.Calendar.from_ical(written).walk("VEVENT")
    events = {str(event["uid"]).removesuffix("@abc.sociotui"): event for event in found}
    assert len(events) == len(found)
    return events


def told(events: dict[str, Any]) -> dict[str, tuple[date, str]]:
    """Return the time and title of each event."""
    return {key: (event["dtstart"].dt, str(event["summary"])) for key, event in events.items()}


def test_it_has_meetings_reviews_terms_ends_and_next_steps() -> None:
    assert told(read(calendar())) == {
        "review-garden-2027-03-02-d1": (date(2027, 9, 1), "Garden circle: review of “Tool-shed rota”"),
        "review-general-1": (date(2026, 5, 5), "General circle: review of “Dues, once a month”"),
        "term-garden-leader": (date(2027, 3, 1), "Garden circle: Ana's term ends (leader)"),
        "term-garden-delegate": (date(2027, 4, 1), "Garden circle: Ben's term ends (delegate)"),
        "term-garden-seed-keeper": (
            date(2028, 1, 1),
            "Garden circle: Zoë, דנה 👩\u200d🌾's term ends (Keeper of seeds)",
        ),
        "step-step-1": (date(2027, 4, 9), "Garden circle: Buy seeds, many; soon"),
        "end-feast": (date(2027, 10, 1), "Feast: its work ends"),
        "held-garden-2027-03-02": (date(2027, 3, 2), "Garden circle: meeting"),
        "held-garden-2027-03-30": (date(2027, 3, 30), "Garden circle: meeting"),
        "next-garden": (datetime(2027, 4, 27, 19, 30), "Garden circle: next meeting"),
    }


def test_a_circles_own_calendar_has_only_its_events() -> None:
    assert set(told(read(calendar(circle="feast")))) == {"end-feast"}
    with pytest.raises(Refused, match="feast"):
        calendar(circle="fest")


def test_it_names_the_organisation_and_needs_no_more_than_the_standard() -> None:
    found = icalendar.Calendar.from_ical(calendar())
    assert (found["version"], found["prodid"]) == ("2.0", "-//sociotui//sociotui//EN")
    assert b"\r\nNAME:Green Acres\\; a garden\\, a kitchen\r\n" in calendar()
    assert b"\r\nX-WR-CALNAME:Green Acres\\; a garden\\, a kitchen\r\n" in calendar()
    assert all(len(line) <= 75 for line in calendar().split(b"\r\n"))


def test_days_keep_nobody_busy_and_times_last_as_long_as_was_agreed() -> None:
    events = read(calendar())
    assert events["end-feast"]["transp"] == "TRANSPARENT"
    assert "transp" not in events["next-garden"]
    assert events["next-garden"]["duration"].dt == timedelta(minutes=90)
    assert events["next-garden"]["dtstart"].dt.tzinfo is None
    assert str(events["next-garden"]["description"]) == "in the shed"
    assert "duration" not in events["held-garden-2027-03-30"]


def test_the_same_record_makes_the_same_bytes() -> None:
    assert calendar() == calendar()
    assert {event["dtstamp"].dt for event in read(calendar()).values()} == {CHANGED}


def test_an_event_that_moves_keeps_its_id() -> None:
    later = replace(ORGANISATION, policies=Shelf({SHED.id: replace(SHED, review=date(2029, 1, 1))}))
    assert told(read(calendar(later)))["review-garden-2027-03-02-d1"][0] == date(2029, 1, 1)


def test_what_is_done_ended_or_has_no_day_is_no_event() -> None:
    keys = set(read(calendar()))
    assert not {"step-step-2", "step-step-3", "review-garden-9", "term-general-leader"} & keys


def escaped(text: str) -> bytes:
    """Return a line of text as RFC 5545 has it (3.3.11)."""
    return re.sub(r"([\\;,])", r"\\\1", text).encode()


@pytest.mark.parametrize(
    ("said", "at", "more"),
    [
        ("2027-04-27", date(2027, 4, 27), ""),
        (" 2027-04-27 ", date(2027, 4, 27), ""),
        ("2027-04-27 9:05", datetime(2027, 4, 27, 9, 5), ""),
        ("2027-04-27, 19:30", datetime(2027, 4, 27, 19, 30), ""),
        ("2027-04-27T19:30", datetime(2027, 4, 27, 19, 30), ""),
        ("2027-04-27, in the shed; bring tea", date(2027, 4, 27), "in the shed; bring tea"),
        ("in two weeks", None, ""),
        ("2027-02-30", None, ""),
        ("2027-04-27 25:00", None, ""),
        ("2027-04-27 or 2027-05-04", None, ""),
        ("", None, ""),
    ],
)
def test_the_next_meeting_is_an_event_where_a_day_was_agreed(said: str, at: date | None, more: str) -> None:
    held = replace(ORGANISATION.held["garden-2027-03-30"], next_meeting=said)
    events = read(calendar(replace(ORGANISATION, held=Shelf({held.id: held}))))
    found = events.get("next-garden")
    assert (found["dtstart"].dt if found else None) == at
    assert str(found.get("description", "") if found else "") == more


def test_a_long_next_step_is_told_in_full_below_its_title() -> None:
    text = "Ask everybody, house by house, what they would like to see grow. " * 4
    step = FollowUp(id="1", circle="garden", text=text.strip(), owner="ben", due=date(2027, 4, 9))
    event = read(calendar(replace(ORGANISATION, follow_ups=Shelf({"1": step}))))["step-1"]
    assert str(event["summary"]).endswith("…")
    assert str(event["description"]) == f"{text.strip()}\nBy Ben"


@example("C:\\New, and; \\n", "\\N\n\\\\N", "\\;\\,", date(2027, 1, 1))
@given(NAMES, TEXTS, NAMES, DAYS)
def test_whatever_people_write_is_read_back_as_they_wrote_it(circle: str, text: str, title: str, day: date) -> None:
    shed = replace(SHED, title=title, text=text, review=day)
    circles = {"garden": replace(GARDEN, name=circle, parents=())}
    about = replace(ORGANISATION.about, name=title) if ORGANISATION.about else None
    o = Organisation(about=about, people=ORGANISATION.people, circles=circles, policies=Shelf({shed.id: shed}))
    written = calendar(o)
    event = read(written)[f"review-{shed.id}"]
    assert event["dtstart"].dt == day
    assert str(event["summary"]) == f"{circle}: review of “{title}”"
    assert str(event.get("description", "")) == text
    assert b"\r\nNAME:" + escaped(title) + b"\r\n" in written.replace(b"\r\n ", b"")
    assert written.count(b"BEGIN:VEVENT") == written.count(b"\r\nEND:VEVENT\r\n")


@given(st.text(max_size=40))
def test_any_words_for_the_next_meeting_are_taken(said: str) -> None:
    held = replace(ORGANISATION.held["garden-2027-03-30"], next_meeting=said)
    assert "held-garden-2027-03-30" in read(calendar(replace(ORGANISATION, held=Shelf({held.id: held}))))
