"""The panes of a live meeting: what each shows of a meeting, as lines. They show it and know nothing else."""

from textual.geometry import Size

from sociotui.domain.meeting import Meeting
from sociotui.room.status import where
from sociotui.tui.meeting.absence import absent, concerns_absent, waited_for
from sociotui.tui.meeting.versions import compared, said
from sociotui.tui.widgets.lines import Line, Span, clip, spread, wrap
from sociotui.tui.widgets.pane import Pane
from sociotui.words import _


def minutes_seconds(milliseconds: int) -> str:
    """Return a length of time as 0:42, 12:05 or 1:02:03."""
    seconds = max(0, milliseconds) // 1000
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class MeetingPane(Pane):
    """A pane that shows a meeting at a time of day."""

    meeting: Meeting | None = None
    now: int = 0

    def fill(self, meeting: Meeting, now: int) -> None:
        """Show `meeting` as it is at `now`, in ms since 1970."""
        self.meeting, self.now = meeting, now
        self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the lines for the meeting, once there is one."""
        return self.lines(self.meeting, width, height) if self.meeting else []

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return the lines that show `m`."""
        raise NotImplementedError


class SpeakingPane(MeetingPane):
    """Who speaks now and for how long, who is next, and after that."""

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return now, next, then; later and hands keep the last rows."""
        current = m.round
        foot = self._foot(m, width)
        if current is None:
            return self._no_round(m, width)
        head: list[Line] = []
        if current.speaking:
            head.append((("now   ", "dim"), (clip(m.name(current.speaking), width - 6), "now")))
            head.append(self._clock(m, width))
        elif current.complete:
            head.append(((_("everyone has"), "good"),))
            head.append(((_("spoken"), "good"), (f" {self.signs.done}", "good")))
        else:
            mode = {"popcorn": _("popcorn"), "stack": _("stack"), "free": _("free flow")}.get(current.mode, "")
            head.append(((mode, "strong"),))
            head.append(((_("who is moved"), "dim"),))
        if m.next_speaker:
            head.append((("next  ", "dim"), (clip(m.name(m.next_speaker), width - 6), "next")))
        rest = current.queue if current.aside else current.queue[1:]
        if current.mode == "round":
            left = height - len(head) - len(foot)
            for i, person in enumerate(rest[: max(0, left)]):
                more = i == left - 1 and len(rest) > left
                name = f"+{len(rest) - left + 1}" if more else clip(m.name(person), width - 6)
                head.append((("then  " if not i else "      ", "dim"), (name, "plain")))
        gap: list[Line] = [()] * max(0, height - len(head) - len(foot))
        return [*head, *gap, *foot]

    def _clock(self, m: Meeting, width: int) -> Line:
        current = m.round
        if current is None:
            return ()
        elapsed = m.elapsed(current.turn_began, self.now)
        over = current.share and elapsed > current.share
        text = minutes_seconds(elapsed)
        time: Span = (text, "now" if over else "strong")
        if m.paused:
            return (("      ", "plain"), time, (" ‖", "key"))
        share = f"/{minutes_seconds(current.share)}" if current.share else ""
        return (("      ", "plain"), time, (share if len(text + share) <= width - 6 else "", "dim"))

    def _no_round(self, m: Meeting, width: int) -> list[Line]:
        elapsed = m.elapsed(m.entered, self.now)
        share = f"/{minutes_seconds(m.step.minutes * 60_000)}" if m.step.minutes else ""
        item = m.item
        lines: list[Line] = []
        proposer = (item.proposal.by if item.proposal else "") or item.presenter if item else ""
        writes = to_write(m)
        if writes:
            lines.append(((_("write "), "dim"), (clip(m.name(writes[0]), width - 6), "now")))
            lines += [(("      ", "dim"), (clip(m.name(p), width - 6), "plain")) for p in writes[1:4]]
            lines += [(("      ", "dim"), (f"+{len(writes) - 4}", "dim"))] if len(writes) > 4 else []
        elif proposer and not m.closed:
            lines.append((("with  ", "dim"), (clip(m.name(proposer), width - 6), "now")))
        if not m.closed:
            lines.append((("step  ", "dim"), (minutes_seconds(elapsed), "strong"), (share, "dim")))
        return [*lines, (), *self._foot(m, width)]

    def _foot(self, m: Meeting, width: int) -> list[Line]:
        current = m.round
        later = m.names(current.later) if current else ""
        foot: list[Line] = []
        if later:
            foot.append((("later ", "dim"), (clip(later, width - 6), "next")))
        if m.hands:
            foot.append(((f"{self.signs.hand} ", "now"), (clip(m.names(m.hands), width - 2), "now")))
        return foot


def to_write(m: Meeting) -> list[str]:
    """Return who has still to write a nomination, as they sit."""
    grid = m.item.grid if m.item else None
    if grid is None or m.step.kind != "nominate" or m.closed:
        return []
    return [p for p in m.counting() if not grid.has_written(p)]


class ConsentPane(MeetingPane):
    """How the answers stand: who has consented, how many objections are open, who is asked still."""

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return the counts of the consent that is asked here, or the agenda's time where none is."""
        ledger, signs = m.ledger, self.signs
        if not ledger.counted and not ledger.open:
            return self._time(m, width)
        raised = [o for o in ledger.open if o.version == m.version_of(m.subject)]
        counts: Line = (
            (f"{signs.consent} {len(ledger.consented)}", "good"),
            (f"   {signs.objection} {len(raised)}", "bad" if raised else "dim"),
            (f"   {signs.waiting} {len(ledger.missing)}", "dim"),
        )
        lines: list[Line] = [counts]
        if ledger.reached:
            lines.append(((_("all consent"), "good"),))
        elif raised:
            lines.append(((_("to integrate"), "bad"),))
        elif ledger.open:
            lines.append(((_("new wording"), "next"),))
        return [*lines, *self._absent(m, width)] if concerns_absent(m) else lines

    def _absent(self, m: Meeting, width: int) -> list[Line]:
        """Return who is absent, and what the circle's custom makes of it: it waits, for hours or without an end, …"""
        customs, views = m.circle.customs, m.item.views if m.item else {}
        by_view = customs.absence == "views"
        heard = tuple(p for p in absent(m) if p in (views if by_view else m.ledger.consented))
        rest = waited_for(m) or tuple(p for p in absent(m) if p not in heard and not m.awaited())
        lines: list[Line] = []
        if heard:
            means = _("view read") if by_view else _("phone {sign}", sign=self.signs.consent)
            lines.append(((clip(m.names(heard), width - len(means) - 1), "plain"), (f" {means}", "good")))
        if rest:
            handled = {
                "hold": _("held open"),
                "lazy": _("{n} h open", n=customs.window),
                "views": _("no view yet"),
                "present": _("not asked"),
            }[customs.absence]
            style, names = "next" if waited_for(m) else "dim", m.names(rest)
            if len(f"{names} {handled}") <= width - 2:
                lines.append(((f"{self.signs.held} ", style), (f"{names} ", "plain"), (handled, style)))
            else:
                lines.append(((clip(names, width), "plain"),))
                lines.append(((f"{self.signs.held} {handled}", style),))
        return lines

    def _time(self, m: Meeting, width: int) -> list[Line]:
        planned = sum(i.minutes for i in m.agenda)
        spent = m.elapsed(m.opened, self.now) // 60_000
        lines: list[Line] = [(("since ", "dim"), (_("{n} min", n=spent), "plain"))]
        if m.minutes:
            lines.append((("of    ", "dim"), (_("{n} min", n=m.minutes), "plain")))
        elif planned:
            lines.append((("items ", "dim"), (_("{n} min", n=planned), "plain")))
        return lines


