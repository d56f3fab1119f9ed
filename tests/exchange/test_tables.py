"""Tables: everything on record as CSV that comes back as it was, does not reckon, and overwrites nothing of others."""

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain.refusal import Refused
from sociotui.exchange.page import Table
from sociotui.exchange.tables import harmless, tables_of, write_tables, written
from tests.exchange.definitions import TEXTS
from tests.exchange.recorded import ORGANISATION, TODAY

NAMES = [
    *("people", "circles", "memberships", "roles", "policies", "editions"),
    *("selections", "waiting", "follow-ups", "said", "meetings", "evaluations", "backlog"),
]


def rows(text: str) -> list[list[str]]:
    """Return the rows of a CSV."""
    return list(csv.reader(StringIO(text, newline="")))


def entries(table: str) -> list[dict[str, str]]:
    """Return the rows of a table of the organisation, by column, as they come back from CSV."""
    head, *found = rows(written(tables_of(ORGANISATION, TODAY)[table]))
    return [dict(zip(head, row, strict=True)) for row in found]


def picked(table: str, *columns: str) -> list[tuple[str, ...]]:
    """Return some columns of a table."""
    return [tuple(entry[column] for column in columns) for entry in entries(table)]


def test_there_is_a_table_for_everything_on_record() -> None:
    tables = tables_of(ORGANISATION, TODAY)
    assert list(tables) == NAMES
    assert all(table.rows for table in tables.values())
    assert all(len(row) == len(table.head) for table in tables.values() for row in table.rows)


def test_people_and_circles() -> None:
    assert ("zoe", "Zoë, דנה 👩\u200d🌾") in picked("people", "id", "name")
    garden = next(entry for entry in entries("circles") if entry["id"] == "garden")
    assert garden["aims"] == "Food for forty households\nRicher soil"
    assert (garden["absence"], garden["window_hours"], garden["quorum"]) == ("lazy", "48", "3")
    assert (garden["watching"], garden["keep_totals"]) == ("organisation", "no")
    assert picked("circles", "id", "until", "parents")[-1] == ("feast", "2027-10-01", "garden\nkitchen")


def test_evaluations_tell_how_many_gave_which_mark() -> None:
    (found,) = entries("evaluations")
    assert (found["meeting"], found["circle"], found["on"]) == ("garden-2027-03-30", "garden", "2027-03-30")
    assert (found["asked"], found["answered"]) == ("5", "4")
    assert (found["content"], found["process"], found["together"]) == ("yes 3\nmostly 1", "", "little 3")
    assert (found["said"], found["more"], found["less"]) == ("process: -- and slow", "songs\n=breaks", "")


def test_memberships_tell_who_is_linked_in_and_from_where() -> None:
    assert [
        row for row in picked("memberships", "circle", "person", "place", "linked_from") if row[0] == "general"
    ] == [
        ("general", "hana", "1", ""),
        ("general", "ana", "2", ""),
        ("general", "ben", "3", "garden"),
    ]


def test_roles_tell_of_their_terms_and_an_expired_one_has_ended() -> None:
    found = picked("roles", "circle", "role", "person", "until", "state")
    assert ("garden", "leader", "ana", "2027-03-01", "ended") in found
    assert ("garden", "delegate", "ben", "2027-04-01", "held") in found
    assert ("garden", "secretary", "", "", "vacant") in found
    assert ("garden", "bee-keeper", "", "", "vacant") in found
    assert picked("roles", "role", "responsibilities")[8] == ("seed-keeper", "Dry them\nLabel them")


