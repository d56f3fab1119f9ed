"""Replacing texts in TinyJournal: one file takes another's place, its chain still fits, and nothing of them is left."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sociotui.journal.chain import forge
from sociotui.journal.examine import examine
from sociotui.journal.lines import ROOT, frame, plain
from sociotui.journal.port import Damaged, Full, JournalError, OutcomeUnknown, ReadOnly
from sociotui.journal.rewrite import rewritten
from sociotui.journal.tiny import TinyJournal

from . import workers
from .conftest import STREAM, open_at
from .events import said, texts
from .kills import MOMENTS, Moment, kills
from .lines import in_format_1
from .wounds import copies


def other(text: str) -> str:
    """Return the text that takes the place of another."""
    return "x" if text == "b" else text


def forget_b(record: Any) -> Any:
    """Return a record in which nobody says b."""
    return {**record, "event": {**record["event"], "text": other(record["event"]["text"])}}


def rewrite_at(home: Path) -> None:
    """Let nobody have said b in the organisation."""
    with open_at(home) as journal:
        journal.rewrite(STREAM, forget_b)


# What is left


def test_replaced_text_is_nowhere(path: Path, journal: TinyJournal) -> None:
    """Not in the file, nor in copies that were set aside or kept."""
    secret = b"what nobody should read later"
    journal.append(STREAM, 3, said(secret.decode()), cmd="c3", actor="ana")
    for name in ("torn-7", "damaged-9", "format-1", "damaged-9-2"):
        path.with_name(f"{path.name}.{name}").write_bytes(path.read_bytes())
    with path.open("ab") as file:
        file.write(plain(secret)[:-1])
    another = path.with_name("organisation.journal-2.torn-7")
    another.write_bytes(b"another's")

    def replace(record: Any) -> Any:
        return {**record, "event": {**record["event"], "text": record["event"]["text"].replace(secret.decode(), "…")}}

    assert journal.rewrite(STREAM, replace) == 1
    assert copies(path) == {}
    assert [each for each in path.parent.rglob("*") if each.is_file() and secret in each.read_bytes()] == []
    assert another.read_bytes() == b"another's"
    assert texts(journal, STREAM) == ["a", "b", "c", "…"]


def test_copies_go_where_nothing_is_replaced_too(path: Path, journal: TinyJournal) -> None:
    """Nobody knows whom they tell of."""
    before = path.read_bytes()
    path.with_name(f"{path.name}.damaged-9").write_bytes(b"b")
    assert journal.rewrite(STREAM, lambda record: record) == 0
    assert copies(path) == {}
    assert path.read_bytes() == before


def test_copies_go_where_nothing_is_recorded(home: Path) -> None:
    with open_at(home) as journal:
        journal.append("meeting/m", 0, said("a"), cmd="c1", actor="ana")
    path = home / "meetings" / "m.journal"
    path.write_bytes(b"")
    copy = path.with_name("m.journal.torn-0")
    copy.write_bytes(b"Ana")
    with open_at(home) as journal:
        assert journal.rewrite("meeting/m", lambda record: record) == 0
        assert not copy.exists()
        assert journal.rewrite("meeting/none", lambda record: record) == 0


def test_file_in_a_former_format_is_brought_into_todays_without_a_copy(path: Path, journal: TinyJournal) -> None:
    in_format_1(path)
    assert journal.rewrite(STREAM, forget_b) == 1
    assert copies(path) == {}
    findings = examine(path)
    assert (findings.well, findings.version, findings.replaced) == (True, 2, 1)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(st.text(max_size=6) | st.sampled_from(['"', "\\", "b", ""]), min_size=1, max_size=3), max_size=5),
    st.dictionaries(st.text(max_size=6) | st.sampled_from(['"', "\\", "b", ""]), st.text(max_size=6), max_size=3),
)
def test_any_texts_are_replaced_and_the_chain_fits(home: Path, talk: list[list[str]], new: dict[str, str]) -> None:
    path = home / f"{STREAM}.journal"
    path.unlink(missing_ok=True)
    with open_at(home) as journal:
        head = 0
        for number, words in enumerate(talk):
            head = journal.append(STREAM, head, said(*words), cmd=f"c{number}", actor="ana").head
        link = journal.link(STREAM)
        before = examine(path) if talk else None

        def replace(record: Any) -> Any:
            text = record["event"]["text"]
            return {**record, "event": {**record["event"], "text": new.get(text, text)}}

        count = sum(any(new.get(text, text) != text for text in words) for words in talk)
        assert journal.rewrite(STREAM, replace) == count
        assert texts(journal, STREAM) == [new.get(text, text) for words in talk for text in words]
        assert journal.link(STREAM) == link
        if before:
            after = examine(path)
            assert after.well
            assert (after.replaced, after.link, after.commits) == (count, before.link, before.commits)
            journal.append(STREAM, head, said("more"), cmd="more", actor="ana")
            assert examine(path).well


def test_lines_that_are_not_chained_are_not_rewritten() -> None:
    with pytest.raises(ValueError, match="chained"):
        rewritten(plain(b"{}") + plain(b'{"a":"b"}'), lambda change: change)
    data = plain(b"{}") + frame(forge(ROOT, b'{"a":"b"}'))
    assert rewritten(data, lambda change: change) == (data, 0)


# Others, crashes and failures


def test_another_process_is_followed(path: Path) -> None:
    with open_at(path.parent) as reader, open_at(path.parent) as writer:
        assert texts(reader, STREAM) == ["a", "b", "c"]
        writer.append(STREAM, 3, said("d"), cmd="d", actor="ana")
        link = reader.link(STREAM)
        workers.finish(workers.start(rewrite_at, path.parent))
        assert texts(reader, STREAM) == ["a", "x", "c", "d"]
        assert reader.link(STREAM) == link
        assert writer.append(STREAM, 4, said("e"), cmd="e", actor="ana").head == 5
        assert texts(reader, STREAM, 4) == ["e"]
        assert reader.notices == writer.notices == []
    assert examine(path).well


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_in_the_midst_it_is_the_one_or_the_other(path: Path, moment: Moment) -> None:
    before = path.read_bytes()
    with open_at(path.parent) as journal:
        journal.rewrite(STREAM, forget_b)
    after = path.read_bytes()
    path.write_bytes(before)
    copy = path.with_name(f"{path.name}.damaged-9")
    copy.write_bytes(b"b")
    for _number in kills(lambda: rewrite_at(path.parent), moment):
        left = path.read_bytes()
        assert left == before or len(left) == len(after)
        assert left == before or not copy.exists()  # no former text is left beside the new file
        with open_at(path.parent) as journal:
            assert texts(journal, STREAM) == ["a", "b" if left == before else "x", "c"]
            journal.rewrite(STREAM, forget_b)
            assert texts(journal, STREAM) == ["a", "x", "c"]
        assert copies(path) == {}
        assert examine(path).well
        path.write_bytes(before)
        copy.write_bytes(b"b")


@pytest.mark.parametrize(
    ("call", "code", "kind"),
    [
        ("replace", errno.EIO, JournalError),
        ("replace", errno.EACCES, ReadOnly),
        ("fsync", errno.EIO, JournalError),
        ("write", errno.ENOSPC, Full),
    ],
)
def test_what_fails_before_the_step_leaves_all_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, kind: type[JournalError]
) -> None:
    before = path.read_bytes()

    def fail(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    with open_at(path.parent) as journal:
        with monkeypatch.context() as patch:
            patch.setattr(os, call, fail)
            with pytest.raises(JournalError) as refused:
                journal.rewrite(STREAM, forget_b)
        assert type(refused.value) is kind
        assert path.read_bytes() == before
        assert copies(path) == {}
        assert texts(journal, STREAM) == ["a", "b", "c"]
        assert journal.rewrite(STREAM, forget_b) == 1


def test_new_name_that_the_disk_does_not_confirm(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with open_at(path.parent) as journal:
        with monkeypatch.context() as patch:
            patch.setattr("sociotui.journal.handle.sync_folder", fail)
            with pytest.raises(OutcomeUnknown):
                journal.rewrite(STREAM, forget_b)
        with pytest.raises(ReadOnly, match="The disk failed"):
            journal.rewrite(STREAM, forget_b)
        assert texts(journal, STREAM) == ["a", "x", "c"]


def test_interrupted_it_is_seen_whole(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C right behind the one step."""
    replace = os.replace

    def interrupted(*places: Path) -> None:
        replace(*places)
        raise KeyboardInterrupt

    with open_at(path.parent) as journal:
        link = journal.link(STREAM)
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", interrupted)
            with pytest.raises(KeyboardInterrupt):
                journal.rewrite(STREAM, forget_b)
        assert texts(journal, STREAM) == ["a", "x", "c"]
        assert journal.link(STREAM) == link
        journal.append(STREAM, 3, said("d"), cmd="d", actor="ana")
    assert examine(path).well


