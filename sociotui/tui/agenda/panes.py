"""The panes of the agenda screen: how its time adds up, and what is known of the topic that is chosen."""

from datetime import date

from sociotui.domain.coming import Coming
from sociotui.domain.organisation import Organisation
from sociotui.tui.telling.days import meeting_said
from sociotui.tui.widgets.lines import Line, clip, spread, wrap
from sociotui.tui.widgets.pane import Pane
from sociotui.words import _

_BAR = 26
"""Cells of the bar that shows how much of the time is taken."""


class TimePane(Pane):
    """Whose meeting, when; how much of its time the topics take, as a bar and in words."""

    organisation: Organisation | None = None
    coming: Coming | None = None
    today: date = date.min
    note: str = ""

    def content(self, width: int, height: int) -> list[Line]:
        """Return the name with the day, the bar, and a word on what else counts here."""
        o, c = self.organisation, self.coming
        if o is None or c is None:
            return []
        when = clip(meeting_said(c.next_meeting, self.today) or _("the day is still open"), width // 2)
        name = clip(_("{circle}: the next meeting", circle=o.circles[c.circle].name), width - len(when) - 3)
        first = spread(((f" {name}", "strong"),), ((f"{when} ", "dim"),), width)
        return [first, self._bar(c, width), ((f" {clip(self.note, width - 2)}", "dim"),)][:height]

    def _bar(self, c: Coming, width: int) -> Line:
        over = c.asked - c.room
        cells = min(_BAR, max(8, width // 4))
        full = min(cells, round(cells * c.asked / c.room)) if c.room else cells
        taken = _("{n} of {room} min for topics", n=c.asked, room=c.room)
        rest = _("{n} too many", n=over) if over > 0 else _("{n} to spare", n=-over)
        bar: Line = (
            (" " + self.signs.full * full, "bad" if over > 0 else "good"),
            (self.signs.empty * (cells - full), "rule"),
        )
        long = _("a meeting of {n}", n=c.length)
        told = f"{taken}, {rest}"
        left: Line = (*bar, (f"  {clip(told, width - cells - 4)}", "next" if over > 0 else "plain"))
        used = cells + len(told) + len(long) + 6
        return spread(left, ((f"{long} ", "dim"),), width) if used <= width else left


class TopicPane(Pane):
    """What is known of the row that is chosen: facts in a line, and the note below."""

    facts: str = ""
    text: str = ""

    def tell(self, facts: str, text: str) -> None:
        """Tell about a row."""
        self.facts, self.text = facts, text
        self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return facts and note, as much of them as there is room for; a sign at the end tells that there is more."""
        lines: list[Line] = [((line, "dim"),) for line in wrap(self.facts, width)] if self.facts else []
        lines += [((line, "plain"),) for line in wrap(self.text, width)] if self.text else []
        if len(lines) > height > 0:
            text, style = lines[height - 1][0]
            lines[height - 1] = spread(((clip(text, width - 2), style),), ((self.signs.later, "key"),), width)
        return lines
