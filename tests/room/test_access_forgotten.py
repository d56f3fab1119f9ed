"""Forgetting somebody who comes in by keys: nothing of theirs remains in any file, and nobody comes in as the pseudonym."""

from pathlib import Path

import pytest

from sociotui.domain.refusal import Refused
from sociotui.journal.examine import examine
from sociotui.journal.places import ACCESS
from sociotui.room.access import AccessBook
from sociotui.room.forgetting import forget, plan, preview
from sociotui.room.home import ORGANISATION, Home
from tests.homes import home_in
from tests.public_keys import ed25519, fingerprint
from tests.room.holding import held
from tests.room.test_forgetting import part

KEY, LOST, BENS, NEW = (
    ed25519("ana", "ana@laptop-of-mine"),
    ed25519("lost", "old-thing"),
    ed25519("ben", "was Ana's once"),
    ed25519("new", "x"),
)
UID = "987654321"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home that Ana has left, with keys, an account and an invitation of hers, and a key of Ben's that names her."""
    home = home_in(tmp_path / "home")
    held(home)
    book = AccessBook(home)
    book.redeem(book.invite("ana", "zoe").code, KEY)
    book.bind_key("ana", LOST, "zoe")
    book.revoke(fingerprint(LOST), "ana")
    book.bind_account("ana", UID, "zoe")
    book.bind_key("ben", BENS, "ana")
    book.invite("ben", "ana")
    part(home)
    return home


def traces() -> list[bytes]:
    """Return all that tells of Ana in what lets people in."""
    keys = [key.split()[1] for key in (KEY, LOST)]
    prints = [fingerprint(key).removeprefix("SHA256:") for key in (KEY, LOST)]
    return [text.encode() for text in (*keys, *prints, UID, "laptop-of-mine", "old-thing", '"ana"', '"Ana"', "Ana'")]


def remaining(home: Home) -> list[bytes]:
    files = b"".join(path.read_bytes() for path in home.folder.rglob("*") if path.is_file())
    return [text for text in traces() if text in files]


def test_nothing_of_theirs_remains_in_any_file(home: Home) -> None:
    code = AccessBook(home).invite("ana", "zoe").code
    assert remaining(home) == traces()
    other = AccessBook(Home(home.folder, home.clock))
    assert other.who(KEY) == "ana"
    version = other.version
    planned = plan(home, "ana")
    assert "The keys and accounts by which Ana comes in go too" in " ".join(preview(planned))
    forget(home, planned, "zoe")
    assert remaining(home) == []
    assert examine(home.folder / "access.journal").well
    record = home.journal.read(ORGANISATION)[-1].event
    assert record.records == planned.commits  # type: ignore[attr-defined]
    for book in (AccessBook(home), other):
        assert book.access().people() == {"ben"}
        assert (book.who(KEY), book.who(LOST), book.who_by_uid(int(UID)), book.who(BENS)) == (None, None, None, "ben")
        assert book.access().keys[fingerprint(BENS)].by == "former-1"
        with pytest.raises(Refused, match="opens nothing"):
            book.redeem(code, NEW)
    assert other.version != version


def test_the_labels_of_others_say_the_pseudonym(home: Home) -> None:
    forget(home, plan(home, "ana"), "zoe")
    assert AccessBook(home).access().keys[fingerprint(BENS)].label == "was Former member 1's once"


def test_two_may_be_forgotten_one_after_the_other(home: Home) -> None:
    book = AccessBook(home)
    book.bind_key("fay", NEW, "zoe")
    forget(home, plan(home, "ana"), "zoe")
    before = book.access()
    assert book.who(NEW) == "fay"
    book.end("fay", "zoe")
    assert before.people() - book.access().people() == {"fay"}
    again = AccessBook(Home(home.folder, home.clock))
    assert again.access() == book.access()


def test_of_somebody_without_keys_nothing_is_said_or_recorded(home: Home) -> None:
    book = AccessBook(home)
    book.end("ana", "zoe")
    head = home.journal.heads()[ACCESS]
    planned = plan(home, "ana")
    assert "keys" not in " ".join(preview(planned))
    forget(home, planned, "zoe")
    assert home.journal.heads()[ACCESS] == head
    assert remaining(home) == []
