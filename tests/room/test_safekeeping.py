"""Safekeeping: a backup holds one moment of a home, and a home comes back out of it, wherever a crash comes in between."""

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from sociotui.domain import commands as c
from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.refusal import Refused
from sociotui.journal.backup import files_in
from sociotui.journal.copying import Copies, Still
from sociotui.journal.port import Busy, Damaged
from sociotui.journal.restoring import locked
from sociotui.journal.tiny import TinyJournal
from sociotui.journal.unpacking import Backup
from sociotui.room import safekeeping
from sociotui.room.home import Home
from sociotui.room.safekeeping import back_up, restore
from sociotui.room.serving import POINTER, Serving, server_at, take_over
from tests.homes import Hands, home_in, opened
from tests.room.holding import act, go_on, held


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a backup goes."""
    return tmp_path / "backup.tar.gz"


def content(folder: Path) -> dict[str, bytes]:
    """Return what belongs into a backup of a home, by name."""
    return {name: (folder / name).read_bytes() for name in files_in(folder)}


def impatient(folder: Path, hands: Hands) -> Home:
    """Return another home in that folder, which waits for others for a moment only."""
    return Home(folder, hands.clock(), TinyJournal(folder, event_type=AnyEvent, lock_wait=0.05))


# --- a backup --------------------------------------------------------------------------------------


def test_a_home_comes_back_as_it_was(home: Home, hands: Hands, file: Path, tmp_path: Path) -> None:
    done, going_on = held(home), opened(home)
    (home.folder / "formats").mkdir()
    (home.folder / "formats" / "ours.toml").write_text("title = 'ours'")
    assert back_up(home, file).done == f"The backup is in {file}: 3 journals, 1 files of your own."
    new = Home(tmp_path / "new", hands.clock())
    told = restore(new, file)
    assert told.done == (f"{new.folder} is as it was on 2026-03-02T14:03:00+00:00: 3 journals, 1 files of your own.")
    assert content(new.folder) == content(home.folder)
    assert new.founded() == home.founded()
    assert [new.meeting(i) for i in (done, going_on)] == [home.meeting(i) for i in (done, going_on)]
    act(new, going_on, c.FinishTurn())
    new.close()


def test_a_backup_is_for_this_account_alone_and_the_same_each_time(home: Home, file: Path, tmp_path: Path) -> None:
    opened(home)
    back_up(home, file)
    assert file.stat().st_mode & 0o777 == 0o600
    other = tmp_path / "other.tar.gz"
    back_up(home, other)
    assert other.read_bytes() == file.read_bytes()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_where_a_server_is_goes_into_no_backup_and_is_left_by_a_restore(home: Home, file: Path, hands: Hands) -> None:
    hold, id_ = take_over(home.folder, 0.0), opened(home)
    hold.point(home.folder / "socket")
    assert POINTER not in files_in(home.folder)
    back_up(home, file)
    with file.open("rb") as packed:
        assert [*Backup(packed).manifest.files] == [f"meetings/{id_}.journal", "organisation.journal"]
    act(home, id_, c.TakeNote(text="x"))
    restore(Home(home.folder, hands.clock()), file, force=True)
    assert server_at(home.folder) == Serving(home.folder / "socket", os.getpid())
    hold.let_go()


def test_only_a_backup_is_replaced(home: Home, file: Path, tmp_path: Path) -> None:
    file.write_text("mine")
    file.chmod(0o644)
    with pytest.raises(Refused, match=r"is no backup that this sociotui knows.*--force"):
        back_up(home, file)
    assert file.read_text() == "mine"
    back_up(home, file, force=True)
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.read_bytes()
    opened(home)
    back_up(home, file)
    assert file.read_bytes() != before
    for place in (tmp_path, home.folder / "organisation.journal"):
        with pytest.raises(Refused, match="can't take the place of"):
            back_up(home, place, force=True)
    home.founded()


def test_where_there_is_nothing_there_is_nothing_to_back_up(tmp_path: Path, file: Path) -> None:
    empty = Home(tmp_path / "empty")
    with pytest.raises(Refused, match=r"There is nothing in .*empty to back up"):
        back_up(empty, file)
    assert not file.exists()
    assert not empty.folder.exists()


@pytest.mark.parametrize("where", ["spool", "archive"])
def test_a_backup_that_fails_leaves_the_one_that_was(
    home: Home, file: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    back_up(home, file)
    before = file.read_bytes()
    opened(home)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    if where == "spool":
        monkeypatch.setattr(Copies, "take", full)
    else:
        monkeypatch.setattr(safekeeping, "write_backup", full)
    with pytest.raises(OSError, match="No space left"):
        back_up(home, file)
    assert file.read_bytes() == before
    assert [path for path in file.parent.iterdir() if path != home.folder] == [file]


def test_what_is_damaged_is_in_the_backup_and_told(home: Home, hands: Hands, file: Path, tmp_path: Path) -> None:
    id_ = opened(home)
    path = home.folder / "meetings" / f"{id_}.journal"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join((lines[0], b"#" + lines[1][1:], *lines[1:])))
    told = back_up(home, file)
    (flaw,) = told.flaws
    assert flaw.startswith(f"meetings/{id_}.journal is damaged.")
    assert "sociotui doctor" in flaw
    new = Home(tmp_path / "new", hands.clock())
    assert restore(new, file).flaws == told.flaws
    assert content(new.folder) == content(home.folder)
    new.close()


def test_the_organisation_is_waited_for_only_so_long(home: Home, file: Path) -> None:
    with locked(home.folder, [], 1), pytest.raises(Busy, match=r"has been in use for 0.05 seconds"):
        back_up(home, file, lock_wait=0.05)
    assert not file.exists()


# --- one moment ------------------------------------------------------------------------------------


def while_copied(monkeypatch: pytest.MonkeyPatch, first: Callable[[], None]) -> None:
    """Let something happen when the files as they are at that moment have been listed, before the first of them is copied."""
    take = Copies.take

    def slow(copies: Copies, names: list[str], still: Still) -> int:
        if still == "organisation":
            first()
        return take(copies, names, still)

    monkeypatch.setattr(Copies, "take", slow)


def test_a_meeting_that_closes_meanwhile_loses_nothing(
    home: Home, hands: Hands, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(home)
    id_ = opened(home)
    act(home, id_, c.KeepForLater(title="Hoses"))
    go_on(home, id_, "closing")
    other = impatient(home.folder, hands)

    def end() -> None:
        with pytest.raises(Busy):  # it has closed, and its outcomes can't go on record yet
            other.act(id_, c.CloseMeeting(), "zoe")

    while_copied(monkeypatch, end)
    back_up(home, file)
    other.close()
    new = Home(tmp_path / "new", hands.clock())
    restore(new, file)
    assert id_ not in new.organisation().held
    closed = new.course(id_).meeting
    assert closed
    assert closed.closed
    assert not closed.sealed
    assert home.open_meetings() == new.open_meetings() == []
    assert new.organisation() == home.organisation()
    assert new.organisation().held[id_].sealed
    assert new.meeting(id_) == home.meeting(id_)
    new.close()


# --- and back --------------------------------------------------------------------------------------


def test_a_home_that_holds_anything_is_left_alone(home: Home, hands: Hands, file: Path) -> None:
    opened(home)
    back_up(home, file)
    act(home, home.meeting().id, c.FinishTurn())
    before = content(home.folder)
    with pytest.raises(Refused, match=r"There is something in .* Nothing was changed.*--home.*--force"):
        restore(home, file)
    assert content(home.folder) == before
    assert not list(home.folder.glob("before-restore*"))


def test_with_force_what_was_there_is_kept(home: Home, hands: Hands, file: Path, tmp_path: Path) -> None:
    id_ = opened(home)
    back_up(home, file)
    then = content(home.folder)
    act(home, id_, c.FinishTurn())
    opened(home)
    (home.folder / "snapshots").mkdir()
    (home.folder / "snapshots" / "organisation").write_text("cached")
    before = content(home.folder)
    told = restore(home, file, force=True)
    kept = home.folder / "before-restore-2026-03-02T14-03-00Z.tar.gz"
    assert told.done.endswith(f"What was there before is kept in {kept}.")
    assert content(home.folder) == then
    assert not (home.folder / "snapshots").exists()
    back = Home(home.folder, hands.clock())
    told = restore(back, kept, force=True)
    assert told.done.endswith("-2.tar.gz.")
    assert content(home.folder) == before
    back.close()


def test_a_program_that_is_open_says_so_and_writes_nothing(home: Home, hands: Hands, file: Path) -> None:
    id_ = opened(home)
    back_up(home, file)
    act(home, id_, c.FinishTurn())
    gone = opened(home)
    running = Home(home.folder, hands.clock())
    for meeting in (id_, gone):
        running.meeting(meeting)
    held(running)
    running.founded()
    restore(home, file, force=True)
    after = content(home.folder)
    for look in (
        running.founded,
        lambda: running.meeting(id_),
        lambda: running.act(id_, c.FinishTurn(), "zoe"),
        lambda: running.act(gone, c.FinishTurn(), "zoe"),
    ):
        with pytest.raises(Damaged, match=r"was removed, replaced or shortened.*start it again"):
            look()
    assert content(home.folder) == after
    running.close()
    again = Home(home.folder, hands.clock())
    act(again, id_, c.FinishTurn())
    again.close()


def test_whoever_is_writing_is_named_and_nothing_is_changed(home: Home, file: Path) -> None:
    back_up(home, file)
    opened(home)
    before = content(home.folder)
    with locked(home.folder, [], 1), pytest.raises(Busy, match="has been in use"):
        restore(home, file, force=True, lock_wait=0.05)
    assert content(home.folder) == before
    assert not list(home.folder.glob("before-restore*"))


def test_a_bad_backup_changes_nothing(home: Home, file: Path, tmp_path: Path) -> None:
    back_up(home, file)
    file.write_bytes(file.read_bytes()[:-20])
    opened(home)
    before = content(home.folder)
    with pytest.raises(Refused, match="only a part of one"):
        restore(home, file, force=True)
    assert content(home.folder) == before
    with pytest.raises(Refused, match="only a part of one"):
        restore(Home(tmp_path / "new"), file)
    assert not (tmp_path / "new").exists()


def test_what_the_disk_cannot_hold_is_not_begun(
    home: Home, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(home, file)
    monkeypatch.setattr("shutil.disk_usage", lambda _place: SimpleNamespace(free=10))
    with pytest.raises(Refused, match="need 1 megabytes, and there is less room"):
        restore(Home(tmp_path / "new"), file)
    assert not (tmp_path / "new").exists()


class Crash(BaseException):
    """The process ends here."""


def crash_at(monkeypatch: pytest.MonkeyPatch, step: int) -> list[str]:
    """Let the process end before the n-th file is renamed or removed; return the list of those that were."""
    steps: list[str] = []

    def ending(name: str) -> Callable[..., object]:
        was = getattr(Path, name)

        def do(path: Path, *args: object, **named: object) -> object:
            if "restoring" not in str(path) or name == "replace":
                if len(steps) + 1 == step:
                    raise Crash
                steps.append(f"{name} {path.name}")
            return was(path, *args, **named)

        return do

    for name in ("replace", "unlink"):
        monkeypatch.setattr(Path, name, ending(name))
    return steps


@pytest.mark.parametrize("step", range(1, 9))
@pytest.mark.parametrize("into", ["empty", "other"])
def test_a_crash_in_between_leaves_no_mixture_and_is_completed_by_doing_it_again(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch, step: int, into: str
) -> None:
    hands, force = Hands(), into == "other"
    source = home_in(tmp_path / "source", hands)
    held(source)
    opened(source)
    back_up(source, file)
    new = home_in(tmp_path / "new", hands, founded=force)
    if force:
        for _meeting in range(3):
            opened(new)
    before, then = content(new.folder), content(source.folder)
    with monkeypatch.context() as patch:
        steps = crash_at(patch, step)
        try:
            restore(new, file, force=force)
        except Crash:
            found = content(new.folder)
            assert found in (before, then) or "organisation.journal" not in found
            half = Home(new.folder, hands.clock())
            assert before or half.open_meetings() == []
            half.close()
        else:
            assert len(steps) < step
            assert content(new.folder) == then
    again = Home(new.folder, hands.clock())
    restore(again, file, force=force)
    assert content(new.folder) == then
    assert not list(new.folder.rglob("*.restoring"))
    assert again.founded() == source.founded()
    for each in (source, new, again):
        each.close()
