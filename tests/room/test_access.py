"""Who may come in to a home: by key, account or login, as any process has said it, and one of many with a code."""

from multiprocessing import get_context
from pathlib import Path

import pytest

from sociotui.domain.access_events import KeyBound
from sociotui.domain.admitting import no_code
from sociotui.domain.organisation import Definition
from sociotui.domain.people import Person
from sociotui.domain.refusal import Refused
from sociotui.journal.places import ACCESS
from sociotui.room.access import AccessBook
from sociotui.room.home import ORGANISATION, Home
from tests.homes import Hands, home_in
from tests.public_keys import ed25519, fingerprint

KEY, OTHER = ed25519("ana"), ed25519("other")
LOGINS = {0: "root", 1003: "ana", 1004: "nobody-here"}


@pytest.fixture
def book(home: Home) -> AccessBook:
    """The book of that home, on a machine with a few accounts."""
    return AccessBook(home, login_of=lambda uid: LOGINS.get(uid, ""))


def give_login(home: Home, person: str, login: str) -> None:
    """Have the organisation know the name of somebody's account."""
    about, name = home.founded().about, home.founded().people[person].name
    assert about
    home.define(Definition(organisation=about, person=(Person(id=person, name=name, login=login),)), "test")


# --- invitations


def test_a_code_lets_its_person_in_and_then_nobody_else(book: AccessBook, home: Home) -> None:
    invited = book.invite("ana", "zoe", 2)
    assert (invited.person, invited.expires) == ("ana", home.clock.now() + 2 * 86_400_000)
    assert book.who(KEY) is None
    assert book.redeem(f" {invited.code.lower()} ", KEY) == "ana"
    assert {book.who(KEY), book.who(fingerprint(KEY))} == {"ana"}
    for key in (KEY, OTHER):
        with pytest.raises(Refused, match="opens nothing"):
            book.redeem(invited.code, key)
    recorded = home.journal.read(ACCESS)
    assert [(type(r.event).__name__, r.actor) for r in recorded] == [("MemberInvited", "zoe"), ("KeyBound", "ana")]


def test_codes_are_drawn_anew_and_kept_nowhere(book: AccessBook, home: Home) -> None:
    codes = {book.invite("ana", "zoe").code for _time in range(20)}
    assert len(codes) == 20
    lying = b"".join(path.read_bytes() for path in home.folder.rglob("*") if path.is_file())
    for code in codes:
        assert not any(form.encode() in lying for form in (code, code.replace("-", ""), code[5:]))


def test_a_wrong_code_that_begins_right_is_refused_as_any_and_counted(book: AccessBook, home: Home) -> None:
    code = book.invite("ana", "zoe").code
    wrong = code[:-4] + ("0000" if not code.endswith("0000") else "1111")
    for _time in range(10):
        with pytest.raises(Refused) as refused:
            book.redeem(wrong, KEY)
        assert str(refused.value) == str(no_code())
    assert book.access().invitations["ana"].missed == 10
    with pytest.raises(Refused) as refused:
        book.redeem(code, KEY)
    assert str(refused.value) == str(no_code())
    before = home.journal.heads()[ACCESS]
    with pytest.raises(Refused):
        book.redeem(wrong, KEY)
    assert home.journal.heads()[ACCESS] == before, "strangers write no more than that"


def test_the_clock_ends_an_invitation(book: AccessBook, hands: Hands) -> None:
    code = book.invite("ana", "zoe", 1).code
    hands.at += 86_400_000
    with pytest.raises(Refused, match="opens nothing"):
        book.redeem(code, KEY)


def _redeem(folder: Path, code: str, seed: int, go: Path, told: Path) -> None:
    home = home_in(folder, founded=False)
    book = AccessBook(home)
    book.access()
    while not go.exists():
        pass
    try:
        said = book.redeem(code, ed25519(seed))
    except Refused as refused:
        said = str(refused)
    home.close()
    told.write_text(said, encoding="utf-8")


@pytest.mark.slow
def test_of_several_processes_with_one_code_one_gets_in(book: AccessBook, home: Home, tmp_path: Path) -> None:
    for turn in range(3):
        code, go = book.invite("ana", "zoe").code, tmp_path / f"go{turn}"
        told = [tmp_path / f"told{turn}-{number}" for number in range(4)]
        made = get_context("spawn").Process
        seeds = [turn * 10 + number for number in range(4)]
        processes = [
            made(target=_redeem, args=(home.folder, code, seed, go, told[number])) for number, seed in enumerate(seeds)
        ]
        for process in processes:
            process.start()
        go.touch()
        for process in processes:
            process.join()
        assert [process.exitcode for process in processes] == [0] * 4
        said = [each.read_text("utf-8") for each in told]
        assert sorted(said) == sorted(["ana", *[str(no_code())] * 3])
        won = seeds[said.index("ana")]
        assert [book.who(ed25519(seed)) for seed in seeds] == ["ana" if seed == won else None for seed in seeds]


# --- keys, accounts and logins


