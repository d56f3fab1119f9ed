"""Coming and going by a server's socket: who one is says the kernel, and who goes is seen by the others."""

import logging
import os
from pathlib import Path

import pytest

from sociotui.domain import commands as c
from sociotui.room import wire
from sociotui.room.frames import frame
from sociotui.room.home import Home
from sociotui.room.messages import (
    PROTOCOL,
    Bye,
    Errand,
    Hello,
    No,
    Parting,
    Value,
    Welcome,
    encode,
    hello,
)
from sociotui.served.visit import SocketLimits
from tests.homes import Hands
from tests.served.serving import SOON, Serving, records, serving, until
from tests.served.speaking import Speaker


def test_the_server_says_who_one_is_and_what_time_it_is(server: Serving, hands: Hands) -> None:
    with Speaker(server.socket_of("ana")) as ana, Speaker(server.socket_of("zoe", steward=True)) as zoe:
        assert ana.greet().person == "ana"
        welcome = zoe.greet()
    assert (welcome.person, welcome.steward, welcome.protocol, welcome.now) == ("zoe", True, PROTOCOL, hands.at)


def test_one_byte_at_a_time_is_as_good_as_any(server: Serving, meeting: str) -> None:
    with Speaker(server.socket_of("ana")) as ana:
        act = wire.Act(number=1, cmd="c1", meeting=meeting, command=c.FinishTurn())
        said = b"".join(frame(encode(m)) for m in (hello(), wire.Enter(number=0, meeting=meeting), act))
        for byte in said:
            ana.say(bytes([byte]))
        assert not isinstance(ana.answer(1), No)
    assert server.spoken(meeting) == ("ana",)


def test_all_at_once_is_done_one_after_the_other(server: Serving, meeting: str) -> None:
    with Speaker(server.socket_of("ana")) as ana:
        ana.say(hello(), wire.Enter(number=0), wire.Watch(number=1, meeting=meeting), wire.Minutes(number=2), Bye())
        heard = ana.all()
    assert isinstance(heard[0], Welcome)
    assert isinstance(heard[1], wire.Changed)
    told = [m.number for m in heard if isinstance(m, Value)]
    assert told == [0, 1, 2][: len(told)]  # whoever says goodbye waits for nothing


def test_what_is_new_is_seen_before_the_answer(server: Serving, meeting: str) -> None:
    with Speaker(server.socket_of("ana")) as ana:
        ana.enter(meeting)
        ana.act(meeting)
        changed, value = ana.heard[-2:]
    assert isinstance(changed, wire.Changed)
    assert changed.said == "Ana has spoken."
    assert isinstance(value, Value)


@pytest.mark.parametrize(("protocol", "older"), [(PROTOCOL - 1, "you have here"), (PROTOCOL + 1, "The server's")])
def test_another_language_is_refused_with_the_older_side(server: Serving, protocol: int, older: str) -> None:
    with Speaker(server.socket_of("ana")) as ana:
        ana.say(Hello(protocol=protocol, program="9.9"))
        said = ana.parted()
    assert older in said.partition("is older")[0]


