"""Walking: how one moves on the map: in and out, to a circle wherever it lies, between the circles and the page."""

from asyncio import Event
from typing import Any, Literal, cast

from textual import on
from textual.widget import Widget

from sociotui.tui.map.acts import MapActs
from sociotui.tui.map.altering import KEYS, Altering, Spot
from sociotui.tui.map.drawing import DrawingPane
from sociotui.tui.map.outline import OutlinePane
from sociotui.tui.map.panes import PagePane
from sociotui.tui.map.place import Place
from sociotui.tui.patience import patiently
from sociotui.tui.signs import ASCII
from sociotui.tui.widgets.listing import Listing
from sociotui.words import _


class MapWalking(MapActs):
    """The part of the map that moves; which circle is chosen, and what is shown around it, stands in its place."""

    _place: Place
    told: OutlinePane | DrawingPane | None = None
    """The pane that was told last which circles there are."""

    def show_circles(self) -> None:
        """Show the circles as they are to be seen from the place where one is."""
        raise NotImplementedError

    def tell_chosen(self) -> None:
        """Show the page of the chosen circle."""
        raise NotImplementedError

    def tell_soon(self) -> None:
        """Show it when nobody has gone on for a moment."""
        raise NotImplementedError

    # --- which circle

    @property
    def beside(self) -> Widget:
        """What stands beside the circles: the page of the chosen one."""
        return self.query_one(PagePane)

    @property
    def drawn(self) -> bool:
        """Whether the circles are drawn; terminals with plain signs alone get the outline."""
        return self._place.drawn and self.app.signs is not ASCII

    @property
    def circles(self) -> OutlinePane | DrawingPane:
        return self.query_one(DrawingPane) if self.drawn else self.query_one(OutlinePane)

    def take_up(self) -> None:
        """Take up which circle was chosen a moment ago: before all is shown anew, as word of it may still be on its way."""
        if self.told is not None:
            self._place.chosen = self.told.circle or self._place.chosen

    def _show_them_again(self) -> None:
        self.take_up()
        self.show_circles()

    @on(Listing.Moved, "#outline")
    def _moved(self) -> None:
        """Tell about the circle when the cursor rests; what was looked for while all is drawn is gone to."""
        circle = self.query_one(OutlinePane).circle
        if self.drawn:
            self.go_to(circle)
        else:
            self._place.chosen = circle
            self.tell_soon()

    @on(DrawingPane.Moved)
    def _moved_in_drawing(self) -> None:
        self._place.chosen = self.query_one(DrawingPane).circle
        self.tell_soon()

    @on(OutlinePane.Sought)
    def _sought(self, message: OutlinePane.Sought) -> None:
        self.go_to(message.circle)

    def go_to(self, circle: str) -> None:
        """Choose a circle, wherever it lies; where it is not among those that are shown, show what is around it."""
        place, facts = self._place, self._place.facts
        if facts is None or circle not in facts.o.circles:
            return
        if not self._in_sight(circle):
            place.centre = ""
        place.chosen = circle
        self.show_circles()
        self.come_in_sight()
        self.tell_chosen()
        self.read_page(False)

    def come_in_sight(self) -> None:
        """Where the chosen circle is too small to be drawn, go in until it can be seen."""
        drawing = self.query_one(DrawingPane)
        sketch, chosen = drawing.sketch, self._place.chosen
        if not self.drawn or sketch is None or not drawing.content_size.width or drawing.shows(chosen):
            return
        self._place.centre = sketch.around(chosen)
        self.show_circles()

    def _in_sight(self, circle: str) -> bool:
        circles = self.circles
        return circles.shows(circle) if isinstance(circles, DrawingPane) else circles.holds(circle)

    # --- in and out

    @on(Listing.Chosen, "#outline")
    @on(DrawingPane.Chosen)
    def _enter(self) -> None:
        """Zoom into the chosen circle; where there is nothing to zoom into, go to its page."""
        self.tell_chosen()
        if self._place.goes_in:
            self._place.came = self._place.whole
            self._zoom(self._place.chosen, self._place.chosen)
        else:
            self.read_page(True)

    def _zoom(self, centre: str, chosen: str) -> None:
        self._place.centre, self._place.chosen = centre, chosen
        self.show_circles()
        self.tell_chosen()

    def zoom_out(self) -> None:
        """Go out to the circle around what is shown, of several the one that one came from; what was shown is chosen there."""
        place, facts = self._place, self._place.facts
        if facts is None:
            return
        if not place.centre:
            self.say(_("These are all circles. ‹quit› leaves the map."))
            return
        left = place.centre
        parents = facts.parents.get(left, ())
        around = place.came if place.came in parents else next(iter(parents), "")
        whole = len(facts.broadest) == 1 and around in facts.broadest
        self._zoom("" if whole else around, left)

    def action_beside(self, direction: Literal["left", "right"]) -> None:
        """Go to the neighbour, as it is drawn or in the outline; from the page to the circles, or to its next part."""
        beside, outline = self.beside, self.query_one(OutlinePane)
        if beside.has_focus and direction == "left":
            self.read_page(False)
        elif beside.has_focus:
            if isinstance(beside, PagePane):
                beside.next_part()
        elif self.drawn:
            self.query_one(DrawingPane).action_go(direction)
        elif to := outline.neighbour(direction):
            outline.go_to(to)
        elif direction == "left":
            self.zoom_out()
        else:
            self.read_page(True)

    def action_back(self) -> None:
        """Go back from the page to the circles."""
        self.read_page(False)

    # --- keys

    async def action_do(self, id_: str) -> None:
        """Do what a key stands for."""
        place, facts = self._place, self._place.facts
        if id_ == "zoom-out" and self.beside.has_focus:
            self.read_page(False)
        elif id_ == "zoom-out":
            self.zoom_out()
        elif id_ == "outline":
            self._turn()
        elif id_ == "colours":
            self.take_up()
            place.colouring = place.colouring.turned()
            self.show_circles()
        elif id_ == "aims":
            self._turn_aims()
        elif id_ in KEYS:
            await patiently(self, self._alter(id_))
        else:
            if id_ == "find" and self.drawn and facts:  # what is looked for is looked for among all
                self.query_one(OutlinePane).tell(facts, "", place.colouring, place.chosen, aims=place.aims)
            self.app.do(id_)

    async def _alter(self, id_: str) -> None:
        """Change what is chosen when the keys before this one have been taken in: who is quick means where they lead."""
        if self.focused:
            taken_in = Event()
            self.focused.call_later(taken_in.set)
            await taken_in.wait()
        Altering(self.app, self.go_to).do(id_, self._spot)

    @property
    def _spot(self) -> Spot:
        """Where what a key changes stands: the row of the page that is chosen there, else the chosen circle."""
        page = self.query_one(PagePane)
        row = page.chosen.replace("link:", "role:", 1)  # a link is a role
        return Spot(page.circle, row) if page.has_focus else Spot(self.circles.circle)

    def _turn_aims(self) -> None:
        """Show what each circle is there for, where there is room; or leave it out again."""
        place = self._place
        place.aims = not place.aims
        self.show_circles()
        self.tell_chosen()
        told = _("Each circle's aim stands by its name, where there is room; on its page, how aims nest.")
        self.say(told if place.aims else _("Aims are left out; each circle's page has them."))

    def _turn(self) -> None:
        """Turn from the outline to the drawing, or back."""
        if self.app.signs is ASCII:
            self.say(_("Circles are drawn where a terminal shows more than plain signs. The outline has all of them."))
            return
        self.take_up()
        self._place.drawn = not self._place.drawn
        self.show_circles()
        self.call_after_refresh(self.come_in_sight)
        self.read_page(False)

    @on(Listing.Chosen, "#page")
    async def _open_row(self, message: Listing.Chosen) -> None:
        await patiently(self, self.open(self.query_one(PagePane).circle, message.id))

    # --- panes

    def focus_next(self, selector: str | type[Widget] = "*") -> Widget | None:
        """Go to the other pane; on a narrow screen it takes the place of this one."""
        return self._turned() or super().focus_next(cast(Any, selector))

    def focus_previous(self, selector: str | type[Widget] = "*") -> Widget | None:
        """Go to the other pane."""
        return self._turned() or super().focus_previous(cast(Any, selector))

    def _turned(self) -> Widget | None:
        return self.read_page(not self.has_class("-reading")) if self.has_class("-narrow") else None

    def _settle(self) -> None:
        """Take over the circle under the cursor: that it has moved there may not have been told yet."""
        place, circles = self._place, self.circles
        standing = place.facts.o.standing if place.facts else {}
        if circles.has_focus and place.chosen in standing and circles.circle in standing:
            place.chosen = circles.circle
            self.tell_chosen()

    def read_page(self, reading: bool) -> Widget:
        """Go to the page, which on a narrow screen takes the place of the circles; or back to them."""
        narrow = self.has_class("-narrow")
        if reading:
            self._settle()
        self.set_class(reading and narrow, "-reading")
        pane: Widget = self.beside if reading else self.circles
        if narrow:
            self.set_focus(None)
            self.call_after_refresh(self._show_them_again)
        pane.focus()
        return pane
