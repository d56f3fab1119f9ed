"""Exporting from a home: minutes and what came since, handbook, calendar, tables, and all data unless something is hidden."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest

from sociotui.domain import commands as c
from sociotui.domain.customs import Customs
from sociotui.domain.refusal import Refused
from sociotui.exchange import data
from sociotui.exchange.streams import Streams
from sociotui.exchange.tables import write_tables
from sociotui.journal.port import Busy
from sociotui.room.acting import answer_by_name
from sociotui.room.home import ORGANISATION, Home
from tests.homes import Hands, home_in, opened
from tests.room import exported as exporting
from tests.room.holding import act, close, go_on, held, nominating, recorded, reveal
from tests.room.test_acting import HOUR, with_customs
from tests.room.test_safekeeping import impatient

# --- minutes ---------------------------------------------------------------------------------------


def test_minutes_of_an_open_meeting_are_as_they_stand(home: Home) -> None:
    written = exporting.minutes_of_meeting(home, recorded(home), "txt")
    assert "As they stand: this meeting is still going on." in written
    assert "All who were present consent; the decision waits:" in written
    assert re.search("Waits +until they have answered, for Fay, Gio", written)
    assert "Approved" not in written
    assert "Since then" not in written


def test_minutes_of_a_sealed_meeting_tell_what_came_of_what_waited(home: Home) -> None:
    id_ = held(home)
    assert home.meeting(id_).sealed
    written = exporting.minutes_of_meeting(home, id_, "md")
    assert "- **Approved:** not yet\n\n**Since then:**\n\n- “Tool-shed rota” waits for Fay, Gio.\n" in written
    for person in ("fay", "gio"):
        answer_by_name(home, f"{id_}-d1", person=person, actor=person)
    written = exporting.minutes_of_meeting(home, id_, "md")
    assert "- “Tool-shed rota” stands since 2026-03-02.\n" in written
    assert "> Open on Saturdays,  \n> =at ten." in written


def test_minutes_say_that_the_window_approved_them(home: Home, hands: Hands) -> None:
    with_customs(home, Customs(minutes="window"))
    id_ = held(home)
    hands.at += 49 * HOUR
    assert "as nobody objected in time, on 2026-03-04" in exporting.minutes_of_meeting(home, id_, "md")


def test_minutes_say_that_the_next_meeting_approved_them(home: Home, hands: Hands) -> None:
    first = held(home)
    hands.at += 7 * 24 * HOUR
    close(home, opened(home))
    written = exporting.minutes_of_meeting(home, first, "md")
    assert "- **Approved:** by consent in the next meeting, on 2026-03-09\n" in written


def test_minutes_in_html_are_a_document(home: Home) -> None:
    written = exporting.minutes_of_meeting(home, held(home), "html")
    assert written.startswith("<!DOCTYPE html>")
    assert "<title>Garden circle: minutes of 2026-03-02</title>" in written
    assert "<dt>Approved</dt><dd>not yet</dd>" in written


# --- handbook, calendar, tables ---------------------------------------------------------------------


def test_the_handbook_marks_what_waits(home: Home) -> None:
    held(home)
    written = exporting.handbook(home, "garden", "md")
    assert "### Waiting: Tool-shed rota\n" in written
    assert "still missing: 2" in written
    assert "General circle" in exporting.handbook(home, "", "html")
    with pytest.raises(Refused, match="garden"):
        exporting.handbook(home, "gardn", "md")


def events(home: Home) -> list[Any]:
    """Return the events of a home's calendar, as they are read back."""
    return list(icalendar.Calendar.from_ical(exporting.calendar(home, "")).walk("VEVENT"))


def test_the_calendar_is_the_same_until_something_changes(home: Home, hands: Hands) -> None:
    id_ = held(home)
    before = exporting.calendar(home, "")
    hands.at += 3 * HOUR
    assert exporting.calendar(home, "") == before
    first = events(home)
    assert {event["dtstamp"].dt for event in first} == {datetime(2026, 3, 2, 14, 3, tzinfo=UTC)}
    found = {str(event["summary"]): event["dtstart"].dt for event in first}
    assert found["Garden circle: next meeting"] == datetime(2026, 3, 16, 19, 30)
    assert found["Garden circle: meeting"].isoformat() == "2026-03-02"
    uids = {str(event["uid"]) for event in first}
    for person in ("fay", "gio"):
        answer_by_name(home, f"{id_}-d1", person=person, actor=person)
    after = events(home)
    assert {event["dtstamp"].dt for event in after} == {datetime(2026, 3, 2, 17, 3, tzinfo=UTC)}
    assert {str(event["uid"]) for event in after} > uids


