"""Kept: what one person has read and judged, as the lessons' screen takes it from their own file and notes it there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sociotui.domain.lessons import Answer, Lesson
from sociotui.domain.refusal import Refused
from sociotui.exchange.trouble import trouble
from sociotui.tui.saying import SayingScreen

if TYPE_CHECKING:
    pass


class LessonsKept(SayingScreen):
    """The part of the screen that keeps; where one's own file will not have it, it says so and goes on."""

    def _lessons_read(self) -> frozenset[str]:
        """Return the lessons that were read, by id."""
        found: list[frozenset[str]] = []
        self._with_own(lambda: found.append(frozenset(self.app.own.things.read)))
        return found[0] if found else frozenset()

    def _judged(self, lesson: Lesson, page: int) -> Answer | None:
        """Return how a situation was judged, where it was."""
        found: list[Answer | None] = []
        self._with_own(lambda: found.append(self.app.own.things.judged.get(f"{lesson.id}/{page}")))
        return found[0] if found else None

    def _with_own(self, do: Callable[[], None]) -> bool:
        """Do something with what is one's own; where its file will not have it, say so and go on. True when it was done."""
        try:
            do()
        except Refused as refusal:
            self.say(str(refusal), warning=True)
        except OSError as error:
            self.say(trouble(error), warning=True)
        else:
            return True
        return False
