"""Lean: what of Python's own library a screen has no use for, and so is not loaded for it."""

import sys
from importlib import import_module


def load_asyncio_without_tls() -> None:
    """Load asyncio as it is in a Python without TLS, unless either is loaded already.

    A screen speaks to its terminal, and to a server by a Unix socket; never by TLS, for which OpenSSL would take 4 MiB
    of memory and a twentieth of the start. Whatever asks for `ssl` later gets it.
    """
    if "ssl" in sys.modules or "asyncio" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # as Python has it for what can't be imported
    try:
        import_module("asyncio")
    finally:
        del sys.modules["ssl"]