class RoomPane(MeetingPane):
    """Who is here, who facilitates and writes, who is missing."""

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return the people in the room by their part in it."""
        lines: list[Line] = [
            ((f"{self.signs.here} ", "good"), (_("{n} here", n=len(m.seats)), "plain")),
            ((_("facil. "), "dim"), (clip(m.name(m.facilitator), width - 7), "plain")),
            ((_("writes "), "dim"), (clip(m.name(m.secretary), width - 7), "plain")),
        ]
        absent = m.absent()
        if absent:
            lines.append(((_("absent "), "dim"), (clip(m.names(absent), width - 7), "dim")))
        return lines


class WordingPane(MeetingPane):
    """What the circle is about to agree on: the wording that this step is about, and what changed in it."""

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return the wording; until consent is given to it, and where it fits, as a difference to the last version."""
        if m.proposal is None:
            return []
        current = m.proposal.current
        if current.number > 1 and _before_consent(m):
            changed = compared(m.proposal.versions[-2], current, width, plain=bool(self.signs.spelling))
            if len(changed) <= height:
                return changed
        words = wrap(said(current), width)
        if len(words) > height:
            last = clip(words[height - 1], width - 9)
            return [
                *(((s, "plain"),) for s in words[: height - 1]),
                spread(((last, "plain"),), ((_("… v reads"), "dim"),), width),
            ]
        return [((s, "plain"),) for s in words]


