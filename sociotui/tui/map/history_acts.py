"""The history's acts: what changed is listed in the place of the page, gone through, read and taken back."""

from asyncio import shield, wait, wrap_future
from concurrent.futures import Future
from datetime import date
from typing import TypeVar

from textual import on
from textual.timer import Timer
from textual.widget import Widget

from sociotui.domain.history import Entry
from sociotui.domain.refusal import Refused
from sociotui.journal.port import JournalError
from sociotui.tui.map.facts import Facts
from sociotui.tui.map.history import NOW, HistoryPane, whole
from sociotui.tui.map.past import Past
from sociotui.tui.map.taking_back import can_be_taken_back, take_back
from sociotui.tui.map.walking import MapWalking
from sociotui.tui.patience import PATIENCE
from sociotui.tui.widgets.lines import clip
from sociotui.tui.widgets.listing import Listing
from sociotui.words import _

T = TypeVar("T")
_REST = 0.12
"""Seconds after which a cursor that has not moved on rests."""


class MapHistory(MapWalking):
    """The part of the map that lists the history. `_past` lasts as long as the screen: who comes again sees it as it is."""

    _past: Past
    _going: Timer | None = None

    async def go_to_day(self, day: date | None, *, follow: bool = True) -> str:
        """Show the map as it stood on a day, None for today; the cursor of the history is to `follow`."""
        raise NotImplementedError

    def stand_on(self, day: date | None, facts: Facts | None) -> None:
        """Show the map of a day, as far as it is known."""
        raise NotImplementedError

    def show_keys(self) -> None:
        """Name the keys that count now."""
        raise NotImplementedError

    # --- what is listed

    @property
    def listed(self) -> bool:
        """Whether the history stands in the place of the page."""
        return self.has_class("-listed")

    @property
    def beside(self) -> Widget:
        """What stands beside the circles."""
        return self.query_one(HistoryPane) if self.listed else super().beside

    async def list_anew(self) -> None:
        await self.read_history()
        self.show_changes()

    async def turn_history(self) -> None:
        """List the changes of the chosen circle; then those of all; then show its page again."""
        if not await self.read_history():
            return
        if not self.listed:
            self.list_changes(self._place.chosen)
        elif self._past.whose:
            self.list_changes("")
        else:
            self.list_changes(None)
        self.say("")  # what was said of the step to this day stands in the list
        self.read_page(self.listed)

    def list_changes(self, whose: str | None) -> None:
        """List the changes of a circle, or for "" all, in the place of the page; None puts that back."""
        self._past.whose = whose or ""
        self.set_class(whose is not None, "-listed")
        self.show_changes()
        self.show_keys()

    def show_changes(self) -> None:
        """Show the changes that are listed, with the cursor at the day that is shown."""
        if not self.listed:
            return
        past, pane, o = self._past, self.query_one(HistoryPane), self.app.snapshot
        circle = o.organisation.circles.get(past.whose) if o and past.whose else None
        title = _("Changes: {circle}", circle=circle.name) if circle else _("Changes of all circles")
        pane.entitle(clip(title, max(8, self.app.size.width // 2 - 4)))
        pane.tell(past.of(past.whose), self.app.clock.local, past.latest(past.day, past.whose) if past.day else 0)

    def follow_chosen(self) -> None:
        """Where another circle was chosen on the map, list its changes instead."""
        past, chosen = self._past, self._place.chosen
        if self.listed and past.whose and past.whose != chosen and self.circles.has_focus:
            past.whose = chosen
            self.show_changes()

    # --- one change

    @on(Listing.Moved, "#history")
    def _moved_in_history(self, message: Listing.Moved) -> None:
        """Show the day of the change when the cursor rests."""
        if self._going:
            self._going.stop()
        day = self.query_one(HistoryPane).day_of(message.id)
        self._going = self.set_timer(_REST, lambda: self._go(day))

    def _go(self, day: date | None) -> None:
        if self.listed:
            self.run_worker(self.go_to_day(day, follow=False), group="past", exclusive=True)

    @on(Listing.Chosen, "#history")
    def _read_entry(self, message: Listing.Chosen) -> None:
        pane = self.query_one(HistoryPane)
        if message.id == NOW:
            self.action_back()
        elif entry := pane.entry:
            self._open_reader(_("A change"), self._read_out(whole(entry, pane.time(entry))).strip("\n"))

    @property
    def listed_entry(self) -> Entry | None:
        """The change under the cursor, while one is in the history."""
        pane = self.query_one(HistoryPane)
        return pane.entry if self.listed and pane.has_focus else None

    def take_chosen_back(self, entry: Entry) -> None:
        """Take the chosen change back, as a change of today; what was decided in a meeting is decided anew there."""
        if entry.undone:
            self.say(_("This was taken back already, by number {n}.", n=entry.undone))
        elif not can_be_taken_back(entry):
            self.say(_("This was not changed between meetings. What was decided in a meeting is decided anew in one."))
        else:
            self.stand_on(None, None)
            self.run_worker(take_back(self.app, entry.number), group="take-back", exclusive=True)

    # --- reading it

    async def read_history(self) -> bool:
        """Read the history where it is not at hand; tell whether it is."""
        snapshot = self.app.snapshot
        if snapshot is None:
            return False
        self._past.renew(snapshot.organisation)
        if self._past.entries is None:
            found = await self.heard(self.app.room.history())
            if found is None:
                return False
            self._past.entries = found
        if not self._past.entries:
            self.say(_("Nothing is on record yet, so there is no day to look back to."))
        return bool(self._past.entries)

    async def heard(self, answer: "Future[T]") -> T | None:
        """Return what the room answers; where it refuses, say why, and return None."""
        coming = wrap_future(answer)
        done, _long = await wait((coming,), timeout=PATIENCE)
        if not done:
            self.say(_("What is on record is being gone through …"))
        try:
            found = await shield(coming)
        except (Refused, JournalError) as error:
            self.say(str(error), warning=True)
            return None
        if not done:
            self.say("")
        return found
