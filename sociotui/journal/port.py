"""Journal: the port through which everything that happened is recorded and read again.

An implementation keeps streams (`organisation`, `access`, `meeting/<id>`, `private/<id>`) of events, numbered 1, 2, 3, …
A stream that was sealed begins with the number that its seal took; numbers never go back.
Errors carry a sentence for people: what is, and what to do.
"""

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct

from sociotui.domain.event import Event
from sociotui.words import _


# Events are frozen trees and so is this: no cycle can start here, so the collector need not look.
class Recorded(Struct, frozen=True, gc=False):
    """An event in its place: the `seq`-th of its stream (no gaps), put there by command `cmd` of `actor`."""

    seq: int
    cmd: str
    actor: str
    event: Event


class Appended(Struct, frozen=True):
    """What became of an append: the stream's `head` now, and the events as they stand in it.

    `repeated` says that the command had been recorded before: nothing was added, and `events`
    are those of the first time.
    """

    head: int
    events: tuple[Recorded, ...]
    repeated: bool


class Batch(Struct, frozen=True):
    """The events that one command made, to be recorded: `cmd` of `actor`."""

    cmd: str
    actor: str
    events: Sequence[Event]


class Mark(Struct, frozen=True):
    """How far a journal has read a stream: to event number `head`, in an `edition` of the stream.

    A new edition says that what was read before may have been replaced: sealed, or other texts put into it.
    """

    head: int = 0
    edition: int = 0


class Kept(Struct, frozen=True):
    """A state that was kept of a stream: what its events up to number `head` came to.

    `part` gives one of the parts that it was kept in, by name; None where that can't be had any more.
    """

    head: int
    part: Callable[[str], bytes | None]


class Ear(Protocol):
    """Hears a stream grow, also what was added just before it was sealed. For one thread."""

    def heard(self) -> Sequence[Recorded]:
        """Return what has been added since this was asked last. Raises JournalError."""
        ...

    def has_more(self) -> bool:
        """Tell, as cheaply as can be, whether there may be something new. Raises JournalError."""
        ...

    def close(self) -> None:
        """Let go of the stream; doing it again does nothing."""
        ...


class Journal(Protocol):
    """Where events are kept for good; synchronous, and safe to use from several threads and processes.

    `notices` are sentences for people on what was found and dealt with, oldest first.
    """

    notices: list[str]

    def append(self, stream: str, expected: int, events: Sequence[Event], *, cmd: str, actor: str) -> Appended:
        """Record `events` after the first `expected` ones: all or none, and durable on return.

        `cmd` is looked for before `expected` is compared, so a retry after any failure is safe.
        No events record nothing, not even `cmd`.
        Raises Conflict when another was first, OutcomeUnknown when only reading again can tell,
        and ReadOnly, Full or Busy when nothing was recorded; TypeError for events that this
        journal could not read again.
        """
        ...

    def append_all(self, stream: str, expected: int, batches: Sequence[Batch]) -> tuple[Appended, ...]:
        """Record what several commands made, one after the other, in one commit: all of it or nothing, durable on return.

        Answers for each of them as `append` does, and raises what it raises. A command that was recorded
        before adds nothing, and neither does one without events. ValueError where two of them are the same one.
        """
        ...

    def prepare(self, stream: str, expected: int, batches: Sequence[Batch]) -> None:
        """Work out beforehand what `append_all` is going to be asked for with these very `batches`, so that it is quick.

        Any thread may do so while others use the journal. Nothing is recorded by it, and nothing depends on it.
        """
        ...

    def recorded(self, stream: str, cmd: str) -> tuple[Recorded, ...]:
        """Return what a command has recorded in the stream; nothing where it hasn't, or where the stream was sealed since.

        What is returned is durable: whoever sent the command may be told that it was carried out. Raises what
        `append` does where nobody can say so.
        """
        ...

    def alone(self, stream: str) -> AbstractContextManager[object]:
        """Return a context within which nobody else writes to `stream`: `with journal.alone(stream):`.

        While it is held no other process and no other thread appends to the stream, seals or rewrites
        it; they wait, and others' reading goes on. What this thread does goes through, so that an append
        after all that was read within meets no Conflict; and it may enter again. Entering waits for
        whoever writes, as long as `append` would, and raises Busy, ReadOnly or Full as that does. It is
        let go of on leaving, however that comes about, and when its process dies.
        Nobody holds a second stream within: two who each want the other's would wait for nothing.
        """
        ...

    def seal(self, stream: str, expected: int, event: Event, *, cmd: str, actor: str) -> Appended:
        """Put `event`, as number `expected` + 1, in the place of all that the stream holds, and keep none of that.

        It is done in one step, durable on return; a crash leaves either all that was, or the
        sealed stream. Appending goes on after it. Who read a part of what was finds this one event
        above it. `cmd` is looked for, and errors are raised, as by `append`; the commands of what
        was are forgotten with it, so repeating one of them meets Conflict.
        """
        ...

    def rewrite(self, stream: str, replace: Callable[[Any], Any]) -> int:
        """Replace texts in all that the stream holds, and return in how many commits; `link` stays as it is.

        `replace` is given each record as plain JSON (`cmd`, `actor`, `event`, and what else surrounds
        it), and returns it with other texts: as many, in the same places; ValueError where it changes
        anything else, or `cmd`, or what couldn't be read again. It is done in one step, durable on
        return, and nothing of the former texts is kept. Errors are raised as by `append`.
        """
        ...

    def link(self, stream: str) -> str:
        """Return the hash of the stream's last commit, and of all before it: 40 hexadecimal digits; "" for no stream.

        Two streams with the same link have the same events, but for texts that `rewrite` replaced.
        """
        ...

    def read(self, stream: str, after: int = 0) -> Sequence[Recorded]:
        """Return the events with a number above `after`, in order; none for a stream that isn't there."""
        ...

    def listen(self, stream: str) -> Ear:
        """Return an ear on `stream`, for who stays and hears each of its events once, from the first on."""
        ...

    def mark(self, stream: str) -> Mark:
        """Return how far this journal has read `stream`; it doesn't look whether there is more."""
        ...

    def resume(self, stream: str, meaning: str) -> Kept | None:
        """Return what was last kept of `stream` with that `meaning`, and begin to read after it; None where nothing fits.

        Of what is before it nothing is read until somebody asks for it. It is for those who have
        read nothing of the stream yet: later there is nothing to be had. A state that was kept is
        only ever a shorter way to what the events say; it raises nothing.
        """
        ...

    def keep(self, stream: str, mark: Mark, meaning: str, parts: Callable[[], Mapping[str, bytes]]) -> bool:
        """Keep for `resume` what the events up to `mark` came to; False where that couldn't be done.

        `parts` returns it, by names of their own, and is called only where it seems that they can be kept.
        `meaning` tells what a state must have in common with its reader to be understood. Nothing is
        kept, and nothing raised, where the stream has gone on since, or there is no room. What is
        kept may be lost at any time, and is when the stream is sealed or rewritten.
        """
        ...

    def streams(self) -> Collection[str]:
        """Return the names of all streams; the same object as before, where no stream has come or gone.

        One may be among them whose first events didn't get recorded.
        """
        ...

    def heads(self) -> Mapping[str, int]:
        """Return the number of the last event of each stream that holds any."""
        ...

    def wait(self, seen: Mapping[str, int], timeout: float) -> Mapping[str, int]:
        """Return the heads of streams that grew past `seen`, or nothing after `timeout` seconds.

        Watched are the streams that `seen` names, and those that came into being since this
        journal first looked around. Callers merge the answer into `seen` and wait again.
        """
        ...

    def close(self) -> None:
        """Let go of files and connections; closing again does nothing."""
        ...


