"""The mirror: what it costs to open it, and to go through it, where twelve circles have met every week for ten years."""

import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from sociotui.room.home import Home

from .homes import grown
from .programs import Programs
from .table import Row, Table, middle
from .terminal import Answer, Program, Terminal

pytestmark = pytest.mark.bench

MEETINGS, EVENTS = 12 * 52 * 10, 40_000
FIRST, OPENED, AGAIN = 2500, 2.5, 0.5
"""Most ms until the figures of ten years are there for the first time, on a slow machine; the targets of opening the mirror again, and of
another period that was looked at before, in bare screens."""
TIMES = 4
BARE = """
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static


class Full(Screen[None]):
    BINDINGS = [("q", "app.pop_screen", "")]

    def compose(self) -> ComposeResult:
        yield Static("\\n".join(["x" * self.app.size.width] * self.app.size.height), markup=False)


class Bare(App[None]):
    BINDINGS = [("5", "full", "")]

    def compose(self) -> ComposeResult:
        yield Static("This is it")

    def action_full(self) -> None:
        self.push_screen(Full())


Bare().run(mouse=False)
"""


@pytest.mark.timeout(300)
def test_mirror(tmp_path: Path, programs: Programs, table: Table) -> None:
    """Opening the mirror over ten years, beside a bare Textual screen of that size, full of text"""
    (tmp_path / "bare.py").write_text(BARE, "utf-8")
    folder = tmp_path / "home"
    grown(folder, MEETINGS, EVENTS)
    home = Home(folder)
    home.organisation()
    home.keep()
    home.close()
    answers: dict[str, list[Answer]] = {}
    with ExitStack() as stack:
        bare = Terminal(Program([sys.executable, str(tmp_path / "bare.py")], "This is it"), programs.env)
        ours = Terminal(Program(programs.ours(home=folder), "General"), programs.env)
        for terminal in (bare, ours):
            stack.enter_context(terminal)
            terminal.start()
        first = ours.press("5", silence=2.5, limit=20.0)
        for key in ("p", "p", "p"):
            ours.press(key, silence=1.0, limit=20.0)
        assert f"{MEETINGS:,}".replace(",", "") in ours.text()
        ours.press("q", silence=0.5)
        for _time in range(TIMES):
            for name, terminal in (("floor", bare), ("opened", ours)):
                answers.setdefault(name, []).append(terminal.press("5", silence=0.5))
                terminal.press("q", silence=0.4)
        ours.press("5", silence=0.5)
        answers["period"] = [ours.press("p", silence=0.5) for _time in range(TIMES)]
    floor = middle([a.last for a in answers["floor"]])
    table.add(
        Row("the first time, all of it read", first.last, most=FIRST),
        Row("opened again, all there is: median", middle([a.last for a in answers["opened"]]), floor, times=OPENED),
        Row("another period, seen before: median", middle([a.last for a in answers["period"]]), floor, times=AGAIN),
    )
    assert first.last <= FIRST
