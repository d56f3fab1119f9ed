"""People's words in Markdown: whoever reads them, rendered, reads what was written."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sociotui.domain.text import clean_name, clean_text
from sociotui.exchange.markdown import escape, write
from sociotui.exchange.page import Block, Facts, Heading, Lead, Line, Points, Subheading, Table, Title, Wording
from tests.exchange.definitions import NAMES, TEXTS

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

_MARKUP = [
    "*",
    "_",
    "`",
    "#",
    "# ",
    "- ",
    "+ ",
    "-",
    "---",
    "===",
    "1. ",
    "2) ",
    ">",
    "[x](y)",
    "![",
    "<b>",
    "<!--",
    "|",
    "~~",
    "&amp;",
    "\\",
    "  ",
    "\n",
    "a",
    "é",
    ":-",
    "    ",
]
SIGNS = st.lists(st.sampled_from(_MARKUP), max_size=12).map("".join).map(clean_text).filter(bool)
WORDINGS = st.one_of(SIGNS, TEXTS.filter(bool))
TITLES = st.one_of(SIGNS.map(clean_name), NAMES).filter(bool)


def shown(markdown: str) -> list[tuple[str, str]]:
    """Return what a reader of the rendered page sees: the kind of each part, and its text."""
    parts: list[tuple[str, str]] = []
    kind = ""
    for token in READER.parse(markdown):
        if token.type.endswith("_open"):
            kind = token.tag if token.tag != "p" else kind
        elif token.type == "inline":
            parts.append((kind, _seen(token.children or [])))
        elif not token.type.endswith("_close"):
            parts.append((token.type, token.content))
    return parts


def _seen(tokens: list[Token]) -> str:
    plain = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(
        "\n"
        if (t.type, t.content) == ("html_inline", "<br>")
        else plain.get(t.type, t.content if t.type == "text" else "" if t.tag in ("em", "strong") else f"<{t.type}>")
        for t in tokens
    )


def as_read(text: str) -> str:
    """Return text as it can be read: a no-break space looks like any other, empty lines part paragraphs once."""
    return re.sub("\n{2,}", "\n\n", text.replace("\u00a0", " "))


def read(markdown: str) -> str:
    """Return the text of a page of a single part, its paragraphs parted by empty lines."""
    return as_read("\n\n".join(text for _kind, text in shown(markdown)))


@settings(max_examples=500)
@example("1. a\n2. b\n\n    code\n\n```\nx\n```")
@example("a\n===\nb\n---\n| a | b |\n| - | - |")
@example("a | b\n--|--\n~~no~~ snake_case _x_ __y__ &lt; <b> [a](b) ![c](d) http://a_b_c.org/*")
@example("ends with a backslash\\\nand goes on \\\\")
@example("\u3000indented\n\n\u3000again")
@given(WORDINGS)
def test_a_wording_is_read_as_it_was_written(wording: str) -> None:
    markdown = write([Wording(wording)])
    assert {kind for kind, _text in shown(markdown)} == {"blockquote"}
    assert read(markdown) == as_read(wording)


@settings(max_examples=300)
@given(WORDINGS)
def test_a_point_is_read_as_it_was_written(note: str) -> None:
    markdown = write([Points((note, "next"))])
    assert read(markdown) == as_read(f"{note}\n\nnext")
    assert [t.type for t in READER.parse(markdown)].count("list_item_open") == 2


@settings(max_examples=300)
@given(WORDINGS, TITLES)
def test_a_fact_is_read_as_it_was_written(fact: str, label: str) -> None:
    markdown = write([Facts(((label, fact),))])
    assert read(markdown) == as_read(f"{label}: {fact}")


@settings(max_examples=300)
@example("Rota #")
@example("C# ##")
@example("# 1")
@given(TITLES)
def test_a_title_is_read_as_it_was_written(title: str) -> None:
    said = f"To decide, presented by {title}"
    parts: list[tuple[Block, str, str]] = [
        (Title(title), "h1", title),
        (Heading(title), "h2", title),
        (Heading(title, 7), "h2", f"7. {title}"),
        (Subheading(title), "h3", title),
        (Lead(said), "", said),
        (Line(said), "", said),
        (Line(f"{said}:", strong=True), "", f"{said}:"),
    ]
    for block, kind, text in parts:
        assert [(k, as_read(t)) for k, t in shown(write([block]))] == [(kind, as_read(text))]


@settings(max_examples=500)
@example([["|", "\\|"], ["\\\\|", "a\\"], ["| --- |", "---"]])
@example([["<br>", "# C #"], ["- a\n\n    b", "`|`"], ["1. a", ""]])
@given(st.lists(st.lists(WORDINGS | st.just(""), min_size=2, max_size=2), min_size=1, max_size=4))
def test_a_cell_is_read_as_it_was_written(rows: list[list[str]]) -> None:
    markdown = write([Table(("Who", "What | why"), tuple(map(tuple, rows)))])
    cells = [
        ("th", "Who"),
        ("th", "What | why"),
        *(("td", cell.replace("\u00a0", " ")) for row in rows for cell in row),
    ]
    assert [(kind, text.replace("\u00a0", " ")) for kind, text in shown(markdown)] == cells


def test_a_table_is_a_line_for_each_row() -> None:
    table = Table(("Who", "Since"), (("Ana", "2026"), ("Ben,\nChidi", "")))
    assert write([table]) == "| Who | Since |\n| --- | --- |\n| Ana | 2026 |\n| Ben,<br>Chidi |  |\n"


@pytest.mark.parametrize(
    "plain",
    [
        "Two members open the shed each Saturday, 10-12 (see shed_rota.txt): £5 & a key!",
        "-5 degrees, +1 person, #shed, 3.5 hours; it's “good enough”.",
        "דנה, 李雷, Zoë 👩\u200d🌾",
    ],
)
def test_ordinary_words_are_left_as_they_are(plain: str) -> None:
    assert escape(plain) == plain
