"""The command line where a server has the home: it says and writes what it would without one, and goes through the server."""

import json
import os
import re
import signal
import socket
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import click
import pytest
from msgspec.structs import replace

from sociotui import cli_home
from sociotui.cli import main
from sociotui.cli_home import Place, carry
from sociotui.domain import commands as c
from sociotui.domain.people import Person
from sociotui.exchange.organisations import definition_of
from sociotui.room.connection import NobodyThere
from sociotui.room.errands import ERRANDS
from sociotui.room.serving import POINTER, take_over

from .homes import home_in
from .journal.conftest import until
from .public_keys import ed25519
from .room.holding import act, held, with_item
from .room.secrets import whole
from .terminal.program import COMMAND, Program, copy_of

pytestmark = pytest.mark.slow  # each begins servers and programs of its own

ID = "garden-2026-03-02"
GOING_ON = f"{ID}-2"
WAITS = f"{ID}-d1"
STEP = f"{ID}-step-1"
KEY = ed25519("ana")
SOON = 20.0


class Server:
    """A server on the home of `program`, in a process of its own."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.log = program.folder / "log"
        self.socket = program.folder / "run" / "socket"

    def start(self) -> None:
        """Start it, and wait until it says where it is."""
        command = [*COMMAND, "serve", "--socket", str(self.socket), "--state", str(self.program.folder / "server")]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=self.program.env, cwd=self.program.folder, stderr=log)
        until(lambda: self.process.poll() is not None or (self.program.home / POINTER).exists(), SOON)
        assert self.process.poll() is None, self.log.read_text()

    def end(self, number: int = signal.SIGTERM) -> int:
        """End it, and return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(SOON)

    @property
    def visits(self) -> int:
        """How many connections it has let in."""
        return self.log.read_text("utf-8").count(": came in\n")


