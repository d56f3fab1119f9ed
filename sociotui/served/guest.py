"""A guest: somebody who is known, at the other end of a connection: what they ask for, and what they are told."""

import logging
import traceback
from asyncio import AbstractEventLoop
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, Protocol, TypeVar

from msgspec import Raw

from sociotui.domain.refusal import Refused, brief
from sociotui.journal.port import JournalError
from sociotui.room import wire
from sociotui.room.beside import followed
from sociotui.room.entered import EnteredRoom
from sociotui.room.frames import FROM_SERVER, Malformed
from sociotui.room.home import Done
from sociotui.room.hub import Hub
from sociotui.room.identity import Identity
from sociotui.room.messages import Errand, Message, No, Value, encode, reply_to
from sociotui.room.packing import Held, Packer, Recent, Stand
from sociotui.room.port import Snapshot
from sociotui.served.carrying import carry
from sociotui.served.outbox import Outbox
from sociotui.words import _

T = TypeVar("T")
Log = Callable[[int, str], None]


class Shared(Protocol):
    """What a guest needs of a house, which all guests share."""

    @property
    def hub(self) -> Hub:
        """The hub whose rooms are entered."""
        ...

    @property
    def identity_of(self) -> Callable[[int], Identity]:
        """Who an account is; refuses whom it knows not. Asked by the hub's thread."""
        ...

    @property
    def loop(self) -> AbstractEventLoop:
        """The loop that all connections are served by."""
        ...

    @property
    def recent(self) -> Recent:
        """What has happened to the organisation lately; the hub's thread asks it."""
        ...

    @property
    def packer(self) -> Packer:
        """Packs snapshots."""
        ...


