"""Plain text: lines that fit, and people's own lines kept."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sociotui.exchange.page import Facts, Heading, Line, Points, Subheading, Table, Title, Wording
from sociotui.exchange.plain import WIDTH, width, wrap, write
from tests.exchange.definitions import NAMES, TEXTS


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("Ana", 3), ("李雷", 4), ("e\u0301", 1), ("👩", 2), ("👩\u200d🌾", 4), ("דנה", 3), ("ｱ", 1), ("Ａ", 2)],
)
def test_text_takes_the_columns_of_a_terminal(text: str, columns: int) -> None:
    assert width(text) == columns


@given(TEXTS, st.integers(4, 40))
@example('so ""://', 4)
def test_every_line_fits_but_an_address_and_no_sign_is_lost(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns or ("://" in line and " " not in line) for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(TEXTS.filter(bool), NAMES)
def test_every_block_fits_whatever_people_write(text: str, name: str) -> None:
    words = text.replace("://", ":")
    page = write([Title(name), Heading(name), Line(words), Wording(words), Points((words,)), Facts((("Why", words),))])
    page += write([Subheading(name), Table((name, "Why"), ((words, name), (name, words), ("", words)))])
    assert all(width(line) <= WIDTH and line == line.rstrip() for line in page.split("\n"))
    assert page.endswith("\n")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("one\ntwo three", ["one", "two three"]),
        ("one\n\n  two", ["one", "", "  two"]),
        ("one  two", ["one  two"]),
        ("one two   three", ["one two", "three"]),
        ("twelve letters", ["twelve", "letters"]),
        ("a-word-of-many-letters", ["a-word-of-", "many-lette", "rs"]),
        ("so a-word-of-many", ["so", "a-word-of-", "many"]),
        ("see https://example.org/shed now", ["see", "https://example.org/shed", "now"]),
        ("李雷李雷李雷", ["李雷李雷李", "雷"]),
        ("ten columns", ["ten", "columns"]),
        ("0123456789 x", ["0123456789", "x"]),
    ],
)
def test_lines_are_broken_between_words(text: str, lines: list[str]) -> None:
    assert wrap(text, 10) == lines


def test_a_title_is_underlined_as_far_as_it_goes() -> None:
    assert write([Title("李雷")]) == "李雷\n====\n"
    long = write([Heading("word " * 40)]).split("\n")
    assert long[-2] == "-" * max(width(line) for line in long[:-2])


def test_an_entry_is_underlined_unlike_a_part() -> None:
    assert write([Subheading("Saturday shed")]) == "Saturday shed\n~~~~~~~~~~~~~\n"


def test_the_cells_of_a_table_stand_below_each_other() -> None:
    rows = (("李雷", "keys,\n  and tea", "2026"), ("Ana", "", ""), ("", "compost", "e\u0301"))
    assert write([Table(("Who", "What", "When"), rows)]) == (
        "Who   What       When\n"
        "----  ---------  ----\n"
        "李雷  keys,      2026\n"
        "        and tea\n"
        "Ana\n"
        "      compost    e\u0301\n"
    )


def test_a_table_that_is_too_wide_has_a_line_for_each_cell() -> None:
    rows = (("Ana", "word " * 20 + "end"), ("", "two\n\nlines"), ("Ben", ""))
    assert write([Table(("Who", "What"), rows)]) == (
        "Who: Ana\n"
        "What: word word word word word word word word word word word word word\n"
        "    word word word word word word word end\n"
        "\n"
        "What: two\n"
        "\n"
        "    lines\n"
        "\n"
        "Who: Ben\n"
    )


def test_further_lines_of_a_fact_stand_below_its_first() -> None:
    page = write([Facts((("Why", "it " * 40), ("Who decided", "we")))])
    first, second, last, _end = page.split("\n")
    assert (first[:15], second[:15], last) == ("Why          it", " " * 13 + "it", "Who decided  we")
