"""Words of all kinds on the screen: other scripts, signs of two cells, codes that steer terminals, and very long ones."""

import re

import pytest

from .by_keys import in_meeting, no_dialog, opened, whole
from .program import Program

ORGANISATION = """
[organisation]
name = "緑の園 🌱"
vision = "מקום שבו כולם אוכלים טוב"

[[person]]
id = "ana"
name = "Ana 😀"

[[person]]
id = "ben"
name = "\\u001b[31mBen\\u001b]0;owned\\u0007\\u202e"

[[person]]
id = "chidi"
name = "مريم"

[[person]]
id = "dara"
name = "李小龍"

[[person]]
id = "eli"
name = "Eli With A Name That Is Much Too Long For Any Pane Of Any Screen, And Goes On And On Until It Is Cut Off"

[[circle]]
id = "one"
name = "عربي and 日本語 together in one circle with a long name"
aims = ["Ein Ziel 🎯"]
members = ["ana", "ben", "chidi", "dara", "eli"]

[circle.roles]
facilitator = "ana"
secretary = "eli"
"""
TEN_THOUSAND = "word " * 1999 + "words"


@pytest.fixture
def many_scripts(program: Program) -> Program:
    """An organisation with names of all kinds, and a meeting of it."""
    file = program.folder / "names.toml"
    file.write_text(ORGANISATION, "utf-8")
    program.ok("import", "org", str(file))
    program.ok("open", "one")
    return program


def test_names_of_all_kinds_leave_the_frames_where_they_are(many_scripts: Program) -> None:
    terminal = in_meeting(many_scripts)
    for name in ("Ana", "Ben", "مريم", "李小龍", "Eli With"):
        assert name in terminal.text.replace("龍 ", "龍"), terminal.drawn()
    assert whole(terminal), terminal.drawn()
    for size in ((120, 40), (60, 20)):
        terminal.resize(*size)
        terminal.wait_for(whole)
        terminal.settle()
    assert b"owned" not in terminal.raw


def test_nothing_from_people_steers_the_terminal(many_scripts: Program) -> None:
    steering = "\x1b]0;owned\x07\x1b[2J\x1b[?1049l\x9b31m"
    id_ = many_scripts.status()["meeting"]
    many_scripts.ok("act", id_, "agenda", "--title", f"{steering}Beds")
    many_scripts.ok("act", id_, "note", "--text", f"{steering}Noted")
    terminal = in_meeting(many_scripts)
    terminal.press("m")
    terminal.wait_for("Beds")
    for sequence in (b"\x1b]0;owned", b"\x1b[?1049l", "\x9b31m".encode()):
        assert sequence not in terminal.raw
    terminal.press("escape")
    terminal.wait_for(no_dialog)


@pytest.mark.parametrize("words", [("act", "{id}", "{bad}"), ("--home", "{bad}", "list")])
def test_a_refusal_does_not_repeat_what_steers_a_terminal(many_scripts: Program, words: tuple[str, ...]) -> None:
    id_ = many_scripts.status()["meeting"]
    terminal = many_scripts.start(*(word.format(id=id_, bad="x\x1b]0;owned\x07") for word in words))
    assert terminal.wait_for_end() == 1
    assert b"\x1b]0;owned" not in terminal.raw


def test_ten_thousand_characters_are_kept_whole_and_can_be_read(garden: Program) -> None:
    id_ = garden.open()
    terminal = in_meeting(garden)
    terminal.press("M")
    opened(terminal)
    terminal.type(f"\x1b[200~{TEN_THOUSAND}\x1b[201~")
    terminal.wait_for("words")
    terminal.press_each("tab")
    terminal.press("enter")
    terminal.wait_for("Noted.")
    terminal.wait_for(no_dialog)
    assert TEN_THOUSAND in " ".join(garden.ok("minutes", id_).split())
    terminal.press("m")
    terminal.wait_for("Minutes, as they stand")
    terminal.settle()
    terminal.press("end")
    terminal.wait_for("words")


def test_an_emoji_and_right_to_left_are_typed_and_kept(garden: Program) -> None:
    id_ = garden.open()
    terminal = in_meeting(garden)
    terminal.press("i")
    opened(terminal)
    terminal.type("😀 שלום مرحبا é 你好")
    terminal.wait_for("你好")
    terminal.press_each("enter", "enter", "enter", "enter")
    terminal.press("enter")
    terminal.wait_for(no_dialog)
    terminal.wait_for("On the agenda")
    assert [item["title"] for item in garden.status(id_)["agenda"]] == ["😀 שלום مرحبا é 你好"]
    assert re.search("😀 +שלום", terminal.text)
    assert whole(terminal), terminal.drawn()


def test_a_title_that_is_too_long_is_refused_where_it_was_typed(garden: Program) -> None:
    id_ = garden.open()
    terminal = in_meeting(garden)
    terminal.press("i")
    opened(terminal)
    terminal.type("T" * 200)
    terminal.settle()
    terminal.press_each("enter", "enter", "enter", "enter")
    terminal.press("enter")
    terminal.wait_for("has 200 characters; a name or title may")
    assert not no_dialog(terminal)
    assert garden.status(id_)["agenda"] == []
