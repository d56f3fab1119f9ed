"""By ear: a meeting is held by words, typed at a terminal or sent from a file, and hears what others do meanwhile."""

import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sociotui.domain import commands as c
from sociotui.room.by_ear.grammar import understood
from sociotui.room.home import Home

from .homes import home_in, opened
from .room.by_ear.test_grammar import AROUND
from .room.holding import act, nominating
from .terminal.program import CHECKOUT, COMMAND, Program
from .terminal.screen import Terminal
from .test_cli_served import served

PAGE = (CHECKOUT / "README.md").read_text("utf-8")


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


def typed(program: Program, *words: str) -> Terminal:
    """Begin to talk at a terminal."""
    terminal = program.start("talk", *words, size=(100, 40), env={"TERM": "xterm"})
    terminal.wait_for("“bye” leaves.")
    return terminal


def say(terminal: Terminal, line: str, heard: str) -> None:
    """Type a line, and wait for what is heard then."""
    terminal.type(f"{line}\r")
    terminal.wait_for(heard)


def test_lines_from_a_file_are_done_one_after_the_other(program: Program, home: Home) -> None:
    opened(home)
    done = program.run("talk", input="next\n\nhand ben\nwho\nbye\nnext\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[3:] == [
        "Ask: How are you here today? What do you need to be fully present?",
        "Ana has spoken. Now Zoe, next Eli.",
        "Ben raises a hand.",
        "Now Zoe, next Eli.",
        "Then: Dara, Chidi, Ben.",
        "Have spoken: Ana.",
        "Hands: Ben.",
    ]
    assert ">" not in done.stdout


def test_the_readme_says_what_is_told(program: Program, home: Home) -> None:
    told = PAGE.split("<!-- talk -->\n```\n")[1].split("```")[0].splitlines()
    opened(home)
    done = subprocess.run(
        [*COMMAND, "talk", "--ask"],
        input="".join(f"{line.removeprefix('> ')}\n" for line in told if line.startswith("> ")),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=program.env,
        cwd=program.folder,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.splitlines()[4:] == [line for line in told if not line.startswith("> ")]
    assert done.returncode == 1


def test_everything_that_the_readme_says_is_understood() -> None:
    words = PAGE.split("<!-- words -->\n```\n")[1].split("```")[0]
    said = [each for line in words.splitlines() for each in line.split(" · ")]
    for each in [*said, "object ana: It is too small why: our first aim", "object --for ana --text “It is too small”"]:
        assert each in PAGE
        assert understood(each, AROUND)


def test_a_line_that_is_refused_is_told_apart_and_the_rest_is_done(program: Program, home: Home) -> None:
    opened(home)
    done = program.run("talk", input="nxt\nobject\nnext")
    assert done.returncode == 1
    assert done.stderr.startswith(
        "I don't know “nxt”. Do you mean: next? “help” says all words.\nNothing is being asked"
    )
    assert "Ana has spoken." in done.stdout
    strict = program.run("talk", "--strict", input="nxt\nnext\n")
    assert strict.returncode == 1
    assert "Zoe has spoken." not in strict.stdout


def test_questions_are_answered_by_the_next_line_if_one_likes(program: Program, home: Home) -> None:
    opened(home)
    refused = program.run("talk", input="agenda\nadd\nTool-shed rota\n")
    assert "“agenda” wants more in the same line: What is it about?" in refused.stderr
    done = program.run("talk", "--ask", input="add\nTool-shed rota\nagenda\n")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-3:] == [
        "What is it about?",
        "On the agenda: “Tool-shed rota”.",
        "1: Tool-shed rota, decide, 10 minutes.",
    ]


def test_who_acts_is_said_once(program: Program, home: Home) -> None:
    id_ = opened(home)
    assert program.run("talk", id_, "--by", "ben", input="note It rains\n").returncode == 0
    assert home.journal.read(home.stream_of(id_))[-1].actor == "ben"
    assert "There is no person “bne”. Near it: ben" in program.refused("talk", id_, "--by", "bne", input="next\n")


def test_no_meeting_and_no_such_meeting(program: Program, home: Home) -> None:
    assert "No meeting is under way. Open one with “sociotui open CIRCLE”." in program.refused("talk", input="")
    opened(home)
    assert "There is no meeting “nowhere”." in program.refused("talk", "nowhere", input="")


