"""The server: the one process that has a home, and the doors by which everybody comes to the same rooms."""

import asyncio
import logging
import os
import pwd
import signal
from collections.abc import Callable, Coroutine, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sociotui.domain.access import Access
from sociotui.domain.admitting import UID
from sociotui.domain.refusal import Refused
from sociotui.journal.port import JournalError
from sociotui.room.access import AccessBook
from sociotui.room.entered import EnteredRoom
from sociotui.room.home import Home
from sociotui.room.hub import Hub
from sociotui.room.identity import Identity
from sociotui.room.serving import Hold, take_over
from sociotui.served.limits import Limits
from sociotui.served.noted import NotedRoom
from sociotui.served.socket_door import SocketDoor
from sociotui.served.systemd import Manager
from sociotui.served.watchdog import Watchdog
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.served.session import Terminal
    from sociotui.served.ssh_door import Key, SshDoor

log = logging.getLogger("sociotui.served")
BROKEN = 70
"""The exit code where this program made a mistake; what a start is refused with are others, see the command line."""
PACE = 2.0
"""Seconds between two looks at the clock; nobody else writes to the home, so that there is nothing else to look for."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How a server is to be reached: `socket`, its Unix socket; `ssh`, address and port of its SSH door, if it has one.

    `state` is the folder with its host key, `name` what members call this machine. Where nobody has been in for
    `idle_exit` seconds it ends, if it is told to.
    """

    socket: Path
    state: Path
    ssh: tuple[str, int] | None = None
    name: str = ""
    idle_exit: float | None = None
    limits: Limits = field(default_factory=Limits)


