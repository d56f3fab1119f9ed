"""The demo: a living organisation and a meeting in mid-round, told from data files into a home of their own."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from sociotui.exchange.organisations import read_organisation
from sociotui.room.actions import find
from sociotui.room.asking import Options
from sociotui.room.clock import Clock
from sociotui.room.files import data_folder
from sociotui.room.furnishing import Opening
from sociotui.room.home import Home

_DAY = 86_400_000
"""Milliseconds."""
_S = TypeVar("_S", bound=Struct)


class _Act(Struct, forbid_unknown_fields=False):
    do: str
    times: int = 1
    seconds: int = 10
    review_in: int | None = None
    """Days from the meeting to the review."""


class _Script(Struct):
    circle: str
    present: tuple[str, ...]
    facilitator: str
    secretary: str
    days_ago: int = 0
    act: list[dict[str, Any]] = field(default_factory=list)

    def opening(self) -> Opening:
        """Return how its meeting is opened."""
        return Opening(circle=self.circle, present=self.present, facilitator=self.facilitator, secretary=self.secretary)

    def acts(self) -> list[tuple[_Act, Options]]:
        """Return what is done in it, in that order."""
        return [(msgspec.convert(act, _Act), _options(act)) for act in self.act]


class _Earlier(Struct):
    meeting: list[_Script]


def stage(home: Home, *, earlier: bool = False) -> str:
    """Found the demo organisation in `home`, hold its meeting up to now, and return that meeting's id.

    `earlier`: the meetings before it are held too, for there to be decisions. All acts lie in the past of the home's
    clock, the last one a moment ago, and the clock is as it was afterwards.
    """
    folder = data_folder() / "demo"
    source = folder / "organisation.toml"
    scripts = _scripts(folder, earlier)
    real, past = home.clock, _Past(0)
    home.clock = Clock(now=past, local=real.local)
    meeting = ""
    try:
        for script in scripts:
            past.at = real.now() - script.days_ago * _DAY - sum(a.times * a.seconds for a, _o in script.acts()) * 1000
            if not meeting:
                home.define(read_organisation(source.read_text("utf-8"), source.name), "demo")
            meeting = _hold(home, script, past)
    finally:
        home.clock = real
    return meeting


def _scripts(folder: Path, earlier: bool) -> list[_Script]:
    before = _read(folder / "earlier.toml", _Earlier).meeting if earlier else []
    return [*before, _read(folder / "meeting.toml", _Script)]


def _read(path: Path, kind: type[_S]) -> _S:
    return msgspec.convert(tomllib.loads(path.read_text("utf-8")), kind)


def _hold(home: Home, script: _Script, past: "_Past") -> str:
    meeting = home.open(script.opening(), script.facilitator)
    for act, options in script.acts():
        action = find(act.do)
        for _time in range(act.times):
            past.at += act.seconds * 1000
            current = home.course(meeting).meeting
            if action.command is None or current is None:
                raise ValueError(f"{act.do} is no act of a meeting")
            if act.review_in is not None:
                options = replace(options, review=str(current.today + timedelta(act.review_in)))
            home.act(meeting, action.command(current, options), script.facilitator)
    return meeting


def _options(act: dict[str, Any]) -> Options:
    return msgspec.convert({k: v for k, v in act.items() if k not in _Act.__struct_fields__}, Options)


class _Past:
    """A clock that is set by hand."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self) -> int:
        return self.at
