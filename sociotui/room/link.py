"""Link: what keeps somebody in a server's home: a thread with a line to it, which is made anew whenever it goes.

What was asked for and not answered is sent again then, as it was, under the same id: nothing is lost, and nothing done twice.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import Any

import msgspec
from msgspec.structs import replace

from sociotui.domain.refusal import Refused
from sociotui.journal.port import JournalError, OutcomeUnknown
from sociotui.room import wire
from sociotui.room.connection import GREETING, Gone, NobodyThere, Turned, connected, greeted, nobody_at, unsendable
from sociotui.room.frames import Malformed
from sociotui.room.line import Bell, Line
from sociotui.room.messages import Bye, Message, Parting, Value, Welcome, decoded, encode, error_of, hello
from sociotui.room.port import Snapshot
from sociotui.room.unanswered import Unanswered
from sociotui.room.unpacking import Unpacker
from sociotui.room.wire import Changed, Enter
from sociotui.words import _

log = logging.getLogger("sociotui.room")
PAUSES = (0.1, 5.0)
"""Seconds before the first attempt to come in again, and at the most before any further one."""
FAREWELL = 2.0
"""Seconds that what was asked for is waited for when one leaves."""
_ENTERING = 0
"""The number of the message by which one comes in; what is asked for is counted from 1."""


class Link:
    """A link to the server at `path`, come in and with a first snapshot. `welcomed` is called with each welcome.

    `home` is the folder that pointed to the server, if one did. Raises NobodyThere, Turned, and what the server says where one can't come in.
    """

    def __init__(
        self,
        path: Path,
        meeting: str | None,
        welcomed: Callable[[Welcome], None],
        pauses: tuple[float, float] = PAUSES,
        home: Path | None = None,
    ) -> None:
        self._path, self._welcomed, self._pauses, self._home = path, welcomed, pauses, home
        self._watched = ""
        self.own = True
        """Whether one acts for oneself alone, as the server said last."""
        self._asked = Unanswered(_ENTERING + 1)
        self._until: float | None = None  # when it has to end, once somebody wants to leave
        self._silent = False
        self._changed: Callable[[Snapshot], None] | None = None
        self._thread: Thread | None = None
        self._bell = Bell()
        self._unpacker = Unpacker()
        self._lost, self._trouble = False, ""
        self._pause, self._came = pauses[0], time.monotonic()
        self._seen: Snapshot
        try:
            self._line = self._come_in(meeting)
        except (Gone, Malformed) as error:
            raise nobody_at(path) from error
        self.snapshot: Snapshot = self._seen

    @property
    def caps(self) -> frozenset[str]:
        """The ids of the actions that may be done, as the server said last."""
        return self._unpacker.caps

    def start(self, changed: Callable[[Snapshot], None]) -> None:
        """Begin to follow: `changed` is called, by a thread of its own, with each new snapshot."""
        self._changed = changed
        self._thread = Thread(target=self._work, name="room", daemon=True)
        self._thread.start()

    def stop(self, *, lost: bool = False) -> None:
        """Wait shortly for what was asked for, say goodbye, and stop following; doing it again does nothing.

        Where the terminal was `lost` nobody says goodbye, and the seat is kept.
        """
        if self._until is not None:
            return
        self._silent = lost
        self._until = time.monotonic() + FAREWELL
        if self._thread is None:
            self._leave(self._line)
        else:
            self._bell.ring()
            self._thread.join(FAREWELL + 1.0)
        self._changed = None
        said = _("You left before the server had answered. Look whether what you asked for was done.")
        self._asked.close(OutcomeUnknown(said))

    def ask(self, make: Callable[[int, str], Message], *, changes: bool, moves: bool) -> "Future[Any]":
        """Have a message sent, which `make` makes with its number and the meeting watched by then; answer with its answer."""
        answer = self._asked.ask(make, changes=changes, moves=moves)
        self._bell.ring()
        return answer

    # --- the link's thread

    def _work(self) -> None:
        line: Line | None = self._line
        while line is not None:
            try:
                self._follow(line)
            except (Gone, Malformed):
                line.close()
            except Turned as turned:
                line.close()
                if not turned.again:
                    self._turn(turned)
                    return
                self._trouble = str(turned)
            else:
                self._leave(line)
                return
            line = self._again()

    def _follow(self, line: Line) -> None:
        """Send and take in until somebody wants to leave; raises Gone where the line goes, Turned where the server ends it."""
        while True:
            for body in line.messages():  # also what came at once with the answer by which one is in
                self._take(body)
            self._show_pending()
            self._send(line)
            if self._over():
                return
            line.wait(self._patience())

    def _again(self) -> Line | None:
        """Return a new line, however long it takes; None where there is none to be had any more, or somebody leaves."""
        self._lost = True
        self._show()
        if time.monotonic() - self._came > self._pauses[1]:
            self._pause = self._pauses[0]  # it held for a while: this is another trouble than the last one
        shut = ""
        while self._rest(self._pause):
            self._pause = min(2 * self._pause, self._pauses[1])
            try:
                line = self._come_in(self._watched)
            except (Gone, Malformed, NobodyThere):
                continue
            except (Refused, JournalError) as error:
                self._trouble = str(error)
                if isinstance(error, Refused) and not isinstance(error, Turned) and self._watched:
                    self._watched, shut = "", str(error)  # this meeting can't be seen any more; all else can
                elif isinstance(error, Refused) and not getattr(error, "again", False):
                    self._turn(error)
                    return None
                self._show()
                continue
            self._lost, self._trouble = False, shut
            self._show()
            return line
        return None

    def _rest(self, seconds: float) -> bool:
        """Wait for so long; return False, at once, when it is over."""
        until = time.monotonic() + seconds
        while not self._over() and (left := until - time.monotonic()) > 0:
            self._bell.wait(left)
            self._show_pending()
        return not self._over()

    def _over(self) -> bool:
        """Tell whether somebody wants to leave, and nothing is to be waited for."""
        if self._until is None:
            return False
        return time.monotonic() >= self._until or not self._asked.changes()

    def _leave(self, line: Line) -> None:
        if not self._silent:
            line.put(Bye())
        line.close()

    def _turn(self, error: Exception) -> None:
        """Take it that the server lets nobody in here: what is asked for gets its sentence."""
        self._lost, self._trouble = True, str(error)
        self._asked.close(error)
        self._show()

    # --- coming in

    def _come_in(self, meeting: str | None) -> Line:
        line = Line(connected(self._path, GREETING, self._home), self._bell)
        try:
            self._enter(line, meeting, time.monotonic() + GREETING)
        except BaseException:
            line.close()
            raise
        self._came = time.monotonic()
        return line

    def _enter(self, line: Line, meeting: str | None, deadline: float) -> None:
        line.put(hello())
        line.put(_checked(Enter(number=_ENTERING, meeting=meeting)))
        self._welcomed(greeted(self._next(line, deadline)))
        unpacker, seen = Unpacker(), None
        while True:
            match decoded(self._next(line, deadline), wire.pushed):
                case Changed() as changed:
                    seen = unpacker.take(changed)
                case Parting() as parting:
                    raise Turned(parting)
                case Value() as entered:
                    own = unpacker.answer(Enter, entered.value)
                    break
                case refused:
                    raise error_of(refused)
        if seen is None:
            raise Malformed("nothing to see came before the answer")
        self._unpacker, self._seen, self.own = unpacker, seen, own
        self._watched = seen.meeting.id if meeting is None and seen.meeting else meeting or ""

    def _next(self, line: Line, deadline: float) -> bytes:
        while True:
            for body in line.messages():
                return body
            left = deadline - time.monotonic()
            if left <= 0 or self._over():
                raise Gone
            line.wait(left)

    # --- sending and taking in

    def _send(self, line: Line) -> None:
        """Send what has not been sent by this line; what comes after a move to another meeting waits for its answer."""
        for number, asked in self._asked.to_send():
            if asked.sent_by is not line:
                asked.sent_by = line
                try:
                    line.put(_checked(asked.sending(self._watched)))
                except Exception as error:  # whoever asked is told, by the future
                    self._answer(number, error=error)
                    self._bell.ring()  # where it would have moved, there may be more to send now

    def _take(self, body: bytes) -> None:
        match decoded(body, wire.pushed):
            case Changed() as changed:
                self._seen = self._unpacker.take(changed)
                self._show()
            case Value() as value:
                self._take_value(value)
            case Parting() as parting:
                raise Turned(parting)
            case refused:
                self._answer(refused.number, error=error_of(refused))

    def _take_value(self, value: Value) -> None:
        asked = self._asked.find(value.number)
        if asked is None or asked.message is None:
            return
        try:
            found = self._unpacker.answer(type(asked.message), value.value)
        except Malformed:
            said = _("The server's answer can't be read here. Look whether what you asked for was done.")
            self._answer(value.number, error=OutcomeUnknown(said))
            return
        if isinstance(asked.message, wire.Watch | wire.Open):
            self._watched = asked.message.meeting if isinstance(asked.message, wire.Watch) else found
            if self._trouble:
                self._trouble = ""
                self._show()
        self._answer(value.number, found)

    def _answer(self, number: int, found: Any = None, error: Exception | None = None) -> None:
        asked = self._asked.take(number)
        if asked is None:
            return
        self._show_pending()
        if error:
            asked.answer.set_exception(error)
        else:
            asked.answer.set_result(found)

    # --- what there is to see

    def _pending(self) -> int:
        return len(self._asked.changes()) if self._lost or self._asked.slow() == 0.0 else 0

    def _patience(self) -> float | None:
        """Return the seconds until there is something to do of which no message and no bell tells; None for never."""
        ends = [] if self._until is None else [self._until - time.monotonic()]
        slow = None if self.snapshot.pending else self._asked.slow()
        ends += [] if slow is None else [slow]
        return max(0.0, min(ends)) if ends else None

    def _show_pending(self) -> None:
        if self._pending() != self.snapshot.pending:
            self._show()

    def _show(self) -> None:
        seen = self._seen
        trouble = self._trouble or seen.trouble
        self.snapshot = replace(seen, lost=self._lost, pending=self._pending(), trouble=trouble)
        if self._changed:
            try:
                self._changed(self.snapshot)
            except Exception:  # whoever looks on has made a mistake; what is asked for is answered all the same
                log.exception("The screen was not shown what is new")


def _checked(message: Message) -> Message:
    """Return a message as it is; refuses one that a server would not take for one, and end the connection for."""
    try:
        wire.requests.decode(encode(message))
    except (msgspec.MsgspecError, OverflowError, UnicodeEncodeError) as error:
        raise unsendable() from error
    return message
