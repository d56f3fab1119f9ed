"""The SSH door, with the `ssh` of this machine: a key says who somebody is, and nobody gets in by anything else."""

import re
from functools import partial

import pytest

from sociotui.served.limits import Limits
from sociotui.served.ssh_visit import Visit
from tests.served.conftest import Serve
from tests.served.ssh_serving import SshServing, fingerprint, new_key, until
from tests.terminal.screen import Terminal

pytestmark = pytest.mark.slow  # each waits for real clients of SSH


def _asked(times: int, screen: Terminal) -> bool:
    return screen.text.count("Your one-time code:") == times


def people_in(server: SshServing) -> list[str]:
    """Return who has a session, in order."""
    return server.look(lambda: [session.identity.person for session in server.host.sessions])


def test_a_key_gives_the_member_and_the_name_is_not_believed(serve: Serve) -> None:
    server = serve()
    key = server.know("ana")
    with server.visit(key, name="zoe") as screen:
        screen.wait_for("Tool-shed rota")
        assert people_in(server) == ["ana"]
        assert [identity.door for identity, _ in server.entered] == ["ssh"]
        screen.press("q")
        screen.wait_for("What is next")
        screen.press("q")
        assert screen.wait_for_end() == 0
        assert screen.unrestored() == []
    until(lambda: people_in(server) == [], "the end of the session")


def test_a_key_that_nobody_knows_is_told_how_to_come_in(serve: Serve) -> None:
    server = serve()
    stranger = new_key(server.folder, "stranger")
    done = server.run(server.command(stranger, "-o", "LogLevel=INFO", name="ana"))
    assert done.returncode == 255
    assert "Nobody here knows this key." in done.stderr
    assert f"ssh -p {server.port} join@127.0.0.1" in done.stderr
    assert "Permission denied (publickey)" in done.stderr
    assert server.entered == []


def test_the_key_of_another_is_of_no_use_without_its_secret(serve: Serve) -> None:
    server = serve()
    hers = server.know("ana")
    mine = new_key(server.folder, "mine")
    mine.with_suffix(".pub").write_text(hers.with_suffix(".pub").read_text())
    for name in ("ana", "join"):
        done = server.run(server.command(mine, name=name))
        assert done.returncode == 255
    assert server.entered == []
    assert people_in(server) == []


def test_neither_a_password_nor_anything_else_is_a_way_in(serve: Serve) -> None:
    server = serve()
    done = server.run(
        server.command(
            None, "-o", "PreferredAuthentications=none,password,keyboard-interactive,hostbased,gssapi-with-mic"
        )
    )
    assert done.returncode == 255
    assert "Permission denied (publickey)" in done.stderr


def test_a_one_time_code_binds_a_key_and_goes_straight_on(serve: Serve) -> None:
    server = serve()
    server.codes = {"seven-cows-dance": "ben"}
    key = new_key(server.folder, "new")
    with server.visit(key, name="join") as screen:
        screen.wait_for("Your one-time code:")
        screen.type("wrong\x1b[A\r")
        screen.wait_for("This code was made for nobody.")
        screen.type("nonsense\x15seven-cowx\x7fs-dance")
        screen.wait_for("code: seven-cows-dance")
        screen.press("enter")
        screen.wait_for("Tool-shed rota")
        assert people_in(server) == ["ben"]
        assert server.codes == {}
    with server.visit(key, name="whoever") as screen:
        screen.wait_for("Tool-shed rota")
        assert people_in(server)[-1] == "ben"
    with server.visit(key, name="join") as screen:
        screen.wait_for("Tool-shed rota")


def test_after_three_wrong_codes_the_door_is_closed(serve: Serve) -> None:
    server = serve()
    key = new_key(server.folder, "new")
    with server.visit(key, name="join") as screen:
        for n in range(1, 4):
            screen.wait_for(partial(_asked, n))
            screen.type(f"guess{n}\r")
        assert screen.wait_for_end() == 1
        assert screen.unrestored() == []
    assert server.entered == []
    assert fingerprint(key) not in server.people


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+d", "enter"])
def test_who_has_no_code_can_go_again(serve: Serve, key: str) -> None:
    server = serve()
    with server.visit(new_key(server.folder, "new"), name="join") as screen:
        screen.wait_for("Your one-time code:")
        screen.press(key)
        assert screen.wait_for_end() == 1


