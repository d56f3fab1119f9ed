"""Harmless: names and texts full of control sequences, as no door lets them in, steer no terminal."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import msgspec
import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from sociotui.room.port import Room, Snapshot
from sociotui.served.driver import ENTER, LEAVE
from sociotui.served.harmless import CONTROLS, Harmless
from tests.served.colours import others_in
from tests.served.hosted import Hall, shows, until

EVIL = (
    "\x1b[2J\x1b[1;1HA\x1b]0;title\x07\x1b]52;c;ZXZpbA==\x07\x1bPq\x1b\\\x9b31m\x85\u202ecba\u2066\u2028\x1b[6n\x07\r\n\x00"
    "\x1b[?1049l\x1b[?1003hZ"
)
_WRITTEN = frozenset(
    ["name", "title", "text", "about", "said", "trouble", "reason", "purpose", "vision", "mission", "prompt"]
)


def poisoned(value: Any, *, written: bool = False) -> Any:
    """Return a struct in which everything that people wrote has control sequences in it."""
    if isinstance(value, str):
        return f"{value}{EVIL}" if written else value
    if isinstance(value, msgspec.Struct):
        changes = {name: poisoned(getattr(value, name), written=name in _WRITTEN) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(poisoned(each, written=written) for each in value)
    if isinstance(value, dict):
        return {key: poisoned(each, written=written) for key, each in value.items()}
    return value


class Poisoned:
    """A room of a home into which somebody has written with their own hands."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._clean: Snapshot | None = None
        self._snapshot = room.snapshot

    @property
    def snapshot(self) -> Snapshot:
        """What there is to see."""
        if self._clean is not self._room.snapshot:
            self._clean = self._room.snapshot
            self._snapshot = poisoned(self._clean)
        return self._snapshot

    def start(self, changed: Callable[[Snapshot], None]) -> None:
        """Begin to follow."""
        self._room.start(lambda _snapshot: changed(self.snapshot))

    def minutes(self) -> "Future[str]":
        """Answer with minutes."""
        answer: Future[str] = Future()
        answer.set_result(f"Minutes\n{EVIL}")
        return answer

    def __getattr__(self, name: str) -> object:
        return getattr(self._room, name)


async def test_what_people_wrote_steers_no_terminal(hall: Hall, caplog: pytest.LogCaptureFixture) -> None:
    room: Any = Poisoned(await hall.room("ana"))
    assert "\x1b[2J" in room.snapshot.meeting.circle.name
    session, line = await hall.come("ana", room=room, COLORTERM="truecolor")
    await shows(line, "Tool-shed rota")
    app = session._app
    assert app
    for key in (b"?", b"m", b"v", b"a"):
        session.received(key)
        await until(lambda: len(app.screen_stack) == 3, line)
        session.received(b"\x1b")
        await until(lambda: len(app.screen_stack) == 2, line)
    other, _line = await hall.come("ben")
    other.received(b"h")
    session.received(b"q")
    await shows(line, "What is next")
    session.end("")
    await session.task
    assert caplog.text == ""
    drawn = line.output[len(ENTER) : -len(LEAVE)]
    assert others_in(drawn) == set()
    assert "]0;title" in line.output, "it is seen, and does nothing"


def test_leaving_controls_out_moves_nothing() -> None:
    for number in range(0x110000):
        character = chr(number)
        if CONTROLS.match(character):
            assert cell_len(character) == 0, hex(number)
    assert cell_len(EVIL) == cell_len(CONTROLS.sub("", EVIL))


def test_lines_without_controls_stay_as_they_are() -> None:
    line = [Segment("Zoë, 名前, 👩‍👩‍👧")]
    assert Harmless([]).apply(line, Color(0, 0, 0)) is line
