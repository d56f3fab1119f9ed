"""Decisions: policies, selections and what waits, of every circle; found by typing, read in full, put on an agenda."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import ClassVar

from sociotui.domain.decisions import Card, Page, State, Wanted
from sociotui.domain.organisation import Organisation
from sociotui.domain.records import Policy, Selection
from sociotui.tui.decisions import rows
from sociotui.tui.decisions.about import DecisionTeller
from sociotui.tui.finding.panes import Laid, Told
from sociotui.tui.finding.screen import FindingScreen
from sociotui.tui.telling.paragraphs import laid_out, plain
from sociotui.tui.widgets.lines import Line
from sociotui.tui.widgets.long_listing import Rowed
from sociotui.words import _

_WHICH: tuple[tuple[State | str, str], ...] = (
    ("", _("all")),
    ("due", _("due")),
    ("in force", _("in force")),
    ("waiting", _("waiting")),
    ("ended", _("ended")),
)
_DIALOG = 66
"""Cells of a text in a dialog at the most."""


class DecisionsScreen(FindingScreen):
    """Screen 3. What is due stands on top."""

    here: ClassVar[str] = "decisions"
    title_said: ClassVar[str] = _("Decisions")
    looks_for: ClassVar[str] = _("‹find›  words, as they begin: titles, wording, why, names")

    def __init__(self) -> None:
        super().__init__()
        self._which = 0
        self._page = Page()
        self._rows: list[Card | str] = []
        self._text = ""

    async def look(self, text: str) -> bool:
        """Look for the decisions that are wanted."""
        which = _WHICH[self._which][0]
        state: State | str = "" if which == "due" else which
        wanted = Wanted(text=text, circle=self.circle, state=state, due=which == "due")  # type: ignore[arg-type]
        self._page, self._text = await self.app.decisions(wanted), text
        self._rows = rows.grouped(self._page.cards, headed=not text.strip())
        return bool(self._page.cards)

    def ids(self) -> Sequence[str]:
        """Return the ids of the decisions, "" for a heading."""
        return ["" if isinstance(each, str) else each.id for each in self._rows]

    def rows(self) -> Rowed:
        """Return what gives the row of a decision, or a heading."""
        return partial(self._row, self._rows)

    def _row(self, found: Sequence[Card | str], at: int, width: int) -> Line:
        each, snapshot = found[at], self.app.snapshot
        if isinstance(each, str) or snapshot is None:
            return rows.heading(str(each), width) if isinstance(each, str) else ()
        return rows.row(each, snapshot.organisation, snapshot.today, self.app.signs, width)

    def told(self) -> Told:
        """Return which decisions are shown, and how many of how many."""
        many = _("{n} of {all}", n=f"{len(self._page.cards):,}", all=f"{self._page.of:,}")
        kinds = tuple(_(said) for _state, said in _WHICH)
        return Told(kinds=kinds, at=self._which, besides=self._circle_said(), many=many)

    def _circle_said(self) -> str:
        o = self._o
        return o.circles[self.circle].name if o and self.circle in o.circles else _("all circles")

    @property
    def _o(self) -> Organisation | None:
        return self.app.snapshot.organisation if self.app.snapshot else None

    def about(self, id_: str) -> Laid:
        """Return what tells about a decision."""
        snapshot = self.app.snapshot
        if snapshot is None or not id_:
            text = [(0, rows.legend(self.app.signs), "dim")]
            return lambda width: laid_out(text, width)
        teller = DecisionTeller(snapshot, self.app.clock, self.app.spoken)
        return teller.decision(id_, plain=bool(self.app.signs.spelling))

    def nothing(self) -> str:
        """Return what to say where nothing was found."""
        if self._text.strip():
            return _(
                "No decision here has “{text}” in it. Fewer letters find more; esc lets go.", text=self._text.strip()
            )
        if self._page.of:
            return _("None of the decisions is so. ‹narrow› shows others, ‹circle› another circle.")
        return _("No circle has decided anything yet. What a meeting decides stands here when it closes.")

    def entries(self, id_: str) -> Iterator[tuple[str, str]]:
        """Yield the keys that count for a decision."""
        keys, o = self.app.keys, self._o
        if id_ and o:
            yield "enter", _("read")
            yield keys["agenda"], _("answer") if id_ in o.waiting else _("onto the agenda")
        yield keys["narrow"], _("which")

    def onwards(self) -> None:
        """Show the decisions of the next state."""
        self._which = (self._which + 1) % len(_WHICH)
        self.look_again(anew=True)

    # --- onto an agenda

    async def act(self, id_: str) -> None:
        """Ask why a decision is to be looked at again; of one that waits, what one answers."""
        o = self._o
        if o is None:
            return
        if id_ in o.waiting:
            self._answer(o, id_)
            return
        standing = o.policies.get(id_) or o.selections.get(id_)
        if standing is None:
            return
        refusal = self._not_now(o, standing)
        if refusal:
            self.say(refusal, warning=True)
            return
        from sociotui.tui.decisions.forms import look_again

        room, today = self.app.room, self.app.clock.today()
        members = o.full_members(standing.circle, today)
        title = standing.title or (standing.role if isinstance(standing, Selection) else "")
        me = room.me if room.me in members else members[0]
        self.app.push_screen(look_again(o, standing, title, members, me, self.app.answer, own=room.own))

    def _not_now(self, o: Organisation, standing: Policy | Selection) -> str:
        """Return why a decision cannot be put on the agenda from here, and what to do instead; "" where it can."""
        circle = o.circles.get(standing.circle)
        if circle is None:
            return _("The circle that decided this is no more. Bring it up where it belongs now.")
        card = next((c for c in self._page.cards if c.id == standing.id), None)
        if card and card.state == "ended" and not card.due:
            return _("This has ended. To have it again, propose it anew in a meeting of {circle}.", circle=circle.name)
        members = o.full_members(circle.id, self.app.clock.today())
        if not members or (self.app.room.own and self.app.room.me not in members):
            names = ", ".join(o.people[p].name for p in members[:3]) or _("nobody yet")
            return _(
                "This is a decision of {circle}; its members can put it on the agenda. Ask one of them: {names}.",
                circle=circle.name,
                names=names,
            )
        return ""

    def _answer(self, o: Organisation, id_: str) -> None:
        from sociotui.tui.home.forms import answer

        snapshot, room = self.app.snapshot, self.app.room
        if snapshot is None or (room.own and room.me not in o.missing(o.waiting[id_])):
            self.say(_("You are not asked about this one any more; it waits for others."), warning=True)
            return
        teller = DecisionTeller(snapshot, self.app.clock, self.app.spoken)
        text = plain(teller.question(o.waiting[id_]), min(_DIALOG, self.app.size.width - 6))
        self.app.push_screen(answer(o, o.waiting[id_], room.me, text, self.app.answer, own=room.own))


SCREEN = DecisionsScreen
