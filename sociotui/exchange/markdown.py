"""A page as Markdown (CommonMark, and GitHub's tables and strikethrough kept out of people's words)."""

import re
from collections.abc import Iterable
from itertools import pairwise

from sociotui.exchange.page import Block, Facts, Heading, Lead, Line, Points, Subheading, Table, Title, Wording

# What would be taken for markup in the midst of a line: an underscore within a word is none.
_SIGNS = re.compile(r"[\\`*\[\]<|~]|(?<![^\W_])_|&(?=#?\w+;)")
# … at the beginning of a line: headings, quotes, list entries, rules, underlinings.
_START = re.compile(r"[-+=:#>](?=[-+=:#> ]*(?: |$))|>")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?= |$)")
_INDENT = re.compile(r"\s+")
# … and at the end of a heading, where a row of # closes it.
_END = re.compile(r"(?<= )#(?=#*$)")


def write(page: Iterable[Block]) -> str:
    """Return a page as Markdown. Whoever reads it, rendered or not, reads people's words as they were written."""
    return "\n\n".join(_block(block) for block in page) + "\n"


def _block(block: Block) -> str:
    match block:
        case Title(text):
            return f"# {escape(text)}"
        case Heading(text, number):
            return f"## {number}. {escape(text)}" if number else f"## {escape(text)}"
        case Subheading(text):
            return f"### {escape(text)}"
        case Lead(text):
            return f"*{escape(text)}*"
        case Line(text, strong):
            return f"**{escape(text)}**" if strong else escape(text)
        case Wording(text):
            return _within(escape(text), "> ", "> ")
        case Points(entries):
            return "\n".join(_within(escape(entry), "- ", "  ") for entry in entries)
        case Facts(entries):
            return "\n".join(_within(f"**{escape(label)}:** {escape(value)}", "- ", "  ") for label, value in entries)
        case Table(head, rows):
            return "\n".join([_row(head), "| --- " * len(head) + "|", *map(_row, rows)])


def _row(cells: Iterable[str]) -> str:
    """Return a row of a table (GitHub's). It is one line whatever its cells hold, so their line ends are written out."""
    written = ("<br>".join(_line(line) for line in cell.split("\n")) for cell in cells)
    return f"| {' | '.join(written)} |"


def _within(text: str, first: str, rest: str) -> str:
    """Return text with `first` before its first line and `rest` before each line after it."""
    marked = [(rest if n else first, line) for n, line in enumerate(text.split("\n"))]
    return "\n".join(mark + line if line else mark.rstrip() for mark, line in marked)


def escape(text: str) -> str:
    """Return people's words so that Markdown shows them as they are: their signs, their lines, their indents."""
    lines = [_line(line) for line in text.split("\n")]
    # Two blanks at its end make a line end stay one; an empty line parts paragraphs by itself.
    broken = [line + "  " if line and after else line for line, after in pairwise([*lines, ""])]
    return "\n".join(broken)


def _line(line: str) -> str:
    line = _END.sub(r"\\#", _SIGNS.sub(r"\\\g<0>", line))
    if indent := _INDENT.match(line):
        return "".join("&nbsp;" if c == " " else f"&#{ord(c)};" for c in indent[0]) + line[indent.end() :]
    if number := _NUMBER.match(line):
        return f"{number[1]}\\{line[number.end(1) :]}"
    return f"\\{line}" if _START.match(line) else line
