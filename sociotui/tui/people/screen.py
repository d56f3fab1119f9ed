"""People and roles: who holds what until when, what ends first; who has not facilitated; a selection onto an agenda."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from sociotui.domain.offices import VIEWS, Bearer, Office, Sheet, Sought, Standing, View
from sociotui.domain.organisation import Organisation
from sociotui.tui.finding.panes import Laid, Told
from sociotui.tui.finding.screen import FindingScreen
from sociotui.tui.keys import bindings_of
from sociotui.tui.map.altering import KEYS
from sociotui.tui.patience import patiently
from sociotui.tui.people import rows
from sociotui.tui.people.about import PeopleTeller, how_counted
from sociotui.tui.people.rows import Longest
from sociotui.tui.telling.paragraphs import laid_out
from sociotui.tui.widgets.lines import Line
from sociotui.tui.widgets.long_listing import LongListing, Rowed
from sociotui.words import _

_WHICH: dict[View, str] = {
    "roles": _("roles"),
    "ending": _("ending"),
    "people": _("people"),
    "unheard": _("not facilitated yet"),
}
_COLUMNS = "columns"


class PeopleScreen(FindingScreen):
    """Screen 4. What ends first stands on top."""

    list_cells: ClassVar[tuple[int, int]] = (46, 64)
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(sorted(KEYS))
    here: ClassVar[str] = "people"
    title_said: ClassVar[str] = _("People and roles")
    top_said: ClassVar[str] = _("Who")
    looks_for: ClassVar[str] = _("‹find›  words, as they begin: roles, people, circles")

    def __init__(self) -> None:
        super().__init__()
        self._view: View = "roles"
        self._sheet = Sheet()
        self._rows: list[Office | Bearer | Standing | str] = []
        self._by_id: dict[str, Office | Bearer] = {}
        self._marked: dict[str, Office] = {}
        self._text = ""
        self._dated = False
        self._measured: tuple[Organisation, Longest] | None = None

    async def look(self, text: str) -> bool:
        """Look for the roles or people that are sought."""
        sought = Sought(view=self._view, text=text, circle=self.circle)
        self._sheet, self._text = await self.app.offices(sought), text
        found: list[Office | Bearer | Standing | str] = []
        if self._sheet.people:
            found = [_COLUMNS, *self._sheet.people]
        elif self._sheet.offices:
            found = [*rows.grouped(self._sheet.offices, headed=not text.strip())]
        self._rows = found
        # Under headings those without a day stand together, and have its room for their names.
        self._dated = bool(text.strip()) and any(f.until for f in self._sheet.offices)
        self._by_id = {each.id: each for each in found if not isinstance(each, str)}
        self._marked = {id_: f for id_ in self._marked if isinstance(f := self._by_id.get(id_), Office)}
        return bool(found)

    def ids(self) -> Sequence[str]:
        """Return the ids of roles or people, "" for a heading."""
        return ["" if isinstance(each, str) else each.id for each in self._rows]

    def rows(self) -> Rowed:
        """Return what gives the row of a role or a person, or a heading."""
        return partial(self._row, self._rows)

    def _row(self, found: Sequence[Office | Bearer | Standing | str], at: int, width: int) -> Line:
        each, snapshot = found[at], self.app.snapshot
        if each == _COLUMNS:
            return rows.person_heading(width)
        if isinstance(each, str):
            return rows.heading(each, width)  # type: ignore[arg-type]
        if snapshot is None:
            return ()
        o, today, signs = snapshot.organisation, snapshot.today, self.app.signs
        if isinstance(each, Office):
            dated = each.standing in rows.DATED or self._dated
            return rows.office_row(each, o, today, signs, width, self._longest(o), self._marked, dated=dated)
        return rows.person_row(each, o, today, signs, width)

    def _longest(self, o: Organisation) -> Longest:
        """Return how wide the columns are, worked out once for an organisation."""
        if self._measured is None or self._measured[0] is not o:
            self._measured = o, rows.longest(o)
        return self._measured[1]

    def told(self) -> Told:
        """Return what is shown, and how many of how many."""
        o = self._o
        circle = o.circles[self.circle].name if o and self.circle in o.circles else _("all circles")
        shown = len(self._sheet.offices) + len(self._sheet.people)
        many = _("{n} of {all}", n=f"{shown:,}", all=f"{self._sheet.of:,}")
        if self._marked:
            many = _("{n} marked", n=len(self._marked)) + f" {self.app.signs.dot} {many}"
        kinds = tuple(_(_WHICH[view]) for view in VIEWS)
        return Told(kinds=kinds, at=VIEWS.index(self._view), besides=circle, many=many)

    @property
    def _o(self) -> Organisation | None:
        return self.app.snapshot.organisation if self.app.snapshot else None

    def about(self, id_: str) -> Laid:
        """Return what tells about a role or a person."""
        snapshot, each = self.app.snapshot, self._by_id.get(id_)
        if snapshot is None or each is None:
            said = how_counted(self._sheet.meetings) if self._view == "unheard" else rows.legend(self.app.signs)
            return lambda width: laid_out([(0, said, "dim")], width)
        teller = PeopleTeller(snapshot, self.app.clock, self.app.spoken, self._sheet.meetings)
        text = teller.office(each) if isinstance(each, Office) else teller.person(each)
        return lambda width: laid_out(text, width)

    def nothing(self) -> str:
        """Return what to say where nothing was found."""
        if self._text.strip():
            return _("Nothing here has “{text}” in it. Fewer letters find more; esc lets go.", text=self._text.strip())
        return {
            "roles": _("There are no circles yet, so there are no roles."),
            "ending": _("No term ends soon, and no role that is needed is vacant. Enjoy it."),
            "people": _("There is nobody here yet."),
            "unheard": _("Everybody has facilitated a meeting that is on record."),
        }[self._view]

    def entries(self, id_: str) -> Iterator[tuple[str, str]]:
        """Yield the keys that count for a role or a person."""
        each = self._by_id.get(id_)
        if isinstance(each, Office):
            yield "enter", _("read")
            yield self.app.keys["agenda"], _("selection")
            yield self.app.keys["mark"], _("mark")
        elif each:
            yield "enter", _("read")
        yield self.app.keys["alter"], _("change")
        yield self.app.keys["add-here"], _("add")
        yield self.app.keys["narrow"], _("which")

    def onwards(self) -> None:
        """Show the next view."""
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self._marked = {}
        self.look_again(anew=True)

    # --- what changes

    @property
    def can_do(self) -> frozenset[str]:
        """What the palette offers here besides what counts everywhere: roles can be marked, and all this changed."""
        return super().can_do | {"mark"} | KEYS

    async def action_do(self, id_: str) -> None:
        """Do what a key stands for."""
        if id_ in KEYS:
            await patiently(self, self._alter(id_))
        else:
            await super().action_do(id_)

    async def _alter(self, key: str) -> None:
        from sociotui.tui.people.altering import alter

        await self.settled()
        alter(self.app, key, self._by_id.get(self.chosen))

    # --- a selection

    def mark(self) -> None:
        """Mark a role for a selection of several, or let go of it; one selection is for the roles of one circle."""
        office = self._by_id.get(self.chosen)
        if not isinstance(office, Office):
            return
        other = next((f for f in self._marked.values() if f.circle != office.circle), None)
        if office.id in self._marked:
            del self._marked[office.id]
        elif other and self._o:
            self.say(
                _(
                    "One selection is for roles of one circle, and {circle} is marked already. Propose that one first (‹agenda›).",
                    circle=self._o.circles[other.circle].name,
                ),
                warning=True,
            )
            return
        else:
            self._marked[office.id] = office
        self.refresh_top()
        self.query_one(LongListing).action_move(1)

    async def act(self, id_: str) -> None:
        """Propose a selection for the roles that are marked, or for the chosen one."""
        chosen, o = self._by_id.get(id_), self._o
        marked = list(self._marked.values()) or ([chosen] if isinstance(chosen, Office) else [])
        if o is None or not marked:
            self.say(
                _("A selection is for a role: show roles (‹narrow›), and choose one or mark several."), warning=True
            )
            return
        circle, room = marked[0].circle, self.app.room
        members = o.full_members(circle, self.app.clock.today()) if circle in o.circles else ()
        if not members or (room.own and room.me not in members):
            names = ", ".join(o.people[p].name for p in members[:3]) or _("nobody yet")
            self.say(
                _("What a circle talks about is for its members to say. Ask one of them: {names}.", names=names),
                warning=True,
            )
            return
        from sociotui.tui.people.forms import selection

        me = room.me if room.me in members else members[0]
        roles = {f.role: f.name for f in marked}
        self.app.push_screen(
            selection(o, circle, roles, members, me, self.app.clock.today(), self.app.prepare, own=room.own),
            self._proposed,
        )

    def _proposed(self, done: bool | None) -> None:
        if done:
            self._marked = {}
            self.refresh_top()


SCREEN = PeopleScreen
