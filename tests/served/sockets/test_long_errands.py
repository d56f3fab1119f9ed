"""What takes long on a server: nobody waits for a backup or an export; and a backup is of one moment all the same."""

import importlib
import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sociotui.domain import commands as c
from sociotui.journal.backup import files_in, write_backup
from sociotui.journal.copying import Copies
from sociotui.room import safekeeping
from sociotui.room.connection import Connection
from sociotui.room.home import Home
from sociotui.room.safekeeping import restore
from tests.homes import Hands
from tests.room.holding import act, go_on
from tests.served.joined import Joined
from tests.served.serving import SOON, Serving


class Gate:
    """Somewhere in a piece of work, where it stops until it is let through."""

    def __init__(self) -> None:
        self.reached, self.opened = threading.Event(), threading.Event()

    def pass_through(self) -> None:
        """Stop here, the first time."""
        self.reached.set()
        assert self.opened.wait(SOON)


@contextmanager
def backed_up(server: Serving, gate: Gate, file: Path) -> Iterator[None]:
    """Have a backup begun that stops at the gate; when the block has ended, let it through, and put it into a file."""
    found: list[Any] = []
    with Connection(server.socket_of("zoe", steward=True)) as zoe:
        asking = threading.Thread(target=lambda: found.append(zoe.errand("backup", {})))
        asking.start()
        try:
            assert gate.reached.wait(SOON)
            yield
            assert not found
        finally:
            gate.opened.set()
            asking.join(SOON)
    file.write_bytes(found[0]["archive"])


@pytest.fixture(params=["copied", "packed"])
def gate(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Gate:
    """A gate in the midst of a backup: where its files are copied, or where they are packed."""
    gate, take, write = Gate(), Copies.take, write_backup

    def copying(copies: Copies, names: list[str], still: Any) -> int:
        made = take(copies, names[:1] if still == "nothing" else names, still)
        if still == "nothing":
            gate.pass_through()
        return made

    def packing(*given: Any) -> None:
        gate.pass_through()
        write(*given)

    if request.param == "copied":
        monkeypatch.setattr(Copies, "take", copying)
    else:
        monkeypatch.setattr(safekeeping, "write_backup", packing)
    return gate


def test_acts_are_answered_while_a_backup_is_made(
    join: Callable[..., Joined], server: Serving, meeting: str, gate: Gate, tmp_path: Path, hands: Hands
) -> None:
    ana = join("ana", meeting)
    with backed_up(server, gate, tmp_path / "backup.tar.gz"):
        ana.room.act(c.FinishTurn()).result(SOON)
        ana.until(lambda s: s.said == "Ana has spoken.")
    new = Home(tmp_path / "new", hands.clock())
    restore(new, tmp_path / "backup.tar.gz")
    assert new.meeting(meeting).round
    new.close()


@pytest.mark.parametrize("gate", ["copied"], indirect=True)
def test_a_meeting_that_closes_while_files_are_copied_is_in_it_with_all_that_it_came_to(
    server: Serving, meeting: str, home: Home, gate: Gate, tmp_path: Path, hands: Hands
) -> None:
    def end() -> None:
        act(home, meeting, c.KeepForLater(title="Hoses"))
        go_on(home, meeting, "closing")
        home.act(meeting, c.CloseMeeting(), "zoe")

    with backed_up(server, gate, tmp_path / "backup.tar.gz"):
        server.hub.ask(end).result(SOON)
        assert server.hub.ask(lambda: home.meeting(meeting).sealed).result(SOON)
    new = Home(tmp_path / "new", hands.clock())
    restore(new, tmp_path / "backup.tar.gz")
    assert new.meeting(meeting).sealed
    assert new.organisation() == server.hub.ask(home.organisation).result(SOON)
    assert meeting in new.organisation().held
    new.close()


@pytest.mark.parametrize(
    ("errand", "long"),
    [
        ("handbook", "handbook.render"),
        ("calendar", "calendar.calendar_of"),
        ("tables", "tables.tables_of"),
        ("data", "data.export_data"),
        ("tinydb", "tinydb.streams_of"),
    ],
)
def test_acts_are_answered_while_an_export_is_written(
    join: Callable[..., Joined], server: Serving, meeting: str, monkeypatch: pytest.MonkeyPatch, errand: str, long: str
) -> None:
    ana, gate, found = join("ana", meeting), Gate(), list[Any]()
    module = importlib.import_module(f"sociotui.exchange.{long.partition('.')[0]}")
    name = long.partition(".")[2]
    work = getattr(module, name)

    def writing(*given: Any, **more: Any) -> Any:
        gate.pass_through()
        return work(*given, **more)

    monkeypatch.setattr(module, name, writing)
    with Connection(server.socket_of("zoe", steward=True)) as zoe:
        said = {"circle": "", "format": "md"}
        asking = threading.Thread(target=lambda: found.append(zoe.errand(errand, said)))
        asking.start()
        try:
            assert gate.reached.wait(SOON)
            ana.room.act(c.FinishTurn()).result(SOON)
            assert not found
        finally:
            gate.opened.set()
            asking.join(SOON)
    assert found[0]


def test_what_has_not_changed_is_copied_once(tmp_path: Path, meeting: str, home: Home) -> None:
    names = files_in(home.folder)
    spool = io.BytesIO()
    copies = Copies(home.folder, spool)
    assert copies.take(names, "nothing") == len(names) == 2
    assert copies.take(names, "nothing") == 0
    act(home, meeting, c.FinishTurn())
    assert copies.take(names, "organisation") == 1
    for name in names:
        kept, start = copies.files[name], copies.starts[name]
        assert spool.getvalue()[start : start + kept.bytes] == (home.folder / name).read_bytes()
    assert copies.take(names[1:], "all") == 0
    assert [*copies.files] == names[1:]
