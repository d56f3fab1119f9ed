"""Stands in for the conftest of TinyDB's own test suite: runs it on our storage as well as on TinyDB's.

`test_tinydb_suite.py` lays it beside that suite's files. A test with the `db` fixture runs on
each storage; one that makes databases itself runs as it stands, and once more with `TinyDB` and
`JSONStorage` standing for ours in its module.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest
import tinydb
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import JSONStorage, MemoryStorage, Storage

from sociotui.journal.storage import AppendStorage
from sociotui.journal.tables import AppendDB, AppendTable

STOCK_ONLY = json.loads(os.environ.get("STOCK_ONLY", "{}"))


class Lines(AppendStorage):
    """AppendStorage, without minding the options that JSONStorage takes for its JSON."""

    def __init__(self, path: Any, ensure_ascii: bool = True, **options: Any) -> None:
        super().__init__(str(path), **options)


class Table(AppendTable):
    """AppendTable, with the query cache that the suite counts on."""

    def __init__(self, storage: Storage, name: str, cache_size: int = 10, **options: Any) -> None:
        super().__init__(storage, name, cache_size, **options)


class TinyDB(AppendDB):
    """AppendDB by the name that the suite expects to see."""

    table_class = Table
    default_storage_class = Lines


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test the storages that it can run on."""
    if "db" in metafunc.fixturenames:
        metafunc.parametrize("db", ["memory", "json", "append"], indirect=True)
    elif {"TinyDB", "JSONStorage"} & vars(metafunc.module).keys():
        metafunc.parametrize("_names", ["stock", "append"], indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out, on our storage, the tests of what is TinyDB's alone."""
    for item in items:
        name, _bracket, storage = item.name.rstrip("]").partition("[")
        if storage == "append" and name in STOCK_ONLY:
            item.add_marker(pytest.mark.skip(reason=STOCK_ONLY[name]))


@pytest.fixture(autouse=True)
def _names(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if getattr(request, "param", "stock") == "append":
        for name, ours in {"TinyDB": TinyDB, "JSONStorage": Lines}.items():
            if name in vars(request.module):
                monkeypatch.setattr(request.module, name, ours)


@pytest.fixture
def db(request: pytest.FixtureRequest, tmp_path: Path) -> tinydb.TinyDB:
    """A database with the three documents that the suite expects: 1a, 1b, 1c."""
    made: tinydb.TinyDB
    if request.param == "append":
        made = TinyDB(tmp_path / "x.journal")
    elif request.param == "json":
        made = tinydb.TinyDB(tmp_path / "x.json", storage=JSONStorage)
    else:
        made = tinydb.TinyDB(storage=MemoryStorage)
    made.insert_multiple({"int": 1, "char": char} for char in "abc")
    return made


@pytest.fixture
def storage() -> Any:
    """What the tests of middlewares work on."""
    return CachingMiddleware(MemoryStorage)()  # type: ignore[no-untyped-call]
