"""A guest: one connection at the SSH door, from its first byte on; who it is, and what it may ask for."""

import asyncio
import logging
from typing import TYPE_CHECKING

import asyncssh
from asyncssh import (
    DISC_NO_MORE_AUTH_METHODS_AVAILABLE,
    DISC_TOO_MANY_CONNECTIONS,
    OPEN_ADMINISTRATIVELY_PROHIBITED,
    ChannelOpenError,
    DisconnectError,
    SSHKey,
    SSHServerConnection,
)

from sociotui.room.identity import Identity
from sociotui.served.limits import network_of
from sociotui.served.ssh_key import Key, key_of, too_weak, watch_proof
from sociotui.served.ssh_private import Channel
from sociotui.served.ssh_visit import Visit
from sociotui.served.told import ACCEPTED
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.served.ssh_door import SshDoor

log = logging.getLogger(__name__)
JOIN = "join"
"""The name under which somebody comes in whose key nobody knows yet, with a one-time code."""
_VISITS = 4
"""Sessions over one connection, by a client that shares it between windows."""


class Guest(asyncssh.SSHServer):
    """One connection. The name that a client gives is never believed; what counts is the key that it proves to hold."""

    def __init__(self, door: "SshDoor") -> None:
        self.door = door
        self.connection: SSHServerConnection
        self.address = ""
        self.key: Key | None = None
        self.visits: list[Visit] = []
        self.wanted: dict[str, None] = {}
        self._name = ""
        self._farewell: str | None = None
        self._tried: set[str] = set()
        self._claimed: dict[str, str] = {}
        self._told = self._let_in = False
        self._timer: asyncio.TimerHandle | None = None

    # --- the connection

    def connection_made(self, conn: SSHServerConnection) -> None:
        """Somebody is there; where too many are there already who have shown no key, they are turned away unheard."""
        self.connection = conn
        self.address = network_of(str((conn.get_extra_info("peername") or ("",))[0]))
        self.door.came(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """They have gone."""
        if self._timer:
            self._timer.cancel()
        for key, person in self._claimed.items():
            if not self._let_in:
                log.info("A key of %s's was offered and not proven, from %s: %s", person, self.address, key)
        self.door.went(self)

    # --- who they are

    def begin_auth(self, username: str) -> bool:
        """Begin to find out; everybody has to show a key."""
        if not self.door.logins.take(self.address):
            log.info("Too many logins from %s.", self.address)
            raise DisconnectError(
                DISC_TOO_MANY_CONNECTIONS, _("Too many logins from your address. Please try again in a minute.")
            )
        self._name = username
        return True

    def public_key_auth_supported(self) -> bool:
        """A key is the only way in."""
        return True

    def validate_public_key(self, username: str, key: SSHKey) -> bool:
        """Tell whether a key may come in, once it is proven to be theirs; a new one may under the name for joining."""
        offered = key_of(key)
        if offered.fingerprint not in self._tried:
            self._tried.add(offered.fingerprint)
            few = len(self._tried) <= self.door.limits.keys_each_connection
            if not few or not self.door.keys.take(self.address):
                log.info("Too many keys tried from %s.", self.address)
                raise DisconnectError(
                    DISC_NO_MORE_AUTH_METHODS_AVAILABLE,
                    _("Too many keys. Name yours: ssh -o IdentitiesOnly=yes -i ~/.ssh/your_key …"),
                )
        if too_weak(key):
            self._tell(_("This key is too short to be safe. Make a new one: ssh-keygen -t ed25519"))
            return False
        whose = self.door.who(offered)
        if whose:
            self._claimed[offered.fingerprint] = whose.person
        elif self._name != JOIN:
            log.info("A key that nobody knows, from %s: %s", self.address, offered.fingerprint)
            self._tell(self.door.how_to_join)
            return False
        watch_proof(key, lambda: self._proven(offered))
        return True

    def auth_completed(self) -> None:
        """They are in, and have a while to open a session; one without is of no use."""
        self._let_in = True
        self.door.proved(self)
        self.look_whether_used()

    def identity(self) -> Identity | None:
        """Return who this is as things stand now; None for who is to bind their key yet, or whose key was revoked."""
        return self.door.who(self.key) if self.key else None

    @property
    def may_join(self) -> bool:
        """Whether they came in to bind a new key."""
        return self._let_in and self._name == JOIN

    def _proven(self, key: Key) -> None:
        if not self._let_in:
            self.key = key

    def _tell(self, sentence: str) -> None:
        if not self._told:
            self._told = True
            self.connection.send_auth_banner(f"\r\n{sentence}\r\n\r\n")

    # --- what they ask for

    def session_requested(self) -> tuple[Channel, Visit]:
        """Let them have a session; whether one runs at a terminal, which alone is served, shows next."""
        if self._farewell is not None:
            raise _refused(self._farewell)
        if len(self.visits) >= _VISITS:
            raise _refused(_("You have many windows on one connection already. Open the next one with a new ssh."))
        visit = Visit(self)
        self.visits.append(visit)
        return Channel(self.connection, self._note, tuple(ACCEPTED)), visit

    def is_of(self, person: str) -> bool:
        """Tell whether somebody came in over this connection."""
        identity = self.identity()
        return any(v.identity and v.identity.person == person for v in self.visits) or (
            identity is not None and identity.person == person
        )

    def end(self, farewell: str) -> None:
        """End all that is open over this connection, and then the connection."""
        self._farewell = farewell
        for visit in tuple(self.visits):
            visit.end(farewell)
        if not self.visits:
            self.connection.disconnect(asyncssh.DISC_BY_APPLICATION, farewell)

    def ended(self, visit: Visit) -> None:
        """One of their sessions is over."""
        self.visits.remove(visit)
        if not self.visits and self._farewell is not None:
            self.connection.disconnect(asyncssh.DISC_BY_APPLICATION, self._farewell)
        else:
            self.look_whether_used()

    def look_whether_used(self) -> None:
        """Look, after a while, whether there is a session; a connection without one is closed."""
        if self._timer:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(self.door.limits.grace, self._close_unused)

    def _close_unused(self) -> None:
        if not any(visit.used for visit in self.visits):
            sentence = _("There is nothing here but the meeting room, and you haven't gone in. Come again without -N.")
            self.connection.disconnect(asyncssh.DISC_BY_APPLICATION, sentence)

    def _note(self, what: str) -> None:
        self.wanted[what] = None

    def connection_requested(self, *_where: object) -> bool:
        """Open no connection to elsewhere (-L, -D, -W)."""
        raise _refused(_("This server forwards nothing; it is here for meetings only."))

    def unix_connection_requested(self, dest_path: str) -> bool:
        """Open no socket."""
        raise _refused(_("This server forwards nothing; it is here for meetings only."))

    def tun_requested(self, unit: int | None) -> bool:
        """Make no tunnel."""
        raise _refused(_("This server makes no tunnels; it is here for meetings only."))

    def tap_requested(self, unit: int | None) -> bool:
        """Make no tunnel."""
        raise _refused(_("This server makes no tunnels; it is here for meetings only."))

    def server_requested(self, listen_host: str, listen_port: int) -> bool:
        """Listen nowhere for them (-R); told where their session begins, because there is no other place to tell it."""
        self._note("listen")
        return False

    def unix_server_requested(self, listen_path: str) -> bool:
        """Listen nowhere for them."""
        self._note("listen")
        return False


def _refused(sentence: str) -> ChannelOpenError:
    return ChannelOpenError(OPEN_ADMINISTRATIVELY_PROHIBITED, sentence)
