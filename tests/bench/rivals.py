"""Rivals: other stores that the journal is measured beside, each doing the same: one event after the last one known.

`Bare` is the floor: bytes at the end of a file, and on the disk on return. `Sqlite` keeps events as SQLite is meant to
be used where nothing may be lost. `Stock` is TinyDB as it comes.
"""

import fcntl
import os
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
from tinydb import TinyDB

from .journals import ACTOR, STREAM, cmd, event

_SCHEMA = """
create table if not exists events (
    stream text not null, number integer not null, cmd text not null, actor text not null, event blob not null,
    primary key (stream, number)
) without rowid;
create index if not exists commands on events (stream, cmd);
"""
_ADD = "insert into events values (?, ?, ?, ?, ?)"


class _Store:
    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Any:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class Bare(_Store):
    """A file at `path` to which `line` is added again and again."""

    def __init__(self, path: Path, line: bytes, before: bytes = b"") -> None:
        self._line = line
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        if before:
            os.write(self._fd, before)
            os.fsync(self._fd)
        self._end = os.lseek(self._fd, 0, os.SEEK_END)

    def append(self) -> None:
        """Write the line and wait for the disk; nobody else writes."""
        os.pwrite(self._fd, self._line, self._end)
        os.fdatasync(self._fd)
        self._end += len(self._line)

    def append_among_others(self) -> None:
        """The same, with a lock around it, at the end to which others may have moved it."""
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        try:
            self._end = os.lseek(self._fd, 0, os.SEEK_END)
            self.append()
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_UN)

    def close(self) -> None:
        """Close the file."""
        os.close(self._fd)
        os.close(self._lock)


class Sqlite(_Store):
    """Events as rows of a SQLite file at `path`, durable on return; a command that is there already adds nothing."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, timeout=60)
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("pragma synchronous=full")
        self._db.executescript(_SCHEMA)

    def fill(self, count: int) -> None:
        """Put the first `count` events in."""
        self._db.execute("begin immediate")
        self._db.executemany(_ADD, (self._row(number) for number in range(count)))
        self._db.execute("commit")
        self._db.execute("pragma wal_checkpoint(truncate)").fetchall()

    def append(self, name: str) -> None:
        """Add an event after the last one, in a transaction of its own, made by the command `name`."""
        ask = self._db.execute
        ask("begin immediate")
        head = ask("select max(number) from events where stream = ?", (STREAM,)).fetchone()[0] or 0
        if ask("select 1 from events where stream = ? and cmd = ?", (STREAM, name)).fetchone() is None:
            ask(_ADD, (STREAM, head + 1, name, ACTOR, msgspec.json.encode(event(head))))
        ask("commit")

    def read(self) -> list[Any]:
        """Return all rows, each with its event decoded from JSON without any type."""
        rows = self._db.execute(
            "select number, cmd, actor, event from events where stream = ? order by number", (STREAM,)
        )
        decode = msgspec.json.Decoder().decode
        return [(number, name, actor, decode(found)) for number, name, actor, found in rows]

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @staticmethod
    def _row(number: int) -> tuple[str, int, str, str, bytes]:
        return STREAM, number + 1, cmd(number), ACTOR, msgspec.json.encode(event(number))


class Stock(_Store):
    """Events as documents of TinyDB as it comes, in a file at `path`."""

    def __init__(self, path: Path) -> None:
        self._db = TinyDB(path)

    def fill(self, count: int) -> None:
        """Put the first `count` events in."""
        self._db.insert_multiple(self._document(number) for number in range(count))

    def append(self, number: int) -> None:
        """Insert the event after the first `number` ones."""
        self._db.insert(self._document(number))

    def read(self) -> list[Any]:
        """Return all documents."""
        return list(self._db.all())

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @staticmethod
    def _document(number: int) -> dict[str, Any]:
        return {"v": 1, "cmd": cmd(number), "actor": ACTOR, "event": msgspec.to_builtins(event(number))}
