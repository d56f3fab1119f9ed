"""Locks, as the kernel sees them."""

import fcntl
from pathlib import Path


def locked(home: Path) -> list[Path]:
    """Return the lock files under `home` that somebody holds."""
    held = []
    for path in home.rglob("*.lock"):
        with path.open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                held.append(path)
    return held
