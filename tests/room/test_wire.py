"""The wire: frames and messages come through whole or not at all."""

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociotui.domain import commands
from sociotui.domain.event import Command
from sociotui.domain.refusal import Refused
from sociotui.journal import port
from sociotui.journal.port import Busy, Conflict, Damaged, JournalError, Newer, OutcomeUnknown
from sociotui.room import wire
from sociotui.room.frames import Frames, Malformed, frame
from sociotui.room.messages import (
    PROTOCOL,
    Bye,
    Errand,
    Hello,
    No,
    Trouble,
    Welcome,
    apart,
    decoded,
    encode,
    error_of,
    reply_to,
)
from sociotui.room.wire import ASKABLE
from tests.room.seated import Seated, tries


def taken(frames: Frames) -> list[bytes]:
    """Return all messages that are there."""
    return list(iter(frames.next, None))


@given(st.lists(st.binary(min_size=1, max_size=40), max_size=8), st.data())
def test_messages_come_through_in_whatever_pieces(bodies: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(map(frame, bodies))
    frames, found = Frames(100), list[bytes]()
    while stream:
        some = data.draw(st.integers(1, len(stream)))
        frames.feed(stream[:some])
        stream = stream[some:]
        found += taken(frames)
    assert found == bodies


@pytest.mark.parametrize("length", [0, 101, 2**31, 2**32 - 1])
def test_a_length_that_cannot_be_is_told_before_anything_else_comes(length: int) -> None:
    frames = Frames(100)
    frames.feed(length.to_bytes(4, "big"))
    with pytest.raises(Malformed, match=f"{length} bytes"):
        frames.next()


def test_what_is_too_long_is_not_framed() -> None:
    assert len(frame(b"x" * 10, 10)) == 14
    with pytest.raises(ValueError, match="11 bytes"):
        frame(b"x" * 11, 10)


@given(st.binary(max_size=200))
def test_what_is_no_message_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        decoded(body, wire.requests)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x91" * 200_000 + b"\xc0",
        b"\xdf\xff\xff\xff\xff",
        encode({"is": "errand", "number": 1, "name": "x", "said": {"a": 1}})[:-1] + b"\x91" * 200_000,
        encode({"is": "bye"}) + b"\x00",
        encode({"is": "nothing"}),
        encode({"is": "act", "number": 1, "meeting": "m", "command": {"is": "FinishTurn"}}),
        encode({"is": "act", "number": 1, "cmd": "", "meeting": "m", "command": {"is": "FinishTurn"}}),
        encode({"is": "act", "number": 1, "cmd": "c" * 65, "meeting": "m", "command": {"is": "FinishTurn"}}),
        encode({"is": "act", "number": -1, "cmd": "c", "meeting": "m", "command": {"is": "FinishTurn"}}),
        encode({"is": "act", "number": 1, "cmd": "c", "meeting": "m" * 300, "command": {"is": "FinishTurn"}}),
        encode({"is": "act", "number": 1, "cmd": "c", "meeting": "m", "command": {"is": "OpenMeeting"}}),
        encode({"is": "enter", "number": 1, "meeting": b"\xff\xfe"}),
        b"\x82\xa2is\xa5enter\xa6number\xa2\xff\xfe",
    ],
)
def test_bad_messages_are_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        decoded(body, wire.requests)


def test_what_a_message_says_of_its_author_is_not_read() -> None:
    said = {"is": "act", "number": 1, "cmd": "c", "meeting": "m", "command": {"is": "FinishTurn", "actor": "zoe"}}
    read = decoded(encode(said | {"actor": "zoe", "person": "zoe", "identity": {"person": "zoe"}}), wire.requests)
    assert read == wire.Act(number=1, cmd="c", meeting="m", command=commands.FinishTurn())


def test_every_command_of_a_meeting_can_be_asked_for_but_to_open_one() -> None:
    kinds = {k for k in Command.__subclasses__() if k.__module__ == commands.__name__}
    assert set(ASKABLE) == kinds - {commands.OpenMeeting}
    seated = Seated()
    for kind in ASKABLE:
        for command in tries(kind, seated.meeting):
            asked = wire.Act(number=7, cmd="c", meeting="m", command=command)
            assert decoded(encode(asked), wire.requests) == asked


def test_every_question_has_an_answer() -> None:
    asking = set(get_args(wire.Asking)) | {wire.Enter}
    assert set(wire.ANSWERS) == asking
    assert set(get_args(wire.ToServer)) == asking | {Errand, Bye}


ERRORS: list[Exception] = [
    Refused("Not now."),
    JournalError("Out of order."),
    Conflict(7),
    OutcomeUnknown("Nobody knows."),
    Busy(Path("x"), 17, 2.0),
    Damaged(Path("x"), 3, "Line 3 is bad.", "Put a copy back."),
    Newer(Path("x"), "3", "2"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_comes_out_as_what_it_was(error: Exception) -> None:
    reply = reply_to(3, error)
    assert reply is not None
    again = decoded(encode(reply), wire.pushed)
    assert isinstance(again, No | Trouble)
    assert again.number == 3
    found = error_of(again)
    assert type(found) is type(error)
    assert str(found) == str(error)


def test_an_error_that_nobody_knows_here_is_the_stores() -> None:
    for kind in ("Burnt", "Path", "os", "Recorded"):
        assert type(error_of(Trouble(number=1, kind=kind, said="It burns."))) is JournalError
    assert reply_to(1, ZeroDivisionError()) is None
    assert hasattr(port, "Recorded")


def test_the_older_side_is_named() -> None:
    def told(client: int, server: int) -> str:
        at = Welcome(protocol=server, program="2.0", person="ana", now=0)
        return apart(Hello(protocol=client, program="1.\x1b[0m"), at)

    assert told(PROTOCOL, PROTOCOL) == ""
    assert "you have here (1.·[0m) is older than the server's (2.0)" in told(PROTOCOL, PROTOCOL + 1)
    assert "server's sociotui (2.0) is older" in told(PROTOCOL, PROTOCOL - 1)
