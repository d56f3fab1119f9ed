"""The prompt: what to ask now, why this step is there and when it is done, and what who looks on has written."""

from textual.geometry import Size

from sociotui.domain.commentary import sentences
from sociotui.domain.marks_said import marks_line
from sociotui.domain.meeting import Meeting
from sociotui.room.telling import mood_line, thanks_line
from sociotui.tui.meeting.forms_selection import title_of
from sociotui.tui.meeting.grid import shows_grid
from sociotui.tui.meeting.pane import MeetingPane
from sociotui.tui.meeting.viewer import Viewer
from sociotui.tui.widgets.lines import Line, clip, wrap
from sociotui.words import _

_ROOMY = 20
"""Rows of the columns from which on a line of commentary has room beside a grid of nominations."""
_OBJECTION = 3
"""Lines that an objection is given before the commentary is."""


class PromptPane(MeetingPane):
    """What to ask now, in one sentence; why, and when the step is done; and what they wrote, to who wrote it alone."""

    def fill(self, meeting: Meeting, now: int, viewer: Viewer | None = None) -> None:
        """Show `meeting`; what is longer gets more rows."""
        before = self._sizing(self.meeting) if self.meeting else None
        super().fill(meeting, now, viewer)
        if before != self._sizing(meeting):
            self.refresh(layout=True)

    def _sizing(self, m: Meeting) -> tuple[object, ...]:
        return (m.step, m.closed, _of_all(m), self.viewer.mine, self.viewer.why, bool(m.ledger.open))

    def about(self, m: Meeting) -> tuple[object, ...]:
        """The step, and what is told below its question."""
        return (m.step, m.closed, m.ledger.open, _of_all(m), self.viewer.mine, self.viewer.why)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows that question and commentary take; two at the least, and never so many that the ring suffers."""
        m = self.meeting
        if m is None:
            return 2
        asked = len(wrap(_(m.step.prompt), width)) + len(self._mine(m, width))
        most = max(4, container.height // 3)
        if _integrates(m):
            return max(6, most)
        if shows_grid(m):  # it needs the room
            most = asked + (container.height > _ROOMY)
        return max(2, min(most, asked + len(self._told(m, width))))

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return the step's prompt, and below it, as far as there is room, why and its "done when"."""
        if m.closed:
            return [((s, "plain"),) for s in wrap(_("This meeting is closed. Its outcomes are on record."), width)]
        lines: list[Line] = [((s, "plain"),) for s in wrap(_(m.step.prompt), width)]
        told = self._told(m, width)
        if _integrates(m):
            room = max(1, height - len(lines))
            lines = [*self._objection(m, width, max(min(_OBJECTION, room), room - len(told))), *lines]
        if mine := self._mine(m, width):
            lines = [*lines[: max(0, height - len(mine))], *(((s, "strong"),) for s in mine)]
        told = self._fitted(told, m, width, height - len(lines))
        return [*lines, *(((s, "dim"),) for s in told)]

    def _fitted(self, told: list[str], m: Meeting, width: int, room: int) -> list[str]:
        """Return as much of the commentary as there is room for: whole sentences, where some fit."""
        if len(told) <= room or room < 1:
            return told
        first = wrap(next(iter(sentences(m, self.viewer.why))), width)
        if len(first) <= room:
            return first
        return [*told[: room - 1], clip(told[room - 1] + " …", width - 1).rstrip(" …") + "…"]

    def _told(self, m: Meeting, width: int) -> list[str]:
        """Return the commentary: as much of it as this circle still needs, or as was asked for."""
        said = " ".join(sentences(m, self.viewer.why))
        return wrap(said, width) if said and not m.closed else []

    def _mine(self, m: Meeting, width: int) -> list[str]:
        told = (part for line in (*written_by_me(m, self.viewer), *_of_all(m)) for part in wrap(line, width))
        return [clip(line, width) for line in told][:2]

    def _objection(self, m: Meeting, width: int, room: int) -> list[Line]:
        first, *others = m.ledger.open
        said = wrap(_("{name}: “{reason}”", name=m.name(first.person), reason=first.reason), width)
        if len(said) > room:
            said = [*said[: room - 1], clip(said[room - 1], width - 9) + _(" … v reads")]
        more = _("and {n} more", n=len(others)) if others else ""
        lines: list[Line] = [((s, "bad"),) for s in said]
        return [*lines[:-1], (*lines[-1], (f"  {more}", "dim"))] if more else lines


def _of_all(m: Meeting) -> list[str]:
    """Return what there is to say of the mood of all, of how the meeting was, and of what was read out."""
    return [line for line in (mood_line(m), marks_line(m), thanks_line(m)) if line]


def _integrates(m: Meeting) -> bool:
    return m.step.kind == "integrate" and bool(m.ledger.open)


def written_by_me(m: Meeting, viewer: Viewer) -> list[str]:
    """Return whom this person has nominated, a sentence for each role, while nobody else may see it; else nothing."""
    grid = m.item.grid if m.item else None
    if grid is None or grid.revealed or m.step.kind != "nominate" or not viewer.me:
        return []
    if viewer.me in grid.passed:
        return [_("You nominate nobody.")]
    told: list[str] = []
    for sought in grid.sought:
        mine = viewer.mine.get(sought.role)
        if mine:
            role = f"{title_of(m, sought)}: " if len(grid.sought) > 1 else ""
            why = f" ({mine.reason})" if mine.reason else ""
            told.append(_("You wrote: {what}", what=f"{role}{m.name(mine.person)}{why}"))
    return told
