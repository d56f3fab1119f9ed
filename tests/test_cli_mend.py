"""The ladder and talks at the command line: by lines and numbers, as whoever people say that they are at a laptop they share."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sociotui.cli import main
from sociotui.room import identity
from tests.homes import home_in
from tests.talking import AGREED


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with the demo's organisation, at an account that nobody has."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("SOCIOTUI_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(identity, "account", lambda: "laptop")
    home_in(tmp_path / "home").close()
    return tmp_path


def run(*said: str, answers: str = "") -> Result:
    """Run a command with lines that answer it."""
    return CliRunner().invoke(main, [*said], input=answers, catch_exceptions=False)


def test_a_talk_is_asked_for_and_gone_on_with_the_next_time() -> None:
    first = run("talk-with", "Ben", "--plain", "--as", "ana", answers="1\nthe shed\n1\n1\n1\nq\n")
    assert first.exit_code == 0, first.output
    assert "What did you hear? Ben says it back" in first.output
    again = run("talk-with", "Ben", "--plain", "--as", "Ana", answers="1\n1\nq\n")
    assert "Ana: how it is for me" in again.output
    assert "the shed" not in again.output  # what it is about is not kept once it has begun
    assert "talk" not in run("list").output + run("due").output


def test_the_ladder_shows_talks_to_who_says_who_they_are() -> None:
    run("talk-with", "Ben", "--plain", "--as", "ana", answers="1\n\n1\nq\n")
    assert "a talk with" not in run("mend", "--plain", answers="q\n").output
    told = run("mend", "--plain", answers="6\nBen\nq\n").output
    assert "Ana asks you for a talk" in told
    assert "asks you" not in run("mend", "--plain", "--as", "zoe", answers="q\n").output


def test_what_is_written_for_oneself_is_shown_to_oneself_and_can_be_let_go(place: Path) -> None:
    done = run("mend", "alone", answers=f"{AGREED}\n\n\n\n\n")
    assert done.exit_code == 0, done.output
    assert AGREED in run("learn", "--mine").output
    assert not any(AGREED.encode() in p.read_bytes() for p in (place / "home").rglob("*") if p.is_file())
    run("learn", "--forget-notes")
    assert AGREED not in run("learn", "--mine").output


def test_nobody_knows_is_told_with_who_there_is() -> None:
    done = CliRunner().invoke(main, ["talk-with", "Bem", "--plain", "--as", "ana"])
    assert done.exit_code == 1
    assert "Near it: ben" in done.output
