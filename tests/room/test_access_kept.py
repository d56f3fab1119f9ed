"""Who may come in is kept as the rest of a home is: in backups, looked at by doctor, mended; and goes out with no export."""

import json
from pathlib import Path

import pytest

from sociotui.domain.refusal import Refused
from sociotui.exchange.data import import_data
from sociotui.journal.backup import files_in
from sociotui.journal.places import ACCESS
from sociotui.journal.port import Damaged
from sociotui.room.access import AccessBook
from sociotui.room.doctor.checkup import check_up
from sociotui.room.doctor.findings import Finding
from sociotui.room.doctor.repairing import carry_out
from sociotui.room.home import ORGANISATION, Home
from sociotui.room.safekeeping import back_up, restore
from tests.homes import Hands, home_in
from tests.public_keys import ed25519, fingerprint
from tests.room.doctor.staging import garbled, hurt, machine
from tests.room.exported import everything, tinydb
from tests.room.holding import held

KEY, LOST, OTHER = ed25519("ana"), ed25519("lost"), ed25519("other")


@pytest.fixture
def home(home: Home) -> Home:
    """A home with a meeting that was held, in which Ana has a key, another one was revoked, and Ben is invited."""
    held(home)
    book = AccessBook(home)
    book.bind_key("ana", KEY, "zoe")
    book.bind_key("ana", LOST, "zoe")
    book.revoke(fingerprint(LOST), "zoe")
    book.bind_account("ana", "987654321", "zoe")
    book.invite("ben", "zoe")
    return home


def told(home: Home, tmp_path: Path) -> dict[str, Finding]:
    """Return what doctor says of who may come in, by the names of what was looked at."""
    found = check_up(home.folder, machine(tmp_path))
    return {f.check: f for f in found if "access" in f.check or f.about == "access.journal"}


# --- backups


