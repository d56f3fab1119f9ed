"""Paragraphs: a text in named styles, laid out to the width of a pane or a dialog."""

from collections.abc import Sequence
from typing import TypeAlias

from sociotui.tui.widgets.lines import Line, wrap

Paragraph: TypeAlias = tuple[int, str, str]
"""Cells by which it is indented, its text, and the name of its style."""
Text: TypeAlias = list[Paragraph]


def laid_out(text: Sequence[Paragraph], width: int) -> list[Line]:
    """Return a text as lines of at most `width` cells."""
    return [
        ((" " * indent, "plain"), (line, style))
        for indent, paragraph, style in text
        for line in wrap(paragraph, width - indent)
    ]


def plain(text: Sequence[Paragraph], width: int) -> str:
    """Return a text without its styles, in lines of at most `width` cells, for a dialog."""
    return "\n".join("".join(piece for piece, _style in line).rstrip() for line in laid_out(text, width))


def part(title: str, *under: str | Paragraph) -> Text:
    """Return a heading and what stands under it, after a blank line; nothing where there is nothing to stand there."""
    lines = [(2, line, "plain") if isinstance(line, str) else line for line in under if line]
    return [(0, "", "plain"), (0, title, "strong"), *lines] if lines else []


def top(title: str, *facts: str) -> Text:
    return [(0, title, "now"), *((0, fact, "dim") for fact in facts if fact)]
