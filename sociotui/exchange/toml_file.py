"""TOML from people's files: read into a type, and where it does not fit, told with line and reason."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from sociotui.domain.refusal import Refused
from sociotui.domain.text import clean, cleaned
from sociotui.exchange.toml_lines import Where, index, line_of, nearest_line
from sociotui.words import _

__all__ = ["Misread", "Source", "Word", "Words", "line_of", "load", "read", "text_of"]

MOST = 4_000_000
"""Bytes that a file may have. An organisation of a thousand circles has about a tenth of them."""

T = TypeVar("T")
S = TypeVar("S", bound=msgspec.Struct)


class Word(NamedTuple):
    """What people call a part of a file ("a circle"), and how its value is written where it needs no header."""

    what: str
    like: str = ""


Words = Mapping[type, Word]
"""The words for the parts of a file, by their types."""


class Misread(Refused):
    """A file that cannot be used: `source` names it, `line` counts from 1 or is None, `reason` says why.

    `str()` gives the whole sentence: `organisation.toml, line 12: a circle has no “membrs”. Did you mean “members”?`
    """

    def __init__(self, source: str, line: int | None, reason: str) -> None:
        self.source, self.line, self.reason = clean(source), line, clean(reason)
        place = _("{file}, line {line}", file=self.source, line=line) if line else self.source
        super().__init__(_("{place}: {reason}", place=place, reason=self.reason))


class Source:
    """A TOML text and what people call it; every mistake in it is raised with its line."""

    def __init__(self, text: str, name: str, words: Words | None = None) -> None:
        self.text, self.name, self.words = text.removeprefix("\ufeff"), name, words or {}

    def misread(self, where: Sequence[str | int], reason: str) -> Misread:
        """Return the refusal for what stands at `where`."""
        return Misread(self.name, nearest_line(self._lines, where), reason)

    @cached_property
    def _lines(self) -> dict[Where, int]:
        return index(self.text)

    def data(self) -> dict[str, Any]:
        """Return what the text says, unchecked; raises `Misread` where it is no TOML."""
        import tomllib

        if not self.text.strip():
            raise Misread(self.name, None, _("the file is empty. Write into it what it is to say, then try again."))
        try:
            return tomllib.loads(self.text)
        except ValueError as error:
            from sociotui.exchange.toml_syntax import plainly

            raise Misread(self.name, *plainly(error, self.text)) from error
        except RecursionError as error:
            raise Misread(
                self.name, None, _("brackets stand in brackets too deep to follow. Fewer, please.")
            ) from error

    def convert(self, data: dict[str, Any], type_: type[T]) -> T:
        """Return `data` as `type_`; raises `Misread` with the first mistake in the order of lines."""
        try:
            return msgspec.convert(data, type_)
        except msgspec.ValidationError as error:
            raise self._first_mistake(data, type_, error) from error

    def _first_mistake(self, data: dict[str, Any], type_: type[T], error: msgspec.ValidationError) -> Misread:
        from sociotui.exchange.toml_mistakes import mistakes

        found = [self.misread(m.where, m.reason) for m in mistakes(data, type_, self.words)]
        plain = Misread(self.name, None, _("something in it does not fit: {error}.", error=error))
        return min(found, key=lambda misread: misread.line or 0, default=plain)

    def cleaned(self, part: S, where: Sequence[str | int]) -> S:
        """Return a part of the file, cleaned; raises `Misread` with the line of a text that is too long."""
        try:
            return cleaned(part)
        except Refused as refusal:
            raise self.misread((*where, *_culprit(part)), str(refusal)) from refusal


def _culprit(part: msgspec.Struct) -> tuple[str, ...]:
    """Return the field of a struct that is refused when cleaned, by cleaning each alone."""
    fields = msgspec.structs.fields(part)
    for field in fields:
        alone = {f.name: "" for f in fields if f.required} | {field.name: getattr(part, field.name)}
        try:
            cleaned(type(part)(**alone))
        except Refused:
            return (field.encode_name,)
    return ()


def read(text: str, type: type[T], *, source: str, words: Words | None = None) -> T:
    """Return a TOML text as `type`, a msgspec type; `source` is what people call the file.

    `words` says what they call its parts. Raises `Misread` with the line of the first thing that does not fit.
    """
    file = Source(text, source, words)
    return file.convert(file.data(), type)


def load(path: Path, type: type[T], *, words: Words | None = None) -> T:
    """Return what a TOML file says as `type`. Raises `Misread`, also where there is no such file or no reading it."""
    return read(text_of(path), type, source=str(path), words=words)


def text_of(path: Path) -> str:
    """Return a file's text. Raises `Misread` for what is missing, not to be read, too large, or no text in UTF-8."""
    name = str(path)
    try:
        with path.open("rb") as file:
            raw = file.read(MOST + 1)
    except OSError as error:
        raise Misread(name, None, _unread(error)) from error
    if len(raw) > MOST:
        raise Misread(name, None, _("the file is larger than {most} bytes. Is it the right one?", most=f"{MOST:,}"))
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw:
        line = raw[: max(raw.find(b"\0"), 0)].count(b"\n") + 1
        raise Misread(name, line, _("this is not plain text. If you can read it in an editor, save it there as UTF-8."))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Misread(
            name, line, _("a sign here is not written as UTF-8. Save the file as UTF-8 in your editor.")
        ) from error


def _unread(error: OSError) -> str:
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return _("there is no such file. Look at how it is spelt, and in which folder you are.")
    if isinstance(error, IsADirectoryError):
        return _("this is a folder. Name the file in it.")
    if isinstance(error, PermissionError):
        return _("you may not read this file. Ask whoever it belongs to, or take a copy of your own.")
    return _("the file cannot be read: {why}.", why=error.strerror or error)
