"""Public keys of SSH as they stand in a file: which are taken, their fingerprints, and why others are not."""

from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Callable, Mapping
from hashlib import sha256

from msgspec import Struct

from sociotui.domain.refusal import Refused, brief
from sociotui.domain.text import clean
from sociotui.words import _

LABEL_LENGTH = 60
"""Characters of a key's comment that are kept."""
RSA_BITS = 2048
"""The length that an RSA key has at least."""
_RSA_MOST = 16_384
_LONGEST = 20_000  # characters of a file with one key

NEW_KEY = "ssh-keygen -t ed25519"
"""What makes a key that is taken."""


class PublicKey(Struct, frozen=True):
    """A public key: `text` is its kind and itself, as one writes it; `label` what its owner's comment says."""

    text: str
    fingerprint: str
    label: str = ""


def read_key(written: str) -> PublicKey:
    """Return the one public key that a text holds, as a file has it whose name ends in .pub.

    Refuses whatever else it may hold, says what it is, and what to do instead.
    """
    kind, data, comment = _parts(written)
    try:
        blob = a2b_base64(data.encode("ascii"), strict_mode=True)
    except (Error, ValueError) as error:
        raise _cut_short() from error
    _check_sort(kind)
    fields = _fields(blob)
    if not fields or fields[0] != kind.encode():
        raise _cut_short()
    if kind == "ssh-rsa":
        _check_rsa(fields)
    elif not _SHAPES[kind](fields[1:]):
        raise _cut_short()
    text = f"{kind} {b2a_base64(blob, newline=False).decode()}"
    return PublicKey(text, fingerprint_of(blob), " ".join(clean(comment).split())[:LABEL_LENGTH].rstrip())


def fingerprint_of(blob: bytes) -> str:
    """Return the fingerprint of a key, as ssh shows it: SHA256: and 43 signs."""
    return "SHA256:" + b2a_base64(sha256(blob).digest(), newline=False).decode().rstrip("=")


# --- what stands there -----------------------------------------------------------------------------


def _parts(written: str) -> tuple[str, str, str]:
    """Return kind, key and comment of the one line that counts."""
    if len(written) > _LONGEST:
        raise _no_key()
    if "PRIVATE KEY" in written or "PuTTY-User-Key-File" in written:
        raise Refused(
            _(
                "This is a private key. It stays with the person whose it is; nothing of it was kept here. What lets "
                "somebody in is the public key beside it: the file whose name ends in .pub."
            )
        )
    if "BEGIN SSH2 PUBLIC KEY" in written:
        raise Refused(
            _("This is a public key in another form. “ssh-keygen -i -f FILE” writes it in the one that is read here.")
        )
    lines = [line.strip() for line in clean(written.removeprefix("\ufeff")).split("\n")]
    lines = [line for line in lines if line and not line.startswith("#")]
    if len(lines) > 1:
        raise Refused(
            _(
                "There are {n} lines here that could be keys, and one key is bound at a time: nobody should get in by one "
                "that was overlooked. Put each into a file of its own.",
                n=len(lines),
            )
        )
    kind, data, comment = [*(lines[0].split(maxsplit=2) if lines else ()), "", "", ""][:3]
    if not data or not _looks_like_a_kind(kind):
        raise _no_key()
    return kind, data, comment


def _looks_like_a_kind(word: str) -> bool:
    return word.startswith(("ssh-", "ecdsa-", "sk-"))


def _fields(blob: bytes) -> list[bytes]:
    """Return what a key is made of: parts, each with its length before it."""
    fields, at = [], 0
    while at < len(blob):
        size = int.from_bytes(blob[at : at + 4])
        if at + 4 + size > len(blob):
            raise _cut_short()
        fields.append(blob[at + 4 : at + 4 + size])
        at += 4 + size
    return fields


# --- which are taken -------------------------------------------------------------------------------

Fields = list[bytes]
_POINTS = {b"nistp256": 65, b"nistp384": 97, b"nistp521": 133}


def _point(fields: Fields) -> bool:
    return len(fields) == 2 and len(fields[1]) == _POINTS.get(fields[0]) and fields[1][:1] == b"\x04"


def _curve(name: bytes) -> Callable[[Fields], bool]:
    return lambda fields: _point(fields) and fields[0] == name


_SHAPES: Mapping[str, Callable[[Fields], bool]] = {
    "ssh-ed25519": lambda fields: [len(field) for field in fields] == [32],
    **{f"ecdsa-sha2-{name.decode()}": _curve(name) for name in _POINTS},
    "sk-ssh-ed25519@openssh.com": lambda fields: len(fields) == 2 and len(fields[0]) == 32,
    "sk-ecdsa-sha2-nistp256@openssh.com": lambda f: len(f) == 3 and _point(f[:2]) and f[0] == b"nistp256",
}


def _check_sort(kind: str) -> None:
    if kind in _SHAPES or kind == "ssh-rsa":
        return
    if kind == "ssh-dss":
        said = _("This is a DSA key, which is too weak today. Make a new one with “{how}”.", how=NEW_KEY)
    elif "-cert-" in kind:
        said = _("This is a certificate, and a plain public key is wanted: the file that the certificate was made for.")
    else:
        said = _(
            "Keys of the kind “{kind}” are not taken here; ed25519, ECDSA and RSA are. Make a new one with “{how}”.",
            kind=brief(kind),
            how=NEW_KEY,
        )
    raise Refused(said)


def _check_rsa(fields: Fields) -> None:
    numbers = fields[1:]
    # A number is written in one way only: another one would give the same key a second fingerprint.
    if len(numbers) != 2 or any(_wasteful(number) for number in numbers):
        raise _cut_short()
    bits = int.from_bytes(numbers[1]).bit_length()
    if not RSA_BITS <= bits <= _RSA_MOST:
        raise Refused(
            _(
                "This RSA key has {n} bits; {least} is the least that is safe, and {most} the most that is read here. "
                "Make a new one with “{how}”.",
                n=bits,
                least=RSA_BITS,
                most=_RSA_MOST,
                how=NEW_KEY,
            )
        )


def _wasteful(number: bytes) -> bool:
    """Tell whether a number is empty, negative, or longer than it has to be."""
    return not number or number[0] >= 0x80 or (number[0] == 0 and (len(number) == 1 or number[1] < 0x80))


def _no_key() -> Refused:
    return Refused(
        _(
            "There is no public key here. It is one line that begins like “ssh-ed25519 AAAA…”, in a file whose name ends "
            "in .pub; “{how}” makes one.",
            how=NEW_KEY,
        )
    )


def _cut_short() -> Refused:
    return Refused(
        _("This key is not whole: something is missing in it, or was changed. Copy it once more, all of the line.")
    )
