"""Rows: the list of the home screen: meetings under way, decisions that wait, what is due, and the circles."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property

from rich.cells import cell_len

from sociotui.domain.circles import outline
from sociotui.domain.coming import Ahead, meetings_ahead
from sociotui.domain.due import Due
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.domain.records import Waiting
from sociotui.domain.voice import Voice, kind_said
from sociotui.room.calls import call_of, told
from sociotui.room.clock import Clock
from sociotui.room.mending.telling import title as talk_title
from sociotui.room.port import Snapshot
from sociotui.room.status import where
from sociotui.tui.home.ahead import FIRST_STEPS, bringing, first_steps
from sociotui.tui.home.beginning import BEGINNINGS
from sociotui.tui.signs import Signs
from sociotui.tui.telling.days import SHORT, day_short, moment_short
from sociotui.tui.widgets.lines import Line, clip, spread
from sociotui.tui.widgets.listing import Row
from sociotui.words import _

OVERDUE = "!"
ANSWERED_LATELY = 14
"""Days for which an answer stands on the first screen of who asked for it."""


def kind_of(row: str) -> tuple[str, str]:
    """Return what a row is about, by its id: its kind, and the id within that kind."""
    kind, _sep, rest = row.partition(":")
    return kind, rest.partition("@")[0]


def key_of(d: Due) -> str:
    """Return the id within its kind of what is due; a circle, a kind and what it is about part one from another."""
    return f"{d.kind}/{d.circle}/{d.ref}"


def find_due(due: Sequence[Due], key: str) -> Due | None:
    """Return what is due under that id, or None where somebody has seen to it meanwhile."""
    return next((d for d in due if key_of(d) == key), None)


def listed(due: Sequence[Due]) -> list[Due]:
    """Return what stands under Due: all but the decisions that wait, which have a place of their own."""
    return [d for d in due if d.kind != "waiting"]


def first_row(rows: Sequence[str], circle: str = "") -> str:
    """Return the row that the cursor begins at: a meeting under way, a decision that waits, the `circle` that is one's own, or the first."""
    for kind in ("meeting", "waiting", "circle"):
        found = [id_ for id_ in rows if kind_of(id_)[0] == kind]
        if found:
            return next((id_ for id_ in found if kind == "circle" and kind_of(id_)[1] == circle), found[0])
    return rows[0] if rows else ""


def heir(before: Sequence[str], gone: str, rows: Sequence[str]) -> str:
    """Return where the cursor goes when its row is `gone`: to the nearest that is left of its kind, or else of all."""
    if gone not in before:
        return first_row(rows)
    at, kind = before.index(gone), kind_of(gone)[0]
    near = [id_ for id_ in (*before[at + 1 :], *reversed(before[:at])) if id_ in rows]
    return next((id_ for id_ in near if kind_of(id_)[0] == kind), near[0] if near else first_row(rows))