def test_two_organisations_keep_apart_in_one_calendar(home: Home, tmp_path: Path) -> None:
    other = home_in(tmp_path / "other")
    mine, theirs = ({str(event["uid"]) for event in events(h)} for h in (home, other))
    assert mine
    assert not mine & theirs
    other.close()


def test_tables_are_written_into_a_folder_and_not_over_what_is_somebody_elses(home: Home, tmp_path: Path) -> None:
    held(home)
    folder = tmp_path / "tables"
    found = exporting.tables(home)
    assert len(found) == 13
    write_tables(folder, found)
    assert "fay\ngio" in (folder / "waiting.csv").read_text("utf-8")
    (folder / "people.csv").write_text("mine", "utf-8")
    with pytest.raises(Refused, match="--force"):
        write_tables(folder, exporting.tables(home))
    write_tables(folder, exporting.tables(home), force=True)
    assert (folder / "people.csv").read_text("utf-8").startswith("id,name")


# --- all data --------------------------------------------------------------------------------------


def test_all_data_comes_back_without_loss(home: Home, tmp_path: Path) -> None:
    id_ = held(home)
    going_on = recorded(home)
    data = exporting.everything(home)
    again = Home(tmp_path / "again", home.clock)
    said = exporting.take_in(again, data)
    assert said.startswith("Green Acres: ")
    assert said.endswith("2 meetings.")
    assert again.founded() == home.founded()
    assert [again.meeting(i) for i in (id_, going_on)] == [home.meeting(i) for i in (id_, going_on)]
    assert exporting.everything(again) == data
    assert exporting.calendar(again, "") == exporting.calendar(home, "")
    with pytest.raises(Refused, match="something in this home already"):
        exporting.take_in(again, exporting.everything(home).replace(b"Green Acres", b"Blue Acres"))
    again.close()


def test_hidden_nominations_keep_all_data_back_until_they_are_revealed(home: Home) -> None:
    id_ = nominating(home)
    with pytest.raises(
        Refused, match=rf"In {id_}, nominations .*\(Our delegate\).*Reveal them first.*‹step›"
    ) as refused:
        exporting.everything(home)
    assert "secret" not in str(refused.value)
    assert "Chidi" not in str(refused.value)
    reveal(home, id_)
    assert b"A secret" in exporting.everything(home)


def test_a_nomination_that_was_undone_is_hidden_as_well(home: Home) -> None:
    id_ = nominating(home)
    act(home, id_, c.UndoAct())
    item = home.meeting(id_).item
    assert item
    assert item.grid
    assert not item.grid.written
    with pytest.raises(Refused, match="Our delegate"):
        exporting.everything(home)


def test_a_meeting_that_closes_while_all_is_read_is_whole_in_what_was_read(
    home: Home, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = recorded(home)
    go_on(home, id_, "closing")
    other = impatient(home.folder, hands)
    export = data.export_data

    def slow(journal: Streams) -> bytes:
        with pytest.raises(Busy):  # it closes, and its outcomes can't go on record yet
            other.act(id_, c.CloseMeeting(), "zoe")
        return export(journal)

    monkeypatch.setattr(data, "export_data", slow)
    written = exporting.everything(home)
    other.close()
    new = Home(tmp_path / "new", hands.clock())
    exporting.take_in(new, written)
    assert new.open_meetings() == home.open_meetings() == []
    assert new.organisation() == home.organisation()
    new.close()


def test_a_meeting_that_was_closed_keeps_nothing_back(home: Home) -> None:
    id_ = nominating(home)
    act(home, id_, c.EndItem(kind="dropped"))
    close(home, id_)
    assert b"A secret" not in exporting.everything(home)


def test_a_home_without_an_organisation_has_nothing_to_export(tmp_path: Path) -> None:
    home = home_in(tmp_path, founded=False)
    for ask in (
        lambda: exporting.everything(home),
        lambda: exporting.calendar(home, ""),
        lambda: exporting.handbook(home, "", "md"),
        lambda: exporting.tables(home),
        lambda: exporting.tinydb(home),
    ):
        with pytest.raises(Refused, match="sociotui init"):
            ask()
    assert not home.journal.read(ORGANISATION)
    home.close()
