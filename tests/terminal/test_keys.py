"""Keys of one's own, and keys that are words: they do what the footer says, and nothing while somebody writes."""

import pytest

from .by_keys import in_meeting, no_dialog, now_and_next, opened
from .program import Program

OWN = """
[keys]
next = "f"
consent = "0,Y"
step = "z"
help = "f1"
quit = "Q"
"""


def remap(program: Program, config: str = OWN) -> None:
    """Write a config file for the program."""
    program.config.parent.mkdir(parents=True)
    program.config.write_text(config, "utf-8")


@pytest.fixture
def remapped(garden: Program) -> Program:
    """The program with keys of one's own."""
    remap(garden)
    return garden


# --- keys of one's own ---------------------------------------------------------------------------


def test_footer_help_and_refusals_name_the_remapped_keys(remapped: Program) -> None:
    remapped.open()
    terminal = in_meeting(remapped)
    assert "f next  p pass" in terminal.lines[-1]
    assert "F1 keys" in terminal.lines[-1] or "f1 keys" in terminal.lines[-1]
    terminal.press("z")
    terminal.wait_for("Each one speaks (f)")
    terminal.press("f1")
    terminal.wait_for("f   The speaker is done; the turn goes to the next.")
    terminal.wait_for("z   Go on to the next step.")
    terminal.press("escape")
    terminal.wait_for(no_dialog)


def test_remapped_keys_act_and_their_old_ones_do_not(remapped: Program) -> None:
    id_ = remapped.open()
    terminal = in_meeting(remapped)
    terminal.press("space", "n", "f")
    terminal.wait_for(lambda t: now_and_next(t) == ("Ben", "Chidi"))
    assert remapped.status(id_)["round"]["spoken"] == ["ana"]
    terminal.press("q", "Q")
    terminal.wait_for("go on with this meeting")
    terminal.press("Q")
    assert terminal.wait_for_end() == 0


def test_several_keys_for_one_action_all_do_it(asked: Program) -> None:
    remap(asked)
    terminal = in_meeting(asked)
    terminal.press("c", "0")
    terminal.wait_for("Ben consents.")
    terminal.press("Y")
    terminal.wait_for("Ana consents.")
    assert asked.status()["consents"] == ["ben", "ana"]


def test_the_command_line_names_commands_instead(remapped: Program) -> None:
    id_ = remapped.open()
    assert "Each one speaks (next) or passes (pass)." in remapped.refused("act", id_, "step")


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ('[keys]\nnxt = "f"\n', "config.toml, line 2: There is no action “nxt”. Near it: next"),
        ('theme = "papr"\n', "config.toml, line 1: “theme” has no “papr”. Did you mean “paper”?"),
        ("bogus = 1\n", "config.toml, line 1: this file has no “bogus”. It can have: theme,"),
        ("[keys\n", "config.toml, line 1: the header is not closed."),
    ],
)
def test_what_does_not_fit_is_passed_over_and_told_on_the_screen(garden: Program, config: str, sentence: str) -> None:
    remap(garden, config)
    terminal = garden.start(size=(240, 24))
    terminal.wait_for(sentence)
    terminal.wait_for("ctrl+p palette")  # which is drawn once the size is known, and keys are read
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert not terminal.unrestored()
    assert "Garden circle" in garden.ok("list")


@pytest.mark.parametrize("config", ['[keys]\nnext = "p"\n', '[keys]\nnext = "frobnicate"\n'])
def test_keys_that_cannot_work_are_told(garden: Program, config: str) -> None:
    remap(garden, config)
    garden.open()
    terminal = garden.start(size=(240, 24))
    terminal.wait_for(lambda t: t.ended or t.shows("go on with this meeting"))
    terminal.wait_for("config.toml, line 2", within=1)


# --- somebody writes -----------------------------------------------------------------------------

LETTERS = "".join(sorted("abceghilmnopqrstuvwxyzMNOX?/ 123456"))
"""Each key of the meeting that is also a letter."""


def test_words_in_a_dialog_are_never_keys_of_the_meeting(asked: Program) -> None:
    terminal = in_meeting(asked)
    before = asked.status()
    titles = {"o": "Ben brings an objection", "i": "A new item", "b": "Backlog", "M": "A note for the minutes"}
    for key, title in titles.items():
        terminal.press(key)
        terminal.wait_for(f"─ {title}")
        opened(terminal)
        terminal.press_each(LETTERS)
        assert terminal.shows(LETTERS)
        terminal.press("escape")
        terminal.wait_for(no_dialog)
    assert asked.status() == before
    assert now_and_next(terminal) == ("Ben", "Ana")


def test_keys_pressed_before_a_dialog_is_seen_do_nothing_to_the_meeting(asked: Program) -> None:
    terminal = in_meeting(asked)
    before = asked.status()
    for key in "oibMamv?":
        terminal.type(f"{key}clon")
        terminal.wait_for(lambda t: not no_dialog(t))
        terminal.press("escape")
        terminal.wait_for(no_dialog)
    assert asked.status() == before


def test_what_is_typed_ahead_of_a_dialog_is_in_it(asked: Program) -> None:
    terminal = in_meeting(asked)
    terminal.type("oThe beds would wait")
    terminal.wait_for("The beds would wait", within=3)


def test_what_is_typed_ahead_in_a_form_goes_where_it_belongs(asked: Program) -> None:
    terminal = in_meeting(asked)
    terminal.press("i")
    opened(terminal)
    terminal.type("Seeds\r\r25\r\r\r")
    terminal.wait_for("On the agenda: “Seeds”.", within=3)
    assert asked.status()["agenda"][-1]["minutes"] == 25


def test_ctrl_c_in_a_text_does_not_throw_it_away(asked: Program) -> None:
    terminal = in_meeting(asked)
    terminal.press("o")
    opened(terminal)
    terminal.press_each("The beds would wait")
    terminal.press("ctrl+c")
    terminal.settle(quiet=0.7)
    assert terminal.shows("The beds would wait")
    assert not terminal.ended


def test_an_objection_without_its_reason_stays_in_its_dialog(asked: Program) -> None:
    terminal = in_meeting(asked)
    terminal.press("o")
    opened(terminal)
    terminal.press_each("tab", "tab", "enter")
    terminal.wait_for("An objection comes with its reason: what about this would stand in")
    assert not no_dialog(terminal)
    assert asked.status()["objections"] == []
    terminal.press_each("shift+tab", "shift+tab", "The beds would wait", "tab", "tab")
    terminal.press("enter")
    terminal.wait_for("Ben brings an objection. Thank you")
    assert asked.status()["objections"][0]["reason"] == "The beds would wait"


def test_minutes_that_are_no_number_are_refused_in_the_form(garden: Program) -> None:
    id_ = garden.open()
    terminal = in_meeting(garden)
    terminal.press("i")
    opened(terminal)
    terminal.press_each("Seeds", "enter", "enter", "ten", "enter", "enter")
    terminal.press("enter")
    terminal.wait_for(lambda t: t.shows("How many minutes? From 1") or t.shows("On the agenda"))
    assert garden.status(id_)["agenda"] == []


def test_a_refusal_is_seen_to_its_end(garden: Program) -> None:
    garden.open()
    terminal = in_meeting(garden)
    terminal.press("n")
    terminal.wait_for("Still to speak: Ana, Ben, Chidi, Dara, Eli, Zoe, Gio.")
    terminal.wait_for("Each one speaks (space) or passes (p).", within=2)
