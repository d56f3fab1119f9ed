"""Rows of roles and people: columns as wide as their names, in any script, at any width; each row fills its cells."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sociotui.domain.circles import Circle
from sociotui.domain.offices import Bearer, Office
from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Person
from sociotui.tui.people.rows import longest, office_row, person_heading, person_row, shared
from sociotui.tui.signs import PLAIN
from sociotui.tui.widgets.lines import Line

TODAY = date(2026, 3, 2)
NAMES = ("Ana", "Paco Xu 徐俊杰", "مريم العلي", "👩‍🌾 Zoë Żółć", "x" * 200, "Ekaterina Maria-Luisa von Hohenstein")
CIRCLES = ("Garden circle", "食堂", "SIG API Machinery and all that belongs to it, for ever and a day")


def organisation() -> Organisation:
    """Return an organisation of people and circles with names of all kinds."""
    people = {f"p{n}": Person(id=f"p{n}", name=name) for n, name in enumerate(NAMES)}
    return Organisation(
        people=people, circles={f"c{n}": Circle(id=f"c{n}", name=name) for n, name in enumerate(CIRCLES)}
    )


def text_of(line: Line) -> str:
    """Return the text of a line."""
    return "".join(text for text, _style in line)


@pytest.mark.parametrize("width", [16, 24, 36, 40, 53, 54, 60, 100])
@pytest.mark.parametrize("dated", [True, False], ids=["dated", "undated"])
def test_a_role_fills_its_row_and_no_more(width: int, dated: bool) -> None:
    o = organisation()
    most = longest(o)
    until = date(2027, 3, 1) if dated else None
    for person in o.people:
        for circle in o.circles:
            office = Office(circle=circle, role="r", name="Technical lead", person=person, until=until, standing="runs")
            row = office_row(office, o, TODAY, PLAIN, width, most, dated=dated)
            assert cell_len(text_of(row)) == width, text_of(row)
            assert text_of(row).endswith("Mar ’27") is dated


@pytest.mark.parametrize("width", [24, 36, 54, 60, 100])
def test_a_persons_numbers_stand_below_their_heads(width: int) -> None:
    o, head = organisation(), text_of(person_heading(width))
    assert cell_len(head) == width
    for id_ in o.people:
        bearer = Bearer(id=id_, circles=7, roles=3, facilitated=12, last=date(2026, 2, 1))
        row = text_of(person_row(bearer, o, TODAY, PLAIN, width))
        assert cell_len(row) == width
        after_name = row[-(width - head.index("facilitated")) :] if row.isascii() else row
        assert "12" in after_name


def test_where_there_is_room_nothing_is_cut() -> None:
    o = organisation()
    office = Office(circle="c1", role="r", name="Leader", person="p1", standing="open")
    row = text_of(office_row(office, o, TODAY, PLAIN, 120, longest(o), dated=False))
    assert "Paco Xu 徐俊杰" in row
    assert "食堂" in row
    assert "…" not in row


@given(st.integers(0, 300), st.lists(st.integers(0, 90), max_size=6))
def test_room_is_shared_and_nobody_has_more_than_they_want(room: int, wanted: list[int]) -> None:
    found = shared(room, wanted)
    assert sum(found) <= room
    assert all(0 <= has <= want for has, want in zip(found, wanted, strict=True))
    lacking = [has for has, want in zip(found, wanted, strict=True) if has < want]
    if lacking:
        assert room - sum(found) < len(wanted)
        assert max(found) <= max(lacking) + 1 or all(has <= min(lacking) + 1 for has in found)
