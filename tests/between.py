"""Between meetings: a home in which the Garden circle has decided something that now waits for those who were absent."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from sociotui.domain.customs import Customs
from sociotui.domain.organisation import Definition
from sociotui.room.actions import find
from sociotui.room.asking import Options
from sociotui.room.furnishing import Opening
from sociotui.room.home import Home
from tests.homes import Hands, home_in

WORDING = "Two people open the shed\neach Saturday."
HOUR = 3_600_000
DAY = 24 * HOUR
HERE = ("ana", "ben", "chidi", "eli", "fay", "zoe")
"""Those who were there; Dara was not, nor Gio, who is a full member as delegate of the Harvest feast."""


def agreed(home: Home, customs: Customs, circle: str = "garden") -> None:
    """Give a circle its customs."""
    o = home.organisation()
    assert o.about
    home.define(Definition(organisation=o.about, circle=(replace(o.circles[circle], customs=customs),)), "test")


def held(
    home: Home,
    *titles: str,
    present: Sequence[str] = HERE,
    taken_on: str = "",
    until: str = "",
    circle: str = "garden",
    review: str = "2026-09-01",
) -> str:
    """Hold a meeting of a circle that consents to a proposal under each title until `review`; return its id.

    `taken_on` is a next step that Ben takes on until the day `until`.
    """
    who = tuple(present)
    id_ = home.open(Opening(circle=circle, present=who, facilitator=who[-1], secretary=who[0]), who[-1])

    def act(action: str, **said: object) -> None:
        command = find(action).command
        assert command is not None
        home.act(id_, command(home.meeting(id_), Options(**said)), who[0])  # type: ignore[arg-type]

    for title in titles:
        act("agenda", title=title, aim="decide", minutes=10)
    if taken_on:
        act("take-on", text=taken_on, person="ben", until=until)
    for _step in range(500):
        m = home.meeting(id_)
        if m.closed:
            return id_
        if m.round and not m.round.complete:
            act("consent" if m.round.subject else "next")
        elif m.step.kind == "closing":
            act("close")
        elif m.step.kind == "amend" and m.proposal is None:
            act("propose", text=WORDING, person=who[0])
        elif m.step.kind == "record" and m.item and not m.item.outcome:
            act("record", review=review, responsible=who[0], why="It is always locked")
        else:
            act("step")
    raise AssertionError("this meeting does not end")


def waiting_home(folder: Path, hands: Hands, customs: Customs, *titles: str, taken_on: str = "") -> Home:
    """Return a home with decisions under these titles that wait for Dara and Gio, as the `customs` have it."""
    home = home_in(folder, hands)
    agreed(home, customs)
    held(home, *titles, taken_on=taken_on, until="2026-03-20" if taken_on else "")
    return home
