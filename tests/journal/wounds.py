"""Wounds: small journals of each kind, and what may happen to a file's bytes."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from sociotui.journal.chain import root
from sociotui.journal.coder import Coder
from sociotui.journal.examine import Findings, examine, examined
from sociotui.journal.lines import chained
from sociotui.journal.port import JournalError
from sociotui.journal.repair import Repaired, repair

from . import events
from .conftest import STREAM, open_at
from .events import Agreed, Said, said
from .lines import in_format_1


def plain_one(path: Path) -> None:
    """Make a journal with commits of one event and of several, and with all kinds of text."""
    with open_at(path.parent) as journal:
        journal.append(STREAM, 0, said("a"), cmd="c0", actor="ana")
        journal.append(STREAM, 1, said("b", "B"), cmd="c1", actor="ana")
        journal.append(STREAM, 3, said('“ü” \\ "J*\n'), cmd="c2", actor="ben")
        journal.append(STREAM, 4, [Agreed(at=1, persons=("ana", "ben"))], cmd="c3", actor="ben")
        journal.append(STREAM, 5, said(""), cmd="c4", actor="ana")


def forgetful_one(path: Path) -> None:
    """Make a journal in which one of two persons was forgotten."""
    plain_one(path)
    with open_at(path.parent) as journal:
        journal.rewrite(STREAM, forget_ben)


def forget_ben(record: Any) -> Any:
    """Return a record of the tests without Ben."""
    text = record["event"].get("text")
    event = record["event"] if text is None or "ü" not in text else {**record["event"], "text": "something"}
    return {**record, "actor": "person-1" if record["actor"] == "ben" else record["actor"], "event": event}


def sealed_one(path: Path) -> None:
    """Make a journal that was sealed, and went on."""
    plain_one(path)
    with open_at(path.parent) as journal:
        journal.seal(STREAM, 6, Said(at=1, text="all"), cmd="seal", actor="ana")
        journal.append(STREAM, 7, said("h"), cmd="c5", actor="ana")
        journal.append(STREAM, 8, said("i"), cmd="c6", actor="ben")


def former(make: Callable[[Path], None]) -> Callable[[Path], None]:
    """Return what makes the same in format 1."""

    def make_former(path: Path) -> None:
        make(path)
        in_format_1(path)

    return make_former


KINDS: dict[str, Callable[[Path], None]] = {"plain": plain_one, "forgetful": forgetful_one, "sealed": sealed_one}
FORMER: dict[str, Callable[[Path], None]] = {"plain": former(plain_one), "sealed": former(sealed_one)}


def flipped(data: bytes, bit: int) -> bytes:
    """Return `data` with one bit turned round."""
    return data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :]


def blotted(data: bytes, begin: int, end: int) -> bytes:
    """Return `data` with bytes that can't be read for what stood there, and are no zeros."""
    return data[:begin] + b"#" * (end - begin) + data[end:]


def offsets(data: bytes) -> list[int]:
    """Return where each line begins, and where the last one ends."""
    found = [0]
    for line in data.splitlines(keepends=True):
        found.append(found[-1] + len(line))
    return found


def copies(path: Path) -> dict[str, bytes]:
    """Return what lies beside the file at `path`, by what its name is followed by; locks left out."""
    found = (each for each in path.parent.iterdir() if each.name.startswith(path.name + ".") and each.suffix != ".lock")
    return {each.name.removeprefix(path.name): each.read_bytes() for each in found}


def mend(path: Path, *, stands: Callable[[Sequence[bytes]], bool] = lambda _bodies: True) -> Repaired:
    """Repair the file at `path`."""
    return repair(path, lock_wait=1, stands=stands)


def readable(path: Path) -> Callable[[Sequence[bytes]], bool]:
    """Return what says whether lines of the file at `path` can be read as events of the tests."""

    def stands(bodies: Sequence[bytes]) -> bool:
        try:
            Coder(events.Any).records(bodies, head=0, path=path, line=2)
        except JournalError:
            return False
        return True

    return stands


def found(path: Path, data: bytes) -> Findings:
    """Return what `data` holds, as a file at `path`."""
    path.write_bytes(data)
    findings = examine(path)
    assert replace(findings, refused=None) == replace(examined(path, data), refused=None)
    assert path.read_bytes() == data
    return findings


def parts_of(path: Path) -> list[bytes]:
    """Return the lines of a file, with their line ends."""
    return path.read_bytes().splitlines(keepends=True)


def links_of(path: Path) -> list[bytes]:
    """Return the links of a file's lines, that of its first line among them."""
    header, *rest = parts_of(path)
    return [root(header[9:-1]), *(line.link for raw in rest if (line := chained(raw[:-1])))]


def made(path: Path, format_: int = 2) -> list[bytes]:
    """Make a journal with five commits and six events, 1, 2 and 3, 4, 5, 6, and return its lines."""
    plain_one(path)
    if format_ == 1:
        in_format_1(path)
    return parts_of(path)


def numbers_read(path: Path) -> list[int]:
    """Return the numbers of the events that are read."""
    with open_at(path.parent) as journal:
        numbers = [each.seq for each in journal.read(STREAM)]
        assert journal.notices == []
        return numbers


def spoilt(path: Path, lines: list[bytes]) -> bytes:
    """Make a file of these lines, that can't be read."""
    path.write_bytes(b"".join(lines))
    with pytest.raises(JournalError):
        numbers_read(path)
    assert examine(path).astray
    return path.read_bytes()


def by_hand(number: int, text: str = "x") -> bytes:
    """Return the JSON of a line that somebody has written."""
    event = b'{"is":"Said","at":1,"text":"%s"}' % text.encode()
    return b'{"put":{"_default":{"%d":{"v":1,"cmd":"x","actor":"eve","event":%s}}}}' % (number, event)
