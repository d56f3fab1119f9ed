"""Lean: what libraries load beside themselves and have no use for here, and so is not loaded for them."""

import sys
from importlib import import_module


def load_asyncio_without_tls() -> None:
    """Load asyncio as it is in a Python without TLS, unless either is loaded already.

    A screen speaks to its terminal, and to a server by a Unix socket; never by TLS, for which OpenSSL would take 4 MiB
    of memory and a twentieth of the start. Whatever asks for `ssl` later gets it.
    """
    _load("asyncio", without="ssl")


def load_msgspec_by_itself() -> None:
    """Load msgspec as it is where typing_extensions is not installed, unless either is loaded already.

    What it takes from there stands in `typing` as well since Python 3.11; loading the rest is a twentieth of a command.
    """
    _load("msgspec", without="typing_extensions")


def _load(module: str, *, without: str) -> None:
    if module in sys.modules or without in sys.modules:
        return
    sys.modules[without] = None  # type: ignore[assignment]  # as Python has it for what can't be imported
    try:
        import_module(module)
    finally:
        del sys.modules[without]
