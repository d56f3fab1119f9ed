"""Files that former programs wrote are read as they read them, and brought into today's format without a loss."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sociotui.journal.chain import forge, root
from sociotui.journal.examine import examine
from sociotui.journal.lines import HEADERS, VERSION, chained, frame, header_of, plain
from sociotui.journal.port import Newer, ReadOnly
from sociotui.journal.storage import AppendStorage
from sociotui.journal.tables import AppendDB
from sociotui.room.home import Home

from . import workers
from .conftest import unprivileged
from .formats import make

SAMPLES = {each.name: each for each in make.samples()}
FORMER = [name for name in SAMPLES if name != str(VERSION)]

each_format = pytest.mark.parametrize("format_", SAMPLES)
each_former_format = pytest.mark.parametrize("format_", FORMER)


@pytest.fixture
def sample(format_: str, tmp_path: Path) -> Path:
    """A copy of the sample of a format, that may be written to."""
    return Path(shutil.copytree(SAMPLES[format_], tmp_path / "sample"))


def says(sample: Path) -> dict[str, Any]:
    """Return what a sample is known to say."""
    return json.loads((sample / "says.json").read_text("utf-8"))  # type: ignore[no-any-return]


def files_in(folder: Path) -> dict[str, bytes]:
    """Return what all journals in a folder hold, and what lies beside them, locks left out."""
    files = (each for each in folder.rglob("*.journal*") if each.suffix != ".lock")
    return {str(each.relative_to(folder)): each.read_bytes() for each in files}


def lacking(known: Any, now: Any, at: str = "") -> list[str]:
    """Return where `now` doesn't say what is `known`; it may say more, as today's program may know more."""
    if isinstance(known, dict) and isinstance(now, dict):
        return [each for key in known for each in lacking(known[key], now.get(key), f"{at}/{key}")]
    if isinstance(known, list) and isinstance(now, list) and len(known) == len(now):
        pairs = enumerate(zip(known, now, strict=True))
        return [each for number, (one, other) in pairs for each in lacking(one, other, f"{at}/{number}")]
    return [] if known == now else [f"{at}: {known!r} is {now!r}"]


def state_of(home: Home) -> Any:
    """Return what a home says, as it would come from a file."""
    return json.loads(msgspec.json.encode(make.said_by(home)))


# Reading


@each_format
def test_home_is_read_as_it_was_written_and_left_alone(sample: Path, format_: str) -> None:
    before = files_in(sample)
    home = make.home_of(sample / "home")
    known = says(sample)
    del known["tables"]
    assert lacking(known, state_of(home)) == []
    told = iter(make.minutes_of_all(home).splitlines())  # later programs may tell more; nothing is told otherwise
    assert [line for line in (sample / "minutes.md").read_text("utf-8").splitlines() if line not in told] == []
    assert home.notices() == []
    home.close()
    for each in sample.rglob("*.journal"):
        findings = examine(each)
        assert findings.version == int(format_)
        assert findings.well or each.name == make.TABLES  # numbers of documents needn't go on
        assert (findings.damaged, findings.torn, findings.breaks) == ((), None, ())
    assert files_in(sample) == before


@each_format
@pytest.mark.parametrize("mode", ["r", "r+"])
def test_tables_are_read_as_they_were_written_and_left_alone(sample: Path, mode: str) -> None:
    before = files_in(sample)
    with AppendDB(sample / make.TABLES, access_mode=mode) as db:
        assert make.tables_in(db) == says(sample)["tables"]
    assert files_in(sample) == before


@pytest.fixture
def foreign_sample(format_: str) -> Iterator[Path]:
    """A copy of the sample of a format that an unprivileged account can reach, but not write to."""
    place = Path(tempfile.mkdtemp(prefix="sociotui-"))
    sample = Path(shutil.copytree(SAMPLES[format_], place / "sample"))
    for each in (sample, *sample.rglob("*")):
        each.chmod(0o555 if each.is_dir() else 0o444)
    place.chmod(0o755)
    yield sample
    for each in (sample, *sample.rglob("*")):
        each.chmod(0o755)
    shutil.rmtree(place)


@each_format
def test_home_that_can_not_be_written_is_read(foreign_sample: Path) -> None:
    before = files_in(foreign_sample)
    known = says(foreign_sample)
    del known["tables"]

    def read() -> list[str]:
        home = make.home_of(foreign_sample / "home")
        wrong = lacking(known, state_of(home)) + home.notices()
        try:
            make.take_on(foreign_sample / "home")
        except ReadOnly as error:
            return [*wrong, type(error).__name__]
        return [*wrong, "written"]

    assert unprivileged(read) == ["ReadOnly"]
    assert files_in(foreign_sample) == before


# Going on


@each_format
def test_home_goes_on(sample: Path, format_: str) -> None:
    before, known = files_in(sample), says(sample)
    path = sample / "home" / "meetings" / f"{make.UNDER_WAY}.journal"
    name = str(path.relative_to(sample))
    told = make.take_on(sample / "home")
    after = files_in(sample)
    if format_ == str(VERSION):
        assert after[name].startswith(before[name])
        assert told == []
    else:
        copy = f"{path.name}.format-{format_}"
        assert after.pop(f"home/meetings/{copy}") == before[name]
        assert len(told) == 1
        assert copy in told[0]
    assert after == before | {name: after[name]}
    findings = examine(path)
    assert (findings.well, findings.version) == (True, VERSION)
    assert findings.commits == before[name].count(b"\n")  # the first line isn't one; there is one more
    home = make.home_of(sample / "home")
    assert home.journal.link(f"meeting/{make.UNDER_WAY}") == findings.link
    now = state_of(home)
    assert now["acts"][make.UNDER_WAY] == known["acts"][make.UNDER_WAY] + 1
    assert lacking(known["organisation"], now["organisation"]) == []
    make.act(home, make.UNDER_WAY, "undo")
    assert lacking(known["acts"], state_of(home)["acts"]) == []
    assert home.notices() == []


@each_format
def test_readers_go_on_with_a_file_that_another_process_upgrades(sample: Path) -> None:
    home = make.home_of(sample / "home")
    state = state_of(home)
    stream = f"meeting/{make.UNDER_WAY}"
    seen = dict(home.journal.heads())
    workers.finish(workers.start(make.take_on, sample / "home"))
    assert dict(home.journal.wait(seen, 0)) == {stream: seen[stream] + 1}
    after = state_of(home)
    assert lacking(state["organisation"], after["organisation"]) == []
    assert after["acts"][make.UNDER_WAY] == state["acts"][make.UNDER_WAY] + 1
    make.act(home, make.UNDER_WAY, "undo")
    assert home.notices() == []


@each_format
def test_tables_go_on(sample: Path, format_: str) -> None:
    path = sample / make.TABLES
    before = path.read_bytes()
    with AppendDB(path) as reader, AppendDB(path) as db:
        known = make.tables_in(reader)
        assert db.insert({"name": "fay"}) == 4
        assert make.tables_in(reader) == known | {"_default": known["_default"] | {"4": {"name": "fay"}}}
        storage = db.storage
        assert isinstance(storage, AppendStorage)
        copies = {each.name: each.read_bytes() for each in path.parent.glob(f"{path.name}.format-*")}
        assert copies == ({f"{path.name}.format-{format_}": before} if format_ != str(VERSION) else {})
        assert len(storage.notices) == len(copies)
    findings = examine(path)
    assert (findings.version, findings.breaks, findings.damaged) == (VERSION, (), ())


@each_format
def test_newer_format_is_refused(sample: Path, format_: str) -> None:
    for each in sample.rglob("*.journal"):
        newer = b'"version":%d' % (VERSION + 1)
        header, rest = each.read_bytes().split(b"\n", 1)
        each.write_bytes(plain(header[9:].replace(b'"version":' + format_.encode(), newer)) + rest)
    before = files_in(sample)
    home = make.home_of(sample / "home")
    for use in (home.organisation, lambda: home.course(make.UNDER_WAY), lambda: home.journal.link("organisation")):
        with pytest.raises(Newer, match=f"sociotui-journal {VERSION + 1}.*Update sociotui") as refused:
            use()
        assert "Nothing was changed" in str(refused.value)
    with AppendDB(sample / make.TABLES) as db, pytest.raises(Newer, match="Update sociotui"):
        db.insert({})
    assert files_in(sample) == before


# A sample for each format


def test_each_format_has_its_sample() -> None:
    """Where this fails, the format has a new number: make a sample, as `formats/make.py` tells."""
    assert list(SAMPLES) == [str(number) for number in range(1, VERSION + 1)]


def test_lines_are_laid_out_as_in_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where this fails, lines look or are linked otherwise than files that people have: that is a new format."""
    for path in SAMPLES[str(VERSION)].rglob("*.journal"):
        header, *lines = path.read_bytes().splitlines(keepends=True)
        body = header[9:-1]
        first = header_of(body)
        assert first
        assert (first.version, header) == (VERSION, plain(body))
        assert first.after or header == HEADERS[VERSION]
        link = root(body)
        assert lines
        for raw in lines:
            line = chained(raw[:-1])
            assert line
            monkeypatch.setattr(os, "urandom", lambda _size, salts=line.salts: bytes.fromhex(salts.decode()))
            assert frame(forge(link, line.body)) == raw
            link = line.link
