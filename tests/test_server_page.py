"""SERVER.md and the program: every command on the page is understood, and what it says to do makes a server that lets people in."""

import configparser
import re
import shlex
import shutil
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from sociotui.room.files import data_folder
from tests.pages import block, commands, misread, names, shell
from tests.public_keys import ed25519
from tests.server.serving import Serving, new_key, until
from tests.terminal.program import CHECKOUT, COMMAND, Program

PAGE = (CHECKOUT / "SERVER.md").read_text("utf-8")
README = (CHECKOUT / "README.md").read_text("utf-8")
FIVE = block(PAGE, "set up")
ASKED = "Green Acres\nGarden circle\n\nAna, Ben, Zoë\n\n\n"
"""Answers to what `init` asks."""
MOVED = {"/var/lib/sociotui": "lib", "/etc/systemd/system": "units", "/run/sociotui": "run", "/root": "root"}
"""Folders of the page's machine, and what they are in a test's."""


def here(arguments: Sequence[str], folder: Path) -> list[str]:
    """Return a command line of the page, with a test's own folders and a free port on this machine alone."""
    moved = []
    for each in arguments:
        for theirs, ours in MOVED.items():
            each = each.replace(theirs, str(folder / ours))
        moved.append("127.0.0.1:0" if re.fullmatch(r"\S*:2222", each) else each)
    return moved


