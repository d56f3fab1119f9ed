"""The brief view: a meeting in a handful of lines, for a terminal too small for panes."""

from sociotui.domain.meeting import Meeting
from sociotui.room.status import where
from sociotui.tui.meeting.panes import MeetingPane, minutes_seconds, to_write
from sociotui.tui.widgets.lines import Line, clip, wrap
from sociotui.words import _


class BriefPane(MeetingPane):
    """Next, the time, the step, and what to ask, as far as it fits; the title names who speaks."""

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return what matters most first."""
        current = m.round
        lines: list[Line] = []
        if current and current.speaking:
            time = minutes_seconds(m.elapsed(current.turn_began, self.now))
            lines.append(
                (((_("now ")), "dim"), (clip(m.name(current.speaking), width - 10), "now"), (f" {time}", "strong"))
            )
            if m.next_speaker:
                lines.append(((_("next "), "dim"), (clip(m.name(m.next_speaker), width - 5), "next")))
        writes = to_write(m)
        if writes:
            lines.append(((_("write "), "dim"), (clip(m.names(tuple(writes)), width - 6), "now")))
        lines.append(((clip(where(m), width), "strong"),))
        lines += [((s, "plain"),) for s in wrap(_(m.step.prompt), width)]
        return lines
