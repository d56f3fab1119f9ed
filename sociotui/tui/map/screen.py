"""The map, screen 2: the circles at the left, the page of the chosen one at the right; all of it is reached by keys."""

from asyncio import to_thread
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer

from sociotui.room.actions import BY_ID, Where
from sociotui.room.port import Snapshot
from sociotui.tui.keys import bindings, ways, ways_out
from sociotui.tui.map.altering import KEYS
from sociotui.tui.map.drawing import DrawingPane, Sketch
from sociotui.tui.map.facts import Facts
from sociotui.tui.map.history import NOW, HistoryPane
from sociotui.tui.map.looking_back import MapLookingBack
from sociotui.tui.map.outline import OutlinePane
from sociotui.tui.map.page import Page
from sociotui.tui.map.panes import LegendPane, PagePane, WayPane
from sociotui.tui.map.past import Past
from sociotui.tui.map.place import Place
from sociotui.tui.map.taking_back import can_be_taken_back
from sociotui.tui.widgets.keybar import KeyBar
from sociotui.tui.widgets.lines import clip
from sociotui.tui.widgets.listing import Listing
from sociotui.tui.widgets.said import SaidLine
from sociotui.words import _

_REST = 0.12
"""Seconds after which a cursor that has not moved on rests."""
_TINY, _NARROW = 10, 72
"""Rows below which frames are left out; columns below which one pane is shown."""
_TREE = 38, 84
"""Cells that the outline takes beside the page at the least and at the most, frame included."""
_PAGE = 36, 100
"""Cells that the page keeps beside the drawing, at the least and at the most."""
_AT_ONCE = 60
"""Circles up to which a sketch is made within a frame or two."""


