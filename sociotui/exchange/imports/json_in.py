"""JSON of other programs: only the lists that are asked for are unpacked, so that the rest of a large file costs nothing."""

from collections.abc import Iterator
from typing import Any

import msgspec

from sociotui.exchange.imports.bytes_in import MOST, Given, text_of
from sociotui.exchange.imports.draft import Lefts
from sociotui.exchange.imports.entries import Entry, entries
from sociotui.exchange.toml_file import Misread
from sociotui.words import _

_object = msgspec.json.Decoder(dict[str, msgspec.Raw])
_list = msgspec.json.Decoder(list[msgspec.Raw])
_any = msgspec.json.Decoder(Any)
MOST_ENTRIES = 300_000
"""Entries of a list: ten thousand people in nineteen circles each are two thirds of it."""
MOST_IN_LIST = 16 * 1024 * 1024
"""Bytes of a list that is unpacked; each may take forty in memory."""


class Json:
    """The object, or the list, that a JSON file holds; the parts of an object stay packed until they are asked for."""

    def __init__(self, given: Given) -> None:
        self.given = given
        data = given.data
        if b"\0" in data[:64] or not data.lstrip().startswith((b"{", b"[")):  # marked, or in another encoding
            data = text_of(given, MOST).text.encode()
        self.list: list[Any] | None = None
        self.parts: dict[str, msgspec.Raw] = {}
        try:
            if data.lstrip().startswith(b"["):
                self.list = self._items(data, _("this"))
            else:
                self.parts = _object.decode(data)
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            raise self._misread(error, data) from error

    def entries(self, part: str, left: Lefts) -> Iterator[Entry]:
        """Yield the objects of a list of the file; nothing where there is none. Raises `Misread` where it is no list."""
        if part in self.parts:
            yield from entries(self._unpacked(part), f"{self.given.name}, {part}", left)

    def within(self, part: str) -> "Json":
        """Return the object in a part of this one; an empty one where there is none."""
        return Json(Given(f"{self.given.name}, {part}", bytes(self.parts.get(part, b"{}"))))

    def _unpacked(self, part: str) -> list[Any]:
        try:
            return self._items(memoryview(self.parts[part]), _("“{part}”", part=part))
        except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
            raise self.given.misread(
                _("“{part}” is to be a list, and can't be read as one: {error}.", part=part, error=_plain(error))
            ) from error

    def _items(self, data: bytes | memoryview, where: str) -> list[Any]:
        """Return what stands in a list; raises `Misread` before it is unpacked where that is too much."""
        if len(data) > MOST_IN_LIST:
            most = MOST_IN_LIST >> 20
            raise self.given.misread(
                _("there is more than {most} MB in {where}. Is it the right file?", most=most, where=where)
            )
        found = _list.decode(data)
        if len(found) > MOST_ENTRIES:
            most_entries = f"{MOST_ENTRIES:,}"
            raise self.given.misread(
                _(
                    "there are more than {most} entries in {where}. Is it the right file?",
                    most=most_entries,
                    where=where,
                )
            )
        return [_any.decode(item) for item in found]

    def _misread(self, error: Exception, data: bytes) -> Misread:
        return self.given.misread(_("this can't be read as JSON: {error}.", error=_plain(error)))


def _plain(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return _("brackets stand in brackets too deep to follow")
    return str(error).rstrip(".")
