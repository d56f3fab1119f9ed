"""TinyJournal keeps to the contract, and does what is its own: homes, processes, files that go wrong."""

import os
import stat
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sociotui.journal.chain import Ready
from sociotui.journal.follower import Follower
from sociotui.journal.port import Busy, Damaged, JournalError, ReadOnly, Unreadable
from sociotui.journal.tables import AppendDB
from sociotui.journal.tiny import TinyJournal

from . import workers
from .conftest import open_at, unprivileged, until
from .contract import JournalContract
from .events import Open, said, texts


class TestContract(JournalContract):
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
            number = 0

            def open_elsewhere() -> Open:
                nonlocal number
                number += 1
                home = Path(folder) / str(number)
                return lambda: open_at(home)

            yield open_elsewhere


def test_looking_makes_nothing(home: Path, journal: TinyJournal) -> None:
    journal.heads()
    journal.read("organisation")
    journal.wait({"meeting/m": 0}, 0)
    assert not home.exists()


def test_home_is_for_this_account_alone(home: Path) -> None:
    before = os.umask(0)
    try:
        with open_at(home / "deep" / "down") as journal:
            journal.append("meeting/m", 0, said("a"), cmd="c1", actor="ana")
    finally:
        os.umask(before)
    modes = {stat.filemode(each.stat().st_mode) for each in (home, *home.rglob("*"))}
    assert modes == {"drwx------", "-rw-------"}


def test_events_are_documents_of_tinydb(home: Path, journal: TinyJournal) -> None:
    journal.append("meeting/m", 0, said("a", "b"), cmd="c1", actor="ana")
    journal.append("meeting/m", 2, said("c"), cmd="c2", actor="ben")
    with AppendDB(home / "meetings/m.journal") as db:
        assert [document.doc_id for document in db] == [1, 2, 3]
        assert db.get(doc_id=3) == {
            "v": 1,
            "cmd": "c2",
            "actor": "ben",
            "event": {"is": "Said", "at": 1_700_000_000_000, "text": "c"},
        }
    lines = (home / "meetings/m.journal").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3  # the header, and one line a commit


def test_tinydb_can_record_as_well(home: Path, journal: TinyJournal) -> None:
    journal.append("organisation", 0, said("a"), cmd="c1", actor="ana")
    with AppendDB(home / "organisation.journal") as db:
        event = {"is": "Said", "at": 1, "text": "b"}
        db.insert({"v": 1, "cmd": "c2", "actor": "ben", "event": event})
    assert texts(journal, "organisation") == ["a", "b"]


@pytest.mark.parametrize("change", ["update", "remove", "drop", "other table"])
def test_history_is_not_rewritten(home: Path, journal: TinyJournal, change: str) -> None:
    path = home / "organisation.journal"
    journal.append("organisation", 0, said("a", "b"), cmd="c1", actor="ana")
    with AppendDB(path) as db:
        if change == "update":
            db.update({"actor": "eve"}, doc_ids=[2])
        elif change == "remove":
            db.remove(doc_ids=[2])
        elif change == "drop":
            db.drop_tables()
        else:
            db.table("other").insert({})
    for _again in range(2):
        with pytest.raises(Damaged) as refused:
            journal.read("organisation")
        assert refused.value.line == 3
    with pytest.raises(Damaged):
        journal.append("organisation", 2, said("c"), cmd="c2", actor="ana")


def test_eight_processes_lose_nothing(home: Path) -> None:
    names = [f"p{number}" for number in range(8)]
    workers.finish(*[workers.start(workers.append_many, home, name, 50) for name in names])
    with open_at(home) as journal:
        recorded = journal.read("meeting/m")
        assert [each.seq for each in recorded] == list(range(1, 401))
        for name in names:
            assert [each.cmd for each in recorded if each.actor == name] == [f"{name} {n}" for n in range(50)]
        assert journal.notices == []


def longer_than(path: Path, size: int) -> bool:
    return path.stat().st_size > size


