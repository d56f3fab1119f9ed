"""Limits at the SSH door: whoever wants too much gets no more, and nobody else notices."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import asyncssh
import pyte
import pytest

from sociotui.served.limits import Limits
from tests.homes import SIX
from tests.served.conftest import Serve
from tests.served.ssh_serving import SshServing, new_key, until
from tests.terminal.screen import Terminal

pytestmark = pytest.mark.slow  # each waits for real clients of SSH


class Quiet(asyncssh.SSHClientSession[bytes]):
    """A client of one's own making that counts what it gets."""

    def __init__(self) -> None:
        self.got = b""
        self.gone = asyncio.Event()

    def data_received(self, data: bytes, datatype: Any) -> None:
        """Keep it."""
        self.got += data

    def connection_lost(self, exc: Exception | None) -> None:
        """The channel is closed."""
        self.gone.set()


@asynccontextmanager
async def client(
    server: SshServing, key: Path, **more: Any
) -> AsyncIterator[tuple[asyncssh.SSHClientChannel[bytes], Quiet]]:
    """Come in with a client that does as a test wants."""
    async with asyncssh.connect(
        "127.0.0.1", server.port, username="x", client_keys=[str(key)], known_hosts=None, config=None, agent_path=None
    ) as connection:
        channel: asyncssh.SSHClientChannel[bytes]
        channel, session = await connection.create_session(
            Quiet, term_type="xterm-256color", term_size=(80, 24, 0, 0), encoding=None, **more
        )
        assert isinstance(session, Quiet)
        yield channel, session


async def take_nothing(server: SshServing, channel: "asyncssh.SSHClientChannel[bytes]") -> None:
    """Read no more, and have so much drawn that frames are left out."""

    def left_out() -> int:
        return server.look(lambda: max((s._outlet.left_out for s in server.host.sessions), default=0))

    channel.pause_reading()
    width = 60
    while not await asyncio.to_thread(left_out):
        width = width + 1 if width < 100 else 60
        channel.change_terminal_size(width, 30)


def drawn(output: bytes, width: int, height: int) -> str:
    """Return what a terminal shows after this output."""
    screen = pyte.Screen(width, height)
    pyte.ByteStream(screen).feed(output)
    return "\n".join(screen.display)


def answers(screen: Terminal) -> None:
    """Have somebody open and close the help; fails where no answer comes, because others hold them up."""
    screen.press("?")
    screen.wait_for("Keys")
    screen.press("escape")
    screen.wait_for(lambda t: not t.shows("Keys"))


def sessions(server: SshServing) -> int:
    """Return how many sessions there are."""
    return server.look(lambda: len(server.host.sessions))


def test_nobody_has_more_sessions_than_fit(serve: Serve) -> None:
    server = serve(limits=Limits(sessions_each_person=1, sessions=2))
    ana, ben, chidi = (server.know(person) for person in ("ana", "ben", "chidi"))
    with server.visit(ana) as first, server.visit(ben) as second:
        first.wait_for("Tool-shed rota")
        second.wait_for("Tool-shed rota")
        for key, why in ((ana, "sessions open already"), (chidi, "Every seat on this server is taken.")):
            with server.visit(key) as screen:
                screen.wait_for(why)
                assert screen.wait_for_end() == 1
        first.press("q", "q")
        first.wait_for_end()
        until(lambda: sessions(server) == 1)
        with server.visit(chidi) as screen:
            screen.wait_for("Tool-shed rota")


def test_only_so_many_logins_come_from_an_address_in_a_minute(serve: Serve) -> None:
    server = serve(limits=Limits(logins_a_minute=3))
    key = new_key(server.folder, "stranger")
    for _ in range(3):
        assert "Permission denied" in server.run(server.command(key)).stderr
    told = server.run(server.command(key, "-o", "LogLevel=INFO")).stderr
    assert "Too many logins from your address." in told


def test_only_so_many_keys_are_tried(serve: Serve) -> None:
    server = serve(limits=Limits(keys_each_connection=2))
    keys = [new_key(server.folder, f"k{n}") for n in range(3)]
    more = [word for key in keys[1:] for word in ("-i", str(key))]
    told = server.run(server.command(keys[0], "-o", "LogLevel=INFO", *more)).stderr
    assert "Too many keys." in told
    server = serve(limits=Limits(keys_a_minute=2))
    told = server.run(server.command(keys[0], "-o", "LogLevel=INFO", *more)).stderr
    assert "Too many keys." in told


