"""The title: which circle, which step, what time it is; above all that, what is asked of who looks on."""

from sociotui.domain.meeting import Meeting
from sociotui.room.calls import answers_at_once
from sociotui.room.status import where
from sociotui.tui.meeting.pane import MeetingPane
from sociotui.tui.widgets.call_line import lost_line
from sociotui.tui.widgets.lines import Line, Span, bar, clip, spread, width_of
from sociotui.words import _


class TitleBar(MeetingPane):
    """One line. Where the others wait for who looks on it says so from edge to edge; that they are next, as a block."""

    clock_text: str = ""
    brief: bool = False
    whispers: bool = False
    """There is a hint for who facilitates, on a screen that all look at: a sign tells, and no more."""

    def about(self, m: Meeting) -> tuple[object, ...]:
        """Where the meeting is, who speaks, and what is asked of whom."""
        current, viewer = m.round, self.viewer
        speaking = current.speaking if current else ""
        seen = (viewer.call, viewer.said, viewer.lost, viewer.waits, self.clock_text, self.brief, self.whispers)
        return (*seen, speaking, m.next_speaker, m.circle.name, m.format.title, m.private, m.people, where(m))

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return the line; in brief it names who speaks now and next."""
        viewer = self.viewer
        if viewer.lost:
            return [lost_line(viewer.waits, width, self.signs)]
        if viewer.needed:
            return [bar(f" {self.signs.now} {viewer.said}", self._beside(m, width), width, "cursor")]
        if viewer.said:
            return [self._soon(m, width)]
        one_by_one = m.round is not None and m.round.speaking and not (viewer.me and answers_at_once(m))
        return [self._brief(m, width) if self.brief and one_by_one else self._whole(m, width)]

    def _beside(self, m: Meeting, width: int) -> str:
        """Return what stands at the right of a call: where the meeting is; in brief, who comes after."""
        if not self.brief:
            return f"{clip(where(m), width // 2)}   {self.clock_text} "
        after = m.next_speaker if self.viewer.call == "turn" else ""
        return _("next {name} ", name=m.name(after)) if after else ""

    def _soon(self, m: Meeting, width: int) -> Line:
        """Return a call for which nobody waits yet, as a block, and what the line says without it, as far as it fits."""
        viewer, signs = self.viewer, self.signs
        sign = signs.now_end if viewer.call == "next" else signs.now
        block: Span = (f" {sign} {viewer.said} ", "soon")
        left = width - width_of((block,)) - 1
        current = m.round
        if self.brief:
            now = current.speaking if current else ""
            rest: Line = ((f" {signs.now} ", "now"), (clip(m.name(now), left - 3), "now")) if now else ()
            return (block, *rest) if width_of(rest) <= left else (block,)
        time: Line = (("   ", "plain"), *self._time())
        right: Line = ((clip(where(m), max(0, left - width_of(time))), "dim"), *time)
        name: Span = (f" {m.circle.name}", "dim")
        return spread((block, name) if width_of((name, *right)) + 2 < left else (block,), right, width)

    def _brief(self, m: Meeting, width: int) -> Line:
        speaking = m.round.speaking if m.round else ""
        left: Line = ((f" {self.signs.now} ", "now"), (m.name(speaking), "now"))
        if m.next_speaker:
            left = (*left, (_("  next "), "dim"), (m.name(m.next_speaker), "next"))
        return spread(left, (*self._whispered(), (clip(where(m), max(0, width // 3)), "dim")), width)

    def _whole(self, m: Meeting, width: int) -> Line:
        left: Line = ((" " + m.circle.name, "strong"), (f" {self.signs.dot} {_(m.format.title).lower()}", "dim"))
        if m.private:
            left = (*left, (f" {self.signs.dot} {_('private')}", "dim"))
        return spread(left, ((clip(where(m), width // 2), "plain"), ("   ", "plain"), *self._time()), width)

    def _whispered(self) -> Line:
        """Return the sign of a hint for who facilitates, where all look on."""
        return ((f"{self.signs.nominee} ", "next"),) if self.whispers else ()

    def _time(self) -> Line:
        """Return the time of day, after how much of what was asked for has no answer yet."""
        waits: Line = ((f"{self.signs.later} {self.viewer.waits}  ", "next"),) if self.viewer.waits else ()
        clock: Line = ((self.clock_text, "dim"),) if self.clock_text else ()
        return (*self._whispered(), *waits, *clock, (" ", "plain"))