class MapScreen(MapLookingBack):
    """All circles, and all that is known of each."""

    CSS_PATH = "map.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("everywhere"),
        *ways_out(),
        *bindings("map"),
        Binding(BY_ID["attendance"].key, "go_there", show=False, id="attendance"),
        Binding("left", "beside('left')", show=False, priority=True),
        Binding("right", "beside('right')", show=False, priority=True),
        Binding("escape", "back", show=False, priority=True),
    ]
    where: ClassVar[Where] = "map"
    can_do: ClassVar[frozenset[str]] = MapLookingBack.LOOKING | KEYS | {"zoom-out", "outline", "colours", "aims"}

    def __init__(self, circle: str = "") -> None:
        super().__init__()
        self._wanted = circle
        self._resting: Timer | None = None
        self._place = Place()
        self._past = Past()
        self._sketching: Facts | None = None

    def compose(self) -> ComposeResult:
        """Lay out the way, the circles, the page, and the keys."""
        self._place = self.app.going.places.setdefault("map", self._place)
        self._fit()
        yield WayPane(id="way")
        with Horizontal(id="map"):
            with Vertical(id="circles"):
                yield DrawingPane(_("Circles"), id="drawing", classes="framed")
                yield OutlinePane(_("Circles"), id="outline", classes="framed")
                yield LegendPane(id="legend")
            yield PagePane(id="page", classes="framed")
            yield HistoryPane(id="history", classes="framed")
        yield SaidLine(id="said")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Begin to watch the room, where one was the last time."""
        if not self.is_attached:
            return  # the app ends, and nothing was laid out
        self._fit()
        self.set_focus(self.circles)  # at once, for who goes on as soon as the circles are seen
        self.watch(self.app, "snapshot", self._show)
        if self._wanted:
            self.go_to(self._wanted)
        self.call_after_refresh(self.come_in_sight)

    def on_resize(self, _event: events.Resize) -> None:
        """Fit to the terminal."""
        self._fit()
        self.call_after_refresh(self._show_again)

    def on_screen_resume(self) -> None:
        """Catch up with what happened while a dialog stood before this."""
        if self.query(PagePane):
            self._fit()
            self._show_again()

    def _fit(self) -> None:
        width, height = self.app.size
        self.set_class(height < _TINY, "-tiny")
        self.set_class(width < _NARROW, "-narrow")
        self.set_class(self.drawn, "-drawn")
        for circles in self.query("#circles"):
            circles.styles.width = "1fr" if width < _NARROW else self._share(width, height)
        if width >= _NARROW and self.has_class("-reading"):
            self.read_page(False)

    def _share(self, width: int, height: int) -> int:
        """Return the cells that the circles take beside the page."""
        if not self.drawn:
            return max(_TREE[0], min(_TREE[1], width * 45 // 100))
        page = max(_PAGE[0], min(_PAGE[1], width * 2 // 5))
        return max(width - page, min(width - _PAGE[0], height * 2))

    # --- showing

    def _show_again(self) -> None:
        self._show(self.app.snapshot)

    def _show(self, snapshot: Snapshot | None) -> None:
        if snapshot is None or not self.is_current:
            return  # what changes beneath another screen makes Textual draw that one anew
        self.take_up()
        facts = self.facts_of(snapshot)
        if facts is not self._place.facts:
            self._place.renew(facts)
        self.show_circles()
        self.tell_chosen()
        self.catch_up()
        if snapshot.trouble:
            self.say(snapshot.trouble, warning=True)

    def show_circles(self) -> None:
        """Show the circles as they are to be seen from the place where one is."""
        place, facts = self._place, self._place.facts
        if facts is None:
            return
        if self.has_class("-drawn") != self.drawn:
            self._fit()
        self.query_one(WayPane).tell(facts, place.centre)
        self.told = self.circles
        if isinstance(self.told, DrawingPane):
            self.told.tell(self._sketched(facts), place.centre, place.colouring, place.chosen, aims=place.aims)
        else:
            self.told.tell(facts, place.centre, place.colouring, place.chosen, aims=place.aims)
        self._show_legend()
        self.show_keys()

    def _sketched(self, facts: Facts) -> Sketch | None:
        """Return what is drawn; of many circles what was drawn last, until the new sketch has been made beside the loop."""
        place = self._place
        if place.sketch is None or not place.sketch.fits(facts):
            if len(facts.o.circles) <= _AT_ONCE:
                place.sketch = Sketch(facts, place.sketch)
            elif self._sketching is not facts:
                self._sketching = facts
                self.run_worker(self._make_sketch(facts), group="sketch", exclusive=True)
        return place.sketch

    async def _make_sketch(self, facts: Facts) -> None:
        self._place.sketch = await to_thread(Sketch, facts, self._place.sketch)
        if not self.query(DrawingPane):
            return  # this screen was left meanwhile
        self.take_up()
        self.show_circles()
        self.come_in_sight()

    def _show_legend(self) -> None:
        drawing, key = self.query_one(DrawingPane), self.app.keys.get("colours", "")
        lines = drawing.legend if self.drawn else self._place.colouring.legend(self.app.signs)
        self.query_one(LegendPane).tell(lines, key)

    def tell_soon(self) -> None:
        """Tell about the circle when the cursor rests; who goes quickly from one to another is not slowed down by it."""
        if self._resting:
            self._resting.stop()
        self._resting = self.set_timer(_REST, self.tell_chosen)

    def circle_here(self) -> str:
        """Return the circle that is chosen."""
        return self._place.chosen

    def tell_chosen(self) -> None:
        """Show the page of the chosen circle."""
        place, facts, page = self._place, self._place.facts, self.query_one(PagePane)
        if facts is None or not self.is_current:
            return
        circle = facts.o.circles.get(place.chosen)
        day = _(", on {day}", day=f"{facts.today:%-d %b %Y}") if facts.past else ""
        room = max(8, self.app.size.width // 2 - (cell_len(day) + 6 if day else 0))
        page.entitle((clip(circle.name, room) if circle else _("No circle")) + day)
        told = Page(facts, self.app.clock, self.app.spoken, self.app.signs)
        told.aims = place.aims
        page.tell(told, place.chosen)
        self.follow_chosen()
        self.show_keys()

    # --- which keys count now

    def show_keys(self) -> None:
        """Name the keys that count now."""
        keys, page, history = self.app.keys, self.query_one(PagePane), self.query_one(HistoryPane)
        if history.has_focus:
            entries = [("enter", _("today") if history.chosen == NOW else _("read")), ("↑↓", _("day by day"))]
            if self.listed_entry and can_be_taken_back(self.listed_entry):
                entries.insert(0, (keys["take-back"], _("take back")))
        elif page.has_focus:
            entries = [("enter", _meaning(page.chosen)), ("↑↓", _("choose")), (keys["zoom-out"], _("back"))]
        else:
            entries = [
                ("enter", _("go in") if self._place.goes_in else _("read")),
                (keys["zoom-out"], _("out")),
                (keys["find"], _("find")),
                (keys["next-pane"], _("changes") if self.listed else _("page")),
            ]
        if self.in_past or self.listed:
            entries = [*self._keys_of_days(keys), *entries]
        entries += [
            *([] if self.in_past else [(keys["alter"], _("change")), (keys["add-here"], _("add"))]),
            *([] if page.has_focus else [(keys["outline"], _("outline") if self.drawn else _("drawing"))]),
            *([] if self.in_past else self._keys_of_today(keys)),
            (keys["quit"], _("leave")),
            (keys["help"], _("keys")),
        ]
        self.query_one(KeyBar).fill(entries, ways(keys, "map"))

    def _keys_of_today(self, keys: dict[str, str]) -> list[tuple[str, str]]:
        listed = [] if self.listed else [(keys["history"], _("history"))]
        return [*listed, (keys["aims"], _("aims")), (keys["colours"], _("colours"))]

    def _keys_of_days(self, keys: dict[str, str]) -> list[tuple[str, str]]:
        whose = _("all changes") if self._past.whose else _("page")
        return [
            ("esc", _("today")),
            (keys["history"], whose if self.listed else _("history")),
            (keys["day-before"], _("before")),
            (keys["day-after"], _("next")),
            (keys["on-day"], _("day")),
        ]

    def on_descendant_focus(self) -> None:
        """Name what the keys do in the pane that has the focus now."""
        self.show_keys()

    @on(Listing.Moved, "#history")
    @on(Listing.Moved, "#page")
    def _moved_on_page(self) -> None:
        self.show_keys()


def _meaning(row: str) -> str:
    """Return what enter does with a row of the page."""
    meanings = {
        "circle": _("go there"),
        "nest": _("go there"),
        "meeting": _("to its meeting"),
        "next": _("meet"),
        "step": _("done"),
    }
    return meanings.get(row.partition(":")[0], _("open"))
