"""Chain: each line of a journal carries a hash, its link, of the line before it and of its own content.

Whoever changes, takes out or puts in a line breaks the chain there; whoever has a link, printed
under minutes say, can tell whether all before it is as it was.

What may have to be forgotten one day is hashed so that it can be: a line's texts (the strings of
its JSON) don't go into its link themselves, but as commitments, each a hash of the text and of a
salt of its own. A text that is replaced later leaves its commitment behind, and takes its salt with
it: the link still fits, everything else in the line is still proven, and nobody can find out by
trying what stood there. A line's salts grow from a few random bytes, its seed; once a text was
replaced, they are written one by one.
"""

import os
import re
from typing import NamedTuple

from sociotui.hashing import blake2b, shake_128

DIGITS = 40  # of a link, in hexadecimal
LOST = b"lost"
"""What stands in the place of the salts where a line was damaged, and nothing but its link may be left."""

_LINK = DIGITS // 2
_SALT = 12  # bytes; a seed is as long
_REPLACED = b"="  # before what stands in the place of a salt: a commitment
_TEXTS = re.compile(rb'"([^"\\]*(?:\\.[^"\\]*)*)"')


class Line(NamedTuple):
    """A line as it is chained: its link, its salts as they are written, and its JSON."""

    link: bytes
    salts: bytes
    body: bytes


def root(header: bytes) -> bytes:
    """Return the link that a chain begins with, from the JSON of the file's first line."""
    return blake2b(header, digest_size=_LINK).hexdigest().encode()


class Ready(NamedTuple):
    """What of a line can be worked out before it is known what it follows, which for a long one is nearly all of it."""

    seed: bytes
    committed: bytes


def ready(body: bytes) -> Ready:
    """Return what can be worked out of the line with `body`, with a seed of its own."""
    seed = os.urandom(_SALT)
    parts = _split(body)
    # As `_grown` and `_link` have it, in one go: this is done for every commit.
    salts, at = shake_128(seed).digest(_SALT * (len(parts) // 2)), 0
    for number in range(1, len(parts), 2):
        parts[number] = blake2b(salts[at : at + _SALT] + parts[number], digest_size=_LINK).digest()
        at += _SALT
    return Ready(seed, b'"'.join(parts))


def forge(before: bytes, body: bytes, made: Ready | None = None) -> Line:
    """Return the line with `body` that follows the link `before`; `made` is what `ready` made of it, where that was asked."""
    made = made or ready(body)
    link = blake2b(before, digest_size=_LINK)
    link.update(made.committed)
    return Line(link.hexdigest().encode(), made.seed.hex().encode(), body)


def fits(before: bytes, line: Line) -> bool:
    """Whether `line` is what was written after the link `before`, but for texts that were replaced since."""
    parts = _split(line.body)
    salts = _written(line.salts, parts)
    return salts is not None and _link(before, parts, _commitments(salts, parts)) == line.link


def replaced(line: Line, body: bytes) -> Line:
    """Return `line` with `body`, which differs from its own in texts only; their salts are gone, the link stays.

    Raises ValueError when `body` differs in anything else, or the salts of `line` can't be read.
    """
    old, new = _split(line.body), _split(body)
    salts = _written(line.salts, old)
    if salts is None or not same_but_for_texts(line.body, body):
        raise ValueError("only texts can be replaced, in a line that is whole")
    if old == new:
        return line
    written = [
        salt.hex().encode() if len(salt) == _SALT and before == after else _REPLACED + commitment.hex().encode()
        for salt, before, after, commitment in zip(salts, old[1::2], new[1::2], _commitments(salts, old), strict=True)
    ]
    return Line(line.link, b",".join(written), body)


def replacements(line: Line) -> int:
    """Return how many texts of a line were replaced since it was written."""
    return line.salts.count(_REPLACED)


def same_but_for_texts(one: bytes, other: bytes) -> bool:
    """Whether two lines' JSON are the same, or would be if they had the same texts."""
    parts, others = _split(one), _split(other)
    return len(parts) == len(others) and parts[::2] == others[::2]


def _split(body: bytes) -> list[bytes]:
    """Return the texts of `body`, at the odd places, and what lies between them."""
    return _TEXTS.split(body) if b"\\" in body else body.split(b'"')


def _link(before: bytes, parts: list[bytes], commitments: list[bytes]) -> bytes:
    # What lies between texts holds no quotation mark, and commitments have one length: there is one
    # way only to read this.
    whole = parts.copy()
    whole[1::2] = commitments
    return blake2b(before + b'"'.join(whole), digest_size=_LINK).hexdigest().encode()


def _grown(seed: bytes, parts: list[bytes]) -> list[bytes]:
    """Return a salt for each text; none of them tells anything of the seed, or of another."""
    salts = shake_128(seed).digest(_SALT * (len(parts) // 2))
    return [salts[at : at + _SALT] for at in range(0, len(salts), _SALT)]


def _written(salts: bytes, parts: list[bytes]) -> list[bytes] | None:
    """Return a salt for each text, or the commitment of one that was replaced; None for anything else."""
    try:
        if b"," not in salts and not salts.startswith(_REPLACED):
            seed = bytes.fromhex(salts.decode())
            return _grown(seed, parts) if len(seed) == _SALT else None
        written = salts.split(b",")
        found = [bytes.fromhex(each.removeprefix(_REPLACED).decode()) for each in written]
    except ValueError:
        return None
    sizes = [_LINK if each.startswith(_REPLACED) else _SALT for each in written]
    return found if len(found) == len(parts) // 2 and [len(each) for each in found] == sizes else None


def _commitments(salts: list[bytes], parts: list[bytes]) -> list[bytes]:
    return [
        salt if len(salt) == _LINK else blake2b(salt + text, digest_size=_LINK).digest()
        for salt, text in zip(salts, parts[1::2], strict=True)
    ]