def unit(name: str) -> configparser.ConfigParser:
    """Return a unit of systemd that the program brings along; of a key that stands more than once, the last."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(data_folder() / "systemd" / name)
    return parser


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """The program, with folders in the places of those that the page names."""
    program = Program(tmp_path)
    (tmp_path / "lib").mkdir(mode=0o700)
    for there in ("root", "units"):
        (tmp_path / there).mkdir()
    program.home = tmp_path / "lib" / "home"
    del program.env["SOCIOTUI_HOME"]
    yield program
    program.close()


@pytest.fixture
def serving(program: Program) -> Iterator[Serving]:
    """A server to be started, and its log."""
    serving = Serving(program, program.folder)
    yield serving
    serving.close()


def set_up(program: Program) -> None:
    """Do what the five commands have the program do."""
    for arguments in commands(FIVE):
        program.ok(*here(arguments, program.folder), input=ASKED if arguments[-1] == "init" else None)


def serve(serving: Serving, arguments: Sequence[str], folder: Path) -> None:
    """Start a server as a command line of the page has it, and wait until its doors are open."""
    serving.launch([*COMMAND, *here(arguments, folder)])
    until(lambda: "The doors are open" in serving.log or not serving.running, "an open door")
    assert serving.running, serving.log
    serving.port = int(re.findall(r"SSH door open on port (\d+)", serving.log)[-1])


# --- what stands there -----------------------------------------------------------------------------


@pytest.mark.parametrize("page", [PAGE, README], ids=["SERVER", "README"])
def test_every_command_on_the_page_is_understood(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = names()
    found = [arguments for arguments in commands(shell(page)) if " ".join(arguments) not in known]
    assert len(found) > 10
    assert [wrong for arguments in found if (wrong := misread(arguments, monkeypatch))] == []


def test_a_command_that_is_not_understood_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    (unknown, option, missing) = commands(
        "sociotui frob\nx && sudo -u y -- sociotui serve --prot 1; sociotui member key ana"
    )
    assert "No such command" in misread(unknown, monkeypatch)
    assert "No such option" in misread(option, monkeypatch)
    assert "Missing argument" in misread(missing, monkeypatch)


def test_every_command_of_the_program_is_on_a_page() -> None:
    shown = [" ".join(a for a in arguments if not a.startswith("-")) for arguments in commands(shell(README + PAGE))]
    missing = [name for name in names() if not any(re.search(rf"(^| ){name}( |$)", each) for each in shown)]
    assert missing == []


def test_every_link_within_the_page_leads_somewhere() -> None:
    heads = re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    places = {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}
    links = re.findall(r"\]\(#([^)]+)\)", PAGE)
    assert links
    assert set(links) <= places


def test_the_five_commands_are_five() -> None:
    assert len(FIVE.splitlines()) == 5


def test_the_units_are_for_what_the_five_commands_make() -> None:
    service = unit("sociotui.service")["Service"]
    started = shlex.split(service["ExecStart"])
    assert f"{Path(started[0]).parent.parent} && {Path(started[0]).parent}/pip install" in FIVE
    for after in ("--home", "--state"):
        assert f"{after} {started[started.index(after) + 1]}" in FIVE
    assert f"adduser --system --group --home /var/lib/{service['StateDirectory']} {service['User']} " in FIVE
    assert service["Group"] == service["User"]
    assert "sociotui.socket sociotui.service" in FIVE
    assert started[-2:] == ["--idle-exit", "30"]
    (changed,) = re.findall(r"^ExecStart=(\S.*)$", PAGE, re.MULTILINE)  # the one that stays
    assert shlex.split(changed) == [*started[:-2], "--name", "green.example"]
    assert "half an hour" in PAGE


def test_systemd_lets_the_server_seal_a_meeting() -> None:
    written = (data_folder() / "systemd" / "sociotui.service").read_text("utf-8")
    filters = re.findall(r"^SystemCallFilter=(.+)$", written, re.MULTILINE)
    # What is forbidden later takes away from what is allowed before: “privileged” has giving files to another account in
    # it, and a sealed journal is given to the one that it belonged to.
    assert filters.index("@chown") > filters.index("~@privileged @resources")
    assert "SystemCallErrorNumber=EPERM" in written.splitlines()


# --- what is done ----------------------------------------------------------------------------------


def test_the_five_commands_make_a_server_that_starts_as_systemd_starts_it(program: Program, serving: Serving) -> None:
    set_up(program)
    folder = program.folder
    assert sorted(path.name for path in (folder / "units").iterdir()) == ["sociotui.service", "sociotui.socket"]
    (key,) = (folder / "lib" / "state").iterdir()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    written = (folder / "units" / "sociotui.service").read_text("utf-8")
    started = re.search(r"^ExecStart=(.+)$", written, re.MULTILINE)
    assert started
    serve(serving, commands(started[1])[0], folder)
    assert "Ana" in program.ok("--home", str(program.home), "member", "invite", "ana")


def test_without_systemd_the_one_command_serves(program: Program, serving: Serving) -> None:
    set_up(program)
    (arguments,) = commands(block(PAGE, "tmux"))
    serve(serving, arguments, program.folder)
    program.env["SOCIOTUI_SOCKET"] = str(program.folder / "run" / "socket")
    told = [_done(program, words) for words in commands(block(PAGE, "daily"))]
    assert "ssh -p 2222 join@green.example" in told[0]
    assert "by hand of" in program.ok("member", "keys", "ana")
    assert "It is on record" in told[-1]
    backup = next(a for a in commands(shell(PAGE)) if a[0] == "backup")
    assert "journals" in program.ok(*here(backup, program.folder))
    assert "Nothing lets Ana in any more" in program.ok("member", "revoke", "ana")


def _done(program: Program, arguments: list[str]) -> str:
    """Do one of the commands by which people are let in: with a key on standard input, and an account by its number."""
    arguments = here(arguments, program.folder)
    if arguments[1] == "account":
        arguments = [*arguments[:-1], "4242"]
    return program.ok(*arguments, input=ed25519("ana") if arguments[-1] == "-" else None)


def test_the_readmes_two_commands_let_somebody_in_on_one_machine(program: Program, serving: Serving) -> None:
    if shutil.which("ssh") is None:
        pytest.skip("there is no ssh on this machine")
    program.env["SOCIOTUI_HOME"] = str(program.home)
    program.import_demo()
    served, invited = block(README, "try").splitlines()
    new, started = commands(served)
    program.ok(*new)
    serve(serving, started, program.folder)
    said = program.ok(*commands(invited)[0])
    code = re.search(r"^ +((?:\w{4}-){4}\w{4})$", said, re.MULTILINE)
    assert code
    assert invited.endswith("&& " + _line(said))
    key = new_key(program.folder, "ana")
    seat = serving.visit(key, name="join")
    seat.wait_for("Your one-time code")
    seat.type(code[1])
    seat.press("enter")
    seat.wait_for("Green Acres")
    assert "by invitation" in program.ok("member", "keys", "ana")


def _line(said: str) -> str:
    """Return the line that an invitation says to type."""
    found = re.search(r"^ +(ssh .+)$", said, re.MULTILINE)
    assert found
    return found[1]
