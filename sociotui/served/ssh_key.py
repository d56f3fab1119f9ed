"""A person's SSH key: what the record keeps of it, and what is too weak to be let in."""

from collections.abc import Callable
from typing import Any

from asyncssh import SSHKey
from msgspec import Struct

_RSA_BITS = 2048
_BROKEN = b"ssh-rsa"
"""The signature that rests on SHA-1; the same keys make better ones."""


class Key(Struct, frozen=True):
    """A public key: `SHA256:…` as people compare it, and the line of it that an `authorized_keys` file would have."""

    fingerprint: str
    line: str


def key_of(key: SSHKey) -> Key:
    """Return what there is to know of a key that somebody offers."""
    return Key(key.get_fingerprint(), key.export_public_key("openssh").decode("ascii", "replace").strip())


def too_weak(key: SSHKey) -> bool:
    """Tell whether a key is one that others may be able to make up."""
    if key.get_algorithm() == "ssh-rsa":
        return bool(getattr(key.pyca_key, "key_size", 0) < _RSA_BITS)
    return key.get_algorithm() == "ssh-dss"


def watch_proof(key: SSHKey, proven: Callable[[], None]) -> None:
    """Call `proven` when somebody has shown that they hold this key, which offering it does not."""
    verify = key.verify

    def watched(data: bytes, signature: bytes) -> bool:
        size = int.from_bytes(signature[:4], "big")
        good = signature[4 : 4 + size] != _BROKEN and verify(data, signature)
        if good:
            proven()
        return good

    holder: Any = key
    holder.verify = watched
