"""What is printed, spelled in plain signs where that is wanted: one door for all commands, so that none can forget it."""

import sys
from collections.abc import Callable
from functools import cached_property
from typing import Any, TextIO


class Spelled:
    """A stream of text in plain signs, where `plain` says so of it; it is asked when the first other sign comes.

    Bytes go by it as they are: files, and objects for scripts, are in UTF-8 for whoever reads them.
    """

    def __init__(self, stream: TextIO, plain: Callable[[TextIO], bool]) -> None:
        self._stream, self._wanted = stream, plain

    @cached_property
    def _plain(self) -> bool:
        return self._wanted(self._stream)

    def write(self, text: str) -> int:
        """Write a text."""
        if text.isascii() or not self._plain:
            return self._stream.write(text)
        from sociotui.room.spelling import spelled  # most terminals have all signs

        return self._stream.write(spelled(text))

    def __getattr__(self, name: str) -> Any:
        """Be the stream itself in everything else."""
        return getattr(self._stream, name)


def spell(plain: Callable[[TextIO], bool]) -> None:
    """Let everything that is printed from here on be spelled as `plain` says of where it goes."""
    sys.stdout, sys.stderr = Spelled(sys.stdout, plain), Spelled(sys.stderr, plain)