class Guest:
    """Somebody in a house, by the connection whose way out is `out`. `go_on` is called when there may be time for more."""

    def __init__(
        self, house: Shared, uid: int, identity: Identity, out: Outbox, go_on: Callable[[], None], log: Log
    ) -> None:
        self._house, self._uid, self.identity = house, uid, identity
        self._out, self._go_on, self._log = out, go_on, log
        self.asked = 0
        """How much that was asked for has not been answered."""
        self.entering = self._left = self._lost = False
        self._room: EnteredRoom | None = None
        self._held = Held()
        self._newest: deque[tuple[Snapshot, Stand]] = deque(maxlen=1)
        self._told = False
        self._answers: deque[tuple[Message, Future[Any]]] = deque()

    @property
    def inside(self) -> bool:
        """True for who is in a room."""
        return self._room is not None

    def take(self, request: wire.Enter | wire.Asking | Errand) -> None:
        """Begin with what is asked for. Raises Malformed where it makes no sense here."""
        if isinstance(request, wire.Enter):
            if self.entering or self._room:
                raise Malformed("came in twice")
            self.entering = True
            self.asked += 1
            on_hub(self._house, lambda: self._enter(request.meeting), lambda room: self._entered(request, room))
        elif isinstance(request, Errand):
            self.asked += 1
            on_hub(self._house, self._still, lambda who: self._run(request, who))
        elif self._room is None:
            raise Malformed("asked for something in a room, and is in none")
        else:
            self.asked += 1
            self._answer_with(request, carry(request, self._room, self._house.hub))

    def leave(self, *, lost: bool) -> None:
        """Leave the room, if there is one; `lost` says that the seat is to be kept."""
        self._left, self._lost = True, lost
        room, self._room = self._room, None
        if room and lost:
            room.lose()
        elif room:
            room.stop()

    def flush(self) -> None:
        """Send what there is to tell, as far as there is room: the newest that there is to see, and answers after it."""
        while self._out.has_room:
            if self._room and self._newest:
                snapshot, stand = self._newest.popleft()
                changed = self._house.packer.pack(snapshot, stand, self._room.caps, self._held)
                if changed:
                    self._out.write(changed)
            elif self._answers:
                request, answer = self._answers.popleft()
                self.asked -= 1
                self._out.write(self._reply(request, answer))
            else:
                break
        self._go_on()

    # --- on the hub's thread

    def _still(self) -> Identity:
        """Return who this is, once more: it may have been taken back since the greeting."""
        now = self._house.identity_of(self._uid)
        if now.person != self.identity.person:
            raise Refused(_("This account is somebody else by now. Please come in again."))
        return self.identity

    def _enter(self, meeting: str | None) -> EnteredRoom:
        hub, who = self._house.hub, self._still()
        room = hub.enter(who, hub.whereabouts(who.person) if meeting is None else meeting)
        room.start(self._see)
        self._see(room.snapshot)
        return room

    def _see(self, snapshot: Snapshot) -> None:
        """Take note of what there is to see; what was not sent yet is dropped for it."""
        self._newest.append((snapshot, self._house.recent.stand(snapshot.organisation)))
        if not self._told:
            self._told = True
            _tell(self._house.loop, self._seen)

    # --- on the loop

    def _seen(self) -> None:
        self._told = False
        self.flush()

    def _entered(self, request: wire.Enter, answer: "Future[EnteredRoom]") -> None:
        self.entering = False
        entered: Future[bool] = Future()
        if error := answer.exception():
            entered.set_exception(error)
        else:
            self._room = answer.result()
            entered.set_result(self._room.own)
            if self._left:  # it went away meanwhile
                self.leave(lost=self._lost)
        self._answered(request, entered)

    def _run(self, request: Errand, who: "Future[Identity]") -> None:
        if who.exception():
            self._answered(request, who)
        else:
            hub = self._house.hub
            self._answer_with(request, followed(hub.errand(self.identity, request.name, request.said), hub.ask))

    def _answer_with(self, request: wire.Asking | Errand, answer: "Future[Any]") -> None:
        loop = self._house.loop
        answer.add_done_callback(lambda done: _tell(loop, lambda: self._answered(request, done)))

    def _answered(self, request: wire.Enter | wire.Asking | Errand, answer: "Future[Any]") -> None:
        self._answers.append((request, answer))
        self.flush()

    def _reply(self, request: Any, answer: "Future[Any]") -> bytes:
        error = answer.exception()
        if error is None:
            found = answer.result()
            try:
                value = self._house.packer.done(found, self._held) if isinstance(found, Done) else found
                body = encode(Value(number=request.number, value=Raw(encode(value))))
            except (TypeError, ValueError, RecursionError) as unsendable:
                error = unsendable
            else:
                if len(body) <= FROM_SERVER:
                    return body
                error = Refused(_("This is more than can be sent at once. Ask for less, or ask on the server itself."))
        reply = reply_to(request.number, error)
        if reply and not isinstance(request, wire.Talks | wire.Talking):  # a talk in conflict is in no log
            self._log(logging.INFO, f"{_name(request)} refused: {error}")
        return encode(reply or No(number=request.number, said=fault_of(error, self._log)))


def _name(request: Any) -> str:
    """Return what was asked for, as the server's record names it."""
    if isinstance(request, Errand):
        said = request.said
        return " ".join(
            brief(str(part)) for part in (request.name, said.get("action", ""), said.get("meeting", "")) if part
        )
    return " ".join(
        (type(getattr(request, "command", request)).__name__, getattr(request, "meeting", "") or "")
    ).strip()


def on_hub(house: Shared, work: Callable[[], T], then: "Callable[[Future[T]], None]") -> None:
    """Have `work` done by the hub's thread, and `then` be called with what came of it, by the loop."""
    house.hub.ask(work).add_done_callback(lambda answer: _tell(house.loop, lambda: then(answer)))


def fault_of(error: BaseException, log: Log) -> str:
    """Return the sentence for somebody whose request came to this; what no rule has foreseen is put on the server's record."""
    if isinstance(error, Refused | JournalError):
        return str(error)
    where = " < ".join(f"{f.filename}:{f.lineno} {f.name}" for f in reversed(traceback.extract_tb(error.__traceback__)))
    log(logging.ERROR, f"{type(error).__name__}: {error}, at {where}")
    return _(
        "The server came upon a mistake of its own, and has written it down for whoever looks after it. Look whether what "
        "you asked for was done."
    )


def _tell(loop: AbstractEventLoop, what: Callable[[], None]) -> None:
    with suppress(RuntimeError):  # the loop has ended, and with it everybody who could be told
        loop.call_soon_threadsafe(what)
