"""Openers: the actions that have a dialog of their own, and what each of them opens as the meeting stands."""

from collections.abc import Mapping

from sociotui.domain.commands import Nominate, ReadOut, ShowMood, SumMarks
from sociotui.domain.formats import Format
from sociotui.domain.items import Item
from sociotui.domain.meeting import Meeting
from sociotui.domain.reading_out import unread
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Grid
from sociotui.journal.port import JournalError
from sociotui.room.asking import Options
from sociotui.tui.dialogs.questions import Form, Submit
from sociotui.tui.meeting import forms, forms_agenda, forms_deciding, forms_selection
from sociotui.tui.meeting.absence import on_the_phone
from sociotui.tui.meeting.acts import MeetingActs, Opener
from sociotui.tui.widgets.lines import Line, Span
from sociotui.tui.widgets.listing import Row
from sociotui.words import _

_CONSENT_STEPS = frozenset({"consent", "agenda", "minutes", "approve"})


class MeetingOpeners(MeetingActs):
    """The dialogs of the meeting's screen. Where one has nothing to ask now, the domain says why."""

    def _openers(self) -> dict[str, Opener]:
        return {
            "object": self._object,
            "worry": self._worry,
            "release": self._release,
            "integrate": self._integrate,
            "view": self._view,
            "by-phone": self._by_phone,
            "nominate": self._nominate,
            "take-on": lambda m: self._ask(forms.next_step(m, self._speaking(m, "take-on"), alone=bool(self.myself))),
            "agenda": self._add_item,
            "change": self._pick_item,
            "move": self._pick_item,
            "remove": self._pick_item,
            "round": lambda m: self._ask(forms.round_options(m)),
            "close": lambda m: self._ask(forms.closing(m)),
            "attendance": self._attendance,
            "arrive": self._attendance,
            "leave": self._attendance,
            "seat": self._attendance,
            "hand-over": self._attendance,
            "minutes": self._minutes,
            "aim": self._read,
            "why": self._turn_why,
            "cards": self._cards,
            "mood": self._mood,
            "mood-sum": self._mood_sum,
            "say": self._say_or_read,
            "read-out": self._say_or_read,
            "evaluate": self._evaluate,
            "evaluate-sum": self._evaluate_sum,
            "hint": self._hint,
        }

    def _hint(self, m: Meeting) -> None:
        """Let go of the private hint; `whispering` knows how."""
        raise NotImplementedError

    def _turn_why(self, m: Meeting) -> None:
        """Show why this step is there, or put it away."""
        raise NotImplementedError

    def _object(self, m: Meeting) -> None:
        person = self._speaking(m, "object")
        if m.step.kind not in _CONSENT_STEPS or not person:
            self.say(
                _("An objection belongs to the consent round. Everything before it is for questions and reactions."),
                warning=True,
            )
            return
        self._ask(forms_deciding.objection(m, person, own=person == self._me))

    async def _worry(self, m: Meeting) -> None:
        if m.manner.concerns and m.proposal:
            self._ask(forms_deciding.concern(m, self._speaking(m, "worry"), alone=bool(self.myself)))
        else:
            await self._act("worry", Options(person=self._speaking(m, "worry")))

    async def _release(self, m: Meeting) -> None:
        """Let an objection go: one's own, that of who is chosen, or any, as this terminal is somebody's or everybody's."""
        person = self.chosen or self.myself
        mine = [o for o in m.ledger.open if person in ("", o.person)]
        if not mine:
            await self._act("release", Options(person=self._speaking(m, "release") or m.facilitator))
        elif m.manner.release == "owner" and len(mine) == 1:
            await self._act("release", Options(person=mine[0].person, number=mine[0].number))
        else:
            self._ask(forms_deciding.release(m, person))

    async def _integrate(self, m: Meeting) -> None:
        if not m.ledger.open or m.proposal is None:
            await self._act("integrate", Options(way="modify"))
            return
        from sociotui.tui.dialogs.workbench import WorkbenchDialog

        self.app.push_screen(WorkbenchDialog(m, self._act))

    async def _view(self, m: Meeting) -> None:
        if not m.absent():
            self.say(_("All members are here; each can say it themselves."), warning=True)
        elif m.item is None:
            await self._act("view", Options(person=self.myself or m.absent()[0]))
        else:
            self._ask(forms.view(m, self.myself))

    async def _by_phone(self, m: Meeting, person: str = "") -> str:
        """Ask for the answer of somebody absent; where that cannot be, return and show why, as the domain says it."""
        absent = on_the_phone(m)
        asked = m.step.kind in _CONSENT_STEPS | {"record"} and m.ledger.counted
        if asked and absent and person in ("", *absent) and m.circle.customs.absence in ("hold", "lazy"):
            self._ask(forms_deciding.by_phone(m, person, self._witnesses(m)))
            return ""
        if not person and not m.absent():
            refusal = _("All members are here; each answers in the room.")
            self.say(refusal, warning=True)
            return refusal
        witness = self._me if self.app.room.own else m.secretary
        return await self._act("consent", Options(person=person or m.absent()[0], witness=witness))

    def _witnesses(self, m: Meeting) -> tuple[str, ...]:
        """Return who can be named as having heard somebody on the phone: who has a terminal of their own says it there."""
        if not self.app.room.own:
            return (m.secretary, *(p for p in m.seats if p != m.secretary))
        presence = self.app.snapshot.presence if self.app.snapshot else {}
        return (self._me, *(p for p in m.seats if p != self._me and p not in presence))

    @property
    def _me(self) -> str:
        """Whose terminal this is; "" where it is everybody's."""
        return self.app.room.me if self.app.room.own else ""

    # --- nominations

    async def _nominate(self, m: Meeting) -> None:
        grid = (m.item.grid if m.item else None) or Grid(sought=())
        person = self._speaking(m, "nominate")
        if m.step.kind == "nominate" and grid.sought and self._me:
            mine = self.app.snapshot.mine if self.app.snapshot and person == self._me else {}
            self._ask(forms_selection.nomination(m, person, mine, own=person == self._me))
        elif m.step.kind == "nominate" and grid.sought:
            self._hand_round()
        elif grid.revealed and m.step.round == "change" and person:
            self._ask(forms_selection.nomination(m, person, own=person == self._me))
        else:
            choices = grid.written.get(person, {}) if grid.revealed else {}
            await self._act("nominate", Nominate(person=person or m.facilitator, choices=choices))

    def _hand_round(self) -> None:
        from sociotui.tui.dialogs.nominate import NominateDialog

        def write(m: Meeting, person: str) -> tuple[Form, Submit]:
            return self._form(forms_selection.nomination(m, person))

        async def reveal() -> str:
            m = self.meeting
            return await self._act("step", Options(seen=m.place.key if m else ""))

        self.app.push_screen(NominateDialog(write, reveal))

    # --- feelings

    def _cards(self, m: Meeting) -> None:
        def open_round() -> None:
            self.run_worker(self._mood(m))

        self.app.show_cards(None if m.closed else open_round)

    async def _mood(self, _m: Meeting) -> None:
        """Ask for one's own card; at a screen that all share, hand the keyboard round."""
        from sociotui.tui.lessons.mood import SUM, MoodDialog, card_dialog

        try:
            library = await self.app.library()
        except (Refused, JournalError) as error:
            self.say(str(error), warning=True)
            return
        m, me = self.meeting, self._me
        if m is None:
            return
        if not me:
            self.app.push_screen(MoodDialog(library, self._act))
            return

        async def take(card: str | None) -> None:
            if card == SUM:
                await self._act("mood-sum", ShowMood())
            elif card:
                await self._act("mood", Options(person=me, text=card))

        may_show = "mood-sum" in self.app.room.caps and bool(m.mood.given)
        self.app.push_screen(card_dialog(library, self.app.size.width, may_show=may_show), take)

    async def _mood_sum(self, _m: Meeting) -> None:
        await self._act("mood-sum", ShowMood())

    # --- what is said between meetings

    def _say_or_read(self, m: Meeting) -> None:
        """Offer what waits to be read out; where nothing does, ask what is to be said."""
        waits = () if m.closed else unread(m)
        if not waits or "read-out" not in self.app.room.caps:
            self.app.show_say()
            return
        from sociotui.tui.dialogs.pick import PickDialog

        async def take(id_: str | None) -> None:
            if id_ == "say":
                self.app.show_say()
            elif id_:
                await self._act("read-out", ReadOut(voice=id_))

        rows = [
            Row(v.id, ((f"{n} ", "key"), (_("{name}: {words}", name=v.name or _("unnamed"), words=v.words), "plain")))
            for n, v in enumerate(waits, 1)
        ]
        another: Row = Row("say", ((f"{len(rows) + 1} ", "key"), (_("say something to a circle …"), "plain")))
        self.app.push_screen(PickDialog(_("Read out an appreciation"), "", [*rows, another]), take)

    def circle_here(self) -> str:
        """Return the circle that meets."""
        m = self.meeting
        return m.circle.id if m else ""

    # --- how the meeting was

    def _evaluate(self, m: Meeting) -> None:
        """Ask how it was: oneself, who is chosen in the ring, or at a screen that all share one after the other."""
        from sociotui.tui.meeting import evaluating

        person = self.chosen or self._me
        if m.marking.sum:
            evaluating.show_sum(self.app, m.marking.sum)
        elif person:
            evaluating.ask(self.app, self._act, person, own=person == self._me)
        else:
            self.app.push_screen(evaluating.EvaluationDialog(self._act))

    async def _evaluate_sum(self, _m: Meeting) -> None:
        await self._act("evaluate-sum", SumMarks())

    # --- the agenda

    async def _add_item(self, m: Meeting) -> None:
        """Offer what is ready-made first; where nothing is, ask at once."""
        ready = forms_agenda.ready_made(m)
        if not ready:
            await self._new_item()
            return
        from sociotui.tui.dialogs.pick import PickDialog

        async def take(id_: str | None) -> None:
            if id_ == "new":
                await self._new_item()
            elif id_:
                await self._act("agenda", Options(ready=int(id_)))

        formats = await self.app.item_formats(m.circle.id)
        rows = [Row(str(n), _offer(item, place, formats)) for place, (n, item) in enumerate(ready, 1)]
        new: Row = Row("new", (("   ", "plain"), (_("something else …"), "strong")))
        intro = _("What is due, and what the backlog holds, is ready to be put on the agenda.")
        self.app.push_screen(PickDialog(_("Onto the agenda"), intro, [*rows, new]), take)

    async def _new_item(self) -> None:
        m, snapshot = self.meeting, self.app.snapshot
        if m and snapshot:
            formats = await self.app.item_formats(m.circle.id)
            self._ask(forms_agenda.agenda_item(m, snapshot.organisation, formats, presenter=self.myself))

    async def _pick_item(self, m: Meeting) -> None:
        """Choose one of the items that have not begun, to change it."""
        coming = [i for i in m.agenda if not i.outcome and i.id != m.place.item]
        if not coming:
            await self._act("remove", Options())
            return
        from sociotui.tui.dialogs.pick import PickDialog

        def take(id_: str | None) -> None:
            if id_:
                self._change_item(int(id_))

        rows = [Row(str(i.id), _offer(i, m.agenda.index(i) + 1, m.formats)) for i in coming]
        self.app.push_screen(PickDialog(_("Change which item?"), "", rows), take)

    def _change_item(self, id_: int) -> None:
        m = self.meeting
        item = m.find_item(id_) if m else None
        if m and item:
            self._ask(forms_agenda.change_item(m, item))

    # --- looking

    async def _attendance(self, m: Meeting) -> None:
        """Show who is here; who isn't, and has a terminal, comes in by this key at once."""
        me = m.people.get(self._me)
        if me and not me.here:
            await self._come_in(me.id)
            return
        from sociotui.tui.dialogs.attendance import AttendanceDialog

        self.app.push_screen(AttendanceDialog(self._act, self._by_phone, self.myself))

    async def _come_in(self, me: str) -> None:
        refusal = await self._act("arrive", Options(person=me))
        m = self.meeting
        if m and not refusal and m.people[me].presence == "next":
            self.say(_("Welcome. A round is under way: you speak from the next one on."))

    async def _minutes(self, _m: Meeting) -> None:
        from sociotui.tui.dialogs.reader import ReaderDialog

        self.app.push_screen(ReaderDialog(_("Minutes, as they stand"), await self.app.minutes()))

    def _read(self, m: Meeting) -> None:
        from sociotui.tui.dialogs.reader import ReaderDialog
        from sociotui.tui.meeting.reading import about_meeting

        snapshot = self.app.snapshot
        circle = snapshot.organisation.circles.get(m.circle.id) if snapshot else None
        title = m.item.title if m.item else m.circle.name
        self.app.push_screen(ReaderDialog(title, about_meeting(m, circle.role if circle else ())))


def _offer(item: Item, place: int, formats: Mapping[str, Format]) -> Line:
    """Return a row for an item: its number, what it is, in which format, how long."""
    kind = _(formats[item.format].title) if item.format in formats else _(item.aim)
    about: Span = (f"  {kind} · {_('{n} min', n=item.minutes)}", "dim")
    return ((f"{place:2} ", "key"), (item.title, "plain"), about)
