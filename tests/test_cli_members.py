"""`sociotui member` and `host-key`: what is printed, what is refused and how, and what lies on the disk afterwards."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sociotui.cli import main
from sociotui.room.access import AccessBook
from sociotui.room.home import Home
from tests.homes import home_in
from tests.public_keys import ed25519, fingerprint, rsa

KEY, OTHER = ed25519("ana"), ed25519("other", "tablet")
CODE = re.compile(r"^    ((?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4})$", re.MULTILINE)
PRIVATE = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjE\n-----END OPENSSH PRIVATE KEY-----\n"

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a founded home."""
    home = home_in(tmp_path / "home")
    home.close()
    return home.folder


@pytest.fixture
def run(folder: Path, tmp_path: Path) -> Run:
    """Run a command in that home."""

    def run(*words: str, input: str | None = None) -> Result:
        env = {"XDG_STATE_HOME": str(tmp_path / "state"), "STATE_DIRECTORY": None}
        return CliRunner().invoke(main, ["--home", str(folder), *words], input=input, env=env)

    return run


@pytest.fixture
def ok(run: Run) -> Callable[..., str]:
    """Run a command that has to succeed, and return what it printed."""

    def ok(*words: str, input: str | None = None) -> str:
        done = run(*words, input=input)
        assert (done.exit_code, done.stderr) == (0, ""), done.output
        return done.stdout

    return ok


@pytest.fixture
def refused(run: Run) -> Callable[..., str]:
    """Run a command that has to be refused, and return the sentence."""

    def refused(*words: str, input: str | None = None) -> str:
        done = run(*words, input=input)
        assert (done.exit_code, done.stdout) == (1, ""), done.output
        return done.stderr

    return refused


def in_home(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


Said = Callable[..., str]


# --- invitations


def test_an_invitation_is_a_code_and_the_line_to_type(ok: Said, folder: Path) -> None:
    said = ok("member", "invite", "ana", "--host", "green.example", "--port", "22", "--by", "zoe")
    assert said.startswith("A one-time code for Ana, good until 2")
    assert "\n    ssh -p 22 join@green.example\n" in said
    assert "“ssh-keygen -t ed25519” makes one" in said
    assert "no host key yet" in said
    (code,) = CODE.findall(said)
    assert code.encode() not in in_home(folder)
    book = AccessBook(Home(folder))
    assert (book.access().invitations["ana"].by, book.redeem(code, KEY)) == ("zoe", "ana")


def test_the_line_names_this_machine_where_nothing_else_is_said(ok: Said) -> None:
    assert re.search(r"^    ssh -p 2222 join@\S+$", ok("member", "invite", "ana"), re.MULTILINE)


def test_a_second_invitation_replaces_the_first(ok: Said, folder: Path) -> None:
    (first,), (second,) = (CODE.findall(ok("member", "invite", "ana")) for _time in range(2))
    assert first != second
    book = AccessBook(Home(folder))
    assert book.access().invitations["ana"].number == 2
    assert book.redeem(second, KEY) == "ana"


@pytest.mark.parametrize("days", ["0", "91"])
def test_an_invitation_ends_within_reason(refused: Said, days: str) -> None:
    assert "1 to 90 days" in refused("member", "invite", "ana", "--days", days)


@pytest.mark.parametrize(
    "words",
    [("invite", "anna"), ("account", "anna", "root"), ("revoke", "anna"), ("keys", "anna"), ("key", "anna", "-")],
)
def test_somebody_unknown_is_refused_with_the_nearest(refused: Said, words: tuple[str, ...]) -> None:
    assert refused("member", *words, input=KEY).startswith("There is no person “anna”. Near it: ana")


# --- keys


def test_a_key_is_bound_from_its_file_listed_and_revoked(ok: Said, refused: Said, tmp_path: Path) -> None:
    file = tmp_path / "id.pub"
    file.write_text(KEY)
    assert ok("member", "key", "ana", str(file)) == f"This key lets Ana in: {fingerprint(KEY)} “ana@lap”\n"
    assert fingerprint(OTHER) in ok("member", "key", "ana", "-", input=OTHER)
    listed = ok("member", "keys", "ana")
    assert listed.startswith("Ana (ana)\n")
    assert all(f"key {fingerprint(key)}" in listed for key in (KEY, OTHER))
    said = ok("member", "revoke", fingerprint(KEY))
    assert said == f"It lets Ana in no more: {fingerprint(KEY)}. A revoked key is not bound again.\n"
    assert fingerprint(KEY) not in ok("member", "keys")
    assert "was revoked" in refused("member", "key", "ben", str(file))
    assert "Ended: keys 1, accounts 0, invitations 0" in ok("member", "revoke", "ana")
    assert "nothing to end" in refused("member", "revoke", "ana")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PRIVATE, "This is a private key."),
        (KEY + OTHER, "There are 2 lines"),
        (rsa(1024), "has 1024 bits"),
        ("hello", "no public key"),
        ("\0\ufffd", "no public key"),
    ],
    ids=["private", "several", "short", "none", "binary"],
)
def test_a_file_with_anything_else_is_refused_and_nothing_of_it_kept(
    refused: Said, folder: Path, text: str, said: str
) -> None:
    before = in_home(folder)
    assert said in refused("member", "key", "ana", "-", input=text)
    assert in_home(folder) == before


