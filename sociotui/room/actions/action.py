"""Action: one thing that a person can do, and where."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from sociotui.domain.event import Command
from sociotui.domain.meeting import Meeting
from sociotui.room.asking import Options

Where = Literal["everywhere", "home", "meeting", "map", "lists", "agenda", "lessons", "practice", "mirror", "mend"]
"""`lists`: the screens of decisions, and of people and roles; `agenda`: that of a coming meeting."""


class Action(Struct, frozen=True, kw_only=True):
    """One thing that a person can do. `command` is None for what only a screen does; `takes` names its options."""

    id: str
    key: str = ""
    label: str
    help: str
    where: Where = "meeting"
    takes: tuple[str, ...] = ()
    command: Callable[[Meeting, Options], Command] | None = None
