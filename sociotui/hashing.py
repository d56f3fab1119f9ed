"""Hashing: the hashes that journals and codes need, from where `hashlib` has them as well.

That would load OpenSSL for the others that it knows, which takes a command longer than to read a journal.
"""

try:
    from _blake2 import blake2b
    from _sha3 import shake_128  # type: ignore[import-not-found, unused-ignore]
except ImportError:  # a Python that was built without its own
    from hashlib import blake2b, shake_128

__all__ = ["blake2b", "shake_128"]
