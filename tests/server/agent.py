"""Agent: an ssh agent for tests that offers other people's public keys, of which it has no private half."""

import socket
import threading
from base64 import b64decode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_LIST, _LISTED, _SIGN, _SIGNED, _FAILURE = 11, 12, 13, 14, 5


class Agent:
    """Offers the keys of these public lines. Where it `lies`, it signs with what is no signature of theirs."""

    def __init__(self, path: Path, lines: Sequence[str], *, lies: bool) -> None:
        self._blobs = [b64decode(line.split()[1]) for line in lines]
        self._lies = lies
        self.asked = 0
        """How often it was asked to prove that it holds one of them."""
        self._sock = socket.socket(socket.AF_UNIX)
        self._sock.bind(str(path))
        self._sock.listen()
        threading.Thread(target=self._serve, name="agent", daemon=True).start()

    def close(self) -> None:
        """Offer nothing any more."""
        self._sock.close()

    def _serve(self) -> None:
        while True:
            try:
                client, _address = self._sock.accept()
            except OSError:
                return
            with client, client.makefile("rwb") as stream:
                while head := stream.read(4):
                    answer = self._answer(stream.read(int.from_bytes(head, "big")))
                    stream.write(_string(answer))
                    stream.flush()

    def _answer(self, asked: bytes) -> bytes:
        if asked[0] == _LIST:
            keys = b"".join(_string(blob) + _string(b"somebody's") for blob in self._blobs)
            return bytes([_LISTED]) + len(self._blobs).to_bytes(4, "big") + keys
        if asked[0] == _SIGN:
            self.asked += 1
            if self._lies:
                return bytes([_SIGNED]) + _string(_string(b"ssh-ed25519") + _string(bytes(64)))
        return bytes([_FAILURE])


@contextmanager
def agent(path: Path, lines: Sequence[str], *, lies: bool) -> Iterator[Agent]:
    """Let an agent offer keys for as long as this lasts."""
    offering = Agent(path, lines, lies=lies)
    try:
        yield offering
    finally:
        offering.close()


def _string(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data
