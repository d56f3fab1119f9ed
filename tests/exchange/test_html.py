"""A page in HTML: well nested, without scripts or addresses, and what people wrote is text and nothing else."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sociotui.exchange.html import MANY, write
from sociotui.exchange.page import Block, Facts, Heading, Lead, Line, Points, Subheading, Table, Title, Wording
from tests.exchange.definitions import TEXTS

TAGS = {"html", "head", "meta", "title", "style", "body", "nav", "section"}
TAGS |= {"h1", "h2", "h3", "p", "strong", "blockquote", "ul", "li", "a", "dl", "div", "dt", "dd"}
TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
_ATTACKS = [
    "<script>alert(1)</script>",
    "</style>",
    "</title>",
    "</p>",
    "<b>",
    "<!--",
    "-->",
    "]]>",
    "&lt;",
    "&amp;",
    "&#x3c;",
    "&copy",
    '"',
    "'",
    ' onload="x"',
    "<img src=http://x.example/>",
    "\n",
    "  ",
]
WORDS = st.one_of(TEXTS, st.lists(st.sampled_from(_ATTACKS), max_size=6).map("".join))
PAIRS = st.tuples(WORDS, WORDS)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Title, WORDS),
    st.builds(Lead, WORDS),
    st.builds(Heading, WORDS, st.integers(0, 3)),
    st.builds(Subheading, WORDS),
    st.builds(Line, WORDS, st.booleans()),
    st.builds(Wording, WORDS),
    st.builds(Points, st.lists(WORDS, max_size=3).map(tuple)),
    st.builds(Facts, st.lists(PAIRS, max_size=3).map(tuple)),
    st.builds(Table, PAIRS, st.lists(PAIRS, max_size=3).map(tuple)),
)
PAGES = st.one_of(st.lists(BLOCKS, max_size=8), st.lists(st.builds(Heading, WORDS), min_size=MANY, max_size=MANY + 2))


class Read(HTMLParser):
    """A document as a browser reads it: every tag with its attributes, and the text of each element that has any."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[tuple[str, list[str]]] = []
        self.feed(document)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        self.tags.append((tag, tuple(attrs)))
        if tag != "meta":
            self._open.append((tag, []))

    def handle_endtag(self, tag: str) -> None:
        opened, said = self._open.pop()
        assert opened == tag
        if tag in ("title", "h1", "h2", "h3", "p", "strong", "blockquote", "li", "a", "dt", "dd", "th", "td"):
            self.texts.append((tag, "".join(said)))

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1][1].append(data)
        else:
            assert data.isspace()

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")


def expected(block: Block) -> list[tuple[str, str]]:
    """Return the elements that a block is to be read as, in the order of their ends."""
    match block:
        case Title(text):
            return [("h1", text)]
        case Heading(text, number):
            return [("h2", f"{number}. {text}" if number else text)]
        case Subheading(text):
            return [("h3", text)]
        case Line(text, True):
            return [("strong", text), ("p", "")]
        case Lead(text) | Line(text):
            return [("p", text)]
        case Wording(text):
            return [("blockquote", text)]
        case Points(entries):
            return [("li", entry) for entry in entries]
        case Facts(entries):
            return [pair for label, value in entries for pair in (("dt", label), ("dd", value))]
        case Table(head, rows):
            return [("th", cell) for cell in head] + [("td", cell) for row in rows for cell in row]


def contents(page: list[Block]) -> list[tuple[str, str]]:
    """Return what the list of a page's headings is to be read as."""
    headings = [text for block in page if isinstance(block, Heading) for _tag, text in expected(block)]
    return [pair for text in headings for pair in (("a", text), ("li", ""))] if len(headings) > MANY else []


def unlike(block: Block) -> Block:
    """Return a block of the same shape whose every text is a letter."""
    match block:
        case Heading(_text, number):
            return Heading("x", number)
        case Line(_text, strong):
            return Line("x", strong)
        case Points(entries):
            return Points(("x",) * len(entries))
        case Facts(entries):
            return Facts((("x", "x"),) * len(entries))
        case Table(head, rows):
            return Table(("x",) * len(head), (("x",) * len(head),) * len(rows))
    return type(block)("x")


