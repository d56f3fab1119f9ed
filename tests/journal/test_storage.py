"""AppendDB is a TinyDB like any other, whose file only grows."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.middlewares import CachingMiddleware
from tinydb.operations import increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from sociotui.journal.port import Damaged, Newer, ReadOnly
from sociotui.journal.storage import AppendStorage, Overtaken
from sociotui.journal.tables import AppendDB, AppendTable

from . import workers
from .lines import add_line


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.journal"


@pytest.fixture
def db(path: Path) -> Iterator[AppendDB]:
    with AppendDB(path) as db:
        yield db


def everything(db: TinyDB) -> dict[str, list[tuple[int, dict[str, Any]]]]:
    """Return the documents of each table with their ids, in order."""
    return {name: [(each.doc_id, dict(each)) for each in db.table(name)] for name in sorted(db.tables())}


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


VALUES = st.integers(0, 2)
STEPS = st.one_of(
    st.tuples(st.just("insert"), VALUES),
    st.tuples(st.just("insert with id"), st.integers(1, 9)),
    st.tuples(st.just("insert many"), st.lists(VALUES, max_size=3)),
    st.tuples(st.just("update"), VALUES),
    st.tuples(st.just("increment"), VALUES),
    st.tuples(st.just("upsert"), VALUES),
    st.tuples(st.just("remove"), VALUES),
    st.tuples(st.just("truncate"), st.none()),
    st.tuples(st.just("drop table"), st.none()),
    st.tuples(st.just("drop tables"), st.none()),
    st.tuples(st.just("reopen"), st.none()),
)


def insert_with_id(db: TinyDB, table: Table, value: int) -> object:
    try:
        return table.insert(Document({"n": 0}, doc_id=value))
    except ValueError:
        return ValueError


TAKE: dict[str, Callable[[TinyDB, Table, Any], object]] = {
    "insert": lambda db, table, value: table.insert({"n": value}),
    "insert with id": insert_with_id,
    "insert many": lambda db, table, value: table.insert_multiple({"n": each} for each in value),
    "update": lambda db, table, value: table.update({"m": 1}, where("n") == value),
    "increment": lambda db, table, value: table.update(increment("n"), where("n") == value),
    "upsert": lambda db, table, value: table.upsert({"n": value, "u": 1}, where("n") == value),
    "remove": lambda db, table, value: table.remove(where("n") == value),
    "truncate": lambda db, table, value: table.truncate(),
    "drop table": lambda db, table, value: db.drop_table(table.name),
    "drop tables": lambda db, table, value: db.drop_tables(),
}


@settings(max_examples=150)
@given(st.lists(st.tuples(STEPS, st.sampled_from(["_default", "other"])), max_size=15))
def test_does_as_tinydb_does_in_memory(steps: list[tuple[tuple[str, Any], str]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.journal"
        db: TinyDB = AppendDB(path)
        model = TinyDB(storage=MemoryStorage)
        for (step, value), name in steps:
            if step == "reopen":
                db.close()
                db = AppendDB(path)
                kept = model.storage
                model = TinyDB(storage=lambda kept=kept: kept)
            elif step != "insert many" or value:  # of nothing, TinyDB makes an empty table; this makes no commit
                do = TAKE[step]
                assert do(db, db.table(name), value) == do(model, model.table(name), value)
            assert everything(db) == everything(model)
        db.close()
        with AppendDB(path) as again:
            assert everything(again) == everything(model)


def test_each_commit_is_a_line(db: AppendDB, path: Path) -> None:
    db.insert({"name": "Zoë"})
    db.insert_multiple({"n": n} for n in range(3))
    db.update({"n": 7}, doc_ids=[2])
    db.remove(doc_ids=[3])
    db.update({"n": 7}, doc_ids=[2])  # no difference, no commit
    assert [line[line.index("{") :] for line in lines(path)] == [
        '{"format":"sociotui-journal","version":2}',
        '{"put":{"_default":{"1":{"name":"Zoë"}}}}',
        '{"put":{"_default":{"2":{"n":0},"3":{"n":1},"4":{"n":2}}}}',
        '{"put":{"_default":{"2":{"n":7}}}}',
        '{"cut":{"_default":["3"]}}',
    ]


def test_insert_costs_the_same_however_much_there_is(db: AppendDB, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted in bytes that the kernel is asked to read and write, and in documents decoded."""
    db.insert_multiple({"n": n} for n in range(20_000))
    db.insert({"n": 1})
    moved = 0
    pread, pwrite = os.pread, os.pwrite

    def reading(fd: int, size: int, at: int) -> bytes:
        nonlocal moved
        data = pread(fd, size, at)
        moved += len(data)
        return data

    def writing(fd: int, data: bytes, at: int) -> int:
        nonlocal moved
        moved += len(data)
        return pwrite(fd, data, at)

    def decoding(*_: object) -> None:
        raise AssertionError("a document was decoded")

    monkeypatch.setattr(os, "pread", reading)
    monkeypatch.setattr(os, "pwrite", writing)
    monkeypatch.setattr("sociotui.journal.storage.decode", decoding)
    assert db.insert({"n": 1}) == 20_002
    assert moved < 200
    assert isinstance(db.storage, AppendStorage)
    assert db.storage._tops == {"_default": 20_002}  # kept up to date, not found anew each time


