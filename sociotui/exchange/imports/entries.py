"""Entries: one object of a JSON file, or one row of a table, read field by field; what is no such value is noted."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sociotui.domain.refusal import brief
from sociotui.exchange.imports.draft import Lefts, day_of
from sociotui.words import _


class Entry:
    """A mapping and where it stands. A field that is missing, null or empty is "", (), None or False."""

    def __init__(self, data: Mapping[str, Any], place: str, left: Lefts, *, table: bool = False) -> None:
        self.data, self.place, self.left, self._table = data, place, left, table

    def at(self, field: str) -> str:
        """Return where one of its fields stands."""
        if self._table:
            return _("{place}, column “{column}”", place=self.place, column=field)
        return f"{self.place}.{field}"

    def has(self, field: str) -> bool:
        """Tell whether the field is there at all, and not null."""
        return self.data.get(field) is not None

    def text(self, field: str) -> str:
        """Return a text, or a number as text; of anything else it is noted that it is none."""
        return self._text(self.data.get(field), self.at(field))

    def maybe(self, field: str) -> str | None:
        """Return a text, or None where the field is not there or null."""
        return self.text(field) if self.has(field) else None

    def _text(self, value: object, at: str) -> str:
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():  # as spreadsheets keep what was typed as 7
            value = int(value)
        if isinstance(value, (str, int, float, date)) and not isinstance(value, bool):
            return str(value).strip()
        self.left.add(at, _("a text is wanted here, and this is none."))
        return ""

    def texts(self, field: str) -> tuple[str, ...]:
        """Return a list of texts; a text alone is a list of one."""
        value = self.data.get(field)
        values = value if isinstance(value, list) else [value]
        return tuple(text for v in values if (text := self._text(v, self.at(field))))

    def entry(self, field: str) -> "Entry":
        """Return the object in a field; an empty one where there is none."""
        value = self.data.get(field)
        if value is not None and not isinstance(value, Mapping):
            self.left.add(self.at(field), _("an object is wanted here, and this is none."))
        return Entry(value if isinstance(value, Mapping) else {}, self.at(field), self.left)

    def entries(self, field: str) -> Iterator["Entry"]:
        """Yield the objects of a list."""
        value = self.data.get(field)
        yield from entries(value if isinstance(value, list) else [], self.at(field), self.left)

    def day(self, field: str) -> date | None:
        """Return a day; of what is none it is noted how one is written."""
        value = self.data.get(field)
        if value is None or value == "":
            return None
        found = day_of(value)
        if found is None:
            said = brief(str(value))
            self.left.add(self.at(field), _("“{text}” is not a day. Write it like 2027-03-01.", text=said))
        return found

    def yes(self, field: str) -> bool:
        """Tell whether a field says yes."""
        value = self.data.get(field)
        return value == 1 or (isinstance(value, str) and value.strip().casefold() in {"true", "yes", "1"})


def entries(values: list[Any], place: str, left: Lefts) -> Iterator[Entry]:
    """Yield the objects of a list, each with its place; of what is none it is noted."""
    for number, value in enumerate(values):
        at = f"{place}[{number}]"
        if isinstance(value, Mapping):
            yield Entry(value, at, left)
        else:
            left.add(at, _("an object is wanted here, and this is none."))