def test_killed_writers_lose_nothing_confirmed(home: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    told.touch()
    for _killed in range(4):
        before = told.stat().st_size
        writer = workers.start(workers.append_and_tell, home, told)
        until(partial(longer_than, told, before + 500))
        writer.kill()
        writer.join()
        with open_at(home) as journal:
            recorded = journal.read("meeting/m")
        assert [each.seq for each in recorded] == list(range(1, len(recorded) + 1))
        assert len(recorded) % 2 == 0  # both events of a command, or none
        assert set(told.read_text().split()) <= {each.cmd for each in recorded}


def test_reader_beside_a_writer_sees_the_truth(home: Path, journal: TinyJournal) -> None:
    writer = workers.start(workers.append_many, home, "p", 300)
    seen: list[str] = []

    def all_there() -> bool:
        now = texts(journal, "meeting/m")
        assert now[: len(seen)] == seen
        seen[:] = now
        return len(seen) == 300

    until(all_there)
    workers.finish(writer)
    assert seen == [f"p {number}" for number in range(300)]
    assert journal.notices == []


def test_stopped_process_is_named(home: Path) -> None:
    with open_at(home, lock_wait=0.3) as journal:
        journal.append("organisation", 0, said("a"), cmd="c1", actor="ana")
        holder = workers.start(workers.stop_with_lock, home / "organisation.journal.lock")
        assert holder.pid
        os.waitpid(holder.pid, os.WUNTRACED)
        try:
            for _again in range(2):
                with pytest.raises(Busy) as refused:
                    journal.append("organisation", 1, said("b"), cmd="c2", actor="ana")
                assert refused.value.pid == holder.pid
                assert f"process {holder.pid}," in str(refused.value)
            assert texts(journal, "organisation") == ["a"]  # readers need no lock
        finally:
            holder.kill()
            holder.join()
        assert journal.append("organisation", 1, said("b"), cmd="c2", actor="ana").head == 2


def test_read_only_home(foreign_home: Path) -> None:
    foreign_home.chmod(0o500)

    def work() -> list[str]:
        with open_at(foreign_home) as journal:
            read = texts(journal, "organisation")
            with pytest.raises(ReadOnly) as refused:
                journal.append("organisation", 1, said("b"), cmd="c2", actor="ana")
            with pytest.raises(ReadOnly):
                journal.append("meeting/new", 0, said("b"), cmd="c2", actor="ana")
            return [*read, *journal.heads(), str(refused.value), *journal.notices]

    read, head, sentence = unprivileged(work)
    assert (read, head) == ("before", "organisation")
    assert sentence.startswith(f"{foreign_home} can't be written from this account (Permission denied;")


def test_read_only_home_with_a_torn_tail(foreign_home: Path) -> None:
    path = foreign_home / "organisation.journal"
    with path.open("ab") as file:
        file.write(b'0123abcd {"put"')
    whole = path.read_bytes()
    foreign_home.chmod(0o500)

    def work() -> list[str]:
        with open_at(foreign_home) as journal:
            return [*texts(journal, "organisation"), *texts(journal, "organisation"), *journal.notices]

    *read, notice = unprivileged(work)
    assert read == ["before", "before"]
    assert "is incomplete" in notice
    assert "is left out" in notice
    assert path.read_bytes() == whole


def test_home_that_may_not_be_read(foreign_home: Path) -> None:
    foreign_home.chmod(0)

    def work() -> list[str]:
        sentences = []
        with open_at(foreign_home) as journal:
            for use in (lambda: journal.read("organisation"), journal.heads, lambda: journal.wait({}, 0)):
                with pytest.raises(Unreadable) as refused:
                    use()
                sentences.append(str(refused.value))
            with pytest.raises(ReadOnly):
                journal.append("organisation", 1, said("b"), cmd="c2", actor="ana")
        return sentences

    for sentence in unprivileged(work):
        assert str(foreign_home) in sentence
        assert "can't be read from this account (Permission denied;" in sentence


def test_home_that_is_a_file(home: Path, journal: TinyJournal) -> None:
    home.write_text("not a folder")
    with pytest.raises(JournalError, match=str(home)):
        journal.append("organisation", 0, said("a"), cmd="c1", actor="ana")
    assert home.read_text() == "not a folder"


def test_two_thousand_meetings_stay_closed(home: Path, journal: TinyJournal) -> None:
    journal.append("meeting/m-0", 0, said("a"), cmd="c1", actor="ana")
    content = (home / "meetings/m-0.journal").read_bytes()
    for number in range(1, 2000):
        (home / f"meetings/m-{number}.journal").write_bytes(content)
    with open_at(home) as another:
        before = set(Path("/proc/self/fd").iterdir())
        assert another.heads() == {f"meeting/m-{number}": 1 for number in range(2000)}
        assert texts(another, "meeting/m-7") == ["a"]
        assert len(set(Path("/proc/self/fd").iterdir()) - before) <= 2


def test_one_damaged_meeting_leaves_the_others(home: Path, journal: TinyJournal) -> None:
    for name in ("good", "bad"):
        journal.append(f"meeting/{name}", 0, said("a"), cmd="c1", actor="ana")
    (home / "meetings/bad.journal").write_text("scribble\nscribble\n")
    for _again in range(2):
        assert journal.heads() == {"meeting/good": 1}
    (notice,) = journal.notices
    assert "bad.journal isn't a journal of sociotui" in notice


def test_interrupted_append_is_seen_whole(home: Path, journal: TinyJournal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C between the disk's confirmation and taking note of it."""
    commit = Follower.commit

    def interrupted(storage: Follower, body: bytes, made: Ready | None = None) -> None:
        commit(storage, body, made)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Follower, "commit", interrupted)
        with pytest.raises(KeyboardInterrupt):
            journal.append("organisation", 0, said("a"), cmd="c1", actor="ana")
    assert journal.append("organisation", 0, said("a"), cmd="c1", actor="ana").repeated
    journal.append("organisation", 1, said("b"), cmd="c2", actor="ana")
    assert texts(journal, "organisation") == ["a", "b"]


def test_file_replaced_beneath_is_refused(home: Path, journal: TinyJournal) -> None:
    journal.append("organisation", 0, said("a"), cmd="c1", actor="ana")
    path = home / "organisation.journal"
    copy = path.with_name("copy")
    with open_at(copy) as other:
        other.append("organisation", 0, said("a"), cmd="c1", actor="ana")
    (copy / path.name).replace(path)
    for _again in range(2):
        with pytest.raises(Damaged, match="removed, replaced or shortened"):
            journal.read("organisation")
    with open_at(home) as another:
        assert texts(another, "organisation") == ["a"]


def test_file_replaced_by_a_copy_that_holds_as_much_is_gone_on_with(home: Path, journal: TinyJournal) -> None:
    journal.append("organisation", 0, said("a"), cmd="c1", actor="ana")
    path = home / "organisation.journal"
    path.with_name("copy").write_bytes(path.read_bytes())
    path.with_name("copy").replace(path)
    journal.append("organisation", 1, said("b"), cmd="c2", actor="ana")
    with open_at(home) as another:
        assert texts(another, "organisation") == texts(journal, "organisation") == ["a", "b"]


@pytest.mark.parametrize("keep", [0, 10])
def test_file_shortened_beneath_is_refused(home: Path, journal: TinyJournal, keep: int) -> None:
    journal.append("organisation", 0, said("a"), cmd="c1", actor="ana")
    os.truncate(home / "organisation.journal", keep)
    with pytest.raises(Damaged, match="removed, replaced or shortened"):
        journal.append("organisation", 1, said("b"), cmd="c2", actor="ana")
    assert (home / "organisation.journal").stat().st_size == keep


def test_file_removed_beneath_is_refused(home: Path, journal: TinyJournal) -> None:
    journal.append("organisation", 0, said("a"), cmd="c1", actor="ana")
    (home / "organisation.journal").unlink()
    with pytest.raises(Damaged, match="removed, replaced or shortened"):
        journal.read("organisation")
    assert journal.heads() == {}
