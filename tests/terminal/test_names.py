"""Names in ten scripts: on every main screen each border stands in its column, in terminals that disagree about widths."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sociotui.exchange.organisations import read_organisation
from sociotui.room.demo import stage
from sociotui.room.home import Home
from sociotui.tui.cells import disputed
from tests.emulators import Cells, emulators, shown_by
from tests.sizes import Size, at_sizes
from tests.terminal.names import PEOPLE, organisation

from .program import Program
from .swallowed import ASKED

SCREENS = (
    ("", "What is next"),
    ("1", "Check-in"),
    ("2", "6 circles"),
    ("4", "Term runs"),
    ("3", "Waiting for answers"),
    ("5", "Passes"),
)
_DOWN = {"╭": "│├╰", "╮": "│┤╯"}


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program with these names, decisions on record, and a meeting under way."""
    program = Program(tmp_path)
    home = Home(program.home)
    stage(home, earlier=True)
    names = organisation(tmp_path)
    home.define(read_organisation(names.read_text("utf-8"), names.name), "test")
    home.close()
    id_ = program.ok("open", "kitchen", "--present", "ana,gio,hana,ivo,zoe").strip()
    program.ok("act", id_, "agenda", "--title", f"🫠 नमस्ते {PEOPLE['Zoe']}")
    yield program
    program.close()


def crooked(cells: Cells) -> list[tuple[int, int]]:
    """Return the corners from which no straight border goes down to another corner."""
    found = []
    for y, row in enumerate(cells):
        for x, sign in enumerate(row):
            if sign in _DOWN:
                below = [cells[at][x] for at in range(y + 1, len(cells))]
                ends = next((n for n, other in enumerate(below) if other == _DOWN[sign][-1]), None)
                if ends is None or not set(below[:ends]) <= set(_DOWN[sign]):
                    found.append((x, y))
    return found


def elsewhere(ours: Cells, theirs: Cells) -> list[tuple[int, int, str, str]]:
    """Return the cells in which they show anything else than we count on, where all agree on the sign."""
    return [
        (x, y, wanted, got)
        for y, (mine, other) in enumerate(zip(ours, theirs, strict=True))
        for x, (wanted, got) in enumerate(zip(mine, other, strict=True))
        if wanted and not disputed(wanted) and wanted != got
    ]


@at_sizes((80, 24), (60, 20), (120, 40))
def test_borders_stand_in_their_columns_whatever_the_names(program: Program, size: Size) -> None:
    terminal, screens, fed, framed = program.start(size=size), emulators(*size), 0, 0
    for key, seen in SCREENS:
        terminal.press(*key)
        terminal.wait_for(seen)
        terminal.settle()
        sent, fed = ASKED.sub(b"", terminal.raw[fed:]), len(terminal.raw)
        cells = {name: shown_by(screen, sent) for name, screen in screens.items()}
        ours = cells.pop("joining")
        framed += sum(row.count("╭") for row in ours)
        assert crooked(ours) == [], terminal.drawn()
        for name, others in cells.items():
            assert elsewhere(ours, others) == [], (name, terminal.drawn())
    assert framed
