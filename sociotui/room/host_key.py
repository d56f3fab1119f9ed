"""The host key: the file by which a server proves to be itself; made once, on purpose, and never by starting up.

It lies in a state folder of its own, outside of the home: whoever gets a home's files, or a backup of them, cannot pass
for the server. The home has the key's fingerprint on record.
"""

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sociotui.domain.public_keys import read_key
from sociotui.domain.refusal import Refused
from sociotui.extras import lacking
from sociotui.journal.files import PRIVATE_FILE, make_folder, owner_of, sync_folder, write_all
from sociotui.words import _

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

NAME = "ssh_host_ed25519_key"
_FRESH = ".new"
"""What the name of a key is followed by that is not on record yet."""
_LONGEST = 20_000  # bytes of a file with a key


class HostKey(Struct, frozen=True):
    """A host key: the private one as OpenSSH writes it, the public one as one line, and the fingerprint of both."""

    private: bytes
    public: str
    fingerprint: str

    def __repr__(self) -> str:
        return f"HostKey({self.fingerprint})"


def default_state() -> Path:
    """Return the folder for a server's own state: systemd's, where it gives one; else this account's, as the platform has it."""
    given = os.environ.get("STATE_DIRECTORY", "").split(":")[0]
    if given:
        return Path(given)
    from platformdirs import user_state_path

    return user_state_path("sociotui", appauthor=False)


def host_key_at(state: Path) -> Path:
    """Return the file that a state folder has for the host key."""
    return state / NAME


# --- made on purpose -------------------------------------------------------------------------------


class Making:
    """A new host key for the home in `home`, which lies beside its place in `state` until it is `put`, or `dropped`.

    Refuses a state folder within the home, one in which others may write, and, without `force`, to take the
    place of a key that is there. Raises OSError.
    """

    def __init__(self, state: Path, home: Path, *, force: bool = False) -> None:
        self.path = host_key_at(state)
        self._fresh = self.path.with_name(NAME + _FRESH)
        _check_outside(state, home)
        if not force and self.path.exists():
            raise Refused(
                _(
                    "There is a host key in {path} already, and members know the server by it. It stays. Where it is lost "
                    "to somebody else, “sociotui host-key new --force” makes another: then tell everybody its fingerprint.",
                    path=self.path,
                )
            )
        make_folder(state)
        _check_folder(state)
        self.key = _made()
        self._write()

    def put(self) -> None:
        """Let it take its place; it has reached the disk on return."""
        self._fresh.replace(self.path)
        sync_folder(self.path.parent)

    def drop(self) -> None:
        """Leave nothing of it."""
        self._fresh.unlink(missing_ok=True)

    def _write(self) -> None:
        self.drop()  # what a crash left of another one
        fd = os.open(self._fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, PRIVATE_FILE)
        try:
            folder = self.path.parent.stat()
            if os.geteuid() == 0 and folder.st_uid != 0:  # made by root for the account that runs the server
                os.fchown(fd, folder.st_uid, folder.st_gid)
            write_all(fd, self.key.private)
            os.fsync(fd)
        except OSError:
            self.drop()
            raise
        finally:
            os.close(fd)


def _made() -> HostKey:
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    except ImportError as error:
        raise _no_extra() from error
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = Ed25519PrivateKey.generate()
    return _host_key(key, key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))


def _host_key(key: "Ed25519PrivateKey", private: bytes) -> HostKey:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = read_key(key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode())
    return HostKey(private, public.text, public.fingerprint)


def _check_outside(state: Path, home: Path) -> None:
    if state.resolve().is_relative_to(home.resolve()):
        raise Refused(
            _(
                "{state} lies within the home, {home}. Whoever gets a copy of the home could then pass for the server. "
                "Name a folder outside of it with --state.",
                state=state,
                home=home,
            )
        )


def _check_folder(state: Path) -> None:
    """Refuse a folder in which somebody else could put another key in the place of this one."""
    there = state.stat()
    wide = stat.S_IMODE(there.st_mode) & 0o022
    if wide or (there.st_uid != 0 and os.geteuid() not in (0, there.st_uid)):
        raise Refused(
            _(
                "Others may write in {state} (it belongs to {owner}, with the rights {rights}), and could exchange the key. "
                "Name a folder of your own with --state, or take their rights away: “chmod 700 {state}”.",
                state=state,
                owner=owner_of(state),
                rights=f"{stat.S_IMODE(there.st_mode):04o}",
            )
        )


# --- taken up by a server --------------------------------------------------------------------------


def load_host_key(state: Path, expected: str) -> HostKey:
    """Return the host key in a state folder, which has to be the one of the fingerprint that is on record.

    Refuses, each with its own sentence, a key that is missing, unreadable, readable for others, no key, or another
    one. It makes none.
    """
    path = host_key_at(state)
    if not expected:
        raise Refused(
            _(
                "No host key is on record for this home yet. Make one with “sociotui host-key new”, once, before members come."
            )
        )
    key = _parsed(path, _read(path, expected))
    if key.fingerprint != expected:
        raise Refused(
            _(
                "{path} is another host key than the one on record: it is {found}, and members know {expected}. Put the "
                "right file back. If somebody has exchanged it, find out who; “sociotui host-key new --force” makes a new "
                "one, of which everybody has to be told.",
                path=path,
                found=key.fingerprint,
                expected=expected,
            )
        )
    return key


def _read(path: Path, expected: str) -> bytes:
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError as error:
        raise _missing(path, expected) from error
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error
    try:
        _check_rights(path, os.fstat(fd))
        return os.read(fd, _LONGEST)
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error
    finally:
        os.close(fd)


def _check_rights(path: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise _unreadable(path, _("it is no file"))
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise Refused(
            _(
                "Others can use the host key {path} (its rights are {rights}), so nobody can tell who has it. Is the machine "
                "yours alone, “chmod 600 {path}” puts it right; else make a new one with “sociotui host-key new --force”.",
                path=path,
                rights=f"{stat.S_IMODE(found.st_mode):04o}",
            )
        )


def _parsed(path: Path, data: bytes) -> HostKey:
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_ssh_private_key
    except ImportError as error:
        raise _no_extra() from error
    try:
        key = load_ssh_private_key(data, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:  # TypeError: a passphrase is wanted
        raise _no_host_key(path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_host_key(path)
    return _host_key(key, data)


def _missing(path: Path, expected: str) -> Refused:
    return Refused(
        _(
            "The host key is not there: {path}. On record is {expected}, by which members know the server. Put the file back, "
            "or say with --state where it lies. If it is lost, “sociotui host-key new --force” makes a new one, of which "
            "everybody has to be told.",
            path=path,
            expected=expected,
        )
    )


def _unreadable(path: Path, why: str) -> Refused:
    return Refused(
        _(
            "The host key {path} can't be read ({why}; it belongs to {owner}). The account that runs the server has to be "
            "able to, and no other.",
            path=path,
            why=why,
            owner=owner_of(path),
        )
    )


def _no_host_key(path: Path) -> Refused:
    return Refused(
        _(
            "{path} is no host key as “sociotui host-key new” makes it (ed25519, without a passphrase). Put back the one that "
            "was there.",
            path=path,
        )
    )


def _no_extra() -> Refused:
    return Refused(lacking("serve", _("To let others in by ssh")))
