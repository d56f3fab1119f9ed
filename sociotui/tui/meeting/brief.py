"""The brief view: a meeting in a handful of lines, for a terminal too small for panes."""

from collections.abc import Sequence

from sociotui.domain.commentary import sentences
from sociotui.domain.meeting import Meeting
from sociotui.room.calls import answers_at_once, awaited
from sociotui.room.status import where
from sociotui.tui.meeting.pane import MeetingPane, minutes_seconds
from sociotui.tui.meeting.panes import aim_line
from sociotui.tui.meeting.prompt import written_by_me
from sociotui.tui.widgets.call_line import lost_line
from sociotui.tui.widgets.lines import Line, bar, clip, width_of, wrap
from sociotui.words import _


class BriefPane(MeetingPane):
    """What is asked of who looks on and the keys for it, now, next, the step, and what to ask, as far as it fits."""

    keys: Sequence[tuple[str, str]] = ()

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return what matters most first."""
        current, viewer = m.round, self.viewer
        time = minutes_seconds(m.elapsed(current.turn_began, self.now)) if current and current.speaking else ""
        lines = self._called(width, f"{time} " if viewer.call == "turn" else "")
        if viewer.said and not viewer.lost and viewer.call != "next":
            lines.append(self._keys(width))
        if current and current.speaking and not (viewer.me and answers_at_once(m)):
            if viewer.call != "turn":
                name = clip(m.name(current.speaking), width - 10)
                lines.append((((_("now ")), "dim"), (name, "now"), (f" {time}", "strong")))
            if m.next_speaker and viewer.call != "next":
                lines.append(((_("next "), "dim"), (clip(m.name(m.next_speaker), width - 5), "next")))
        waits = awaited(m)
        if waits:
            asked = _("write ") if m.step.kind == "nominate" else _("asks ")
            style = "dim" if viewer.me and not viewer.leads else "now"
            lines.append(((asked, "dim"), (clip(m.names(waits), width - 6), style)))
        lines += [((clip(line, width), "strong"),) for line in written_by_me(m, viewer)]
        lines.append(((clip(where(m), width), "strong"),))
        lines += [((s, "plain"),) for s in wrap(_(m.step.prompt), width)]
        if m.proposal or m.ledger.open:
            lines.append(aim_line(m, width))
        return [*lines, *(((s, "dim"),) for said in sentences(m, viewer.why) for s in wrap(said, width))]

    def _called(self, width: int, time: str) -> list[Line]:
        viewer, signs = self.viewer, self.signs
        if viewer.lost:
            return [lost_line(viewer.waits, width, signs)]
        if not viewer.said:
            return []
        said = wrap(viewer.said, width - 3)
        style = "cursor" if viewer.needed else "soon"
        first = signs.now_end if viewer.call == "next" else signs.now
        return [
            bar(f" {' ' if n else first} {line}", "" if n else time, width, style) for n, line in enumerate(said[:2])
        ]

    def _keys(self, width: int) -> Line:
        """Return the keys that answer the call, as many as fit; there is no other line for them."""
        line: Line = ()
        for key, label in self.keys:
            longer = (*line, (key, "key"), (f" {label} ", "dim"))
            if width_of(longer) > width + 1:
                break
            line = longer
        return line
