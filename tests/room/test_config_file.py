"""The config file: what holds of it, what is passed over and why, and that the example of it says nothing but what is so anyway."""

import os
import re
from pathlib import Path

import pytest
from msgspec.structs import fields

from sociotui.room.config_example import example
from sociotui.room.config_file import Look, circle_named, look, look_at, unknown_in
from sociotui.room.home import Home
from sociotui.room.preferences import SETTINGS, Config, animations, config_path

FILE = Path("/somewhere/config.toml")


def passed(text: str, **how: bool) -> list[str]:
    """Return what is passed over of a text."""
    return [each.said for each in look_at(text, FILE, **how).passed]


def test_the_example_has_every_setting_and_changes_nothing() -> None:
    assert look_at(example(), FILE).config == Config()
    assert not passed(example())
    assert [s.name for s in SETTINGS] + ["keys"] == [f.name for f in fields(Config)]
    for setting in SETTINGS:
        assert re.search(rf"^(# )?{setting.name} = ", example(), re.MULTILINE), setting.name


def test_each_line_of_the_example_that_is_a_comment_so_far_reads_well_too() -> None:
    text = re.sub(r"^# ([a-z-]+ = )", r"\1", example(), flags=re.MULTILINE)
    found = look_at(text, FILE)
    assert found.passed == ()
    assert found.config == Config(color=False, ascii=True, keys={"next": "enter", "undo": "ctrl+z"})


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: s.name)
def test_the_default_of_each_stands_in_the_example_where_it_has_one(setting: object) -> None:
    name = getattr(setting, "name", "")
    found = look_at(example(), FILE)
    assert (name in found.lines) is (getattr(Config(), name) is not None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('thme = "paper"', "this file has no “thme”. Did you mean “theme”?"),
        ("xyzzy = 1", "this file has no “xyzzy”. It can have: theme, color, ascii,"),
        ('theme = "papr"', "“theme” has no “papr”. Did you mean “paper”? It can be: "),
        ("theme = 3", "“theme” has no “3”. It can be: "),
        ('animations = "fast"', "“animations” has no “fast”. It can be: "),
        ('bell = "yes"', "“bell” takes true or false, without quotes."),
        ("ascii = 1", "“ascii” takes true or false, without quotes."),
        ("me = 5", "“me” takes text in quotes, like me = "),
        ('home = "here"', "“here” is no whole path. Begin it with / or ~, like ~/circles."),
        ('home = "~nobody-of-that-name/x"', "is no whole path"),
        ('socket = "/a\\u0000b"', "is no whole path"),
        ('circle = "' + "x" * 300 + '"', "300"),
        ("keys = 3", "“keys”"),
    ],
)
def test_what_does_not_fit_is_passed_over_alone_with_its_line_and_what_would(text: str, said: str) -> None:
    found = look_at(f"bell = true\n\n{text}\n" if "bell" not in text else f"hints = false\n\n{text}\n", FILE)
    (told,) = found.passed
    assert told.line == 3
    assert told.said.startswith("/somewhere/config.toml, line 3: ")
    assert said in told.said
    assert found.config == (Config(hints=False) if "bell" in text else Config(bell=True))


def test_keys_are_passed_over_one_by_one() -> None:
    text = '[keys]\nnxt = "f"\nnext = "enter"\npass = 3\nundo = "bogus"\nstep = "space"\nlater = "p"\n'
    found = look_at(text, FILE)
    assert [(p.name, p.line) for p in found.passed] == [
        ("keys.nxt", 2),
        ("keys.pass", 4),
        ("keys.undo", 5),
        ("keys.later", 7),
    ]
    assert found.config.keys == {"next": "enter", "step": "space"}
    assert found.lines == {"keys.next": 3, "keys.step": 6}
    assert [p.name for p in look_at(text, FILE, keys=False).passed] == ["keys.pass"]


def test_all_mistakes_are_told_in_the_order_of_lines() -> None:
    found = look_at('me = 1\nfoo = 2\nbell = "x"\n', FILE)
    assert [p.line for p in found.passed] == [1, 2, 3]


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "\ufeff"])
def test_a_file_that_says_nothing_is_as_good_as_none(text: str) -> None:
    assert (look_at(text, FILE).config, passed(text)) == (Config(), [])


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        ('theme = "paper"', False),
        ('home = "/circles"', False),
        ("home = 3", True),
        ('home = "circles"', True),
        ('hom = "/circles"', True),
        ('sockt = "/circles"', True),
        ("xyzzy = 1", False),
        ("[keys\n", False),
        ('home = "/circles"\n[keys\n', True),
        ('"socket" = /a\n', True),
        ("# home is not said\ntheme = \n", False),
    ],
)
def test_where_the_home_is_may_not_be_known(text: str, unsure: bool) -> None:
    assert look_at(text, FILE).unsure is unsure


def test_what_is_not_there_or_cannot_be_read_fails_nothing(tmp_path: Path) -> None:
    assert look(tmp_path / "config.toml") == Look(path=tmp_path / "config.toml")
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe\x00")
    found = look(tmp_path / "config.toml")
    assert "this is not plain text" in found.passed[0].said
    assert found.unsure
    assert look(tmp_path).passed[0].said == f"{tmp_path}: this is a folder. Name the file in it."


def test_it_lies_where_the_platform_has_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from platformdirs import user_config_path

    for environ in ({}, {"XDG_CONFIG_HOME": str(tmp_path)}, {"XDG_CONFIG_HOME": " "}):
        monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
        for name, value in environ.items():
            monkeypatch.setenv(name, value)
        assert config_path() == user_config_path("sociotui", appauthor=False) / "config.toml"
    assert os.environ["XDG_CONFIG_HOME"] == " "


def test_animations_are_as_the_environment_says_where_it_says_something() -> None:
    config = Config(animations="basic")
    assert animations({}, config) == ("basic", False)
    assert animations({"TEXTUAL_ANIMATIONS": "FULL"}, config) == ("full", True)
    assert animations({"TEXTUAL_ANIMATIONS": "wild"}, config) == ("basic", False)


def test_a_circle_or_somebody_that_an_organisation_does_not_have_is_told(home: Home) -> None:
    o = home.organisation()
    circles = {c.id: c.name for c in o.circles.values()}
    known = look_at('circle = "Garden circle"\nme = "zoe"\n', FILE)
    assert circle_named(known, o) == "garden"
    assert list(unknown_in(known, circles, o.names)) == []
    other = look_at('circle = "gardn"\nme = "Zo"\n', FILE)
    assert circle_named(other, o) == ""
    circle, person = unknown_in(other, circles, o.names)
    assert (circle.name, circle.line, person.name, person.line) == ("circle", 1, "me", 2)
    assert circle.said.startswith("/somewhere/config.toml, line 1: There is no circle “gardn”. Near it: garden")
    assert person.said.startswith("/somewhere/config.toml, line 2: There is no person “Zo”. Near it: zoe")
    assert len(list(unknown_in(other, circles, None))) == 1
    assert list(unknown_in(other, {}, {})) == []
    (several,) = unknown_in(known, circles, {"zoe-1": "Zoe", "zoe-2": "Zoe"})
    assert several.said.endswith("Several people are called “zoe”: zoe-1, zoe-2. Say which one, by the id.")
