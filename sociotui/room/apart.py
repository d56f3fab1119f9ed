"""Apart: a long past folded in a process of its own, which takes the memory for that with it when it ends.

It leaves a snapshot behind, as whatever opens a home does. What stays open for hours begins with that, and needs a
fifth of the memory; after a new version of this program, or on a home that was brought from elsewhere, there is none yet.
"""

import os
import sys
from pathlib import Path

import sociotui
from sociotui.journal.places import ORGANISATION

LONG = 4 * 2**20
"""Bytes of an organisation's journal from which on this is worth another process: some 8,000 events."""
_PATIENCE = 120.0
"""Seconds that it may take; a hundred thousand events take two."""


def fold_apart(folder: Path) -> None:
    """Have a snapshot of the organisation in the home `folder` made by another process, where its past is long.

    Whatever goes wrong there is not told: whoever finds no snapshot reads all of it, and meets the same.
    """
    journal = folder / f"{ORGANISATION}.journal"
    if not journal.is_file() or journal.stat().st_size < LONG:
        return
    import subprocess  # which most starts have no use for

    ours = str(Path(sociotui.__file__).parents[1])
    try:
        subprocess.run(
            [sys.executable, "-m", __name__, str(folder.absolute())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH"))))},
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return


def _fold(folder: Path) -> None:
    import gc

    from sociotui.room.home import Home

    gc.disable()  # there is none that lasts
    home = Home(folder)
    try:
        home.organisation()
    finally:
        home.close()  # which keeps the snapshot


if __name__ == "__main__":
    _fold(Path(sys.argv[1]))
