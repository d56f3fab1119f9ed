"""TinyDB: stock TinyDB opens what is exported, and finds every event under its number; nothing of others is written over."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import pytest
from tinydb import TinyDB, where

from sociotui.domain import commands as c
from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.refusal import Refused
from sociotui.exchange.streams import Kept
from sociotui.exchange.tinydb import streams_of, write_streams, written
from sociotui.journal.tiny import TinyJournal
from tests.homes import home_in, opened
from tests.room.holding import act, held


@pytest.fixture
def journal(tmp_path: Path) -> TinyJournal:
    """A journal with an organisation, a meeting that was sealed, and one that goes on."""
    home = home_in(tmp_path / "home")
    held(home)
    act(home, opened(home), c.TakeNote(text="Grüße, דנה"))
    home.close()
    return TinyJournal(home.folder, event_type=AnyEvent)


def as_files(streams: Mapping[str, Sequence[Kept]]) -> dict[str, bytes]:
    """Return what is written of each stream."""
    return {name: written(records) for name, records in streams.items()}


FILES = ["meetings/garden-2026-03-02-2.json", "meetings/garden-2026-03-02.json", "organisation.json"]


def test_stock_tinydb_finds_every_event(journal: TinyJournal, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"
    streams = streams_of(journal)
    write_streams(folder, as_files(streams))
    assert sorted(str(p.relative_to(folder)) for p in folder.rglob("*.json")) == FILES
    for stream, records in streams.items():
        path = folder / f"{stream.replace('meeting/', 'meetings/')}.json"
        assert path.stat().st_mode & 0o777 == 0o600
        with TinyDB(path) as db:
            assert db.tables() == {"_default"}
            documents = db.all()
            assert [d.doc_id for d in documents] == [r.seq for r in records] != []
            for document, record in zip(documents, records, strict=True):
                assert set(document) == {"v", "cmd", "actor", "event"}
                assert (document["v"], document["cmd"], document["actor"]) == (1, record.cmd, record.actor)
                assert msgspec.convert(document["event"], AnyEvent, strict=False) == record.event
            assert db.insert({"mine": True}) == records[-1].seq + 1
    with TinyDB(folder / FILES[2]) as db:
        assert db.count(where("event")["is"] == "CircleFormed") == 6
    journal.close()


def test_files_are_in_ascii(journal: TinyJournal, tmp_path: Path) -> None:
    write_streams(tmp_path / "out", as_files(streams_of(journal)))
    for path in (tmp_path / "out").rglob("*.json"):
        assert path.read_bytes().isascii()
    with TinyDB(tmp_path / "out" / FILES[0], encoding="latin-1") as db:
        assert db.all()[-1]["event"]["text"] == "Grüße, דנה"
    journal.close()


def test_our_own_files_are_brought_up_to_date_and_others_stay(journal: TinyJournal, tmp_path: Path) -> None:
    streams, folder = streams_of(journal), tmp_path / "out"
    files = as_files(streams)
    write_streams(folder, files)
    before = (folder / FILES[0]).read_bytes()
    write_streams(folder, as_files({name: records[:1] for name, records in streams.items()}))
    assert len(json.loads((folder / FILES[0]).read_bytes())["_default"]) == 1
    (folder / FILES[0]).write_text('{"_default": {"1": {"mine": true}}}')
    with pytest.raises(Refused, match=r"something else by the name of meetings/garden-2026-03-02-2.json\. Nothing was"):
        write_streams(folder, files)
    assert len(json.loads((folder / FILES[2]).read_bytes())["_default"]) == 1
    write_streams(folder, files, force=True)
    assert (folder / FILES[0]).read_bytes() == before
    journal.close()
