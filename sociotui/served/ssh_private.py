"""The one place for asyncssh's private names; each has a test, and asyncssh's versions are bounded."""

from asyncio import get_running_loop
from collections.abc import Callable
from typing import Any, cast

from asyncssh import SSHServerChannel, SSHServerConnection
from asyncssh.kex import get_kex_algs
from asyncssh.packet import SSHPacket

WINDOW = 32_768
"""Bytes of input that a client may send ahead."""
_PACKET = 16_384


class Channel(SSHServerChannel[bytes]):
    """A session's channel that keeps nothing of what a client may send without end, and tells what it asked in vain."""

    def __init__(self, conn: SSHServerConnection, wanted: Callable[[str], None], variables: tuple[str, ...]) -> None:
        super().__init__(
            conn,
            get_running_loop(),
            allow_pty=True,
            line_editor=False,
            line_echo=False,
            line_history=0,
            max_line_length=0,
            encoding=None,
            errors="strict",
            window=WINDOW,
            max_pktsize=_PACKET,
        )
        self._wanted = wanted
        self._variables = frozenset(name.encode() for name in variables)

    def _process_env_request(self, packet: SSHPacket) -> bool:
        name, value = packet.get_string(), packet.get_string()
        packet.check_end()
        if name not in self._variables or len(value) > 64:
            return False
        self._env[name] = value
        return True

    def _process_x11_req_request(self, packet: SSHPacket) -> bool:
        self._wanted("x11")
        return False

    def _process_auth_agent_req_at_openssh_dot_com_request(self, packet: SSHPacket) -> bool:  # type: ignore[override]
        self._wanted("agent")
        return False


def unsent(conn: SSHServerConnection) -> int:
    """Return how many bytes a connection has ready that the network hasn't taken; asyncssh has no bound for them."""
    transport = cast(Any, conn)._transport
    return transport.get_write_buffer_size() if transport else 0


def quick_key_exchanges() -> list[str]:
    """Return the ways to agree on a key that take no longer than everybody can wait, and rest on nothing broken."""
    wanted = ["mlkem768x25519-sha256", "curve25519-sha256", "curve25519-sha256@libssh.org"]
    wanted += ["ecdh-sha2-nistp256", "ecdh-sha2-nistp384", "ecdh-sha2-nistp521"]
    return [name for name in wanted if name.encode() in get_kex_algs()]