def test_only_so_many_codes_are_tried_from_an_address(serve: Serve) -> None:
    server = serve(limits=Limits(codes_a_minute=2))
    with server.visit(new_key(server.folder, "new"), name="join") as screen:
        for n in range(1, 4):
            screen.wait_for(partial(_asked, n))
            screen.type(f"guess{n}\r")
        screen.wait_for("Too many codes from your address.")
        assert screen.wait_for_end() == 1


def test_a_code_is_not_waited_for_without_end(serve: Serve) -> None:
    server = serve(limits=Limits(code_time=0.3))
    with server.visit(new_key(server.folder, "new"), name="join") as screen:
        screen.wait_for("That took long.")
        assert screen.wait_for_end() == 1


def test_a_short_rsa_key_is_refused_even_of_a_member_and_a_long_one_is_not(serve: Serve) -> None:
    server = serve()
    short = server.know("ana", kind=("-t", "rsa", "-b", "1024"))
    done = server.run(server.command(short, "-o", "RequiredRSASize=1024", "-o", "LogLevel=INFO"))
    assert done.returncode == 255
    assert "too short to be safe" in done.stderr
    with server.visit(server.know("ana", kind=("-t", "rsa", "-b", "2048"))) as screen:
        screen.wait_for("Tool-shed rota")


def test_algorithms_that_are_broken_or_slow_are_not_spoken(serve: Serve) -> None:
    server = serve()
    key = server.know("ana")
    for option in (
        "KexAlgorithms=diffie-hellman-group14-sha1,diffie-hellman-group18-sha512",
        "MACs=hmac-sha1,umac-64@openssh.com",
        "HostKeyAlgorithms=ssh-rsa",
    ):
        ciphers = ["-o", "Ciphers=aes128-ctr"] if option.startswith("MACs") else []
        done = server.run(server.command(key, "-o", option, "-o", "LogLevel=INFO", *ciphers))
        assert done.returncode == 255, option
        assert "Unable to negotiate" in done.stderr, option
    rsa = server.know("ben", kind=("-t", "rsa", "-b", "2048"))
    done = server.run(server.command(rsa, "-o", "PubkeyAcceptedAlgorithms=ssh-rsa"))
    assert done.returncode == 255


def test_what_the_server_says_of_itself_is_little(serve: Serve) -> None:
    server = serve()
    done = server.run(["ssh-keyscan", "-p", str(server.port), "127.0.0.1"])
    assert re.findall("SSH-2.0-.*", done.stderr + done.stdout) in (["SSH-2.0-sociotui"], ["SSH-2.0-sociotui"] * 5)
    assert fingerprint(server.host_key) == server.door.fingerprint


def test_a_member_whose_key_is_revoked_is_sent_away_at_once_and_not_let_in_again(serve: Serve) -> None:
    server = serve()
    key, other = server.know("ana"), server.know("ana")
    with server.visit(key) as screen, server.visit(other) as second:
        screen.wait_for("Tool-shed rota")
        second.wait_for("Tool-shed rota")
        del server.people[fingerprint(key)]
        server.do(server.door.end_key(fingerprint(key), "This key was revoked."))
        screen.wait_for("This key was revoked.")
        assert screen.wait_for_end() == 0
        assert screen.unrestored() == []
        assert people_in(server) == ["ana"]
        second.press("?")
        second.wait_for("Keys")
    assert server.run(server.command(key)).returncode == 255


def test_all_that_somebody_has_open_can_be_ended(serve: Serve) -> None:
    server = serve()
    keys = [server.know("ana"), server.know("ana"), server.know("ben")]
    with server.visit(keys[0]) as one, server.visit(keys[1]) as two, server.visit(keys[2]) as other:
        for screen in (one, two, other):
            screen.wait_for("Tool-shed rota")
        server.people.clear()
        server.do(server.door.end("ana", "Goodbye, Ana."))
        for screen in (one, two):
            screen.wait_for("Goodbye, Ana.")
            screen.wait_for_end()
            assert screen.unrestored() == []
        assert people_in(server) == ["ben"]


def test_when_the_server_stops_every_terminal_is_restored_and_told(serve: Serve) -> None:
    server = serve()
    new = new_key(server.folder, "new")
    with (
        server.visit(server.know("ana")) as one,
        server.visit(server.know("ben")) as two,
        server.visit(new, name="join") as asked,
    ):
        one.wait_for("Tool-shed rota")
        two.wait_for("Tool-shed rota")
        asked.wait_for("Your one-time code:")
        server.stop("The server is looked after; it is back in a minute.")
        for screen in (one, two, asked):
            screen.wait_for("it is back in a minute.")
            screen.wait_for_end()
            assert screen.unrestored() == []