@settings(max_examples=300)
@example([Title("</title><script>"), Wording("</blockquote><p>"), Table(("<td>", "b"), (("</table>", "\n\n a"),))])
@given(PAGES)
def test_every_text_is_read_back_exactly(page: list[Block]) -> None:
    read = Read(write(page))
    title = next((block.text for block in page if isinstance(block, Title)), "")
    assert read.texts[0] == ("title", title)
    before = next((n for n, block in enumerate(page) if isinstance(block, Heading)), len(page))
    parts = [*map(expected, page[:before]), contents(page), *map(expected, page[before:])]
    assert read.texts[1:] == [text for part in parts for text in part]


@settings(max_examples=300)
@given(PAGES, WORDS, WORDS)
def test_nothing_that_people_wrote_becomes_a_tag(page: list[Block], title: str, language: str) -> None:
    document = write(page, title=title, language=language)
    read = Read(document)
    assert read.tags[0] == ("html", (("lang", language),))
    assert read.tags[1:] == Read(write([unlike(block) for block in page])).tags[1:]
    assert all(not name.startswith(("on", "src", "style")) for _tag, attrs in read.tags for name, _value in attrs)
    links = [value for _tag, attrs in read.tags for name, value in attrs if name == "href"]
    assert all(re.fullmatch(r"#part-\d+", link or "") for link in links)


def test_the_style_loads_nothing() -> None:
    document = write([Title("Policies")])
    style = document[document.index("<style>") : document.index("</style>")]
    assert not re.search(r"url|import|http|//|expression", style)
    assert "@media print" in style
    assert "break-inside: avoid" in style
    assert "pre-wrap" in style


def test_a_whole_document() -> None:
    page: list[Block] = [
        Title("Garden circle: policies"),
        Lead("As they stand."),
        Heading("Tool shed", 1),
        Subheading("Saturday shed"),
        Line("Decided:", strong=True),
        Wording("Two members open it.\n\n  Keys: Ben & Zoë"),
        Facts((("Why", "It was <locked>."),)),
        Heading("Kept for later"),
        Points(("Bees", "Hoses")),
        Table(("Who", "Since"), (("Ana", ""),)),
    ]
    document = write(page, title="Policies", language="de")
    head, _style, body = re.split("<style>|</style>\n</head>\n", document)
    assert head == (
        '<!DOCTYPE html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>Policies</title>\n'
    )
    assert body == (
        "<body>\n"
        "<h1>Garden circle: policies</h1>\n"
        '<p class="lead">As they stand.</p>\n'
        '<section id="part-1">\n'
        "<h2>1. Tool shed</h2>\n"
        "<h3>Saturday shed</h3>\n"
        "<p><strong>Decided:</strong></p>\n"
        "<blockquote>Two members open it.\n\n  Keys: Ben &amp; Zoë</blockquote>\n"
        "<dl>\n<div><dt>Why</dt><dd>It was &lt;locked&gt;.</dd></div>\n</dl>\n"
        "</section>\n"
        '<section id="part-2">\n'
        "<h2>Kept for later</h2>\n"
        "<ul>\n<li>Bees</li>\n<li>Hoses</li>\n</ul>\n"
        '<table>\n<thead>\n<tr><th scope="col">Who</th><th scope="col">Since</th></tr>\n</thead>\n'
        "<tbody>\n<tr><td>Ana</td><td></td></tr>\n</tbody>\n</table>\n"
        "</section>\n"
        "</body>\n</html>\n"
    )
    assert write(iter(page), title="Policies", language="de") == document


@pytest.mark.parametrize("headings", [MANY, MANY + 1])
def test_a_long_page_begins_with_its_headings(headings: int) -> None:
    page: list[Block] = [Title("Handbook"), *(Heading(f"Part <{n}>", n) for n in range(1, headings + 1))]
    document = write(page)
    assert ("<nav" in document) is (headings > MANY)
    read = Read(document)
    links = [dict(attrs)["href"] for tag, attrs in read.tags if tag == "a"]
    anchors = [f"#{dict(attrs)['id']}" for tag, attrs in read.tags if tag == "section"]
    assert links == (anchors if headings > MANY else [])
    assert len(anchors) == headings
    if links:
        assert document.index("</h1>") < document.index("<nav") < document.index("<section")
        assert [text for tag, text in read.texts if tag == "a"] == [text for tag, text in read.texts if tag == "h2"]
