"""Ways in: one-time codes, used once and by one; and what was revoked lets nobody in, nor keeps anybody in."""

import re
from pathlib import Path

from .circle import OUTSIDE
from .crowd import Seat, all_see, wired
from .serving import Serving, fingerprint, new_key

PROMPT = "Your one-time code:"


def invite(server: Serving, person: str = OUTSIDE) -> str:
    """Have somebody invited, and return the code."""
    told = server.ask("member", "invite", person)
    found = re.search(r"^    ([0-9A-Za-z-]+)$", told, re.MULTILINE)
    assert found, told
    return found[1]


def at_the_prompt(server: Serving, name: str) -> Seat:
    """Return a terminal of somebody with a key of their own that nobody knows, who is asked for a code."""
    seat = server.visit(new_key(server.folder, name), name="join")
    seat.wait_for(PROMPT)
    return seat


def test_a_code_binds_the_key_and_leads_straight_in(server: Serving) -> None:
    code = invite(server)
    seat = at_the_prompt(server, "nias")
    seat.type(f"{code}\r")
    seat.wait_for("enter meet")
    known = fingerprint(server.folder / "nias")
    server.logged("A one-time code has bound the key", known, OUTSIDE)
    server.logged("ssh", f"({OUTSIDE})", "came in", known)
    seat.press("q")
    assert seat.wait_for_end() == 0
    again = server.visit(server.folder / "nias", name="whatever")
    again.wait_for("enter meet")
    assert known in server.ask("member", "keys", OUTSIDE)


def test_wrong_codes_get_three_tries(server: Serving) -> None:
    right = invite(server)
    seat = at_the_prompt(server, "guessing")
    for number in range(1, 4):
        assert not seat.ended
        seat.type("not-the-code\r")
        seat.wait_for(lambda t: t.text.count("This code opens nothing") >= number or t.ended)  # noqa: B023
    assert seat.wait_for_end() == 1
    assert seat.raw.count(PROMPT.encode()) == 3
    assert seat.raw.count(b"This code opens nothing") == 3
    server.logged("A code was refused", "127.0.0.1", times=3)
    late = at_the_prompt(server, "nias")
    late.type(f"{right}\r")
    late.wait_for("enter meet")


def test_a_code_is_used_once(server: Serving) -> None:
    code = invite(server)
    first = at_the_prompt(server, "first")
    first.type(f"{code}\r")
    first.wait_for("enter meet")
    second = at_the_prompt(server, "second")
    second.type(f"{code}\r")
    second.wait_for("This code opens nothing")
    assert fingerprint(server.folder / "second") not in server.ask("member", "keys")


def test_of_two_at_once_one_gets_in(server: Serving) -> None:
    code = invite(server)
    seats = {name: at_the_prompt(server, name) for name in ("one", "two")}
    for seat in seats.values():
        seat.type(code)
    for seat in seats.values():
        seat.type("\r")
    all_see(seats.values(), lambda t: t.shows("enter meet") or t.shows("This code opens nothing"))
    inside = [name for name, seat in seats.items() if seat.shows("enter meet")]
    assert len(inside) == 1
    told = server.ask("member", "keys", OUTSIDE)
    assert [name for name in seats if fingerprint(server.folder / name) in told] == inside


def test_who_is_revoked_is_out_at_once(server: Serving) -> None:
    server.meet()
    seats = {person: server.visit(person) for person in ("ana", "ben", "zoe")}
    all_see(seats.values(), wired(3))
    ana = seats.pop("ana")
    server.ask("member", "revoke", "ana")
    ana.wait_for_end(3)
    assert ana.unrestored() == []
    assert b"Your way in to this server has ended." in ana.raw
    all_see(seats.values(), wired(2))
    done = server.run(server.ssh("ana"))
    assert done.returncode == 255
    assert "Nobody here knows this key." in done.stderr
    # Nor is that key bound again, by whatever code.
    seat = server.visit("ana", name="join")
    seat.wait_for(PROMPT)
    seat.type(f"{invite(server)}\r")
    seat.wait_for("This key was revoked")
    server.logged("A code was refused", "127.0.0.1")
    # The others have not been kept from anything.
    seats["zoe"].press("space")
    all_see(seats.values(), lambda t: t.shows("now Zoe") or "Zoe" in t.pane("Speaking"))


def test_a_revoked_key_ends_what_was_opened_with_it(server: Serving) -> None:
    second = new_key(server.folder, "second")
    server.ask("member", "key", "ana", str(second.with_suffix(".pub")))
    with_first, with_second = server.visit("ana"), server.visit(second)
    all_see([with_first, with_second], "enter meet")
    server.ask("member", "revoke", fingerprint(second))
    with_second.wait_for_end(3)
    assert with_second.unrestored() == []
    assert b"This key lets you in no more." in with_second.raw
    with_first.press("q")
    assert with_first.wait_for_end() == 0
    assert server.run(server.ssh(second)).returncode == 255


def test_whose_account_is_revoked_sees_why(shared: Serving) -> None:
    shared.start()
    shared.meet()
    joined, other = shared.join("u-ana"), shared.join("u-zoe")
    all_see([joined, other], wired(2))
    shared.ask("member", "revoke", "ana")
    joined.wait_for("Your way in to this server has ended.")
    all_see([other], wired(1))
    joined.press("space")  # what they ask for from now on is not done
    assert shared.ask("status").count("Now Ana")
    assert shared.machine
    done = shared.machine.run("u-ana", "status", env={"SOCIOTUI_SOCKET": str(shared.socket)})
    assert "doesn't know your account" in done.stderr
    joined.press("q")
    joined.wait_for("go on with this meeting")
    joined.press("q")
    assert joined.wait_for_end() == 0
    assert joined.unrestored() == []


def test_what_the_server_was_started_with_changes_nobodys_screen(closed: Serving, tmp_path: Path) -> None:
    written = tmp_path / "written"
    closed.start(env={"NO_COLOR": "1", "TEXTUAL_LOG": str(written)})
    seat = closed.visit("zoe", "-o", "SendEnv=COLORTERM", COLORTERM="truecolor")
    seat.wait_for("What is next")
    assert b"38;2;" in seat.raw
    seat.press("q")
    seat.wait_for_end()
    assert not written.exists()