def _before_consent(m: Meeting) -> bool:
    """Return whether consent to this wording is still to be given, or being given."""
    steps = [step for step in m.format_of(m.place).steps if step.part == m.step.part]
    asking = next((n for n, step in enumerate(steps) if step.kind == "consent"), -1)
    return steps.index(m.step) <= asking


class PromptPane(MeetingPane):
    """What to ask now, in one sentence, and when the step is done."""

    def fill(self, meeting: Meeting, now: int) -> None:
        """Show `meeting`; a longer question gets more rows."""
        other = self.meeting is None or self.meeting.step.prompt != meeting.step.prompt
        super().fill(meeting, now)
        if other:
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the rows that the question takes; two at the least, so that it can be thought about in peace."""
        rows = len(wrap(_(self.meeting.step.prompt), width)) if self.meeting else 0
        return max(2, min(4, rows))

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return the step's prompt, and below it, where there is room, its "done when"."""
        if m.closed:
            return [((_("This meeting is closed. Its outcomes are on record."), "plain"),)]
        prompt = wrap(_(m.step.prompt), width)
        lines: list[Line] = [((s, "plain"),) for s in prompt]
        if m.step.kind == "integrate" and m.ledger.open:
            lines = [*self._objection(m, width, max(1, height - len(lines))), *lines]
        if m.step.done and len(lines) < height:
            lines += [((s, "dim"),) for s in wrap(_("Done when: {done}", done=_(m.step.done)), width)]
        return lines

    def _objection(self, m: Meeting, width: int, room: int) -> list[Line]:
        first, *others = m.ledger.open
        said = wrap(_("{name}: “{reason}”", name=m.name(first.person), reason=first.reason), width)
        if len(said) > room:
            said = [*said[: room - 1], clip(said[room - 1], width - 9) + _(" … v reads")]
        more = _("and {n} more", n=len(others)) if others else ""
        lines: list[Line] = [((s, "bad"),) for s in said]
        return [*lines[:-1], (*lines[-1], (f"  {more}", "dim"))] if more else lines


class TitleBar(MeetingPane):
    """The first line: which circle, which step, what time it is; and now and next where the panes are not all seen."""

    clock_text: str = ""
    brief: bool = False

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return one line; in brief it names who speaks now and next instead."""
        right: Line = ((self.clock_text, "dim"),) if self.clock_text else ()
        current = m.round
        if self.brief and current and current.speaking:
            left: Line = ((f" {self.signs.now} ", "now"), (m.name(current.speaking), "now"))
            if m.next_speaker:
                left = (*left, (_("  next "), "dim"), (m.name(m.next_speaker), "next"))
            return [spread(left, ((clip(where(m), max(0, width // 3)), "dim"),), width)]
        left = ((" " + m.circle.name, "strong"), (f" {self.signs.dot} {_(m.format.title).lower()}", "dim"))
        if m.private:
            left = (*left, (f" {self.signs.dot} {_('private')}", "dim"))
        right = ((clip(where(m), width // 2), "plain"), ("   ", "plain"), *right, (" ", "plain"))
        return [spread(left, right, width)]
