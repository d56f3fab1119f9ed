"""Practising in an app: the exercises that there are, the one under way, and what somebody keeps of them for themselves."""

from asyncio import to_thread
from typing import TYPE_CHECKING

from sociotui.domain.refusal import unknown
from sociotui.room.practising.progress import SEEDS, Keeper
from sociotui.room.practising.room import PracticeRoom
from sociotui.room.practising.shelf import Exercises, exercises
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp


class Practising:
    """What the person of `app` practises. The exercise under way waits while they look at something else."""

    def __init__(self, app: "SociotuiApp") -> None:
        self._app = app
        self.keeper = Keeper(app.settings.own)
        self.what: Exercises | None = None
        self.room: PracticeRoom | None = None

    async def load(self) -> Exercises:
        """Return what there is to practise, read anew: somebody may write an exercise just now."""
        self.what = await to_thread(exercises, getattr(self._app.seat.own, "folder", None))
        return self.what

    def begin(self, id_: str, seed: int | None = None) -> None:
        """Begin an exercise and show it; without a seed another one than the last time. Refuses one that there is not."""
        if self.what is None or id_ not in self.what.scenarios:
            known = {s.id: s.title for s in self.what.scenarios.values()} if self.what else {}
            raise unknown(_("exercise"), id_, known)
        clock, own = self._app.seat.own.clock, self._app.seat.own
        people = own.snapshot.organisation.people
        name = people[own.me].name if own.me in people else own.me.capitalize()
        self.room = PracticeRoom(
            self.what, id_, clock.now() % SEEDS if seed is None else seed, clock, name, own.library
        )
        self.show()

    def show(self) -> None:
        """Show the exercise under way."""
        from sociotui.tui.practice.exercise import ExerciseScreen

        if self.room:
            self._app.seat.sit(self.room)
            self._app.push_screen(ExerciseScreen(self.room, self))

    @property
    def waiting(self) -> PracticeRoom | None:
        """The exercise that was left in its midst; None where there is none."""
        return self.room if self.room and not self.room.x.over else None

    def title(self, id_: str) -> str:
        """Return the title of an exercise; "" where there is none of that id."""
        return self.what.scenarios[id_].title if self.what and id_ in self.what.scenarios else ""
