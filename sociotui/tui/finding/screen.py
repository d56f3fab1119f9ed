"""Finding: a list that is found by typing; how one moves in it by keys, narrows it, reads a row and acts on it."""

from asyncio import Event
from typing import ClassVar, cast

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget

from sociotui.room.actions import BY_ID
from sociotui.tui.finding.panes import ReadPane, circle_rows
from sociotui.tui.finding.shown import FindingShown
from sociotui.tui.keys import bindings, ways_out
from sociotui.tui.patience import patiently
from sociotui.tui.widgets.find_line import FindLine
from sociotui.tui.widgets.listing import Listing
from sociotui.tui.widgets.long_listing import LongListing
from sociotui.words import _


class FindingScreen(FindingShown):
    """A list that is found by typing. What it lists, and what is done with it, says the screen that is made of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("everywhere"),
        *bindings("lists"),
        *ways_out(),
        Binding("enter", "choose", show=False),
        Binding(BY_ID["agenda"].key, "put_on_agenda", show=False, priority=True, id="agenda"),
        Binding("escape,backspace", "back", show=False),
    ]

    # --- keys

    @property
    def can_do(self) -> frozenset[str]:
        """What the palette offers here besides what counts everywhere."""
        return frozenset(["narrow", "circle", "agenda"])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters and digits are written, where somebody writes."""
        if not isinstance(self.focused, FindLine) or self.app.screen is not self:
            return True
        if action == "do":
            return not self._is_written(str(parameters[0]))
        return action != "put_on_agenda"

    def _is_written(self, id_: str) -> bool:
        """Tell whether a key of an action is a letter, a digit, a sign or a blank."""
        keys = self.app.settings.keymap.get(id_, BY_ID[id_].key).split(",")
        return any(len(key.strip()) == 1 or key.strip() == "space" for key in keys)

    async def action_do(self, id_: str) -> None:
        """Do what a key stands for."""
        if id_ == "find":
            self.read(False)
            self.set_focus(self.query_one(FindLine))  # at once, as what is typed next is written there
        elif id_ == "narrow":
            self.onwards()
        elif id_ == "circle":
            self._ask_circle()
        elif id_ == "mark":
            self.mark()
        elif id_ == "agenda":
            await self.action_put_on_agenda()
        else:
            self.app.do(id_)

    def action_to_list(self) -> None:
        """Go from typing to what was found."""
        self.set_focus(self.query_one(LongListing))

    def action_choose(self) -> None:
        """Read what is chosen, in full."""
        self.read(True)

    @on(Listing.Chosen)
    def _chosen(self) -> None:
        self.read(True)

    async def action_put_on_agenda(self) -> None:
        """Put what is chosen onto an agenda."""
        await patiently(self, self._act_on_what_was_found())

    async def _act_on_what_was_found(self) -> None:
        await self.settled()
        if self.chosen:
            await self.act(self.chosen)

    async def settled(self) -> None:
        """Wait until what was typed before a key has been looked for: who is quick means the row that it leads to."""
        for part in (self.query_one(FindLine), self):
            taken_in = Event()
            part.call_later(taken_in.set)
            await taken_in.wait()
        await self._looking.settled()

    def action_back(self) -> None:
        """Go back: from reading to the list, from what was found to all, from one circle to all, and then out."""
        if self.has_class("-reading") or isinstance(self.focused, ReadPane):
            self.read(False)
        elif self.query_one(FindLine).value:
            self.query_one(FindLine).value = ""
        elif self.circle:
            self._in_circle("*")
        else:
            self.app.leave()

    @on(FindLine.Changed)
    def _typed(self) -> None:
        self.look_again(anew=True)
        self.show_keys()

    def _ask_circle(self) -> None:
        from sociotui.tui.dialogs.pick import PickDialog

        if self.app.snapshot:
            rows = circle_rows(self.app.snapshot.organisation.circles)
            self.app.push_screen(PickDialog(_("Of which circle?"), "", rows), self._in_circle)

    def _in_circle(self, id_: str | None) -> None:
        if id_:
            self.circle = "" if id_ == "*" else id_
            self.look_again(anew=True)

    def focus_next(self, selector: str | type[Widget] = "*") -> Widget | None:
        """Go to the other pane; on a narrow screen it takes the place of this one."""
        return self._turned() or super().focus_next(cast(str, selector))

    def focus_previous(self, selector: str | type[Widget] = "*") -> Widget | None:
        """Go to the other pane."""
        return self._turned() or super().focus_previous(cast(str, selector))

    def _turned(self) -> Widget | None:
        if isinstance(self.focused, FindLine):
            return self.read(False)
        return self.read(not isinstance(self.focused, ReadPane))
