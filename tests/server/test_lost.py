"""Lost: a client is killed, or hangs, in mid-round; the seat is kept, the others see it, and who comes back is where they were."""

import os
import signal

from tests.terminal.by_keys import now_and_next

from .circle import NAMES, organisation
from .crowd import Seat, all_see, spoken, wired
from .serving import Serving, freeze

WHO = ("ana", "ben", "zoe")


def meeting(server: Serving) -> dict[str, Seat]:
    """Have three of the twelve sit at terminals, in a check-in round; return who is at which."""
    server.meet()
    seats = {person: server.visit(person) for person in WHO}
    all_see(seats.values(), "How are you here today?")
    all_see(seats.values(), wired(3))
    return seats


def go_round_to(seats: dict[str, Seat], person: str) -> None:
    """Let the facilitator go on for who has forgotten to, until it is this person's turn."""
    zoe = seats["zoe"]
    for _turn in range(12):
        now = now_and_next(zoe)[0]
        if now == NAMES[person]:
            break
        zoe.press("space")
        zoe.wait_for(lambda t: now_and_next(t)[0] != now)  # noqa: B023
    all_see(seats.values(), lambda t: now_and_next(t)[0] == NAMES[person])


def test_a_killed_client_keeps_its_seat_and_comes_back_to_where_it_was(server: Serving) -> None:
    seats = meeting(server)
    go_round_to(seats, "ana")
    gone = seats.pop("ana")
    os.kill(gone.pid, signal.SIGKILL)
    all_see(seats.values(), wired(2, lost="Ana"))
    server.logged("ssh", "(ana)", "is gone")
    # It is still her turn, and the round waits; who facilitates goes on.
    assert now_and_next(seats["ben"])[0] == "Ana"
    seats["zoe"].press("l")
    all_see(seats.values(), lambda t: "later Ana" in t.pane("Speaking"))
    back = server.visit("ana")
    back.wait_for("How are you here today?")
    assert "later Ana" in back.pane("Speaking"), back.drawn()
    seats["ana"] = back
    all_see(seats.values(), wired(3))
    go_round_to(seats, "ana")
    back.wait_for("Your turn, Ana")
    back.press("space")
    all_see(seats.values(), lambda t: "everyone has" in t.pane("Speaking"))


def test_who_may_watch_no_more_comes_in_all_the_same(server: Serving) -> None:
    let_watch(server, "organisation")
    server.ask("open", "mill")
    seat = server.visit("ana")
    seat.wait_for("go on with this meeting")
    seat.press("enter")
    seat.wait_for("How are you here today?")
    os.kill(seat.pid, signal.SIGKILL)
    server.logged("(ana)", "is gone")
    let_watch(server, "members")
    back = server.visit("ana")
    back.wait_for("for its members")


def let_watch(server: Serving, who: str) -> None:
    """Change who may watch the Mill circle's meetings."""
    file = server.folder / "wells.toml"
    file.write_text(organisation(who), "utf-8")
    server.ask("import", "org", str(file))


def test_a_client_that_hangs_is_taken_for_lost_and_comes_back(closed: Serving) -> None:
    closed.limits = {"keepalive": 0.5}
    closed.start()
    seats = meeting(closed)
    hanging = seats.pop("ana")
    hanging.heeded = False
    freeze(hanging)
    all_see(seats.values(), wired(2, lost="Ana"))
    closed.logged("ssh", "(ana)", "is gone")
    seats["zoe"].press("space")  # the facilitator goes on, whatever hangs
    all_see(seats.values(), spoken("Ana"))
    back = closed.visit("ana")
    back.wait_for(spoken("Ana"))
    os.kill(hanging.pid, signal.SIGCONT)
    hanging.heeded = True
    assert hanging.wait_for_end() == 255
    seats["ana"] = back
    all_see(seats.values(), wired(3))
