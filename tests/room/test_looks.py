"""Looks: a flag goes before the environment, that before a person's file, and that before what the terminal tells."""

import pytest

from sociotui.domain.refusal import Refused
from sociotui.room.looks import Asked, Choice, looks
from sociotui.room.preferences import Config
from sociotui.room.terminal import Depth, as_said

UTF = {"TERM": "xterm-256color", "LANG": "en_GB.UTF-8"}
TRUE = UTF | {"COLORTERM": "truecolor"}


@pytest.mark.parametrize(
    ("environ", "theme", "plain", "depth"),
    [
        (TRUE, "dusk", False, Depth.TRUE),
        (UTF | {"COLORTERM": "24bit"}, "dusk", False, Depth.TRUE),
        (UTF, "sixteen", False, Depth.MANY),
        (TRUE | {"NO_COLOR": "1"}, "sixteen", False, Depth.NONE),
        (TRUE | {"NO_COLOR": ""}, "dusk", False, Depth.TRUE),
        ({"TERM": "linux", "LANG": "en_GB.UTF-8"}, "sixteen", True, Depth.SIXTEEN),
        ({"TERM": "linux-16color"}, "sixteen", True, Depth.SIXTEEN),
        ({"TERM": "vt220", "LANG": "en_GB.UTF-8"}, "sixteen", True, Depth.NONE),
        ({"TERM": "xterm", "LANG": "C"}, "sixteen", True, Depth.SIXTEEN),
        ({"TERM": "xterm", "LANG": "C.UTF-8", "LC_ALL": "POSIX"}, "sixteen", True, Depth.SIXTEEN),
        ({"TERM": "xterm"}, "sixteen", False, Depth.SIXTEEN),
        ({"TERM": "xterm-kitty"}, "dusk", False, Depth.TRUE),
        ({"TERM": "xterm-direct"}, "dusk", False, Depth.TRUE),
        (TRUE | {"TERM": "screen-256color"}, "sixteen", False, Depth.MANY),
        (TRUE | {"TERM": "screen-256color", "TMUX": "/tmp/1,2,3"}, "dusk", False, Depth.TRUE),
        (UTF | {"WT_SESSION": "7f5c"}, "dusk", False, Depth.TRUE),
        ({"TERM": "screen-256color", "WT_SESSION": "7f5c"}, "sixteen", False, Depth.MANY),
    ],
)
def test_where_nobody_says_the_terminal_decides(environ: dict[str, str], theme: str, plain: bool, depth: Depth) -> None:
    seen = looks(Asked(), environ, Config())
    assert (seen.theme.value, seen.ascii.value, seen.color.value) == (theme, plain, depth)


def test_the_strongest_word_on_the_theme_counts() -> None:
    environ, config = TRUE | {"SOCIOTUI_THEME": "paper"}, Config(theme="sixteen")
    assert looks(Asked(theme="dusk"), environ, config).theme == Choice("dusk", "flag", "--theme")
    assert looks(Asked(), environ, config).theme == Choice("paper", "environment", "SOCIOTUI_THEME")
    assert looks(Asked(), TRUE, config).theme == Choice("sixteen", "file", "theme")
    assert looks(Asked(), TRUE, Config()).theme == Choice("dusk", "terminal", "COLORTERM")


def test_the_strongest_word_on_signs_counts() -> None:
    environ, config = UTF | {"SOCIOTUI_ASCII": "1"}, Config(ascii=True)
    assert looks(Asked(ascii=False), environ, config).ascii == Choice(False, "flag", "--no-ascii")
    assert looks(Asked(), environ, Config(ascii=False)).ascii == Choice(True, "environment", "SOCIOTUI_ASCII")
    assert looks(Asked(), UTF | {"SOCIOTUI_ASCII": "off"}, config).ascii == Choice(
        False, "environment", "SOCIOTUI_ASCII"
    )
    assert looks(Asked(), UTF, config).ascii == Choice(True, "file", "ascii")
    assert looks(Asked(), {"TERM": "linux"}, Config(ascii=False)).ascii == Choice(False, "file", "ascii")
    assert looks(Asked(), UTF, Config()).ascii == Choice(False, "terminal", "LANG")


def test_the_strongest_word_on_colour_counts() -> None:
    environ, config = TRUE | {"NO_COLOR": "1"}, Config(color=False)
    assert looks(Asked(color=True), environ, config).color == Choice(Depth.TRUE, "flag", "--color")
    assert looks(Asked(), environ, Config(color=True)).color == Choice(Depth.NONE, "environment", "NO_COLOR")
    assert looks(Asked(), TRUE, config).color == Choice(Depth.NONE, "file", "color")
    assert looks(Asked(color=True), {"TERM": "vt100"}, config).color == Choice(Depth.SIXTEEN, "flag", "--color")
    assert looks(Asked(), TRUE, Config()).color == Choice(Depth.TRUE, "terminal", "COLORTERM")


def test_without_colours_the_theme_is_the_one_that_does_without() -> None:
    seen = looks(Asked(theme="paper", color=False), TRUE, Config())
    assert seen.theme == Choice("sixteen", "flag", "--no-color")


@pytest.mark.parametrize(
    ("asked", "environ", "said"),
    [
        (Asked(theme="pink"), {}, "--theme: .*“pink”"),
        (Asked(), {"SOCIOTUI_THEME": "pink"}, "SOCIOTUI_THEME: .*“pink”"),
        (Asked(), {"SOCIOTUI_ASCII": "maybe"}, "SOCIOTUI_ASCII is “maybe”. Say 1"),
    ],
)
def test_what_there_isnt_is_refused(asked: Asked, environ: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        looks(asked, environ, Config())


@pytest.mark.parametrize(
    ("environ", "utf8_mode", "letters"),
    [
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True, False),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, False, True),
        ({"LC_CTYPE": "C.UTF-8"}, True, True),
        ({"LANG": "de_DE.UTF-8", "LC_CTYPE": "C.UTF-8"}, True, True),
        ({"LC_ALL": "C"}, True, False),
    ],
)
def test_the_locale_is_the_one_that_was_said_whatever_python_makes_of_it(
    environ: dict[str, str], utf8_mode: bool, letters: bool
) -> None:
    seen = looks(Asked(), as_said(environ, utf8_mode=utf8_mode), Config())
    assert (seen.letters.value, seen.ascii.value) == (letters, not letters)
