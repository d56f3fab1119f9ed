"""Makes a sample of today's format: a small home, some tables, and what they say, in a folder named after the format.

When to run it: when the layout of lines or the first line has changed, and with it `lines.VERSION`; once
that is settled, `python -m tests.journal.formats.make`. Samples are never made again: they stand for the
files that people have. The texts of minutes alone follow the program: where their wording was changed, and
is meant to be, `python -m tests.journal.formats.make --minutes` writes those of all samples anew.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from sociotui.domain.minutes import minutes_of
from sociotui.exchange.minutes import render
from sociotui.exchange.organisations import read_organisation
from sociotui.journal.lines import VERSION
from sociotui.journal.tables import AppendDB
from sociotui.room.actions import find
from sociotui.room.asking import Options
from sociotui.room.clock import Clock
from sociotui.room.files import data_folder
from sociotui.room.furnishing import Opening
from sociotui.room.home import Home

FOLDER = Path(__file__).parent
PEOPLE = ("ana", "ben", "zoe")
BEGINS = int(datetime(2026, 3, 2, 14, 3, tzinfo=UTC).timestamp() * 1000)
UNDER_WAY = "garden-2026-03-02-2"
TABLES = "tables.journal"
_MINUTE = 60_000


def samples() -> list[Path]:
    """Return the folders of all samples, by their formats' numbers."""
    return sorted((each for each in FOLDER.iterdir() if each.name.isdecimal()), key=lambda each: int(each.name))


def home_of(folder: Path) -> Home:
    """Return the home in `folder`, at a time when nothing in it is due."""
    return Home(folder, _clock(iter([BEGINS + 60 * _MINUTE] * 1_000_000)))


def said_by(home: Home) -> dict[str, Any]:
    """Return the state of a home, as plain JSON; the formats of items are left out, for they are long."""
    courses = {id_: home.course(id_) for id_ in home.meetings()}
    said: dict[str, Any] = msgspec.to_builtins(
        {
            "organisation": home.organisation(),
            "meetings": {id_: course.meeting for id_, course in courses.items()},
            "acts": {id_: len(course.acts) for id_, course in courses.items()},
        },
        enc_hook=dict,
    )
    for meeting in said["meetings"].values():
        meeting.pop("formats", None)
    return said


def minutes_of_all(home: Home) -> str:
    """Return the minutes of all meetings, one after the other."""
    return "\n\n".join(render(minutes_of(home.meeting(id_)), "md") for id_ in home.meetings())


def tables_in(db: AppendDB) -> dict[str, dict[str, Any]]:
    """Return what a TinyDB holds, documents by id, by table."""
    return {name: {str(each.doc_id): dict(each) for each in db.table(name)} for name in sorted(db.tables())}


def _clock(ticks: Iterator[int]) -> Clock:
    return Clock(now=lambda: next(ticks), local=lambda at: datetime.fromtimestamp(at / 1000, UTC))


def _live(folder: Path) -> Home:
    """Found the demo's organisation, hold one meeting to its end, and be in the midst of another."""
    home = Home(folder, _clock(count(BEGINS, 2_000)))
    source = data_folder() / "demo" / "organisation.toml"
    home.define(read_organisation(source.read_text("utf-8"), source.name), "ana")
    _hold(home)
    _begin(home)
    return home


def _opened(home: Home) -> str:
    return home.open(Opening(circle="garden", present=PEOPLE, facilitator="zoe", secretary="ben"), "zoe")


def act(home: Home, id_: str, action: str, **said: object) -> None:
    """Do an action in a meeting, with the options `said`."""
    command = find(action).command
    assert command is not None
    home.act(id_, command(home.meeting(id_), Options(**said)), "zoe")  # type: ignore[arg-type]


def take_on(folder: Path) -> list[str]:
    """Take something on in the meeting that is under way in the home `folder`; return what is told of it."""
    home = home_of(folder)
    act(home, UNDER_WAY, "take-on", text="Noch etwas", person="ana", until="2026-05-01")
    home.close()
    return home.notices()


