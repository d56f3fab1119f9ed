"""Staging: a meeting of the Garden circle brought to a step, in whatever format, dialect and customs; and an app in it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import Static

from sociotui.domain.circles import Dialect
from sociotui.domain.customs import Customs
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Definition
from sociotui.domain.people import Role
from sociotui.room.actions import find
from sociotui.room.asking import Options
from sociotui.room.furnishing import Opening
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.tui.app import SociotuiApp
from sociotui.tui.settings import Settings
from tests.homes import SIX, Hands, home_in
from tests.tui.waiting import until

WORDING = "Two people open the shed each Saturday."
StageAt = Callable[..., "Stage"]


class Stage:
    """A home with one meeting under way; what nobody says in a test is said as plainly as it can be."""

    def __init__(
        self,
        folder: Path,
        hands: Hands,
        *,
        dialect: Dialect = "sofa",
        customs: Customs | None = None,
        roles: tuple[Role, ...] = (),
        present: tuple[str, ...] = SIX,
    ) -> None:
        self.home: Home = home_in(folder, hands)
        o = self.home.organisation()
        assert o.about
        circles = tuple(
            replace(c, dialect=dialect, customs=customs or c.customs, role=roles) if c.id == "garden" else c
            for c in o.circles.values()
        )
        self.home.define(Definition(organisation=o.about, person=tuple(o.people.values()), circle=circles), "test")
        self.id = ""
        self.open(present)

    def open(self, present: tuple[str, ...] = SIX) -> None:
        """Open a meeting; it is the one that is acted in from now on."""
        self.id = self.home.open(
            Opening(circle="garden", present=present, facilitator="zoe", secretary="eli"), present[0]
        )

    @property
    def meeting(self) -> Meeting:
        """The meeting as it may be seen."""
        return self.home.meeting(self.id)

    def act(self, action: str, **said: Any) -> None:
        """Do an action, as the command line does."""
        command = find(action).command
        assert command
        self.home.act(self.id, command(self.meeting, Options(**said)), "zoe")

    def add(self, format_: str = "", **said: Any) -> "Stage":
        """Put an item on the agenda."""
        self.act("agenda", title="The shed", format=format_, **said)
        return self

    def go(self, step: str) -> "Stage":
        """Go on until that step, everybody speaking and consenting as their turn comes."""
        for _each in range(300):
            m = self.meeting
            if m.place.step == step:
                return self
            if m.round and m.round.speaking:
                self.act("consent" if m.round.subject else "next")
            elif m.step.kind == "nominate":
                self._nominate(m)
                self.act("step")
            else:
                self._write(m)
                self.act("step")
        raise AssertionError(f"the meeting never came to {step}")

    def _nominate(self, m: Meeting) -> None:
        grid = m.item.grid if m.item else None
        assert grid
        for person in m.counting():
            if not grid.has_written(person):
                choices = ",".join(f"{s.role}=dara" for s in grid.sought)
                self.act("nominate", person=person, nominee=choices, why="Patient")

    def _write(self, m: Meeting) -> None:
        if m.step.kind == "roles" and m.item and m.item.grid is None:
            self.act("seek", roles="secretary")
        elif m.step.kind == "amend" and m.proposal is None:
            makes = "" if m.step.part else m.format_of(m.place).makes
            if makes == "selection":
                self.act("select", nominee="dara", why="Patient")
            elif makes == "review":
                self.act("review", kind="keep")
            elif makes in ("joining", "leaving"):
                self.act("member", person="hana" if makes == "joining" else "ben")
            elif makes in ("circle", "helping"):
                until = "2026-09-01" if makes == "helping" else ""
                self.act("found", name="Bees", text="Honey", members="ana,ben", leader="ana", until=until)
            elif makes == "vma":
                self.act("describe", aims="Honey for all", mission="We keep bees.")
            else:
                self.act("propose", text=WORDING)

    def app(self, settings: Settings | None = None) -> SociotuiApp:
        """Return an app in this meeting."""
        return SociotuiApp(LiveRoom(self.home, "zoe", self.id), settings or Settings())


async def typed(pilot: Pilot[Any], *said: str) -> None:
    """Press keys by their names in ‹›, and type everything else letter by letter, then wait until it has arrived."""
    for text in said:
        keys = [text[1:-1]] if text.startswith("‹") else list(text)
        await pilot.press(*keys)
    await pilot.pause()


async def accept(pilot: Pilot[Any]) -> None:
    """Accept the form on top."""
    await pilot.press("ctrl+s")


async def closed(pilot: Pilot[Any], dialog: str = "FormDialog") -> None:
    """Wait until that dialog is gone."""
    await until(pilot, lambda: not any(type(s).__name__ == dialog for s in pilot.app.screen_stack))


def said_in(pilot: Pilot[Any], part: str) -> str:
    """Return what a part of the dialog on top says, however it is broken into lines."""
    return str(pilot.app.screen.query_one(part, Static).content)
