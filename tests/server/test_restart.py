"""Restart: the server is killed, or told to end, in the middle of it all; nothing confirmed is lost, and nothing done twice."""

import subprocess
from collections import Counter
from pathlib import Path

import pytest

from sociotui.domain.events import NoteTaken, TurnFinished
from tests.terminal.by_keys import now_and_next

from .acting import ASKED, CONFIRMED, SEEN
from .crowd import all_see, spoken, wired
from .serving import SOON, Serving, events, new_key, until

ACTING = ("ana", "ben", "chidi", "dara", "eli")
ENDS = 4
"""How often the server ends: by turns it is killed, and told to end."""
BETWEEN = 8
"""Acts of each that are confirmed between one kill and the next."""
LOST = "Connection lost, trying again"


class Worker:
    """Somebody who acts without rest, in an account of their own."""

    def __init__(self, server: Serving, meeting: str, person: str) -> None:
        assert server.machine
        self.folder = server.folder / "accounts" / f"u-{person}"
        said = (str(server.socket), meeting, person, str(server.machine.path(self.folder)))
        command = server.machine.command(f"u-{person}", *said, module="tests.server.acting")
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def told(self, what: str) -> list[str]:
        """Return what it has told so far."""
        file = self.folder / "told"
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        return [line.partition(" ")[2] for line in lines if line.startswith(f"{what} ")]

    def running(self) -> bool:
        """Whether it acts still; fails where it has ended by itself."""
        assert self.process.poll() is None, self.process.communicate()[1]
        return True


@pytest.mark.timeout(180)
def test_nothing_confirmed_is_lost_or_doubled(shared: Serving) -> None:
    shared.start()
    meeting = shared.meet()
    workers = [Worker(shared, meeting, person) for person in ACTING]

    def act_on() -> None:
        before = [len(worker.told(CONFIRMED)) for worker in workers]

        def further() -> bool:
            now = [len(worker.told(CONFIRMED)) for worker in workers if worker.running()]
            return all(n >= b + BETWEEN for n, b in zip(now, before, strict=True))

        until(further, "so many acts")

    try:
        for number in range(ENDS):
            act_on()
            if number % 2:
                assert shared.stop() == 0
            else:
                shared.kill()
            shared.start()
        act_on()
        for worker in workers:
            (worker.folder / "enough").touch()
        until(lambda: all((w.folder / "done").exists() and w.running() for w in workers), "the last confirmation")
        for worker in workers:
            worker.process.communicate("go on\n", SOON)
    finally:
        for worker in workers:
            worker.process.kill()
    assert shared.stop() == 0
    assert [worker.process.returncode for worker in workers] == [0] * len(workers)
    asked = [text for worker in workers for text in worker.told(ASKED)]
    assert sorted(asked) == sorted(text for worker in workers for text in worker.told(CONFIRMED))
    assert Counter(noted(shared.program.home, meeting)) == Counter(asked)
    assert len({worker.told(SEEN)[0] for worker in workers}) == 1


def noted(home: Path, meeting: str) -> list[str]:
    """Return the notes that are on record, each as often as it is."""
    return [event.text for event in events(home, meeting) if isinstance(event, NoteTaken)]


def test_screens_come_back_by_themselves_after_a_kill_in_mid_round(shared: Serving) -> None:
    shared.start()
    meeting = shared.meet()
    joined = {person: shared.join(f"u-{person}") for person in ("ana", "ben", "zoe")}
    dara = shared.visit("dara")
    all_see([*joined.values(), dara], wired(4))
    shared.kill()
    all_see(joined.values(), LOST)
    assert dara.wait_for_end() == 255
    joined["ana"].press("space")  # it is her turn, and she says so while nobody is there to hear it
    joined["ana"].wait_for("(1 wait")
    shared.start()
    all_see(joined.values(), lambda t: not t.shows(LOST) and now_and_next(t)[0] == "Zoe" and spoken("Ana")(t))
    back = shared.visit("dara")
    all_see([*joined.values(), back], lambda t: wired(4)(t) and spoken("Ana")(t))
    joined["zoe"].press("space")
    all_see([*joined.values(), back], lambda t: spoken("Zoe")(t) and now_and_next(t)[0] == "Kim")
    assert shared.stop() == 0
    finished = [e.person for e in events(shared.program.home, meeting) if isinstance(e, TurnFinished)]
    assert finished == ["ana", "zoe"]


def test_an_ordinary_end_restores_every_terminal(server: Serving) -> None:
    server.meet()
    seats = [
        server.visit(person, size=size) for person, size in (("ana", (80, 24)), ("zoe", (132, 50)), ("ben", (60, 20)))
    ]
    stranger = server.visit(new_key(server.folder, "new"), name="join")
    stranger.wait_for("Your one-time code:")
    all_see(seats, "Check-in")
    assert server.stop() == 0
    for seat in [*seats, stranger]:
        seat.wait_for_end()
        assert seat.unrestored() == []
        assert b"The server is closing; nothing is lost." in seat.raw
    assert not server.socket.exists()
    server.start()
    back = server.visit("ana")
    back.wait_for("Your turn, Ana")


def test_whoever_joined_goes_on_after_an_ordinary_end(shared: Serving) -> None:
    shared.start()
    shared.meet()
    joined = {person: shared.join(f"u-{person}") for person in ("ana", "zoe")}
    all_see(joined.values(), wired(2))
    assert shared.stop() == 0
    all_see(joined.values(), LOST)
    shared.start()
    all_see(joined.values(), lambda t: not t.shows(LOST) and wired(2)(t))
    joined["ana"].press("space")
    all_see(joined.values(), spoken("Ana"))
    joined["ana"].press("q")
    joined["ana"].wait_for("go on with this meeting")
    joined["ana"].press("q")
    assert joined["ana"].wait_for_end() == 0
    assert joined["ana"].unrestored() == []
