"""Forgetting somebody in a home: nothing tells who it was any more, and everything else is as it was."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from sociotui.domain.circles import Circle
from sociotui.domain.refusal import Refused
from sociotui.exchange.organisations import definition_of
from sociotui.journal.examine import examine
from sociotui.journal.port import JournalError, OutcomeUnknown
from sociotui.journal.tiny import TinyJournal
from sociotui.room.copies import copies_in
from sociotui.room.forgetting import forget, plan, preview
from sociotui.room.home import ORGANISATION, Home
from sociotui.room.safekeeping import back_up
from tests.homes import home_in
from tests.room.exported import everything, minutes_of_meeting

from .holding import held

WITHOUT = ("ana", "Ana")


def part(home: Home) -> None:
    """Let Ana leave her circles, after all that waited was answered."""
    organisation = home.organisation()
    for id_, waiting in organisation.waiting.items():
        for person in organisation.missing(waiting):
            home.answer(id_, person, person)
    definition = definition_of(home.organisation())
    home.define(replace(definition, circle=tuple(map(without_ana, definition.circle))), "zoe")


def without_ana(circle: Circle) -> Circle:
    """Return a circle that Ana has left; Chidi leads where she did."""
    roles = {role: replace(t, person="chidi") if t.person == "ana" else t for role, t in circle.roles.items()}
    return replace(circle, members=tuple(m for m in circle.members if m != "ana"), roles=roles)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with a meeting in which Ana took part, and which she has left since."""
    home = home_in(tmp_path / "home")
    held(home)
    part(home)
    return home


def bytes_of(home: Home) -> bytes:
    """Return all that lies in a home."""
    return b"".join(each.read_bytes() for each in home.folder.rglob("*") if each.is_file())


def test_nothing_tells_who_it_was(home: Home) -> None:
    assert any(name.encode() in bytes_of(home) for name in WITHOUT)
    links = {stream: home.journal.link(stream) for stream in home.journal.heads()}
    before = everything(home).decode()
    planned = plan(home, "ana")
    said = forget(home, planned, "zoe")
    assert "“Former member 1”" in said
    left = bytes_of(home)
    assert [name for name in ('"ana"', '"Ana"', "Ana ", " Ana") if name.encode() in left] == []
    assert home.organisation().people["former-1"].name == "Former member 1"
    assert "ana" not in home.organisation().people
    for stream, link in links.items():
        (path,) = home.folder.rglob(f"{stream.rpartition('/')[2]}.journal")
        found = examine(path)
        assert found.well
        assert found.replaced
        assert stream == ORGANISATION or found.link == link
    # What was decided, and everybody else, stays word for word.
    after = everything(home).decode()
    for kept in ("Open on Saturdays", '"name":"Ben"', "Cut a key"):
        assert after.count(kept) == before.count(kept)


def test_minutes_name_the_pseudonym(home: Home) -> None:
    (id_,) = home.meetings()
    assert "Ana" in minutes_of_meeting(home, id_, "txt")
    forget(home, plan(home, "ana"), "zoe")
    said = minutes_of_meeting(home, id_, "txt")
    assert "Former member 1" in said
    assert "Ana" not in said


def test_a_program_that_is_running_forgets_too(home: Home) -> None:
    other = Home(home.folder, home.clock)
    assert "ana" in other.organisation().people
    (id_,) = other.meetings()
    assert "ana" in other.meeting(id_).people
    forget(home, plan(home, "ana"), "zoe")
    assert "ana" not in other.organisation().people
    assert "ana" not in other.meeting(id_).people
    assert other.meeting(id_).people["former-1"].name == "Former member 1"
    other.close()


def test_it_is_on_record_that_somebody_was_forgotten_and_not_who(home: Home) -> None:
    planned = plan(home, "ana")
    forget(home, planned, "ana")
    last = home.journal.read(ORGANISATION)[-1]
    assert (type(last.event).__name__, last.actor) == ("PersonForgotten", "former-1")
    assert last.event.records == planned.commits  # type: ignore[attr-defined]


