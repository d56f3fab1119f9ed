"""The socket door: members of the same machine come in through a Unix socket, each as who the kernel says."""

import socket
import sys
from asyncio import Future, Server, get_running_loop, timeout
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from sociotui.domain.refusal import Refused
from sociotui.room.hub import Hub
from sociotui.room.identity import Identity
from sociotui.room.packing import Packer, Recent
from sociotui.served.limits import Bucket
from sociotui.served.socket_path import BACKLOG, MODE, Listener
from sociotui.served.visit import House, SocketLimits, Visit
from sociotui.words import _


class SocketDoor:
    """A door of the house that `hub` has. For the loop's thread.

    `identity_of` tells by an account's number who that is; it raises Refused, with the sentence that they are told, for
    whom it does not know, and is asked by the hub's thread, anew whenever somebody comes in.
    """

    def __init__(self, hub: Hub, identity_of: Callable[[int], Identity], limits: SocketLimits | None = None) -> None:
        self._hub, self._identity_of, self._limits = hub, identity_of, limits or SocketLimits()
        self._visits: set[Visit] = set()
        self._buckets: dict[int, Bucket] = {}
        self._numbers = count(1)
        self._listener: Listener | None = None
        self._server: Server | None = None
        self._empty: Future[None] | None = None

    async def open(self, at: Path | socket.socket, mode: int = MODE) -> None:
        """Listen at a path, or with a socket that somebody has made and looks after. Raises Refused where that can't be."""
        loop = get_running_loop()
        if isinstance(at, socket.socket):
            sock = at
        else:
            self._listener = Listener(at, mode)
            sock = self._listener.sock
        house = House(
            hub=self._hub,
            identity_of=self._identity_of,
            limits=self._limits,
            loop=loop,
            recent=Recent(self._hub.home),
            packer=Packer(),
            admit=self._admit,
            gone=self._gone,
        )
        more: dict[str, Any] = {"cleanup_socket": False} if sys.version_info >= (3, 13) else {}
        self._server = await loop.create_unix_server(
            lambda: Visit(house, next(self._numbers)), sock=sock, backlog=BACKLOG, **more
        )

    @property
    def visits(self) -> int:
        """How many connections there are."""
        return len(self._visits)

    def end(self, person: str, said: str) -> None:
        """End the connections of somebody at once, with a sentence; whether they may come back says `identity_of`."""
        for visit in [v for v in self._visits if v.person == person]:
            visit.end(said)

    async def close(self, within: float = 2.0) -> None:
        """Let nobody in any more, and hang up when what was said has gone out; after so many seconds in any case."""
        if self._server:
            self._server.close()
        if self._listener:
            self._listener.close()
        self._server = self._listener = None
        if not self._visits:
            return
        self._empty = get_running_loop().create_future()
        for visit in tuple(self._visits):
            visit.close()
        with suppress(TimeoutError):
            async with timeout(within):
                await self._empty
        for visit in tuple(self._visits):
            visit.abort()

    def _admit(self, visit: Visit) -> Bucket:
        limits = self._limits
        if sum(v.uid == visit.uid for v in self._visits) >= limits.connections_each_account:
            raise Refused(
                _("Your account has as many connections here as fit. Close a screen of yours, then come back.")
            )
        if len(self._visits) >= limits.connections:
            raise Refused(_("Every seat on this server is taken. Please try again in a little while."))
        self._visits.add(visit)
        now = get_running_loop().time()
        return self._buckets.setdefault(visit.uid, Bucket(limits.asked_a_second, limits.asked_at_once, now))

    def _gone(self, visit: Visit) -> None:
        self._visits.discard(visit)
        for uid in self._buckets.keys() - {v.uid for v in self._visits}:
            self._buckets[uid].charge(0.0, get_running_loop().time())
            if self._buckets[uid].full:  # whoever comes back before has no more than was left
                del self._buckets[uid]
        if self._empty and not self._visits and not self._empty.done():
            self._empty.set_result(None)
