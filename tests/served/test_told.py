"""What a client tells about its terminal: it decides there as the environment does here."""

import pytest

from sociotui.room.looks import Asked, looks
from sociotui.room.preferences import Config
from sociotui.room.terminal import Depth
from sociotui.served.told import accepted


@pytest.mark.parametrize(
    ("term", "variables", "depth"),
    [
        ("xterm-256color", {"COLORTERM": "truecolor"}, Depth.TRUE),
        ("xterm-256color", {}, Depth.MANY),
        ("tmux-256color", {"COLORTERM": ""}, Depth.MANY),
        ("xterm-kitty", {}, Depth.TRUE),
        ("xterm-direct", {}, Depth.TRUE),
        ("xterm", {}, Depth.SIXTEEN),
        ("linux", {}, Depth.SIXTEEN),
        ("vt100", {"COLORTERM": "truecolor"}, Depth.NONE),
        ("vt220", {}, Depth.NONE),
        ("dumb", {}, Depth.NONE),
        ("", {}, Depth.NONE),
        ("xterm-mono", {}, Depth.NONE),
        ("xterm-256color", {"COLORTERM": "truecolor", "NO_COLOR": "1"}, Depth.NONE),
        ("xterm-256color", {"NO_COLOR": ""}, Depth.MANY),
        ("xterm-256color", {"WT_SESSION": "7f5c-2"}, Depth.TRUE),
        ("\x1b[2J", {}, Depth.NONE),
    ],
)
def test_how_deep_a_terminal_is(term: str, variables: dict[str, str], depth: Depth) -> None:
    assert looks(Asked(), accepted(term, variables), Config()).color.value == depth


def test_only_a_few_variables_of_a_client_count() -> None:
    told = accepted("xterm", {"LANG": "de_DE.UTF-8", "PATH": "/evil", "LC_ALL": "\x1b[2J", "TEXTUAL_DEBUG": "1"})
    assert told == {"LANG": "de_DE.UTF-8", "TERM": "xterm"}


@pytest.mark.parametrize("variables", [{"SOCIOTUI_THEME": "pink"}, {"SOCIOTUI_ASCII": "maybe"}])
def test_what_a_client_asks_for_and_there_isnt_counts_for_nothing(variables: dict[str, str]) -> None:
    assert accepted("xterm", variables) == {"TERM": "xterm"}


def test_a_client_may_ask_for_a_theme_and_for_plain_signs() -> None:
    seen = looks(Asked(), accepted("xterm-kitty", {"SOCIOTUI_THEME": "paper", "SOCIOTUI_ASCII": "1"}), Config())
    assert (seen.theme.value, seen.ascii.value) == ("paper", True)
