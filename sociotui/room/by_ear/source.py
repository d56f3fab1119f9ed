"""Source: where a meeting is heard: in a home that is read here, or in one that a server has."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from select import POLLIN
from select import poll as new_poll
from typing import TYPE_CHECKING, Any, Protocol

from sociotui.domain.refusal import Refused
from sociotui.journal.places import FOLDERS
from sociotui.journal.port import OutcomeUnknown

if TYPE_CHECKING:
    from sociotui.journal.kernel import Folders
    from sociotui.room.home import Home
    from sociotui.room.port import Snapshot

PACE = 250
"""Milliseconds between two looks at a journal's file, which others write to."""

Ready = Sequence[tuple[int, int]]


class Away(Refused):
    """The server does not answer just now; it is waited for."""


class Watched:
    """Files that one waits for, beside what is new in a meeting: file numbers, and what of them ends the wait."""

    def __init__(self, files: Sequence[tuple[int, int]]) -> None:
        self.poll = new_poll()
        for fd, events in files:
            self.poll.register(fd, events)


class Source(Protocol):
    """Where a meeting is heard, and acts are said."""

    @property
    def lost(self) -> bool:
        """True while the connection is gone, and being made again."""
        ...

    def ask(self, errand: str, **said: Any) -> Any:
        """Have an errand done. Raises what it does, and Away where a server does not answer just now."""
        ...

    def listen_to(self, meeting: str) -> None:
        """Say which meeting is waited for from now on."""
        ...

    def wait(self, watched: Watched) -> Ready:
        """Return when there may be something new, with nothing; or what of the files has come."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class Here:
    """A home that this process reads and writes itself; one that is `staying` keeps cards and marks until they are summed.

    `me` is asked for who acts where it is not said.
    """

    lost = False

    def __init__(self, home: "Home", *, staying: bool = False, me: Callable[[], str] = str) -> None:
        self._home, self._meeting, self._me = home, "", me
        self._folders: Folders | None = None
        self._blind = False
        if staying:
            from sociotui.room.marks import Marks
            from sociotui.room.moods import Moods

            home.moods, home.marks = Moods(), Marks()

    def ask(self, errand: str, **said: Any) -> Any:
        """Have an errand done here."""
        from sociotui.room.beside import finished
        from sociotui.room.caller import Caller
        from sociotui.room.errands import carry_out

        return finished(carry_out(self._home, Caller(self._home, me=self._me), errand, said))

    def listen_to(self, meeting: str) -> None:
        """Say which meeting is waited for from now on."""
        self._meeting = meeting

    def wait(self, watched: Watched) -> Ready:
        """Sleep until the kernel tells of a change in the home; where it can't, look at the journal's file at a calm pace."""
        began, folders = self._folders is None, self._watching()
        if folders is None:
            while not (ready := watched.poll.poll(PACE)) and not self._news():
                pass
            return ready
        if began:  # what came before it was watched is told by nobody: it is looked for once more
            return watched.poll.poll(0)
        watched.poll.register(folders.fd, POLLIN)
        try:
            while True:
                ready = [each for each in watched.poll.poll() if each[0] != folders.fd]
                folders.read()
                if ready or self._news():
                    return ready
        finally:
            watched.poll.unregister(folders.fd)

    def _watching(self) -> "Folders | None":
        """Return what the kernel tells of the home's folders; None where it tells nothing."""
        if self._blind:
            return None
        try:
            if self._folders is None:
                from sociotui.journal.kernel import Folders

                self._folders = Folders()
            for folder in (self._home.folder, *(self._home.folder / name for name in FOLDERS.values())):
                if folder not in self._folders.watched and folder.is_dir():
                    self._folders.add(folder)
        except (ImportError, OSError):  # another system than Linux, a network file system, too many who watch
            self._blind = True
            self.close()
            return None
        return self._folders

    def _news(self) -> bool:
        ears = self._home.ears
        if not self._meeting or ears is None:
            return True  # one that is opened is waited for: whoever asks looks for it
        return ears.has_more(self._meeting)

    def close(self) -> None:
        """Let go of what is watched; the home is closed by who has opened it."""
        if self._folders:
            self._folders.close()
            self._folders = None


class There:
    """A home that a server has: its word that something is new ends the wait, so nothing is looked for meanwhile."""

    def __init__(self, server: Path, home: Path | None) -> None:
        from sociotui.room.socket_room import SocketRoom

        self._server, self._folder = server, home
        self._hears, self._rings = os.pipe2(os.O_CLOEXEC | os.O_NONBLOCK)
        try:
            self._room: SocketRoom = SocketRoom(server, "", home=home)
        except BaseException:
            self._shut()
            raise
        self._room.start(self._changed)

    @property
    def lost(self) -> bool:
        """True while the connection is gone, and being made again."""
        return self._room.snapshot.lost

    def ask(self, errand: str, **said: Any) -> Any:
        """Have an errand done by the server."""
        from sociotui.room.connection import Connection, Foreign, NobodyThere

        try:
            with Connection(self._server, home=self._folder) as connection:
                return connection.errand(errand, said)
        except Foreign:
            raise
        except NobodyThere as error:
            raise Away(str(error)) from error
        except OutcomeUnknown as error:
            if said.get("cmd"):
                raise
            raise Away(str(error)) from error

    def listen_to(self, meeting: str) -> None:
        """Say which meeting is waited for: the others see that one is there."""
        self._room.watch(meeting).result()

    def wait(self, watched: Watched) -> Ready:
        """Wait for the server's word, or for one of the files."""
        watched.poll.register(self._hears, POLLIN)
        ready = watched.poll.poll()
        watched.poll.unregister(self._hears)
        if any(fd == self._hears for fd, _event in ready):
            self._drain()
        return [each for each in ready if each[0] != self._hears]

    def close(self) -> None:
        """Leave."""
        self._room.stop()
        self._shut()

    def _changed(self, _snapshot: "Snapshot") -> None:
        try:
            os.write(self._rings, b".")
        except BlockingIOError:
            return  # it has been rung often enough

    def _drain(self) -> None:
        try:
            while os.read(self._hears, 4096):
                pass
        except BlockingIOError:
            return

    def _shut(self) -> None:
        os.close(self._hears)
        os.close(self._rings)
