"""By ear: a meeting is told line by line to whoever follows it, until it closes."""

import json
import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import sleep

import pytest

from sociotui.domain import commands as c
from sociotui.room.home import Home

from .homes import home_in, opened
from .journal.conftest import until
from .room.holding import act, close, held, recorded
from .terminal.program import CHECKOUT, COMMAND, Program
from .test_cli_served import served

SOON = 20.0
PEACE = 1.0
"""Seconds for which it is watched at rest."""


class Follow:
    """A program that follows a meeting, and what it has told by now."""

    def __init__(self, program: Program, *words: str, env: dict[str, str] | None = None) -> None:
        self.file = program.folder / f"heard-{len(list(program.folder.glob('heard-*')))}"
        with self.file.open("wb") as out:
            self.process = subprocess.Popen(
                [*COMMAND, "follow", *words],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                env=program.env | (env or {}),
                cwd=program.folder,
            )

    @property
    def text(self) -> str:
        """All that it has told."""
        return self.file.read_text("utf-8")

    @property
    def lines(self) -> list[str]:
        """The lines that it has told."""
        return self.text.splitlines()

    def hears(self, text: str) -> None:
        """Wait until it has told that."""
        until(lambda: text in self.text or self.process.poll() is not None, SOON)
        assert text in self.text, self.text

    def ends(self) -> int:
        """Wait until it has ended, and return its exit code."""
        return self.process.wait(SOON)


