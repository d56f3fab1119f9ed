"""Snapshots are whole or none: whatever happens to their files, nobody is given anything but what was kept."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sociotui.journal.port import ReadOnly
from sociotui.journal.snapshots import Snapshots, Spot
from sociotui.journal.tiny import TinyJournal

from .conftest import open_at, unprivileged
from .events import said, texts

ORGANISATION = "organisation"
SPOT = Spot(head=7, lines=5, start=100, end=200, link="a" * 40, file=12)
PARTS = {"main": b'{"a":1}\n' * 40, "none": b"", "more": bytes(range(256))}


@pytest.fixture
def snapshots(tmp_path: Path) -> Snapshots:
    """The snapshots of a stream, one of which was kept."""
    kept = Snapshots(tmp_path, ORGANISATION)
    assert kept.write("m", SPOT, PARTS)
    return kept


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "snapshots/organisation.snapshot"


def test_gives_back_what_was_kept(snapshots: Snapshots) -> None:
    found = snapshots.find("m")
    assert found
    assert found.spot == SPOT
    assert {name: found.part(name) for name in PARTS} == PARTS
    assert found.part("other") is None


def test_is_of_its_stream_and_its_meaning(snapshots: Snapshots, tmp_path: Path, place: Path) -> None:
    assert snapshots.find("other") is None
    assert Snapshots(tmp_path, "meeting/m").find("m") is None
    place.rename(place.with_name("meeting+m.snapshot"))
    assert Snapshots(tmp_path, "meeting/m").find("m") is None
    assert snapshots.find("m") is None


def test_is_for_this_account_alone(place: Path, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        assert Snapshots(tmp_path, ORGANISATION).write("m", SPOT, PARTS)
    finally:
        os.umask(before)
    modes = {stat.filemode(each.stat().st_mode) for each in (place.parent, place)}
    assert modes == {"drwx------", "-rw-------"}
    assert [each.name for each in place.parent.iterdir()] == [place.name]


def test_stays_readable_for_who_has_found_it(snapshots: Snapshots) -> None:
    found = snapshots.find("m")
    snapshots.write("m", SPOT, {"main": b"another"})
    snapshots.remove()
    assert found
    assert found.part("more") == PARTS["more"]
    assert snapshots.find("m") is None
    snapshots.remove()


def test_leaves_no_file_open(snapshots: Snapshots, place: Path) -> None:
    def opened() -> int:
        return len(list(Path("/proc/self/fd").iterdir()))

    before = opened()
    for _again in range(20):
        found = snapshots.find("m")
        assert found
        assert snapshots.find("other") is None
        snapshots.write("m", SPOT, PARTS)
    del found
    place.write_bytes(b"?")
    assert snapshots.find("m") is None
    assert opened() == before


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_was_altered_is_as_good_as_none(snapshots: Snapshots, place: Path, data: st.DataObject) -> None:
    snapshots.write("m", SPOT, PARTS)
    whole = place.read_bytes()
    at = data.draw(st.one_of(st.integers(0, 600), st.integers(0, len(whole) - 1)).filter(lambda at: at < len(whole)))
    change = data.draw(st.sampled_from(["flip", "cut", "take out", "put in", "more", "other"]))
    altered = {
        "flip": whole[:at] + bytes([whole[at] ^ 1 << data.draw(st.integers(0, 7))]) + whole[at + 1 :],
        "cut": whole[:at],
        "take out": whole[:at] + whole[at + 1 :],
        "put in": whole[:at] + b"0" + whole[at:],
        "more": whole + whole[at:],
        "other": data.draw(st.binary(max_size=300)),
    }[change]
    place.write_bytes(altered)
    found = snapshots.find("m")
    if found:
        assert found.spot == SPOT
        for name, part in PARTS.items():
            assert found.part(name) in {part, None}
        if altered != whole and change != "more":
            assert {name for name in PARTS if found.part(name) is None}


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder in which any account may write."""
    with TemporaryDirectory(prefix="sociotui-") as folder:
        Path(folder).chmod(0o777)
        yield Path(folder)


@pytest.mark.parametrize("there", ["a file", "a link", "a folder", "closed", "closed to writing"])
def test_where_it_can_not_be_kept_nothing_is_told(reachable: Path, there: str) -> None:
    place = reachable / "snapshots/organisation.snapshot"

    def work() -> list[str]:
        kept = Snapshots(reachable, ORGANISATION)
        return [str(kept.write("m", SPOT, PARTS)), str(kept.find("m"))]

    match there:
        case "a file":
            place.parent.write_bytes(b"")
        case "a link":
            (reachable / "elsewhere").mkdir()
            (reachable / "elsewhere").chmod(0o777)
            place.parent.symlink_to(reachable / "elsewhere")
        case "a folder":
            place.mkdir(parents=True)
            (place / "x").mkdir()
            place.parent.chmod(0o777)
        case "closed":
            place.parent.mkdir(mode=0)
        case "closed to writing":
            place.parent.mkdir(mode=0o555)
    try:
        assert unprivileged(work) == ["False", "None"]
    finally:
        if not place.parent.is_symlink():
            place.parent.chmod(0o700)
    if there == "a link":
        assert not list((reachable / "elsewhere").iterdir())