@contextmanager
def silent(server: SshServing, count: int) -> Iterator[list[socket.socket]]:
    """Open connections that say nothing."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(socket.create_connection(("127.0.0.1", server.port), 5)) for _ in range(count)]


def closed(connection: socket.socket) -> bool:
    """Tell whether the server has closed a connection, waiting for what it says before."""
    try:
        while connection.recv(1000):
            pass
    except TimeoutError:
        return False
    except ConnectionError:
        pass
    return True


def test_connections_that_say_nothing_keep_nobody_out(serve: Serve) -> None:
    server = serve(limits=Limits(strangers=3, strangers_each_address=50))
    key = server.know("ana")
    with silent(server, 3) as kept, server.visit(key) as screen:
        screen.wait_for("Tool-shed rota")
        assert closed(kept[0]), "the oldest had to go"
        kept[1].settimeout(0.1)
        assert not closed(kept[1])


def test_an_address_has_only_so_many_connections_without_a_key(serve: Serve) -> None:
    server = serve(limits=Limits(strangers_each_address=2))
    with silent(server, 2) as kept, silent(server, 1) as more:
        assert closed(more[0])
        kept[0].settimeout(0.1)
        assert not closed(kept[0])
    until(lambda: server.look(lambda: len(server.door._strangers)) == 0)
    with server.visit(server.know("ana")) as screen:
        screen.wait_for("Tool-shed rota")


def test_a_connection_that_shows_no_key_is_not_waited_for(serve: Serve) -> None:
    server = serve(limits=Limits(grace=0.3))
    with silent(server, 1) as connections:
        assert closed(connections[0])


async def test_a_flood_of_keys_is_held_back_where_it_comes_from(serve: Serve) -> None:
    server = serve(limits=Limits(keys_a_second=30, keys_at_once=30))
    flooding, working = server.know("ana"), server.know("zoe")
    with server.visit(working) as screen:
        await asyncio.to_thread(screen.wait_for, "Tool-shed rota")
        async with client(server, flooding) as (channel, session):
            await asyncio.to_thread(until, lambda: session.got)
            channel.write(b"?\x1b[B\x1b[Aj\x1bk" * 200_000)
            for _ in range(3):
                await asyncio.to_thread(answers, screen)
            assert channel.get_write_buffer_size() > 1_000_000
            kept = server.look(lambda: [len(s._inbox) for s in server.host.sessions])
            assert max(kept) <= 70_000
            channel.abort()
        await asyncio.to_thread(until, lambda: sessions(server) == 1)


async def test_a_terminal_that_takes_nothing_holds_nobody_up_and_is_cut_off(serve: Serve) -> None:
    server = serve(limits=Limits(buffered=4096, stalled=1.0))
    with server.visit(server.know("zoe")) as screen:
        await asyncio.to_thread(screen.wait_for, "Tool-shed rota")
        async with client(server, server.know("ana"), window=8192, max_pktsize=4096) as (channel, session):
            await asyncio.to_thread(until, lambda: session.got)
            await take_nothing(server, channel)
            waiting = server.look(lambda: max(v.waiting() for g in server.door._guests for v in g.visits))
            assert 4096 < waiting < 40_000
            await asyncio.to_thread(answers, screen)
            await asyncio.to_thread(until, lambda: sessions(server) == 1)
            await session.gone.wait()


async def test_a_terminal_that_was_slow_gets_the_whole_picture(serve: Serve) -> None:
    server = serve(limits=Limits(buffered=4096))
    async with client(server, server.know("ana"), window=8192, max_pktsize=4096) as (channel, session):
        await asyncio.to_thread(until, lambda: session.got)
        await take_nothing(server, channel)
        channel.change_terminal_size(90, 30)
        channel.write(b"?")
        channel.resume_reading()
        await asyncio.to_thread(until, lambda: "Keys" in drawn(session.got, 90, 30))
        channel.write(b"\x1b")
        await asyncio.to_thread(until, lambda: "Keys" not in drawn(session.got, 90, 30))
        assert "Tool-shed rota" in drawn(session.got, 90, 30)


async def test_a_flood_of_sizes_holds_nobody_up(serve: Serve) -> None:
    server = serve()
    with server.visit(server.know("zoe")) as screen:
        await asyncio.to_thread(screen.wait_for, "Tool-shed rota")
        async with client(server, server.know("ana")) as (channel, session):
            await asyncio.to_thread(until, lambda: session.got)

            async def flood() -> None:
                for _ in range(1000):
                    for width in range(60, 100):
                        channel.change_terminal_size(width, 30)
                    await asyncio.sleep(0.001)

            flooding = asyncio.create_task(flood())
            try:
                for _ in range(3):
                    await asyncio.to_thread(answers, screen)
            finally:
                flooding.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await flooding
            channel.change_terminal_size(90, 30)
            await asyncio.to_thread(until, lambda: "Tool-shed rota" in drawn(session.got[-20_000:], 90, 30))


def test_a_flood_at_the_prompt_is_taken_for_nobody(serve: Serve) -> None:
    server = serve()
    with server.visit(new_key(server.folder, "new"), name="join") as screen:
        screen.wait_for("Your one-time code:")
        screen.type("x" * 5000)
        assert screen.wait_for_end() == 1


@pytest.mark.slow
def test_twelve_are_there_at_once(serve: Serve) -> None:
    server = serve()
    with contextlib.ExitStack() as stack:
        screens = [stack.enter_context(server.visit(server.know(SIX[n % 6]))) for n in range(12)]
        for screen in screens:
            screen.wait_for("Tool-shed rota", within=30)
        assert sessions(server) == 12
        screens[0].press("c")
        for screen in screens:
            screen.wait_for("Ana consents.")
        server.stop("Goodbye, all.")
        for screen in screens:
            screen.wait_for("Goodbye, all.")
            screen.wait_for_end()
            assert screen.unrestored() == []
