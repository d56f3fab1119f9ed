"""Finding in hosted sessions: each types in a list of their own, and what was read for it is read once for all."""

from typing import Any

import pytest

from sociotui.domain.decisions import Decisions
from tests.served.hosted import Hall, shows


async def test_two_find_by_typing_and_the_decisions_are_read_once(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Any] = []
    cards = Decisions._all

    def noted(self: Decisions, o: Any, today: Any) -> Any:
        read.append(o)
        return cards(self, o, today)

    monkeypatch.setattr(Decisions, "_all", noted)
    ana, her_screen = await hall.come("ana")
    zoe, other_screen = await hall.come("zoe", size=(120, 40))
    for session, line in ((ana, her_screen), (zoe, other_screen)):
        await shows(line, "Tool-shed rota")
        session.received(b"3")
        await shows(line, "No circle has decided anything yet.")
    ana.received(b"/fq3")
    await shows(her_screen, "No decision here has “fq3” in it.")
    zoe.received(b"4/lead gard\r")
    await shows(other_screen, "1 of 23")
    assert len(read) == 1
    ana.received(b"\x1b")
    await shows(her_screen, "No circle has decided anything yet.")
    ana.received(b"\x1b")
    await shows(her_screen, "q back")
    ana.received(b"q")
    await shows(her_screen, "Ask")  # the meeting is watched on
