"""Lost acts: wherever a connection is cut, and whenever a server dies, no act is lost and none done twice."""

import itertools
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from sociotui.domain import commands as c
from sociotui.room.furnishing import Opening
from sociotui.room.home import ORGANISATION, Home
from sociotui.room.socket_room import SocketRoom
from tests.homes import SIX, Hands, home_in, opened
from tests.room.holding import go_on
from tests.served.cutting import Cutting, Way
from tests.served.joined import Joined
from tests.served.serving import SOON, Serving, until

ROOT = Path(__file__).parents[3]
AGAIN = Opening(circle="garden", present=SIX, facilitator="zoe", secretary="eli")


def exchange(way: Cutting, cut: Callable[[SocketRoom], None], meeting: str, text: str) -> SocketRoom:
    """Take a note through a connection that `cut` sees to; it has to be answered."""
    joined = Joined(way.path, meeting)
    cut(joined.room)
    done = joined.room.act(c.TakeNote(text=text)).result(SOON)
    assert text in done.meeting.notes
    assert joined.room.minutes().result(SOON)
    return joined.room


def lengths() -> Iterator[tuple[Way, int]]:
    """Yield where an exchange may be cut: in what is asked, and in what is answered, most often where its parts meet."""
    yield from (("up", n) for n in range(1, 160, 5))
    yield from (("down", n) for n in itertools.chain(range(1, 60, 14), range(60, 12_000, 799), range(6_000, 7_000, 61)))


@pytest.mark.slow
def test_wherever_a_connection_is_cut_no_act_is_lost_or_doubled(
    server: Serving, meeting: str, way: Callable[..., Cutting]
) -> None:
    through = way("zoe", steward=True)
    texts: list[str] = []
    for kind, (direction, after) in itertools.product(("now", "then"), lengths()):
        text = f"{kind} {direction} {after}"
        texts.append(text)

        def cut(room: SocketRoom, kind: str = kind, direction: Way = direction, after: int = after) -> None:
            if kind == "now":
                through.cut(direction, after)
            else:  # at once, and again while one comes in anew and sends again
                through.cuts.extend([(direction, after), (direction, after // 2 + 1)])
                through.cut("up", 1)

        exchange(through, cut, meeting, text).stop()
        through.cuts.clear()
    assert through.made > 2 * len(texts)
    assert server.notes(meeting) == dict.fromkeys(texts, 1)


def test_opening_answering_and_moving_survive_a_cut_too(
    server: Serving, meeting: str, way: Callable[..., Cutting]
) -> None:
    through = way("zoe", steward=True)
    zoe = Joined(through.path, meeting)
    opened_: set[str] = set()
    for after in (1, 40, 150, 250, 400, 1000, 5000, 9000):
        through.cut("down" if after > 300 else "up", after)
        id_ = zoe.room.open(AGAIN).result(SOON)
        opened_.add(id_)
        through.cut("down", after)
        zoe.room.watch(meeting).result(SOON)
        zoe.room.watch(id_).result(SOON)
        zoe.room.act(c.TakeNote(text="here")).result(SOON)
        assert zoe.until(lambda s, id_=id_: s.meeting and s.meeting.id == id_ and s.meeting.notes)  # type: ignore[misc]
    assert len(opened_) == 8
    assert {*server.hub.ask(server.home.meetings).result(SOON)} == {meeting, *opened_}
    for id_ in opened_:
        assert server.notes(id_) == {"here": 1}
    assert through.made > 8
    zoe.room.stop()


def test_a_meeting_that_is_closed_through_a_cut_is_closed_once(
    server: Serving, meeting: str, way: Callable[..., Cutting]
) -> None:
    server.hub.ask(lambda: go_on(server.home, meeting, "closing")).result(SOON)
    through = way("zoe", steward=True)
    zoe = Joined(through.path, meeting)
    through.cut("down", 1)
    # Its commands go when it is sealed; the hub still knows what came of this one, and the same again is answered so.
    assert zoe.room.act(c.CloseMeeting()).result(SOON).meeting.closed
    assert zoe.until(lambda s: not s.lost and s.meeting and s.meeting.sealed)
    zoe.room.stop()
    kinds = [type(r.event).__name__ for r in server.home.journal.read(ORGANISATION)]
    assert kinds.count("MeetingHeld") == 1


SERVER = """
import sys
from pathlib import Path
from threading import Event
from tests.homes import Hands
from tests.served.serving import Serving
from sociotui.room.home import ORGANISATION, Home

home = Home(Path(sys.argv[1]), Hands().clock())
server = Serving(home, Path(sys.argv[2]))
server.socket_of("zoe", steward=True)
print("ready", flush=True)
Event().wait()
"""


@pytest.mark.slow
def test_a_server_that_is_killed_again_and_again_loses_and_doubles_nothing(tmp_path: Path, hands: Hands) -> None:
    home = home_in(tmp_path / "home", hands)
    meeting = opened(home)
    home.close()
    sockets = tmp_path / "sockets"
    sockets.mkdir()

    def begin() -> "subprocess.Popen[str]":
        server = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(tmp_path / "home"), str(sockets)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert server.stdout
        assert server.stdout.readline() == "ready\n"
        return server

    server = begin()
    zoe = Joined(sockets / "zoe.sock", meeting)
    asked: list[Future[Any]] = []
    try:
        for life in range(8):
            asked += [zoe.room.act(c.TakeNote(text=f"life {life}, note {n}")) for n in range(20)]
            if life % 2:  # in the middle of it
                until(lambda so_far=tuple(asked): sum(e.done() for e in so_far) > len(so_far) - 15)  # type: ignore[misc]
            server.send_signal(signal.SIGKILL)
            server.wait(SOON)
            server.stdout.close()  # type: ignore[union-attr]
            server = begin()
        for each in asked:
            each.result(SOON)
        zoe.room.stop()
    finally:
        server.kill()
        server.wait(SOON)
        server.stdout.close()  # type: ignore[union-attr]
    told = Counter(Home(tmp_path / "home", hands.clock()).meeting(meeting).notes)
    assert told == {f"life {life}, note {n}": 1 for life in range(8) for n in range(20)}
    assert sum(s.lost for s in zoe.seen.snapshots) >= 8
