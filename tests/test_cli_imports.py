"""The command line's imports from other programs: looked at first, then all or nothing, here and by a server."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from sociotui.exchange.imports import packing

from .exchange.kubernetes import COMMUNITY, community
from .homes import home_in
from .terminal.program import COMMAND, Program
from .test_cli_served import served

TABLE = "kind,name,circle,person\norganisation,Green Acres,,\nperson,Ana,,\ncircle,Garden,,\nrole,leader,Garden,Ana\nrole,Cook,Gardn,Ana\n"
TOLD = """CSV: a new organisation, Green Acres.
  1 new person: Ana
  1 new circle: Garden
  1 role in it: leader
One thing can't come in as it is:
  all.csv, line 6: there is no circle “Gardn”, neither here nor in the file. Did you mean “Garden”?
"""


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program, with no organisation yet, and a table."""
    program = Program(tmp_path)
    (tmp_path / "all.csv").write_text(TABLE)
    yield program
    program.close()


def test_a_dry_run_only_tells(program: Program) -> None:
    assert program.ok("import", "from", "all.csv", "--dry-run") == TOLD
    assert "There is no organisation" in program.refused("list")


def test_it_is_done_with_yes_and_a_second_time_changes_nothing(program: Program) -> None:
    assert program.ok("import", "from", "all.csv", "--yes") == TOLD + "It is in; 3 changes.\n"
    before = program.ok("export", "org")
    again = program.ok("import", "from", "all.csv", "--yes")
    assert "  Nothing of it is new. Here just so: 1 person, 1 circle, 1 role.\n" in again
    assert "It is in" not in again
    assert program.ok("export", "org") == before


def test_without_a_terminal_nothing_is_done_that_nobody_said_yes_to(program: Program) -> None:
    done = program.run("import", "from", "all.csv")
    assert (done.returncode, done.stdout) == (1, TOLD)
    assert done.stderr == "Nothing was changed. With --yes it is done without being asked.\n"
    assert "There is no organisation" in program.refused("list")


def test_looking_leaves_every_byte_of_a_home_as_it_was(program: Program) -> None:
    program.ok("import", "from", "all.csv", "--yes")
    program.ok("list")
    before = _bytes(program.home)
    more = program.folder / "more.csv"
    more.write_text("name,circles\nBen,Garden\n")
    for told in (
        program.ok("import", "from", "more.csv", "--dry-run"),
        program.ok("import", "from", "more.csv", "--dry-run", "--yes"),
        program.run("import", "from", "more.csv").stdout,
    ):
        assert "  1 new person: Ben\n" in told
    assert "Nothing of it is new" in program.ok("import", "from", "all.csv", "--yes")
    more.write_text("<html>")
    program.refused("import", "from", "more.csv", "--yes")
    assert _bytes(program.home) == before


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _asked(program: Program, *files: str) -> "pexpect.spawn[str]":
    return pexpect.spawn(
        sys.executable,
        [*COMMAND[1:], "import", "from", *files],
        env=program.env,
        cwd=str(program.folder),
        encoding="utf-8",
        timeout=30,
    )


def test_where_nothing_would_change_nothing_is_asked(program: Program) -> None:
    program.ok("import", "from", "all.csv", "--yes")
    asked = _asked(program, "all.csv")
    asked.expect(pexpect.EOF)
    said = asked.before or ""
    assert "Nothing of it is new" in said
    assert "Bring this in?" not in said
    asked.close()
    assert asked.exitstatus == 0


@pytest.mark.parametrize(("answer", "changed"), [("n", False), ("y", True)])
def test_on_a_terminal_it_asks(program: Program, answer: str, changed: bool) -> None:
    asked = _asked(program, "all.csv")
    asked.expect_exact("Bring this in? [y/N]: ")
    asked.sendline(answer)
    asked.expect(pexpect.EOF)
    asked.close()
    assert asked.exitstatus == (0 if changed else 1)
    assert ("1 new person: Ana" in program.ok("import", "from", "all.csv", "--dry-run")) != changed


def test_what_can_not_be_read_is_refused_and_named(program: Program) -> None:
    (program.folder / "page.csv").write_text("<html><body>Sign in</body></html>")
    assert program.refused("import", "from", "page.csv").startswith("page.csv: this is a web page.")
    assert program.refused("import", "from", "none.csv").startswith("none.csv is not there")
    assert "--name" in _refused_for_its_name(program)


def _refused_for_its_name(program: Program) -> str:
    (program.folder / "people.csv").write_text("name\nAna\n")
    return program.refused("import", "from", "people.csv", "--dry-run")


