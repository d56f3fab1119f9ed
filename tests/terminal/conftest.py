"""Fixtures: the program in an empty place, and in one with the demo's organisation."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from .program import Program, copy_of


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program, with nothing in its home yet."""
    program = Program(tmp_path)
    yield program
    program.close()


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home into which the demo's organisation has been brought; to be copied."""
    program = Program(tmp_path_factory.mktemp("demo"))
    program.import_demo()
    return program.home


@pytest.fixture
def garden(demo_home: Path, tmp_path: Path) -> Iterator[Program]:
    """The program, with the demo's organisation in its home."""
    program = copy_of(demo_home, tmp_path)
    yield program
    program.close()


@pytest.fixture(scope="session")
def asked_home(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a meeting in which consent to the agenda is asked, Ben first; to be copied."""
    program = copy_of(demo_home, tmp_path_factory.mktemp("asked") / "place")
    id_ = program.open()
    program.ok("act", id_, "agenda", "--title", "Tool-shed rota")
    for _person in range(7):
        program.ok("act", id_, "next")
    program.ok("act", id_, "step")
    program.ok("act", id_, "step")
    assert program.status(id_)["round"]["now"] == "ben"
    return program.home


@pytest.fixture
def asked(asked_home: Path, tmp_path: Path) -> Iterator[Program]:
    """The program, on a meeting in which consent to the agenda is asked."""
    program = copy_of(asked_home, tmp_path)
    yield program
    program.close()
