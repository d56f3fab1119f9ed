"""Ended circles: they stand on record for what they decided, so whatever a file says of them, they stay as they are."""

from collections.abc import Mapping

from sociotui.domain.circles import Circle
from sociotui.domain.refusal import brief
from sociotui.exchange.imports.draft import Lefts
from sociotui.words import _


class Ended:
    """Knows which circles of an organisation have ended, and tells of each once that it stays so."""

    def __init__(self, circles: Mapping[str, Circle], left: Lefts) -> None:
        self._circles = {id_: circle for id_, circle in circles.items() if circle.ended}
        self._left, self._told = left, set[str]()

    def stays(self, id_: str, place: str) -> bool:
        """Tell whether a circle has ended, so that nothing of what stands at `place` comes into it."""
        circle = self._circles.get(id_)
        if circle and id_ not in self._told:
            self._told.add(id_)
            self._left.note(
                place,
                _(
                    "{circle} ended here on {day}, and stays so: nobody comes into it, and no role. One that begins anew "
                    "gets an id of its own.",
                    circle=brief(circle.name),
                    day=circle.ended,
                ),
            )
        return circle is not None

    @property
    def stayed(self) -> bool:
        """Whether anything was to come into a circle that has ended."""
        return bool(self._told)

    def holds(self, id_: str, inside: str) -> str:
        """Return the sentence that says why a circle called `inside` can't lie in this one; "" where it has not ended."""
        circle = self._circles.get(id_)
        if circle is None:
            return ""
        return _(
            "“{inside}” can't lie in {circle}, which ended here on {day}.",
            inside=brief(inside),
            circle=brief(circle.name),
            day=circle.ended,
        )
