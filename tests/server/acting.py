"""Acting: a member's program that comes in by the socket and acts without rest, and tells what the server has confirmed.

Run as `python -m tests.server.acting SOCKET MEETING PERSON FOLDER`; it ends when there is a file `enough` in the folder.
"""

import sys
from collections import deque
from concurrent.futures import Future
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from sociotui.domain.commands import TakeNote
from sociotui.room.socket_room import SocketRoom

AHEAD = 3
"""Acts that are asked for before the first of them is confirmed."""
ASKED, CONFIRMED, SEEN = "asked", "confirmed", "seen"


def main(socket: str, meeting: str, person: str, folder: str) -> None:
    """Act until it is enough; then tell what there is to see."""
    room = SocketRoom(Path(socket), meeting)
    room.start(lambda _snapshot: None)
    waiting: deque[tuple[str, Future[Any]]] = deque()
    number = 0
    with Path(folder, "told").open("a", encoding="utf-8") as file:

        def tell(what: str, of: str) -> None:
            file.write(f"{what} {of}\n")
            file.flush()

        while not Path(folder, "enough").exists() or waiting:
            if not Path(folder, "enough").exists() and len(waiting) < AHEAD:
                text = f"{person}-{number}"
                number += 1
                tell(ASKED, text)
                waiting.append((text, room.act(TakeNote(text=text))))
                continue
            text, answer = waiting.popleft()
            answer.result(60)
            tell(CONFIRMED, text)
        # What all see at the end is looked at when nobody adds to it any more.
        Path(folder, "done").touch()
        sys.stdin.readline()
        room.watch(meeting).result(60)
        tell(SEEN, sha256(msgspec.msgpack.encode(room.snapshot.meeting)).hexdigest())
    room.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
