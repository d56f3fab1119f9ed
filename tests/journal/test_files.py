"""Files: private folders, copies that last, and refusals in plain words."""

import errno
import os
from pathlib import Path

import pytest

from sociotui.journal.files import keep_copy, make_folder, owner_of, read_range, refusal
from sociotui.journal.port import Full, JournalError, ReadOnly, Unreadable


@pytest.mark.parametrize(
    ("code", "writing", "kind"),
    [
        (errno.EACCES, True, ReadOnly),
        (errno.EROFS, True, ReadOnly),
        (errno.EACCES, False, Unreadable),
        (errno.ENOSPC, True, Full),
        (errno.EIO, True, JournalError),
        (errno.EMFILE, False, JournalError),
    ],
)
def test_refusals_name_place_and_reason(tmp_path: Path, code: int, writing: bool, kind: type[Exception]) -> None:
    place = tmp_path / "gone" / "x"
    refused = refusal(place, OSError(code, "as the kernel says"), writing=writing)
    assert type(refused) is kind
    assert str(place) in str(refused)
    assert os.strerror(code) in str(refused)


def test_refusal_without_a_number_says_what_it_knows(tmp_path: Path) -> None:
    assert "odd" in str(refusal(tmp_path, OSError("odd"), writing=True))


def test_owner_is_named(tmp_path: Path) -> None:
    import pwd

    mine = pwd.getpwuid(os.geteuid()).pw_name
    assert owner_of(tmp_path / "not" / "there") == mine
    if not os.geteuid():
        os.chown(tmp_path, 54321, -1)
        assert owner_of(tmp_path) == "54321"


def test_folders_are_made_down_to_the_last(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert [(tmp_path / each).stat().st_mode & 0o777 for each in ("a", "a/b")] == [0o700, 0o700]


def test_copies_never_overwrite(tmp_path: Path) -> None:
    kept = [keep_copy(tmp_path / "torn", data) for data in (b"1", b"2", b"3")]
    assert [each.name for each in kept] == ["torn", "torn-2", "torn-3"]
    assert [each.read_bytes() for each in kept] == [b"1", b"2", b"3"]
    assert kept[0].stat().st_mode & 0o777 == 0o600


def test_copy_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    left = [3, 3]

    def little(fd: int, data: bytes) -> int:
        if not left:
            raise OSError(errno.ENOSPC, "full")
        return write(fd, data[: left.pop()])

    monkeypatch.setattr(os, "write", little)
    with pytest.raises(OSError, match="full"):
        keep_copy(tmp_path / "torn", b"0123456789")
    assert list(tmp_path.iterdir()) == []
    left[:] = [3, 3, 4]
    assert keep_copy(tmp_path / "torn", b"0123456789").read_bytes() == b"0123456789"


@pytest.mark.parametrize("there", [b"", b"012", b"0123456789"])
def test_copy_that_was_begun_is_gone_on_with(tmp_path: Path, there: bytes) -> None:
    """As after a crash: it is the same copy, and one is enough."""
    (tmp_path / "torn").write_bytes(there)
    assert keep_copy(tmp_path / "torn", b"0123456789") == tmp_path / "torn"
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"0123456789"]


def test_copy_that_is_gone_on_with_has_reached_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_copy(tmp_path / "torn", b"0123456789")
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda fd: synced.append(Path(f"/proc/self/fd/{fd}").readlink().name))
    keep_copy(tmp_path / "torn", b"0123456789")
    assert synced == ["torn", tmp_path.name]


@pytest.mark.parametrize("there", [b"x", b"0123456789x", b"12"])
def test_copy_of_something_else_stays(tmp_path: Path, there: bytes) -> None:
    (tmp_path / "torn").write_bytes(there)
    assert keep_copy(tmp_path / "torn", b"0123456789").name == "torn-2"
    assert (tmp_path / "torn").read_bytes() == there


def test_what_is_no_file_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn-2").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").write_bytes(b"")
    assert keep_copy(tmp_path / "torn", b"0123456789").name == "torn-3"
    assert (tmp_path / "elsewhere").read_bytes() == b""


def test_copy_that_was_begun_stays_where_there_is_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "torn").write_bytes(b"012")

    def fail(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "write", fail)
    with pytest.raises(OSError, match="full"):
        keep_copy(tmp_path / "torn", b"0123456789")
    assert (tmp_path / "torn").read_bytes() == b"012"


def test_range_is_read_in_any_number_of_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"0123456789")
    pread = os.pread
    monkeypatch.setattr(os, "pread", lambda fd, size, at: pread(fd, min(size, 3), at))
    with path.open("rb") as file:
        assert read_range(file.fileno(), 2, 9) == b"2345678"
        assert read_range(file.fileno(), 8, 99) == b"89"
        assert read_range(file.fileno(), 5, 5) == b""
