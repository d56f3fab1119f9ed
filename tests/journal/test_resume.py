"""A file whose beginning isn't read: what is read of it, what is told of damage there, what is held in memory."""

import os
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from sociotui.journal import stream as stream_module
from sociotui.journal.chain import root
from sociotui.journal.coder import lost_line
from sociotui.journal.lines import plain
from sociotui.journal.port import Appended, Conflict, Damaged
from sociotui.journal.stream import HELD
from sociotui.journal.tiny import TinyJournal

from .conftest import STREAM, open_at
from .contract import JournalContract
from .events import Open, said, texts
from .lines import add_line

MANY = 400


class TestHoldingLittle(JournalContract):
    """The whole contract, for a journal that lets go of nearly all that it has read."""

    @pytest.fixture(autouse=True)
    def _little(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(stream_module, "HELD", 1)

    @pytest.fixture
    def open_journal(self, home: Path) -> Iterator[Open]:
        opened: list[TinyJournal] = []

        def open_one() -> TinyJournal:
            opened.append(open_at(home))
            return opened[-1]

        yield open_one
        for journal in opened:
            journal.close()

    @pytest.fixture
    def fresh(self) -> Iterator[Callable[[], Open]]:
        with TemporaryDirectory() as folder:
            yield lambda: partial(open_at, Path(folder) / os.urandom(8).hex())


@pytest.fixture
def kept(home: Path) -> Path:
    """The file of a stream with `MANY` commits, of which a state was kept that knows all but the last."""
    with open_at(home) as journal:
        for number in range(MANY):
            if number == MANY - 1:
                keep(journal)
            journal.append(STREAM, number, said("x" * 100), cmd=f"c{number}", actor="ana")
    return home / f"{STREAM}.journal"


def keep(journal: TinyJournal) -> bool:
    """Keep some state of all that `journal` finds in the stream."""
    journal.read(STREAM)
    return journal.keep(STREAM, journal.mark(STREAM), "m", lambda: {"main": b"state"})


@pytest.fixture
def resumed(kept: Path, home: Path) -> Iterator[TinyJournal]:
    """A journal that has begun after what was kept."""
    with open_at(home) as journal:
        assert journal.resume(STREAM, "m")
        yield journal


class Counting:
    """Counts the bytes that are read of files."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.bytes = 0
        self._pread = os.pread
        monkeypatch.setattr(os, "pread", self)

    def __call__(self, fd: int, size: int, at: int) -> bytes:
        data = self._pread(fd, size, at)
        self.bytes += len(data)
        return data


def damage(path: Path, line: int = 3) -> None:
    """Alter a letter in the `line`-th line of a file."""
    lines = path.read_bytes().splitlines(keepends=True)
    lines[line - 1] = lines[line - 1].replace(b"xx", b"xy", 1)
    path.write_bytes(b"".join(lines))


def test_reads_no_more_than_is_new(kept: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = kept.stat().st_size // MANY
    counting = Counting(monkeypatch)
    with open_at(home) as journal:
        assert journal.resume(STREAM, "m")
        assert len(journal.read(STREAM, MANY - 1)) == 1
        # A look at the snapshot and one at the file's first line, then the last line that was known, and the new one.
        known = 4096 + 256 + 3 * line
        assert counting.bytes < known
        journal.append(STREAM, MANY, said("y"), cmd="new", actor="ana")
        assert counting.bytes < known + 4 * MANY + 100  # the commands' hashes
        assert counting.bytes < kept.stat().st_size / 10
        assert len(journal.read(STREAM)) == MANY + 1
        assert counting.bytes > kept.stat().st_size


def test_damage_in_what_is_not_read_is_told_when_it_is(kept: Path, resumed: TinyJournal) -> None:
    damage(kept)
    assert len(resumed.read(STREAM, MANY - 1)) == 1
    assert resumed.append(STREAM, MANY, said("y"), cmd="new", actor="ana").head == MANY + 1
    for use in (
        lambda: resumed.read(STREAM),
        lambda: resumed.append(STREAM, MANY + 1, said("z"), cmd="c5", actor="ana"),
    ):
        with pytest.raises(Damaged) as refused:
            use()
        assert (refused.value.path, refused.value.line) == (kept, 3)
    assert resumed.append(STREAM, MANY + 1, said("z"), cmd="newer", actor="ana").head == MANY + 2


def test_what_is_shorter_than_it_was_is_refused(kept: Path, resumed: TinyJournal) -> None:
    os.truncate(kept, 1000)
    with pytest.raises(Damaged):
        resumed.read(STREAM, MANY)


def test_torn_tail_is_set_aside(kept: Path, resumed: TinyJournal) -> None:
    with kept.open("ab") as file:
        file.write(b"0123abcd {")
    assert len(resumed.read(STREAM, MANY - 1)) == 1
    assert len(resumed.notices) == 1
    assert resumed.append(STREAM, MANY, said("y"), cmd="new", actor="ana").head == MANY + 1
    assert [each.name for each in kept.parent.glob("*.torn-*")]
    assert len(resumed.read(STREAM)) == MANY + 1


@pytest.mark.parametrize("change", ["flip", "truncate"])
def test_commands_that_nobody_can_tell_any_more_are_looked_up(
    kept: Path, home: Path, resumed: TinyJournal, change: str
) -> None:
    (snapshot,) = (home / "snapshots").iterdir()
    data = bytearray(snapshot.read_bytes())
    data[-5] ^= 4
    with snapshot.open("r+b") as file:
        file.write(data if change == "flip" else b"")
        file.truncate(len(data) if change == "flip" else len(data) - 3)
    again = resumed.read(STREAM)[7:8]
    assert resumed.append(STREAM, 0, said("other"), cmd="c7", actor="eve") == Appended(MANY, again, True)
    assert resumed.append(STREAM, MANY, said("y"), cmd="new", actor="ana").head == MANY + 1


def test_while_commands_can_not_be_told_nothing_is_recorded(kept: Path, home: Path, resumed: TinyJournal) -> None:
    """Neither the snapshot nor the file tells which there were: then each might be recorded twice."""
    (snapshot,) = (home / "snapshots").iterdir()
    os.truncate(snapshot, snapshot.stat().st_size - 3)
    whole = kept.read_bytes()
    damage(kept)
    assert not keep_again(resumed)
    for cmd in ("c7", "new", "c7"):
        with pytest.raises(Damaged):
            resumed.append(STREAM, MANY, said("y"), cmd=cmd, actor="ana")
    kept.write_bytes(whole)
    assert resumed.append(STREAM, MANY, said("y"), cmd="c7", actor="ana").repeated
    assert resumed.append(STREAM, MANY, said("y"), cmd="new", actor="ana").head == MANY + 1


def keep_again(journal: TinyJournal) -> bool:
    """Keep some state where only what is new was read."""
    journal.read(STREAM, MANY)
    return journal.keep(STREAM, journal.mark(STREAM), "m", lambda: {"main": b"state"})


def test_a_command_that_looks_like_another_is_recorded(home: Path) -> None:
    """Two commands whose hashes are one: the file is read, and tells that the second is new."""
    with open_at(home) as journal:
        journal.append(STREAM, 0, said("a"), cmd="plumless", actor="ana")
        keep(journal)
    with open_at(home) as journal:
        assert journal.resume(STREAM, "m")
        assert not journal.append(STREAM, 1, said("b"), cmd="buckeroo", actor="ana").repeated
        assert journal.append(STREAM, 1, said("b"), cmd="plumless", actor="ana").repeated


def test_nothing_is_kept_of_a_former_format(home: Path) -> None:
    home.mkdir()
    document = b'{"v":1,"cmd":"c0","actor":"ana","event":{"is":"Said","at":1,"text":"a"}}'
    body = b'{"put":{"_default":{"1":%s}}}' % document
    (home / f"{STREAM}.journal").write_bytes(plain(b'{"format":"sociotui-journal","version":1}') + plain(body))
    with open_at(home) as journal:
        assert texts(journal, STREAM) == ["a"]
        assert not keep(journal)
        journal.append(STREAM, 1, said("b"), cmd="c1", actor="ana")  # which brings it into today's
        assert keep(journal)
    with open_at(home) as journal:
        assert journal.resume(STREAM, "m")
        assert texts(journal, STREAM) == ["a", "b"]


def test_what_a_command_recorded_stays_together(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_module, "HELD", 1)
    with open_at(home) as journal:
        done = [journal.append(STREAM, 3 * n, said(*"abc"), cmd=f"c{n}", actor="ana").events for n in range(4)]
        for each in done:
            assert journal.append(STREAM, 0, said("d"), cmd=each[0].cmd, actor="ana") == Appended(12, each, True)


@pytest.mark.parametrize("change", ["other file", "another link", "another place", "no line end", "gone"])
def test_does_not_begin_in_another_file(kept: Path, home: Path, change: str) -> None:
    data = kept.read_bytes()
    if change == "other file":  # with the very same lines, as when it was copied; or with other texts in them
        kept.rename(kept.with_name("former"))
        kept.write_bytes(data)
    elif change == "another link":
        lines = data.splitlines(keepends=True)
        kept.write_bytes(b"".join(lines[:1]))
        for body in bodies_of_lines(lines):
            add_line(kept, body)
    elif change == "another place":
        first, rest = data.split(b"\n", 1)
        kept.write_bytes(plain(b'{"format":"sociotui-journal","version":2,"after":"%s"}' % root(b"x")) + rest)
        assert first
    elif change == "no line end":
        (snapshot,) = (home / "snapshots").iterdir()
        with kept.open("r+b") as file:
            file.seek(int(snapshot.read_bytes().split(b'"end":')[1].split(b",")[0]) - 1)
            file.write(b" ")
    else:
        kept.unlink()
    with open_at(home) as journal:
        assert journal.resume(STREAM, "m") is None


def bodies_of_lines(lines: list[bytes]) -> list[bytes]:
    """Return the JSON of a file's lines, without the first."""
    return [line[line.index(b"{") :].rstrip() for line in lines[1:]]


def test_does_not_begin_in_the_middle_of_a_line(kept: Path, home: Path) -> None:
    """The snapshot says where the line begins and ends; a line that is longer, or torn, is not that one."""
    (snapshot,) = (home / "snapshots").iterdir()
    label, rest = snapshot.read_bytes().split(b"\n", 1)
    body = label[label.index(b"{") :]
    for old, new in ((b'"start":', b'"start":1'), (b'"end":', b'"end":1')):
        snapshot.write_bytes(plain(body.replace(old, new)) + rest)
        with open_at(home) as journal:
            assert journal.resume(STREAM, "m") is None
    snapshot.write_bytes(plain(body) + rest)
    with open_at(home) as journal:
        assert journal.resume(STREAM, "m")


def test_goes_on_after_what_was_lost(home: Path, path: Path) -> None:
    """Numbers go on after a gap, and whoever read up to the gap isn't given the same again."""
    add_line(path, lost_line(4, 6))
    with open_at(home) as journal:
        assert texts(journal, STREAM) == ["a", "b", "c"]
        assert dict(journal.heads()) == {STREAM: 6}
        with pytest.raises(Conflict) as refused:
            journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")
        assert refused.value.head == 6
        assert journal.append(STREAM, 6, said("d"), cmd="d", actor="ana").head == 7
        for after, expected in ((2, ["c", "d"]), (3, ["d"]), (5, ["d"]), (6, ["d"]), (7, [])):
            assert texts(journal, STREAM, after) == expected
        assert keep(journal)
    with open_at(home) as journal:
        assert texts(journal, STREAM, 3) == ["d"]
    with open_at(home) as journal:
        assert journal.resume(STREAM, "m")
        assert journal.append(STREAM, 7, said("e"), cmd="e", actor="ana").head == 8
        assert texts(journal, STREAM) == ["a", "b", "c", "d", "e"]


def test_holds_the_latest_only(home: Path) -> None:
    count = 20 * HELD
    with open_at(home) as journal:
        journal.append(STREAM, 0, said(*map(str, range(count))), cmd="all", actor="ana")
        add: list[Any] = [journal.append(STREAM, count + n, said("x"), cmd=f"c{n}", actor="ana") for n in range(3)]
        assert [each.head for each in add] == [count + 1, count + 2, count + 3]
    tracemalloc.start()
    with open_at(home) as journal:
        records = journal.read(STREAM)
        assert len(records) == count + 3
        whole = tracemalloc.get_traced_memory()[0]
        del records
        assert tracemalloc.get_traced_memory()[0] < whole / 4
        assert texts(journal, STREAM, count) == ["x"] * 3
        assert journal.append(STREAM, 0, said("y"), cmd="all", actor="ana").repeated
        assert texts(journal, STREAM, 5)[:2] == ["5", "6"]
    tracemalloc.stop()
