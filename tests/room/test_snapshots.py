"""What was kept of an organisation is a shorter way to what its events say: with it, without it and in spite of it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sociotui import domain, words
from sociotui.domain.folding import fold_organisation
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation import SHELVES, Organisation
from sociotui.domain.organisation_events import TopicReceived
from sociotui.journal.coder import lost_line
from sociotui.journal.lines import plain
from sociotui.journal.port import Conflict, JournalError
from sociotui.room import folded
from sociotui.room.acting import answer_by_name
from sociotui.room.folded import meaning
from sociotui.room.home import ORGANISATION, Home, new_cmd
from sociotui.room.listing import due_object, overview, since
from sociotui.room.live import LiveRoom
from tests.homes import Hands, home_in
from tests.journal.conftest import unprivileged
from tests.journal.lines import add_line

from .holding import held

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _each(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a snapshot after each event."""
    monkeypatch.setattr(folded, "EVERY", 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A home with a meeting on record and a policy, of which a snapshot was kept; nobody has it open."""
    home = home_in(tmp_path / "home")
    stands = held(home)
    for person in ("fay", "gio"):
        answer_by_name(home, f"{stands}-d1", person=person, actor=person)
    home.close()
    return tmp_path / "home"


def snapshot_in(folder: Path) -> Path:
    return folder / "snapshots/organisation.snapshot"


def shown(folder: Path, clock: Hands | None = None) -> tuple[Organisation, list[str], list[str], Any, Any]:
    """Return what a home shows, all that is past included, and what it complains of."""
    home = Home(folder, (clock or Hands()).clock())
    organisation = home.founded()
    all_of_it = {name: msgspec.to_builtins(dict(getattr(organisation, name))) for name in SHELVES}
    listed = {
        "all": overview(home),
        "due": due_object(home, within="3660d"),
        "since": [since(home, home.meeting(id_)) for id_ in home.meetings()],
    }
    found = organisation, [m.id for m in home.open_meetings()], home.notices(), all_of_it, listed
    home.close()
    return found


def told(folder: Path, topic: str = "Seeds", *, keeping: bool = False) -> None:
    """Let another program give a circle a topic, and keep a snapshot or none."""
    home = Home(folder, Hands().clock())
    event = TopicReceived(at=1, circle="garden", topic=BacklogItem(title=topic))
    while True:
        home.organisation()
        try:
            home.journal.append(ORGANISATION, home.journal.mark(ORGANISATION).head, [event], cmd=new_cmd(), actor="ben")
            break
        except Conflict:
            continue
    home.organisation()
    if keeping:
        home.keep()
    home.journal.close()


class Reading:
    """Counts the events that are read of journals."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0

        def counting(organisation: Organisation, events: Any) -> Organisation:
            self.count += len(events)
            return fold_organisation(organisation, events)

        monkeypatch.setattr(folded, "fold_organisation", counting)


def test_begins_with_what_was_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = shown(folder)
    told(folder)
    reading = Reading(monkeypatch)
    after = shown(folder)
    assert reading.count == 1
    shutil.rmtree(folder / "snapshots")
    assert shown(folder) == after != whole
    assert reading.count > 10


def test_is_kept_after_many_events_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folded, "EVERY", 256)
    home = home_in(tmp_path / "home")
    home.close()
    assert not (tmp_path / "home/snapshots").exists()
    monkeypatch.setattr(folded, "EVERY", 3)
    shown(tmp_path / "home")
    before = snapshot_in(tmp_path / "home").read_bytes()
    for topic in ("Seeds", "Water"):
        told(tmp_path / "home", topic)
        shown(tmp_path / "home")
        assert snapshot_in(tmp_path / "home").read_bytes() == before
    told(tmp_path / "home", "Tools")
    shown(tmp_path / "home")
    assert snapshot_in(tmp_path / "home").read_bytes() != before


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_becomes_of_it_all_is_as_without(folder: Path, data: st.DataObject) -> None:
    place = snapshot_in(folder)
    if not place.exists():
        shown(folder)
    whole = place.read_bytes()
    label = whole.index(b"\n")
    at = data.draw(st.integers(0, 10**6)) % data.draw(st.sampled_from([label, len(whole)]))
    change = data.draw(st.sampled_from(["flip", "cut", "other", "gone", "stale", "of another version"]))
    if change == "stale":
        told(folder)
    else:
        altered = {
            "flip": whole[:at] + bytes([whole[at] ^ 1 << data.draw(st.integers(0, 7))]) + whole[at + 1 :],
            "cut": whole[:at],
            "other": data.draw(st.binary(max_size=300)),
            "gone": b"",
            "of another version": plain(whole[9:label].replace(b"sociotui-snapshot 2", b"sociotui-snapshot 3"))
            + whole[label + 1 :],
        }[change]
        place.write_bytes(altered)
    if change == "gone":
        place.unlink()
    with_it = shown(folder)
    assert with_it[2] == []
    shutil.rmtree(folder / "snapshots")
    assert shown(folder) == with_it