def test_a_backup_holds_it_and_brings_it_back_and_says_so(home: Home, hands: Hands, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    assert "access.journal" in files_in(home.folder)
    back_up(home, file)
    AccessBook(home).revoke("ana", "zoe")
    new = Home(tmp_path / "new", hands.clock())
    said = restore(new, file).done
    assert "also by keys that were revoked since" in said
    assert "“sociotui member keys”" in said
    book = AccessBook(new)
    assert (book.who(KEY), book.who(LOST)) == ("ana", None)
    assert (new.folder / "access.journal").stat().st_mode & 0o7777 == 0o600
    new.close()


def test_a_program_that_has_it_open_lets_nobody_in_by_what_was_before(home: Home, hands: Hands, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    back_up(home, file)
    book = AccessBook(home)
    book.bind_key("fay", OTHER, "zoe")
    restore(Home(home.folder, hands.clock()), file, force=True)
    for asked in (lambda: book.who(OTHER), lambda: book.who(KEY), lambda: book.version):
        with pytest.raises(Damaged, match="replaced"):
            asked()


def test_a_backup_without_it_takes_it_away_and_says_so(home: Home, hands: Hands, tmp_path: Path) -> None:
    file = tmp_path / "backup.tar.gz"
    before = home_in(tmp_path / "before", hands)
    back_up(before, file)
    said = restore(home, file, force=True).done
    assert "No keys are in this backup" in said
    assert not (home.folder / "access.journal").exists()
    assert AccessBook(Home(home.folder, hands.clock())).access().people() == set()
    assert "keys" not in restore(Home(tmp_path / "other", hands.clock()), file).done
    before.close()


# --- exports


def test_no_export_tells_of_it(home: Home) -> None:
    streams, _events = tinydb(home)
    out, data = b"".join(streams.values()), everything(home)
    assert {*streams} == {*json.loads(data)["streams"]} == {ORGANISATION, "meeting/garden-2026-03-02"}
    for told in (data, out):
        assert b"Open on Saturdays" in told
        assert not any(
            word in told for word in (b"SHA256:", b"ssh-ed25519", b"987654321", b"MemberInvited", b"KeyBound")
        )


def test_an_import_comes_into_a_home_that_only_knows_who_may_come_in(home: Home, tmp_path: Path) -> None:
    data = everything(home)
    new = home_in(tmp_path / "new", founded=False)
    AccessBook(new).note_host_key("SHA256:one", "root")
    import_data(data, new.journal)
    assert new.founded() == home.founded()
    assert AccessBook(new).host_key() == "SHA256:one"
    new.close()


@pytest.mark.parametrize("stream", [ACCESS, ORGANISATION, "meeting/garden-2026-03-02"])
def test_no_import_brings_keys_in(home: Home, tmp_path: Path, stream: str) -> None:
    data = json.loads(everything(home))
    key = {"is": "KeyBound", "at": 1, "person": "ana", "fingerprint": fingerprint(KEY), "key": KEY.strip()}
    data["streams"].setdefault(stream, []).append({"cmd": "c1", "actor": "zoe", "event": key})
    new = home_in(tmp_path / "new", founded=False)
    with pytest.raises(Refused, match="Nothing was changed"):
        import_data(json.dumps(data).encode(), new.journal)
    assert not new.folder.exists()


# --- doctor


def test_doctor_says_that_it_is_whole_and_who_may_come_in(home: Home, tmp_path: Path) -> None:
    found = told(home, tmp_path)
    assert {f.level for f in found.values()} == {"well"}
    assert found["access"].said.startswith("Who may come in to a server: keys: 1, accounts: 1, invitations: 1.")
    assert not [f for f in check_up(home.folder, machine(tmp_path)) if f.level != "well"]


def test_doctor_does_not_take_it_for_a_meeting(home: Home, tmp_path: Path) -> None:
    said = [f.said for f in check_up(home.folder, machine(tmp_path))]
    assert any(each.startswith("Meetings: 1, all whole.") for each in said)
    assert "The journal of who may come in is whole." in said


def test_doctor_says_nothing_of_it_where_nobody_was_let_in(tmp_path: Path, hands: Hands) -> None:
    plain = home_in(tmp_path / "plain", hands)
    assert told(plain, tmp_path) == {}
    plain.close()


def test_doctor_names_those_whom_the_organisation_does_not_know(home: Home, tmp_path: Path, hands: Hands) -> None:
    other = home_in(tmp_path / "other", hands, founded=False)
    (other.folder).mkdir(mode=0o700)
    (other.folder / "access.journal").write_bytes((home.folder / "access.journal").read_bytes())
    import_data(everything(home).replace(b'"ana"', b'"anna"'), other.journal)
    found = told(other, tmp_path)["access"]
    assert (found.level, "doesn't know: ana." in found.said) == ("look", True)
    AccessBook(other).revoke("ana", "zoe")
    assert told(other, tmp_path)["access"].level == "well"
    other.close()


def test_a_lost_line_is_found_and_the_repair_says_what_it_may_mean(home: Home, tmp_path: Path) -> None:
    hurt(home.folder / "access.journal", garbled(4))  # the line in which a key was revoked
    assert told(home, tmp_path)["damaged"].level == "wrong"
    said = carry_out(check_up(home.folder, machine(tmp_path)))
    assert any("a key that was revoked there may let somebody in again" in each for each in said)
    assert any("So the record of who may come in is shorter" in each for each in said)
    again = AccessBook(Home(home.folder, home.clock))
    assert (again.who(KEY), again.who(LOST)) == ("ana", "ana")


def test_what_does_not_follow_is_found(home: Home, tmp_path: Path) -> None:
    record = home.journal.read(ORGANISATION)[0]
    home.journal.append(ACCESS, home.journal.heads()[ACCESS], [record.event], cmd="c1", actor="zoe")
    assert told(home, tmp_path)["folds"].level == "wrong"
