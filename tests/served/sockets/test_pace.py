"""Pace: who reads slowly, or asks for much, waits for it alone."""

import logging
import os
import socket
import time
from pathlib import Path

import pytest

from sociotui.domain import commands as c
from sociotui.room import wire
from sociotui.room.home import Home
from sociotui.room.messages import (
    No,
)
from sociotui.served.visit import SocketLimits
from tests.served.serving import SOON, records, serving, until
from tests.served.speaking import Speaker


def test_who_never_reads_is_bounded_and_given_up(
    home: Home, meeting: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    limits = SocketLimits(stalled=0.6, buffered=20_000, asked_a_second=1e6, asked_at_once=1e6)
    with serving(home, tmp_path / "sockets", limits) as server:
        zoe = Speaker(server.socket_of("zoe", steward=True)).enter(meeting)
        ana = Speaker(server.socket_of("ana"))
        ana.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        ana.enter(meeting)
        (visit,) = server.doors["ana"]._visits
        most = 0
        deadline = time.monotonic() + SOON
        number = 0
        while server.doors["ana"].visits and time.monotonic() < deadline:
            number += 1
            up = c.RaiseHand(person="zoe") if number % 2 else c.LowerHand(person="zoe")
            assert not isinstance(zoe.act(meeting, up, cmd=f"c{number}"), No)
            most = max(most, visit._transport.get_write_buffer_size())
        assert not server.doors["ana"].visits
        assert 20_000 < most < 20_000 + 10_000  # one message more than fits
        assert "takes nothing any more, and is given up" in records(caplog)
        zoe.sees(lambda s: s.presence == {"zoe": "terminal", "ana": "lost"})
        zoe.close()
        ana.close()


def test_who_reads_slowly_gets_the_newest(home: Home, meeting: str, tmp_path: Path) -> None:
    limits = SocketLimits(buffered=20_000, asked_a_second=1e6, asked_at_once=1e6)
    with serving(home, tmp_path / "sockets", limits) as server:
        zoe = Speaker(server.socket_of("zoe", steward=True)).enter(meeting)
        ana = Speaker(server.socket_of("ana")).enter(meeting)
        (visit,) = server.doors["ana"]._visits
        acts = 0
        while visit._out.has_room or acts < 100:
            acts += 1
            up = c.RaiseHand(person="zoe") if acts % 2 else c.LowerHand(person="zoe")
            zoe.act(meeting, up, cmd=f"c{acts}")
        ana.heard.clear()
        zoe.act(meeting, c.RaiseHand(person="eli"), cmd="last")
        ana.sees(lambda s: s.meeting and s.meeting.hands[-1:] == ("eli",))
        assert ana.unpacker.seen == zoe.unpacker.seen
        assert len(ana.heard) < acts
        zoe.close()
        ana.close()


def test_a_flood_of_questions_waits_outside(home: Home, tmp_path: Path) -> None:
    limits = SocketLimits(asked_a_second=100.0, asked_at_once=20.0, unanswered=5)
    with serving(home, tmp_path / "sockets", limits) as server:
        ana = Speaker(server.socket_of("ana")).enter()
        (visit,) = server.doors["ana"]._visits
        asked = [wire.Watch(number=number) for number in range(1, 101)]
        began = time.monotonic()
        with server.held_up() as waiting:
            ana.say(*asked)
            until(lambda: visit._paused and waiting() >= 5)  # it is held back for a moment by its pace, too
            assert visit.guest is not None
            assert visit.guest.asked == waiting() == 5
        assert [ana.answer(number) for number in range(1, 101)] == [None] * 100
        assert time.monotonic() - began >= (100 - 20) / 100
        ana.close()
        # Neither are there more by coming anew, nor by another connection; and what is much work counts for more.
        began = time.monotonic()
        with Speaker(server.socket_of("ana")) as again, Speaker(server.socket_of("ana")) as beside:
            again.enter()
            beside.enter()
            again.say(*[wire.ItemFormats(number=number, circle="garden") for number in range(1, 11)])
            beside.say(*[wire.ItemFormats(number=number, circle="garden") for number in range(1, 11)])
            assert all(isinstance(each.answer(n), dict) for n in range(1, 11) for each in (again, beside))
        assert time.monotonic() - began >= (20 * 5 - 20) / 100
        until(lambda: not server.visits())
        assert set(server.doors["ana"]._buckets) <= {os.getuid()}
