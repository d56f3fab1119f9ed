"""Access: invitations bind one key and are used up; what is revoked lets nobody in; refusals say what to do instead."""

import pytest

from sociotui.domain import access_commands as c
from sociotui.domain import access_events as e
from sociotui.domain.access import TRIES, Access, Account, Key
from sociotui.domain.admitting import decide_access, no_code
from sociotui.domain.event import Command
from sociotui.domain.refusal import Refused
from tests.domain.entering import DAY, Book, code, organisation
from tests.public_keys import ed25519, fingerprint, rsa

KEY, OTHER = ed25519("ana"), ed25519("other")


@pytest.fixture
def book() -> Book:
    return Book()


def refused(book: Book, command: Command) -> str:
    """Return why a command is refused; nothing may be changed by it."""
    before = book.access
    with pytest.raises(Refused) as refusal:
        book.do(command)
    assert book.access == before
    return str(refusal.value)


# --- invitations


def test_a_code_binds_the_key_of_who_shows_it_first(book: Book) -> None:
    made = book.invite("ana")
    book.at += 5
    (event,) = book.do(c.Redeem(code=made.lower(), key=KEY), "ana")
    assert isinstance(event, e.KeyBound)
    assert book.access.keys == {
        fingerprint(KEY): Key(
            fingerprint=fingerprint(KEY),
            text=" ".join(KEY.split()[:2]),
            label="ana@lap",
            person="ana",
            since=1005,
            by="ana",
            number=1,
        )
    }
    assert book.access.invitations == {}
    assert refused(book, c.Redeem(code=made, key=OTHER)) == str(no_code())
    assert refused(book, c.Redeem(code=made, key=KEY)) == str(no_code())


def test_the_code_itself_is_kept_nowhere(book: Book) -> None:
    made = book.invite("ana")
    secret = made.split("-", 1)[1]
    assert secret.replace("-", "") not in repr((book.events, book.access)).replace("-", "")
    invitation = book.access.invitations["ana"]
    assert (invitation.by, invitation.made, invitation.expires) == ("zoe", 1000, 1000 + 7 * DAY)


def test_a_second_invitation_takes_the_place_of_the_first(book: Book) -> None:
    first, second = book.invite("ana"), book.invite("ana")
    assert refused(book, c.Redeem(code=first, key=KEY)) == str(no_code())
    book.do(c.Redeem(code=second, key=KEY))
    assert book.who(fingerprint(KEY)) == "ana"


def test_every_code_that_opens_nothing_is_refused_with_one_sentence(book: Book) -> None:
    expired = book.invite("ben", days=1)
    used = book.invite("chidi", days=2)
    book.do(c.Redeem(code=used, key=OTHER))
    book.at += DAY
    book.invite("ana", days=1)
    for wrong in (expired, used, code(77), "", "nonsense", "0" * 5000):
        assert refused(book, c.Redeem(code=wrong, key=KEY)) == str(no_code())


def test_an_invitation_is_good_until_its_last_moment(book: Book) -> None:
    made = book.invite("ana", days=1)
    book.at += DAY - 1
    book.do(c.Redeem(code=made, key=KEY))
    assert book.who(fingerprint(KEY)) == "ana"


def test_so_many_wrong_codes_end_the_invitation_that_they_begin_as(book: Book) -> None:
    made, others = book.invite("ana", number=5), book.invite("ben", number=6)
    for number in range(1, TRIES + 1):
        (event,) = book.do(c.Redeem(code=code(5 + 100 * number), key=KEY))
        assert event == e.CodeMissed(at=1000, person="ana", number=1)
        assert book.access.invitations["ana"].missed == number
    assert refused(book, c.Redeem(code=code(5 + 100 * 50), key=KEY)) == str(no_code())
    assert refused(book, c.Redeem(code=made, key=KEY)) == str(no_code())
    book.do(c.Redeem(code=others, key=KEY))
    assert book.who(fingerprint(KEY)) == "ben"


def test_codes_that_begin_as_nobodys_leave_nothing_on_record(book: Book) -> None:
    book.invite("ana")
    before = len(book.events)
    refused(book, c.Redeem(code=code(50), key=KEY))
    assert len(book.events) == before


def test_two_invitations_may_begin_alike(book: Book) -> None:
    ana, ben = book.invite("ana", number=5), book.invite("ben", number=105)
    assert ana[:4] == ben[:4]
    book.do(c.Redeem(code=ben, key=KEY))
    assert book.who(fingerprint(KEY)) == "ben"
    assert "ana" in book.access.invitations


@pytest.mark.parametrize("days", [0, -1, 91])
def test_an_invitation_ends_within_reason(book: Book, days: int) -> None:
    assert "1 to 90 days" in refused(book, c.Invite(person="ana", code=code(1), salt="a0", days=days))


def test_an_invitation_of_somebody_whom_the_organisation_does_not_know_opens_nothing(book: Book) -> None:
    made = book.invite("ana")
    people = {id_: person for id_, person in book.organisation.people.items() if id_ != "ana"}
    book.organisation = type(book.organisation)(about=book.organisation.about, people=people)
    assert refused(book, c.Redeem(code=made, key=KEY)) == str(no_code())


# --- keys and accounts


def test_a_key_that_somebody_else_has_is_refused_and_the_invitation_stays(book: Book) -> None:
    book.do(c.BindKey(person="ben", key=KEY))
    made = book.invite("ana")
    for command in (c.Redeem(code=made, key=KEY), c.BindKey(person="ana", key=KEY)):
        assert "bound to somebody else already, Ben" in refused(book, command)
    book.do(c.Redeem(code=made, key=OTHER))
    assert book.who(fingerprint(OTHER)) == "ana"


