"""Formats: whether the files that a home adds to the program's formats, exercises, lessons and cards can be used, and whose they are."""

from collections.abc import Collection, Iterator
from pathlib import Path

from sociotui.domain.refusal import nearest
from sociotui.exchange.formats import load_formats
from sociotui.exchange.lessons import load_library
from sociotui.exchange.practising import load_scenarios
from sociotui.room.doctor.findings import Finding
from sociotui.room.files import card_folders, format_folders, lesson_folders
from sociotui.words import _


def check_formats(home: Path, circles: Collection[str]) -> Iterator[Finding]:
    """Look at the formats of a home in which there are these circles, by id. A bad one keeps only itself from use."""
    folder = home / "formats"
    folders = sorted(each for each in folder.iterdir() if each.is_dir()) if folder.is_dir() else []
    places = dict.fromkeys(
        place for circle in ("", *(f.name for f in folders)) for place in format_folders(home, circle)
    )
    shelf = load_formats(list(places))
    for complaint in shelf.complaints:
        yield Finding(group="formats", check="format", level="look", said=complaint)
    for each in folders:
        if each.name not in circles:
            near = nearest(each.name, circles, most=1)
            said = _("{folder} is called like no circle, so nobody has the formats in it.", folder=each)
            said += " " + _("Is it to be “{name}”?", name=near[0]) if near else ""
            yield Finding(group="formats", check="circle", level="look", said=said, about=str(each))
    for complaint in load_scenarios([home / "practice"]).complaints:
        yield Finding(group="formats", check="exercise", level="look", said=complaint)
    library = load_library(lesson_folders(home), card_folders(home))
    for complaint in library.complaints:
        yield Finding(group="formats", check="lesson", level="look", said=complaint)
    if not shelf.complaints:
        own = sum(1 for _each in folder.rglob("*.toml")) if folder.is_dir() else 0
        said = _("All can be used: {n}; files of your own: {own}.", n=len(shelf.formats), own=own)
        yield Finding(group="formats", check="formats", level="well", said=said)
