"""Backup: whole lines of journals and own files go in and nothing else, the same bytes each time, and come back."""

import io
import tarfile
from pathlib import Path

import pytest

from sociotui.domain.refusal import Refused
from sociotui.journal.backup import (
    ORGANISATION_FILE,
    Kept,
    files_in,
    is_journal,
    is_own,
    no_outcomes,
)
from sociotui.journal.copying import Copies
from sociotui.journal.lines import plain
from sociotui.journal.places import place_of
from sociotui.journal.port import Busy
from sociotui.journal.restoring import locked, put_in_place
from sociotui.journal.unpacking import Backup, check

from .backups import MEETING, NAMES, backup_of, hold
from .conftest import STREAM, open_at
from .events import said, texts
from .lines import bodies_of


@pytest.fixture
def held(home: Path, path: Path) -> Path:
    """A home with all that belongs into a backup, and much that does not."""
    return hold(home)


def kept(home: Path, name: str, *, certain: bool = False) -> tuple[bytes, Kept | None]:
    """Return what is copied of one file."""
    spool = io.BytesIO()
    copies = Copies(home, spool)
    copies.take([name], "all" if certain else "nothing")
    return spool.getvalue(), copies.files.get(name)


# --- what goes in ----------------------------------------------------------------------------------


def test_journals_and_own_files_go_in_and_nothing_else(held: Path) -> None:
    assert files_in(held) == NAMES
    assert list(check(io.BytesIO(backup_of(held))).files) == NAMES


def test_each_stream_has_its_place_and_nothing_leads_out() -> None:
    assert is_journal(ORGANISATION_FILE)
    for name in ("a", "garden-2026-03-02-2", "x" * 100):
        assert is_journal(f"meetings/{name}.journal")
        assert place_of(Path(), f"meeting/{name}") == Path(f"meetings/{name}.journal")
    for name in ("meetings/A.journal", "meetings/../a.journal", "/organisation.journal", "meetings/a/b.journal", "a"):
        assert not is_journal(name)
    assert is_own("formats/a.toml")
    assert is_own("practice/shed.toml")
    assert is_own("lessons/a.toml")
    assert is_own("cards/a.toml")
    for name in (
        "formats",
        "formats/",
        "formats/../a",
        "formats//a",
        "formats/./a",
        "/formats/a",
        "formats/a\0",
        "a/b",
    ):
        assert not is_own(name)


def test_the_manifest_tells_heads_and_links(held: Path) -> None:
    files = check(io.BytesIO(backup_of(held))).files
    with open_at(held) as journal:
        for name, stream in ((ORGANISATION_FILE, STREAM), (MEETING, "meeting/m")):
            assert (files[name].head, files[name].link) == (journal.heads()[stream], journal.link(stream))
            assert len(files[name].link) == 40
    assert (files[NAMES[0]].head, files[NAMES[0]].link) == (0, "")


def test_a_file_of_the_former_format_is_copied_as_it_is(home: Path, path: Path) -> None:
    header = plain(b'{"format":"sociotui-journal","version":1}')
    path.write_bytes(header + b"".join(map(plain, bodies_of(path))))
    data, found = kept(home, ORGANISATION_FILE)
    assert data == path.read_bytes()
    assert found
    assert (found.head, found.link, found.flaw) == (3, "", "")


@pytest.mark.parametrize("torn", [b"", b'0a0b0c0d {"pu', b"\0" * 4096, b"12345678 abc\0\0\0\n"])
def test_a_torn_tail_is_left_out(home: Path, path: Path, torn: bytes) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole + torn)
    data, found = kept(home, ORGANISATION_FILE)
    assert data == whole
    assert found
    assert (found.head, found.flaw) == (3, "")


@pytest.mark.parametrize("size", [0, 20, None, 60])
def test_a_file_whose_first_record_never_came_holds_nothing(home: Path, path: Path, size: int | None) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"\n") + 1 if size is None else size])
    assert kept(home, ORGANISATION_FILE) == (b"", None)


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_damaged_file_is_copied_to_its_last_byte(home: Path, path: Path, line: int) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    lines[line] = lines[line].replace(b'"', b"#", 1)
    path.write_bytes(b"".join(lines) + b"0a0b")
    data, found = kept(home, ORGANISATION_FILE)
    assert data == path.read_bytes()
    assert found
    assert found.flaw == "damaged"
    assert check(io.BytesIO(backup_of(home))).flawed == {ORGANISATION_FILE: "damaged"}