def test_a_key_that_is_theirs_already_uses_the_code_up_and_stays_as_it_was(book: Book) -> None:
    book.do(c.BindKey(person="ana", key=KEY))
    made = book.invite("ana")
    before = book.access.keys
    book.at += 9
    book.do(c.Redeem(code=made, key=KEY))
    assert book.access.keys == before
    assert book.access.invitations == {}
    assert book.do(c.BindKey(person="ana", key=KEY)) == ()


def test_a_bad_key_does_not_use_a_code_up(book: Book) -> None:
    made = book.invite("ana")
    assert "1024 bits" in refused(book, c.Redeem(code=made, key=rsa(1024)))
    assert "1024 bits" in refused(book, c.Redeem(code=code(9), key=rsa(1024)))
    assert "1024 bits" in refused(book, c.BindKey(person="ana", key=rsa(1024)))


def test_an_account_is_one_persons(book: Book) -> None:
    book.do(c.BindAccount(person="ana", uid=1003))
    assert book.access.accounts == {1003: Account(uid=1003, person="ana", since=1000, by="zoe")}
    assert book.do(c.BindAccount(person="ana", uid=1003)) == ()
    assert "revoke uid:1003" in refused(book, c.BindAccount(person="ben", uid=1003))
    assert "No account" in refused(book, c.BindAccount(person="ben", uid=2**32 - 1))
    book.do(c.Revoke(what="uid:1003"))
    book.do(c.BindAccount(person="ben", uid=1003))
    assert book.access.accounts[1003].person == "ben"


@pytest.mark.parametrize(
    "command",
    [
        c.Invite(person="anna", code=code(1), salt="a0", days=7),
        c.BindKey(person="anna", key=KEY),
        c.BindAccount(person="anna", uid=1),
        c.Revoke(what="anna"),
    ],
)
def test_somebody_unknown_is_refused_with_the_nearest(book: Book, command: Command) -> None:
    assert refused(book, command) == "There is no person “anna”. Near it: ana."


# --- what is revoked


def test_a_revoked_key_lets_nobody_in_and_is_never_bound_again(book: Book) -> None:
    book.do(c.BindKey(person="ana", key=KEY))
    book.do(c.BindKey(person="ana", key=OTHER))
    book.do(c.Revoke(what=fingerprint(KEY)))
    assert (book.who(fingerprint(KEY)), book.who(fingerprint(OTHER))) == (None, "ana")
    made = book.invite("ana")
    for command in (
        c.BindKey(person="ana", key=KEY),
        c.BindKey(person="ben", key=KEY),
        c.Redeem(code=made, key=KEY),
    ):
        assert "ssh-keygen -t ed25519" in refused(book, command)
    assert "There is no key" in refused(book, c.Revoke(what=fingerprint(KEY)))


def test_revoking_a_person_ends_all_of_theirs_and_nobody_elses(book: Book) -> None:
    for person in ("ana", "ben"):
        book.do(c.BindKey(person=person, key=ed25519(f"{person}'s")))
        book.do(c.BindAccount(person=person, uid=1000 + len(person) + (person == "ben")))
        book.invite(person)
    book.do(c.Revoke(what="ana"))
    assert book.access.people() == {"ben"}
    assert book.access.revoked == {fingerprint(ed25519("ana's"))}
    assert book.access.shut == {"ana"}
    assert [key.person for key in book.access.keys.values()] == ["ben"]
    assert "nothing to end" in refused(book, c.Revoke(what="ana"))


def test_who_has_only_a_login_can_be_shut_out_too(book: Book) -> None:
    book.do(c.Revoke(what="ben"))
    assert book.access.shut == {"ben"}
    assert "nothing to end" in refused(book, c.Revoke(what="ben"))


def test_revoking_an_account_leaves_no_way_in_by_its_name(book: Book) -> None:
    book.do(c.BindAccount(person="ben", uid=1003))
    book.do(c.Revoke(what="uid:1003"))
    assert book.access == Access(shut=frozenset({"ben"}))
    assert "There is no account" in refused(book, c.Revoke(what="uid:1003"))


def test_what_somebody_had_who_is_gone_from_the_organisation_can_be_ended(book: Book) -> None:
    book.do(c.BindKey(person="ana", key=KEY))
    book.organisation = type(book.organisation)(about=book.organisation.about)
    book.do(c.Revoke(what="ana"))
    assert book.access.people() == set()


def test_ending_asks_nothing_and_repeats_nothing(book: Book) -> None:
    book.invite("ana")
    assert len(book.do(c.EndAccess(person="ana"))) == 1
    assert book.do(c.EndAccess(person="ana")) == ()
    assert book.do(c.EndAccess(person="nobody")) == ()


# --- the host key


def test_the_host_key_on_record_is_exchanged_on_purpose_only(book: Book) -> None:
    book.do(c.NoteHostKey(fingerprint="SHA256:one"))
    assert book.do(c.NoteHostKey(fingerprint="SHA256:one")) == ()
    assert "host-key new --force" in refused(book, c.NoteHostKey(fingerprint="SHA256:two"))
    book.do(c.NoteHostKey(fingerprint="SHA256:two", replace=True))
    assert book.access.host_key == "SHA256:two"


def test_other_commands_are_none_about_access() -> None:
    with pytest.raises(TypeError, match="Command"):
        decide_access(Access(), organisation(), Command(), 1)