def test_document_with_a_free_id_below_the_top(db: AppendDB) -> None:
    db.insert(Document({}, doc_id=9))
    assert db.insert(Document({}, doc_id=4)) == 4
    assert db.insert({}) == 10
    with pytest.raises(ValueError, match="ID 4 already exists"):
        db.insert_multiple([{}, Document({}, doc_id=4)])
    assert [each.doc_id for each in db] == [9, 4, 10]


def test_what_cannot_be_stored_leaves_no_trace(db: AppendDB, path: Path) -> None:
    db.insert({"n": 1})
    before = path.read_bytes()
    for bad in ([{"n": 2}, {"x": object()}], [{"n": 2}, "text"], [{"n": "\ud800"}]):
        with pytest.raises((TypeError, ValueError)):
            db.insert_multiple(bad)
    assert path.read_bytes() == before
    assert db.all() == [{"n": 1}]


def test_what_is_read_may_be_changed_freely(db: AppendDB) -> None:
    db.insert({"list": [1]})
    db.all()[0]["list"].append(2)
    db.storage.read()["_default"]["1"]["list"].append(3)  # type: ignore[index]
    assert db.all() == [{"list": [1]}]


def test_storage_reads_and_writes_all(db: AppendDB, path: Path) -> None:
    data: dict[str, Any] = {"t": {"1": {"a": None}}, "number": 5, "list": [1, {"x": 2.5}], "none": None}
    db.storage.write(data)
    assert db.storage.read() == data
    del data["number"]
    data["t"]["1"]["a"] = "b"
    db.storage.write(data)
    assert AppendStorage(path).read() == data


def test_plain_tinydb_tables_work_on_it(path: Path) -> None:
    with TinyDB(path, storage=AppendStorage) as db:
        db.insert_multiple({"n": n} for n in range(3))
        db.update({"m": 1}, where("n") == 1)
        db.remove(where("n") == 0)
        assert db.all() == [{"n": 1, "m": 1}, {"n": 2}]
    with AppendDB(path) as db:
        assert everything(db) == {"_default": [(2, {"n": 1, "m": 1}), (3, {"n": 2})]}


def test_tables_work_on_any_storage() -> None:
    with AppendDB(storage=MemoryStorage) as db:
        assert db.insert_multiple([{"n": 1}, {"n": 2}]) == [1, 2]
        assert db.upsert({"n": 2, "m": 1}, where("n") == 2) == [2]
        assert (len(db), db.search(where("m") == 1)) == (2, [{"n": 2, "m": 1}])
        db.drop_table("_default")
        assert len(db) == 0


def test_tables_work_behind_a_cache(path: Path) -> None:
    cached = CachingMiddleware(AppendStorage)  # type: ignore[no-untyped-call]
    with AppendDB(path, storage=cached) as db:
        db.insert({"n": 1})
        assert not path.exists()
    with AppendDB(path) as db:
        assert db.all() == [{"n": 1}]


# Others


def test_handles_see_each_other(path: Path) -> None:
    with AppendDB(path) as one, AppendDB(path) as other:
        assert [db.insert({"by": n}) for n, db in enumerate((one, other, other, one))] == [1, 2, 3, 4]
        one.update({"seen": True}, where("by") == 2)
        other.remove(where("by") == 0)
        assert everything(one) == everything(other)
        assert [each["by"] for each in one] == [1, 2, 3]
        other.drop_table("_default")
        assert one.tables() == set()
        assert len(one) == 0


