"""A whole meeting by ear: held by words in one process, and heard in another, line by line, with nothing else."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..journal.conftest import until
from .by_words import CLOSED, DECIDED, ORGANISATION, SAID
from .program import COMMAND, Program
from .screen import Terminal


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Program]:
    """The program, in a home with a house of three."""
    program = Program(tmp_path)
    file = tmp_path / "three.toml"
    file.write_text(ORGANISATION, "utf-8")
    program.ok("import", "org", str(file))
    yield program
    program.close()


class Heard:
    """What a follower of the meeting under way has heard."""

    def __init__(self, program: Program) -> None:
        self._file = program.folder / "heard"
        with self._file.open("wb") as out:
            command = [*COMMAND, "follow"]
            self._process = subprocess.Popen(command, stdout=out, env=program.env, cwd=program.folder)
        until(lambda: "Ask: " in self.text)

    @property
    def text(self) -> str:
        """All of it."""
        return self._file.read_text("utf-8")

    def to_the_end(self) -> list[str]:
        """Return all lines, once it has ended by itself."""
        assert self._process.wait(20) == 0
        return self.text.splitlines()

    def __enter__(self) -> "Heard":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()


def in_order(lines: list[str], wanted: list[str]) -> None:
    """Hold that each of these is heard, one after the other."""
    rest = iter(lines)
    for text in wanted:
        assert any(text in line for line in rest), f"not heard, or not then: {text}\n" + "\n".join(lines)


def told(line: str) -> bool:
    """Tell whether a line asks for nothing but to be told something."""
    return line in ("agenda", "objections", "repeat", "who")


def on_record(program: Program, id_: str) -> None:
    """Hold that all that was decided is on record."""
    status = program.status(id_)
    assert status["state"] == "closed"
    first = status["decisions"][0]
    assert (first["title"], first["text"], len(first["consented"])) == ("Bikes", DECIDED, 3)
    assert status["decisions"][1]["review"] == "2099-06-30"
    assert "Cleo" in next(line for line in program.ok("roles").splitlines() if "ecretary" in line)
    minutes = program.ok("minutes", id_, "--format", "txt")
    for part in (DECIDED, "hang the lamp", "2099-01-31", "in a week, same place", "Painting the door"):
        assert part in " ".join(minutes.split())


def test_a_whole_meeting_by_lines_of_a_file_is_heard_elsewhere(house: Program) -> None:
    id_ = house.ok("open", "house").strip()
    with Heard(house) as heard:
        script = "\n".join([*(line for line, _heard in SAID), "close", "minutes"])
        done = house.run("talk", input=script)
        assert (done.returncode, done.stderr) == (0, "")
        lines = heard.to_the_end()
        in_order(done.stdout.splitlines(), [text for _line, text in SAID] + [CLOSED, DECIDED])
        in_order(lines, [text for line, text in SAID if not told(line)] + [CLOSED])
        assert lines[-1] == CLOSED
        assert set(lines) <= set(done.stdout.splitlines())  # what is heard is what is told to who speaks
        on_record(house, id_)


@pytest.mark.slow
@pytest.mark.timeout(240)
def test_a_whole_meeting_by_words_at_a_terminal(house: Program) -> None:
    id_ = house.ok("open", "house").strip()
    with Heard(house) as heard:
        terminal = house.start("talk", size=(120, 50))
        terminal.wait_for("“bye” leaves.")
        for line, text in SAID:
            _say(terminal, line, text)
        _say(terminal, "close", "Close the meeting?")
        _say(terminal, "no", "Nothing was done.")
        _say(terminal, "close", "Close the meeting?")
        _say(terminal, "yes", CLOSED)
        _say(terminal, "bye", "Goodbye.")
        assert terminal.wait_for_end() == 0
        assert not terminal.unrestored()
        in_order(heard.to_the_end(), [text for line, text in SAID if not told(line)] + [CLOSED])
        on_record(house, id_)


def _say(terminal: Terminal, line: str, text: str) -> None:
    """Say a line, and wait until that is heard, once more than before."""
    terminal.read()
    before = len(terminal.raw)
    terminal.type(f"{line}\r")
    terminal.wait_for(lambda t: _heard(t, before, line, text))


def _heard(terminal: Terminal, before: int, line: str, text: str) -> bool:
    since = terminal.raw[before:].decode("utf-8", "ignore").replace("\r", "")
    _echo, _end, answer = since.partition("\n")
    return " ".join(text.split()) in " ".join(answer.split())
