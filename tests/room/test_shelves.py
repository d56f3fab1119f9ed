"""Formats read once: a file that is changed, put there or taken away is seen the next time."""

import re
from pathlib import Path
from unittest.mock import Mock

import pytest

from sociotui.exchange import formats
from sociotui.room.files import data_folder
from sociotui.room.shelves import Shelves

SHIPPED = (data_folder() / "formats" / "report.toml").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "formats").mkdir()
    return tmp_path / "formats"


def write(path: Path, title: str) -> None:
    path.write_text(re.sub("(?m)^title = .*", f'title = "{title}"', SHIPPED, count=1), encoding="utf-8")


def test_they_are_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "short.toml", "Short")
    shelves, reading = Shelves(), Mock(wraps=formats.load_formats)
    monkeypatch.setattr(formats, "load_formats", reading)
    first = shelves.of([folder])
    assert first.formats["short"].title == "Short", first.complaints
    assert shelves.of([folder]) is first
    reading.assert_called_once()


def test_what_changes_is_seen(folder: Path) -> None:
    shelves, path = Shelves(), folder / "short.toml"
    write(path, "Short")
    assert shelves.of([folder]).formats["short"].title == "Short"
    path.unlink()
    write(path, "Brief")
    assert shelves.of([folder]).formats["short"].title == "Brief"
    write(folder / "long.toml", "Long")
    assert {*shelves.of([folder]).formats} == {"short", "long"}
    (folder / "long.toml").write_text("title = ")
    assert {*shelves.of([folder]).formats} == {"short"}
    assert "long.toml" in shelves.of([folder]).complaints[0]
    path.unlink()
    assert not shelves.of([folder]).formats


def test_a_folder_that_comes_is_seen(tmp_path: Path) -> None:
    shelves, folder = Shelves(), tmp_path / "garden"
    assert not shelves.of([folder]).formats
    folder.mkdir()
    write(folder / "short.toml", "Short")
    assert {*shelves.of([folder]).formats} == {"short"}


def test_a_file_that_leads_nowhere_is_complained_of_and_seen_when_it_leads_somewhere(
    folder: Path, tmp_path: Path
) -> None:
    shelves, there = Shelves(), tmp_path / "elsewhere.toml"
    (folder / "short.toml").symlink_to(there)
    assert not shelves.of([folder]).formats
    write(there, "Short")
    assert {*shelves.of([folder]).formats} == {"short"}
