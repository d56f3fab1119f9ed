"""Own: a file that its owner alone can read, outside of every home; where there is none, nothing is written."""

import os
import stat
from pathlib import Path

import pytest

from sociotui.domain.refusal import Refused
from sociotui.room.home import Home
from sociotui.room.own import MOST_WORDS, Own, Word, own_path
from tests.room.test_moods import on_disk


def mode(path: Path) -> int:
    """Return who may read and write a file or a folder."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the file would be; its folder is not there yet."""
    return tmp_path / "own" / "learning.json"


def test_what_is_kept_is_there_the_next_time_and_for_its_owner_alone(path: Path) -> None:
    own = Own(path)
    before = os.umask(0)
    try:
        own.read("consent")
    finally:
        os.umask(before)
    own.judge("power/3", "over")
    own.keep(Word(at=1, word="curious", circle="Garden circle"))
    again = Own(path).things
    assert again.read == ("consent",)
    assert again.judged == {"power/3": "over"}
    assert again.words == (Word(at=1, word="curious", circle="Garden circle"),)
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700
    assert [p.name for p in path.parent.iterdir()] == ["learning.json"]


def test_a_file_that_others_could_read_is_its_owners_alone_from_the_next_word_on(path: Path) -> None:
    own = Own(path)
    own.read("consent")
    path.chmod(0o644)
    own.read("weekly")
    assert mode(path) == 0o600


def test_nothing_is_written_before_there_is_something_to_keep(path: Path) -> None:
    assert Own(path).things.read == ()
    assert not path.parent.exists()


def test_two_programs_add_to_one_file(path: Path) -> None:
    one, other = Own(path), Own(path)
    assert one.things == other.things
    one.keep(Word(at=1, word="calm"))
    other.keep(Word(at=2, word="tired"))
    assert [w.word for w in Own(path).things.words] == ["calm", "tired"]


def test_of_very_many_words_the_oldest_go(path: Path) -> None:
    own = Own()
    for at in range(MOST_WORDS + 3):
        own.keep(Word(at=at, word="calm"))
    assert [own.things.words[0].at, own.things.words[-1].at] == [3, MOST_WORDS + 2]
    own.forget_words()
    assert own.things.words == ()


@pytest.mark.parametrize("text", ["{", "[]", '{"judged": {"power/1": "under"}}', "\udcff"])
def test_a_damaged_file_is_named_and_left_as_it_is(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, "utf-8", errors="surrogateescape")
    before = path.read_bytes()
    with pytest.raises(Refused, match="is damaged"):
        Own(path).keep(Word(at=1, word="calm"))
    assert path.read_bytes() == before


def test_in_memory_it_lasts_as_long_as_the_session(home: Home) -> None:
    before = on_disk(home.folder)
    own = Own()
    own.read("consent")
    own.keep(Word(at=1, word="calm"))
    assert own.things.read == ("consent",)
    assert not own.lasting
    assert on_disk(home.folder) == before
    assert Own().things.read == ()


def test_it_lies_outside_of_the_home_where_backups_and_exports_are_made_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/somewhere")
    monkeypatch.setenv("XDG_STATE_HOME", "/elsewhere")
    from sociotui.room.files import default_home

    assert default_home() == Path("/somewhere/sociotui")
    assert own_path() == Path("/elsewhere/sociotui/own/learning.json")
