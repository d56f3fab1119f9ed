"""Acts: what can be done from the home screen: go to a meeting, open one, answer what waits, see to what is due."""

from functools import partial

from sociotui.domain.commands import Arrive
from sociotui.domain.due import Due
from sociotui.domain.meeting import Meeting
from sociotui.domain.records import Held
from sociotui.room.furnishing import Opening
from sociotui.room.port import Snapshot, at_terminals
from sociotui.room.refusing import not_opened
from sociotui.tui.home.about import Teller
from sociotui.tui.home.ahead import ON_THE_MAP, first_steps
from sociotui.tui.home.rows import find_due, kind_of
from sociotui.tui.patience import patiently
from sociotui.tui.saying import SayingScreen
from sociotui.tui.telling.paragraphs import Text, plain
from sociotui.tui.widgets.lines import Line
from sociotui.tui.widgets.listing import Listing, Row
from sociotui.words import _

_ANOTHER = "another"
"""The row that opens a meeting beside one that is under way; no meeting has that id, as theirs end in a day."""
_DIALOG = 72
"""Cells that a dialog takes at the most."""


class HomeActs(SayingScreen):
    """The part of the home screen that acts. At a terminal of their own each acts for themselves."""

    def _due(self, key: str) -> Due | None:
        return find_due(self.app.snapshot.due, key) if self.app.snapshot else None

    def _teller(self, snapshot: Snapshot) -> Teller:
        return Teller(snapshot, self.app.clock, self.app.spoken)

    # --- meetings

    async def action_go_there(self) -> None:
        """Go to the meeting that asks for this person; who is absent there comes in by that."""
        summons = self.app.calling.summons
        if summons.meeting:
            await patiently(self, self._go_on(summons.meeting.id, arriving=summons.call in ("come", "back")))

    async def _go_on(self, meeting: str, *, arriving: bool = False) -> None:
        refusal = await self.app.watch_meeting(meeting)
        if refusal:
            self.say(refusal, warning=True)
            return
        self.app.enter_meeting()
        if arriving and (refusal := await self.app.attempt(Arrive(person=self.app.room.me, joining="next"))):
            self.app.say(refusal, warning=True)

    async def _meet(self, snapshot: Snapshot, circle_id: str) -> None:
        """Go to the meeting of a circle; where it has one, another is opened only by who says so."""
        under_way = [m for m in snapshot.under_way if m.circle.id == circle_id]
        if not under_way:
            await self._begin(snapshot, circle_id)
            return
        from sociotui.tui.dialogs.pick import PickDialog

        async def take(id_: str | None) -> None:
            if id_ == _ANOTHER and self.app.snapshot:
                await self._begin(self.app.snapshot, circle_id)
            elif id_:
                await self._go_on(id_)

        rows = [Row(m.id, self._under_way(m, n)) for n, m in enumerate(under_way, 1)]
        another: Row = Row(_ANOTHER, ((f"{len(rows) + 1} ", "key"), (_("open another meeting beside it …"), "plain")))
        title = _("{circle} meets now", circle=under_way[0].circle.name)
        self.app.push_screen(PickDialog(title, "", [*rows, another]), take)

    def _under_way(self, m: Meeting, number: int) -> Line:
        """Return a row for a meeting: its number, since when it goes on, and where it is."""
        since = _("go to it, begun at {time}", time=f"{self.app.clock.local(m.opened):%H:%M}")
        return ((f"{number} ", "key"), (f"{self.app.signs.here} {since}", "now"), (f"  {_(m.step.title)}", "dim"))

    async def _begin(self, snapshot: Snapshot, circle_id: str) -> None:
        from sociotui.tui.dialogs.opening import OpeningDialog, Terminals

        circle = snapshot.organisation.circles[circle_id]
        today = self.app.clock.today()
        members = snapshot.organisation.full_members(circle_id, today)
        terminals = None
        if self.app.room.own:
            me = self.app.room.me
            if me not in members:
                self.say(str(not_opened(snapshot.organisation, circle_id)), warning=True)
                return
            busy = {p: m.circle.name for m in snapshot.under_way for p in m.seats if p != me}
            terminals = Terminals(me=me, wired=at_terminals(snapshot.presence), busy=busy)
        roles = circle.holder("facilitator", today), circle.holder("secretary", today)
        formats, complaints = await self.app.formats(circle_id)
        dialog = OpeningDialog(snapshot.organisation, circle, roles, formats, complaints, self._open, terminals)
        self.app.push_screen(dialog, self._opened)

    async def _open(self, opening: Opening) -> str:
        return await self.app.open_meeting(opening)

    def _opened(self, done: bool | None) -> None:
        if done:
            self.app.enter_meeting()

    # --- the coming meeting

    def _circle_of(self, kind: str, id_: str) -> str:
        """Return the circle that a row is about, whose coming meeting can be prepared; "" for none."""
        snapshot = self.app.snapshot
        if snapshot is None:
            return ""
        if kind == "meeting":
            return next((m.circle.id for m in snapshot.under_way if m.id == id_), "")
        if kind == "waiting":
            return snapshot.organisation.waiting[id_].circle if id_ in snapshot.organisation.waiting else ""
        if kind == "due":
            found = self._due(id_)
            return found.circle if found else ""
        return id_ if kind in ("circle", "next") and id_ in snapshot.organisation.circles else ""

    def _lead_to(self, kind: str, id_: str) -> None:
        """Go to the agenda of a circle's next meeting, or to a talk."""
        if kind == "talk":
            self.app.going.mend(talk=id_)
        else:
            self._prepare(id_)

    def _prepare(self, circle: str) -> None:
        from sociotui.tui.agenda.screen import AgendaScreen

        self.app.push_screen(AgendaScreen(circle))

    async def _take_step(self, snapshot: Snapshot, id_: str) -> None:
        """Take a first step of a new organisation, or read how it is taken."""
        step = next((s for s in first_steps(snapshot) if s.id == id_), None)
        if step is None:
            return
        if id_ == "agenda":
            self._prepare(step.circle)
        elif id_ == "meet":
            await self._meet(snapshot, step.circle)
        elif id_ in ON_THE_MAP and not step.done:
            self.app.going.to_map(step.circle)
        else:
            self._open_reader(_("First steps"), self._read_out(self._teller(snapshot).first_step(step)))

    # --- what waits, and what is due

    def _asked(self, id_: str) -> bool:
        """Tell whether the decision of that id can be answered here: by anybody where all look on, else by oneself."""
        room, o = self.app.room, self.app.snapshot.organisation if self.app.snapshot else None
        return bool(o and id_ in o.waiting and (not room.own or room.me in o.missing(o.waiting[id_])))

    def _answer(self, snapshot: Snapshot, id_: str) -> None:
        o, room = snapshot.organisation, self.app.room
        if not self._asked(id_):
            self._open_reader(_("What waits"), self._read_out(self._teller(snapshot).waiting(o.waiting[id_])))
            return
        from sociotui.tui.home import forms

        text = self._read_out(self._teller(snapshot).question(o.waiting[id_]))
        self.app.push_screen(forms.answer(o, o.waiting[id_], room.me, text, self.app.answer, own=room.own))

    def _look_at(self, snapshot: Snapshot, kind: str, id_: str) -> None:
        if kind == "voice":
            self._hear(snapshot, id_)
        else:
            self._see_to(snapshot, self._due(id_))

    def _see_to(self, snapshot: Snapshot, found: Due | None) -> None:
        if found is None:
            return
        if found.kind == "step":
            self._finish(snapshot, found.ref)
        elif found.kind == "voice":
            self._hear(snapshot, found.ref)
        elif found.kind == "minutes":
            self._minutes(snapshot, snapshot.organisation.held[found.ref])
        else:
            self._open_reader(_("What is due"), self._read_out(self._teller(snapshot).due(found)))

    def _finish(self, snapshot: Snapshot, step: str) -> None:
        from sociotui.tui.home import forms

        text = self._read_out(self._teller(snapshot).taken_on(snapshot.organisation.follow_ups[step]))
        if snapshot.organisation.follow_ups[step].among:
            self.app.push_screen(forms.followed_up(text, partial(self.app.finish, step)))
        else:
            self.app.push_screen(forms.done(text, partial(self.app.finish, step)))

    def _hear(self, snapshot: Snapshot, id_: str) -> None:
        """Read what was said to a circle: who may answers it, who said it reads the answer."""
        from sociotui.tui.dialogs import say

        o, room, today = snapshot.organisation, self.app.room, self.app.clock.today()
        voice = o.voices.get(id_)
        if voice is None:
            return
        text = self._read_out(self._teller(snapshot).voice(voice))
        if voice.answered and voice.by == room.me:
            self.app.push_screen(say.read_answer(voice, room.me, text, self.app.speak, today))
        elif not voice.answered and say.may_answer(o, voice, room.me, today, own=room.own):
            self.app.push_screen(say.answer(o, voice, room.me, text, self.app.speak, today, own=room.own))
        else:
            self._open_reader(_("Said between meetings"), text)

    def circle_here(self) -> str:
        """Return the circle that the chosen row is about; "" for none."""
        return self._circle_of(*kind_of(self.query_one(Listing).chosen))

    def _minutes(self, snapshot: Snapshot, held: Held) -> None:
        from sociotui.exchange.minutes import render
        from sociotui.tui.home import forms

        minutes = render(held.minutes, "txt") if held.minutes else ""
        text = " ".join(self._teller(snapshot).approving(held)) + f"\n\n{minutes}"
        o, room = snapshot.organisation, self.app.room
        if held.window and not held.approved and (not room.own or room.me in o.full_members(held.circle)):
            self.app.push_screen(forms.minutes(o, held, room.me, text, self.app.answer, own=room.own))
        else:
            self._open_reader(_("Minutes of {day}", day=held.on), text)

    def _open_reader(self, title: str, text: str) -> None:
        from sociotui.tui.dialogs.reader import ReaderDialog

        self.app.push_screen(ReaderDialog(title, text))

    def _read_out(self, text: Text) -> str:
        """Return a text for a dialog, as wide as that is."""
        return plain(text, min(_DIALOG, self.app.size.width) - 6)
