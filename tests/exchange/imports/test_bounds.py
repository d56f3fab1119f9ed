"""Bounds: how much of a file is read, unpacked and followed, and how much memory that takes, measured apart."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sociotui.exchange.imports import bytes_in
from sociotui.exchange.imports.bytes_in import MOST, MOST_TEXT
from sociotui.exchange.imports.reading import read_files
from sociotui.exchange.toml_file import Misread
from tests.exchange.imports.bringing import workbook
from tests.exchange.imports.test_holaspirit import SHEETS
from tests.exchange.imports.test_rolebase import EXPORT


def test_no_more_is_read_of_an_endless_file_than_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bytes_in, "MOST", 1000)
    with pytest.raises(Misread, match="larger than"):
        read_files([Path("/dev/zero")])


def test_a_table_of_fifty_megabytes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b"name\n" + b"Ana Silva of the garden circle\n" * (50_000_000 // 31))
    with pytest.raises(Misread, match=f"larger than {MOST_TEXT >> 20} MB"):
        read_files([file])


WITHIN = """
import resource, sys; from pathlib import Path; from sociotui.exchange.imports.reading import read_files
from sociotui.exchange.imports import csv, glassfrog, holaspirit, peerdom, rolebase, sigs
from sociotui.domain.refusal import Refused
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try: found = f"{len(read_files([Path(sys.argv[1])]).people)} people"
except Refused as refused: found = str(refused)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, found)
"""


def grown(file: Path) -> tuple[int, str]:
    """Return how many KiB more a process of its own takes when it has read a file, and what came of it."""
    ran = subprocess.run(
        [sys.executable, "-c", WITHIN, str(file)], capture_output=True, text=True, check=True, timeout=60
    )
    assert ran.stderr == ""
    kib, _space, found = ran.stdout.strip().partition(" ")
    return int(kib), found


def _zeros() -> bytes:
    return bytes(50_000_000)


LARGE: dict[str, Callable[[], bytes]] = {
    "larger than 16 MB": lambda: b"name\n" + b"Ana Silva of the garden circle\n" * (50_000_000 // 31),
    "more than 16 MB in “roles”": lambda: b'{"roles":[' + b'{"id":1,"name":"x"},' * 2_500_000 + b"{}]}",
    "too deep": lambda: b"[" * 16_000_000,
    "larger than 4 MB": lambda: b"sigs:\n" + b"- dir: a\n  name: b\n" * 500_000,
    "more in this than in any such list": lambda: b"sigs: [" + b"a," * 1_900_000 + b"]\n",
    "larger than 64 MB": lambda: b'{"roles":[' + b" " * (MOST + 1),
    "the file is empty": _zeros,
    "more than 300,000 entries": lambda: (
        b'{"members":[],"roles":[' + b"{}," * 400_000 + b'{}],"circles":[],"circle_members":[]}'
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("why", LARGE)
def test_what_is_too_large_is_refused_before_it_takes_memory(tmp_path: Path, why: str) -> None:
    file = tmp_path / "export"
    file.write_bytes(LARGE[why]())
    kib, found = grown(file)
    assert why in found
    assert kib < 150_000, f"{kib} KiB for {file.stat().st_size >> 20} MB"


@pytest.mark.slow
def test_an_export_of_fifty_megabytes_comes_in_without_more_memory_than_twice_that(tmp_path: Path) -> None:
    """What threads and meetings hold is passed over, and costs nothing."""
    threads = [{"id": str(n), "title": "x" * 900, "data": {"n": n}} for n in range(50_000)]
    file = tmp_path / "export.json"
    file.write_text(json.dumps({"threads": threads, **EXPORT}))
    assert 45_000_000 < file.stat().st_size < MOST
    kib, found = grown(file)
    assert found == "2 people"
    assert kib < 110_000, f"{kib} KiB for 50 MB"


HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
BOMBS: dict[str, bytes] = {
    "a row of a million cells": b"<row>" + b"<c/>" * 1_000_000 + b"</row>",
    "a million rows of four cells": b"<row><c/><c/><c/><c/></row>" * 1_000_000,
    "no row, and a million cells": b"<x:row>" + b"<x:c/>" * 1_000_000,
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_sheet_that_is_small_packed_and_endless_unpacked_is_refused(tmp_path: Path, bomb: str) -> None:
    file = tmp_path / "export.xlsx"
    file.write_bytes(workbook(SHEETS))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet9.xml", HEAD + BOMBS[bomb] + b"</sheetData></worksheet>")
    assert file.stat().st_size < 200_000
    with pytest.raises(Misread, match="unpacked, there is more in this than in any organisation’s export"):
        read_files([file])


def test_an_archive_of_many_files_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "export.xlsx"
    file.write_bytes(workbook(SHEETS))
    with zipfile.ZipFile(file, "a") as packed:
        for number in range(5_000):
            packed.writestr(f"{number}.xml", "")
    with pytest.raises(Misread, match="unpacked, there is more in this"):
        read_files([file])
