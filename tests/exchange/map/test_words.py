"""Words on the map: cut, wrapped and shortened by cells, whatever the script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from sociotui.exchange.map.words import begin, clip, fold, short_names, signs_of, wrap
from tests.exchange.definitions import NAMES


@given(NAMES, st.integers(0, 30))
def test_cut_text_takes_no_more_cells_than_there_are(name: str, width: int) -> None:
    assert cell_len(clip(name, width)) <= width
    assert name.startswith(begin(name, width))
    assert clip(name, cell_len(name)) == name


@given(NAMES)
def test_signs_are_shown_whole(name: str) -> None:
    signs = signs_of(name)
    assert sum(cells for _sign, cells in signs) == cell_len(name)
    assert {cells for _sign, cells in signs} <= {1, 2}


def test_a_sign_of_several_characters_is_never_cut_in_two() -> None:
    assert clip("👩‍🌾 growers", 4) == "👩‍🌾…"
    assert begin("👩‍🌾👩‍🌾", 3) == "👩‍🌾"
    assert signs_of("e\u0301👩‍🌾") == [("e\u0301", 1), ("👩‍🌾", 2)]


@pytest.mark.parametrize(
    ("text", "widths", "lines"),
    [
        ("Garden circle", [13], ["Garden circle"]),
        ("Garden circle", [6, 8], ["Garden", "circle"]),
        ("Workload-aware", [9, 5], ["Workload-", "aware"]),
        ("Garden circle", [6], None),
        ("Garden", [6, 6], None),
        ("Gardening", [6, 6], None),
    ],
)
def test_names_break_between_words(text: str, widths: list[int], lines: list[str] | None) -> None:
    assert wrap(text, widths) == lines


def test_what_several_names_share_is_left_out() -> None:
    short = short_names(["SIG Apps", "SIG Node", "SIG CLI", "WG Batch", "Committee"])
    assert short == {
        "SIG Apps": "Apps",
        "SIG Node": "Node",
        "SIG CLI": "CLI",
        "WG Batch": "WG Batch",
        "Committee": "Committee",
    }
    assert set(short_names(["A circle", "B circle", "C circle"]).values()) == {"A", "B", "C"}
    assert short_names(["A circle", "A team", "A"]) == {"A circle": "A circle", "A team": "A team", "A": "A"}


@given(NAMES, st.lists(st.integers(1, 20), min_size=1, max_size=4))
def test_folded_text_keeps_to_its_lines(name: str, widths: list[int]) -> None:
    kept, lines = fold(name, widths)
    assert len(lines) <= len(widths)
    assert all(cell_len(line) <= width for line, width in zip(lines, widths, strict=False))
    assert bool(lines) or not kept


@pytest.mark.parametrize(
    ("text", "widths", "lines"),
    [
        ("Contributor Experience", [7, 7], ["Contri-", "butor…"]),
        ("Contributor Experience", [8, 11], ["Contrib-", "utor Exper…"]),
        ("Code of Conduct", [7, 6], ["Code of", "Condu…"]),
        ("Docs", [4], ["Docs"]),
        ("Autoscaling", [6], ["Autos…"]),
        ("堆肥小组堆肥小组", [8, 8], ["堆肥小组", "堆肥小组"]),
    ],
)
def test_names_without_room_are_folded_and_cut(text: str, widths: list[int], lines: list[str]) -> None:
    assert fold(text, widths)[1] == lines
