"""Each kind of terminal: it gets nothing that it does not swallow, and all of one sort show the same picture."""

import re

import pyte
import pytest

from .program import Program
from .screen import Terminal
from .swallowed import KINDS, Kind, strange

FINE, PLAIN = "xterm-truecolor", "vt100"
"""The kinds that all others of their sort are held against."""
_END = re.compile(rb"\x1b\[H\x1b\[2J|\x1b\[\?2004l|\x1b\[\?7h")
"""What is sent when the last picture has been drawn; the splash is before that."""


def walk(program: Program, kind: Kind, *options: str) -> Terminal:
    """Begin, look at the keys, come back, and leave."""
    terminal = program.start(*options, "demo", env=kind.env)
    terminal.wait_for("c consent")
    terminal.press("?")
    terminal.wait_for("Give the turn up for this round.")
    terminal.press("escape")
    terminal.wait_for("c consent")
    terminal.press("q")
    terminal.wait_for("What is next")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert terminal.unrestored() == []
    return terminal


def picture(raw: bytes) -> list[str]:
    """Return what an emulator that knows nothing but drawing shows just before the program leaves; times are left out."""
    screen = pyte.Screen(80, 24)
    drawing = re.sub(rb"\x1b\[(>25u|<u|\?\d+\$p)", b"", raw[: _END.search(raw, 200).start()])  # type: ignore[union-attr]
    pyte.ByteStream(screen).feed(drawing)
    return [re.sub(r"\d+:\d\d", "0:00", row) for row in screen.display]


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What is shown at the end in a terminal of each sort."""
    found = {}
    for name in (FINE, PLAIN):
        program = Program(tmp_path_factory.mktemp(name))
        found[name] = picture(walk(program, KINDS[name]).raw)
        program.close()
    assert any("╭─ What is next ─" in row for row in found[FINE])
    assert any("+- What is next -" in row for row in found[PLAIN])
    return found


QUICK = {"xterm-256color", "xterm-truecolor", "tmux", "screen", "linux", "vt100", "windows", "no-color", "no-locale"}


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in KINDS]
)
def test_it_gets_what_it_swallows_and_shows_what_others_show(
    program: Program, shown: dict[str, list[str]], name: str
) -> None:
    kind = KINDS[name]
    terminal = walk(program, kind)
    assert strange(terminal.raw, kind) == []
    assert picture(terminal.raw) == shown[PLAIN if kind.plain else FINE]


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        (("--ascii",), Kind(env=KINDS[FINE].env, colours=1 << 24, plain=True)),
        (("--no-color",), Kind(env=KINDS[FINE].env, colours=0)),
        (("--no-color", "--theme", "paper"), Kind(env=KINDS[FINE].env, colours=0)),
        (("--theme", "paper"), KINDS["xterm-256color"]),
        (("--theme", "dusk"), KINDS["xterm"]),
    ],
    ids=lambda told: " ".join(told) if isinstance(told, tuple) else "",
)
def test_options_hold_to_the_byte(program: Program, options: tuple[str, ...], kind: Kind) -> None:
    assert strange(walk(program, kind, *options).raw, kind) == []


def test_a_console_is_left_empty_as_it_has_no_other_screen(program: Program) -> None:
    terminal = walk(program, KINDS["linux"])
    assert terminal.text.strip() == ""


def test_what_is_strange_would_be_found() -> None:
    linux, mono, plain = KINDS["linux"], KINDS["no-color"], KINDS["no-locale"]
    for raw in (b"\x1b[>25u", b"\x1b[?2026$p", b"\x1b]22;default\x07", b"\x1b[?2004h", b"\x1b[38;5;200m", "▸".encode()):
        assert strange(b"a" + raw + b"b", linux) == [raw]
    assert strange(b"\x1b[1;31m\x1b[0m\x1b[7m", mono) == [b"\x1b[1;31m"]
    assert strange("Zoë".encode(), plain) == ["ë".encode()]
