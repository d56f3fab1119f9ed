"""What a home writes out, with the part that is done beside it done at once."""

from typing import Any, Literal

from sociotui.exchange.page import Table
from sociotui.room import exporting
from sociotui.room.beside import finished
from sociotui.room.exporting import minutes_of_meeting, one_meeting, take_in
from sociotui.room.home import Home

__all__ = [
    "calendar",
    "everything",
    "handbook",
    "left_out",
    "minutes_of_meeting",
    "one_meeting",
    "tables",
    "take_in",
    "tinydb",
]


def handbook(home: Home, circle: str, format_: Literal["md", "html"]) -> str:
    """Return the handbook of a circle, or of all."""
    return str(finished(exporting.handbook(home, circle, format_)))


def calendar(home: Home, circle: str) -> bytes:
    """Return the calendar of a circle, or of all."""
    return bytes(finished(exporting.calendar(home, circle)))


def tables(home: Home) -> dict[str, Table]:
    """Return all tables by name."""
    written = finished(exporting.tables(home)).items()
    return {name: Table(tuple(head), tuple(map(tuple, rows))) for name, (head, *rows) in written}


def everything(home: Home) -> bytes:
    """Return all data."""
    return bytes(finished(exporting.everything(home))["data"])


def left_out(home: Home) -> str:
    """Return the sentence on what is left out of it."""
    return str(finished(exporting.everything(home))["left_out"])


def tinydb(home: Home) -> tuple[dict[str, Any], int]:
    """Return a file for each stream, and how many events they hold."""
    found = finished(exporting.tinydb(home))
    return found["streams"], found["events"]