def test_who_still_takes_part_is_told_how_that_ends(tmp_path: Path) -> None:
    home = home_in(tmp_path / "home")
    with pytest.raises(Refused, match="is a member of General circle, Garden circle"):
        plan(home, "ana")
    with pytest.raises(Refused, match="Near it: ana"):
        plan(home, "anna")


def test_a_pseudonym_is_not_forgotten_again_and_the_next_gets_another(home: Home) -> None:
    forget(home, plan(home, "ana"), "zoe")
    with pytest.raises(Refused, match="forgotten already"):
        plan(home, "former-1")
    with pytest.raises(Refused):
        plan(home, "ana")


def test_what_it_would_do_is_said_before(home: Home) -> None:
    said = "\n".join(preview(plan(home, "ana")))
    assert "Ana becomes “Former member 1” in " in said
    assert b'"ana"' in bytes_of(home)


def test_copies_that_still_name_them_are_named_before_and_afterwards(home: Home) -> None:
    (id_,) = home.meetings()
    journal = home.folder / "meetings" / f"{id_}.journal"
    gone = [journal.with_name(journal.name + end) for end in (".damaged-10", ".torn-20", ".format-1")]
    strange = journal.with_name("garden-2026-03-02 (copy).journal")
    alone = journal.with_name("garden-2020-01-01.journal.damaged-7")
    left = home.folder / "organisation.journal.restoring"
    for path in (*gone, strange, alone, left):
        path.write_bytes(b'{"actor":"ana"}')
    near = [home.folder / "before-restore-2026-03-01T10-00-00Z.tar.gz", home.folder.parent / "ours.tar.gz"]
    for path in near:
        back_up(home, path)
    (home.folder.parent / "photos.tar.gz").write_bytes(b"ana ana")
    planned = plan(home, "ana")
    said, done = "\n".join(preview(planned)), forget(home, planned, "zoe")
    for path in (*near, strange, alone, left):
        assert str(path) in said
        assert str(path) in done
        assert path.exists()
    for path in gone:
        assert str(path) in said
        assert str(path) not in done
        assert not path.exists()
    assert "photos" not in said + done
    assert "Make a new one (“sociotui backup FILE”), then delete these" in done


def test_a_backup_from_afterwards_does_not_name_them_and_a_broken_one_may(home: Home) -> None:
    forget(home, plan(home, "ana"), "zoe")
    new, broken = home.folder.parent / "new.tar.gz", home.folder / "before-restore-1.tar.gz"
    back_up(home, new)
    assert copies_in(home.folder, ["Ana", '"ana"']).backups == ()
    assert copies_in(home.folder, ["Former member 1"]).backups == (new,)
    broken.write_bytes(new.read_bytes()[:-30])
    assert copies_in(home.folder, ["Ana"]).backups == (broken,)


def test_what_nobody_can_read_is_not_passed_over(home: Home) -> None:
    (id_,) = home.meetings()
    (home.folder / "meetings" / f"{id_}.journal").write_bytes(b"#" * 5000)
    again = Home(home.folder, home.clock)
    with pytest.raises(JournalError):
        plan(again, "ana")
    again.close()


def test_cut_short_it_is_completed_by_doing_it_again(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    rewrite = TinyJournal.rewrite

    def fails(journal: TinyJournal, stream: str, replace: object) -> int:
        if stream == ORGANISATION:
            raise OutcomeUnknown("the disk failed")
        return rewrite(journal, stream, replace)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(TinyJournal, "rewrite", fails)
        with pytest.raises(OutcomeUnknown):
            forget(home, plan(home, "ana"), "zoe")
    again = Home(home.folder, home.clock)
    forget(again, plan(again, "ana"), "zoe")
    assert b'"ana"' not in bytes_of(again)
    (id_,) = again.meetings()
    assert [p for p in again.meeting(id_).people if p.startswith("former-")] == ["former-1"]
    again.close()
