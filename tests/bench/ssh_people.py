"""People far away: each at a terminal of their own, over SSH."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncssh

from .people import SIZE, Person


class SshPerson(Person, asyncssh.SSHClientSession[bytes]):
    """Somebody whose ssh is part of this process: what comes is decrypted here, and counts as come after that."""

    def __init__(self) -> None:
        super().__init__()
        self._channel: asyncssh.SSHClientChannel[bytes]

    def connection_made(self, chan: Any) -> None:
        """The line is there."""
        self._channel = chan

    def data_received(self, data: bytes, datatype: Any) -> None:
        """Something is drawn."""
        self.take(data)

    def press(self, key: bytes) -> None:
        """Press a key."""
        self._channel.write(key)


@asynccontextmanager
async def come_in(port: int, name: str, key: asyncssh.SSHKey) -> AsyncIterator[SshPerson]:
    """Log in to this machine, with a terminal; leave with the context."""
    connecting: Any = asyncssh.connect(
        "127.0.0.1", port, username=name, client_keys=[key], known_hosts=None, config=None, agent_path=None
    )
    async with connecting as connection:
        _channel, person = await connection.create_session(
            SshPerson, term_type="xterm-256color", term_size=(*SIZE, 0, 0), encoding=None
        )
        yield person
