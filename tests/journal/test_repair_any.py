"""Whatever becomes of the lines of a journal: what is left of it is read after a repair, each once, and in order."""

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sociotui.domain.catalogue import AnyEvent
from sociotui.journal.coder import Coder
from sociotui.journal.examine import examine
from sociotui.journal.repair import Repaired

from .conftest import STREAM, open_at
from .wounds import FORMER, KINDS, blotted, copies, flipped, mend, parts_of, plain_one, readable


def repaired_one(path: Path) -> None:
    """Make a journal of which a line was lost, and another in which nobody knows what was."""
    plain_one(path)
    lines = parts_of(path)
    path.write_bytes(b"".join([lines[0], lines[1], blotted(lines[2], 60, len(lines[2]) - 5), *lines[3:]]))
    mend(path, stands=readable(path))
    path.with_name(f"{path.name}.damaged-{len(lines[0] + lines[1])}").unlink()


MAKERS = {**KINDS, "repaired": repaired_one, **{f"{name}, format 1": make for name, make in FORMER.items()}}
SAMPLES = sorted((Path(__file__).parent / "formats").glob("*/home/**/*.journal"))
SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
counts = st.lists(st.sampled_from([0, 1, 1, 1, 2]), min_size=60, max_size=60)


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(
    order=st.randoms(use_true_random=False),
    times=counts,
    shuffled=st.booleans(),
    tail=st.sampled_from([b"", b"0123torn"]),
    hurt=st.lists(st.sampled_from(["no", "no", "no", "flip", "blot"]), min_size=14, max_size=14),
)
@example(order=Random(1), times=[0, 1, 1, 1, 1, 1, 1], shuffled=False, tail=b"", hurt=["no"] * 14)
@example(order=Random(1), times=[2, 2, 2, 2, 2, 2, 2], shuffled=True, tail=b"", hurt=["no"] * 14)
@example(order=Random(1), times=[1, 1, 1, 1, 1, 1, 1], shuffled=True, tail=b"0123torn", hurt=["no"] * 14)
def test_whatever_becomes_of_the_lines(
    home: Path,
    make: Callable[[Path], None],
    order: Random,
    times: list[int],
    shuffled: bool,
    tail: bytes,
    hurt: list[str],
) -> None:
    """Lines that are moved, taken out, doubled, and hurt, in any journal."""
    path = Path(mkdtemp(dir=home.parent)) / f"{STREAM}.journal"
    make(path)
    lines = parts_of(path)
    with open_at(path.parent) as journal:
        events = {each.seq: each for each in journal.read(STREAM)}
    taken = misplaced(lines, times, order if shuffled else None)
    whole = {line for line, how in zip(taken, hurt, strict=False) if how == "no"}
    if not any(line in whole for line in lines[1:]):
        return  # nothing is left that anybody could know it by
    hurt_ones = [wounded(line, how) for line, how in zip(taken, hurt, strict=False)]
    path.write_bytes(b"".join(hurt_ones) + tail)
    done = mend(path, stands=readable(path))
    assert not done.cut
    now = parts_of(path)
    with open_at(path.parent) as journal:
        read = journal.read(STREAM)
        assert journal.notices == []
    assert [each.seq for each in read] == sorted({each.seq for each in read})
    assert all(each == events[each.seq] for each in read)
    assert all(line in now for line in whole if line != lines[0])
    beside = b"\0".join(copies(path).values())
    for line in hurt_ones:
        assert line in now or line in beside or any(wounded(each, "flip") == line for each in now)
    assert tail in beside
    if whole >= set(lines):
        assert now == lines
        assert not any(each.first and not each.copy for each in done.aside)
    if hurt_ones == taken:
        assert [each for each in done.aside if each.copy] == []
    findings = examine(path)
    assert findings.well
    for lost in (each for _line, each in findings.lost):
        assert not {*range(lost.first, lost.last + 1)} & {each.seq for each in read}
    assert mend(path, stands=lambda _bodies: False) == Repaired(kept=findings.last)
    assert parts_of(path) == now


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: "/".join(path.parts[-4:]))
@settings(max_examples=10, deadline=None, suppress_health_check=SLOW)
@given(order=st.randoms(use_true_random=False), times=counts, shuffled=st.booleans())
@example(order=Random(1), times=[1] * 60, shuffled=True)
@example(order=Random(1), times=[2] * 60, shuffled=True)
def test_lines_of_what_people_have(
    tmp_path: Path, sample: Path, order: Random, times: list[int], shuffled: bool
) -> None:
    """All lines that are there are kept, in their order; with all of them there, so is the file."""
    lines = parts_of(sample)
    taken = misplaced(lines, times, order if shuffled else None)
    if not any(line in taken for line in lines[1:]):
        return
    path = Path(mkdtemp(dir=tmp_path)) / sample.name
    path.write_bytes(b"".join(taken))
    coder = Coder(AnyEvent)

    def stands(bodies: Sequence[bytes]) -> bool:
        return bool(coder.records(bodies, head=0, path=path, line=2))

    done = mend(path, stands=stands)
    now = parts_of(path)
    assert [line for line in now if line in lines[1:]] == [line for line in lines[1:] if line in taken]
    assert stands([line[line.find(b"{") : -1] for line in now[1:]])
    assert (done.cut, copies(path)) == (False, {})
    findings = examine(path)
    assert findings.well
    if set(taken) == set(lines):
        assert now == lines
    assert mend(path) == Repaired(kept=findings.last)


def misplaced(lines: list[bytes], times: list[int], order: Random | None) -> list[bytes]:
    """Return lines, each so many times, in another order if there is one."""
    taken = [line for line, count in zip(lines, times, strict=False) for _time in range(count)]
    if order:
        order.shuffle(taken)
    return taken


def wounded(line: bytes, how: str) -> bytes:
    """Return a line as it is after one bit was flipped, or many bytes are gone."""
    if how == "no":
        return line
    return flipped(line, len(line) * 4) if how == "flip" else blotted(line, 3, len(line) - 3)
