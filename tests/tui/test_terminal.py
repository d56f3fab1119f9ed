"""The terminal: a session looks as was decided; a person's config file is read, and its mistakes are named."""

import re
from pathlib import Path

import pytest
from textual.keys import Keys

from sociotui.room.config_file import look
from sociotui.room.looks import Asked, looks
from sociotui.room.preferences import KEY_NAMES, Config, animations, read_config
from sociotui.room.terminal import Depth
from sociotui.tui.signs import ASCII, PLAIN
from sociotui.tui.terminal import settings_for

UTF = {"TERM": "xterm-256color", "LANG": "en_GB.UTF-8", "COLORTERM": "truecolor"}


def test_settings_follow_from_how_things_are_to_look() -> None:
    wished = Config(theme="paper", ascii=True, keys={"next": "enter"})
    settings = settings_for(looks(Asked(), UTF, wished), wished)
    assert (settings.theme, settings.signs, settings.keymap) == ("paper", ASCII, {"next": "enter"})
    assert (settings.depth, settings.letters) == (Depth.TRUE, True)
    settings = settings_for(looks(Asked(color=False), UTF, Config()), Config())
    assert (settings.theme, settings.signs, settings.depth) == ("sixteen", PLAIN, Depth.NONE)


def test_the_config_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('theme = "paper"\nascii = true\ncolor = false\n[keys]\nnext = "enter"\n', "utf-8")
    assert read_config(path) == Config(theme="paper", ascii=True, color=False, keys={"next": "enter"})
    assert read_config(tmp_path / "none.toml") == Config()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('themes = "paper"\n', "line 1.*theme"),
        ('[keys]\nnxt = "enter"\n', "line 2.*next"),
        ('theme = "pink"\n', "line 1.*paper"),
    ],
)
def test_a_mistake_in_it_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    (passed,) = look(path).passed
    assert re.search(said, passed.said)
    assert read_config(path) == Config()


def test_keys_have_the_names_that_textual_gives_them() -> None:
    assert {key.value for key in Keys if not set("+<") & set(key.value)} == KEY_NAMES


def test_nothing_is_set_in_motion_unless_it_is_asked_for() -> None:
    asked = {"": "none", "none": "none", "basic": "basic", "FULL": "full", "quick": "none"}
    assert {said: animations({"TEXTUAL_ANIMATIONS": said}, Config())[0] for said in asked} == asked
    assert animations({}, Config())[0] == "none"