def test_somebody_elses_key_is_refused(ok: Said, refused: Said) -> None:
    ok("member", "key", "ben", "-", input=KEY)
    assert "bound to somebody else already, Ben" in refused("member", "key", "ana", "-", input=KEY)


def test_labels_steer_no_terminal(ok: Said) -> None:
    ok("member", "key", "ana", "-", input=ed25519(1, "a\x1b]0;x\x07\x1b[2J\u202eb"))
    assert "“ab”" in ok("member", "keys")


# --- accounts, and all of it listed


def test_an_account_is_bound_by_name_or_number_and_revoked_by_number(ok: Said, refused: Said) -> None:
    assert ok("member", "account", "ana", "root") == "The account root (uid:0) lets Ana in.\n"
    assert ok("member", "account", "ana", "987654321") == "The account uid:987654321 lets Ana in.\n"
    assert "revoke uid:0" in refused("member", "account", "ben", "root")
    assert "account root (uid:0), since 2" in ok("member", "keys", "ana")
    assert ok("member", "revoke", "uid:0") == "It lets Ana in no more: root (uid:0).\n"
    assert "There is no account “uid:0”" in refused("member", "revoke", "uid:0")
    assert "no account" in refused("member", "account", "ana", "nobody-has-this-name-99")


def test_the_list_names_everybody_and_no_code(ok: Said, folder: Path) -> None:
    assert ok("member", "keys").startswith("Nothing lets anybody in yet.")
    assert ok("member", "keys", "ana") == "Nothing lets Ana in yet.\n"
    (code,) = CODE.findall(ok("member", "invite", "ben", "--by", "zoe"))
    ok("member", "key", "ana", "-", input=KEY)
    listed = ok("member", "keys")
    assert re.search(r"^Ben \(ben\)\n  invited by zoe until 20\S+ \S+$", listed, re.MULTILINE)
    assert not any(group in listed for group in code.split("-"))
    book = AccessBook(Home(folder))
    book.redeem(code, OTHER)
    assert re.search(r"“tablet”, since 20\S+, by invitation$", ok("member", "keys", "ben"), re.MULTILINE)


def test_files_are_for_the_owner_alone(ok: Said, folder: Path) -> None:
    ok("member", "invite", "ana")
    assert [p.name for p in folder.iterdir() if p.stat().st_mode & 0o077] == []


# --- the host key


def test_the_host_key_is_made_once_shown_and_told_with_invitations(ok: Said, refused: Said, tmp_path: Path) -> None:
    pytest.importorskip("cryptography")
    assert "No host key is on record" in refused("host-key", "show")
    said = ok("host-key", "new")
    (line,) = re.findall(r"^    (ED25519 key fingerprint is SHA256:\S{43}\.)$", said, re.MULTILINE)
    file = tmp_path / "state" / "sociotui" / "ssh_host_ed25519_key"
    assert (file.stat().st_mode & 0o7777, file.parent.stat().st_mode & 0o7777) == (0o600, 0o700)
    shown = ok("host-key", "show").splitlines()
    assert (shown[0], shown[1].split()[0]) == (line, "ssh-ed25519")
    assert line in ok("member", "invite", "ana")
    assert ok("member", "keys").startswith("Host key: SHA256:")
    assert "It stays" in refused("host-key", "new")
    assert "members know the server by it" in refused("host-key", "new", "--state", str(tmp_path / "other"))
    assert ok("host-key", "show").splitlines()[0] == line
    assert list((tmp_path / "other").iterdir()) == [], "nothing is left of one that was not wanted"
    assert line not in ok("host-key", "new", "--force")
    assert line not in ok("host-key", "show")


def test_the_host_key_is_not_made_within_the_home_or_for_no_organisation(
    refused: Said, folder: Path, tmp_path: Path
) -> None:
    pytest.importorskip("cryptography")
    before = sorted(folder.rglob("*"))
    assert "--state" in refused("host-key", "new", "--state", str(folder / "state"))
    assert [path for path in sorted(folder.rglob("*")) if path not in before and ".lock" not in path.name] == []
    nowhere = tmp_path / "nowhere"
    assert "There is no organisation" in refused("--home", str(nowhere), "host-key", "new")
    assert not nowhere.exists()


def test_the_commands_are_listed_and_say_what_they_do(ok: Said) -> None:
    listed = ok("--help")
    assert re.search(r"^  member\s+Say who may come in", listed, re.MULTILINE)
    assert re.search(r"^  host-key\s+Make or show", listed, re.MULTILINE)
    for words in (("member",), ("member", "invite"), ("member", "revoke"), ("host-key", "new")):
        assert "Usage:" in ok(*words, "--help")
