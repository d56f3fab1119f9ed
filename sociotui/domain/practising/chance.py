"""Chance for practice: choices that look free and are the same for the same seed, whoever asks in whatever order."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from sociotui.hashing import blake2b

T = TypeVar("T")


def drawn(seed: int, occasion: str, of: int) -> int:
    """Return a number from 0 to `of` - 1 for an occasion; the same one for the same seed."""
    digest = blake2b(f"{seed}/{occasion}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) % of


def pick(seed: int, occasion: str, among: Sequence[T]) -> T:
    """Return one of several, as `drawn` has it; ValueError where there is none."""
    if not among:
        raise ValueError("nothing to pick from")
    return among[drawn(seed, occasion, len(among))]


def mixed(seed: int, occasion: str, among: Sequence[T], key: Callable[[T], str]) -> tuple[T, ...]:
    """Return all of several in an order that says nothing of which is best; `key` names each."""
    return tuple(sorted(among, key=lambda each: drawn(seed, f"{occasion}/{key(each)}", 1 << 32)))