def test_policies_their_editions_and_what_waits() -> None:
    found = {entry["id"]: entry for entry in entries("policies")}
    shed = found["garden-2027-03-02-d1"]
    assert shed["text"] == "'=Two members open the shed.\n- each Saturday\n<b>at ten</b>, *always*"
    assert (shed["adopted"], shed["review"], shed["ended"]) == ("2027-03-02", "2027-09-01", "")
    assert (shed["consent_in_room"], shed["consent_by_phone"]) == ("2", "1")
    assert (shed["consent_at_terminal"], shed["consent_by_lapse"], shed["earlier_editions"]) == ("1", "1", "2")
    assert found["garden-9"]["ended"] == "2027-02-02"
    assert picked("editions", "policy", "number", "text") == [
        ("garden-2027-03-02-d1", "1", "The shed is open."),
        ("garden-2027-03-02-d1", "2", "Ben opens the shed."),
    ]
    assert picked("waiting", "title", "version", "until", "missing") == [
        ("Hoses", "3", "2027-04-01T18:00:00+00:00", "fay")
    ]


def test_selections_next_steps_meetings_and_backlog() -> None:
    assert picked("selections", "role", "person", "on", "until") == [("seed-keeper", "zoe", "2027-01-01", "2028-01-01")]
    assert picked("follow-ups", "id", "owner", "due", "done") == [
        ("step-1", "ben", "2027-04-09", ""),
        ("step-2", "", "2027-01-09", "2027-01-08"),
        ("step-3", "hana", "", ""),
    ]
    assert picked("meetings", "on", "present", "approved", "approved_on", "next_meeting") == [
        ("2027-03-02", "Ana\nBen", "next", "2027-03-30", "2027-03-30"),
        ("2027-03-30", "Ana\nBen", "", "", "2027-04-27 19:30, in the shed"),
    ]
    assert picked("backlog", "place", "title", "next_step", "due", "roles") == [
        ("1", "'@home: bees", "'+1 hive", "2027-06-01", ""),
        ("2", "Delegate", "", "", "delegate"),
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_what_a_spreadsheet_would_reckon_with_gets_an_apostrophe(sign: str) -> None:
    assert harmless(f"{sign}1+1") == f"'{sign}1+1"
    assert harmless(f"1{sign}1") == f"1{sign}1"


@given(st.lists(st.tuples(TEXTS, TEXTS | st.text()), max_size=4))
def test_whatever_people_write_comes_back_but_for_the_apostrophe(found: Sequence[tuple[str, str]]) -> None:
    back = rows(written(Table(("a", "b"), tuple(found))))
    assert back == [["a", "b"], *([harmless(cell) for cell in row] for row in found)]
    assert all(not cell.startswith(("=", "+", "-", "@", "\t")) for row in back for cell in row)


def test_files_are_written_in_utf_8_and_again_over_our_own(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "tables"
    tables = tables_of(ORGANISATION, TODAY)
    write_tables(folder, tables)
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{name}.csv" for name in NAMES)
    people = folder / "people.csv"
    assert people.read_bytes().decode("utf-8") == written(tables["people"])
    before = people.read_bytes()
    people.write_bytes(before + b"gus,Gus,,\r\n")
    write_tables(folder, tables)
    assert people.read_bytes() == before


@pytest.mark.parametrize("theirs", ["name,phone\nGus,1\n", "", "id,name"])
def test_other_files_of_the_same_names_are_left_alone_unless_it_is_said(tmp_path: Path, theirs: str) -> None:
    tables = tables_of(ORGANISATION, TODAY)
    (tmp_path / "circles.csv").write_text(theirs, "utf-8")
    with pytest.raises(Refused, match=r"circles\.csv.*--force"):
        write_tables(tmp_path, tables)
    assert [path.name for path in tmp_path.iterdir()] == ["circles.csv"]
    assert (tmp_path / "circles.csv").read_text("utf-8") == theirs
    write_tables(tmp_path, tables, force=True)
    assert len(list(tmp_path.iterdir())) == len(NAMES)
    assert (tmp_path / "circles.csv").read_bytes() == written(tables["circles"]).encode()


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "tables").write_text("mine", "utf-8")
    with pytest.raises(OSError, match="tables"):
        write_tables(tmp_path / "tables", tables_of(ORGANISATION, TODAY))
    assert (tmp_path / "tables").read_text("utf-8") == "mine"
