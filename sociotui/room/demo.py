"""The demo: a living organisation and a meeting in mid-round, told from data files into a home of their own."""

import tomllib
from typing import Any

import msgspec
from msgspec import Struct, field

from sociotui.exchange.organisations import read_organisation
from sociotui.room.actions import find
from sociotui.room.asking import Options
from sociotui.room.clock import Clock
from sociotui.room.files import data_folder
from sociotui.room.furnishing import Opening
from sociotui.room.home import Home


class _Act(Struct, forbid_unknown_fields=False):
    do: str
    times: int = 1
    seconds: int = 10


class _Script(Struct):
    circle: str
    present: tuple[str, ...]
    facilitator: str
    secretary: str
    act: list[dict[str, Any]] = field(default_factory=list)


def stage(home: Home) -> str:
    """Found the demo organisation in `home`, hold its meeting up to now, and return that meeting's id.

    The acts lie in the past of the home's clock, the last one a moment ago, and the clock is as it was afterwards.
    """
    folder = data_folder() / "demo"
    source = folder / "organisation.toml"
    script = msgspec.convert(tomllib.loads((folder / "meeting.toml").read_text("utf-8")), _Script)
    acts = [(msgspec.convert(act, _Act), _options(act)) for act in script.act]
    real, past = home.clock, _Past(home.clock.now() - sum(a.times * a.seconds for a, _o in acts) * 1000)
    home.clock = Clock(now=past, local=real.local)
    try:
        home.define(read_organisation(source.read_text("utf-8"), source.name), "demo")
        opening = Opening(
            circle=script.circle,
            present=script.present,
            facilitator=script.facilitator,
            secretary=script.secretary,
        )
        meeting = home.open(opening, script.facilitator)
        for act, options in acts:
            action = find(act.do)
            for _time in range(act.times):
                past.at += act.seconds * 1000
                current = home.course(meeting).meeting
                if action.command is None or current is None:
                    raise ValueError(f"{act.do} is no act of a meeting")
                home.act(meeting, action.command(current, options), script.facilitator)
    finally:
        home.clock = real
    return meeting


def _options(act: dict[str, Any]) -> Options:
    return msgspec.convert({k: v for k, v in act.items() if k not in _Act.__struct_fields__}, Options)


class _Past:
    """A clock that is set by hand."""

    def __init__(self, at: int) -> None:
        self.at = at

    def __call__(self) -> int:
        return self.at
