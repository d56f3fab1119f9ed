"""asyncssh's private names: each still does what this program needs of it."""

import asyncio
from typing import Any

import asyncssh

from sociotui.served.ssh_private import WINDOW, quick_key_exchanges, unsent
from tests.served.conftest import Serve
from tests.served.ssh_serving import until


def test_key_exchanges_are_quick_ones_and_there_are_some() -> None:
    names = quick_key_exchanges()
    assert "curve25519-sha256" in names
    assert not [name for name in names if "sha1" in name or "group" in name or name.startswith("gss")]


async def test_bytes_that_the_network_does_not_take_are_counted(serve: Serve) -> None:
    """Also those that a client has said it would take, and then does not."""
    server = serve()
    key = server.know("ana")
    connecting: Any = asyncssh.connect(
        "127.0.0.1", server.port, username="x", client_keys=[str(key)], known_hosts=None, config=None, agent_path=None
    )
    async with connecting as connection:
        await connection.create_session(
            asyncssh.SSHClientSession, term_type="xterm", term_size=(80, 24, 0, 0), window=1 << 26, encoding=None
        )
        await asyncio.to_thread(until, lambda: server.look(lambda: len(server.host.sessions)))
        (visit,) = server.look(lambda: [v for g in server.door._guests for v in g.visits])
        assert visit._chan.get_recv_window() == WINDOW
        assert visit.waiting() == 0
        connection._transport.pause_reading()
        server.look(lambda: visit.write(b"x" * (1 << 25)))
        assert visit._chan.get_write_buffer_size() == 0, "the client's window has room for it"
        assert visit.waiting() == server.look(lambda: unsent(visit._guest.connection)) > 1 << 20
        connection._transport.resume_reading()
        await asyncio.to_thread(until, lambda: server.look(visit.waiting) == 0)
        connection.abort()
    await asyncio.to_thread(until, lambda: server.look(visit.waiting) == 0)
