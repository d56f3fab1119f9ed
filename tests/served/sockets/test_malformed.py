"""What is no message ends the connection that it came by, and no other; a mistake of the server's own ends none."""

import logging
from concurrent.futures import Future
from typing import Any

import pytest

from sociotui.room import wire
from sociotui.room.frames import FROM_CLIENT, FROM_STRANGER, frame
from sociotui.room.identity import Identity
from sociotui.room.messages import (
    Errand,
    No,
    encode,
    hello,
)
from tests.served.serving import Serving, records, until
from tests.served.speaking import Speaker

ENTER = frame(encode(wire.Enter(number=0)))


@pytest.mark.parametrize(
    "said",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        bytes(64),
        b"\xff" * 64,
        (FROM_STRANGER + 1).to_bytes(4, "big"),
        frame(b"\xc1"),
        frame(b"\x91" * 4000),
        frame(encode({"is": "hello"})),
        frame(encode({"is": "bye"})),
        frame(encode(hello())) + (FROM_CLIENT + 1).to_bytes(4, "big"),
        frame(encode(hello())) + frame(b"\x91" * 500_000),
        frame(encode(hello())) + frame(encode(hello())),
        frame(encode(hello())) + frame(encode(wire.Minutes(number=1))),
        frame(encode(hello())) + ENTER + ENTER,
        frame(encode(hello())) + ENTER + frame(encode({"is": "act", "number": 1, "cmd": "\n\x1b[2J", "command": {}})),
    ],
)
def test_what_is_no_message_ends_one_connection_and_no_other(
    server: Serving, meeting: str, said: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with Speaker(server.socket_of("ana")) as ana, Speaker(server.socket_of("ben")) as ben:
        ana.enter(meeting)
        ben.say(said)
        assert "no message" in ben.parted()
        until(lambda: server.visits() == 1)
        assert not isinstance(ana.act(meeting), No)
    assert "sent what is no message: " in records(caplog)
    assert all(r.getMessage().isprintable() for r in caplog.records if r.name == "sociotui.served")


def test_a_mistake_of_the_servers_own_ends_nothing_and_is_on_record(
    server: Serving, meeting: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_args: object, **_more: object) -> object:
        raise ZeroDivisionError("of a\nkind")

    with Speaker(server.socket_of("ana")) as ana:
        ana.enter(meeting)
        with monkeypatch.context() as patch:
            patch.setattr(server.hub, "act", lambda *_args: server.hub.ask(broken))
            assert "a mistake of its own" in ana.act(meeting).said
        assert not isinstance(ana.act(meeting, cmd="c2"), No)
    told = [r.getMessage() for r in caplog.records if r.levelno == logging.ERROR]
    assert len(told) == 1
    assert "ZeroDivisionError: of a kind, at " in told[0]


def test_an_answer_that_cannot_be_sent_is_refused(server: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    from sociotui.served import guest

    def errand(_identity: Identity, name: str, _said: object) -> "Future[Any]":
        answer: Future[Any] = Future()
        answer.set_result({"odd": object(), "long": b"x" * 2000}[name])
        return answer

    monkeypatch.setattr(server.hub, "errand", errand)
    monkeypatch.setattr(guest, "FROM_SERVER", 1000)
    with Speaker(server.socket_of("ana")) as ana:
        ana.greet()
        ana.say(Errand(number=1, name="odd"), Errand(number=2, name="long"))
        assert "mistake of its own" in ana.answer(1).said
        assert "more than can be sent" in ana.answer(2).said