def _hold(home: Home) -> None:
    id_ = _opened(home)
    act(home, id_, "agenda", title="Schlüssel zum „Schuppen“ 🗝", aim="decide", minutes=10, presenter="ana")
    act(home, id_, "take-on", text="Einen zweiten Schlüssel \\ nachmachen", person="ben", until="2026-04-01")
    for _step in range(500):
        m = home.meeting(id_)
        if m.closed:
            return
        if m.round and not m.round.complete:
            act(home, id_, "consent" if m.round.subject else "next")
        elif m.step.kind == "closing":
            act(home, id_, "close")
        elif m.step.kind == "amend" and m.proposal is None:
            act(home, id_, "propose", text="Der Schuppen ist samstags offen,\nvon zehn bis zwölf.", person="ana")
        elif m.step.kind == "record" and m.item and not m.item.outcome:
            act(home, id_, "record", review="2026-09-01", responsible="ana", why="Oft steht jemand davor")
        else:
            act(home, id_, "step")
    raise AssertionError("the meeting doesn't come to its end")


def _begin(home: Home) -> None:
    id_ = _opened(home)
    act(home, id_, "agenda", title="水やり – watering", aim="decide", minutes=15, presenter="ben")
    act(home, id_, "agenda", title="Who facilitates?", format="selection", minutes=20, presenter="ana")
    amended = nominated = False
    for _step in range(500):
        m = home.meeting(id_)
        if m.round and not m.round.complete:
            act(home, id_, "consent" if m.round.subject else "next")
        elif m.step.kind == "amend" and m.proposal is None:
            act(home, id_, "propose", text="Water in the mornings", person="ben")
        elif m.step.kind == "amend" and not amended:
            act(home, id_, "amend", text="Water at noon")
            act(home, id_, "undo")
            act(home, id_, "amend", text="Water in the mornings and evenings, “as the weather asks”")
            amended = True
        elif m.step.kind == "record" and m.item and not m.item.outcome:
            act(home, id_, "record", review="2026-09-01", responsible="ben", why="Dry beds")
        elif m.step.kind == "roles" and m.item and not m.item.grid:
            act(home, id_, "seek", roles="facilitator")
        elif m.step.kind == "nominate" and m.item and m.item.grid and not nominated:
            act(home, id_, "nominate", person="ana", nominee="chidi", why="Ruhig & klar")
            act(home, id_, "nominate", person="ben", nominee="ana", why="She listens")
            nominated = True
        elif nominated:
            return
        else:
            act(home, id_, "step")
    raise AssertionError("the meeting doesn't come to its nominations")


def _keep_tables(path: Path) -> None:
    with AppendDB(path) as db:
        db.insert_multiple([{"name": name, "ünïcode": '🌱\n"\\'} for name in PEOPLE])
        db.table("beds").insert({"rows": [1, 2.5, None], "in": {"spring": True}})
        db.update({"name": "Ana"}, doc_ids=[1])
        db.remove(doc_ids=[2])
        db.table("gone").insert({})
        db.drop_table("gone")


def make(folder: Path) -> None:
    """Make the sample of today's format in `folder`, which must not be there yet."""
    folder.mkdir()
    with TemporaryDirectory() as place:
        _live(Path(place) / "home").close()
        copytree(Path(place) / "home", folder / "home", ignore=lambda _in, names: [n for n in names if "lock" in n])
        _keep_tables(Path(place) / TABLES)
        (folder / TABLES).write_bytes((Path(place) / TABLES).read_bytes())
        home = home_of(Path(place) / "home")
        said = said_by(home)
        with AppendDB(Path(place) / TABLES) as db:
            said["tables"] = tables_in(db)
        home.close()
    parts = [b"%s:%s" % (msgspec.json.encode(name), msgspec.json.encode(part)) for name, part in said.items()]
    (folder / "says.json").write_bytes(b"{\n%s\n}\n" % b",\n".join(parts))


def write_minutes(folder: Path) -> None:
    """Write the minutes of the sample in `folder`, as today's program words them."""
    with TemporaryDirectory() as place:
        copytree(folder / "home", Path(place) / "home")
        home = home_of(Path(place) / "home")
        (folder / "minutes.md").write_text(minutes_of_all(home), "utf-8")
        home.close()


if __name__ == "__main__":
    if sys.argv[1:] != ["--minutes"]:
        make(FOLDER / str(VERSION))
    for each in samples():
        write_minutes(each)
