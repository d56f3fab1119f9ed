"""Public keys for tests, as a .pub file has them: well formed, and of nobody."""

from base64 import b64decode, b64encode
from hashlib import sha256


def packed(*fields: bytes) -> bytes:
    """Return the parts of a key, each with its length before it."""
    return b"".join(len(field).to_bytes(4) + field for field in fields)


def written(blob: bytes, kind: str, comment: str = "") -> str:
    """Return the line that a file has for a key."""
    return f"{kind} {b64encode(blob).decode()} {comment}".rstrip() + "\n"


def ed25519(seed: int | str = 0, comment: str = "ana@lap") -> str:
    """Return an ed25519 key; another one for each seed."""
    blob = packed(b"ssh-ed25519", sha256(str(seed).encode()).digest())
    return written(blob, "ssh-ed25519", comment)


def rsa(bits: int, exponent: bytes = b"\x01\x00\x01") -> str:
    """Return an RSA key of so many bits."""
    number = (1 << (bits - 1)) | 1
    # One bit more than it has: a number that begins with a set bit would be negative.
    modulus = number.to_bytes(bits // 8 + 1)
    return written(packed(b"ssh-rsa", exponent, modulus.lstrip(b"\0") if bits % 8 else modulus), "ssh-rsa")


def ecdsa(curve: str, size: int, first: bytes = b"\x04") -> str:
    """Return an ECDSA key on that curve, whose point has so many bytes after its first."""
    kind = f"ecdsa-sha2-{curve}"
    return written(packed(kind.encode(), curve.encode(), first + b"p" * size), kind)


def fingerprint(key: str) -> str:
    """Return the fingerprint of a key as ssh-keygen -l shows it."""
    return "SHA256:" + b64encode(sha256(b64decode(key.split()[1])).digest()).decode().rstrip("=")