class JournalError(Exception):
    """A journal can't do what it was asked; the message is a sentence for people."""


class Conflict(JournalError):  # noqa: N818
    """Another was first: the stream's head is `head`, not the one expected."""

    def __init__(self, head: int) -> None:
        self.head = head
        super().__init__(_("Somebody else was a moment faster. Look at what is new, then do it again."))


class OutcomeUnknown(JournalError):  # noqa: N818
    """Nobody can say yet whether it was recorded; the same `cmd` sent again settles it."""


class ReadOnly(JournalError):  # noqa: N818
    """What is there can be read, but nothing can be added."""


class Unreadable(JournalError):  # noqa: N818
    """This account may not read the journal."""


class Full(JournalError):  # noqa: N818
    """There was no room; nothing was recorded."""


class Busy(JournalError):  # noqa: N818
    """Process `pid` (0 when unknown) held `path` for all of `seconds`; nothing was recorded."""

    def __init__(self, path: Path, pid: int, seconds: float) -> None:
        self.path = path
        self.pid = pid
        if pid == os.getpid():
            said = _("Writing takes unusually long: {path} has been in use for {seconds:g} seconds. ")
            said += _("Nothing new was recorded. Wait a little, then do this again.")
        elif pid:
            said = _("Another sociotui, process {pid}, has held {path} for {seconds:g} seconds. ")
            said += _("Nothing was recorded. Close it or end it with “kill -9 {pid}”, then do this again.")
        else:
            said = _("Another program has held {path} for {seconds:g} seconds. ")
            said += _("Nothing was recorded. Close it, then do this again.")
        super().__init__(said.format(path=path, pid=pid, seconds=seconds))


class Damaged(JournalError):  # noqa: N818
    """The file at `path` is not what was written; `line` (from 1) is the first bad one, 0 for the whole file."""

    def __init__(self, path: Path, line: int, why: str, repair: str) -> None:
        self.path = path
        self.line = line
        super().__init__(f"{why} {repair}")


class Newer(JournalError):  # noqa: N818
    """`path` was written by a newer sociotui: it speaks `found`, and this one knows `known`."""

    def __init__(self, path: Path, found: str, known: str) -> None:
        self.path = path
        self.found = found
        self.known = known
        super().__init__(
            _(
                "{path} was written by a newer sociotui: it holds {found}, and this one knows {known}. "
                "Nothing was changed. Update sociotui, then open it again.",
                path=path,
                found=found,
                known=known,
            )
        )
