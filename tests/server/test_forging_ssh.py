"""Forging at the SSH door: names, variables and keys of somebody else let nobody in, and change nothing about who one is."""

import pytest

from .agent import agent
from .serving import Serving, fingerprint, new_key


def test_neither_name_nor_variables_say_who_somebody_is(server: Serving) -> None:
    server.meet()
    claims = {"USER": "zoe", "LOGNAME": "zoe", "SOCIOTUI_HOME": "/", "SOCIOTUI_SOCKET": "/dev/null"}
    seat = server.visit("ana", name="zoe", **claims)  # type: ignore[arg-type]
    seat.wait_for("Your turn, Ana")
    server.logged("ssh", "127.0.0.1", "(ana)", f"came in, by the key {fingerprint(server.keys / 'ana.pub')}")
    assert "(zoe)" not in server.log
    seat.press("space")
    seat.wait_for(lambda t: not t.shows("Your turn, Ana"))
    seat.press("n")  # what only the facilitator does, whose name this is
    seat.wait_for("Zoe")
    assert server.program.status()["step"]["id"] == "check-in"
    assert server.program.status()["round"]["spoken"] == ["ana"]


def test_a_meeting_that_is_not_for_somebody_stays_shut(server: Serving) -> None:
    id_ = server.ask("open", "mill", "--private").strip()
    seat = server.visit("ana")
    seat.wait_for("private meeting")
    seat.press("home")
    seat.wait_for("go on with this meeting")
    seat.press("enter")
    seat.wait_for("This meeting of Mill circle is private, Ana")
    server.logged("ssh", "127.0.0.1 (ana): ", f"Watch {id_} refused: ", "is private")


def test_a_key_that_nobody_knows_is_refused_under_any_name(server: Serving) -> None:
    key = new_key(server.folder, "unknown")
    for name in ("zoe", "root", "ana", "wellkeeper"):
        done = server.run(server.ssh(key, name=name))
        assert done.returncode == 255
        assert "Nobody here knows this key." in done.stderr
    server.logged("A key that nobody knows", "127.0.0.1", fingerprint(key), times=4)


@pytest.mark.parametrize("lies", [False, True])
def test_other_peoples_keys_are_of_no_use_without_their_other_half(server: Serving, lies: bool) -> None:
    lines = [(server.keys / f"{person}.pub").read_text("utf-8") for person in ("zoe", "eli")]
    path = server.folder / "agent"
    with agent(path, lines, lies=lies) as offering:
        command = server.ssh(None, "-o", f"IdentityAgent={path}", "-o", "IdentitiesOnly=no", name="zoe")
        done = server.run(command)
    assert offering.asked >= 1, done.stderr
    assert done.returncode == 255
    assert "Permission denied" in done.stderr
    for person in ("zoe", "eli"):
        known = fingerprint(server.keys / f"{person}.pub")
        server.logged(f"A key of {person}'s was offered and not proven", "127.0.0.1", known)
    assert "came in" not in server.log


def test_a_stranger_with_a_members_public_key_gets_no_further_by_the_name_for_joining(server: Serving) -> None:
    path = server.folder / "agent"
    with agent(path, [(server.keys / "zoe.pub").read_text("utf-8")], lies=True):
        done = server.run(server.ssh(None, "-o", f"IdentityAgent={path}", "-o", "IdentitiesOnly=no", name="join"))
    assert done.returncode == 255
    server.logged("A key of zoe's was offered and not proven", "127.0.0.1")