def test_writers_at_the_same_time_do_no_harm(tmp_path: Path) -> None:
    kept = Snapshots(tmp_path, ORGANISATION)
    done: list[bool] = []

    def write(letter: bytes) -> None:
        for number in range(60):
            spot = Spot(number, 1, 1, 2, letter.decode(), 1)
            done.append(Snapshots(tmp_path, ORGANISATION).write("m", spot, {"main": letter * 50_000}))

    threads = [Thread(target=write, args=(letter,)) for letter in (b"a", b"b", b"c")]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        found = kept.find("m")
        if found:
            assert found.part("main") == found.spot.link.encode() * 50_000
    assert any(done)
    assert kept.find("m")
    assert len(list((tmp_path / "snapshots").iterdir())) == 1


def test_what_a_crash_left_is_overwritten(snapshots: Snapshots, place: Path) -> None:
    fresh = place.with_name(place.name + ".new")
    fresh.write_bytes(b"x" * 100_000)
    assert snapshots.write("m", SPOT, {"main": b"y"})
    assert not fresh.exists()
    fresh.write_bytes(b"x" * 100_000)
    snapshots.remove()
    assert not list(place.parent.iterdir())


def test_says_no_more_than_fits_into_its_first_look(snapshots: Snapshots) -> None:
    with pytest.raises(ValueError, match="short"):
        snapshots.write("m" * 5000, SPOT, PARTS)


# --- with a journal ----------------------------------------------------------------------------------


def kept_in(home: Path) -> TinyJournal:
    """Return a journal with one event, of which a state was kept."""
    journal = open_at(home)
    journal.append(ORGANISATION, 0, said("secret"), cmd="c0", actor="ana")
    assert journal.keep(ORGANISATION, journal.mark(ORGANISATION), "m", lambda: {"main": b"secret"})
    return journal


def test_none_is_kept_while_somebody_writes(home: Path) -> None:
    """Else the texts that a rewriter has just replaced could be put beside the journal again."""
    with kept_in(home) as journal, open_at(home) as other:
        other.read(ORGANISATION)
        kept: list[bool] = []

        def replace(record: dict[str, object]) -> dict[str, object]:
            mark = other.mark(ORGANISATION)
            kept.append(other.keep(ORGANISATION, mark, "m", lambda: {"main": b"secret"}))
            return {**record, "event": {"is": "Said", "at": 1, "text": "gone"}}

        with pytest.raises(ValueError, match="only texts"):
            journal.rewrite(ORGANISATION, replace)
        assert kept == [False]
        assert not list((home / "snapshots").iterdir())  # removed before anything else


def test_none_is_kept_where_writers_could_not_be_kept_out(home: Path) -> None:
    with kept_in(home) as journal:
        (home / "organisation.journal.lock").unlink()
        mark = journal.mark(ORGANISATION)
        assert not journal.keep(ORGANISATION, mark, "m", lambda: {"main": b"state"})
        journal.append(ORGANISATION, 1, said("b"), cmd="c1", actor="ana")
        assert journal.keep(ORGANISATION, journal.mark(ORGANISATION), "m", lambda: {"main": b"state"})


def test_who_has_read_former_texts_keeps_none_of_them(home: Path) -> None:
    with kept_in(home) as journal, open_at(home) as other:
        other.read(ORGANISATION)
        before = other.mark(ORGANISATION)
        journal.rewrite(ORGANISATION, lambda r: {**r, "event": {**r["event"], "text": "gone"}})
        assert not other.keep(ORGANISATION, before, "m", lambda: {"main": b"secret"})
        assert texts(other, ORGANISATION, 1) == []
        assert other.mark(ORGANISATION) != before
        assert not other.keep(ORGANISATION, before, "m", lambda: {"main": b"secret"})
        for file in home.rglob("*"):
            assert file.is_dir() or b"secret" not in file.read_bytes(), file


def test_texts_are_not_replaced_where_those_that_were_kept_can_not_be_removed(foreign_home: Path) -> None:
    with kept_in_again(foreign_home):
        pass
    folder = foreign_home / "snapshots"
    folder.chmod(0o555)

    def work() -> list[str]:
        with open_at(foreign_home) as journal:
            try:
                journal.rewrite(ORGANISATION, lambda r: {**r, "actor": "eve"})
            except ReadOnly as error:
                return [str(error), *(each.actor for each in journal.read(ORGANISATION))]
        return []

    try:
        said_so, *actors = unprivileged(work)
    finally:
        folder.chmod(0o700)
    assert str(folder) in said_so
    assert actors == ["ana"]


def kept_in_again(home: Path) -> TinyJournal:
    """Return a journal in a home with an event, of which a state is kept now."""
    journal = open_at(home)
    journal.read(ORGANISATION)
    assert journal.keep(ORGANISATION, journal.mark(ORGANISATION), "m", lambda: {"main": b"state"})
    if not os.geteuid():
        for each in (home / "snapshots", *(home / "snapshots").iterdir()):
            os.chown(each, 65534, 65534)
    return journal


def test_sealing_does_not_need_them(foreign_home: Path) -> None:
    with kept_in_again(foreign_home):
        pass
    folder = foreign_home / "snapshots"
    folder.chmod(0)

    def work() -> list[str]:
        with open_at(foreign_home) as journal:
            return [str(journal.seal(ORGANISATION, 1, said("all")[0], cmd="seal", actor="ana").head)]

    try:
        assert unprivileged(work) == ["2"]
    finally:
        folder.chmod(0o700)
    with open_at(foreign_home) as journal:
        assert journal.resume(ORGANISATION, "m") is None
