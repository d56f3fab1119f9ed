"""The lessons' screen: a list of what there is to read, and a page of it; situations are judged, and nobody else learns how."""

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from sociotui.domain.lessons import Answer, Group, Lesson, Library, Page
from sociotui.domain.refusal import Refused
from sociotui.journal.port import JournalError
from sociotui.room.actions import Where
from sociotui.tui.finding.panes import ReadPane
from sociotui.tui.keys import bindings, footer, ways, ways_out
from sociotui.tui.lessons.kept import LessonsKept
from sociotui.tui.lessons.pages import CountLine, laid
from sociotui.tui.widgets.keybar import KeyBar
from sociotui.tui.widgets.lines import Line
from sociotui.tui.widgets.listing import Listing, Row
from sociotui.tui.widgets.said import SaidLine
from sociotui.words import _, with_keys

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp

_SLIM, _WIDE = 72, 110
"""Columns below which frames are left out, and from which list and page stand beside each other."""
_HEADINGS: dict[Group, str] = {
    "practices": _("Twelve practices"),
    "formats": _("Formats of meetings and items"),
    "conflict": _("Conflict"),
    "judging": _("To judge"),
    "own": _("Our own"),
}
_JUDGING: dict[str, Answer] = {"power-with": "with", "power-over": "over", "power-both": "both"}


def open_lessons(app: "SociotuiApp", lesson: str = "") -> None:
    """Show the lessons; with a `lesson`, that one of them at once. Whatever screen wants to lead there calls this."""
    shown = app.screen
    if isinstance(shown, LessonsScreen):
        shown.open(lesson)
    else:
        app.going.beside(LessonsScreen(lesson))


