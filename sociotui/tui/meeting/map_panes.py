"""The panes to move about in: the circle map, and the way through the meeting."""

from sociotui.domain.circles import outline
from sociotui.domain.items import Item
from sociotui.domain.meeting import Meeting, Place, plan
from sociotui.domain.organisation import Organisation
from sociotui.domain.steps import skipped
from sociotui.tui.widgets.lines import Line
from sociotui.tui.widgets.listing import Listing, Row
from sociotui.words import _


class CirclesPane(Listing):
    """The circle map as an outline: where in the organisation this meeting is."""

    _shown: tuple[object, ...] = ()

    def map_of(self, organisation: Organisation, here: str, under_way: frozenset[str] = frozenset()) -> None:
        """Show the circles; `here` is the one that meets on this screen, `under_way` those that meet elsewhere."""
        before, self._shown = self._shown, (organisation.circles, here, under_way)
        if self._shown == before:
            return
        rows = []
        for depth, circle in outline(organisation.circles):
            at = circle.id == here
            mark = f" {self.signs.here}" if at else f" {self.signs.open}" if circle.id in under_way else ""
            name = circle.name.removesuffix(_(" circle"))
            style = "strong" if at else "plain"
            line = ((" " * depth, "plain"), (name, style), (mark, "now" if at else "dim"))
            rows.append(Row(circle.id, line))
        self.fill(rows, "" if self._rows else here)


class AgendaPane(Listing):
    """The way through the meeting: what is done, where it is, what is to come."""

    ahead = 2
    _shown: tuple[object, ...] = ()

    def way_of(self, meeting: Meeting) -> None:
        """Show the meeting's steps, and the steps within the item it is at; while none is another, they stay."""
        m = meeting
        steps = (m.id, m.agenda, m.place, m.done, bool(m.minutes_before), m.stuck)
        before, self._shown = self._shown, (*steps, bool(m.ledger.open), self.has_focus)
        if self._shown == before:
            return
        rows: list[Row] = []
        for place in plan(meeting):
            item = meeting.find_item(place.item)
            format_ = meeting.format_of(place)
            step = format_.step(place.step)
            if item is None:
                rows.append(Row(place.key, self._step(meeting, place, step.title, "")))
                continue
            if step.id == format_.steps[0].id:
                rows.append(Row(f"item:{item.id}", self._item(meeting, item)))
            entered = place == meeting.place or place in meeting.done
            if item.id == meeting.place.item and (entered or not skipped(meeting, place)):
                rows.append(Row(place.key, self._step(meeting, place, step.title, "  ")))
        here = meeting.place.key
        self.fill(rows, "" if self.has_focus else here)

    def _step(self, m: Meeting, place: Place, title: str, indent: str) -> Line:
        if place == m.place:
            return ((f"{indent}{self.signs.at} ", "now"), (title, "now"))
        if place in m.done:
            return ((f"{indent}{self.signs.done} ", "good"), (title, "dim"))
        return ((f"{indent}{self.signs.open} ", "dim"), (title, "plain"))

    def _item(self, m: Meeting, item: Item) -> Line:
        if item.outcome and item.outcome.kind == "waiting":
            return ((f"{self.signs.held} ", "next"), (item.title, "dim"))
        if item.outcome:
            return ((f"{self.signs.done} ", "good"), (item.title, "dim"))
        at = m.place.item == item.id
        sign = self.signs.down if at else self.signs.open
        return ((f"{sign} ", "now" if at else "dim"), (item.title, "strong" if at else "plain"))
