"""What the SSH door is not for: no commands, no files, no forwarding; each refused in a sentence, and nothing is done."""

import asyncio
import socket
import subprocess
from pathlib import Path
from typing import Any

import asyncssh
import pytest

from sociotui.served.limits import Limits
from tests.served.conftest import Serve
from tests.served.ssh_serving import SshServing, until

COMMANDS = "This server runs no commands"
FILES = "This server gives and takes no files"
FORWARDS = "This server forwards nothing"


def refused(server: SshServing, key: Path, *options: str, then: tuple[str, ...] = (), program: str = "ssh") -> str:
    """Try something that needs no terminal, and return what is told; it must not have come to anything."""
    command = server.command(key, "-o", "LogLevel=INFO", *options, program=program)
    done = server.run([*command, *then] if program == "ssh" else [*command[:-1], *then])
    assert done.returncode != 0
    assert done.stdout == ""
    assert server.entered == []
    return done.stderr


def test_no_command_is_run(serve: Serve) -> None:
    server = serve()
    key = server.know("ana")
    assert COMMANDS in refused(server, key, then=("id",))
    assert COMMANDS in refused(server, key, "-tt", then=("id",))
    assert COMMANDS in refused(server, key, then=("sociotui", "status"))


def test_there_is_no_meeting_without_a_terminal(serve: Serve) -> None:
    server = serve()
    key = server.know("ana")
    assert "A meeting is held at a terminal." in refused(server, key, "-T")
    with server.visit(key, TERM="dumb") as screen:
        screen.wait_for("Your terminal says that it can't be drawn on")
        assert screen.wait_for_end() == 1
    assert server.entered == []


def test_no_files_are_given_or_taken(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    key = server.know("ana")
    mine = tmp_path / "mine"
    mine.write_text("x")
    there = f"someone@127.0.0.1:{tmp_path / 'theirs'}"
    assert FILES in refused(server, key, then=("someone@127.0.0.1",), program="sftp")
    assert FILES in refused(server, key, then=(str(mine), there), program="scp")
    assert COMMANDS in refused(server, key, "-O", then=(str(mine), there), program="scp")
    assert FILES in refused(server, key, "-s", then=("anything",))
    assert not (tmp_path / "theirs").exists()


def test_nothing_is_forwarded_to_elsewhere(serve: Serve) -> None:
    server = serve()
    key = server.know("ana")
    with socket.create_server(("127.0.0.1", 0)) as target:
        target.settimeout(0)
        where = f"127.0.0.1:{target.getsockname()[1]}"
        assert FORWARDS in refused(server, key, "-W", where)
        with pytest.raises(BlockingIOError):
            target.accept()


@pytest.mark.parametrize("kind", ["port", "socket"])
def test_no_port_or_socket_of_the_server_is_reached_through_it(serve: Serve, kind: str) -> None:
    server = serve()
    here = server.folder / "here"
    to = "127.0.0.1:1" if kind == "port" else "/var/run/docker.sock"
    with server.visit(server.know("ana"), "-o", "LogLevel=INFO", "-L", f"{here}:{to}") as screen:
        screen.wait_for("Tool-shed rota")
        with socket.socket(socket.AF_UNIX) as through:
            through.connect(str(here))
            assert through.recv(1) == b""
        screen.wait_for(lambda t: FORWARDS.encode() in t.raw)


def test_the_server_listens_nowhere_for_anybody(serve: Serve) -> None:
    server = serve()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    for listen in (f"{port}:127.0.0.1:1", f"{server.folder}/there:127.0.0.1:1"):
        with server.visit(server.know("ana"), "-R", listen) as screen:
            screen.wait_for("Tool-shed rota")
            assert b"This server listens nowhere for you (-R)" in screen.raw.split(b"\x1b[?1049h")[0]
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), 1):
        pass
    assert not (server.folder / "there").exists()


def test_neither_windows_nor_an_agent_are_forwarded(serve: Serve) -> None:
    server = serve()
    path = server.folder / "agent"
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", str(path)], stdout=subprocess.DEVNULL)
    try:
        until(path.exists, "the agent")
        forwarding = ["-A", "-Y", "-o", "IdentityAgent=SSH_AUTH_SOCK", "-o", "XAuthLocation=/nonexistent"]
        with server.visit(server.know("ana"), *forwarding, SSH_AUTH_SOCK=str(path), DISPLAY="127.0.0.1:77") as screen:
            screen.wait_for("Tool-shed rota")
            told = screen.raw.split(b"\x1b[?1049h")[0].decode()
            assert "This server shows no windows of its own" in told
            assert "This server has no use for your agent" in told
    finally:
        agent.terminate()
        agent.wait()


def test_a_connection_that_nobody_uses_is_closed(serve: Serve) -> None:
    server = serve(limits=Limits(grace=0.5))
    told = refused(server, server.know("ana"), "-N")
    assert "There is nothing here but the meeting room" in told


def _client(server: SshServing, key: Path) -> Any:
    return asyncssh.connect(
        "127.0.0.1", server.port, username="x", client_keys=[str(key)], known_hosts=None, config=None, agent_path=None
    )


async def test_a_client_of_their_own_making_gets_no_further(serve: Serve) -> None:
    server = serve()
    key = server.know("ana")
    async with _client(server, key) as connection:
        for attempt in (
            connection.create_tun(lambda: None, None),
            connection.create_tap(lambda: None, None),
            connection.open_connection("127.0.0.1", 22),
            connection.open_unix_connection("/etc/passwd"),
        ):
            with pytest.raises(asyncssh.ChannelOpenError) as told:
                await attempt
            assert told.value.code == asyncssh.OPEN_ADMINISTRATIVELY_PROHIBITED
            assert "it is here for meetings only" in told.value.reason
        for listen in (
            connection.forward_remote_port("", 0, "127.0.0.1", 22),
            connection.forward_remote_path("/tmp/never", "/etc/passwd"),
        ):
            with pytest.raises(asyncssh.ChannelListenError):
                await listen
        flood = {f"NAME{n}": "x" * 1000 for n in range(500)} | {"LANG": "x" * 10_000}
        channel, _session = await connection.create_session(
            asyncssh.SSHClientSession, term_type="xterm-256color", term_size=(80, 24, 0, 0), env=flood
        )
        await asyncio.to_thread(until, lambda: server.entered)
        ((_identity, told_of),) = server.entered
        assert told_of.environ == {"TERM": "xterm-256color"}
        kept = server.look(lambda: [len(v._chan._env) for g in server.door._guests for v in g.visits])
        assert kept == [0]
        channel.abort()


async def test_more_sessions_on_one_connection_than_windows_anybody_has_are_refused(serve: Serve) -> None:
    server = serve()
    async with _client(server, server.know("ana")) as connection:
        for _ in range(4):
            await connection.create_session(asyncssh.SSHClientSession, term_type="xterm", term_size=(80, 24, 0, 0))
        with pytest.raises(asyncssh.ChannelOpenError, match="many windows"):
            await connection.create_session(asyncssh.SSHClientSession, term_type="xterm", term_size=(80, 24, 0, 0))
