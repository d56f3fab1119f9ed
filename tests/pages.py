"""Pages: the commands that a page for people shows, taken out of its code so that a test can read or run them."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from sociotui.cli import main

_BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`(sociotui [^`]+)`")
_ENDS = {"&&", "||", ";", "|", "&"}
_ELSEWHERE = {"<", ">", ">>"}
_SETS = re.compile(r"\w+=")


def block(page: str, mark: str) -> str:
    """Return the code that follows `<!-- mark -->` in a page."""
    found = re.search(rf"^<!-- {mark} -->\n( *)```\w*\n(.*?)^\1```$", page, re.MULTILINE | re.DOTALL)
    assert found, f"the page has no code that is marked with “{mark}”"
    return found[2]


def shell(page: str) -> str:
    """Return all code of a page that is for a shell, and what systemd is to start."""
    parts = [text for _indent, kind, text in _BLOCK.findall(page) if kind == "sh"]
    started = re.findall(r"^ExecStart=(.+)$", page, re.MULTILINE)
    return "\n".join([*parts, *started, *_INLINE.findall(page)])


def commands(code: str) -> list[list[str]]:
    """Return the arguments of each `sociotui` in code for a shell, also of those that are started by another command."""
    return [
        arguments
        for line in code.replace("\\\n", " ").splitlines()
        for words in _simple(line)
        for arguments in _of(words)
    ]


def _simple(line: str) -> Iterator[list[str]]:
    """Give each command of a line as its words, without what it reads from and writes to."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words: list[str] = []
    skip = False
    for word in lexer:
        if word in _ENDS:
            yield words
            words = []
        elif word in _ELSEWHERE:
            skip = True
        elif skip:
            skip = False
        else:
            words.append(word)
    yield words


def _of(words: list[str]) -> Iterator[list[str]]:
    for at, word in enumerate(words):
        first = at == 0 or words[at - 1] == "--" or all(_SETS.match(before) for before in words[:at])
        if first and Path(word).name == "sociotui":
            yield words[at + 1 :]
            return
        if " " in word and "sociotui " in word:  # a command line as one word, for a shell or a terminal of its own
            yield from commands(word)


def misread(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what the program has against a command line, "" where it understands it; nothing of it is done."""
    with monkeypatch.context() as patch:
        patch.setattr(click.Command, "invoke", lambda _command, _context: None)
        done = CliRunner().invoke(main, arguments)
    return "" if done.exit_code == 0 else f"sociotui {shlex.join(arguments)}: {done.output}"


def names() -> dict[str, click.Command]:
    """Return every command of the program by its words, like `member invite`; without those that only lead to others."""
    found: dict[str, click.Command] = {}
    to_look_at: list[tuple[tuple[str, ...], click.Command]] = [((), main)]
    while to_look_at:
        words, command = to_look_at.pop()
        if isinstance(command, click.Group):
            context = click.Context(command)
            each = ((name, command.get_command(context, name)) for name in command.list_commands(context))
            to_look_at += [((*words, name), there) for name, there in each if there]
        else:
            found[" ".join(words)] = command
    return found
