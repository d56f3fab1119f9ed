"""Frames: messages one after the other on a stream of bytes, each with its length before it."""

from sociotui.words import _

FROM_CLIENT = 1024 * 1024
"""The most bytes of one message to a server; nobody writes more at once."""
FROM_STRANGER = 4096
"""The most bytes of one message of somebody who has not said yet what they speak."""
FROM_SERVER = 512 * 1024 * 1024
"""The most bytes of one message from a server: an organisation with all of its past."""
_HEAD = 4


class Malformed(Exception):  # noqa: N818 - it is the message that is malformed
    """What came is no message, or too long a one; `str()` says which. Nothing after it can be read either."""


def frame(body: bytes, most: int = FROM_SERVER) -> bytes:
    """Return a message with its length before it: four bytes, the highest first. Raises ValueError above `most` bytes."""
    if len(body) > most:
        raise ValueError(f"a message of {len(body)} bytes, where {most} fit")
    return len(body).to_bytes(_HEAD, "big") + body


class Frames:
    """Takes bytes in, in whatever pieces they come, and gives messages out. `most` bytes may be in one."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._buffer = bytearray()

    def feed(self, data: bytes) -> None:
        """Take more bytes in."""
        self._buffer += data

    def next(self) -> bytes | None:
        """Return the next message; None where it is not all there yet. Raises Malformed for a length that can't be."""
        if len(self._buffer) < _HEAD:
            return None
        length = int.from_bytes(self._buffer[:_HEAD], "big")
        if not 0 < length <= self.most:
            raise Malformed(_("A message of {length} bytes can't be; {most} fit.", length=length, most=self.most))
        end = _HEAD + length
        if len(self._buffer) < end:
            return None
        body = bytes(self._buffer[_HEAD:end])
        del self._buffer[:end]
        return body
