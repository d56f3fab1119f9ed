"""What is wrong with a text that is no TOML, told plainly and with the line to look at."""

import re
from collections.abc import Iterator

from sociotui.exchange.toml_lines import unclosed
from sociotui.words import _

_POSITION = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
# What an opening quote without its closing one leads to; the line to look at is where it opens.
_OPEN_TEXT = ("Unterminated string", "Expected \"'", "Illegal character '\\n'", "Found invalid character '\\n'")


def plainly(error: ValueError, text: str) -> tuple[int | None, str]:
    """Return the line (None where it is not known) and the reason for what `tomllib` said about `text`."""
    said = str(error)
    position = _POSITION.search(said)
    line = None
    if position:
        line = int(position[1]) if position[1] else _last_line(text)
    opened, sign = unclosed(text) or (0, "")
    if sign == "[" and opened < (line or 0):
        return opened, _open_list()  # whatever was met further down was met within it
    for starts, reason in _reasons():
        if said.startswith(starts):
            return (opened if sign and starts == _OPEN_TEXT else 0) or line, reason
    return line, _("this is not written as TOML wants it: {said}.", said=_POSITION.sub("", said))


def _last_line(text: str) -> int:
    return text.rstrip().count("\n") + 1


def _open_list() -> str:
    return _("a list, or a table in one line, is not closed. Commas stand between its entries, and ] or } at its end.")


def _reasons() -> Iterator[tuple[tuple[str, ...], str]]:
    """What `tomllib` may say, by its beginnings, each with the same said to people."""
    yield (
        _OPEN_TEXT,
        _(
            "a text begins here and does not end. Close it with the quote it began with, three for text of several lines."
        ),
    )
    yield ("Unclosed",), _open_list()
    yield (
        ("Cannot", "Duplicate"),
        _("this is there already. Keep one of the two; only a header in [[ ]] comes again and again."),
    )
    yield (
        ("Expected ']",),
        _("the header is not closed. One that comes once stands in [ ], one that comes again and again in [[ ]]."),
    )
    yield ("Expected '='",), _('after the name of a field comes an equals sign and its value, like name = "Ana".')
    yield (
        ("Expected newline",),
        _(
            "something is left over after the value. Text stands between straight quotes, a day is written like "
            "2027-03-01, and each field has a line of its own."
        ),
    )
    yield ("Invalid date",), _("there is no such day. A day is written as year-month-day, like 2027-03-01.")
    yield (
        ("Invalid value",),
        _('a value is missing or not in quotes. Text stands between straight quotes, like name = "Ana".'),
    )
    yield (
        ("Invalid statement",),
        _('this is no field yet. A line holds a field like name = "Ana", a header like [this], or a # and a comment.'),
    )
    yield (
        ("Invalid initial character for a key",),
        _("the name of a field is missing. It has letters, digits, - and _; no comma stands before a closing }."),
    )
    yield (
        ("Illegal character", "Found invalid character"),
        _("a control character stands here, which nobody can see or read. Please take it out."),
    )
    yield (
        ("Unescaped", "Invalid hex value", "Escaped character"),
        _("in quotes a backslash begins a special sign. To write the backslash itself, write it twice."),
    )
    yield ("Exceeds the limit",), _("there is a number of thousands of digits in it. A shorter one, please.")
