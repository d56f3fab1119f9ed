"""Peers: other programs made with Textual, each in an environment of its own, that ours is measured beside.

`python -m tests.bench.peers` puts them in place: in the folder that SOCIOTUI_PEERS names, else among temporary files,
where they stay. Those that can't be had are told, and are no reason to fail.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

PATIENCE = 600
"""Seconds that an installation may take."""
_WHOLE = "whole"
"""The file that says of which packages an environment consists, once it is there."""


class Peer(Struct, frozen=True, kw_only=True):
    """A program: what is installed, its script, and how it is measured: a word that it shows, keys that lead somewhere, and keys to press there."""

    name: str
    packages: tuple[str, ...]
    script: str
    ready: str
    lead: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


PEERS = (
    # With later parsers, posting ends by a fault of memory every other time.
    Peer(
        name="posting",
        packages=("posting==2.11.1", "tree-sitter==0.25.2"),
        script="posting",
        ready="request 1",
        lead=("down", "up"),
        keys=("down", "up"),
    ),
    Peer(
        name="harlequin",
        packages=("harlequin==2.17.0",),
        script="harlequin",
        ready="Catalog",
        lead=("a", "backspace"),
        keys=("a", "backspace"),
    ),
    Peer(
        name="toolong",
        packages=("toolong==1.5.0",),
        script="tl",
        ready="bed 499",
        lead=("up", "down"),
        keys=("up", "down"),
    ),
)


def place() -> Path:
    """Return the folder in which the environments lie."""
    return Path(os.environ.get("SOCIOTUI_PEERS") or Path(tempfile.gettempdir()) / "sociotui-peers")


def put_in_place(peer: Peer) -> str:
    """Install a peer, unless it is there; return "" when it is, else why not."""
    folder, wanted = place() / peer.name, " ".join(peer.packages)
    whole = folder / _WHOLE
    if whole.exists() and whole.read_text("utf-8") == wanted:
        return ""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    for command in ([sys.executable, "-m", "venv", str(folder)], [*pip, *peer.packages]):
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=PATIENCE)
        except subprocess.CalledProcessError as error:
            return f"not here: {(error.stderr.strip() or str(error)).splitlines()[-1]}"
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"not here: {error}"
    whole.write_text(wanted, "utf-8")
    return ""


def command_of(peer: Peer, folder: Path) -> Sequence[str]:
    """Return the command that runs a peer, with something of its own kind to show, which is made in `folder`."""
    there = place() / peer.name / "bin"
    return [str(there / "python"), str(there / peer.script), *_SHOWN[peer.name](folder)]


def _requests(folder: Path) -> list[str]:
    settings = folder / "config" / "posting"
    settings.mkdir(parents=True)
    (settings / "config.yaml").write_text("focus:\n  on_startup: collection\n", "utf-8")
    requests = folder / "requests"
    requests.mkdir()
    for n in range(8):
        asked = f"name: request {n}\nmethod: GET\nurl: http://localhost/{n}\n"
        (requests / f"r{n}.posting.yaml").write_text(asked, "utf-8")
    return ["--collection", str(requests)]


def _database(folder: Path) -> list[str]:
    return ["-a", "sqlite", str(folder / "garden.db")]


def _log(folder: Path) -> list[str]:
    log = folder / "garden.log"
    lines = (f"2026-03-02 10:{n // 60:02}:{n % 60:02} INFO watered bed {n}\n" for n in range(500))
    log.write_text("".join(lines), "utf-8")
    return [str(log)]


_SHOWN = {"posting": _requests, "harlequin": _database, "toolong": _log}


def main() -> None:
    """Put all of them in place."""
    for peer in PEERS:
        print(f"{peer.name}: {put_in_place(peer) or 'in place'}")


if __name__ == "__main__":
    main()
