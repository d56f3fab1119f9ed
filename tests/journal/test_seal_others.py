"""Sealing in TinyJournal: others who have the file open go on with the one that took its place."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from tinydb import where

from sociotui.journal.coder import Coder
from sociotui.journal.lines import HEADER, header_body, plain
from sociotui.journal.port import Conflict, Damaged
from sociotui.journal.storage import AppendStorage, Overtaken
from sociotui.journal.tables import AppendDB
from sociotui.journal.tiny import TinyJournal

from . import events, workers
from .conftest import STREAM, open_at, until, waiters
from .events import Said, said, texts
from .lines import bodies_of, line_of
from .sealing import SEALED, seal


def test_writer_that_waits_meanwhile_writes_to_the_new_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It has the former file open for writing, and stands in the queue for the lock when that goes."""
    answers: list[int] = []
    replace = os.replace
    with open_at(path.parent) as one, open_at(path.parent) as other:
        other.append(STREAM, 3, said("d"), cmd="d", actor="ben")

        def append() -> None:
            try:
                other.append(STREAM, 4, said("e"), cmd="e", actor="ben")
            except Conflict as conflict:
                answers.append(conflict.head)
            answers.append(other.append(STREAM, 5, said("e"), cmd="e", actor="ben").head)

        waiting = Thread(target=append)

        def replace_at_last(*places: Path) -> None:
            waiting.start()
            until(waiters)
            replace(*places)

        monkeypatch.setattr(os, "replace", replace_at_last)
        seal(one, 4)
        waiting.join()
        assert answers == [5, 6]
        assert texts(one, STREAM) == texts(other, STREAM) == ["all of it", "e"]
        assert one.notices == other.notices == []
    with open_at(path.parent) as journal:
        assert texts(journal, STREAM) == ["all of it", "e"]


def test_two_processes_append_while_one_seals(home: Path, tmp_path: Path, journal: TinyJournal) -> None:
    enough, told = tmp_path / "enough", [tmp_path / name for name in "pq"]
    appending = [workers.start(workers.append_until, home, each.name, enough, each) for each in told]
    sealing = workers.start(workers.seal_many, home, 6)
    heads = [0]
    try:
        while sealing.is_alive():
            numbers = [each.seq for each in journal.read("meeting/m")]
            if numbers:
                assert numbers == list(range(numbers[0], numbers[-1] + 1))
                heads.append(numbers[-1])
    finally:
        enough.touch()
    workers.finish(sealing, *appending)
    assert heads == sorted(heads)
    head = workers.seal_all(journal, "the last")
    (text,) = texts(journal, "meeting/m")
    said_in_all = [each.read_text(encoding="utf-8") for each in told]
    lines = text.splitlines(keepends=True)
    assert ["".join(line for line in lines if line[0] == name) for name in "pq"] == said_in_all
    assert head == len(lines) + 7
    assert journal.notices == []


def test_file_of_the_same_length_is_noticed(path: Path) -> None:
    with open_at(path.parent) as one, open_at(path.parent) as other:
        assert texts(other, STREAM) == ["a", "b", "c"]
        length = path.stat().st_size
        sealed = plain(header_body(b"0" * 40)) + line_of(SEALED)
        text = "x" * (length - len(sealed) + len("all of it"))
        one.seal(STREAM, 3, Said(at=9, text=text), cmd="seal", actor="ana")
        assert path.stat().st_size == length
        assert texts(other, STREAM) == [text]
        assert dict(other.heads()) == {STREAM: 4}


@pytest.mark.parametrize("known", ["all of it", "and more"])
def test_older_sealed_file_put_back_beneath_is_refused(path: Path, known: str) -> None:
    """A backup that begins before what was read meanwhile ends is no seal of that."""
    with open_at(path.parent) as journal:
        seal(journal)
        if known == "and more":
            journal.append(STREAM, 4, said(known), cmd="d", actor="ana")
        backup = path.with_name("backup")
        backup.write_bytes(HEADER + line_of(SEALED))
        backup.replace(path)
        for _again in range(2):
            with pytest.raises(Damaged, match="removed, replaced or shortened"):
                journal.read(STREAM)
            with pytest.raises(Damaged, match="removed, replaced or shortened"):
                journal.append(STREAM, 4, said("e"), cmd="e", actor="ana")
    assert bodies_of(path) == [SEALED]


# Through TinyDB's own calls


def record(number: int, text: str) -> dict[str, Any]:
    """Return the document of an event, as a journal writes it."""
    return {"v": 1, "cmd": f"c{number}", "actor": "ana", "event": {"is": "Said", "at": 1, "text": text}}


@pytest.fixture
def stream(tmp_path: Path) -> Iterator[TinyJournal]:
    """A journal whose organisation has three events."""
    with open_at(tmp_path) as journal:
        journal.append(STREAM, 0, said("a", "b", "c"), cmd="c1", actor="ana")
        yield journal


def test_tables_go_on_when_their_file_is_sealed(stream: TinyJournal) -> None:
    path = stream.home / f"{STREAM}.journal"
    with AppendDB(path) as db, AppendDB(path) as writer:
        assert writer.insert(record(4, "d")) == 4
        cached = db.table("_default", cache_size=5)
        assert (len(db), cached.count(where("cmd") == "c1")) == (4, 3)
        stream.seal(STREAM, 4, Said(at=1, text="all of it"), cmd="seal", actor="ana")
        (document,) = db.all()
        assert (document.doc_id, document["event"]["text"], document["sealed"]) == (5, "all of it", True)
        assert cached.count(where("cmd") == "c1") == 0
        assert writer.insert(record(6, "f")) == 6
        assert db.insert(record(7, "g")) == 7
        assert [each.doc_id for each in db.search(where("v") == 1)] == [6, 7]
        assert texts(stream, STREAM, 5) == ["f", "g"]
        assert writer.all() == db.all()
    with AppendDB(path) as again:
        assert [each.doc_id for each in again] == [5, 6, 7]
        assert again.contains(doc_id=5)
        assert again.table("other").insert({}) == 1
        again.update({"actor": "ben"}, doc_ids=[6])
        again.remove(doc_ids=[7])
        assert [each["actor"] for each in again] == ["ana", "ben"]
    with AppendDB(path) as db:
        assert [(each.doc_id, each["actor"]) for each in db] == [(5, "ana"), (6, "ben")]


def test_nothing_is_written_over_a_sealed_file(stream: TinyJournal) -> None:
    """Not even one that is as long as the one that was read."""
    path = stream.home / f"{STREAM}.journal"
    storage = AppendStorage(path)
    mine = storage.read()
    sealed = Coder(events.Any).seal(Said(at=1, text=""), head=3, cmd="seal", actor="ana")
    text = "x" * (path.stat().st_size - len(plain(header_body(b"0" * 40)) + line_of(sealed)))
    stream.seal(STREAM, 3, Said(at=1, text=text), cmd="seal", actor="ana")
    assert path.stat().st_size == storage.end
    mine["other"] = {"1": {}}
    with pytest.raises(Overtaken):
        storage.write(mine)
    mine = storage.read()
    assert list(mine["_default"]) == ["4"]
    mine["other"] = {"1": {}}
    storage.write(mine)
    assert list(AppendStorage(path).read()) == ["_default", "other"]
    storage.close()
