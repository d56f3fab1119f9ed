"""Writing files: whole or not at all, with the rights that they had, through links and into pipes."""

import os
from pathlib import Path
from threading import Thread

import pytest

from sociotui.domain.refusal import Refused
from sociotui.exchange.page import Table
from sociotui.exchange.tables import write_tables
from sociotui.exchange.tinydb import write_streams
from sociotui.exchange.writing import plain_name, write_file


def mode(path: Path) -> int:
    """Return the rights of a file."""
    return path.stat().st_mode & 0o777


@pytest.fixture(autouse=True)
def umask() -> object:
    """A umask as most accounts have it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_a_new_file_is_for_whom_the_account_lets_and_a_private_one_for_itself(tmp_path: Path) -> None:
    write_file(tmp_path / "shared", b"a")
    write_file(tmp_path / "private", b"b", private=True)
    assert (mode(tmp_path / "shared"), mode(tmp_path / "private")) == (0o644, 0o600)
    assert (tmp_path / "private").read_bytes() == b"b"


def test_what_was_there_keeps_its_rights_and_a_link_still_leads_to_it(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_bytes(b"before")
    there.chmod(0o640)
    (tmp_path / "link").symlink_to("there")
    write_file(tmp_path / "link", b"after", private=True)
    assert (tmp_path / "link").is_symlink()
    assert (there.read_bytes(), mode(there)) == (b"after", 0o640)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "there"]


def test_what_cannot_be_written_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = tmp_path / "there"
    there.write_bytes(b"before")

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as raised:
        write_file(there, b"after")
    assert raised.value.filename == str(there)
    assert [path.name for path in tmp_path.iterdir()] == ["there"]
    assert there.read_bytes() == b"before"


@pytest.mark.parametrize("place", ["no/such/file", "file/below", "folder", "a" * 300])
def test_an_error_names_the_file_that_was_asked_for(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError) as raised:
        write_file(tmp_path / place, b"x")
    assert raised.value.filename == str(tmp_path / place)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_a_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_file(pipe, b"through")
    reader.join(timeout=10)
    assert got == [b"through"]
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["people", "meeting/garden-2026-03-02-private-2", "a_b"])
def test_a_plain_name_is_a_files(name: str) -> None:
    assert plain_name(name) == name


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../x", "/etc/x", "a//b", "a/b/c", "a/../b", "a/", "A", "a b", "a\n", "a\0", "ä", "a" * 121]
)
def test_no_name_that_somebody_else_gives_leads_elsewhere(name: str, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"can't be the name of a file\. Nothing was written\."):
        plain_name(name)
    with pytest.raises(Refused, match="can't be the name"):
        write_streams(tmp_path / "out", {"organisation": b"", name: b""})
    with pytest.raises(Refused, match="can't be the name"):
        write_tables(tmp_path / "out", {"people": Table((), ()), name: Table((), ())})
    assert list(tmp_path.iterdir()) == []
