"""A whole circle meeting with nothing but keys, and the same one by commands: both leave the same minutes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from .by_acts import ByActs
from .by_keys import ByKeys, no_dialog, opened
from .meeting import AGAIN, INTEGRATED, REPORT, REVIEW, WHY, hold
from .program import Program, copy_of


def by_keys(program: Program) -> str:
    """Hold the meeting in a terminal, and leave to the home screen and out; return its id."""
    terminal = program.start()
    meeting = ByKeys(program, terminal)
    meeting.open()
    hold(meeting)
    terminal.press("m")
    terminal.wait_for("Minutes, as they stand")
    opened(terminal)
    terminal.press("escape")
    terminal.wait_for(no_dialog)
    terminal.press("q")
    terminal.wait_for("enter meet")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert not terminal.unrestored()
    return meeting.id


def by_acts(program: Program) -> str:
    """Hold the meeting by commands; return its id."""
    meeting = ByActs(program)
    hold(meeting)
    return meeting.id


def on_one_day(hold_both: Callable[[int], None]) -> None:
    """Do it again where midnight has passed between the one and the other."""
    for attempt in range(2):
        before = date.today()
        hold_both(attempt)
        if date.today() == before:
            return


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_whole_meeting_by_keys_and_by_commands(demo_home: Path, tmp_path: Path) -> None:
    held: dict[str, tuple[Program, str]] = {}

    def hold_both(attempt: int) -> None:
        one, other = (copy_of(demo_home, tmp_path / f"{name}-{attempt}") for name in ("keys", "acts"))
        try:
            with ThreadPoolExecutor() as pool:
                ids = pool.submit(by_keys, one), pool.submit(by_acts, other)
                held.update(keys=(one, ids[0].result()), acts=(other, ids[1].result()))
        finally:
            one.close()

    on_one_day(hold_both)
    (keys, keys_id), (acts, acts_id) = held["keys"], held["acts"]
    for format_ in ("md", "txt"):
        minutes = keys.minutes(keys_id, format_)
        assert minutes == acts.minutes(acts_id, format_)
        for part in (INTEGRATED, REPORT, REVIEW, WHY, AGAIN, "Ben", "Fay", "Seeds for spring", "75 min"):
            assert part in " ".join(minutes.split()), part
    for program, id_ in held.values():
        listed = program.ok("list")
        assert id_ in listed.partition("Held")[2]
        assert "“Tool-shed rota” waits for Fay." in listed
        assert "Under way" not in listed
        program.ok("answer", f"{id_}-d1", "--consent", "--for", "fay", "--by", "fay")
        assert f"{REVIEW}  Tool-shed rota (Garden circle)" in program.ok("list")
        status = program.status(id_)
        assert status["state"] == "closed"
        assert [d["text"] for d in status["decisions"]] == [INTEGRATED]
        assert len(status["decisions"][0]["consented"]) == 7
        assert status["decisions"][0]["absent"] == ["fay"]
