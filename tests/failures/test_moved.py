"""Whole lines that are out of place never give a wrong answer; a repair puts back in order what is there, and tells the rest."""

from collections.abc import Callable, Iterator, Sequence
from itertools import permutations, product
from pathlib import Path

import pytest

from sociotui.journal.examine import examine
from sociotui.journal.repair import Repaired, repair
from tests.journal.conftest import STREAM, open_at
from tests.journal.lines import in_format_1

from .files import Kept, asked, made, sealed
from .ledger import Ledger, Row

pytestmark = [pytest.mark.failures, pytest.mark.fault("lines out of place")]


def former(home: Path) -> Kept:
    """Make a journal in the format that has no links."""
    kept = made(home)
    return kept._replace(data=in_format_1(kept.path))


KINDS = pytest.mark.parametrize("make", [made, sealed, former])


@KINDS
def test_lines_in_every_order(place: Path, ledger: Ledger, make: Callable[[Path], Kept]) -> None:
    kept = make(place / "home")
    for lines in permutations(kept.data.splitlines(keepends=True)):
        check(ledger["lines out of place"], kept, lines)


@KINDS
def test_lines_that_are_gone_or_there_twice(place: Path, ledger: Ledger, make: Callable[[Path], Kept]) -> None:
    kept = make(place / "home")
    for lines in times(kept.data.splitlines(keepends=True)):
        check(ledger["lines out of place"], kept, lines)


def times(lines: list[bytes]) -> Iterator[list[bytes]]:
    """Return these lines, each of them not at all, once or twice, as they stand and the other way round."""
    for counts in product((0, 1, 2), repeat=len(lines)):
        taken = [line for line, count in zip(lines, counts, strict=True) for _time in range(count)]
        if any(line in lines[1:] for line in taken):
            yield taken
            yield taken[::-1]


def check(row: Row, kept: Kept, lines: Sequence[bytes]) -> None:
    """Let the file hold these lines: the answer is a refusal, or what they record; after a repair it is what they record."""
    home, whole = kept.path.parent, kept.data.splitlines(keepends=True)
    kept.path.write_bytes(b"".join(lines))
    there = [text for text, line in zip(kept.texts, whole[1:], strict=True) if line in lines]
    what = f"lines {[whole.index(line) for line in lines]}"
    row.runs += 1
    row.acknowledged += len(there)
    answer = asked(home)
    if not answer.refused and answer.texts != there:
        row.note("lost", f"{what}: {answer}")
    repair(kept.path, lock_wait=1, stands=stands)
    after = asked(home)
    if after.texts != there:
        row.note("unreadable" if after.refused else "lost", f"{what}, repaired: {after}")
    now = kept.path.read_bytes()
    if set(lines) == set(whole) and now != kept.data:
        row.note("wrong", f"{what}, repaired: {now!r}")
    if not examine(kept.path).well or any(home.glob(f"{kept.path.name}.*-*")):
        row.note("wrong", f"{what}, repaired: {examine(kept.path)}, {sorted(home.iterdir())}")
    again = repair(kept.path, lock_wait=1, stands=stands)
    if again != Repaired(kept=again.kept) or kept.path.read_bytes() != now:
        row.note("wrong", f"{what}, repaired twice: {again}")
    with open_at(home) as journal:
        if journal.heads().get(STREAM, 0) != again.kept:
            row.note("wrong", f"{what}, repaired: the head is {journal.heads()}")


def stands(bodies: Sequence[bytes]) -> bool:
    """Whatever is left can be gone by."""
    return True