def test_a_part_that_goes_while_it_is_wanted_is_worked_out_again(folder: Path) -> None:
    without = shown(folder)[3]
    home = Home(folder, Hands().clock())
    organisation = home.organisation()
    with snapshot_in(folder).open("r+b") as file:
        file.truncate(900)  # in place, as no program of ours would
    for name, things in without.items():
        assert msgspec.to_builtins(dict(getattr(organisation, name))) == things
    told(folder)
    home.organisation()
    home.close()
    assert shown(folder)[3] == without


def test_goes_on_after_numbers_that_were_lost(folder: Path) -> None:
    home = Home(folder, Hands().clock())
    home.organisation()
    head = home.journal.mark(ORGANISATION).head
    add_line(folder / "organisation.journal", lost_line(head + 1, head + 3))
    (step,) = home.organisation().follow_ups.live
    home.finish(step, "ben")
    assert home.journal.mark(ORGANISATION).head == head + 4
    home.close()
    add_line(folder / "organisation.journal", lost_line(0, 0))
    assert shown(folder)[0].follow_ups[step].done
    told(folder)
    assert shown(folder)[0].backlog["garden"][-1].title == "Seeds"


def test_who_has_it_open_sees_the_texts_that_were_replaced(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where nothing says that somebody was forgotten: it may have been cut short."""
    monkeypatch.setattr(folded, "EVERY", 5)
    home, other = (Home(folder, Hands().clock()) for _each in range(2))
    (meeting,) = home.organisation().held
    assert home.meeting(meeting).name("chidi") == "Chidi"
    for stream in (ORGANISATION, f"meeting/{meeting}"):
        other.journal.rewrite(
            stream, lambda record: msgspec.json.decode(msgspec.json.encode(record).replace(b"Chidi", b"Chitra"))
        )
    assert not snapshot_in(folder).exists()
    told(folder)
    assert home.organisation().people["chidi"].name == "Chitra"
    assert home.meeting(meeting).name("chidi") == "Chitra"
    home.keep()
    assert b"Chidi" not in snapshot_in(folder).read_bytes()
    home.close()
    other.close()


def test_of_another_organisation_it_is_none(folder: Path, tmp_path: Path) -> None:
    other = home_in(tmp_path / "other")
    other.close()
    whole = shown(tmp_path / "other")
    shutil.copy(snapshot_in(folder), snapshot_in(tmp_path / "other"))
    assert shown(tmp_path / "other") == whole


def test_a_copied_home_is_the_same(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    told(folder)
    assert shown(copy) == shown(Path(shutil.copytree(copy, tmp_path / "again", ignore=shutil.ignore_patterns("snap*"))))


@pytest.mark.parametrize("what", ["the code", "the language"])
def test_where_its_meaning_is_another_all_is_folded_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    before = meaning()
    if what == "the code":
        copy = folder.parent / "domain"
        shutil.copytree(Path(domain.__file__).parent, copy)
        (copy / "records.py").write_text("# another way of folding\n")
        monkeypatch.setattr(domain, "__file__", str(copy / "__init__.py"))
        folded._code.cache_clear()
        said = None
    else:
        said = words.translate.set(lambda message: message.replace("Objection", "Einwand"))
    try:
        assert meaning() != before
        reading = Reading(monkeypatch)
        shown(folder)
        assert reading.count > 10
    finally:
        if said:
            words.translate.reset(said)
        folded._code.cache_clear()


def test_all_of_the_domain_counts_that_folds() -> None:
    """Its files lie in one folder, whose sizes and time stamps tell one version of it from another; what lies below folds nothing."""
    folder = Path(domain.__file__).parent
    below = {each.name for each in folder.iterdir() if each.is_dir() and each.name != "__pycache__"}
    code = "import sys, sociotui.domain.folding, sociotui.domain.storing; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "sociotui.domain.evolve_organisation" in loaded
    assert below
    assert not [name for name in loaded if name.removeprefix("sociotui.domain.").split(".")[0] in below]


@pytest.mark.parametrize("rights", [0o555, 0o000])
def test_where_nothing_can_be_kept_all_is_shown_as_ever(folder: Path, rights: int) -> None:
    def ids() -> list[str]:
        organisation, _open, notices, *_more = shown(place)
        return [*organisation.held, *organisation.policies, *organisation.circles, *notices]

    expected = shown(folder)[0]
    place = Path(f"/tmp/sociotui-{os.urandom(4).hex()}")
    shutil.copytree(folder, place)
    try:
        for each in (place, *place.rglob("*")):
            os.chown(each, 65534, 65534)
        snapshot_in(place).parent.chmod(rights)
        assert unprivileged(ids) == [*expected.held, *expected.policies, *expected.circles]
        place.chmod(0o555)
        assert unprivileged(ids) == [*expected.held, *expected.policies, *expected.circles]
    finally:
        place.chmod(0o700)
        snapshot_in(place).parent.chmod(0o700)
        shutil.rmtree(place)


def test_a_room_keeps_it_in_a_quiet_moment(folder: Path) -> None:
    shutil.rmtree(folder / "snapshots")
    home = Home(folder, Hands().clock())
    room = LiveRoom(home, "ana")
    assert not snapshot_in(folder).exists()
    room._hub._follow()
    assert snapshot_in(folder).exists()
    assert room.snapshot.trouble == ""
    home.close()


def test_none_is_kept_of_a_journal_that_can_not_be_read(folder: Path) -> None:
    home = Home(folder, Hands().clock())
    home.organisation()
    told(folder)
    home.organisation()
    before = snapshot_in(folder).read_bytes()
    (folder / "organisation.journal").unlink()
    home.close()
    assert snapshot_in(folder).read_bytes() == before
    with pytest.raises(JournalError):
        home.organisation()


def test_two_programs_keep_it_at_the_same_time(folder: Path) -> None:
    """Two that write, and each of them keeps a snapshot after every event; a third one opens the home again and again."""
    code = (
        "import sys; from pathlib import Path; from sociotui.room import folded; folded.EVERY = 1\n"
        "from tests.room.test_snapshots import told\n"
        "for number in range(25):\n"
        "    told(Path(sys.argv[1]), f'{sys.argv[2]} {number}', keeping=True)\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, str(folder), who], cwd=ROOT) for who in ("ana", "ben")]
    while any(each.poll() is None for each in both):
        shown(folder)
    assert [each.returncode for each in both] == [0, 0]
    whole = shown(folder)
    assert {t.title for t in whole[0].backlog["garden"]} >= {f"{who} {n}" for who in ("ana", "ben") for n in range(25)}
    shutil.rmtree(folder / "snapshots")
    assert shown(folder) == whole
