"""The host key: made on purpose and for one account, taken up only where it is the one on record."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from sociotui.domain.refusal import Refused
from sociotui.room.host_key import HostKey, Making, default_state, host_key_at, load_host_key

pytest.importorskip("cryptography")

OTHER_KIND = ["-t", "ecdsa"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "state"


def made(state: Path, home: Path, *, force: bool = False) -> HostKey:
    """Make a host key and let it take its place."""
    making = Making(state, home, force=force)
    making.put()
    return making.key


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o7777


# --- made


def test_it_is_made_for_this_account_alone_and_taken_up_again(state: Path, home: Path) -> None:
    before = os.umask(0)
    try:
        key = made(state, home)
    finally:
        os.umask(before)
    assert (rights(state), rights(state.parent), rights(host_key_at(state))) == (0o700, 0o700, 0o600)
    assert [path.name for path in state.iterdir()] == [host_key_at(state).name]
    assert load_host_key(state, key.fingerprint) == key
    assert key.private not in repr(key).encode()


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen on this machine")
def test_openssh_reads_it_and_shows_the_same_fingerprint(state: Path, home: Path) -> None:
    key = made(state, home)
    file = str(host_key_at(state))
    shown = subprocess.run(["ssh-keygen", "-l", "-f", file], check=True, capture_output=True, text=True).stdout
    public = subprocess.run(["ssh-keygen", "-y", "-f", file], check=True, capture_output=True, text=True).stdout
    assert (shown.split()[1], public.split()[:2]) == (key.fingerprint, key.public.split())


def test_one_that_is_there_stays_unless_it_is_forced(state: Path, home: Path) -> None:
    first = made(state, home)
    with pytest.raises(Refused, match="It stays"):
        Making(state, home)
    assert load_host_key(state, first.fingerprint) == first
    second = made(state, home, force=True)
    assert load_host_key(state, second.fingerprint) != first
    assert rights(host_key_at(state)) == 0o600


def test_one_that_is_dropped_leaves_the_former_as_it_was(state: Path, home: Path) -> None:
    first = made(state, home)
    Making(state, home, force=True).drop()
    assert [path.name for path in state.iterdir()] == [host_key_at(state).name]
    assert load_host_key(state, first.fingerprint) == first


def test_what_a_crash_left_is_in_nobodys_way(state: Path, home: Path) -> None:
    first = made(state, home)
    Making(state, home, force=True)  # and never put
    assert load_host_key(state, first.fingerprint) == first
    second = made(state, home, force=True)
    assert [path.name for path in state.iterdir()] == [host_key_at(state).name]
    assert load_host_key(state, second.fingerprint) == second


@pytest.mark.parametrize("where", [".", "state", "a/../b/state", "link"])
def test_no_state_within_the_home(home: Path, tmp_path: Path, where: str) -> None:
    (tmp_path / "link").symlink_to(home)
    state = tmp_path / "link" if where == "link" else home / where
    with pytest.raises(Refused, match="--state"):
        Making(state, home)
    assert list(home.iterdir()) == []


def test_a_home_within_the_state_folder_is_well(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    tmp_path.chmod(0o755)
    key = made(tmp_path, home)
    assert load_host_key(tmp_path, key.fingerprint) == key


@pytest.mark.parametrize("wide", [0o770, 0o707, 0o1777])
def test_no_folder_in_which_others_may_write(state: Path, home: Path, wide: int) -> None:
    state.mkdir(parents=True)
    state.chmod(wide)
    with pytest.raises(Refused, match=f"{wide:04o}"):
        Making(state, home)
    assert list(state.iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes files for others")
def test_root_makes_it_for_whom_the_folder_belongs_to(state: Path, home: Path) -> None:
    state.mkdir(parents=True, mode=0o700)
    os.chown(state, 65534, 65534)
    made(state, home)
    found = host_key_at(state).stat()
    assert (found.st_uid, found.st_gid, found.st_mode & 0o7777) == (65534, 65534, 0o600)


def test_without_what_a_server_needs_besides_it_says_how_to_get_it(
    state: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = made(state, home)
    for name in [name for name in sys.modules if name.partition(".")[0] == "cryptography"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    for use in (lambda: Making(state, home, force=True), lambda: load_host_key(state, key.fingerprint)):
        with pytest.raises(Refused, match=r"the extra “serve”: .*install '\.\[.*serve\]'"):
            use()


# --- taken up


def _remove(path: Path) -> None:
    path.unlink()


def _widen(path: Path) -> None:
    path.chmod(0o640)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _garble(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:200])


def _exchange(path: Path) -> None:
    path.unlink()
    Making(path.parent, path / "nowhere").put()


def _kind(path: Path) -> None:
    path.unlink()
    subprocess.run(["ssh-keygen", "-q", "-N", "", "-f", str(path), *OTHER_KIND], check=True)


def _lock(path: Path) -> None:
    path.unlink()
    subprocess.run(["ssh-keygen", "-q", "-N", "words", "-t", "ed25519", "-f", str(path)], check=True)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir(mode=0o700)


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path, 0o600)


NEEDS_SSH = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen on this machine")
TROUBLE = [
    pytest.param(_remove, "is not there", id="missing"),
    pytest.param(_widen, "0640", id="readable for others"),
    pytest.param(_empty, "is no host key", id="empty"),
    pytest.param(_garble, "is no host key", id="garbled"),
    pytest.param(_exchange, "is another host key", id="another"),
    pytest.param(_kind, "is no host key", id="another kind", marks=NEEDS_SSH),
    pytest.param(_lock, "is no host key", id="with a passphrase", marks=NEEDS_SSH),
    pytest.param(_folder, "can't be read", id="folder"),
    pytest.param(_pipe, "can't be read", id="pipe"),
]


@pytest.mark.parametrize(("trouble", "said"), TROUBLE)
def test_whatever_is_wrong_is_said_and_no_key_is_made(
    state: Path, home: Path, trouble: Callable[[Path], None], said: str
) -> None:
    key = made(state, home)
    trouble(host_key_at(state))
    before = sorted((path, path.lstat().st_mtime_ns) for path in state.rglob("*"))
    with pytest.raises(Refused, match=said) as refused:
        load_host_key(state, key.fingerprint)
    assert b"PRIVATE" not in str(refused.value).encode()
    assert sorted((path, path.lstat().st_mtime_ns) for path in state.rglob("*")) == before


_UNPRIVILEGED = """
import os, sys
from pathlib import Path
from sociotui.domain.refusal import Refused
from sociotui.room.host_key import load_host_key
if os.geteuid() == 0:
    os.setgroups([])
    os.setresgid(65534, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
try:
    load_host_key(Path(sys.argv[1]), sys.argv[2])
except Refused as refused:
    print(refused)
"""


def test_a_key_that_this_account_may_not_read_is_told(home: Path) -> None:
    with TemporaryDirectory() as folder:  # which others may pass, as pytest's own they may not
        state = Path(folder) / "state"
        key = made(state, home)
        host_key_at(state).chmod(0)
        for each in (Path(folder), state):
            each.chmod(0o711)
        ran = subprocess.run(
            [sys.executable, "-c", _UNPRIVILEGED, str(state), key.fingerprint],
            capture_output=True,
            text=True,
            check=False,
        )
    assert "can't be read (Permission denied; it belongs to " in ran.stdout, ran.stdout + ran.stderr


def test_without_one_on_record_it_says_how_to_make_it(state: Path, home: Path) -> None:
    made(state, home)
    with pytest.raises(Refused, match="No host key is on record"):
        load_host_key(state, "")


def test_the_state_folder_is_where_the_platform_or_systemd_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STATE_DIRECTORY", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert default_state() == tmp_path / "sociotui"
    monkeypatch.setenv("STATE_DIRECTORY", "/var/lib/sociotui:/var/lib/other")
    assert default_state() == Path("/var/lib/sociotui")
