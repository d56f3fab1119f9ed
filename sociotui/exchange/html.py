"""A page as one HTML document that needs nothing else: plain, for a browser and for paper."""

from collections.abc import Iterable, Iterator
from html import escape

from sociotui.exchange.page import Block, Facts, Heading, Lead, Line, Points, Subheading, Table, Title, Wording
from sociotui.words import _

MANY = 8
"""Headings that a page may have before it gets a list of them at its top."""

_STYLE = """\
body { margin: 0 auto; max-width: 42rem; padding: 1.5rem; font: 1rem/1.5 Georgia, "Times New Roman", serif; }
body { color: #111; background: #fff; }
h1, h2, h3 { line-height: 1.25; break-after: avoid; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid #999; }
h1, h2, h3, p, li, blockquote, dt, dd, th, td { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
.lead { font-style: italic; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid #999; }
dl div { display: grid; grid-template-columns: 11rem 1fr; }
dt { font-weight: bold; }
dd { margin: 0 0 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #999; padding: 0.25rem 0.5rem; text-align: start; vertical-align: top; overflow-wrap: break-word; }
a { color: #0645ad; }
@page { margin: 2cm; }
@media print {
  body { max-width: none; padding: 0; font-size: 11pt; }
  nav { break-after: page; }
  li, tr, blockquote, dl div { break-inside: avoid; }
  p { orphans: 3; widows: 3; }
  a { color: inherit; text-decoration: none; }
}
"""
# What people wrote keeps its lines and blanks (pre-wrap), and each line of it its own direction (plaintext).


def write(page: Iterable[Block], *, title: str = "", language: str = "en") -> str:
    """Return a page as a document in HTML5. It has no script, and loads nothing from anywhere.

    `title` is what a browser calls it; the page's own title where none is given. `language` is a tag like `en`.
    """
    blocks = tuple(page)
    titles = (block.text for block in blocks if isinstance(block, Title))
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(language)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title or next(titles, ''))}</title>",
        f"<style>\n{_STYLE}</style>",
        "</head>",
        "<body>",
        *_body(blocks),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _body(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Write all blocks, each heading with what follows it in a part of its own."""
    headings = [block for block in blocks if isinstance(block, Heading)]
    part = 0
    for block in blocks:
        if isinstance(block, Heading):
            if part:
                yield "</section>"
            elif len(headings) > MANY:
                yield from _contents(headings)
            part += 1
            yield f'<section id="part-{part}">'
        yield from _block(block)
    if part:
        yield "</section>"


def _contents(headings: Iterable[Heading]) -> Iterator[str]:
    yield f'<nav aria-label="{escape(_("Contents"))}">'
    yield "<ul>"
    for part, heading in enumerate(headings, start=1):
        yield f'<li><a href="#part-{part}">{escape(_numbered(heading))}</a></li>'
    yield "</ul>"
    yield "</nav>"


def _numbered(heading: Heading) -> str:
    return f"{heading.number}. {heading.text}" if heading.number else heading.text


def _block(block: Block) -> Iterator[str]:
    match block:
        case Title(text):
            yield _within("h1", text)
        case Heading():
            yield _within("h2", _numbered(block))
        case Subheading(text):
            yield _within("h3", text)
        case Lead(text):
            yield f'<p class="lead">{escape(text)}</p>'
        case Line(text, strong):
            yield f"<p><strong>{escape(text)}</strong></p>" if strong else _within("p", text)
        case Wording(text):
            yield _within("blockquote", text)
        case Points(entries):
            yield from ("<ul>", *(_within("li", entry) for entry in entries), "</ul>")
        case Facts(entries):
            pairs = (f"<div>{_within('dt', label)}{_within('dd', value)}</div>" for label, value in entries)
            yield from ("<dl>", *pairs, "</dl>")
        case Table(head, rows):
            yield from ("<table>", "<thead>", _row('th scope="col"', head), "</thead>")
            yield from ("<tbody>", *(_row("td", row) for row in rows), "</tbody>", "</table>")


def _row(tag: str, cells: Iterable[str]) -> str:
    return f"<tr>{''.join(_within(tag, cell) for cell in cells)}</tr>"


def _within(tag: str, text: str) -> str:
    """Return people's words as the text of an element, which no sign in them can end; `tag` may have attributes."""
    return f"<{tag}>{escape(text)}</{tag.partition(' ')[0]}>"
