"""Restored: a restore that was cut off is told, and completed or cleared away; what was kept before one is listed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sociotui.journal.backup import files_in
from sociotui.journal.restoring import LIST, left_over, locked
from sociotui.room.doctor.checkup import check_up, is_home
from sociotui.room.doctor.findings import Finding
from sociotui.room.doctor.repairing import carry_out
from sociotui.room.home import Home
from sociotui.room.safekeeping import back_up, restore
from tests.homes import Hands, opened
from tests.room.doctor.staging import found, home, journal, machine, only


class Crash(BaseException):
    """The process ends here."""


def content(folder: Path) -> dict[str, bytes]:
    """Return what belongs into a backup of a home, by name."""
    return {name: (folder / name).read_bytes() for name in files_in(folder)}


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """A home that has gone on since it was backed up, with a meeting more and people's own formats."""
    there = home(tmp_path)
    (there / "formats").mkdir(0o700)
    (there / "formats" / "notes.txt").write_text("ours")
    opened_home = Home(there, Hands().clock())
    back_up(opened_home, tmp_path / "backup.tar.gz")
    opened(opened_home)
    opened_home.close()
    return there


def cut_off(there: Path, monkeypatch: pytest.MonkeyPatch, when: Callable[[str, Path], bool]) -> None:
    """Restore the backup, and let the process end before the first renaming or removing of which `when` says so."""

    def ending(name: str) -> Callable[..., object]:
        was: Callable[..., object] = getattr(Path, name)

        def do(path: Path, *args: object, **named: object) -> object:
            if when(name, path):
                raise Crash
            return was(path, *args, **named)

        return do

    with monkeypatch.context() as patch:
        for name in ("replace", "unlink"):
            patch.setattr(Path, name, ending(name))
        halfway = Home(there, Hands().clock())
        with pytest.raises(Crash):
            restore(halfway, there.parent / "backup.tar.gz", force=True)
        halfway.close()


def restoring(there: Path) -> list[Finding]:
    """Return what the doctor finds of a restore."""
    return [each for each in found(there, machine(there.parent)) if each.check == "restoring"]


def test_one_that_replaced_nothing_is_cleared_away_and_all_is_as_it_was(
    there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(there)
    cut_off(there, monkeypatch, lambda name, path: name == "unlink" and path.name == "organisation.journal")
    assert (there / LIST).exists()
    finding = only(restoring(there), "restoring")
    assert finding.level == "look"
    assert "before it replaced anything: all is as it was" in finding.said
    assert "organisation.journal.restoring" in finding.said
    assert [said.startswith("What a restore had left over is removed") for said in carry_out([finding])] == [True]
    assert left_over(there) == []
    assert content(there) == before
    assert found(there, machine(there.parent)) == []


@pytest.mark.parametrize("moved", range(4))
def test_one_that_was_cut_off_half_way_is_completed(there: Path, monkeypatch: pytest.MonkeyPatch, moved: int) -> None:
    wanted = there.parent / "wanted"
    restored = Home(wanted, Hands().clock())
    restore(restored, there.parent / "backup.tar.gz")
    restored.close()
    moves: list[Path] = []

    def late(name: str, path: Path) -> bool:
        if name == "replace" and path.name.endswith(".restoring"):
            moves.append(path)
        return len(moves) > moved

    cut_off(there, monkeypatch, late)
    assert is_home(there)
    finding = only(restoring(there), "restoring")
    assert finding.level == "wrong"
    assert "nobody can work here until it is complete" in finding.said
    (said,) = carry_out([finding])
    assert said.startswith(f"The restore is complete: {there} is as it was on 2026-03-02T")
    assert content(there) == content(wanted)
    assert left_over(there) == []
    assert found(there, machine(there.parent)) == []


def test_half_of_one_that_was_cut_off_is_not_completed(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_off(there, monkeypatch, lambda name, path: name == "replace" and path.name.endswith(".journal.restoring"))
    (there / "meetings" / f"{journal(there).name}.restoring").write_bytes(b"#")
    finding = only(restoring(there), "restoring")
    assert (finding.level, finding.mend) == ("wrong", None)
    assert "“sociotui restore FILE”, with the same backup" in finding.said
    again = Home(there, Hands().clock())
    restore(again, there.parent / "backup.tar.gz", force=True)
    again.close()
    assert found(there, machine(there.parent)) == []


def test_one_that_runs_is_not_taken_for_one_that_was_cut_off(there: Path) -> None:
    (there / "organisation.journal.restoring").write_bytes(b"")
    assert restoring(there)
    with locked(there, [], 1):
        assert restoring(there) == []


def test_where_the_home_went_on_meanwhile_it_stays(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_off(there, monkeypatch, lambda name, path: name == "replace" and path.name == "organisation.journal.restoring")
    finding = only(restoring(there), "restoring")
    (there / "organisation.journal").write_bytes(b"begun anew")
    assert carry_out([finding]) == [
        "Somebody has seen to the restore that was cut off meanwhile. Look again: “sociotui doctor”."
    ]
    assert (there / "organisation.journal").read_bytes() == b"begun anew"


def test_what_was_kept_before_a_restore_is_listed_with_its_size(there: Path) -> None:
    replaced = Home(there, Hands().clock())
    restore(replaced, there.parent / "backup.tar.gz", force=True)
    replaced.close()
    (kept,) = (f for f in check_up(there, machine(there.parent)) if f.check == "copies-before")
    (file,) = there.glob("before-restore-*.tar.gz")
    assert kept.level == "well"
    assert f"Kept from before a restore: {file.name} (" in kept.said
    assert " kB)" in kept.said
    file.chmod(0o644)
    assert f"{file.name} (0644)" in only(found(there, machine(there.parent)), "rights").said
