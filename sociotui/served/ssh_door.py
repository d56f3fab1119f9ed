"""The SSH door: connections come in here, and a key says who somebody is."""

import asyncio
import logging
import socket
from collections import Counter
from collections.abc import Awaitable, Callable
from time import monotonic

import asyncssh

from sociotui.room.identity import Identity
from sociotui.room.port import Room
from sociotui.served.hosting import Host
from sociotui.served.limits import Buckets
from sociotui.served.session import Terminal
from sociotui.served.ssh_guest import JOIN, Guest
from sociotui.served.ssh_key import Key
from sociotui.served.ssh_private import WINDOW, quick_key_exchanges
from sociotui.words import _

__all__ = ["JOIN", "Key", "SshDoor"]

log = logging.getLogger(__name__)
_VERSION = "sociotui"
_CIPHERS = [
    "chacha20-poly1305@openssh.com",
    "aes256-gcm@openssh.com",
    "aes128-gcm@openssh.com",
    "aes256-ctr",
    "aes128-ctr",
]
_MACS = ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"]
_SIGNATURES = [
    "ssh-ed25519",
    "sk-ssh-ed25519@openssh.com",
    "sk-ecdsa-sha2-nistp256@openssh.com",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "rsa-sha2-512",
    "rsa-sha2-256",
]


def _told(record: logging.LogRecord) -> bool:
    """Tell whether to log what asyncssh says: not of every connection, but of a mistake, which it would only whisper."""
    if record.exc_info and record.exc_info[1] and not isinstance(record.exc_info[1], asyncssh.Error | OSError):
        record.levelno, record.levelname = logging.ERROR, "ERROR"
    return record.levelno >= logging.WARNING


class SshDoor:
    """Lets people in by SSH, to sessions of `host`.

    `who` says whose a key is, at once and from memory: it is asked for every key that anybody offers. `bind` binds a key
    to whom a one-time code was made for, and raises Refused where it was made for nobody. `enter` gives the room that
    somebody sees, and raises Refused where they may not. `name` is the server's, as people reach it; it stands in what a
    stranger is told.
    """

    def __init__(
        self,
        host: Host,
        host_key: bytes,
        *,
        who: Callable[[Key], Identity | None],
        bind: Callable[[Key, str], Awaitable[Identity]],
        enter: Callable[[Identity, Terminal], Awaitable[Room]],
        name: str = "",
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.host, self.limits = host, host.limits
        self.who, self.bind, self.enter = who, bind, enter
        self.logins = Buckets(self.limits.logins_a_minute, clock)
        self.keys = Buckets(self.limits.keys_a_minute, clock)
        self.codes = Buckets(self.limits.codes_a_minute, clock)
        self._host_key = asyncssh.import_private_key(host_key)
        self._name, self._port = name, 0
        self._guests: dict[Guest, None] = {}
        self._strangers: dict[Guest, None] = {}
        self._listening: list[asyncssh.SSHAcceptor] = []
        ssh_log = logging.getLogger("asyncssh")
        ssh_log.addFilter(_told)
        ssh_log.setLevel(logging.DEBUG)

    @property
    def fingerprint(self) -> str:
        """The host key's fingerprint, `SHA256:…`, as people compare it when they come for the first time."""
        return self._host_key.get_fingerprint()

    @property
    def how_to_join(self) -> str:
        """What a stranger is told."""
        return _(
            "Nobody here knows this key. With a one-time code you bind it to your name: ssh -p {port} {join}@{name}\r\n"
            "If you have no code, ask whoever looks after this server for one.",
            port=self._port,
            join=JOIN,
            name=self._name or "…",
        )

    async def listen(self, host: str = "", port: int = 2222, sock: socket.socket | None = None) -> int:
        """Begin to listen, at an address or on a socket that is listening already; returns the port."""
        where = {"sock": sock} if sock else {"host": host, "port": port}
        limits = self.limits
        acceptor = await asyncssh.listen(
            **where,
            server_factory=lambda: Guest(self),
            server_host_keys=[self._host_key],
            server_version=_VERSION,
            config=None,
            login_timeout=limits.grace,
            keepalive_interval=limits.keepalive,
            keepalive_count_max=limits.keepalives,
            public_key_auth=True,
            password_auth=False,
            kbdint_auth=False,
            host_based_auth=False,
            gss_host=None,
            gss_kex=False,
            gss_auth=False,
            kex_algs=quick_key_exchanges(),
            encryption_algs=_CIPHERS,
            mac_algs=_MACS,
            signature_algs=_SIGNATURES,
            compression_algs=None,
            x509_trusted_certs=None,
            agent_forwarding=False,
            x11_forwarding=False,
            line_editor=False,
            encoding=None,
            window=WINDOW,
            reuse_address=True,
        )
        self._listening.append(acceptor)
        self._port = acceptor.get_port()
        return self._port

    @property
    def guests(self) -> int:
        """How many connections there are, whoever they are of."""
        return len(self._guests)

    # --- sending away

    async def end(self, person: str, farewell: str) -> None:
        """End all that somebody has open, at once; their terminals are restored, and say `farewell`."""
        await self._end(farewell, lambda guest: guest.is_of(person))

    async def end_key(self, fingerprint: str, farewell: str) -> None:
        """End all that was opened with a key, at once."""
        await self._end(farewell, lambda guest: guest.key is not None and guest.key.fingerprint == fingerprint)

    async def close(self, farewell: str) -> None:
        """Let nobody in any more, and end all that is open; every terminal is restored, and says `farewell`."""
        for acceptor in self._listening:
            acceptor.close()
        await self._end(farewell, lambda _guest: True)
        for acceptor in self._listening:
            await acceptor.wait_closed()
        self._listening.clear()

    async def _end(self, farewell: str, which: Callable[[Guest], bool]) -> None:
        guests = [guest for guest in self._guests if which(guest)]
        for guest in guests:
            guest.end(farewell)
        waits = [asyncio.ensure_future(guest.connection.wait_closed()) for guest in guests]
        if waits:
            _done, late = await asyncio.wait(waits, timeout=2 * self.limits.goodbye)
            for wait in late:
                wait.cancel()
        for guest in guests:
            if guest in self._guests:
                guest.connection.abort()

    # --- who is at the door; told by each guest

    def came(self, guest: Guest) -> None:
        """Somebody has come; where there are too many strangers already, one of them has to go."""
        self._guests[guest] = self._strangers[guest] = None
        crowds = Counter(stranger.address for stranger in self._strangers)
        if crowds[guest.address] > self.limits.strangers_each_address:
            self._turn_away(guest)
        elif len(self._strangers) > self.limits.strangers:
            crowded = crowds.most_common(1)[0][0]
            self._turn_away(next(stranger for stranger in self._strangers if stranger.address == crowded))

    def proved(self, guest: Guest) -> None:
        """They have shown a key, and are no stranger any more."""
        self._strangers.pop(guest, None)

    def went(self, guest: Guest) -> None:
        """They have gone."""
        self._strangers.pop(guest, None)
        self._guests.pop(guest, None)

    def _turn_away(self, guest: Guest) -> None:
        log.info("Too many connections without a key; one from %s was turned away.", guest.address)
        self._strangers.pop(guest, None)
        guest.connection.abort()