def test_a_session_ends_with_its_window(serve: Serve) -> None:
    server = serve()
    with server.visit(server.know("ana")) as screen, server.visit(server.know("zoe")) as other:
        screen.wait_for("Tool-shed rota")
        other.wait_for("Tool-shed rota")
        screen.hang_up()
        until(lambda: people_in(server) == ["zoe"], "the end of the session")
        until(lambda: server.hub.presence().get("ana") == "lost", "the news of it")


@pytest.mark.slow
def test_a_client_that_has_died_without_a_word_is_noticed(serve: Serve) -> None:
    import signal

    server = serve(limits=Limits(keepalive=0.3, keepalives=1))
    with server.visit(server.know("ana")) as screen:
        screen.wait_for("Tool-shed rota")
        screen.signal(signal.SIGSTOP)
        until(lambda: people_in(server) == [], "the end of the session")
        assert server.look(lambda: len(server.door._guests)) == 0
        screen.signal(signal.SIGCONT)


def test_keys_are_agreed_on_anew_in_the_middle(serve: Serve) -> None:
    server = serve()
    with server.visit(server.know("ana"), "-o", "RekeyLimit=4K") as screen:
        screen.wait_for("Tool-shed rota")
        for _ in range(5):
            screen.press("?")
            screen.wait_for("Keys")
            screen.press("escape")
            screen.wait_for(lambda t: not t.shows("Keys"))
        assert people_in(server) == ["ana"]


def test_a_window_that_changes_its_size_is_drawn_anew(serve: Serve) -> None:
    server = serve()
    with server.visit(server.know("ana"), size=(100, 30)) as screen:
        screen.wait_for(lambda t: t.lines[-1].startswith(" c consent"))
        screen.resize(80, 24)
        screen.wait_for(lambda t: t.lines[-1].startswith(" c consent") and t.shows("Tool-shed rota"))
        screen.resize(3, 2)
        screen.resize(120, 40)
        screen.wait_for(lambda t: t.lines[-1].startswith(" c consent") and len(t.lines[2]) > 110)


def test_only_a_few_variables_are_taken_from_a_client(serve: Serve) -> None:
    server = serve()
    with server.visit(
        server.know("ana"), COLORTERM="truecolor", LANG="en_US.UTF-8", LC_TIME="C", TEXTUAL_DEBUG="1", PATHS="/x"
    ) as screen:
        screen.wait_for("Tool-shed rota")
        (_identity, told) = server.entered[0]
        assert told.environ == {"COLORTERM": "truecolor", "LANG": "en_US.UTF-8", "TERM": "xterm-256color"}
        assert (told.width, told.height, told.address) == (80, 24, "127.0.0.1")
        screen.wait_for(lambda t: b"38;2;" in t.raw)


def test_a_room_that_may_not_be_entered_says_why(serve: Serve) -> None:
    from sociotui.domain.refusal import Refused

    def refuse(*_: object) -> None:
        raise Refused("This circle meets behind closed doors today.")

    server = serve(room_of=refuse)
    with server.visit(server.know("ana")) as screen:
        screen.wait_for("This circle meets behind closed doors today.")
        assert screen.wait_for_end() == 1
        assert screen.unrestored() == []


def test_a_mistake_of_the_program_in_a_connection_is_told_and_ends_that_one(
    serve: Serve, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bool:
        raise ZeroDivisionError

    server = serve()
    with server.visit(server.know("zoe")) as screen:
        screen.wait_for("Tool-shed rota")
        with monkeypatch.context() as mistaken:
            mistaken.setattr(Visit, "shell_requested", fail)
            assert server.run(server.command(server.know("ana"))).returncode == 255
        assert "ZeroDivisionError" in caplog.text
        assert {record.levelname for record in caplog.records if record.name == "asyncssh"} == {"ERROR"}
        screen.press("?")
        screen.wait_for("Keys")


def test_a_mistake_of_the_program_at_the_door_ends_one_visit(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    server = serve(room_of=fail)
    with server.visit(server.know("ana")) as screen:
        screen.wait_for("Something went wrong in this program.")
        assert screen.wait_for_end() == 1
    assert "ZeroDivisionError" in caplog.text
    server._room_of = None
    with server.visit(server.know("ana")) as screen:
        screen.wait_for("Tool-shed rota")
