"""AppendDB: a TinyDB on a file that only grows, and its Table, through its own extension points.

`AppendDB(path)` is a TinyDB like any other, but every commit is one checksummed line at the
file's end, durable on return, and safe beside other processes that write the same file.
"""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from sociotui.journal.change import encode
from sociotui.journal.storage import AppendStorage


class AppendTable(Table):
    """A table whose inserts cost the same however much there is.

    On an AppendStorage, each call is one commit, and sees what other processes have added; on
    any other storage, it is TinyDB's own table. Found documents are not cached unless
    `cache_size` says so: reading them again is quick.
    """

    _next_id: int | None  # type: ignore[assignment]  # TinyDB declares none and assigns numbers

    def __init__(self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        self._lines = storage if isinstance(storage, AppendStorage) else None
        self._cached_at = (0, 0)
        self._named = False  # whether a document brought its own id
        super().__init__(storage, name, cache_size=cache_size, persist_empty=persist_empty)

    def insert(self, document: Mapping[str, Any]) -> int:
        """Add `document` and return its id; ValueError when it isn't a mapping, or its id is taken."""
        return super().insert(document) if self._lines is None else self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Add all `documents` in one commit and return their ids; ValueError as for `insert`."""
        lines = self._lines
        if lines is None:
            return super().insert_multiple(documents)
        fresh: dict[str, bytes] = {}
        with lines.writing():
            there = lines.documents(self.name)
            try:
                for document in documents:
                    doc_id = str(self._id_for(document))
                    if doc_id in there or doc_id in fresh:
                        raise ValueError(f"Document with ID {doc_id} already exists")
                    fresh[doc_id] = encode(dict(document))
                if fresh:
                    lines.put(self.name, fresh)
            finally:
                self._settle_next_id()
        self.clear_cache()
        return list(map(int, fresh))

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update the documents that `cond` finds, or add `document`, with nobody writing in between."""
        with self._alone():
            return super().upsert(document, cond)

    def search(self, cond: QueryLike) -> list[Document]:
        """Return the documents that `cond` finds."""
        if self._lines is not None and self._query_cache.capacity:
            self._lines.catch_up()
            if self._cached_at != self._lines.far:
                self._cached_at = self._lines.far
                self.clear_cache()
        return super().search(cond)

    def __len__(self) -> int:
        return len(self._read_table() if self._lines is None else self._lines.documents(self.name))

    def _id_for(self, document: Mapping[str, Any]) -> int:
        if not isinstance(document, Mapping):
            raise ValueError("Document is not a Mapping")  # noqa: TRY004 - as TinyDB's own table says it
        if not isinstance(document, self.document_class):
            return self._get_next_id()
        self._next_id = max(self._next_id or 1, document.doc_id + 1)
        self._named = True
        return document.doc_id

    def _settle_next_id(self) -> None:
        """After a document brought its own id, let what is stored say which is next, as TinyDB does."""
        if self._named:
            self._named, self._next_id = False, None

    def _get_next_id(self) -> int:
        if self._lines is None:
            return int(super()._get_next_id())  # type: ignore[no-untyped-call]
        doc_id = max(self._next_id or 1, self._lines.top(self.name) + 1)
        self._next_id = doc_id + 1
        return doc_id

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._alone():
            super()._update_table(updater)

    def _alone(self) -> contextlib.AbstractContextManager[object]:
        return contextlib.nullcontext() if self._lines is None else self._lines.writing()


class AppendDB(TinyDB):
    """A TinyDB whose file only grows: `AppendDB(path)`, then as ever."""

    table_class: type[AppendTable] = AppendTable
    default_storage_class = AppendStorage  # type: ignore[assignment]  # typed by TinyDB's own default

    def drop_table(self, name: str) -> None:
        """Forget the table `name` and all in it."""
        storage = self.storage
        with storage.writing() if isinstance(storage, AppendStorage) else contextlib.nullcontext():
            super().drop_table(name)
