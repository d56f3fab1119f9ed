"""Noted: a room that somebody entered by SSH; who comes and goes, and what they are refused, is put on the server's record.

What comes in by the socket is noted there, with the account that it comes from. A line each, so that it can be searched.
"""

import logging
from collections.abc import Sequence
from concurrent.futures import Future
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from sociotui.domain.changes import AnyEdit
from sociotui.domain.event import Command, Event
from sociotui.domain.items import Went
from sociotui.domain.organisation_commands import Preparing
from sociotui.domain.refusal import Refused
from sociotui.room.changing import Changed
from sociotui.room.entered import EnteredRoom
from sociotui.room.furnishing import Opening
from sociotui.room.home import Done
from sociotui.room.identity import Identity
from sociotui.words import printable

if TYPE_CHECKING:
    from sociotui.room.hub import Hub

log = logging.getLogger("sociotui.served")
T = TypeVar("T")
_numbers = count(1)


class NotedRoom(EnteredRoom):
    """A room of somebody who came in from `address`; its identity's `session` is the fingerprint of their key."""

    def __init__(self, hub: "Hub", identity: Identity, meeting: str, address: str) -> None:
        super().__init__(hub, identity, meeting)
        self._who = f"ssh {next(_numbers)}, {address} ({identity.person})"
        self._inside = True
        self._note(f"came in, by the key {identity.session}")

    def _go(self, *, lost: bool) -> None:
        if self._inside:
            self._inside = False
            self._note("is gone" if lost else "left")
        super()._go(lost=lost)

    def act(self, command: Command, cmd: str = "") -> "Future[Done]":
        """As in EnteredRoom."""
        return self._noted(f"{type(command).__name__} {self.watched}", super().act(command, cmd))

    def open(self, opening: Opening, cmd: str = "") -> "Future[str]":
        """As in EnteredRoom."""
        return self._noted(f"Open {opening.circle}", super().open(opening, cmd))

    def watch(self, meeting: str) -> "Future[None]":
        """As in EnteredRoom."""
        return self._noted(f"Watch {meeting}", super().watch(meeting))

    def answer(
        self, decision: str, person: str, reason: str = "", version: int = 0, cmd: str = ""
    ) -> "Future[tuple[Event, ...]]":
        """As in EnteredRoom."""
        return self._noted("Answer", super().answer(decision, person, reason, version, cmd))

    def prepare(self, command: Preparing, cmd: str = "") -> "Future[tuple[Event, ...]]":
        """As in EnteredRoom."""
        return self._noted(f"{type(command).__name__} {command.circle}", super().prepare(command, cmd))

    def minutes(self) -> "Future[str]":
        """As in EnteredRoom."""
        return self._noted(f"Minutes {self.watched}", super().minutes())

    def finish(self, follow_up: str, cmd: str = "", how: Went = "") -> "Future[tuple[Event, ...]]":
        """As in EnteredRoom."""
        return self._noted("Finish", super().finish(follow_up, cmd, how))

    def change(
        self, edits: Sequence[AnyEdit], *, decision: str = "", why: str = "", cmd: str = ""
    ) -> "Future[Changed]":
        """As in EnteredRoom."""
        return self._noted("Change", super().change(edits, decision=decision, why=why, cmd=cmd))

    def take_back(self, number: int = 0, *, why: str = "", cmd: str = "") -> "Future[Changed]":
        """As in EnteredRoom."""
        return self._noted(f"Take back {number}", super().take_back(number, why=why, cmd=cmd))

    def _noted(self, what: str, answer: "Future[T]") -> "Future[T]":
        def see(done: "Future[Any]") -> None:
            if isinstance(error := done.exception(), Refused):
                self._note(f"{what} refused: {error}")

        answer.add_done_callback(see)
        return answer

    def _note(self, said: str) -> None:
        log.info("%s: %s", self._who, one_line(said))


def one_line(text: str) -> str:
    """Return a text as one line that does nothing to a terminal on which it is read."""
    return " ".join(printable(text).split())