class Server:
    """Serves a home, which is its own from `run` on. `manager` is who started it, and holds its sockets.

    `opened` is called when the doors are open; until then the loop has nobody to keep waiting.
    """

    def __init__(
        self, home: Home, plan: Plan, manager: Manager | None = None, opened: Callable[[], None] = lambda: None
    ) -> None:
        self.home, self.plan, self.manager, self._opened = home, plan, manager or Manager(), opened
        self.hub = Hub(home, PACE)
        self.book = AccessBook(home)
        self._access = Access()
        self._people: frozenset[str] = frozenset()
        self._socket = SocketDoor(self.hub, self._by_account)
        self._ssh: SshDoor | None = None
        self._over = asyncio.Event()
        self._tasks: set[asyncio.Future[None]] = set()
        self._loop = asyncio.get_running_loop()

    def stop(self) -> None:
        """End soon: everybody's terminal is restored, and what was asked for is done."""
        self._over.set()

    async def run(self) -> None:
        """Open the doors, and serve until told to stop. Raises Refused, with the reason, where that can't begin."""
        self.home.founded()  # where there is no folder yet there is none to take
        hold = take_over(self.home.folder)
        try:
            key = self._host_key()
            self._see_access()
            self.hub.after = self._see_access
            self.hub.start()
            try:
                await self._open(hold, key)
                await self._serve()
            finally:
                await self._close()
        finally:
            self.home.close()
            hold.let_go()

    # --- doors

    def _host_key(self) -> bytes | None:
        """Return the host key, checked before anything is opened; None where there is to be no SSH door."""
        if self.plan.ssh is None and not self.manager.tcp:
            return None
        from sociotui.room.host_key import load_host_key

        return load_host_key(self.plan.state, self.book.host_key()).private

    async def _open(self, hold: Hold, key: bytes | None) -> None:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            self._loop.add_signal_handler(number, self.stop)
        at = self.manager.unix[0] if self.manager.unix else self.plan.socket
        await self._socket.open(at)
        where = at if isinstance(at, Path) else Path(at.getsockname())
        hold.point(where)
        if key is not None:
            await self._open_ssh(key)
        self._opened()
        log.info("The doors are open; the socket is %s", where)
        self.manager.tell("READY=1", "STATUS=" + _("The doors are open."))

    async def _open_ssh(self, key: bytes) -> None:
        from sociotui.served.hosting import Host
        from sociotui.served.ssh_door import SshDoor

        host = Host(self.plan.limits)
        await host.warm_up(lambda: asyncio.wrap_future(self.hub.ask(lambda: self.hub.enter(Identity(person="")))))
        self._ssh = SshDoor(host, key, who=self._by_key, bind=self._redeem, enter=self._enter, name=self.plan.name)
        address, port = self.plan.ssh or ("", 0)
        try:
            if self.manager.tcp:
                ports = [await self._ssh.listen(sock=held) for held in self.manager.tcp]
            else:
                ports = [await self._ssh.listen(address, port)]
        except OSError as error:
            raise Refused(
                _(
                    "No SSH door can be opened at {address}:{port} ({why}). Choose another address or port with --ssh.",
                    address=address,
                    port=port,
                    why=error.strerror or str(error),
                )
            ) from error
        for port in ports:
            log.info("SSH door open on port %s, host key %s", port, self._ssh.fingerprint)

    async def _serve(self) -> None:
        """Wait for the end; meanwhile tell whoever wants to know that all is well, and see whether anybody is in."""
        empty_since: float | None = None
        waits = [w for w in (self.manager.alive_every, (self.plan.idle_exit or 0) / 4 or None) if w]
        while not self._over.is_set():
            try:
                await asyncio.wait_for(self._over.wait(), min(waits) if waits else None)
            except TimeoutError:
                await asyncio.wrap_future(self.hub.ask(_nothing))  # a hub that hangs is not alive
                if self.manager.alive_every:
                    self.manager.tell("WATCHDOG=1")
                now = self._loop.time()
                empty_since = None if self.busy else empty_since or now
                if self.plan.idle_exit and empty_since and now - empty_since >= self.plan.idle_exit:
                    log.info("Nobody has been in for a while: closing until somebody comes.")
                    return

    @property
    def busy(self) -> bool:
        """True while anybody is in."""
        return bool(self._socket.visits or (self._ssh and self._ssh.guests) or not self.hub.idle)

    async def _close(self) -> None:
        self.manager.tell("STOPPING=1")
        farewell = _("The server is closing; nothing is lost. Come in again when it is back.")
        if self._ssh:
            await self._ssh.close(farewell)
            await self._ssh.host.close(farewell)
        await self._socket.close()
        await self._loop.run_in_executor(None, self.hub.stop)

    # --- who comes

    def _by_account(self, uid: int) -> Identity:
        """Say who an account is, by its number; on the hub's thread."""
        steward = uid in (0, os.geteuid())
        person = self.book.who_by_uid(uid)
        if person is None and not steward:
            raise Refused(
                _(
                    "This server doesn't know your account, “{account}”. Whoever looks after it lets you in with “sociotui "
                    "member account PERSON {account}”.",
                    account=_login(uid),
                )
            )
        # No account is taken for the person who happens to have its name for an id.
        name = _login(uid) if _login(uid) not in self.home.organisation().people else f"{UID}{uid}"
        return Identity(person=person or name, door="socket", steward=steward)

    def _by_key(self, key: "Key") -> Identity | None:
        """Say whose a key is, from what was last known of access; on the loop's thread."""
        bound = self._access.keys.get(key.fingerprint)
        if bound is None or bound.person not in self._people:
            return None
        return Identity(person=bound.person, door="ssh", session=key.fingerprint)

    async def _redeem(self, key: "Key", code: str) -> Identity:
        person = await asyncio.wrap_future(self.hub.ask(lambda: self.book.redeem(code, key.line)))
        log.info("A one-time code has bound the key %s to %s.", key.fingerprint, person)
        return Identity(person=person, door="ssh", session=key.fingerprint)

    async def _enter(self, identity: Identity, terminal: "Terminal") -> EnteredRoom:
        def enter() -> EnteredRoom:
            room = NotedRoom(self.hub, identity, self.hub.whereabouts(identity.person), terminal.address)
            self.hub.take_in(room)
            return room

        return await asyncio.wrap_future(self.hub.ask(enter))

    # --- who may no more; on the hub's thread

    def _see_access(self) -> None:
        """Take in who may come in by now, and send away who may no more."""
        people = frozenset(self.home.organisation().people)
        access = self.book.access()
        if access is self._access and people == self._people:
            return
        keys, shut = _ended(self._access, access)
        gone = (self._people - people) | shut
        self._access, self._people = access, people
        for person in gone:
            self._loop.call_soon_threadsafe(self._send_away, person)
        for fingerprint in keys:
            self._loop.call_soon_threadsafe(self._shut_out, fingerprint)

    def _send_away(self, person: str) -> None:
        farewell = _("Your way in to this server has ended. Whoever looks after it can tell you more.")
        self._socket.end(person, farewell)
        if self._ssh:
            self._soon(self._ssh.end(person, farewell))

    def _shut_out(self, fingerprint: str) -> None:
        farewell = _("This key lets you in no more. Whoever looks after the server can tell you more.")
        if self._ssh:
            self._soon(self._ssh.end_key(fingerprint, farewell))

    def _soon(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _ended(before: Access, after: Access) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys that let nobody in any more, and the people of whose accounts one does so no more."""
    keys = frozenset(before.keys) - frozenset(after.keys)
    accounts = {a.person for uid, a in before.accounts.items() if uid not in after.accounts}
    return keys, frozenset(accounts) | (after.shut - before.shut)


def _login(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _nothing() -> None:
    """Show that the hub is there."""


def serve(home: Home, plan: Plan, environ: MutableMapping[str, str]) -> None:
    """Serve a home until told to stop. `environ` is this process's own; what would change everybody's screens goes from it.

    Raises Refused, JournalError and OSError where it can't begin. Anything else is a mistake, which a service manager may
    answer with a new start: it is put on the server's record, and the process exits with BROKEN.
    """
    from sociotui.served.environment import clear
    from sociotui.served.systemd import manager

    clear(environ)  # before Textual is loaded, which reads it but once
    watchdog, begun = Watchdog(), asyncio.Event()

    def opened() -> None:
        begun.set()
        watchdog.start()

    async def main() -> None:
        await Server(home, plan, manager(environ), opened=opened).run()

    try:
        with asyncio.Runner(loop_factory=watchdog.new_loop) as runner:
            runner.run(main())
    except Exception as error:
        if isinstance(error, Refused | JournalError | OSError) and not begun.is_set():
            raise
        log.exception("The server came upon a mistake of its own, and ends")
        raise SystemExit(BROKEN) from error
    finally:
        watchdog.close()