def test_found_documents_are_not_cached_beyond_a_change_by_others(path: Path) -> None:
    with AppendDB(path) as one, AppendDB(path) as other:
        cached = one.table("t", cache_size=5)
        assert cached.count(where("n") == 1) == 0
        other.table("t").insert({"n": 1})
        assert cached.count(where("n") == 1) == 1
        assert len(cached._query_cache) == 1
        plain = one.table("u")
        plain.search(where("n") == 1)
        assert isinstance(plain, AppendTable)
        assert len(plain._query_cache) == 0


def test_nothing_is_written_over_what_others_wrote_meanwhile(path: Path) -> None:
    one, other = AppendStorage(path), AppendStorage(path)
    mine = one.read()
    other.write({"t": {"1": {"by": "other"}}})
    mine["t"] = {"1": {"by": "one"}}
    with pytest.raises(Overtaken, match="Read it again"):
        one.write(mine)
    mine = one.read()
    mine["t"]["2"] = {"by": "one"}
    one.write(mine)
    mine["t"]["3"] = {"by": "one again"}
    one.write(mine)  # nobody came in between
    assert list(other.read()["t"]) == ["1", "2", "3"]


def test_eight_processes_insert_without_loss(path: Path) -> None:
    names = [f"p{number}" for number in range(8)]
    workers.finish(*[workers.start(workers.insert_many, path, name, 50) for name in names])
    with AppendDB(path) as db:
        assert [each.doc_id for each in db] == list(range(1, 401))
        for name in names:
            assert [each["number"] for each in db.search(where("by") == name)] == list(range(50))


def test_processes_count_without_loss(path: Path) -> None:
    with AppendDB(path) as db:
        db.insert({"n": 0})
        workers.finish(*[workers.start(workers.count_up, path, 50) for _process in range(4)])
        assert db.all() == [{"n": 200}]


# Opening


def test_missing_places_are_told_as_tinydb_tells_them(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        AppendDB(tmp_path / "no" / "x.journal")
    with pytest.raises(FileNotFoundError):
        AppendDB(tmp_path / "x.journal", access_mode="r")
    with pytest.raises(ValueError, match="access_mode"):
        AppendDB(tmp_path / "x.journal", access_mode="w")
    with AppendDB(tmp_path / "no" / "x.journal", create_dirs=True) as db:
        db.insert({})
    assert (tmp_path / "no" / "x.journal").exists()


def test_opened_for_reading_it_only_reads(db: AppendDB, path: Path) -> None:
    db.insert({"n": 1})
    with AppendDB(path, access_mode="r") as reader:
        assert reader.all() == [{"n": 1}]
        db.insert({"n": 2})
        with pytest.raises(ReadOnly, match="opened for reading only"):
            reader.insert({"n": 3})
        assert reader.all() == [{"n": 1}, {"n": 2}]


def test_closed_files_are_opened_again(db: AppendDB, path: Path) -> None:
    db.insert({"n": 1})
    db.close()
    db.close()
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])  # another may do as it likes then
    assert db.all() == []
    db.insert({"n": 2})
    assert db.all() == [{"n": 2}]


def test_torn_tail_is_told(db: AppendDB, path: Path) -> None:
    db.insert({"n": 1})
    path.write_bytes(path.read_bytes() + b"torn")
    with AppendDB(path) as again:
        again.insert({"n": 2})
        assert again.all() == [{"n": 1}, {"n": 2}]
        assert isinstance(again.storage, AppendStorage)
        assert "x.journal.torn-" in " ".join(again.storage.notices)


def test_line_of_a_newer_program_is_refused_each_time(db: AppendDB, path: Path) -> None:
    db.insert({"n": 1})
    add_line(path, b'{"poke":1}')
    for _again in range(2):
        with pytest.raises(Newer, match="line 3"):
            db.all()


def test_damage_is_refused(db: AppendDB, path: Path) -> None:
    db.insert_multiple({"n": n} for n in range(2))
    db.insert({"n": 2})
    path.write_bytes(path.read_bytes().replace(b'"n":1', b'"n":7'))
    with pytest.raises(Damaged, match="Line 2"):
        AppendDB(path).all()