def test_damaged_stream_is_not_rewritten(path: Path) -> None:
    damaged = path.read_bytes().replace(b'"a"', b'"y"')
    path.write_bytes(damaged)
    with open_at(path.parent) as journal, pytest.raises(Damaged):
        journal.rewrite(STREAM, forget_b)
    assert path.read_bytes() == damaged


def test_each_step_has_reached_the_disk_before_the_next(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []

    def noting(name: str, call: Callable[..., None]) -> Callable[..., None]:
        def note(what: int | Path, *more: Path) -> None:
            place = Path(f"/proc/self/fd/{what}").readlink() if isinstance(what, int) else what
            steps.append(f"{name} {place.name}")
            call(what, *more)

        return note

    in_format_1(path)
    with open_at(path.parent) as journal:
        texts(journal, STREAM)
        for name in ("fsync", "fdatasync", "replace"):
            monkeypatch.setattr(os, name, noting(name, getattr(os, name)))
        journal.rewrite(STREAM, forget_b)
    new, folder = f"{path.name}.sealing", path.parent.name
    swap = [f"fsync {new}", f"replace {new}", f"fdatasync {path.name}", f"fsync {folder}"]
    assert steps == [f"fsync {path.name}.format-1", f"fsync {folder}", *swap, *swap]
