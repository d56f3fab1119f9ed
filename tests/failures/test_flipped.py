"""A flipped bit never gives a wrong answer, and a repair puts it right exactly."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from sociotui.journal.repair import repair
from tests.journal.conftest import STREAM, open_at

from .files import Kept, asked, made, sealed
from .ledger import Ledger, Row

pytestmark = [pytest.mark.failures, pytest.mark.fault("flipped bit")]


@pytest.mark.parametrize("make", [made, sealed])
def test_a_bit_of_each_byte_flipped(place: Path, ledger: Ledger, make: Callable[[Path], Kept]) -> None:
    kept = make(place / "home")
    for at in range(len(kept.data)):
        check(ledger["flipped bit"], kept, at, at % 8)


@pytest.mark.slow
@pytest.mark.parametrize("make", [made, sealed])
def test_each_bit_flipped(place: Path, ledger: Ledger, make: Callable[[Path], Kept]) -> None:
    kept = make(place / "home")
    for at in range(len(kept.data)):
        for bit in range(8):
            check(ledger["flipped bit"], kept, at, bit)


@pytest.mark.parametrize("make", [made, sealed])
def test_heads_are_right_or_told_not_to_be_known(place: Path, ledger: Ledger, make: Callable[[Path], Kept]) -> None:
    kept = make(place / "home")
    right = asked(kept.path.parent).head
    for at in range(len(kept.data)):
        flip(kept, at, at * 5 % 8)
        ledger["flipped bit"].runs += 1
        with open_at(kept.path.parent) as journal:
            head = journal.heads().get(STREAM)
            if head != right and not journal.notices:
                ledger["flipped bit"].note("wrong", f"byte {at}, a {kept.data[at : at + 1]!r}: the head is {head}")


def check(row: Row, kept: Kept, at: int, bit: int) -> None:
    """Flip a bit: the answer is a refusal, or what was recorded; after a repair it is what was recorded."""
    home, what = kept.path.parent, f"bit {bit} of byte {at}, a {kept.data[at : at + 1]!r}"
    flip(kept, at, bit)
    row.runs += 1
    row.acknowledged += len(kept.texts)
    answer = asked(home)
    if answer.texts != list(kept.texts) and not answer.refused:
        row.note("lost", f"{what}: {answer}")
    repair(kept.path, lock_wait=1, stands=stands)
    after = asked(home)
    if after.texts != list(kept.texts):
        row.note("unreadable" if after.refused else "lost", f"{what}, repaired: {after}")
    elif kept.path.read_bytes() != kept.data:
        row.note("wrong", f"{what}, repaired: {kept.path.read_bytes()!r}")
    for each in home.glob(f"{kept.path.name}.*-*"):
        row.note("wrong", f"{what}, repaired: {each.name} was set aside")
        each.unlink()


def flip(kept: Kept, at: int, bit: int) -> None:
    """Let the file be as it was made, but for one bit."""
    kept.path.write_bytes(kept.data[:at] + bytes([kept.data[at] ^ 1 << bit]) + kept.data[at + 1 :])


def stands(bodies: Sequence[bytes]) -> bool:
    """Whatever is left can be gone by."""
    return True