@contextmanager
def following(program: Program, *words: str, env: dict[str, str] | None = None) -> Iterator[Follow]:
    """Let somebody follow a meeting."""
    follow = Follow(program, *words, env=env)
    try:
        yield follow
    finally:
        if follow.process.poll() is None:
            follow.process.kill()
            follow.process.wait()


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program, on a home without a meeting."""
    program = Program(tmp_path)
    home_in(program.home).close()
    yield program
    program.close()


@pytest.fixture
def home(program: Program) -> Iterator[Home]:
    """The home of that program, as another process has it open."""
    home = home_in(program.home, founded=False)
    yield home
    home.close()


def test_a_meeting_is_followed_to_its_very_end(program: Program, home: Home) -> None:
    id_ = recorded(home)
    with following(program) as follow:
        follow.hears("Ask: ")
        act(home, id_, c.TakeNote(text="Well done"))
        close(home, id_)  # all at once, and sealed after that
        assert follow.ends() == 0
    assert follow.lines[:2] == [f"Garden circle · {id_}", "Step: Tool-shed rota · record"]
    assert "Noted. Well done." in follow.lines
    assert "Ana has spoken. Now Zoe, next Eli." in follow.lines
    assert follow.lines[-1] == "The meeting is closed. Its outcomes are on record."
    assert not re.search("[\x1b\r]", follow.text)


def test_the_readme_says_what_is_heard(program: Program, home: Home) -> None:
    page = (CHECKOUT / "README.md").read_text("utf-8")
    told = page.split("<!-- by ear -->\n```\n")[1].split("```")[0]
    id_ = opened(home)
    with following(program) as follow:
        follow.hears("Ask: ")
        act(home, id_, c.FinishTurn(), c.RaiseHand(person="ben"), c.UndoAct(), c.PostponeTurn())
        follow.hears("comes later")
    assert follow.text == told


def test_ascii_and_times(program: Program, home: Home) -> None:
    id_ = opened(home)
    with (
        following(program, "--times", env={"LANG": "C", "LC_ALL": "C", "TZ": "UTC"}) as plain,
        following(program, "--ascii") as also,
    ):
        plain.hears("Ask: ")
        also.hears("Ask: ")
        act(home, id_, c.AddItem(title="Zoë’s – shed"), c.FinishTurn())
        plain.hears("14:03 Ana has spoken. Now Zoe, next Eli.")
        also.hears("Ana has spoken.")
    assert plain.text.isascii()
    assert also.text.isascii()
    assert 'On the agenda: "Zoe' in also.text


def test_as_objects_for_scripts(program: Program, home: Home) -> None:
    id_ = opened(home)
    with following(program, id_, "--json") as follow:
        follow.hears("Ask: ")
        act(home, id_, c.FinishTurn())
        follow.hears("Ana has")
        found = [json.loads(line) for line in follow.lines]
    assert {each["kind"] for each in found} == {"standing", "act"}
    assert found[-1] == {
        "version": 1,
        "kind": "act",
        "meeting": id_,
        "act": 2,
        "at": home.clock.now(),
        "said": "Ana has spoken. Now Zoe, next Eli.",
        "events": ["TurnFinished"],
        "step": {"id": "check-in", "item": 0, "title": "Check-in"},
        "now": "zoe",
        "next": "eli",
        "closed": False,
    }


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_it_is_ended_quietly(program: Program, home: Home, number: int, code: int) -> None:
    opened(home)
    with following(program) as follow:
        follow.hears("Ask: ")
        before = follow.text
        follow.process.send_signal(number)
        assert follow.ends() == code
        assert follow.text == before


def test_when_nobody_reads_any_more_it_ends_at_once(program: Program, home: Home) -> None:
    opened(home)
    reads, writes = os.pipe()
    process = subprocess.Popen(
        [*COMMAND, "follow"], stdout=writes, stderr=subprocess.PIPE, env=program.env, cwd=program.folder
    )
    os.close(writes)
    assert os.read(reads, 4096)
    os.close(reads)  # and nothing happens in the meeting
    assert process.wait(SOON) == 141
    assert process.stderr
    assert process.stderr.read() == b""
    process.stderr.close()


def test_which_meeting_is_meant(program: Program, home: Home) -> None:
    assert program.refused("follow") == "No meeting is under way. Open one with “sociotui open CIRCLE”."
    first = opened(home)
    second = opened(home)
    said = program.refused("follow")
    assert said.startswith("Several meetings are under way. Say which one: ")
    assert f"{first} (Garden circle)" in said
    assert f"{second} (Garden circle)" in said
    assert "Near it: garden-2026-03-02" in program.refused("follow", "garden-2026-03-0")


def test_the_next_meeting_is_waited_for_if_one_likes(program: Program, home: Home) -> None:
    with following(program, "--wait") as follow:
        follow.hears("This waits for the next one")
        id_ = opened(home)
        follow.hears("Now Ana, next Zoe.")
        act(home, id_, c.FinishTurn())
        follow.hears("Ana has spoken.")


def test_a_meeting_that_was_held_is_told_as_that(program: Program, home: Home) -> None:
    id_ = held(home)
    assert program.ok("follow", id_).splitlines()[-1] == "The meeting is closed."


@pytest.mark.slow
def test_through_a_server(program: Program, home: Home) -> None:
    id_ = opened(home)
    with served(program) as server, following(program) as follow:
        follow.hears("Now Ana, next Zoe.")
        program.ok("act", id_, "next")
        follow.hears("Ana has spoken. Now Zoe, next Eli.")
        server.end()
        follow.hears("The server does not answer")
        server.start()
        follow.hears("It is there again.")
        program.ok("act", id_, "next")
        follow.hears("Zoe has spoken. Now Eli, next Dara.")
        assert follow.text.count("Zoe has spoken.") == 1


def wakes(pid: int) -> int:
    """Return how often a process has woken up, all its threads together."""
    told = [(task / "status").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    return sum(int(line.split()[1]) for text in told for line in text.splitlines() if line.startswith("voluntary"))


@pytest.mark.slow
@pytest.mark.parametrize("through", ["a server", "the home itself"])
def test_nothing_wakes_it_while_nothing_happens(program: Program, home: Home, through: str) -> None:
    id_ = opened(home)
    with ExitStack() as stack:
        if through == "a server":
            stack.enter_context(served(program))
        follow = stack.enter_context(following(program))
        follow.hears("Ask: ")
        counted = [-1, wakes(follow.process.pid)]
        while counted[-1] != counted[-2] and len(counted) < 20:  # until it has come to rest
            sleep(PEACE)
            counted.append(wakes(follow.process.pid))
        assert counted[-1] == counted[-2]
        program.ok("act", id_, "next")
        follow.hears("Ana has spoken.")
