"""The checkup: a home that is well gets nothing but ✓, as lines and as an object; nothing is changed by looking."""

from pathlib import Path

import pytest

from sociotui.room.demo import stage
from sociotui.room.doctor.checkup import check_around, check_up, is_home
from sociotui.room.doctor.findings import PLAIN, Finding, as_object, few, in_short, is_wrong, lines
from sociotui.room.home import Home
from tests.journal.conftest import unprivileged
from tests.room.doctor.many import many
from tests.room.doctor.staging import HELD, found, home, journal, machine, only

GROUPS = ["Home", "Disk", "Journals", "On record", "Locks", "Settings", "Formats", "Terminal", "Program"]


def test_a_demo_home_is_well_in_all_respects(tmp_path: Path) -> None:
    demo = Home(tmp_path / "demo")
    stage(demo)
    demo.close()
    findings = check_up(demo.folder, machine(tmp_path))
    assert [f.said for f in findings if f.level != "well"] == []
    printed = lines(findings)
    assert [line for line in printed if line and not line.startswith(" ")] == GROUPS
    assert all(line.startswith("  ✓ ") for line in printed if line.startswith(" "))
    assert any("“Green Acres”" in line and "under way: 1" in line for line in printed)
    assert in_short(findings) == "All is well."


def test_looking_changes_nothing(tmp_path: Path) -> None:
    there = home(tmp_path)
    journal(there).write_bytes(journal(there).read_bytes()[:-20])
    before = {path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in there.rglob("*")}
    assert only(found(there, machine(tmp_path)), "torn")
    assert {path: (path.stat().st_mtime_ns, path.stat().st_mode) for path in there.rglob("*")} == before


def test_an_object_has_each_finding_and_what_a_repair_would_do(tmp_path: Path) -> None:
    there = home(tmp_path)
    journal(there).chmod(0o644)
    findings = check_up(there, machine(tmp_path))
    as_json = as_object(str(there), findings)
    assert (as_json["version"], as_json["home"], as_json["wrong"], as_json["look"]) == (1, str(there), 0, 1)
    assert len(as_json["findings"]) == len(findings)
    rights = next(each for each in as_json["findings"] if each["check"] == "rights")
    assert (rights["group"], rights["level"]) == ("home", "look")
    assert "0600" in rights["repair"]
    assert {each["repair"] for each in as_json["findings"] if each["level"] == "well"} == {None}


def test_signs_are_plain_where_others_are_not_to_be_had() -> None:
    findings = [
        Finding(group="disk", check="a", level="well", said="one\ntwo"),
        Finding(group="home", check="b", level="look", said="three"),
        Finding(group="disk", check="c", level="wrong", said="four"),
    ]
    expected = ["Home", "  !  three", "", "Disk", "  ok one", "     two", "  x  four"]
    assert lines(findings, PLAIN) == expected
    assert is_wrong(findings)
    assert not is_wrong(findings[:2])
    assert in_short(findings) == "Wrong: 1. To look at: 1."
    assert in_short(findings[:2]) == "Nothing is wrong. To look at: 1."


def test_many_names_are_counted() -> None:
    assert few(["a", "b"]) == "a, b"
    assert few([str(n) for n in range(2000)]) == "0, 1, 2, 3, 4, 5 and 1,994 more"


def test_a_folder_without_journals_is_no_home_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    assert not is_home(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    assert not is_home(tmp_path / "empty")
    assert is_home(home(tmp_path))
    assert {f.group for f in check_around(machine(tmp_path))} == {"settings", "terminal", "program"}


def test_a_home_that_nobody_may_look_into_is_wrong(theirs: Path) -> None:
    around = machine(theirs.parent)

    def look() -> list[str]:
        theirs.chmod(0o000)
        assert is_home(theirs)
        return [f.said for f in found(theirs, around)]

    (said,) = unprivileged(look)
    assert said.startswith(f"This account can't look into {theirs}")


@pytest.mark.parametrize("number", [1, 200])
def test_meetings_that_are_well_take_one_line_and_others_are_named(tmp_path: Path, number: int) -> None:
    there = many(tmp_path, number)
    findings = check_up(there, machine(tmp_path))
    assert [f.said for f in findings if f.level != "well"] == []
    assert [f.said.partition(" Events")[0] for f in findings if f.check == "meetings"] == [
        f"Meetings: {number}, all whole."
    ]
    for bad in (HELD, "garden-7")[:number]:
        journal(there, bad).write_bytes(b"nothing of a journal\n")
    names = [f"meetings/{bad}.journal" for bad in sorted((HELD, "garden-7")[:number])]
    assert [f.about for f in found(there, machine(tmp_path))] == names
