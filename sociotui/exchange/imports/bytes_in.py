"""Bytes of a file that somebody names: read up to a bound, and told apart by what is in them, not by what they are called."""

import codecs
import os
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from sociotui.domain.refusal import Refused
from sociotui.exchange.toml_file import Misread
from sociotui.exchange.trouble import trouble
from sociotui.words import _

MOST = 64 * 1024 * 1024
"""Bytes of a file that are read at all. A JSON export may hold years of meetings, which are passed over."""
MOST_TEXT = 16 * 1024 * 1024
"""Bytes of a table or a list. Five thousand circles with twenty thousand people take about a tenth."""

_NOT_TEXT = (
    (b"\xd0\xcf\x11\xe0", _("an old Excel file. Save it as .xlsx or as CSV")),
    (b"%PDF", _("a PDF. Take the table that it was made from")),
    (b"\x89PNG", _("a picture. Take the table or the export that it was made from")),
    (b"\xff\xd8\xff", _("a picture. Take the table or the export that it was made from")),
    (b"\x1f\x8b", _("a packed file. Unpack it first")),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as UTF-16 does, so it comes before that
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Given(NamedTuple):
    """A file that was given: what people call it, and what is in it."""

    name: str
    data: bytes

    def misread(self, reason: str, line: int | None = None) -> Misread:
        """Return the refusal of it."""
        return Misread(self.name, line, reason)


class Text(NamedTuple):
    """What is in a text file, and the encoding that was found (a name of Python's)."""

    text: str
    encoding: str


def read_file(path: Path) -> Given:
    """Return a file, or what comes through a pipe.

    Raises `Refused` where it is not there or can't be read, and `Misread` where it was written to meanwhile, is empty, or
    larger than `MOST` bytes.
    """
    given = Given(path.name or str(path), b"")
    try:
        # a named pipe that nobody writes to would never open, nor a device that waits for something
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            before = os.fstat(file.fileno())
            if before.st_size > MOST:
                raise _too_large(given, MOST)
            if file.isatty():
                raise given.misread(_("this is a terminal, and no file. Name the file."))
            os.set_blocking(file.fileno(), True)
            data = file.read(MOST + 1)
            after = os.fstat(file.fileno())
    except OSError as error:
        error.filename = str(path)
        raise Refused(trouble(error)) from error
    if len(data) > MOST:
        raise _too_large(given, MOST)
    if S_ISREG(before.st_mode) and (before.st_size, before.st_mtime_ns) != (len(data), after.st_mtime_ns):
        raise given.misread(_("somebody writes to this file just now. Try again when it is whole."))
    if not data.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise given.misread(_("the file is empty."))
    return given._replace(data=data)


def _too_large(given: Given, most: int) -> Misread:
    return given.misread(_("the file is larger than {most} MB. Is it the right one?", most=most >> 20))


def text_of(given: Given, most: int = MOST_TEXT) -> Text:
    """Return what a text file says: UTF-8, UTF-16 or UTF-32 by their marks, else UTF-8, else Windows-1252.

    Raises `Misread` for what is no text, and for more than `most` bytes.
    """
    data = given.data
    for mark, what in _NOT_TEXT:
        if data.startswith(mark):
            raise given.misread(_("this is {what}.", what=_(what)))
    if len(data) > most:
        raise _too_large(given, most)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "") or _unmarked(data)
    try:
        return Text(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        if encoding != "utf-8":
            raise given.misread(_("this is no text in any encoding that is known here."), line) from error
    try:
        return Text(data.decode("cp1252"), "cp1252")
    except UnicodeDecodeError as error:
        raise given.misread(
            _("a sign here is written neither as UTF-8 nor as Windows-1252. Save the file as UTF-8 in your editor."),
            line,
        ) from error


def _unmarked(data: bytes) -> str:
    """Return the encoding of a text without a mark: in UTF-16, what is mostly Latin has a zero in each pair."""
    some = data[:4000]
    even, odd = some[::2].count(0), some[1::2].count(0)
    if odd > len(some) // 4 and even * 4 < odd:
        return "utf-16-le"
    if even > len(some) // 4 and odd * 4 < even:
        return "utf-16-be"
    return "utf-8"