def test_plain_ascii(program: Program, home: Home) -> None:
    opened(home)
    done = program.run("talk", "--ascii", input="add Zoë’s “shed” – now\nnxt\n")
    assert (done.stdout + done.stderr).isascii()
    assert 'On the agenda: "Zoe\'s "shed" - now".' in done.stdout


def test_at_a_terminal(program: Program, home: Home) -> None:
    id_ = opened(home)
    terminal = typed(program)
    say(terminal, "next", "Ana has spoken. Now Zoe, next Eli.")
    assert "> next" in terminal.lines
    act(home, id_, c.RaiseHand(person="ben"))  # somebody else, while the prompt waits
    terminal.wait_for("Ben raises a hand.")
    say(terminal, "later bne", "Near it: ben")
    say(terminal, "zoe p", "I don't know “zoe p”")
    say(terminal, "add", "What is it about?")
    say(terminal, "", "Nothing was done.")
    say(terminal, "add", "What is it about? ")
    say(terminal, "Compost", "On the agenda: “Compost”.")
    terminal.type("conse\t")
    terminal.wait_for("> consent")
    act(home, id_, c.LowerHand(person="ben"))  # waits for the end of the line
    say(terminal, "", "Ben lowers the hand.")
    terminal.wait_for("Nothing is being asked in this step.")
    terminal.press("up")
    terminal.wait_for(lambda t: t.lines[-1:] and t.text.rstrip().endswith("> consent"))
    terminal.press("ctrl+c")
    terminal.wait_for("Nothing was done. “bye” leaves.")
    say(terminal, "bye", "Goodbye.")
    assert terminal.wait_for_end() == 0
    assert not terminal.unrestored()
    assert re.search(r"\x1b\[[0-9;]*m", terminal.raw.decode()) is None


def test_what_is_hidden_from_others_is_not_shown_as_it_is_typed(program: Program, home: Home) -> None:
    nominating(home)
    terminal = typed(program)
    say(terminal, "who", "No round is running.")
    say(terminal, "nominate for zoe", "Whom?")
    say(terminal, "dara", "Why?")
    say(terminal, "she listens", "Zoe has written.")
    say(terminal, "ben nominates eli because he hears", "Ben has written.")
    terminal.press("up")
    terminal.wait_for(lambda t: t.text.rstrip().endswith("> who"))
    assert "she listens" not in terminal.text
    assert "dara" not in terminal.text.casefold()
    terminal.press("ctrl+c")
    terminal.wait_for("Nothing was done.")
    say(terminal, "bye", "Goodbye.")
    assert terminal.wait_for_end() == 0
    assert not terminal.unrestored()


@pytest.mark.parametrize("typed_so_far", ["", "obj"])
def test_a_signal_leaves_the_terminal_as_it_was(program: Program, home: Home, typed_so_far: str) -> None:
    opened(home)
    terminal = typed(program)
    terminal.type(typed_so_far)
    terminal.wait_for(f"> {typed_so_far}")
    terminal.signal(signal.SIGTERM)
    assert terminal.wait_for_end() == 143
    assert not terminal.unrestored()
    assert "Traceback" not in terminal.text


def test_ctrl_d_says_goodbye(program: Program, home: Home) -> None:
    opened(home)
    terminal = typed(program)
    terminal.press("ctrl+d")
    terminal.wait_for("Goodbye. The meeting stays where it is.")
    assert terminal.wait_for_end() == 0
    assert not terminal.unrestored()


def test_many_lines_at_once_are_all_taken(program: Program, home: Home) -> None:
    opened(home)
    terminal = typed(program)
    terminal.type("next\rnext\rnext\rwho\r")
    terminal.wait_for("Have spoken: Ana, Zoe, Eli.")
    say(terminal, "bye", "Goodbye.")
    assert terminal.wait_for_end() == 0


@pytest.mark.slow
def test_two_people_through_a_server(program: Program, home: Home) -> None:
    opened(home)
    with served(program):
        one, two = typed(program), typed(program)
        say(one, "next", "Ana has spoken. Now Zoe, next Eli.")
        two.wait_for("Ana has spoken. Now Zoe, next Eli.")
        say(two, "zoe has spoken", "Zoe has spoken. Now Eli, next Dara.")
        one.wait_for("Zoe has spoken. Now Eli, next Dara.")
        say(two, "object", "Nothing is being asked")
        say(one, "who", "Have spoken: Ana, Zoe.")
        for each in (one, two):
            say(each, "bye", "Goodbye.")
            assert each.wait_for_end() == 0