class LessonsScreen(LessonsKept):
    """Lists lessons and shows their pages. Which were read, and how somebody judged, is theirs alone (`app.own`)."""

    CSS_PATH = "lessons.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("everywhere"),
        *bindings("lessons"),
        *ways_out(),
        Binding("right,l", "turn(1)", show=False),
        Binding("left,h", "turn(-1)", show=False),
        Binding("enter", "onwards", show=False),
        Binding("escape,backspace", "back", show=False),
    ]
    where: ClassVar[Where] = "lessons"
    beside: ClassVar[bool] = True

    def __init__(self, lesson: str = "") -> None:
        super().__init__()
        self._wanted = lesson
        self._library: Library | None = None
        self._page = 0

    # --- laying out

    def compose(self) -> ComposeResult:
        """Lay out what was read, the list, a page, the line of what was said, and the keys."""
        yield CountLine(id="top")
        with Horizontal(id="lessons"):
            yield Listing(_("Lessons"), id="lessons-list", classes="framed")
            yield ReadPane("", id="lessons-page", classes="framed")
        yield SaidLine(id="said")
        yield KeyBar(id="keys")

    async def on_mount(self) -> None:
        """Fetch what there is to read."""
        self._fit()
        self.query_one(Listing).focus()
        self.run_worker(self._load())

    def on_resize(self, _event: events.Resize) -> None:
        """Fit to the terminal."""
        self._fit()
        self.call_after_refresh(self._show_page)

    def on_screen_resume(self) -> None:
        """Fit to a terminal that has changed while another screen stood before this one."""
        self._fit()
        self._show_page()

    def _fit(self) -> None:
        width, _height = self.app.size
        self.set_class(width < _WIDE, "-one")
        self.set_class(width < _SLIM, "-slim")

    async def _load(self) -> None:
        try:
            self._library = await self.app.library()
        except (Refused, JournalError) as error:
            self.say(str(error), warning=True)
            return
        wanted = self._wanted if self._wanted in self._library.lessons else ""
        self._fill(wanted or next(iter(self._library.lessons), ""))
        if self._library.complaints:
            self.say(self._library.complaints[0], warning=True)
        if wanted:
            self.open(wanted)

    def _fill(self, cursor: str = "") -> None:
        """Show the list, with what was read."""
        if self._library is None:
            return
        read, rows = self._lessons_read(), []
        lessons, group = self._library.lessons, ""
        for lesson in lessons.values():
            if lesson.group != group:
                group = lesson.group
                rows.append(Row("", ((_(_HEADINGS[lesson.group]), "dim"),)))
            rows.append(Row(lesson.id, self._row(lesson, read)))
        self.query_one(Listing).fill(rows, cursor)
        top = self.query_one(CountLine)
        top.left, top.which = _("Lessons"), _("known to you alone")
        top.right = _("{n} of {all} read", n=len(read & lessons.keys()), all=len(lessons))
        top.show()
        self._show_page()

    def _row(self, lesson: Lesson, read: frozenset[str]) -> Line:
        signs = self.app.signs
        sign = f"{signs.done} " if lesson.id in read else "  "
        return ((sign, "good"), (_(lesson.title), "plain"))

    # --- showing

    @property
    def lesson(self) -> Lesson | None:
        """The lesson under the cursor."""
        return self._library.lessons.get(self.query_one(Listing).chosen) if self._library else None

    @property
    def page(self) -> Page | None:
        """The page of it that is shown."""
        return self.lesson.leaves[self._page] if self.lesson else None

    @property
    def reading(self) -> bool:
        """Whether somebody reads, rather than choosing what to."""
        return isinstance(self.focused, ReadPane)

    def _show_page(self) -> None:
        lesson = self.lesson
        if lesson is None:
            return
        self._page = min(self._page, len(lesson.leaves) - 1)
        make = laid(lesson, self._page, self._judged(lesson, self._page), self._spoken, self.app.signs)
        self.query_one(ReadPane).read(f"{lesson.id}/{self._page}", make)
        self._show_keys()

    def _spoken(self, sentence: str) -> str:
        """Return a text of a lesson with this person's keys, each in brackets as it stands amid other words."""
        return with_keys(_(sentence), {id_: f"[{key}]" for id_, key in self.app.keys.items()})

    def _show_keys(self) -> None:
        keys, page = self.app.keys, self.page
        entries: list[tuple[str, str]] = []
        if self.reading:
            if page and page.answers:
                entries += footer([id_ for id_, answer in _JUDGING.items() if answer in page.answers], keys)
            entries += [("enter", _("on")), ("← →", _("pages")), ("esc", _("list"))]
        else:
            entries.append(("enter", _("read")))
        entries += footer(["cards"], keys)
        entries += [(keys["quit"], _("back")), (keys["palette"], _("palette")), (keys["help"], _("keys"))]
        self.query_one(KeyBar).fill(entries, ways(keys))

    # --- keys

    @property
    def can_do(self) -> frozenset[str]:
        """What the palette offers here besides what counts everywhere."""
        return frozenset(_JUDGING) if self.page and self.page.answers else frozenset()

    async def action_do(self, id_: str) -> None:
        """Do what a key stands for."""
        if id_ in _JUDGING:
            self._judge(_JUDGING[id_])
        else:
            self.app.do(id_)

    def open(self, lesson: str) -> None:
        """Read a lesson from its beginning."""
        self._page = 0
        if lesson:
            self.query_one(Listing).go_to(lesson)
        self._go(reading=True)

    def _go(self, *, reading: bool) -> Widget:
        self.set_class(reading, "-reading")
        pane: Widget = self.query_one(ReadPane if reading else Listing)
        self.set_focus(pane)
        if reading:
            self._note_read()
        self.call_after_refresh(self._show_page)
        return pane

    def _note_read(self) -> None:
        """Note that a lesson was read, when its last page is reached."""
        lesson = self.lesson
        if lesson and self._page == len(lesson.leaves) - 1 and lesson.id not in self._lessons_read():
            self._with_own(lambda: self.app.own.read(lesson.id))
            self._fill()

    def _judge(self, answer: Answer) -> None:
        lesson, page = self.lesson, self.page
        if lesson is None or page is None or not self.reading or answer not in page.answers:
            self.say(_("There is nothing to judge here. “Power over or power with?” in the list has situations."))
            return
        if self._with_own(lambda: self.app.own.judge(f"{lesson.id}/{self._page}", answer)):
            self.say(_("Only you know how you judged. enter goes on."))
        self._show_page()

    def action_turn(self, by: int) -> None:
        """Go to the next page of the lesson, or the one before."""
        lesson = self.lesson
        if lesson is None or not self.reading:
            return
        self._page = max(0, min(len(lesson.leaves) - 1, self._page + by))
        self.say("")
        self._note_read()
        self._show_page()

    def action_onwards(self) -> None:
        """Read what is chosen; while reading, go to the next page, and from the last one to the next lesson."""
        lesson = self.lesson
        if lesson is None or self._library is None:
            return
        if not self.reading:
            self.open("")
        elif self._page < len(lesson.leaves) - 1:
            self.action_turn(1)
        else:
            ids = list(self._library.lessons)
            following = ids[(ids.index(lesson.id) + 1) % len(ids)]
            self.say("")
            self.open(following)

    def action_back(self) -> None:
        """Go back to the list, and from there out."""
        if self.reading:
            self.say("")
            self._go(reading=False)
        else:
            self.app.leave()

    def focus_next(self, selector: object = "*") -> Widget | None:
        """Go to the other pane; on a narrow screen it takes the place of this one."""
        return self._go(reading=not self.reading)

    def focus_previous(self, selector: object = "*") -> Widget | None:
        """Go to the other pane."""
        return self._go(reading=not self.reading)

    @on(Listing.Chosen)
    def _chosen(self) -> None:
        self.open("")

    @on(Listing.Moved)
    def _moved(self) -> None:
        self._page = 0
        self._show_page()

    def on_descendant_focus(self) -> None:
        """Name what the keys do in the part that has the focus now."""
        self._show_keys()


SCREEN = LessonsScreen
