"""Place: where somebody is on the map. It is kept while they are elsewhere."""

from typing import TYPE_CHECKING

from msgspec import Struct

from sociotui.tui.map.colours import Colouring
from sociotui.tui.map.facts import Facts

if TYPE_CHECKING:
    from sociotui.tui.map.drawing import Sketch


class Place(Struct):
    """What is shown: the circles within `centre` ("" for all), drawn or as an outline, with their `aims` or without; which one is `chosen`; in which colours.

    `came` is the circle from which one went in to `centre`.
    """

    centre: str = ""
    came: str = ""
    chosen: str = ""
    colouring: Colouring = Colouring("depth")
    drawn: bool = True
    aims: bool = False
    facts: Facts | None = None
    sketch: "Sketch | None" = None

    def renew(self, facts: Facts) -> None:
        """Go on with what there is by now; what is gone is left."""
        self.facts = facts
        if self.centre not in facts.o.standing:
            self.centre = ""
        if self.chosen not in facts.o.circles:  # the page of one that has ended can be read
            self.chosen = self.centre or next(iter(facts.broadest), "")

    @property
    def whole(self) -> str:
        """The one circle from which all that is shown goes out; "" where there are several."""
        broadest = self.facts.broadest if self.facts else []
        return self.centre or (broadest[0] if len(broadest) == 1 else "")

    @property
    def goes_in(self) -> bool:
        """Tell whether enter zooms into the chosen circle: it is not what is shown already, and there is more to see in it."""
        if (
            self.facts is None
            or not self.chosen
            or self.chosen == self.whole
            or self.facts.o.circles[self.chosen].ended
        ):
            return False
        return self.drawn or bool(self.facts.below.get(self.chosen))
