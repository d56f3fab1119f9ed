"""The keybar: what counts now goes first, the last key always shows, and so does how one gets to other screens."""

import pytest
from rich.cells import cell_len

from sociotui.tui.keys import shown, ways
from sociotui.tui.widgets.keybar import KeyBar

ENTRIES = [("enter", "meet"), ("i", "agenda"), ("tab", "read"), ("/", "find"), ("q", "quit"), ("?", "keys")]


def line(width: int, keymap: dict[str, str] | None = None, here: str = "") -> str:
    """Return the line in so many cells; it never takes more."""
    bar = KeyBar()
    bar.entries, bar.ways = ENTRIES, ways(shown(keymap or {}), here)
    (found,) = bar.content(width, 1)
    text = "".join(piece for piece, _style in found)
    assert cell_len(text) <= max(width, 8)
    return text


@pytest.mark.parametrize(
    ("width", "wanted"),
    [
        (
            140,
            " enter meet  i agenda  tab read  / find  q quit  1 meeting  2 map  3 decisions  4 people  5 mirror  6 practice  ? keys",
        ),
        (80, " enter meet  i agenda  tab read  / find  q quit  1-6 screens  ? keys"),
        (60, " enter meet  i agenda  tab read  / find  1-6 screens  ? keys"),
        (54, " enter meet  i agenda  tab read  1-6 screens  ? keys"),
        (40, " enter meet  i agenda  tab read  ? keys"),
        (12, " ? keys"),
    ],
)
def test_as_much_as_there_is_room_for(width: int, wanted: str) -> None:
    assert line(width) == wanted


@pytest.mark.parametrize(
    ("keymap", "here", "wanted"),
    [
        ({}, "decisions", "1-6 screens"),
        ({}, "people", "1-6 screens"),
        ({}, "meeting", "2-6 screens"),
        ({"map": "f2"}, "meeting", "f2 3 4 5 6 screens"),
        ({"people": "9"}, "", "1 2 3 9 5 6 screens"),
    ],
)
def test_the_keys_that_lead_elsewhere_are_those_of_this_person(keymap: dict[str, str], here: str, wanted: str) -> None:
    assert f"  {wanted}  " in line(66, keymap, here)


def test_without_ways_there_are_none() -> None:
    bar = KeyBar()
    bar.entries = ENTRIES
    assert "screens" not in "".join(piece for piece, _style in bar.content(60, 1)[0])
