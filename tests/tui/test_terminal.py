"""The terminal: colours and signs follow from its environment; a person's config file goes first."""

from pathlib import Path

import pytest
from textual.keys import Keys

from sociotui.domain.refusal import Refused
from sociotui.room.preferences import KEY_NAMES, Config, read_config
from sociotui.tui.signs import ASCII, PLAIN, Signs
from sociotui.tui.terminal import settings_for

UTF = {"TERM": "xterm-256color", "LANG": "en_GB.UTF-8"}


@pytest.mark.parametrize(
    ("environ", "theme", "signs"),
    [
        (UTF | {"COLORTERM": "truecolor"}, "dusk", PLAIN),
        (UTF | {"COLORTERM": "24bit"}, "dusk", PLAIN),
        (UTF, "sixteen", PLAIN),
        (UTF | {"COLORTERM": "truecolor", "NO_COLOR": "1"}, "sixteen", PLAIN),
        ({"TERM": "linux", "LANG": "en_GB.UTF-8"}, "sixteen", ASCII),
        ({"TERM": "xterm", "LANG": "C"}, "sixteen", ASCII),
        ({"TERM": "xterm", "LANG": "C.UTF-8", "LC_ALL": "POSIX"}, "sixteen", ASCII),
    ],
)
def test_settings_follow_from_the_environment(environ: dict[str, str], theme: str, signs: Signs) -> None:
    settings = settings_for(environ, Config())
    assert (settings.theme, settings.signs) == (theme, signs)


def test_the_config_file_goes_first(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('theme = "paper"\nascii = true\n[keys]\nnext = "enter"\n', "utf-8")
    settings = settings_for(UTF | {"COLORTERM": "truecolor"}, read_config(path))
    assert (settings.theme, settings.signs, settings.keymap) == ("paper", ASCII, {"next": "enter"})
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
    with pytest.raises(Refused, match=f"(?s){said}"):
        read_config(path)


def test_keys_have_the_names_that_textual_gives_them() -> None:
    assert {key.value for key in Keys if not set("+<") & set(key.value)} == KEY_NAMES
