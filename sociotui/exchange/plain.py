"""A page as plain text, in lines of at most 76 columns."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from sociotui.exchange.page import Block, Facts, Heading, Lead, Line, Points, Subheading, Table, Title, Wording

WIDTH = 76
"""Columns of a line; only an address without a blank in it may take more, as it is of no use in two halves."""

_INDENT = 4
_GAP = 2


def write(page: Iterable[Block]) -> str:
    """Return a page as plain text."""
    return "\n\n".join("\n".join(_block(block)) for block in page) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Title(text):
            yield from _underlined(text, "=")
        case Heading(text, number):
            yield from _underlined(f"{number}. {text}" if number else text, "-")
        case Subheading(text):
            yield from _underlined(text, "~")
        case Lead(text) | Line(text):
            yield from wrap(text)
        case Wording(text):
            yield from _beside(" " * _INDENT, text)
        case Points(entries):
            for entry in entries:
                yield from _beside("- ", entry)
        case Facts(entries):
            yield from _facts(entries)
        case Table(head, rows):
            yield from _table(head, rows)


def _underlined(text: str, sign: str) -> list[str]:
    lines = wrap(text)
    return [*lines, sign * min(WIDTH, max(width(line) for line in lines))]


def _facts(entries: tuple[tuple[str, str], ...]) -> Iterator[str]:
    column = max(width(label) for label, _value in entries) + _GAP
    for label, value in entries:
        yield from _beside(label + " " * (column - width(label)), value)


def _beside(label: str, text: str) -> Iterator[str]:
    """Write text to the right of a label, its further lines below its first."""
    before = width(label)
    for number, line in enumerate(wrap(text, WIDTH - before)):
        yield f"{' ' * before if number else label}{line}".rstrip()


def _table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """Write a table in columns; one that is too wide for them as a line for each cell, an empty line between rows."""
    lines = [[cell.split("\n") for cell in row] for row in (head, *rows)]
    columns = [max(width(line) for cell in cells for line in cell) for cells in zip(*lines, strict=True)]
    if sum(columns) + _GAP * (len(columns) - 1) > WIDTH:
        yield from _labelled(head, rows)
        return
    for row in (lines[0], [["-" * column] for column in columns], *lines[1:]):
        for across in zip_longest(*row, fillvalue=""):
            cells = (text + " " * (column + _GAP - width(text)) for text, column in zip(across, columns, strict=True))
            yield "".join(cells).rstrip()


def _labelled(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    for number, row in enumerate(rows):
        if number:
            yield ""
        for label, cell in zip(head, row, strict=True):
            if cell:
                first, *rest = wrap(f"{label}: {cell}", WIDTH - _INDENT)
                yield first
                yield from (f"{' ' * _INDENT}{line}".rstrip() for line in rest)


# --- columns -------------------------------------------------------------------------------------


def width(text: str) -> int:
    """Return the columns that text takes on a terminal. What is joined to one sign counts in full, so it is never less."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, columns: int = WIDTH) -> list[str]:
    """Return text in lines of at most `columns`, broken between words where that can be; its own lines stay."""
    return [piece for line in text.split("\n") for piece in _wrapped(line, columns)]


def _wrapped(line: str, columns: int) -> list[str]:
    lines, current, taken = [], "", -1
    for word in line.split(" "):
        for number, part in enumerate(_parts(word, columns)):
            wide = width(part)
            if taken < 0:
                current, taken = part, wide
            elif number == 0 and taken + 1 + wide <= columns:
                current, taken = f"{current} {part}", taken + 1 + wide
            else:
                lines.append(current.rstrip())
                current, taken = part, wide
    return [*lines, current.rstrip()]


def _parts(word: str, columns: int) -> list[str]:
    """Return a word as it is, or in parts where it alone is wider than a line: scripts without blanks have such words."""
    if width(word) <= columns or "://" in word:
        return [word]
    parts, taken = [""], 0
    for char in word:
        taken += _width(char)
        if taken > columns:
            parts.append("")
            taken = _width(char)
        parts[-1] += char
    return parts
