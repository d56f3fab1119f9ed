"""The home: rights that are too wide, files of another account or that can't be used, and names that nobody reads."""

import errno
import os
from pathlib import Path

import pytest

from sociotui.journal.files import owner_of
from sociotui.room.doctor.checkup import check_up
from sociotui.room.doctor.repairing import carry_out
from tests.journal.conftest import NOBODY, unprivileged
from tests.room.doctor.staging import found, home, journal, machine, only


def test_rights_that_are_too_wide_are_named_and_tightened(tmp_path: Path) -> None:
    there = home(tmp_path)
    journal(there).chmod(0o640)
    (there / "meetings").chmod(0o755)
    (there / "organisation.journal.lock").chmod(0o666)
    (there / "snapshots").mkdir(0o700, exist_ok=True)
    (there / "snapshots" / "organisation.snapshot").touch()
    (there / "snapshots" / "organisation.snapshot").chmod(0o604)
    finding = only(found(there, machine(tmp_path)), "rights")
    assert finding.level == "look"
    for name in (
        "snapshots/organisation.snapshot (0604)",
        "meetings (0755)",
        f"meetings/{journal(there).name} (0640)",
        "organisation.journal.lock (0666)",
    ):
        assert name in finding.said
    assert [said.endswith("now for the owner alone.") for said in carry_out([finding])] == [True]
    assert journal(there).stat().st_mode & 0o777 == 0o600
    assert (there / "meetings").stat().st_mode & 0o777 == 0o700
    assert found(there, machine(tmp_path)) == []


def test_files_that_this_account_may_not_use_are_wrong_and_put_right_where_it_owns_them(
    theirs: Path, tmp_path: Path
) -> None:
    around = machine(theirs.parent)

    def look() -> list[str]:
        journal(theirs).chmod(0o000)
        (theirs / "organisation.journal").chmod(0o400)
        findings = [f for f in found(theirs, around) if f.group == "home"]
        said = [f"{f.check} {f.level}: {f.said}" for f in findings]
        carry_out(findings)
        return [*said, *(f.said for f in found(theirs, around))]

    unread, unwritten = unprivileged(look)
    assert unread.startswith(f"readable wrong: This account can't read meetings/{journal(theirs).name}. Ask ")
    assert unwritten.startswith("writable wrong: This account can't write organisation.journal, so nothing")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_files_of_another_account_are_named(tmp_path: Path) -> None:
    there = home(tmp_path)
    os.chown(journal(there), NOBODY, NOBODY)
    finding = only(found(there, machine(tmp_path)), "owner")
    assert f"meetings/{journal(there).name}" in finding.said
    assert f"chown {owner_of(there)} FILE" in finding.said


def test_whose_home_it_is_is_told(theirs: Path) -> None:
    around = machine(theirs.parent)
    owner = owner_of(theirs)
    said = [f.said for f in check_up(theirs, around) if f.check == "place"]
    assert said == [f"{theirs} belongs to {owner}."]
    if around.uid:
        as_root = only([f for f in found(theirs, machine(theirs.parent, uid=0)) if f.group == "home"], "place")
        assert f"sudo -u {owner} sociotui" in as_root.said
    other = only(found(theirs, machine(theirs.parent, uid=around.uid + 1)), "place")
    assert "not to this account" in other.said


def test_names_that_no_journal_has_are_told(tmp_path: Path) -> None:
    there = home(tmp_path)
    for name in ("Garden March.journal", "garden-2026-03-02-2 (copy).journal", "x.journal~"):
        (there / "meetings" / name).write_bytes(journal(there).read_bytes())
        (there / "meetings" / name).chmod(0o600)
    finding = only(found(there, machine(tmp_path)), "strange")
    for name in ("meetings/Garden March.journal", "meetings/garden-2026-03-02-2 (copy).journal", "meetings/x.journal~"):
        assert name in finding.said


def test_other_rights_are_not_offered_where_they_are_as_they_are_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = home(tmp_path)
    can = os.access

    def read_only(path: Path, way: int, **how: bool) -> bool:
        return not way & os.W_OK and can(path, way, **how)  # as a disk has it that can only be read

    with monkeypatch.context() as patch:
        patch.setattr(os, "access", read_only)
        journal(there).chmod(0o440)
        (unwritten,) = (f for f in found(there, machine(tmp_path)) if f.check == "writable")
        patch.setattr(Path, "chmod", _fails)
        (said,) = carry_out([unwritten])
    assert unwritten.mend
    assert unwritten.mend.said.startswith(f"give meetings/{journal(there).name} the rights")
    assert said.endswith(f"{journal(there)} lies on a disk that can only be read. Name another place.")
    journal(there).chmod(0o600)
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", read_only)
        (unwritten,) = (f for f in found(there, machine(tmp_path)) if f.check == "writable")
    assert unwritten.mend is None


def _fails(path: Path, _mode: int) -> None:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
