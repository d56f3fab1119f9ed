"""Styles: what a screen's own sheet says of a part by its name alone, no other screen has a part of that name for."""

import re
from pathlib import Path

import pytest

import sociotui.tui

TUI = Path(sociotui.tui.__file__).parent
SHEETS = [sheet for sheet in sorted(TUI.glob("*/*.tcss")) if sheet.parent.name != "dialogs"]
"""A sheet stays loaded when its screen has been left. That of the dialogs is for all of them."""


def named(folder: Path) -> set[str]:
    """Return the names that the parts of screens have which are made in a folder."""
    made = re.compile(r'(?:\(|_\(".*"\), )id="([a-z-]+)"')  # keys have ids, too, behind other words
    return {name for path in folder.glob("*.py") for name in made.findall(path.read_text("utf-8"))}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_a_screens_styles_leave_others_alone(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.S)
    said = {name for rule in re.findall(r"([^{}]+)\{", rules) for name in re.findall(r"(?:^|,)\s*#([a-z-]+)", rule)}
    elsewhere = set().union(*(named(other) for other in TUI.iterdir() if other.is_dir() and other != sheet.parent))
    assert not said & elsewhere
