"""Who speaks now and for how long, who is next, and after that; who is still asked, where all answer at once."""

from sociotui.domain.meeting import Meeting
from sociotui.domain.round import Round
from sociotui.room.calls import answers_at_once, awaited
from sociotui.tui.meeting.pane import MeetingPane, minutes_seconds
from sociotui.tui.widgets.lines import Line, Span, clip
from sociotui.words import _

_LABEL = 6
"""Cells before a name."""


class SpeakingPane(MeetingPane):
    """The order of speaking. Later and hands keep the last rows."""

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return now, next, then; or who has to answer still."""
        current, foot = m.round, self._foot(m, width)
        if current is None or (self.viewer.me and answers_at_once(m)):
            return self._no_round(m, width, height - len(foot)) + foot
        head = self._now(m, current, width)
        if m.next_speaker:
            style = "soon" if m.next_speaker == self.viewer.me else "next"
            head.append((("next  ", "dim"), (clip(m.name(m.next_speaker), width - _LABEL), style)))
        rest = current.queue if current.aside else current.queue[1:]
        if current.mode == "round":
            left = height - len(head) - len(foot)
            for i, person in enumerate(rest[: max(0, left)]):
                more = i == left - 1 and len(rest) > left
                name = f"+{len(rest) - left + 1}" if more else clip(m.name(person), width - _LABEL)
                style = "strong" if person == self.viewer.me and not more else "plain"
                head.append((("then  " if not i else "      ", "dim"), (name, style)))
        gap: list[Line] = [()] * max(0, height - len(head) - len(foot))
        return [*head, *gap, *foot]

    def _now(self, m: Meeting, current: Round, width: int) -> list[Line]:
        if current.speaking:
            style = "cursor" if current.speaking == self.viewer.me else "now"
            name: Span = (clip(m.name(current.speaking), width - _LABEL), style)
            return [(("now   ", "dim"), name), self._clock(m, current, width)]
        if current.complete:
            return [((_("everyone has"), "good"),), ((_("spoken"), "good"), (f" {self.signs.done}", "good"))]
        mode = {"popcorn": _("popcorn"), "stack": _("stack"), "free": _("free flow")}.get(current.mode, "")
        return [((mode, "strong"),), ((_("who is moved"), "dim"),)]

    def _clock(self, m: Meeting, current: Round, width: int) -> Line:
        elapsed = m.elapsed(current.turn_began, self.now)
        over = current.share and elapsed > current.share
        text = minutes_seconds(elapsed)
        time: Span = (text, "now" if over else "strong")
        if m.paused:
            return (("      ", "plain"), time, (" ‖", "key"))
        share = f"/{minutes_seconds(current.share)}" if current.share else ""
        return (("      ", "plain"), time, (share if len(text + share) <= width - _LABEL else "", "dim"))

    def _no_round(self, m: Meeting, width: int, height: int) -> list[Line]:
        elapsed = m.elapsed(m.entered, self.now)
        share = f"/{minutes_seconds(m.step.minutes * 60_000)}" if m.step.minutes else ""
        item = m.item
        lines: list[Line] = []
        proposer = (item.proposal.by if item.proposal else "") or item.presenter if item else ""
        waits = awaited(m)
        if waits:
            lines += self._asked(m, waits, width, height - 2)
        elif proposer and not m.closed:
            style = "cursor" if proposer == self.viewer.me else "now"
            lines.append((("with  ", "dim"), (clip(m.name(proposer), width - _LABEL), style)))
        if not m.closed:
            lines.append((("step  ", "dim"), (minutes_seconds(elapsed), "strong"), (share, "dim")))
        return [*lines, ()]

    def _asked(self, m: Meeting, waits: tuple[str, ...], width: int, height: int) -> list[Line]:
        """Return who has to write or to answer still: to all who look on at once, and to who leads, in plain sight."""
        label = _("write ") if m.step.kind == "nominate" else _("asks  ")
        viewer = self.viewer
        most = max(1, height) if viewer.me else 4
        shown = waits if len(waits) <= most else waits[: most - 1] if viewer.me else waits[:most]
        rest = "dim" if viewer.me and not viewer.leads else "plain"
        first = rest if viewer.me else "now"
        lines: list[Line] = []
        for n, person in enumerate(shown):
            style = "now" if person == viewer.me else rest if n else first
            lines.append(((label if not n else "      ", "dim"), (clip(m.name(person), width - _LABEL), style)))
        more = len(waits) - len(shown)
        return [*lines, (("      ", "dim"), (f"+{more}", "dim"))] if more else lines

    def _foot(self, m: Meeting, width: int) -> list[Line]:
        current = m.round
        later = m.names(current.later) if current else ""
        foot: list[Line] = []
        if later:
            foot.append((("later ", "dim"), (clip(later, width - _LABEL), "next")))
        if m.hands:
            foot.append(((f"{self.signs.hand} ", "now"), (clip(m.names(m.hands), width - 2), "now")))
        return foot
