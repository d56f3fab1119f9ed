"""The panes of a live meeting: what each shows of a meeting, as lines. They show it and know nothing else."""

from sociotui.domain.circles import outline
from sociotui.domain.meeting import Meeting, Place, plan
from sociotui.domain.organisation import Organisation
from sociotui.room.status import where
from sociotui.tui.widgets.lines import Line, Span, clip, spread, wrap
from sociotui.tui.widgets.listing import Listing, Row
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


class CirclesPane(Listing):
    """The circle map as an outline: where in the organisation this meeting is."""

    def map_of(self, organisation: Organisation, here: str, under_way: frozenset[str] = frozenset()) -> None:
        """Show the circles; `here` is the one that meets on this screen, `under_way` those that meet elsewhere."""
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

    def way_of(self, meeting: Meeting) -> None:
        """Show the meeting's steps, and the steps within the item it is at."""
        rows: list[Row] = []
        for place in plan(meeting):
            item = meeting.find_item(place.item)
            step = meeting.format_of(place).step(place.step)
            if step.kind == "integrate" and place != meeting.place and not meeting.ledger.open:
                continue
            if item is None:
                rows.append(Row(place.key, self._step(meeting, place, step.title, "")))
                continue
            if step.id == meeting.formats[item.aim].steps[0].id:
                rows.append(Row(f"item:{item.id}", self._item(meeting, item.id)))
            if item.id == meeting.place.item:
                rows.append(Row(place.key, self._step(meeting, place, step.title, "  ")))
        here = meeting.place.key
        self.fill(rows, "" if self.has_focus else here)

    def _step(self, m: Meeting, place: Place, title: str, indent: str) -> Line:
        if place == m.place:
            return ((f"{indent}{self.signs.at} ", "now"), (title, "now"))
        if place in m.done:
            return ((f"{indent}{self.signs.done} ", "good"), (title, "dim"))
        return ((f"{indent}{self.signs.open} ", "dim"), (title, "plain"))

    def _item(self, m: Meeting, id_: int) -> Line:
        item = m.find_item(id_)
        if item is None:
            return ()
        if item.outcome:
            return ((f"{self.signs.done} ", "good"), (item.title, "dim"))
        at = m.place.item == id_
        sign = self.signs.down if at else self.signs.open
        return ((f"{sign} ", "now" if at else "dim"), (item.title, "strong" if at else "plain"))


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
        if proposer and not m.closed:
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
    """What the circle is about to agree on: the wording, or what belongs to the step."""

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return the proposal's wording; the last row says where there is more to read."""
        item = m.item
        if item is None or item.proposal is None:
            return []
        current = item.proposal.current
        said = wrap(current.text, width)
        extra = [_("Until {day}.", day=current.review)] if current.review else []
        extra += [_("Measure: {measure}", measure=measure) for measure in current.measures]
        for text in extra:
            said += wrap(text, width)
        if len(said) > height:
            last = clip(said[height - 1], width - 9)
            return [
                *(((s, "plain"),) for s in said[: height - 1]),
                spread(((last, "plain"),), ((_("… v reads"), "dim"),), width),
            ]
        return [((s, "plain"),) for s in said]


class PromptPane(MeetingPane):
    """What to ask now, in one sentence, and when the step is done."""

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return the step's prompt, and below it, where there is room, its "done when"."""
        if m.closed:
            return [((_("This meeting is closed. Its outcomes are on record."), "plain"),)]
        prompt = wrap(_(m.step.prompt), width)
        lines: list[Line] = [((s, "plain"),) for s in prompt]
        if m.step.kind == "integrate" and m.ledger.open:
            lines = [*self._objection(m, width, height - len(lines)), *lines]
        if m.step.done and len(lines) < height:
            lines += [((s, "dim"),) for s in wrap(_("Done when: {done}", done=_(m.step.done)), width)]
        return lines

    def _objection(self, m: Meeting, width: int, room: int) -> list[Line]:
        first, *others = m.ledger.open
        said = wrap(_("{name}: “{reason}”", name=m.name(first.person), reason=first.reason), width)
        if len(said) > room:
            said = [*said[: room - 1], clip(said[room - 1], width - 9) + _(" … v reads")]
        more = _("and {n} more", n=len(others)) if others else ""
        lines: list[Line] = [((s, "bad"),) for s in said[: max(1, room)]]
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
        right = ((clip(where(m), width // 2), "plain"), ("   ", "plain"), *right, (" ", "plain"))
        return [spread(left, right, width)]


_MOST_SAID = 4
"""Lines that a sentence above the keys may take at the most."""


class SaidLine(Pane):
    """The last thing that happened, or why something cannot be done now and what to do instead."""

    text: str = ""
    warning: bool = False

    def say(self, text: str, *, warning: bool = False) -> None:
        """Show a sentence."""
        self.text, self.warning = text, warning
        width = (self.app.size.width or 80) - 2
        self.styles.height = max(1, min(_MOST_SAID, len(wrap(text, width)), self.app.size.height // 3))
        self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the sentence, on as many lines as it takes."""
        return [((" " + s, "key" if self.warning else "dim"),) for s in wrap(self.text, width - 2)[:height]]
