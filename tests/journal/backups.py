"""What the tests of backups share: a home with something of each kind in it, and a backup of a home."""

import io
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from sociotui.journal.backup import ORGANISATION_FILE, Manifest, files_in, write_backup
from sociotui.journal.copying import Copies

from .conftest import open_at
from .events import said

MEETING = "meetings/m.journal"


def hold(home: Path) -> Path:
    """Put a meeting, a private stream, own files and much that doesn't belong into a backup into a home; return that."""
    with open_at(home) as journal:
        journal.append("meeting/m", 0, said("hello", "there"), cmd="c0", actor="ana")
    (home / "private").mkdir()
    (home / "private" / "talk.journal").write_bytes((home / MEETING).read_bytes())
    (home / "formats" / "garden").mkdir(parents=True)
    (home / "formats" / "garden" / "Über uns.toml").write_text("title = 'ours'\n")
    for name in (f"{MEETING}.torn-9", f"{MEETING}.damaged-9", f"{MEETING}.format-1", f"{MEETING}.sealing", "notes"):
        (home / name).write_text("x")
    (home / "meetings" / "No stream.journal").write_text("x")
    (home / "formats" / "x.toml.restoring").write_text("x")
    (home / "snapshots").mkdir()
    (home / "snapshots" / "x.journal").write_text("x")
    return home


NAMES = ["formats/garden/Über uns.toml", MEETING, "private/talk.journal", ORGANISATION_FILE]


def backup_of(home: Path, **changes: Any) -> bytes:
    """Return a backup of a home; `changes` are made to what its manifest says."""
    spool = io.BytesIO()
    copies = Copies(home, spool)
    copies.take(files_in(home), "all")
    file = io.BytesIO()
    manifest = Manifest(made="2026-03-02T14:03:00+00:00", program="1", files=copies.files)
    write_backup(file, replace(manifest, **changes), spool, copies.starts)
    return file.getvalue()
