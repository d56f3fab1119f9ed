"""Lines out of place: the doctor offers to put them where they belong, and says of each what became of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sociotui.domain.catalogue import AnyEvent
from sociotui.journal.chain import forge
from sociotui.journal.coder import Coder
from sociotui.journal.lines import chained, frame, header_body, plain
from sociotui.journal.lock import FileLock
from sociotui.room.doctor.checkup import check_up
from sociotui.room.doctor.findings import Finding
from sociotui.room.doctor.folding import read
from sociotui.room.doctor.repairing import carry_out
from tests.homes import Hands
from tests.room.doctor.staging import HELD, OPEN, found, garbled, home, hurt, journal, machine, only

NAME = f"meetings/{OPEN}.journal"


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """A home with a meeting that was held and one that goes on."""
    return home(tmp_path)


def astray(there: Path) -> Finding:
    """Return the one finding there is, about lines that are out of place, with a way to put that right."""
    finding = only(found(there, machine(there.parent)), "numbers")
    assert (finding.level, finding.about) == ("wrong", NAME)
    assert "lines are missing, are there twice or stand in another order" in finding.said
    assert "backup" not in finding.said
    assert finding.mend
    assert finding.mend.said == (
        f"put the lines of {NAME} back in their order, each once; set aside what can't stand there, and go on with the rest"
    )
    return finding


def times(there: Path) -> dict[int, str]:
    """Return when each event of the open meeting happened, as people are told."""
    clock = Hands().clock()
    return {r.seq: f"{clock.local(r.event.at):%Y-%m-%d %H:%M:%S}" for r in read(journal(there), Coder(AnyEvent), [])}


def without(number: int) -> Callable[[list[bytes]], None]:
    """Return what takes a line out, by its number from 0."""

    def take_out(lines: list[bytes]) -> None:
        del lines[number]

    return take_out


def swap(lines: list[bytes]) -> None:
    """Put two lines in each other's place."""
    lines[10], lines[20] = lines[20], lines[10]


def double(lines: list[bytes]) -> None:
    """Have two lines once more."""
    lines[5:5] = lines[8:10]


def both(lines: list[bytes]) -> None:
    """Do both."""
    swap(lines)
    double(lines)


SWAPPED = f"{NAME}, lines 11–21: they stood in another order, and are back in the order of their events."
DOUBLED = f"{NAME}: left out are lines that were there a second time, the very same: 11, 12."


@pytest.mark.parametrize("format_", [1, 2])
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (swap, [SWAPPED]),
        (double, [f"{NAME}, lines 6–10: they stood", DOUBLED]),
        (both, [f"{NAME}, lines 6–23: they stood"]),
    ],
)
def test_lines_in_another_order_or_twice_are_put_right_and_nothing_is_lost(
    there: Path, format_: int, change: Callable[[list[bytes]], None], told: list[str]
) -> None:
    if format_ == 1:
        in_format_1(journal(there))
    before = journal(there).read_bytes()
    hurt(journal(there), change)
    said = carry_out([astray(there)])
    assert journal(there).read_bytes() == before
    assert all(any(each.startswith(one) for each in said) for one in told), said
    assert said[-1] == f"{NAME} goes on after event 58."
    assert not any("lost" in each for each in said)
    assert found(there, machine(there.parent)) == []
    assert "is whole" in next(f.said for f in check_up(there, machine(there.parent)) if f.check == "organisation")


def test_a_line_that_is_missing_is_told_by_number_and_time(there: Path) -> None:
    when = times(there)
    hurt(journal(there), without(49))
    said, kept = carry_out([astray(there)])
    assert said.startswith(
        f"{NAME}: events 56–57 are lost, which happened between {when[55]} and {when[58]}: no line has them "
    )
    assert "All before and after is kept. So the meeting is shorter by " in said
    assert kept == f"{NAME} goes on after event 58."
    assert found(there, machine(there.parent)) == []
    assert "lost: 56–57." in next(f.said for f in check_up(there, machine(there.parent)) if f.check == "lost")


def test_what_cannot_be_gone_by_without_a_missing_line_is_set_aside(there: Path) -> None:
    first = read(journal(there), Coder(AnyEvent), [])[0].cmd
    lost = [r.seq for r in read(journal(there), Coder(AnyEvent), []) if r.cmd == first]
    hurt(journal(there), without(1))
    said, *_more = carry_out([astray(there)])
    assert said.startswith(f"{NAME}: nothing is left that could be gone by without what is lost.")
    assert f"; whole events among it: {58 - len(lost)}." in said


def test_a_first_line_that_is_missing_is_there_again(there: Path) -> None:
    before = journal(there).read_bytes()
    hurt(journal(there), without(0))
    said, kept = carry_out([astray(there)])
    assert said == f"{NAME}: the line that a journal begins with was missing; it is there again."
    assert kept == f"{NAME} goes on after event 58."
    assert journal(there).read_bytes() == before


