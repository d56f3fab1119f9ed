"""Looking back: the keys by which one goes through the history, and sees the map as it stood on a day; nothing is changed there."""

from collections.abc import Callable, Coroutine
from datetime import date
from typing import Any, ClassVar

from sociotui.domain.refusal import Refused
from sociotui.domain.text import plain_date
from sociotui.room.actions import BY_ID
from sociotui.room.past import check_day
from sociotui.room.port import Snapshot
from sociotui.tui.map.facts import Facts
from sociotui.tui.map.history import in_short
from sociotui.tui.map.history_acts import MapHistory
from sociotui.tui.map.panes import PagePane
from sociotui.tui.map.past import long_day
from sociotui.tui.patience import patiently
from sociotui.words import _


class MapLookingBack(MapHistory):
    """The part of the map that goes from day to day."""

    LOOKING: ClassVar[frozenset[str]] = frozenset({"history", "day-before", "day-after", "on-day"})
    """What this part does."""
    _LETS: ClassVar[frozenset[str]] = LOOKING | {"zoom-out", "outline"}
    """What of the map's own can be done while another day is shown."""

    # --- what is seen

    @property
    def in_past(self) -> bool:
        """Whether the map of another day than today is shown."""
        return self._past.day is not None

    def seen(self) -> Snapshot | None:
        """Return what is to be seen: of another day what there was then."""
        facts = self._place.facts
        return facts.snapshot if self.in_past and facts else super().seen()

    def facts_of(self, snapshot: Snapshot) -> Facts:
        """Return what the map has to know of what is new; while another day is shown that stays in sight."""
        self._past.renew(snapshot.organisation)
        before = self._place.facts
        if self.in_past and before and before.past:
            return before
        return before if before and before.snapshot is snapshot else Facts(snapshot, before)

    def catch_up(self) -> None:
        """Where the organisation changed meanwhile, read anew what is listed and shown of its past."""
        past = self._past
        if self.listed and past.entries is None:
            self.run_worker(self.list_anew(), group="list", exclusive=True)
        if past.day and past.at_hand(past.day) is None:
            self.run_worker(self.go_to_day(past.day), group="past", exclusive=True)

    # --- keys

    async def action_do(self, id_: str) -> None:
        """Do what a key stands for; what would change something is not done while another day is shown."""
        if id_ in self.LOOKING:
            work: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
                "history": self.turn_history,
                "day-before": lambda: self._step(-1),
                "day-after": lambda: self._step(1),
                "on-day": self._ask_day,
            }
            await patiently(self, work[id_]())
        elif id_ == "take-back" and (entry := self.listed_entry):
            self.take_chosen_back(entry)
        elif self.in_past and id_ == "colours":
            self.say(_("What was due on another day is not on record: colours tell here how deep a circle lies."))
        elif self.in_past and BY_ID[id_].where == "map" and id_ not in self._LETS:
            self.say(self._only_read())
        else:
            await super().action_do(id_)

    def _only_read(self) -> str:
        day = long_day(self._past.day) if self._past.day else ""
        return _(
            "This is the map as on {day}, to be looked at. Escape comes back to today, which can be changed.", day=day
        )

    def action_back(self) -> None:
        """Come back to today; from there to the circles."""
        if self.in_past or self.listed:
            self.list_changes(None)
            self.stand_on(None, None)
            self.say("")
            self.read_page(False)
        else:
            super().action_back()

    # --- from day to day

    async def _step(self, way: int) -> None:
        """Go to the day before the change that one stands at, or to the day of the next one."""
        if not await self.read_history():
            return
        past, today = self._past, self.app.clock.today()
        day, whose = past.wanted or today, past.whose if self.listed else ""
        to = past.before(day, whose) if way < 0 else past.after(day, whose)
        if to is not None:
            await self.go_to_day(to)
            self._tell_step(past.latest(day if way < 0 else to, whose), way)
        elif way < 0:
            self.say(_("Nothing is on record before this."))
        elif self.in_past:
            await self.go_to_day(None)
        else:
            self.say(_("This is today: nothing has changed since."))

    def _tell_step(self, number: int, way: int) -> None:
        """Say which change one has gone past; where the history is listed it stands there."""
        entry = next((e for e in self._past.entries or () if e.number == number), None)
        if self.listed or entry is None or not self.in_past:
            return
        said = (
            _("Changed on {day}: {told} ({authority})")
            if way > 0
            else _("Before the change of {day}: {told} ({authority})")
        )
        self.say(said.format(day=long_day(entry.on), told=in_short(entry), authority=entry.authority))

    async def _ask_day(self) -> None:
        if not await self.read_history():
            return
        from sociotui.tui.dialogs.form import FormDialog
        from sociotui.tui.dialogs.questions import Answers, Field, Form

        first, today = (self._past.entries or ())[0].on, self.app.clock.today()

        async def submit(answers: Answers) -> str:
            try:
                day = plain_date(answers["day"])
                check_day(day, first, today)
            except Refused as refusal:
                return str(refusal)
            return await self.go_to_day(day)

        field = Field(name="day", label=_("Which day?"), hint=str(self._past.day or today))
        intro = _("The map as it stood at the end of a day, from {first} to today. Write it like {today}.")
        form = Form(
            title=_("Look back"), intro=intro.format(first=first, today=today), fields=(field,), accept=_("Show it")
        )
        self.app.push_screen(FormDialog(form, submit))

    async def go_to_day(self, day: date | None, *, follow: bool = True) -> str:
        """Show the map as it stood on a day, None for today; the cursor of the history is to `follow`. Return what is wrong."""
        if day is not None and day >= self.app.clock.today():
            day = None
        self._past.wanted = day
        facts = self._past.at_hand(day) if day else None
        if day and facts is None:
            found = await self.heard(self.app.room.structure_on(day))
            if found is None:
                self._past.wanted = self._past.day
                return ""
            facts = self._past.keep(day, found)
        if self._past.wanted == day and self.query(PagePane):  # else somebody has gone on, or left
            self.stand_on(day, facts)
            if follow:
                self.say("")
                self.show_changes()
        return ""

    def stand_on(self, day: date | None, facts: Facts | None) -> None:
        """Show the map of a day."""
        past, place, snapshot = self._past, self._place, self.app.snapshot
        if snapshot is None or (day is None and past.day is None):
            past.wanted = None
            return
        past.leave(place)
        past.day = past.wanted = day
        place.renew(facts or Facts(snapshot, place.facts))
        past.find(place)
        self.set_class(self.in_past, "-past")
        self.show_circles()
        self.tell_chosen()
        self.come_in_sight()
