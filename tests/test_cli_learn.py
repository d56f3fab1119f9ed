"""Learning at the command line: lessons, situations and cards are printed; what one read and kept is one's own."""

import json
import re
import stat
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from sociotui.cli import main
from sociotui.exchange.lessons import load_library
from sociotui.room.files import card_folders, lesson_folders
from sociotui.room.own import Own, Word, own_path

LIBRARY = load_library(lesson_folders(None), card_folders(None))


@pytest.fixture(autouse=True)
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where this account's own file is, in a folder of the test's."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("SOCIOTUI_HOME", str(tmp_path / "home"))
    return own_path()


def learn(*said: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["learn", *said], catch_exceptions=False)


def printed(*said: str) -> str:
    """Run the command, which has to succeed, and return what it printed."""
    done = learn(*said)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_the_list_names_all_there_is(mine: Path) -> None:
    told = printed()
    for id_ in (*LIBRARY.lessons, *LIBRARY.decks):
        assert re.search(rf"^. {id_} ", told, re.MULTILINE)
    assert not mine.exists()


@pytest.mark.parametrize("id_", [*LIBRARY.lessons, *LIBRARY.decks])
def test_each_is_printed_in_lines_of_at_most_68_columns_and_fits_a_screen(id_: str) -> None:
    pages = range(1, len(LIBRARY.lessons[id_].leaves) + 1) if id_ in LIBRARY.lessons else [None]
    for page in pages:
        lines = printed(id_, *([str(page)] if page else [])).splitlines()
        assert max(len(line) for line in lines) <= 68
        assert len(lines) <= 23
        assert "‹" not in "".join(lines)


def test_what_was_read_is_marked_and_in_a_file_for_its_owner_alone(mine: Path) -> None:
    printed("consent")
    assert "✓ consent " in printed()
    assert stat.S_IMODE(mine.stat().st_mode) == 0o600
    assert "Read: 1 of" in printed("--mine")


def test_of_several_pages_a_lesson_is_read_at_the_last() -> None:
    printed("ladder")
    assert "✓ ladder" not in printed()
    printed("ladder", "6")
    assert "✓ ladder" in printed()


def test_a_situation_is_judged_and_the_reasons_follow(mine: Path) -> None:
    page = LIBRARY.lessons["power"].leaves[1]
    assert page.over.split()[1] not in printed("power", "2")
    told = " ".join(printed("power", "2", "--judge", "over").split())
    assert page.over in told
    assert "So do we" in told
    assert json.loads(mine.read_bytes())["judged"] == {"power/1": "over"}
    assert page.over in " ".join(printed("power", "2").split())


def test_words_that_were_kept_are_listed_and_let_go_of(mine: Path) -> None:
    Own(mine).keep(Word(at=0, word="curious", circle="Garden circle"))
    assert "curious  (Garden circle)" in printed("--mine")
    printed("--forget-words")
    assert "curious" not in printed("--mine")


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (["consnt"], "consent"),
        (["consent", "2"], "ends with page 1"),
        (["consent", "--judge", "with"], "nothing to judge"),
    ],
)
def test_what_there_is_not_is_refused(said: list[str], why: str) -> None:
    done = learn(*said)
    assert done.exit_code == 1
    assert why in done.stderr
    assert not done.stdout


def test_a_remapped_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "config" / "sociotui").mkdir(parents=True)
    (tmp_path / "config" / "sociotui" / "config.toml").write_text('[keys]\nconsent = "Y"\n', "utf-8")
    assert "[Y]" in printed("deciding-by-consent")


def test_a_homes_own_lesson_is_printed_and_a_bad_one_named(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "lessons"
    folder.mkdir(parents=True)
    (folder / "our-shed.toml").write_text('title = "Our shed"\ntext = "Sweep it (‹step›)."', "utf-8")
    (folder / "bad.toml").write_text("title = ", "utf-8")
    done = learn("our-shed")
    assert done.stdout == "Our shed\n\nSweep it ([n]).\n"
    assert "bad.toml, line 1" in done.stderr


def test_commands_that_lessons_name_are_there_with_their_options() -> None:
    texts = " ".join(f"{page.text} {page.do}" for lesson in LIBRARY.lessons.values() for page in lesson.leaves)
    named = re.findall("“sociotui ([^”]+)”", " ".join(texts.split()))
    assert len(named) > 20
    for line in named:
        check(main, line.split(), line)


def check(group: click.Group, words: list[str], line: str) -> None:
    """Fail where there is no such command, or it has no such option."""
    context = click.Context(group)
    command = group.get_command(context, words[0])
    assert command, line
    if isinstance(command, click.Group) and len(words) > 1:
        check(command, words[1:], line)
        return
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= known, line
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    taken = [w for w in words[1:] if not w.startswith("--")]
    assert len(taken) >= sum(p.required for p in arguments), line
    if words[0] == "learn" and taken:
        assert taken[0] in {*LIBRARY.lessons, *LIBRARY.decks}, line


def test_formats_that_commands_name_are_there() -> None:
    texts = " ".join(f"{page.do}" for lesson in LIBRARY.lessons.values() for page in lesson.leaves)
    for format_ in re.findall("--format ([a-z-]+)", texts):
        assert format_ in LIBRARY.lessons
