"""Colours at the edge: sessions at terminals of every kind at once, and none gets what its terminal can't show."""

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from sociotui.room.terminal import Depth
from sociotui.served.driver import ENTER, LEAVE
from sociotui.served.hosted_app import HostedApp
from tests.homes import SIX
from tests.served.colours import beyond, codes_in, others_in
from tests.served.hosted import Drawn, Hall, shows, until

KINDS: dict[Depth, dict[str, str]] = {
    Depth.TRUE: {"term": "xterm-256color", "COLORTERM": "truecolor"},
    Depth.MANY: {"term": "xterm-256color"},
    Depth.SIXTEEN: {"term": "linux"},
    Depth.NONE: {"term": "xterm-256color", "COLORTERM": "truecolor", "NO_COLOR": "1"},
}


def _has(line: Drawn, text: str, there_is: bool) -> bool:
    return (text in line.text) == there_is


def _use(app: HostedApp, theme: str) -> None:
    app.theme = theme


def _uses(app: HostedApp, theme: str) -> bool:
    return app.theme == theme


async def walk(hall: Hall) -> dict[Depth, Drawn]:
    """Have sessions of every kind see many screens, turn by turn, in all the colours that there are."""
    kinds = list(KINDS)
    there = [(kind, *await hall.come(SIX[n % 6], address=str(n), **KINDS[kind])) for n, kind in enumerate(kinds)]  # type: ignore[arg-type]
    for theme in ("", "dusk", "sixteen"):
        for key, seen in ((b"?", "Keys"), (b"m", "Minutes"), (b"\x10", "Search")):
            for press, there_is in ((key, True), (b"\x1b", False)):
                for _kind, session, _line in there:
                    session.received(press)
                for _kind, _session, line in there:
                    await until(partial(_has, line, seen, there_is), line)
        if theme:
            for _kind, session, _line in there:
                app = session._app
                assert app
                session._soon(partial(_use, theme=theme))
                await until(partial(_uses, app, theme))
    for _kind, session, _line in there:
        session.end("")
        await session.task
    return {kind: line for kind, _session, line in there}


@pytest.mark.slow
async def test_no_terminal_gets_a_colour_that_it_cannot_show_nor_anything_but_drawing(hall: Hall) -> None:
    seen = await walk(hall)
    for depth, line in seen.items():
        codes = list(codes_in(line.output))
        assert beyond(depth, codes) == [], depth
        assert len(set(codes)) > 3, "there is something to see"
        assert line.output.startswith(ENTER)
        assert line.output.endswith(LEAVE)
        assert others_in(line.output[len(ENTER) : -len(LEAVE)]) == set(), depth
    assert any(code.startswith("38;2;") for code in codes_in(seen[Depth.TRUE].output))
    assert any(code.startswith("38;5;") for code in codes_in(seen[Depth.MANY].output))
    assert "34" in codes_in(seen[Depth.SIXTEEN].output)
    assert "7" in codes_in(seen[Depth.NONE].output), "the cursor is seen without colours"


async def test_a_terminal_without_unicode_gets_ascii(hall: Hall) -> None:
    kinds = {"term": "linux"}, {"term": "vt100"}, {"term": "xterm", "LC_ALL": "C"}, {"SOCIOTUI_ASCII": "1"}
    for n, kind in enumerate(kinds):
        session, line = await hall.come("ana", address=str(n), **kind)  # type: ignore[arg-type]
        await shows(line, "Tool-shed rota")
        assert "+- Circles --" in line.text
        session.received(b"\x10")
        await shows(line, "Search for commands")
        assert line.raw.isascii(), line.text
    _session, line = await hall.come("ben", term="xterm", LANG="de_DE.UTF-8")
    await shows(line, "Tool-shed rota")
    assert "╭" in line.text


_ONE = """
import asyncio, os, sys, tempfile
from sociotui.served.environment import clear
clear(os.environ)
assert "textual" not in sys.modules
from pathlib import Path
from sociotui.room.demo import stage
from sociotui.room.hub import Hub
from tests.homes import home_in
from tests.served.hosted import Hall, quiet, shows

async def main(folder):
    home = home_in(Path(folder) / "home", founded=False)
    hall = Hall(Hub(home), stage(home))
    hall.hub.start()
    session, line = await hall.come("ana", COLORTERM="truecolor")
    await shows(line, "Tool-shed rota")
    session.received(b"?")
    await shows(line, "Keys")
    await quiet(line)
    sys.stdout.write(line.text)
    sys.stdout.write(str(line.colours))
    session.end("")
    await session.task
    hall.hub.stop()
    home.close()
    sys.stdout.write(str("38;2;" in line.output))

with tempfile.TemporaryDirectory() as folder:
    asyncio.run(main(folder))
"""


def _printed(**environ: str) -> str:
    env = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "PYTHONPATH": str(Path.cwd()), **environ}
    done = subprocess.run([sys.executable, "-c", _ONE], env=env, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.slow
def test_the_environment_of_the_server_changes_nothing(tmp_path: Path) -> None:
    log = f"{tmp_path}/log"
    plain = _printed()
    assert plain.endswith("True"), "the terminal gets true colour"
    assert plain == _printed(
        NO_COLOR="1",
        COLORTERM="",
        TERM="dumb",
        FORCE_COLOR="1",
        COLUMNS="40",
        LINES="10",
        TERM_PROGRAM="Apple_Terminal",
        TEXTUAL="debug,devtools",
        TEXTUAL_COLOR_SYSTEM="standard",
        TEXTUAL_FILTERS="dim",
        TEXTUAL_THEME="nord",
        TEXTUAL_DRIVER="no.such:Driver",
        TEXTUAL_PRESS="q",
        TEXTUAL_SHOW_RETURN="1",
        TEXTUAL_SCREENSHOT="0",
        TEXTUAL_SCREENSHOT_LOCATION=str(tmp_path),
        TEXTUAL_LOG=log,
        TEXTUAL_DISABLE_KITTY_KEY="1",
        TEXTUAL_DEBUG="1",
        TEXTUAL_ANIMATIONS="full",
        TEXTUAL_DIM_FACTOR="10",
        ESCDELAY="5000",
    )
    assert list(tmp_path.iterdir()) == []
