"""The panes that tell of a live meeting: how the answers stand, who is in the room, and the wording with our aim."""

from rich.cells import cell_len

from sociotui.domain.aims import in_a_line
from sociotui.domain.meeting import Meeting
from sociotui.room.port import Presence
from sociotui.room.telling import told_voice
from sociotui.tui.meeting.absence import absent, concerns_absent, waited_for
from sociotui.tui.meeting.pane import MeetingPane
from sociotui.tui.meeting.versions import compared, said
from sociotui.tui.widgets.lines import Line, clip, spread, wrap
from sociotui.words import _


class ConsentPane(MeetingPane):
    """How the answers stand: who has consented, how many objections are open, who is asked still."""

    def about(self, m: Meeting) -> tuple[object, ...]:
        """The answers, and who is absent; where nothing is asked, the minutes that have passed."""
        time = m.elapsed(m.opened, self.now) // 60_000
        return (m.ledger, m.people, m.seats, m.agenda, m.place, m.minutes, time)

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
    """Who is here, by terminal or in the room, whose connection went, who facilitates and writes, who is missing."""

    def about(self, m: Meeting) -> tuple[object, ...]:
        """Who is there."""
        return (m.seats, m.people, m.facilitator, m.secretary, self.viewer.presence)

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return the people in the room by their part in it; what matters least is left out first."""
        here: Line = ((f"{self.signs.here} ", "good"), (_("{n} here", n=len(m.seats)), "plain"))
        wired, away, lost = (self._by_terminal(m, how) for how in ("terminal", "elsewhere", "lost"))
        rest: list[Line] = [
            *self._gone(m, lost, width),
            self._office(m, _("facil. "), m.facilitator, width),
            self._office(m, _("writes "), m.secretary, width),
        ]
        if absent := self._absent(m):
            rest.append(((_("absent "), "dim"), (clip(absent, width - 7), "dim")))
        if not wired and not away and not lost:
            return [here, *rest]
        if 2 + len(rest) > height:
            return [(*here, (f"  {self.signs.wired} ", "next"), (str(len(wired)), "plain")), *rest]
        return [here, *self._how(m, wired, away, lost, width, height - len(rest) - 1), *rest]

    def _gone(self, m: Meeting, lost: tuple[str, ...], width: int) -> list[Line]:
        """Return whose connection went: where it is one person's, since when."""
        since = f" {self.viewer.gone.get(lost[0], '')}".rstrip() if len(lost) == 1 else ""
        said = clip(m.names(lost), width - 2 - cell_len(since)) + since
        return [((f"{self.signs.lost} ", "bad"), (said, "bad"))] if lost else []

    def _office(self, m: Meeting, what: str, person: str, width: int) -> Line:
        """Return who facilitates or writes; with a sign where they can't just now, as their connection is gone."""
        lost = self.viewer.presence.get(person) == "lost"
        mark = self.signs.lost if lost else ""
        return ((what, "dim"), (clip(m.name(person), width - cell_len(what + mark)), "plain"), (mark, "bad"))

    def _absent(self, m: Meeting) -> str:
        """Return the names of the absent members, with a sign after those who look on from a terminal."""
        return ", ".join(m.name(p) + self.signs.terminal(self.viewer.presence.get(p)) for p in m.absent())

    def _by_terminal(self, m: Meeting, how: Presence) -> tuple[str, ...]:
        return tuple(p for p in m.seats if self.viewer.presence.get(p) == how)

    def _how(
        self,
        m: Meeting,
        wired: tuple[str, ...],
        away: tuple[str, ...],
        lost: tuple[str, ...],
        width: int,
        room: int,
    ) -> list[Line]:
        """Return who is here by terminal, who looks elsewhere, and who has none: by name where there is room, else how many."""
        without = tuple(p for p in m.seats if p not in (*wired, *away, *lost))
        signs = self.signs
        terminals = _("1 terminal") if len(wired) == 1 else _("{n} terminals", n=len(wired))
        parts: list[tuple[Line, tuple[str, ...]]] = [(((f"{signs.wired} ", "next"), (terminals, "plain")), wired)]
        if away:
            parts.append((((f"{signs.away} ", "next"), (_("{n} elsewhere", n=len(away)), "plain")), away))
        if without:
            said = _("{n} in the room", n=len(without))
            said = said if cell_len(said) <= width - 2 else _("{n} in room", n=len(without))
            parts.append((((f"  {said}", "plain"),), without))
        heads = [head for head, _who in parts]
        if room < 2:
            return heads[:1]
        every: list[Line] = []
        for head, who in parts:
            every += [head, *(((f"  {line}", "dim"),) for line in wrap(m.names(who), width - 2) if who)]
        return every if len(every) <= room else heads[:room]


class WordingPane(MeetingPane):
    """What the circle is about to agree on: the wording that this step is about, and what changed in it."""

    def about(self, m: Meeting) -> tuple[object, ...]:
        """The wording, what is said against it, and what was said to the circle between its meetings."""
        return (m.proposal, m.place, m.ledger.open, m.circle.aims, m.item and m.item.voice)

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return our aim, and below it what is to serve it: a wording; before there is one, an objection, or what was said."""
        return [aim_line(m, width), *self._below(m, width, height - 1)]

    def _below(self, m: Meeting, width: int, height: int) -> list[Line]:
        if m.proposal:
            return self._wording_lines(m, width, height)
        if m.ledger.open or m.item is None or m.item.voice is None:
            return self._objection(m, width)
        return self._read(told_voice(m.item.voice), width, height)

    def _objection(self, m: Meeting, width: int) -> list[Line]:
        said = [_("{name}: “{reason}”", name=m.name(o.person), reason=o.reason) for o in m.ledger.open]
        return [((line, "bad"),) for each in said for line in wrap(each, width)]

    def _wording_lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return the wording; until consent is given to it, and where it fits, as a difference to the last version."""
        if m.proposal is None:
            return []
        current = m.proposal.current
        if current.number > 1 and _before_consent(m):
            changed = compared(m.proposal.versions[-2], current, width, plain=bool(self.signs.spelling))
            if len(changed) <= height:
                return changed
        return self._read(said(current), width, height)

    def _read(self, text: str, width: int, height: int) -> list[Line]:
        """Return a text, cut where it is longer than the pane, with the key that shows all of it."""
        words = wrap(text, width)
        if len(words) > height:
            more = _("… v reads")
            last = clip(words[height - 1] + " …", width - cell_len(more) - 1).removesuffix("…").rstrip()
            return [
                *(((s, "plain"),) for s in words[: height - 1]),
                spread(((last, "plain"),), ((more, "dim"),), width),
            ]
        return [((s, "plain"),) for s in words]


def aim_line(m: Meeting, width: int) -> Line:
    """Return what the circle is there for, as one line; where it has more to say, with how to read all of it."""
    label = _("aim ")
    said = in_a_line(m.circle.aims)
    if not said:
        return ((label, "dim"), (clip(_("none on record yet"), width - cell_len(label)), "dim"))
    if cell_len(label + said) <= width:
        return ((label, "dim"), (said, "next"))
    more = _("… v reads")
    first = clip(in_a_line(m.circle.aims[:1]), width - cell_len(label + more) - 1)
    return spread(((label, "dim"), (first.removesuffix("…").rstrip(), "next")), ((more, "dim"),), width)


def _before_consent(m: Meeting) -> bool:
    """Return whether consent to this wording is still to be given, or being given."""
    steps = [step for step in m.format_of(m.place).steps if step.part == m.step.part]
    asking = next((n for n, step in enumerate(steps) if step.kind == "consent"), -1)
    return steps.index(m.step) <= asking