def test_whom_nobody_knows_is_told_so(server: Serving, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    server.turned["mallory"] = "This server does not know this account."
    with Speaker(server.socket_of("mallory")) as mallory:
        mallory.say(hello(), wire.Enter(number=0), Errand(number=1, name="list"))
        assert mallory.parted() == server.turned["mallory"]
    until(lambda: "is gone" in records(caplog))
    assert f"account {os.getuid()} (?): sent away: {server.turned['mallory']}" in records(caplog)


@pytest.mark.slow
def test_two_hundred_see_the_same(home: Home, meeting: str, tmp_path: Path) -> None:
    limits = SocketLimits(connections_each_account=200, asked_at_once=1000.0)
    with serving(home, tmp_path / "sockets", limits) as server:
        path = server.socket_of("zoe", steward=True)
        crowd = [Speaker(path).enter(meeting) for _n in range(200)]
        assert server.visits() == 200
        assert not isinstance(crowd[0].act(meeting), No)
        for each in crowd[1:]:
            each.sees(lambda s: s.said == "Ana has spoken.")
            assert each.unpacker.seen == crowd[0].unpacker.seen
        with Speaker(path) as one_more:
            assert "as many connections here as fit" in one_more.parted()
        for each in crowd:
            each.close()
        until(lambda: server.visits() == 0)


def test_there_is_an_end_to_it_in_all(home: Home, tmp_path: Path) -> None:
    limits = SocketLimits(connections=5, connections_each_account=100)
    with serving(home, tmp_path / "sockets", limits) as server:
        some = [Speaker(server.socket_of("ana")) for _n in range(5)]
        for each in some:
            each.greet()
        with Speaker(server.socket_of("ana")) as ana:
            parting = ana.hear()
        assert isinstance(parting, Parting)
        assert parting.again
        assert "Every seat" in parting.said
        some[0].close()
        until(lambda: server.visits() == 4)
        Speaker(server.socket_of("ana")).greet()
        for each in some:
            each.close()


@pytest.mark.parametrize("said", [b"", b"\x00\x00", frame(encode(hello()))[:9], frame(encode(hello()))])
def test_who_says_nothing_is_not_waited_for(quick: Serving, said: bytes) -> None:
    with Speaker(quick.socket_of("ana")) as ana:
        ana.say(said)
        assert "Nothing was asked for" in ana.parted()
    until(lambda: quick.visits() == 0)


def test_who_is_in_a_room_may_be_silent_and_who_ran_an_errand_may_not(quick: Serving) -> None:
    with Speaker(quick.socket_of("ana")) as ana, Speaker(quick.socket_of("ben")) as ben:
        ana.enter()
        ben.greet()
        ben.say(Errand(number=1, name="list"))
        assert isinstance(ben.answer(1), list)
        assert "Nothing was asked for" in ben.parted()
        ana.say(wire.Formats(number=1, circle="garden"))
        assert ana.answer(1)


def test_whose_connection_goes_is_lost_and_who_says_goodbye_is_away(server: Serving) -> None:
    with Speaker(server.socket_of("ana")) as ana:
        ana.enter()
        ben, chidi = (Speaker(server.socket_of(p)).enter() for p in ("ben", "chidi"))
        ben.close()
        chidi.say(Bye())
        assert chidi.all()
        ana.sees(lambda s: s.presence == {"ana": "terminal", "ben": "lost"})
        Speaker(server.socket_of("ben")).enter().close()
    until(lambda: server.hub.ask(server.hub.presence).result(SOON) == {"ana": "lost", "ben": "lost"})


def test_who_may_not_be_here_any_more_is_told_and_ended(server: Serving) -> None:
    said = "Your access was taken back."
    with Speaker(server.socket_of("ana")) as ana, Speaker(server.socket_of("ben")) as ben:
        ana.enter()
        ben.enter()
        server.turned["ben"] = said
        server.on_loop(lambda: server.doors["ben"].end("ben", said))
        last = ben.all()[-1]
        assert isinstance(last, Parting)
        assert last.said == said
        assert not last.again
        ana.sees(lambda s: s.presence == {"ana": "terminal"})
        server.on_loop(lambda: server.doors["ana"].end("ben", said))
        ana.say(wire.Formats(number=1, circle="garden"))
        assert ana.answer(1)


def test_what_was_taken_back_after_the_greeting_lets_nobody_in(server: Serving) -> None:
    with Speaker(server.socket_of("ben")) as ben:
        ben.greet()
        server.turned["ben"] = "Your access was taken back."
        ben.say(wire.Enter(number=0), Errand(number=1, name="list"))
        assert ben.answer(0).said == ben.answer(1).said == server.turned["ben"]
    assert server.hub.ask(server.hub.presence).result(SOON) == {}


def test_a_server_that_stops_hangs_up_and_says_nothing_final(home: Home, tmp_path: Path) -> None:
    with serving(home, tmp_path / "sockets") as server:
        ana = Speaker(server.socket_of("ana")).enter()
        server.on_loop(server.doors["ana"].close)
        assert not any(isinstance(m, Parting) for m in ana.all())
        assert not (tmp_path / "sockets" / "ana.sock").exists()
        with pytest.raises(FileNotFoundError):
            Speaker(tmp_path / "sockets" / "ana.sock")
        ana.close()