def test_signs_that_steer_a_terminal_never_reach_it(program: Program) -> None:
    (program.folder / "people.csv").write_text("name,circles\nAna,\x1b[2J\u202egarden\x07\n")
    done = program.run("import", "from", "people.csv", "--name", "A\x1b[31mcres", "--dry-run")
    assert done.returncode == 0
    assert not {"\x1b", "\u202e", "\x07"} & {*done.stdout, *done.stderr}


def test_the_real_community_comes_in(program: Program) -> None:
    expected = community()
    told = program.ok("import", "from", str(COMMUNITY), "--yes")
    more = len(expected.circle) - 3
    assert f"  {len(expected.circle)} new circles: Kubernetes, SIG API Machinery, SIG Apps and {more} more\n" in told
    assert "All of it can come in.\n" in told
    assert "Nothing of it is new." in program.ok("import", "from", str(COMMUNITY), "--yes")
    assert "WG Batch" in program.ok("export", "handbook", "--circle", "wg-batch")


def test_a_server_that_has_the_home_does_it(program: Program) -> None:
    program.ok("import", "from", "all.csv", "--yes")
    (program.folder / "more.csv").write_text("name,circles\nBen,Garden\n")
    with served(program) as server:
        told = program.ok("import", "from", "more.csv", "--yes")
        assert "  1 new person: Ben\n  changed of what is here:\n    Garden: Ben comes in\n" in told
        assert server.visits == 2
        assert program.ok("import", "from", str(COMMUNITY), "--dry-run").startswith("sigs.yaml, for Green Acres.")
    assert "Nothing of it is new." in program.ok("import", "from", "more.csv", "--yes")


def test_a_server_is_asked_before_anything_is_done_and_what_it_refuses_changes_nothing(program: Program) -> None:
    program.ok("import", "from", "all.csv", "--yes")
    before = program.ok("export", "org")
    (program.folder / "more.csv").write_text("name,circles\nBen,Garden\n")
    deep = "".join(f"C{n},C{n - 1}\n" for n in range(101))
    (program.folder / "deep.csv").write_text(f"circle,parents\n{deep}")
    with served(program):
        done = program.run("import", "from", "more.csv")
        assert (done.returncode, done.stderr) == (
            1,
            "Nothing was changed. With --yes it is done without being asked.\n",
        )
        assert "  1 new person: Ben\n" in done.stdout
        assert "101 circles would lie within each other" in program.refused("import", "from", "deep.csv", "--yes")
        assert program.refused("import", "from", "none.csv", "--yes").startswith("none.csv is not there")
        asked = _asked(program, "more.csv")
        asked.expect_exact("Bring this in? [y/N]: ")
        asked.sendline("n")
        asked.expect(pexpect.EOF)
        assert program.ok("export", "org") == before


def test_only_who_looks_after_the_home_may(tmp_path: Path) -> None:
    from sociotui.domain.refusal import Refused
    from sociotui.room.beside import finished
    from sociotui.room.caller import Caller
    from sociotui.room.errands import carry_out
    from sociotui.room.identity import Identity

    home = home_in(tmp_path / "home")
    said = {"draft": b"", "name": "", "dry": True, "code": "", "all": False}
    with pytest.raises(Refused, match="for whoever looks after this server's home"):
        carry_out(home, Caller(home, Identity(person="ana", door="socket")), "import-from", said)
    with pytest.raises(Refused, match="no draft of an organisation"):
        steward = Identity(person="root", door="socket", steward=True)
        finished(carry_out(home, Caller(home, steward), "import-from", said))
    home.close()


def test_what_has_changed_since_it_was_looked_at_is_not_done(tmp_path: Path) -> None:
    from sociotui.domain.refusal import Refused
    from sociotui.exchange.imports.bytes_in import Given
    from sociotui.exchange.imports.reading import read_given
    from sociotui.room.beside import finished
    from sociotui.room.caller import Caller
    from sociotui.room.errands import carry_out

    home = home_in(tmp_path / "home")

    def bring(name: str, *, dry: bool = False, code: str = "") -> dict[str, object]:
        draft = packing.pack(read_given([Given("people.csv", f"name\n{name}\n".encode())]))
        said = {"draft": draft, "name": "", "dry": dry, "code": code, "all": False}
        found: dict[str, object] = finished(carry_out(home, Caller(home), "import-from", said))
        return found

    seen = bring("Zack", dry=True)
    bring("Zack")
    assert bring("Zack", code=str(seen["code"]))["changes"] == 0  # it comes to the same still
    other = bring("Una", dry=True)
    with pytest.raises(Refused, match="look once more"):
        bring("Zack", code=str(other["code"]))
    home.close()
