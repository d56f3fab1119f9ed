"""Keys: bindings, footer and help come from the registry; a keymap changes them all alike."""

from typing import get_args

import pytest
from textual.binding import Binding

from sociotui.room.actions import ACTIONS, Where
from sociotui.room.rights import rights_table
from sociotui.tui.keys import bindings, display, footer, help_text, normal, shown
from sociotui.tui.private import key_name


def test_every_action_with_a_key_is_bound_under_its_id() -> None:
    bound = [b for w in get_args(Where) for b in bindings(w) if isinstance(b, Binding)]
    assert {b.id for b in bound} == {a.id for a in ACTIONS if a.key}


@pytest.mark.parametrize(
    ("key", "named"),
    [("?", "question_mark"), ("/", "slash"), ("n", "n"), ("N", "N"), ("space", "space"), ("ctrl+p", "ctrl+p")],
)
def test_keys_are_named_as_textual_names_them(key: str, named: str) -> None:
    assert key_name(key) == named


@pytest.mark.parametrize(
    ("key", "read"),
    [
        ("question_mark", "?"),
        ("?", "?"),
        ("space", "space"),
        ("escape", "esc"),
        ("ctrl+z", "ctrl+z"),
        ("enter,n", "enter"),
    ],
)
def test_keys_are_shown_as_people_read_them(key: str, read: str) -> None:
    assert display(key) == read


def test_a_keymap_reaches_footer_and_help() -> None:
    keys = shown({"next": "enter", "undo": "ctrl+z"})
    assert footer(["next", "undo"], keys) == [("enter", "next"), ("ctrl+z", "undo")]
    assert "ctrl+z   Take the last act back" in help_text(keys, {}, {})
    assert normal({"next": "?, enter"}) == {"next": "question_mark,enter"}


def test_an_action_without_a_key_is_named_by_the_one_that_leads_to_it() -> None:
    keys = shown({"edit": "E"})
    assert keys["amend"] == keys["record"] == keys["integrate"] == "E"
    assert keys["leave"] == keys["attendance"] == "a"


def test_help_fits_its_width() -> None:
    text = help_text(shown({}), {"▸": "speaks now " * 20}, {"consent": "good enough"}, rights=rights_table())
    assert max(len(line) for line in text.splitlines()) <= 68


def test_help_says_who_may_do_what_where_not_everybody_may_do_all() -> None:
    assert "Who may do what" not in help_text({}, {}, {})
    told = " ".join(help_text({}, {}, {}, rights=rights_table()).split())
    for who, what in rights_table():
        assert f"{who}: {what}" in told
