"""On record: what a crash left half done, and files that are missing or older than the record, are told."""

import shutil
from pathlib import Path

import pytest

from sociotui.domain import commands as c
from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.organisation import Organisation
from sociotui.journal.tiny import TinyJournal
from sociotui.room.doctor.record import check_record
from sociotui.room.doctor.repairing import carry_out
from sociotui.room.home import Home
from tests.homes import Hands, home_in
from tests.room.doctor.staging import HELD, found, home, journal, machine, only
from tests.room.holding import go_on, recorded
from tests.room.secrets import whole
from tests.room.test_sealing import Crash, Crashing


@pytest.mark.parametrize(
    ("at", "behind", "check"),
    [(1, True, "outcomes"), (2, True, "sealed"), (3, True, "sealed"), (4, True, "")],
)
def test_what_a_crash_left_half_done_is_told_and_done(tmp_path: Path, at: int, behind: bool, check: str) -> None:
    whole = home_in(tmp_path / "home")
    id_ = recorded(whole)
    go_on(whole, id_, "closing")
    whole.close()
    crashing = Home(whole.folder, Hands().clock(), Crashing(whole.folder, at, behind=behind))
    with pytest.raises(Crash):
        crashing.act(id_, c.CloseMeeting(), "zoe")
    crashing.close()
    findings = found(whole.folder, machine(tmp_path))
    if not check:
        assert findings == []
        return
    finding = only(findings, check)
    assert (finding.level, finding.about) == ("look", id_)
    assert carry_out([finding]) == [f"{id_}: its outcomes are on record, and its turns are discarded."]
    assert found(whole.folder, machine(tmp_path)) == []


def test_a_meeting_on_record_whose_file_is_missing_is_wrong(tmp_path: Path) -> None:
    there = home(tmp_path)
    journal(there, HELD).unlink()
    finding = only(found(there, machine(tmp_path)), "missing")
    assert (finding.level, finding.about) == ("wrong", HELD)
    assert f"Put meetings/{HELD}.journal back" in finding.said


def test_a_private_meeting_is_compared_and_need_not_be_there(tmp_path: Path) -> None:
    kept = home_in(tmp_path / "home")
    id_ = whole(kept)
    kept.close()
    assert found(kept.folder, machine(tmp_path)) == []
    (kept.folder / "private" / f"{id_}.journal").unlink()
    assert found(kept.folder, machine(tmp_path)) == []


def test_a_file_that_is_older_than_the_record_is_wrong(tmp_path: Path) -> None:
    whole = home_in(tmp_path / "home")
    id_ = recorded(whole)
    shutil.copy(journal(whole.folder, id_), tmp_path / "before")
    go_on(whole, id_, "closing")
    whole.act(id_, c.CloseMeeting(), "zoe")
    whole.close()
    shutil.copy(tmp_path / "before", journal(whole.folder, id_))
    finding = only(found(whole.folder, machine(tmp_path)), "older")
    assert (finding.level, finding.about) == ("wrong", id_)


def test_meetings_without_an_organisation_are_wrong(tmp_path: Path) -> None:
    there = home(tmp_path)
    (there / "organisation.journal").unlink()
    finding = only(found(there, machine(tmp_path)), "organisation")
    assert finding.level == "wrong"
    assert finding.said.startswith("There are meetings here (2), and no organisation")


def test_an_organisation_that_cannot_be_read_keeps_nothing_else_from_being_looked_at(tmp_path: Path) -> None:
    there = home(tmp_path)
    (there / "organisation.journal").write_bytes(b"nothing\n")
    assert [(f.group, f.check, f.level) for f in found(there, machine(tmp_path))] == [
        ("journals", "readable", "wrong"),
        ("record", "organisation", "look"),
    ]


def test_a_home_that_nobody_has_founded_is_told(tmp_path: Path) -> None:
    (finding,) = check_record(tmp_path, Organisation(), {}, Hands().clock())
    assert (finding.check, finding.level) == ("organisation", "look")
    assert "sociotui init" in finding.said


def test_a_meeting_that_cannot_be_read_is_not_compared(tmp_path: Path) -> None:
    there = home(tmp_path)
    journal(there).write_bytes(b"nothing\n")
    assert [f.check for f in found(there, machine(tmp_path))] == ["readable"]


def test_a_meeting_that_an_older_copy_brought_back_unsealed_is_sealed_again(tmp_path: Path) -> None:
    whole = home_in(tmp_path / "home")
    crashing = Home(whole.folder, Hands().clock(), Crashing(whole.folder, 10_000, behind=False))
    id_ = recorded(crashing)
    go_on(crashing, id_, "closing")
    assert isinstance(crashing.journal, Crashing)
    crashing.journal.left = 2
    with pytest.raises(Crash):
        crashing.act(id_, c.CloseMeeting(), "zoe")
    crashing.close()
    shutil.copy(journal(whole.folder, id_), tmp_path / "closed")
    whole.open_meetings()
    whole.close()
    assert found(whole.folder, machine(tmp_path)) == []
    shutil.copy(tmp_path / "closed", journal(whole.folder, id_))
    finding = only(found(whole.folder, machine(tmp_path)), "sealed")
    carry_out([finding])
    assert found(whole.folder, machine(tmp_path)) == []
    with TinyJournal(whole.folder, event_type=AnyEvent) as left:
        assert len(left.read(f"meeting/{id_}")) == 1