def test_nothing_lets_in_whom_nobody_knows(book: AccessBook) -> None:
    assert [book.who(key) for key in (KEY, "", "nonsense", "SHA256:", fingerprint(KEY))] == [None] * 5
    assert book.who_by_uid(1003) is None


def test_what_was_bound_wins_over_the_login_that_the_organisation_knows(book: AccessBook, home: Home) -> None:
    give_login(home, "ana", "ana")
    assert book.who_by_uid(1003) == "ana"
    book.bind_account("ben", "uid:1003", "zoe")
    assert book.who_by_uid(1003) == "ben"
    book.revoke("uid:1003", "zoe")
    assert book.who_by_uid(1003) == "ana"


def test_an_account_without_a_name_is_nobodys_login(book: AccessBook, home: Home) -> None:
    assert any(not person.login for person in home.organisation().people.values())
    assert book.who_by_uid(4711) is None
    assert book.bind_account("ana", "4711", "zoe") == 4711
    assert book.who_by_uid(4711) == "ana"


def test_revoking_somebody_ends_their_login_too_until_an_account_is_bound(book: AccessBook, home: Home) -> None:
    give_login(home, "ana", "ana")
    book.bind_key("ana", KEY, "zoe")
    ended = book.revoke("ana", "zoe")
    assert (ended.keys, ended.all) == ((fingerprint(KEY),), True)
    assert (book.who(KEY), book.who_by_uid(1003)) == (None, None)
    book.bind_key("ana", OTHER, "zoe")
    assert (book.who(OTHER), book.who_by_uid(1003)) == ("ana", None)
    book.bind_account("ana", "1003", "zoe")
    assert book.who_by_uid(1003) == "ana"


def test_an_account_is_found_by_its_name(book: AccessBook) -> None:
    assert book.bind_account("ana", "root", "zoe") == 0
    for name in ("roott", "no such account", "", "uid:", "uid:99999999999", "x\0y", "١"):
        with pytest.raises(Refused, match="account"):
            book.bind_account("ana", name, "zoe")


def test_whom_the_organisation_does_not_know_nothing_lets_in(home: Home) -> None:
    event = KeyBound(at=1, person="gone", fingerprint=fingerprint(KEY), key=" ".join(KEY.split()[:2]))
    home.journal.append(ACCESS, 0, [event], cmd="c1", actor="zoe")
    assert AccessBook(home).who(KEY) is None


# --- with others


def test_what_another_process_changes_is_followed_and_told_by_the_version(book: AccessBook, home: Home) -> None:
    other = Home(home.folder, home.clock)
    theirs = AccessBook(other)
    before = book.version
    assert book.version == before
    theirs.bind_key("ana", KEY, "zoe")
    assert book.who(KEY) == "ana"
    bound = book.version
    assert bound != before
    theirs.revoke(fingerprint(KEY), "zoe")
    assert book.version not in (before, bound)
    assert book.who(KEY) is None
    other.close()


def test_a_refusal_changes_no_version(book: AccessBook) -> None:
    before = book.version
    with pytest.raises(Refused):
        book.redeem("nonsense", KEY)
    with pytest.raises(Refused):
        book.bind_key("nobody", KEY, "zoe")
    assert book.version == before


def test_the_stream_is_no_meeting_and_wakes_nobody_who_follows_those(book: AccessBook, home: Home) -> None:
    seen = home.heads()
    meetings, growing = home.meetings(), home.growing()
    book.bind_key("ana", KEY, "zoe")
    assert (home.meetings(), home.growing()) == (meetings, growing) == ([], ())
    assert home.heads() == seen
    assert home.journal.wait(seen, 0) == {}
    assert home.under_way() == []
    assert set(home.journal.streams()) == {ORGANISATION, ACCESS}


def test_its_file_is_for_the_owner_alone(book: AccessBook, home: Home) -> None:
    book.bind_key("ana", KEY, "zoe")
    assert (home.folder / "access.journal").stat().st_mode & 0o7777 == 0o600


def test_the_host_key_on_record_is_exchanged_on_purpose_only(book: AccessBook) -> None:
    assert book.host_key() == ""
    book.note_host_key("SHA256:one", "zoe")
    with pytest.raises(Refused, match="--force"):
        book.note_host_key("SHA256:two", "zoe")
    book.note_host_key("SHA256:two", "zoe", replace=True)
    assert book.host_key() == "SHA256:two"


def test_nobody_is_invited_before_there_is_an_organisation(tmp_path: Path) -> None:
    empty = home_in(tmp_path / "empty", founded=False)
    book = AccessBook(empty)
    for change in (
        lambda: book.invite("ana", "zoe"),
        lambda: book.bind_key("ana", KEY, "zoe"),
        lambda: book.bind_account("ana", "0", "zoe"),
        lambda: book.revoke("ana", "zoe"),
    ):
        with pytest.raises(Refused, match="There is no organisation"):
            change()
    empty.close()
    assert not (tmp_path / "empty").exists()