def test_a_first_line_of_a_sealed_meeting_that_is_missing_is_told(there: Path) -> None:
    name = f"meetings/{HELD}.journal"
    hurt(journal(there, HELD), without(0))
    said, kept = carry_out([only(found(there, machine(there.parent)), "numbers")])
    assert said.startswith(f"{name}: the line that it began with is gone, and with it what tells of the file before.")
    assert kept.startswith(f"{name} goes on after event ")
    assert found(there, machine(there.parent)) == []


def test_of_lines_that_cannot_both_be_true_one_is_set_aside_and_told(there: Path) -> None:
    before = journal(there).read_bytes()

    def put_in(lines: list[bytes]) -> None:
        former, line = chained(lines[30]), chained(lines[31])
        assert former
        assert line
        lines.insert(40, frame(forge(former.link, line.body.replace(b'"actor":"', b'"actor":"x')))[:-1])

    hurt(journal(there), put_in)
    size = len(journal(there).read_bytes()) - len(before)
    said, kept = carry_out([astray(there)])
    (copy,) = [path for path in (there / "meetings").iterdir() if ".damaged-" in path.name]
    assert said.startswith(f"{NAME}, line 41: it has event ")
    assert ", which another line has, too, and only one can be true. Kept is the one " in said
    assert said.endswith(f"{copy.name} has the other ({size} bytes).")
    assert kept == f"{NAME} goes on after event 58."
    assert journal(there).read_bytes() == before
    assert copy.stat().st_size == size
    assert [f.check for f in found(there, machine(there.parent))] == ["copies-damaged"]


def test_events_that_were_lost_and_are_found_are_told(there: Path) -> None:
    before = journal(there).read_bytes()
    line = before.splitlines()[49]
    hurt(journal(there), without(49))
    carry_out([astray(there)])
    hurt(journal(there), lambda lines: lines.insert(51, line))
    said = carry_out([astray(there)])
    assert (
        f"{NAME}: of events that were lost before, some are there again; they took the place of line 50, which stood for them."
        in said
    )
    assert journal(there).read_bytes() == before


def test_damage_elsewhere_is_put_right_along_with_it_and_offered_once(there: Path) -> None:
    hurt(journal(there), swap)
    hurt(journal(there), garbled(50))
    journal(there).write_bytes(journal(there).read_bytes() + b"01234567 torn")
    findings = found(there, machine(there.parent))
    assert [(f.check, bool(f.mend)) for f in findings] == [("damaged", True), ("torn", False)]
    said = carry_out(findings)
    assert said[0] == SWAPPED
    assert said[1].startswith(f"{NAME}: events 56–57 are lost, ")
    assert said[2].startswith(
        f"{NAME}: its last record was incomplete and had never been confirmed. Its 13 bytes are kept"
    )
    assert len(said) == 4
    assert carry_out(findings) == [f"{NAME}: somebody has put it right already."]


def test_records_that_nobody_here_knows_are_not_put_in_order(there: Path) -> None:
    def spoil(lines: list[bytes]) -> None:
        last = chained(lines[-2])
        assert last
        lines[-1:-1] = [frame(forge(last.link, b'{"put":[]}'))[:-1]]
        del lines[10]

    hurt(journal(there), spoil)
    finding = only(found(there, machine(there.parent)), "numbers")
    assert finding.mend is None
    assert finding.said.endswith("so it can't be put in order. Put back a backup of this file.")


def test_a_last_record_with_a_blank_part_may_have_been_confirmed(there: Path) -> None:
    data = journal(there).read_bytes()
    journal(there).write_bytes(data[:-200] + b"\0" * 150 + data[-50:])
    finding = only(found(there, machine(there.parent)), "torn")
    assert "nobody can say whether it had been confirmed before" in finding.said
    assert "Nobody was told" not in finding.said
    (said,) = carry_out([finding])
    assert said.startswith(
        f"{NAME}: its last record was incomplete, and a part of it is blank, so nobody can say whether "
    )
    assert "never" not in said


def test_many_that_are_locked_are_waited_for_once(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = journal(there).read_bytes()
    paths = [journal(there, f"garden-2027-01-0{n}") for n in range(1, 9)]
    for path in paths:
        path.write_bytes(data[:-10])
    reading: list[float] = []
    feeling: list[float] = []
    monkeypatch.setattr("sociotui.journal.examine.time.sleep", reading.append)
    around = machine(there.parent, pause=feeling.append, patience=1.0)
    held = [FileLock(path.with_name(f"{path.name}.lock"), 1) for path in paths]
    for lock in held:
        lock.__enter__()
    try:
        findings = found(there, around)
    finally:
        for lock in held:
            lock.__exit__()
            lock.close()
    assert [f.check for f in findings if f.check in {"lock", "torn"}] == ["lock"] * 8
    assert reading == []
    assert sum(feeling) == pytest.approx(1.0)


def in_format_1(path: Path) -> None:
    """Bring a journal into the format without links."""
    lines = [line[line.find(b"{") :] for line in path.read_bytes().splitlines()]
    lines[0] = header_body().replace(b":2", b":1")
    path.write_bytes(b"".join(plain(line) for line in lines))