def test_a_file_of_a_newer_program_is_copied_to_its_last_byte(home: Path, path: Path) -> None:
    path.write_bytes(plain(b'{"format":"sociotui-journal","version":99}') + b"something new\n without an end")
    data, found = kept(home, ORGANISATION_FILE)
    assert data == path.read_bytes()
    assert found
    assert found.flaw == "newer"


def test_a_file_that_goes_while_others_are_copied_is_left_out(home: Path, path: Path) -> None:
    assert kept(home, "meetings/gone.journal") == (b"", None)


def test_the_same_files_make_the_same_bytes_and_tell_nothing_of_the_machine(held: Path) -> None:
    data = backup_of(held)
    assert data == backup_of(held)
    assert data[3:8] == bytes(5)  # neither a name nor a time
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        members = tar.getmembers()
        assert [each.name for each in members] == ["manifest.json", *NAMES]
        assert {(m.mtime, m.uid, m.gid, m.uname, m.gname, m.mode) for m in members} == {(0, 0, 0, "", "", 0o600)}
        content = tar.extractfile(MEETING)
        assert content
        assert content.read() == (held / MEETING).read_bytes()


def test_a_name_that_is_no_utf_8_comes_back(held: Path, tmp_path: Path) -> None:
    name = b"caf\xe9.toml".decode("utf-8", "surrogateescape")
    (held / "formats" / name).write_text("odd")
    put_in_place(tmp_path / "new", Backup(io.BytesIO(backup_of(held))))
    assert (tmp_path / "new" / "formats" / name).read_text() == "odd"


def test_no_outcomes_go_on_record_while_meetings_are_copied(held: Path) -> None:
    with open_at(held, lock_wait=0.05) as journal:
        with no_outcomes(held, 1):
            assert journal.append("meeting/m", 2, said("on"), cmd="c1", actor="ana").head == 3
            with pytest.raises(Busy):
                journal.append(STREAM, 3, said("outcome"), cmd="c9", actor="ana")
        assert journal.append(STREAM, 3, said("outcome"), cmd="c9", actor="ana").head == 4


# --- what comes out --------------------------------------------------------------------------------


def test_a_home_comes_back_byte_for_byte(held: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    put_in_place(new, Backup(io.BytesIO(backup_of(held))))
    assert sorted(str(p.relative_to(new)) for p in new.rglob("*") if p.is_file()) == sorted(NAMES)
    for name in NAMES:
        assert (new / name).read_bytes() == (held / name).read_bytes()
        assert (new / name).stat().st_mode & 0o777 == 0o600
    with open_at(new) as journal:
        assert texts(journal, "meeting/m") == ["hello", "there"]
        assert journal.append("meeting/m", 2, said("on"), cmd="c1", actor="ana").head == 3


# --- putting it in place ---------------------------------------------------------------------------


def test_journals_that_a_backup_does_not_have_go_and_so_does_what_was_made_of_them(held: Path) -> None:
    data = backup_of(held)
    with open_at(held) as journal:
        journal.append("meeting/later", 0, said("later"), cmd="c0", actor="ana")
        journal.append("meeting/m", 2, said("more"), cmd="c1", actor="ana")
    (held / "formats" / "mine.toml").write_text("later")
    put_in_place(held, Backup(io.BytesIO(data)))
    assert files_in(held) == [*sorted([*NAMES[:3], "formats/mine.toml"]), ORGANISATION_FILE]
    assert not (held / "snapshots").exists()
    assert (held / "notes").exists()
    assert not list(held.rglob("*.restoring"))
    with open_at(held) as journal:
        assert texts(journal, "meeting/m") == ["hello", "there"]


def test_a_link_within_the_formats_leads_nowhere(held: Path, tmp_path: Path) -> None:
    data = backup_of(held)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    new = tmp_path / "new"
    (new / "formats").mkdir(parents=True)
    (new / "formats" / "garden").symlink_to(elsewhere)
    with pytest.raises(Refused, match="a link leads out"):
        put_in_place(new, Backup(io.BytesIO(data)))
    assert not list(elsewhere.iterdir())
    assert files_in(new) == []


def test_whoever_holds_a_journal_is_named_and_nothing_is_kept_locked(held: Path) -> None:
    with locked(held, [], 1):
        with open_at(held, lock_wait=0.05) as journal, pytest.raises(Busy):
            journal.append("meeting/m", 2, said("more"), cmd="c1", actor="ana")
        with pytest.raises(Busy) as busy, locked(held, [MEETING], 0.05):
            pass
        assert busy.value.path.name == "m.journal.lock"
    with open_at(held, lock_wait=0.05) as journal:
        assert journal.append("meeting/m", 2, said("more"), cmd="c1", actor="ana").head == 3
