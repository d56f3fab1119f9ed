"""Journals: each kind of trouble, made for real, is named; what a repair keeps and what it doesn't is said exactly."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sociotui.domain import commands as c
from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.event import Command
from sociotui.journal.coder import Coder
from sociotui.journal.lines import header_body, plain
from sociotui.journal.port import Batch, JournalError
from sociotui.journal.stream import Stream
from sociotui.room.doctor.checkup import check_up
from sociotui.room.doctor.folding import meeting_of, read
from sociotui.room.doctor.repairing import carry_out
from sociotui.room.home import Home
from tests.homes import Hands
from tests.room.doctor.staging import HELD, OPEN, found, garbled, home, hurt, journal, machine, only

NAME = f"meetings/{OPEN}.journal"


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """A home with a meeting that was held and one that goes on."""
    return home(tmp_path)


def repaired(there: Path) -> list[str]:
    """Repair what can be, and return what is said of it."""
    return carry_out(found(there, machine(there.parent)))


def number_in(path: Path) -> int:
    """Return how many events a journal holds."""
    return len(read(path, Coder(AnyEvent), []))


# --- bytes


def test_a_flipped_bit_is_damage_and_is_put_right(there: Path) -> None:
    before = journal(there).read_bytes()

    def flip(lines: list[bytes]) -> None:
        line = bytearray(lines[10])
        line[len(line) // 2] ^= 4
        lines[10] = bytes(line)

    hurt(journal(there), flip)
    finding = only(found(there, machine(there.parent)), "damaged")
    assert (finding.level, finding.about) == ("wrong", NAME)
    assert "line 11 (" in finding.said
    assert repaired(there) == [
        f"{NAME}, line 11: a flipped bit was put right; all is as it was written there.",
        f"{NAME} goes on after event 58.",
    ]
    assert journal(there).read_bytes() == before
    assert found(there, machine(there.parent)) == []


def test_lost_events_are_told_by_number_and_time_and_where_their_bytes_are(there: Path) -> None:
    records = read(journal(there), Coder(AnyEvent), [])
    times = {r.seq: Hands().clock().local(r.event.at) for r in records}
    hurt(journal(there), garbled(50))
    bytes_ = journal(there).read_bytes().split(b"\n")[49]
    gap, kept = repaired(there)
    assert gap.startswith(
        f"{NAME}: events 56–57 are lost, which happened between {times[55]:%Y-%m-%d %H:%M:%S} and {times[58]:%Y-%m-%d %H:%M:%S}. "
    )
    assert gap.endswith(f"All before and after is kept. So the meeting is shorter by {times[58] - times[55]} of time.")
    assert kept == f"{NAME} goes on after event 58."
    (copy,) = [path for path in (there / "meetings").iterdir() if ".damaged-" in path.name]
    assert f"{copy.name} has their bytes ({len(bytes_) + 1} bytes)" in gap
    assert copy.read_bytes() == bytes_ + b"\n"
    after = check_up(there, machine(there.parent))
    assert copy.name in only([f for f in after if f.level != "well"], "copies-damaged").said
    assert [f.said for f in after if f.check == "lost"] == [
        f"{NAME} goes on with what was whole when it was repaired; of its events were lost: 56–57."
    ]
    assert number_in(journal(there)) == len(records) - 2


def test_a_last_line_that_is_damaged_leaves_all_before_it(there: Path) -> None:
    hurt(journal(there), garbled(51))
    gap, kept = repaired(there)
    assert gap.startswith(f"{NAME}: what came after event 57, 2026-03-02 ")
    assert "nobody can tell how many events they held" in gap
    assert gap.endswith("All before is kept.")
    assert kept == f"{NAME} goes on after event 57."
    assert number_in(journal(there)) == 57


def test_what_cannot_be_gone_by_is_set_aside_with_the_damage_and_counted(there: Path) -> None:
    path = there / "organisation.journal"
    records = read(path, Coder(AnyEvent), [])
    times = {r.seq: Hands().clock().local(r.event.at) for r in records}
    hurt(path, garbled(3))
    finding = only([f for f in found(there, machine(there.parent)) if f.level == "wrong"], "damaged")
    assert finding.about == "organisation.journal"
    cut, kept = repaired(there)
    first = number_in(path) + 1
    assert cut.startswith(f"organisation.journal: events from {first} on are set aside, since ")
    assert f"It ends with event {first - 1} now, {times[first - 1]:%Y-%m-%d %H:%M:%S}." in cut
    assert "; whole events among it: 1." in cut
    assert cut.endswith(f"the organisation's record is shorter by {times[len(records)] - times[first - 1]} of time.")
    assert kept == f"organisation.journal goes on after event {first - 1}."
    late = only([f for f in found(there, machine(there.parent)) if f.group == "record"], "outcomes")
    assert late.about == HELD
    assert carry_out([late]) == [f"{HELD}: its outcomes are on record, and its turns are discarded."]
    assert [f.check for f in found(there, machine(there.parent))] == ["copies-damaged"]


def test_a_meeting_of_which_nothing_is_left_is_told_as_such(there: Path) -> None:
    hurt(journal(there, HELD), garbled(2))
    (said,) = repaired(there)
    assert said.startswith(f"meetings/{HELD}.journal: nothing is left that could be gone by")
    assert said.endswith("whole events among it: 0. Put back a backup of this file, if there is one.")
    assert [(f.check, f.level) for f in found(there, machine(there.parent))] == [
        ("empty", "look"),
        ("copies-damaged", "look"),
        ("missing", "wrong"),
    ]


def test_a_torn_tail_is_to_be_looked_at_and_is_set_aside(there: Path) -> None:
    data = journal(there).read_bytes()
    journal(there).write_bytes(data[:-30])
    finding = only(found(there, machine(there.parent)), "torn")
    assert finding.level == "look"
    (said,) = repaired(there)
    assert said.startswith(f"{NAME}: its last record was incomplete and had never been confirmed.")
    assert only(found(there, machine(there.parent)), "copies-torn").said.startswith("Set aside, records that were not")


def test_several_damages_are_told_in_one_line_each(there: Path) -> None:
    hurt(journal(there), garbled(10))
    hurt(journal(there), garbled(20))
    finding = only(found(there, machine(there.parent)), "damaged")
    assert "line 10 (" in finding.said
    assert "line 20 (" in finding.said
    first, second, _kept = repaired(there)
    assert " lost, which happened between " in first
    assert " lost, which happened between " in second


def test_a_first_line_that_is_damaged_costs_nothing(there: Path) -> None:
    before = number_in(journal(there))
    hurt(journal(there), garbled(1))
    said, _kept = repaired(there)
    assert said.startswith(f"{NAME}, line 1: no event is known to be lost")
    assert number_in(journal(there)) == before


def test_lines_that_were_taken_out_are_seen_by_their_numbers(there: Path) -> None:
    def take_out(lines: list[bytes]) -> None:
        del lines[10]

    hurt(journal(there), take_out)
    finding = only(found(there, machine(there.parent)), "numbers")
    assert finding.level == "wrong"
    assert "event 14 stands where event 12 should" in finding.said


def test_a_line_that_another_hand_has_changed_is_seen_by_the_chain(there: Path) -> None:
    from zlib import crc32

    def change(lines: list[bytes]) -> None:
        rest = lines[10][8:].replace(b'"actor":"zoe"', b'"actor":"ben"')
        lines[10] = b"%08x%s" % (crc32(rest), rest)

    before = journal(there).read_bytes()
    hurt(journal(there), change)
    assert journal(there).read_bytes() != before
    finding = only(found(there, machine(there.parent)), "chain")
    assert finding.level == "wrong"
    assert "line 11 is not what was written" in finding.said


# --- what is in them


def test_a_file_of_another_program_is_wrong(there: Path) -> None:
    journal(there).write_bytes(b"Dear diary,\ntoday we met.\n")
    finding = only(found(there, machine(there.parent)), "readable")
    assert finding.level == "wrong"
    assert finding.said.startswith(f"{journal(there)} isn't a journal of sociotui.")
    assert finding.mend is None


def test_a_file_of_a_newer_program_is_wrong_here(there: Path) -> None:
    hurt(journal(there), lambda lines: lines.__setitem__(0, plain(header_body().replace(b":2", b":99"))[:-1]))
    finding = only(found(there, machine(there.parent)), "readable")
    assert "was written by a newer sociotui" in finding.said


def test_a_kind_of_event_that_nobody_here_knows_is_wrong(there: Path) -> None:
    from tests.journal.events import Any, said

    stream = Stream(there / "meetings" / "garden-x.journal", Coder(Any), lock_wait=1, notices=[])
    stream.append(0, [Batch("c", "ana", said("hello"))])
    stream.close()
    finding = only(found(there, machine(there.parent)), "events")
    assert finding.level == "wrong"
    assert "“Said”" in finding.said


def test_events_that_make_no_meeting_are_wrong(there: Path) -> None:
    (there / "organisation.journal").rename(journal(there))
    findings = found(there, machine(there.parent))
    finding = next(f for f in findings if f.check == "folds")
    assert finding.level == "wrong"
    assert finding.said.startswith(f"{NAME}: event 1 can't follow those before it (ValueError: ")


def test_a_meeting_has_to_be_called_as_its_file_is(there: Path) -> None:
    journal(there).rename(journal(there, "garden-2027-01-01"))
    finding = only(found(there, machine(there.parent)), "name")
    assert finding.level == "wrong"
    assert finding.said.startswith(f"meetings/garden-2027-01-01.journal holds the meeting {OPEN}.")


def test_an_empty_file_is_told_and_is_no_meeting(there: Path) -> None:
    path = journal(there, "garden-2027-01-01")
    path.touch(0o600)
    finding = only(found(there, machine(there.parent)), "empty")
    assert finding.level == "look"
    said = next(f.said for f in check_up(there, machine(there.parent)) if f.check == "record")
    assert "under way: 1." in said


def test_a_private_meeting_is_looked_at_like_any_other(there: Path) -> None:
    (there / "private").mkdir(0o700)
    path = journal(there).rename(there / "private" / f"{OPEN}.journal")
    assert found(there, machine(there.parent)) == []
    hurt(path, garbled(10))
    finding = only(found(there, machine(there.parent)), "damaged")
    assert finding.about == f"private/{OPEN}.journal"
    said, _kept = carry_out([finding])
    assert said.startswith(f"private/{OPEN}.journal: event 11 is lost, which happened between ")


def test_journals_in_a_former_format_are_well_and_told(there: Path) -> None:
    in_format_1(journal(there))
    findings = check_up(there, machine(there.parent))
    assert [f.said for f in findings if f.level != "well"] == []
    assert NAME in next(f.said for f in findings if f.check == "former")
    live = Home(there, Hands().clock())
    live.act(OPEN, c.RaiseHand(person="ben"), "ben")
    live.close()
    findings = check_up(there, machine(there.parent))
    assert [f.said for f in findings if f.level != "well"] == []
    assert [f.check for f in findings if f.check == "former"] == []
    assert f"{NAME}.format-1" in next(f.said for f in findings if f.check == "copies-format")


def in_format_1(path: Path) -> None:
    """Bring a journal into the format without links."""
    lines = [line[line.find(b"{") :] for line in path.read_bytes().splitlines()]
    lines[0] = header_body().replace(b":2", b":1")
    path.write_bytes(b"".join(plain(line) for line in lines))


# --- beside


def test_a_file_left_over_from_sealing_is_removed(there: Path) -> None:
    left = journal(there).with_name(f"{OPEN}.journal.sealing")
    left.write_bytes(b"half of something")
    left.chmod(0o600)
    finding = only(found(there, machine(there.parent)), "sealing")
    assert (finding.level, finding.about) == ("look", f"{NAME}.sealing")
    assert carry_out([finding]) == [f"{NAME}.sealing: removed. It had not taken the place of anything."]
    assert not left.exists()
    assert found(there, machine(there.parent)) == []


def test_a_repair_that_fails_says_why_and_the_others_are_done(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hurt(journal(there), garbled(10))
    left = journal(there, HELD).with_name(f"{HELD}.journal.sealing")
    left.touch(0o600)

    def refuse(*_args: object, **_named: object) -> None:
        raise JournalError("the disk is away.")

    monkeypatch.setattr("sociotui.room.doctor.repairing.repair", refuse)
    first, second = repaired(there)
    assert first.startswith(f"Could not mend {NAME}")
    assert first.endswith(": the disk is away.")
    assert second.endswith("It had not taken the place of anything.")


# --- long ones


def test_a_long_course_comes_to_the_same_meeting_as_in_the_room(there: Path) -> None:
    live = Home(there, Hands().clock())
    acts: tuple[Callable[[], Command], ...] = (lambda: c.RaiseHand(person="ben"), lambda: c.LowerHand(person="ben"))
    for n in range(6):
        live.act(OPEN, acts[n % 2](), "ben")
    for _undo in range(4):
        live.act(OPEN, c.UndoAct(), "zoe")
    live.act(OPEN, c.RaiseHand(person="ana"), "ana")
    live.act(OPEN, c.UndoAct(), "zoe")
    live.act(OPEN, c.UndoAct(), "zoe")
    expected = live.course(OPEN).meeting
    live.close()
    assert meeting_of(read(journal(there), Coder(AnyEvent), [])) == expected