@contextmanager
def served(program: Program) -> Iterator[Server]:
    """Let a server have the home of a program."""
    server = Server(program)
    server.start()
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.end()


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with meetings that were held, one of them private, one that goes on, and Kim, who is in no circle; to be copied."""
    home = home_in(tmp_path_factory.mktemp("source") / "home")
    held(home)
    act(home, with_item(home, "Hoses"), c.TakeNote(text="Kimi knows where to get them, says Kim."))
    whole(home)
    definition = definition_of(home.organisation())
    home.define(replace(definition, person=(*definition.person, Person(id="kim", name="Kim"))), "zoe")
    (home.folder / "formats" / "garden").mkdir(parents=True)
    (home.folder / "formats" / "garden" / "broken.toml").write_text("[[[")
    home.close()
    return home.folder


@pytest.fixture
def program(source: Path, tmp_path: Path) -> Iterator[Program]:
    """The program on a copy of it."""
    program = copy_of(source, tmp_path)
    yield program
    program.close()


# --- what is printed ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def both(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Program, Program, Server]]:
    """The program on two copies of a home: one that nobody has, and one that a server has."""
    alone, through = (copy_of(source, tmp_path_factory.mktemp(name)) for name in ("alone", "through"))
    for each in (alone, through):
        (each.folder / "key.pub").write_text(KEY)
        (each.folder / "old.toml").write_text(each.ok("export", "org"))
        (each.folder / "new.toml").write_text(each.ok("export", "org").replace("Green Acres", "Blue Acres"))
        (each.folder / "more.csv").write_text("name,circles\nZack,Garden circle\nUna,Nowhere\n")
        (each.folder / "bad.toml").write_text("[organisation]\nnmae = 'x'\n")
    with served(through) as server:
        yield alone, through, server


SAME: dict[str, list[list[str]]] = {
    "open": [
        ["open", "general", "--present", "ana,ben,zoe,dara", "--facilitator", "ana", "--secretary", "ben"],
        ["open", "garden", "--private", "--present", "ana,ben,zoe", "--facilitator", "zoe", "--secretary", "ben"],
        ["open", "gardn"],
    ],
    "act": [
        ["act", GOING_ON, "note", "--text", "A “note”, said twice.", "--cmd", "once"],
        ["act", GOING_ON, "note", "--text", "A “note”, said twice.", "--cmd", "once"],
        ["act", GOING_ON, "propose", "--text", "Four hoses\nof =ten metres.", "--by", "ana"],
        ["act", GOING_ON, "hand", "--for", "ben", "--by", "nobody"],
        ["act", GOING_ON, "hand", "--for", "ben", "--by", "ben"],
        ["act", GOING_ON, "dance"],
        ["act", "nowhere", "next"],
    ],
    "hear": [["follow", ID], ["follow", "nowhere"], ["follow", ID, "--json"]],
    "look": [["talk", GOING_ON, "--ask"]],
    "around": [["talk", GOING_ON], ["talk", "nowhere"], ["talk", ID, "--by", "bne"]],
    "would": [["talk", ID]],
    "status": [["status"], ["status", GOING_ON], ["status", ID], ["status", "nowhere"]],
    "status-object": [["status", GOING_ON, "--json"], ["status", ID, "--json"]],
    "minutes": [
        *([["minutes", id_, "--format", f] for id_ in (ID, GOING_ON) for f in ("md", "txt", "html")]),
        ["minutes", "garden-2026-03-02-private"],
        ["minutes", "nowhere"],
    ],
    "list": [["list"]],
    "due": [["due"], ["due", "--circle", "garden", "--within", "90w"], ["due", "--within", "soon"]],
    "due-object": [["due", "--within", "90w", "--json"]],
    "answer": [
        ["answer", WAITS, "--consent", "--for", "fay", "--by", "fay"],
        ["answer", WAITS, "--consent", "--for", "fay"],
        ["answer", WAITS, "--object", "-", "--for", "gio", "--by", "gio"],
        ["answer", "nothing", "--consent"],
        ["answer", WAITS],
    ],
    "say": [["say", "garden", "More gloves", "--kind", "idea", "--by", "ben"], ["say", "gardn", "More"]],
    "unnamed": [
        ["change", "circle", "finance", "--unnamed", "--why", "Said on Sunday"],
        ["say", "finance", "Slower, please", "--kind", "concern", "--unnamed", "--yes"],
        ["say", "compost", "Slower, please", "--unnamed", "--yes"],
    ],
    "said": [["said"], ["said", "kitchen", "--waiting"], ["said", "gardn"]],
    "said-object": [["said", "--json"]],
    "reply": [
        ["say", "kitchen", "Salt", "--kind", "feedback", "--by", "ben"],
        ["answer", "kitchen-said-1", "Half of it from now on.", "--by", "ana"],
        ["answer", "kitchen-said-1", "--again", "Still too much", "--by", "ben"],
        ["answer", "kitchen-said-9", "No"],
    ],
    "mirror": [["mirror"], ["mirror", "garden", "--from", "all", "--format", "json"], ["mirror", "gardn"]],
    "done": [["done", STEP, "--by", "ben"], ["done", STEP], ["done", "nothing"]],
    "prepare": [
        ["agenda", "garden", "--add", "Taps and “tubs”", "--minutes", "25", "--note", "-"],
        ["agenda", "garden", "--add", "Seeds", "--presenter", "ana", "--by", "ben"],
        ["agenda", "garden", "--rank", "Seeds"],
        ["agenda", "garden", "--change", "Seeds", "--aim", "explore", "--presenter", ""],
        ["agenda", "garden", "--add", "Seeds"],
        ["agenda", "garden", "--ready", "1", "--place", "1"],
        ["agenda", "garden", "--ready", "99"],
        ["agenda", "garden", "--drop", "Cows"],
        ["agenda", "garden", "--undo"],
        ["agenda", "garden", "--undo", "--by", "ben"],
        ["agenda", "garden"],
        ["seek", "garden", "leader", "secretary", "--for", "ben", "--why", "It is time"],
        ["seek", "garden", "secretary", "--for", "ben"],
        ["seek", "kitchen", "ledaer", "--for", "ben"],
    ],
    "agenda": [["agenda", "garden"], ["agenda", "general", "-o", "out.txt"], ["agenda", "gardn"]],
    "agenda-object": [["agenda", "garden", "--length", "120", "--at", "19:30", "--json"]],
    "formats": [["formats"], ["formats", "--circle", "garden"]],
    "change-preview": [
        ["change", "circle", "garden", "--aim", "Flowers", "--seats", "eli,zoe", "--dry-run"],
        ["end", "circle", "general", "--why", "x", "--dry-run"],
    ],
    "change": [
        ["add", "person", "Oda Quist", "--to", "garden", "--why", "Said on Sunday", "--cmd", "once"],
        ["add", "person", "Oda Quist", "--to", "garden", "--why", "Said on Sunday", "--cmd", "once"],
        [
            "change",
            "role",
            "garden",
            "secretary",
            "--person",
            "zoe",
            "--until",
            "2027-06-30",
            "--why",
            "=x",
            "--by",
            "eli",
        ],
        ["add", "circle", "Bees", "--within", "garden", "--members", "zoe,ana", "--leader", "zoe", "--why", "Agreed"],
        ["change", "person", "kim", "--pronouns", "they"],
        ["end", "membership", "garden", "nobody", "--why", "x"],
        ["end", "circle", "bees", "--why", "Done"],
    ],
    "undo-preview": [["change", "undo", "--dry-run"], ["change", "undo", "1", "--dry-run"]],
    "undo-change": [["change", "undo"], ["change", "undo", "9999"]],
    "history": [["history"], ["history", "garden", "--since", "2026-03-02"], ["history", "gardn"]],
    "history-object": [["history", "garden", "--json"]],
    "export-org": [["export", "org"], ["export", "org", "-o", "out.toml"]],
    "import-org": [["import", "org", "new.toml"], ["import", "org", "bad.toml"], ["import", "org", "old.toml"]],
    "import-from": [
        ["import", "from", "more.csv", "--dry-run"],
        ["import", "from", "more.csv", "--yes"],
        ["import", "from", "more.csv", "--yes", "--all"],
    ],
    "handbook": [
        ["export", "handbook"],
        ["export", "handbook", "--circle", "garden", "--format", "html", "-o", "out.html"],
        ["export", "handbook", "--circle", "gardn"],
    ],
    "calendar": [["export", "calendar"], ["export", "calendar", "--circle", "kitchen", "-o", "out.ics"]],
    "map": [
        ["map"],
        ["map", "--circle", "garden", "--by", "due", "--format", "svg", "-o", "out.svg"],
        ["map", "--circle", "gardn"],
        ["map", "--on", "2026-03-02", "--circle", "garden"],
        ["map", "--on", "2026-03-01"],
        ["map", "--on", "yesterday"],
        ["map", "--on", "2026-03-02", "--by", "due"],
    ],
    "tables": [["export", "tables", "tables"], ["export", "tables", "."], ["export", "tables", "tables", "--force"]],
    "find": [
        ["find"],
        ["find", "SHED", "tw"],
        ["find", "zzz"],
        ["find", "--state", "in-force", "--circle", "garden"],
        ["find", "--due", "--state", "later"],
        ["find", "--circle", "gardn"],
    ],
    "roles": [["roles"], ["roles", "leader", "--circle", "garden"], ["roles", "--ending"], ["roles", "--circle", "x"]],
    "people": [["people"], ["people", "an", "--not-facilitated"], ["people", "--circle", "gardn"]],
    "data": [["export", "data"], ["export", "data", "-o", "out.json"]],
    "meeting": [["export", "meeting", ID], ["export", "meeting", "garden-2026-03-02-private", "-o", "out.json"]],
    "tinydb": [["export", "tinydb", "tinydb"]],
    "backup": [["backup", "b.tar.gz"], ["backup", "b.tar.gz"], ["backup", "key.pub"], ["backup", "no/such/place"]],
    "forget-plan": [["forget", "kim", "--dry-run"], ["forget", "ana", "--dry-run"], ["forget", "nobody"]],
    "forget": [["forget", "kim", "--yes", "--also", "Kimi"], ["forget", "ana", "--yes"], ["forget", "kim"]],
    "access": [
        ["member", "invite", "ana", "--host", "here"],
        ["member", "key", "ana", "key.pub", "--by", "zoe"],
        ["member", "key", "ben", "key.pub"],
        ["member", "account", "ben", "4711"],
        ["member", "keys"],
        ["member", "revoke", "uid:4711"],
        ["member", "revoke", "ana"],
        ["member", "keys", "ana"],
        ["host-key", "new", "--state", "state"],
        ["host-key", "new", "--state", "state"],
        ["host-key", "show", "--state", "state"],
    ],
}
"""The commands that ask for each errand, in an order in which they make sense."""

GRINDING = (
    (re.compile(r"BEGIN OPENSSH PRIVATE KEY.*END OPENSSH PRIVATE KEY", re.DOTALL), "PRIVATE"),
    (re.compile(r"\d+ min|\b\d+:\d\d\b"), "TIME"),
    (re.compile(r'"at": ?\d+|"(since|until|opened|closed|began|seconds|spoken)": ?\d+'), "AT"),
    (re.compile(r"\d{8}T\d{6}Z"), "STAMP"),
    (re.compile(r'"cmd": ?"[0-9a-f]{16}"'), "CMD"),
    (re.compile(r"\b[0-9a-f]{4}( [0-9a-f]{4})+\b"), "CODE"),
    (re.compile(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}"), "INVITATION"),
    (re.compile(r"SHA256:\S{43}|AAAA\S+"), "KEY"),
)
"""What is another one at every second, or by chance."""


def ground(text: str, program: Program) -> str:
    """Return what was said or written, without what differs by chance, by the clock or by where it lies."""
    text = text.replace(str(program.folder), "FOLDER")
    for pattern, word in GRINDING:
        text = pattern.sub(word, text)
    return text


def done(program: Program, words: list[str]) -> tuple[int, str, str, dict[str, tuple[int, str]]]:
    """Run a command in a folder of its own; return its exit code, what it said, and what it wrote, each with its rights."""
    before = {path: path.stat().st_mtime_ns for path in written(program)}
    ran = program.run(*words, input="Too “early”.\n" if words[-1] == "-" or "-" in words else None)
    new = [path for path in written(program) if before.get(path) != path.stat().st_mtime_ns]
    files = {str(p.relative_to(program.folder)): (p.stat().st_mode & 0o777, content(p, program)) for p in new}
    return ran.returncode, ground(ran.stdout, program), ground(ran.stderr, program), files


def written(program: Program) -> list[Path]:
    """Return the files that lie around, but for those of the home and of the server."""
    inside = (program.home, program.folder / "run", program.folder / "cache")
    found = [path for path in program.folder.rglob("*") if path.is_file() and path.name != "log"]
    return [path for path in found if not any(path.is_relative_to(folder) for folder in inside)]


def content(path: Path, program: Program) -> str:
    """Return what is in a file; of a backup, what is in which order in it."""
    if path.name.endswith(".tar.gz"):
        with tarfile.open(path) as packed:
            return "\n".join(f"{member.name} {member.mode:o} {member.size > 0}" for member in packed)
    return ground(path.read_text("utf-8"), program)


def test_no_errand_is_forgotten_here() -> None:
    assert {*SAME} | {"home", "names"} == {*ERRANDS}  # where that is only a server is asked; names are the shell's


@pytest.mark.parametrize("errand", SAME)
def test_it_is_done_in_the_same_way_here_and_by_a_server(both: tuple[Program, Program, Server], errand: str) -> None:
    alone, through, server = both
    codes = []
    for words in SAME[errand]:
        before = server.visits
        here, there = done(alone, words), done(through, words)
        assert there == here, words
        assert "Traceback" not in here[2]
        codes.append(here[0])
        came = server.visits - before
        # A mistake in the words, or in the file that is to be written, is found before anybody is asked.
        assert came >= 1 or here[0] == 2 or words in (["backup", "key.pub"],), words
    assert codes[0] == 0, "nothing was done"


# --- what is done without a server -------------------------------------------------------------------


def inside(program: Program) -> dict[str, bytes]:
    """Return all that lies in a home."""
    return {str(path): path.read_bytes() for path in program.home.rglob("*") if path.is_file()}


def test_what_is_done_to_a_homes_files_waits_until_its_server_has_ended(program: Program) -> None:
    program.ok("backup", "b.tar.gz")
    program.ok("export", "data", "-o", "all.json")
    ways = [
        ["init"],
        ["restore", "b.tar.gz", "--force"],
        ["import", "data", "all.json"],
        ["doctor", "--repair", "--yes"],
    ]
    with served(program) as server:
        before = inside(program)
        for words in ways:
            for place in ([], ["--socket", str(server.socket)]):
                said = program.refused(*place, *words)
                assert said.startswith("A server has ") and "Close the server first" in said, words
                assert ("without --socket" in said) == bool(place)
        assert inside(program) == before
        assert server.visits == 0
    assert "There is an organisation in " in program.refused("init")
    assert "something in this home already" in program.refused("import", "data", "all.json")
    assert "is as it was on " in program.ok("restore", "b.tar.gz", "--force")
    program.ok("doctor", "--repair", "--yes")


def test_what_goes_into_a_backup_by_a_server_comes_out_again(program: Program, tmp_path: Path) -> None:
    with served(program):
        program.ok("act", GOING_ON, "note", "--text", "Said to the server.")
        assert program.ok("backup", "b.tar.gz").startswith("The backup is in b.tar.gz: 4 journals, 1 files ")
        assert (program.folder / "b.tar.gz").stat().st_mode & 0o777 == 0o600
        with tarfile.open(program.folder / "b.tar.gz") as packed:
            assert not [name for name in packed.getnames() if POINTER in name]
        other = ("--home", str(tmp_path / "other"))
        program.ok(*other, "restore", "b.tar.gz")  # into a home that no server has
        for command in (["list"], ["status", GOING_ON, "--json"], ["minutes", ID]):
            assert ground(program.ok(*other, *command), program) == ground(program.ok(*command), program)
    assert "Said to the server." in program.ok(*other, "minutes", GOING_ON)


def test_one_who_is_forgotten_by_a_server_is_nowhere_afterwards(program: Program) -> None:
    assert any(b"Kim" in data for data in inside(program).values())
    with served(program):
        terminal = program.start()
        terminal.wait_for("Green Acres")
        program.ok("forget", "kim", "--yes", "--also", "Kimi")
        assert "Former member 1 knows where to get them" in program.ok("minutes", GOING_ON)
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    assert not [path for path, data in inside(program).items() if b"Kim" in data]


def test_doctor_names_the_server(program: Program) -> None:
    with served(program) as server:
        found = json.loads(program.run("doctor", "--json").stdout)["findings"]
        (told,) = [f for f in found if f["check"] == "served"]
        assert (told["level"], told["about"]) == ("well", str(server.socket))
        assert f"process {server.process.pid} " in told["said"]
    found = json.loads(program.run("doctor", "--json").stdout)["findings"]
    assert not [f for f in found if f["check"] == "served"]


def test_doctor_looks_at_the_home_of_the_server_that_is_named(program: Program, tmp_path: Path) -> None:
    with served(program) as server:
        named = ("--home", str(tmp_path / "other"), "--socket", str(server.socket))
        found = json.loads(program.run(*named, "doctor", "--json").stdout)
        assert found["home"] == str(program.home)
        assert [f["about"] for f in found["findings"] if f["check"] == "served"] == [str(server.socket)]
        (code,) = re.findall(r"Record: (.+)", program.ok("minutes", ID))
        assert ID in program.ok(*named, "doctor", "--printed", code)
    assert "No sociotui server answers" in program.refused(*named, "doctor")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can have a server that reads more than a command")
def test_doctor_says_where_to_look_at_a_home_that_it_cannot_read(program: Program) -> None:
    with served(program) as server:
        program.home.chmod(0)
        program.obey_permissions()
        said = program.refused("--socket", str(server.socket), "doctor")
        assert f"The server has its home in {program.home}, and that can't be read from here." in said
        assert f"“sociotui --home {program.home} doctor”" in said


# --- where the socket is -------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["after", "before", "environment", "home"])
def test_who_joins_is_led_to_the_socket_that_is_named_anywhere(program: Program, way: str) -> None:
    with served(program) as server:
        socket = ("--socket", str(server.socket))
        words, env = {
            "after": (["join", *socket], {}),
            "before": ([*socket, "join"], {}),
            "environment": (["join"], {"SOCIOTUI_SOCKET": str(server.socket)}),
            "home": (["--home", str(program.home), "join"], {}),
        }[way]
        terminal = program.start(*words, env={"SOCIOTUI_HOME": "", **env})
        terminal.wait_for("Green Acres")
        assert server.visits == 1
        terminal.press("q")
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize("way", ["before", "environment"])
def test_a_server_listens_at_the_socket_that_is_named_anywhere(program: Program, way: str) -> None:
    path = program.folder / "own" / "socket"
    before = ["--socket", str(path)] if way == "before" else []
    env = program.env if before else program.env | {"SOCIOTUI_SOCKET": str(path)}
    with subprocess.Popen([*COMMAND, *before, "serve"], env=env, cwd=program.folder, stderr=subprocess.PIPE) as process:
        until(lambda: process.poll() is not None or (program.home / POINTER).exists(), SOON)
        assert process.poll() is None
        assert path.is_socket()
        process.terminate()
        assert process.wait(SOON) == 0


def test_what_a_command_says_counts_before_what_the_environment_says(program: Program, tmp_path: Path) -> None:
    program.env["SOCIOTUI_SOCKET"] = str(tmp_path / "none")
    assert "No sociotui server answers" in program.refused("list")
    assert "Green Acres" in program.ok("--home", str(program.home), "export", "org")
    program.ok("--home", str(program.home), "doctor", "--repair", "--yes")
    with served(program) as server:
        program.ok("--home", str(program.home), "list")
        assert server.visits == 1
        program.ok("--socket", str(server.socket), "--home", str(tmp_path), "list")
        assert server.visits == 2


# --- one at a time -----------------------------------------------------------------------------------


def test_a_second_server_is_refused_and_the_first_goes_on(program: Program) -> None:
    with served(program) as server:
        said = program.refused("serve", "--socket", str(program.folder / "run" / "other"))
        assert f"Somebody has {program.home} open: a screen, or another server." in said
        assert not (program.folder / "run" / "other").exists()
        program.ok("act", GOING_ON, "note", "--text", "x")
        assert server.visits == 1


def test_no_server_begins_while_a_screen_is_open_and_afterwards_one_does(program: Program) -> None:
    terminal = program.start()
    terminal.wait_for("Green Acres")
    said = program.refused("serve", "--socket", str(program.folder / "run" / "socket"))
    assert f"Somebody has {program.home} open: a screen, or another server." in said
    assert "It is open at the moment: process " in program.run("doctor").stdout
    program.ok("act", GOING_ON, "note", "--text", "x")  # nobody else is kept out
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    with served(program):
        program.ok("list")


def test_no_server_begins_under_a_screen_that_was_there_before_the_home(program: Program, tmp_path: Path) -> None:
    program.ok("export", "org", "-o", "org.toml")
    new, socket = tmp_path / "new", str(program.folder / "run" / "socket")
    terminal = program.start("--home", str(new))
    terminal.wait_for("Welcome")
    assert new.stat().st_mode & 0o777 == 0o700
    program.ok("--home", str(new), "import", "org", "org.toml")
    assert f"Somebody has {new} open" in program.refused("--home", str(new), "serve", "--socket", socket)
    terminal.press("q")
    assert terminal.wait_for_end() == 0


def test_no_server_begins_while_an_organisation_is_asked_for(program: Program, tmp_path: Path) -> None:
    program.ok("export", "org", "-o", "org.toml")
    new, socket = tmp_path / "new", str(program.folder / "run" / "socket")
    asking = program.start("--home", str(new), "init")
    until(lambda: new.is_dir(), SOON)
    program.ok("--home", str(new), "import", "org", "org.toml")
    assert f"Somebody has {new} open" in program.refused("--home", str(new), "serve", "--socket", socket)
    asking.press("ctrl+c")
    assert asking.wait_for_end() == 1


def test_a_home_without_an_organisation_is_not_served(tmp_path: Path) -> None:
    program = Program(tmp_path)
    said = program.refused("serve", "--socket", str(tmp_path / "run" / "socket"))
    assert "There is no organisation in " in said
    assert not program.home.exists()


# --- the screen --------------------------------------------------------------------------------------


def test_the_screen_comes_in_by_the_server_and_sees_what_commands_do(program: Program) -> None:
    with served(program) as server:
        terminal = program.start(size=(120, 30))
        terminal.wait_for("Green Acres")
        assert server.visits == 1
        program.ok("open", "kitchen")
        terminal.wait_for("Kitchen circle")
        terminal.press("q")
        assert terminal.wait_for_end() == 0
    assert POINTER not in {path.name for path in program.home.iterdir()}


# --- the end of a server -----------------------------------------------------------------------------


def test_where_a_server_is_stands_in_the_home_as_long_as_it_is_there(program: Program) -> None:
    pointer = program.home / POINTER
    with served(program) as server:
        assert pointer.read_text() == f"{server.socket}\n{server.process.pid}\n"
        assert pointer.stat().st_mode & 0o777 == 0o600
        assert server.end() == 0
    assert not pointer.exists()
    assert not server.socket.exists()
    program.ok("act", GOING_ON, "note", "--text", "Said here.")


def test_a_killed_server_keeps_nobody_from_anything(program: Program) -> None:
    with served(program) as server:
        program.ok("act", GOING_ON, "note", "--text", "Said to the server.")
        server.end(signal.SIGKILL)
        assert (program.home / POINTER).exists()
        program.ok("act", GOING_ON, "note", "--text", "Said here.")
        assert "A server" not in program.run("doctor").stdout
        server.start()
        program.ok("act", GOING_ON, "note", "--text", "Said to another.")
    said = program.ok("minutes", GOING_ON)
    assert [text for text in ("Said to the server.", "Said here.", "Said to another.") if said.count(text) != 1] == []


def test_a_command_that_comes_while_servers_change_is_carried_out_once(program: Program) -> None:
    """Each is sent again under its own name where nobody can say what became of it; and servers come and go meanwhile."""
    over, told = Event(), list[str]()

    def tell() -> None:
        while not over.is_set():
            text = f"No. {len(told):04}."
            words = ("act", GOING_ON, "note", "--text", text, "--cmd", text)
            while (ran := program.run(*words)).returncode:
                assert ran.returncode == 3, ran.stderr
                assert "Look whether this was done" in ran.stderr
            told.append(text)

    def wait_for(more: int) -> None:
        wanted = len(told) + more
        until(lambda: len(told) >= wanted or not teller.is_alive(), SOON)

    teller = Thread(target=tell)
    with served(program) as server:
        teller.start()
        for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGTERM):
            wait_for(2)  # to the server
            server.end(number)
            wait_for(1)  # here
            server.start()
        over.set()
        teller.join(SOON)
        said = program.ok("minutes", GOING_ON)
    assert len(told) > 6
    assert [text for text in told if said.count(text) != 1] == []


def test_a_server_that_ends_just_now_is_gone_by(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is pointed to still, and answers no more: what was to be asked of it is done here."""
    hold = take_over(program.home, 0.0)
    path = program.folder / "socket"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))  # and listens not
        hold.point(path)
        with click.Context(main):
            monkeypatch.setattr("time.sleep", lambda _seconds: hold.let_go())
            assert carry(Place(program.home), "list") != []
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    monkeypatch.setattr(cli_home, "CHANGING", 0.0)
    hold = take_over(program.home, 0.0)
    with socket.socket(socket.AF_UNIX) as dead, click.Context(main):
        path.unlink()
        dead.bind(str(path))
        hold.point(path)
        for place in (Place(program.home), Place(program.home, path)):
            with pytest.raises(NobodyThere):
                carry(place, "list")
    hold.let_go()
