"""One-time codes: how they are written and read, and what is kept of one, by which it is known again and can't be told.

A code has 20 signs in groups of four, read aloud or typed. Its first group only says which invitation is meant; the
other four hold 80 bits, and 10 wrong ones are the end of it.
"""

from hmac import compare_digest

from sociotui.hashing import blake2b

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""The letters and digits that a code is made of: no I, L, O and U, which are taken for others."""
CHANCE = 13
"""Bytes of chance that a code takes."""
_GROUP = 4
_LENGTH = 20
_LONGEST = 100
"""Characters of what somebody typed that are looked at."""
_TAKEN_FOR = str.maketrans("OIL", "011")


def code_from(chance: bytes) -> str:
    """Return the code that these bytes make, as it is shown; they are `CHANCE` many."""
    if len(chance) != CHANCE:
        raise ValueError(f"a code takes {CHANCE} bytes")
    number = int.from_bytes(chance)
    code = "".join(SIGNS[number >> 5 * place & 31] for place in range(_LENGTH))
    return "-".join(code[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def as_read(typed: str) -> str:
    """Return the signs of a code that somebody typed, whatever its case and what stands between; "" for what is none."""
    signs = "".join(c for c in typed[:_LONGEST].upper().translate(_TAKEN_FOR) if c.isalnum())
    return signs if len(signs) == _LENGTH and all(c in SIGNS for c in signs) else ""


def handle_of(code: str) -> str:
    """Return the group that says which invitation is meant."""
    return as_read(code)[:_GROUP]


def digest_of(code: str, salt: str) -> str:
    """Return what is kept of a code: its salted hash, 64 hexadecimal digits; `salt` is hexadecimal, 64 bytes at most."""
    return blake2b(as_read(code).encode(), key=bytes.fromhex(salt), person=b"sociotui-code", digest_size=32).hexdigest()


def fits(code: str, salt: str, digest: str) -> bool:
    """Tell whether that was kept of this code; it takes as long whatever the answer is."""
    return compare_digest(digest_of(code, salt), digest)