class Rows:
    """Makes the rows for a list of `width` cells; of what is due only the first `few`, unless it is `unfolded`.

    What waits for `me` goes first, where the account is somebody's; "" at a laptop that all share. At a terminal of their
    `own` meetings call them, and those of their circles are theirs to come to.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        clock: Clock,
        signs: Signs,
        width: int,
        few: int,
        *,
        unfolded: bool = False,
        me: str = "",
        own: bool = False,
    ) -> None:
        self._snapshot = snapshot
        self._o: Organisation = snapshot.organisation
        self._today: date = snapshot.today
        self._clock = clock
        self._signs = signs
        self._width = width
        self._few = few
        self._unfolded = unfolded
        self._me = me
        self._called = me if own else ""

    def all(self) -> list[Row]:
        """Return all sections, one under the other, with a blank row between two."""
        if self._o.about is None:
            return [Row(f"begin:{id_}", self._line("", _(title))) for id_, title in BEGINNINGS.items()]
        rows: list[Row] = []
        for section in self._sections():
            found = list(section)
            rows += [Row("", ()), *found] if rows and found else found
        return rows

    def _sections(self) -> Iterator[Iterator[Row]]:
        under_way = self._snapshot.under_way
        mine = [m for m in under_way if self._called in m.people] if self._called else under_way
        yield self._meetings(mine)
        if self._me:
            yield self._for_me()
        yield self._meetings([m for m in under_way if m not in mine])
        yield self._waiting()
        yield self._due()
        yield self._next()
        yield self._first_steps()
        yield self._circles()

    def _line(self, sign: str, title: str, right: str = "", style: str = "plain", sign_style: str = "dim") -> Line:
        """Return a row with a sign before its title, cut where it meets what stands at the right."""
        room = self._width - cell_len(sign) - (cell_len(right) + 1 if right else 0)
        left: Line = ((sign, sign_style), (clip(title, room), style))
        return spread(left, ((right, "dim"),), self._width) if right else left

    def _heading(self, title: str, right: str = "") -> Row:
        return Row("", self._line("", title, right, style="strong"))

    def _meetings(self, meetings: Iterable[Meeting]) -> Iterator[Row]:
        for m in meetings:
            yield Row(f"meeting:{m.id}", self._meeting(m))

    def _meeting(self, m: Meeting) -> Line:
        now = ((f"{self._signs.here} ", "now"), (m.circle.name, "now"))
        call = call_of(m, self._called) if self._called else ""
        there = _("you are awaited") if call in ("come", "back") else told(call, m.name(self._called)) or where(m)
        room = max(0, self._width - cell_len(m.circle.name) - 4)
        return (*now, (f"  {clip(there, room)}", "next" if call else "dim"))

    # --- what waits

    def _for_me(self) -> Iterator[Row]:
        """Yield what is asked of this person between meetings: their answers, and what they have taken on."""
        answers = [w for w in self._in_order() if self._me in self._o.missing(w)]
        steps = [d for d in listed(self._snapshot.due) if self._mine(d)]
        brings = list(bringing(self._o, self._ahead, self._me))
        heard = self._heard()
        talks = [t for t in self._snapshot.talks if t.asks(self._me, self._today)]
        if answers or steps or brings or heard or talks:
            yield self._heading(_("For you"), _("until"))
        for t in talks:
            yield Row(
                f"talk:{t.id}",
                self._line(f"{self._signs.at} ", talk_title(t, self._called_so, self._me), style="strong"),
            )
        for w in answers:
            line = self._line(f"{self._signs.at} ", w.decision.title, self._until(w), "strong", "now")
            yield Row(f"waiting:{w.id}", line)
        for v in heard:
            title = _("your {kind} was answered", kind=kind_said(v.kind))
            line = self._line(f"{self._signs.done} ", title, day_short(v.answered, self._today), "plain", "good")
            yield Row(f"voice:{v.id}", line)
        for d in steps:
            yield Row(f"due:{key_of(d)}", self._due_line(d, " ".join(d.title.split())))
        for number, (ahead, topic) in enumerate(brings, 2):  # beside the row of the meeting itself
            brought = _("you bring “{title}”", title=topic.title)
            yield Row(f"next:{ahead.circle}@{number}", self._line(self._day_of(ahead), brought))

    def _called_so(self, person: str) -> str:
        return self._o.people[person].name if person in self._o.people else person

    def _mine(self, d: Due) -> bool:
        if d.kind == "voice":
            return self._to_me(d)
        if not self._me or d.kind != "step":
            return False
        return self._me == d.person or self._me in self._o.follow_ups[d.ref].among

    def _to_me(self, d: Due) -> bool:
        """Tell whether something was said to a role that this person holds."""
        voice = self._o.voices.get(d.ref)
        if not self._me or voice is None or not voice.role or voice.circle not in self._o.circles:
            return False
        return self._o.circles[voice.circle].holder(voice.role, self._today) == self._me

    def _heard(self) -> list[Voice]:
        """Return what this person had said and what was answered lately, the latest first."""
        found = [
            v
            for v in self._o.voices.live.values()
            if self._me and v.by == self._me and v.answered and (self._today - v.answered).days <= ANSWERED_LATELY
        ]
        return sorted(found, key=lambda v: v.answered or v.on, reverse=True)

    def _until(self, w: Waiting) -> str:
        return moment_short(self._clock.local(w.until), self._today) if w.until else _("all answered")

    def _in_order(self) -> list[Waiting]:
        return sorted(self._o.waiting.values(), key=lambda w: (w.until or float("inf"), w.asked, w.id))

    def _waiting(self) -> Iterator[Row]:
        waiting = [w for w in self._in_order() if not self._me or self._me not in self._o.missing(w)]
        if waiting and self._me:
            yield self._heading(_("Waiting for others"), _("of whom, until"))
        elif waiting:
            yield self._heading(_("Waiting for an answer"), _("of whom, until"))
        for w in waiting:
            line = self._line(f"{self._signs.open} ", w.decision.title, self._of_whom(w), sign_style="next")
            yield Row(f"waiting:{w.id}", line)

    def _of_whom(self, w: Waiting) -> str:
        names = [self._o.people[p].name for p in self._o.missing(w)]
        said = clip(names[0], 10) if names else ""
        said += f" +{len(names) - 1}" if len(names) > 1 else ""
        return f"{said}, {moment_short(self._clock.local(w.until), self._today)}" if w.until else said

    # --- what is due

    def _due(self) -> Iterator[Row]:
        due = [d for d in listed(self._snapshot.due) if not self._mine(d)]
        if not due:
            if len(due) != len(listed(self._snapshot.due)):
                return
            calm = _("Nothing is due.") if self._o.waiting else _("Nothing waits, nothing is due.")
            yield Row("", ((f"{self._signs.done} ", "good"), (calm, "dim")))
            return
        yield self._heading(_("Due"), str(len(due)))
        folds = len(due) > self._few + 1  # a row that says “1 more” could as well be that one
        shown = due[: self._few] if folds and not self._unfolded else due
        for d in shown:
            yield Row(f"due:{key_of(d)}", self._due_line(d))
        if folds:
            more = _("only the first") if self._unfolded else _("{n} more", n=len(due) - len(shown))
            yield Row("more:", self._line(" " * (SHORT + 3), more, style="dim"))

    def _due_line(self, d: Due, title: str = "") -> Line:
        late = d.overdue(self._today)
        day = f"{OVERDUE if late else ' '} {day_short(d.on, self._today):<{SHORT}} "
        return self._line(day, title or brief(self._o, d), sign_style="next" if late else "dim")

    # --- the next meetings, and the first steps of a new organisation

    @cached_property
    def _ahead(self) -> list[Ahead]:
        meeting = {m.circle.id for m in self._snapshot.under_way}
        return [a for a in meetings_ahead(self._o, self._today) if a.circle not in meeting]

    def _next(self) -> Iterator[Row]:
        mine = [
            a for a in self._ahead if not self._called or self._called in self._o.full_members(a.circle, self._today)
        ]
        if mine:
            yield self._heading(_("Next meetings"), _("topics"))
        for ahead in mine[: self._few]:
            topics = self._o.backlog.get(ahead.circle, ())
            right = str(len(topics)) if topics else _("none yet")
            line = self._line(self._day_of(ahead), self._o.circles[ahead.circle].name, right)
            yield Row(f"next:{ahead.circle}", line)

    def _day_of(self, ahead: Ahead) -> str:
        """Return when a meeting is, in the cells that a day takes in other rows; of one with a day near, the time too."""
        when = ahead.when
        if when is None:
            said = _("open")
        elif isinstance(when.at, datetime):
            said = moment_short(when.at, self._today)
        else:
            said = day_short(when.at, self._today)
        return f"  {said:<{SHORT}} "

    def _first_steps(self) -> Iterator[Row]:
        steps = first_steps(self._snapshot)
        if steps:
            yield self._heading(_("First steps"))
        for step in steps:
            sign = f"{self._signs.done if step.done else self._signs.open} "
            style = "good" if step.done else "next"
            line = self._line(sign, _(FIRST_STEPS[step.id]), "", "dim" if step.done else "plain", style)
            yield Row(f"first:{step.id}", line)

    # --- the circles

    def _circles(self) -> Iterator[Row]:
        meeting = {m.circle.id for m in self._snapshot.under_way}
        due = Counter(d.circle for d in self._snapshot.due)
        times: Counter[str] = Counter()
        yield self._heading(_("Circles"), _("due") if due else "")
        for depth, c in outline(self._o.circles):
            times[c.id] += 1  # one with several broader circles stands under each of them
            id_ = f"circle:{c.id}" + (f"@{times[c.id]}" if times[c.id] > 1 else "")
            sign = f"{self._signs.here} " if c.id in meeting else ""
            yield Row(id_, self._line("  " * depth + sign, c.name, str(due[c.id] or ""), sign_style="now"))


def brief(o: Organisation, d: Due) -> str:
    """Return what is due in a few words; where it is not the title of something, with its circle."""
    circle = o.circles[d.circle]
    if d.kind == "role":
        return _("{role}, {circle}", role=circle.role_name(d.ref).capitalize(), circle=circle.name)
    if d.kind == "policy":
        return _("Review: {title}", title=d.title)
    if d.kind == "minutes":
        return _("Minutes, {circle}", circle=circle.name)
    if d.kind == "step":
        text = " ".join(d.title.split())
        return _("{name}: {text}", name=o.people[d.person].name, text=text) if d.person in o.people else text
    return d.title
