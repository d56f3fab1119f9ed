"""A file that ends within a commit, or in zeros, keeps all commits before that, and goes on."""

from pathlib import Path

import pytest

from tests.journal.conftest import STREAM, open_at
from tests.journal.events import said

from .files import Kept, asked, made, sealed
from .ledger import Ledger, Row

pytestmark = pytest.mark.failures


@pytest.mark.fault("torn commit")
def test_torn_at_every_byte_of_the_last_commit(place: Path, ledger: Ledger) -> None:
    kept = made(place / "home")
    tear(ledger["torn commit"], kept, kept.ends[-2])


@pytest.mark.fault("torn commit after a seal")
def test_torn_at_every_byte_of_a_commit_after_a_seal(place: Path, ledger: Ledger) -> None:
    kept = sealed(place / "home")
    tear(ledger["torn commit after a seal"], kept, kept.ends[-2])


@pytest.mark.fault("torn header")
def test_torn_at_every_byte_of_the_first_line(place: Path, ledger: Ledger) -> None:
    kept = made(place / "home", ["a"])
    for length in range(kept.ends[0]):
        check(ledger["torn header"], kept, kept.data[:length], [])


@pytest.mark.fault("tail of zeros")
@pytest.mark.parametrize("zeros", [1, 7, 511, 512, 4095, 4096, 65536])
def test_zeros_at_the_end(place: Path, ledger: Ledger, zeros: int) -> None:
    kept = made(place / "home")
    check(ledger["tail of zeros"], kept, kept.data + b"\0" * zeros, list(kept.texts))


@pytest.mark.fault("tail of zeros")
def test_zeros_from_every_byte_of_the_last_commit(place: Path, ledger: Ledger) -> None:
    kept = made(place / "home")
    begin, end = kept.ends[-2:]
    for at in range(begin, end):
        for zeros in (end - at, 4096):
            check(ledger["tail of zeros"], kept, kept.data[:at] + b"\0" * zeros, kept.by(begin))


def tear(row: Row, kept: Kept, begin: int) -> None:
    """Let the file end at every byte from `begin` to its end."""
    for size in range(begin, len(kept.data)):
        check(row, kept, kept.data[:size], kept.by(size))


def check(row: Row, kept: Kept, data: bytes, left: list[str]) -> None:
    """Let the file hold `data`: the texts that are `left` are there, and a next one follows them; torn bytes are kept."""
    for each in kept.path.parent.glob("*.torn-*"):
        each.unlink()
    kept.path.write_bytes(data)
    row.runs += 1
    row.acknowledged += len(left)
    whole = max([end for end in kept.ends if end <= len(data) and data[:end] == kept.data[:end]], default=0)
    what = f"{len(data)} bytes, of them {whole} whole"
    answer = asked(kept.path.parent)
    if answer.texts != left:
        row.note("unreadable" if answer.refused else "lost", f"{what}: {answer}", max(len(left), 1))
        return
    if (whole < len(data)) != bool(answer.notices):
        row.note("wrong", f"{what}: told {answer.notices}")
    head = answer.head or 0
    with open_at(kept.path.parent) as journal:
        journal.append(STREAM, head, said("next"), cmd="next", actor="ana")
    after = asked(kept.path.parent)
    if after.texts != [*left, "next"] or after.notices or after.head != head + 1:
        row.note("wrong", f"{what}, gone on: {after}")
    copies = [each.read_bytes() for each in kept.path.parent.glob("*.torn-*")]
    if copies != ([data[whole:]] if whole < len(data) else []):
        row.note("wrong", f"{what}: set aside were {copies}")
