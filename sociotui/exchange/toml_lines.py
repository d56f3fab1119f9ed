"""Where things stand in a TOML text: the line of a table, a field, or an entry of a list."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

Where = tuple[str | int, ...]
"""A place in a file: `("circle", 2, "parents", 0)` is the first parent of the third circle."""

# A quote that opens a text of several lines is never taken for two quotes that hold nothing.
_STRING = (
    r'"""[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*"{3,5}'
    r"|'''[^']*+(?:'(?!'')[^']*+)*'{3,5}"
    r'|"(?!"")[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*"'
    r"|'(?!'')[^'\n]*+'"
)
# Only single characters are repeated possessively: with choices among them, early versions of Python 3.11 go astray.
_BLANK = re.compile(r"[ \t\r\n\ufeff]*+(?:\#[^\n]*+[ \t\r\n\ufeff]*+)*")
_KEY = re.compile(rf"[ \t]*({_STRING}|[A-Za-z0-9_-]+)[ \t]*(\.?)", re.DOTALL)
_EQUALS = re.compile(r"=")
_AFTER_HEADER = re.compile(r"\]{1,2}")
# The second half is the time of a day that is written with a blank between the two.
_SCALAR = re.compile(rf"{_STRING}|[^\s,\]}}#]+(?:[ ]\d\d:[^\s,\]}}#]+)?", re.DOTALL)
_TOKEN = re.compile(rf"\#[^\n]*|(?P<text>{_STRING})|(?P<quote>[\"'])|(?P<open>[\[{{])|(?P<close>[\]}}])", re.DOTALL)


def line_of(text: str, where: Sequence[str | int]) -> int | None:
    """Return the line, counted from 1, on which something stands in a TOML text that is well formed.

    What is not written has the line of the nearest part around it that is; None where there is no such part.
    """
    return nearest_line(index(text), where)


def nearest_line(lines: Mapping[Where, int], where: Sequence[str | int]) -> int | None:
    """Return the line of `where` among those of `index`, or of the nearest part around it; None where there is none."""
    for end in range(len(where), 0, -1):
        if (line := lines.get(tuple(where[:end]))) is not None:
            return line
    return None


def index(text: str) -> dict[Where, int]:
    """Return the line of every table, field and list entry in a TOML text that is well formed."""
    return _Walk(text).lines


def unclosed(text: str) -> tuple[int, str] | None:
    """Return the line of the first quote or bracket that opens and never closes, and which it is; or None."""
    opened: list[re.Match[str]] = []
    for token in _TOKEN.finditer(text):
        if token["quote"]:
            opened = [token]
            break
        if token["open"]:
            opened.append(token)
        elif token["close"] and opened:
            opened.pop()
    return (_line(_breaks(text), opened[0].start()), opened[0][0]) if opened else None


def _breaks(text: str) -> list[int]:
    return [m.start() for m in re.finditer("\n", text)]


def _line(breaks: list[int], at: int) -> int:
    return bisect_left(breaks, at) + 1


class _Walk:
    """One walk through a text, from its first character to its last; `lines` is what it has seen.

    Where the text turns out not to be well formed it stops, and knows nothing of what comes after.
    """

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.lines: dict[Where, int] = {}
        self._breaks = _breaks(text)
        self._tables: dict[Where, int] = {}  # how many [[tables]] of a name there have been
        table: Where = ()
        while self._peek():
            if self._peek() == "[":
                table = self._header()
            else:
                self._value(self._field(table))

    def _peek(self) -> str:
        """Go past blanks, line ends and comments; return the character that stands there, "" at the end."""
        self._take(_BLANK)
        return self.text[self.at : self.at + 1]

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else len(self.text)
        return found

    def _note(self, where: Where, at: int) -> None:
        self.lines.setdefault(where, _line(self._breaks, at))

    def _keys(self) -> list[str]:
        """Read a key, dotted or not, as its parts."""
        keys: list[str] = []
        while (found := self._take(_KEY)) is not None:
            keys.append(_plain(found[1]))
            if not found[2]:
                break
        return keys

    def _header(self) -> Where:
        """Read a `[table]` or `[[table]]` header; return what the fields below it belong to."""
        start = self.at
        several = self.text.startswith("[[", start)
        self.at += 2 if several else 1
        where: Where = ()
        for key in self._keys():
            if where in self._tables:
                where = (*where, self._tables[where] - 1)
            where = (*where, key)
            self._note(where, start)
        if several:
            number = self._tables.get(where, 0)
            self._tables[where] = number + 1
            where = (*where, number)
            self._note(where, start)
        self._take(_AFTER_HEADER)
        return where

    def _field(self, table: Where) -> Where:
        """Read a field's key and its equals sign; return where its value belongs."""
        start, where = self.at, table
        for key in self._keys():
            where = (*where, key)
            self._note(where, start)
        self._take(_EQUALS)
        return where

    def _value(self, where: Where) -> None:
        """Read a value. Without recursion, so that brackets in brackets can go as deep as they like."""
        inside: list[tuple[Where, int]] = []  # each open bracket: what it belongs to, its next entry (-1 for { })
        going: Where | None = where
        while going is not None:
            opening = self._peek()
            if opening and opening in "[{":
                inside.append((going, 0 if opening == "[" else -1))
                self.at += 1
            else:
                self._take(_SCALAR)
            going = self._entry(inside)

    def _entry(self, inside: list[tuple[Where, int]]) -> Where | None:
        """Go on to the next entry within brackets; None when all of them are closed."""
        while inside and (sign := self._peek()):
            if sign not in "]},":
                belongs, number = inside[-1]
                if number < 0:
                    return self._field(belongs)
                inside[-1] = (belongs, number + 1)
                self._note((*belongs, number), self.at)
                return (*belongs, number)
            self.at += 1
            if sign != ",":
                inside.pop()
        return None


def _plain(key: str) -> str:
    """Return a key without its quotes, its escapes resolved; one that is not well formed as it is written."""
    if key[0] not in "\"'":
        return key
    import tomllib

    try:
        (plain,) = tomllib.loads(f"{key} = 0")
    except tomllib.TOMLDecodeError:
        return key
    return str(plain)
