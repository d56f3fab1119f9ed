"""The private hint: who facilitates sees it, at a terminal of their own; nobody else does, and it is written nowhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from sociotui.cli import main
from sociotui.room.looks import Asked, looks
from sociotui.room.preferences import read_config
from sociotui.room.terminal import Depth
from sociotui.tui.app import SociotuiApp
from sociotui.tui.meeting.whisper import WhisperLine
from sociotui.tui.settings import Settings
from sociotui.tui.terminal import settings_for
from tests.homes import Hands
from tests.tui.gathering import GatheringOf
from tests.tui.staging import Stage, StageAt
from tests.tui.waiting import shows, text_of, until

HINT = "You have spoken half of the time."


@pytest.fixture
def talked(stage_at: StageAt, hands: Hands) -> Iterator[Stage]:
    """A meeting in which Zoe, who facilitates, has spoken for ten minutes, and each other person for one."""
    stage = stage_at()
    while (current := stage.meeting.round) and current.speaking:
        hands.at += (600 if current.speaking == "zoe" else 60) * 1000
        stage.act("next")
    yield stage


async def test_only_the_facilitators_terminal_tells_and_h_lets_it_go(talked: Stage, gathering_of: GatheringOf) -> None:
    gathering = gathering_of(talked)
    async with gathering.sitting("zoe", "ana") as (zoe, ana):
        await shows(zoe, HINT)
        await gathering.act("note", text="The frost is over")
        await shows(ana, "Noted")
        assert HINT not in text_of(ana)
        assert not ana.app.screen.query_one(WhisperLine).display
        await zoe.press("H")
        await until(zoe, lambda: HINT not in text_of(zoe))
        await ana.press("H")
        await shows(ana, "Private hints are off")
        await ana.press("H")
        await shows(ana, "to who facilitates, and to nobody else")
        await gathering.act("hand-over", person="ana", role="facilitator")
        await shows(ana, "Ana")
        assert HINT not in text_of(ana)


async def test_it_is_in_no_file_and_in_no_word_of_the_command_line(talked: Stage, gathering_of: GatheringOf) -> None:
    async with gathering_of(talked).at("zoe") as zoe:
        await shows(zoe, HINT)
        files = [path for path in talked.home.folder.rglob("*") if path.is_file()]
        assert files
        assert not [path for path in files if b"half of the time" in path.read_bytes()]
    for words in (["status"], ["status", "--json"], ["minutes", talked.id], ["export", "data"]):
        done = CliRunner().invoke(main, ["--home", str(talked.home.folder), *words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        assert "half of the time" not in done.output


async def test_where_all_look_on_it_is_a_sign_that_is_opened(talked: Stage) -> None:
    async with talked.app().run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "◆" in text_of(pilot).splitlines()[0])
        assert HINT not in text_of(pilot)
        await pilot.press("H")
        await shows(pilot, "For Zoe, who facilitates")
        await shows(pilot, HINT)
        await pilot.press("escape")
        await until(pilot, lambda: "◆" not in text_of(pilot).splitlines()[0])


async def test_it_is_off_where_somebody_wants_none(talked: Stage, gathering_of: GatheringOf, tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("hints = false\n", "utf-8")
    said = read_config(config)
    settings = settings_for(looks(Asked(), {"TERM": "xterm", "LANG": "C.UTF-8"}, said), said)
    assert settings == Settings(theme="sixteen", depth=Depth.SIXTEEN, hints=False)
    gathering = gathering_of(talked)
    async with gathering.at("zoe", settings=settings) as zoe:
        await gathering.act("note", text="The frost is over")
        await shows(zoe, "Noted")
        assert HINT not in text_of(zoe)
        app = zoe.app
        assert isinstance(app, SociotuiApp)
        await zoe.press("H")
        await gathering.act("note", text="Slugs")
        await shows(zoe, HINT)
