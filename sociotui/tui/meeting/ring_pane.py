"""The ring: people as they sit, the speaker unmistakable, the next one named, who has spoken marked by a sign."""

from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.message import Message

from sociotui.domain.effects import Selects
from sociotui.domain.meeting import Meeting
from sociotui.domain.round import Round
from sociotui.room.calls import answers_at_once, awaited
from sociotui.tui.meeting.forms_selection import title_of
from sociotui.tui.meeting.grid import grid_lines, shows_grid
from sociotui.tui.meeting.pane import MeetingPane
from sociotui.tui.meeting.viewer import Viewer, voiceless
from sociotui.tui.widgets.lines import Line, Span, centred, clip, width_of
from sociotui.tui.widgets.ring import Seat, outline, seats
from sociotui.words import _

_CENTRE, _CLOSE_CENTRE = 15, 13
"""Cells that are kept free in the middle; the fewer where each name has a sign more."""
_SIGNS = 7
"""Cells for the widest sign beside a name; always reserved, so that nobody moves when the turn does."""


class RingPane(MeetingPane, can_focus=True):
    """The ring of people. In focus, the arrow keys choose a person, and the keys then act for that person."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,down,j", "choose(1)", show=False, priority=True, id="ring-on"),
        Binding("left,up,k", "choose(-1)", show=False, priority=True, id="ring-back"),
        Binding("home", "choose_end(0)", show=False, priority=True, id="ring-first"),
        Binding("end", "choose_end(-1)", show=False, priority=True, id="ring-last"),
        Binding("escape,backspace", "let_go", show=False, priority=True, id="ring-let-go"),
    ]

    class Chose(Message):
        """A person was chosen in the ring, or ("") let go again."""

        def __init__(self, person: str) -> None:
            super().__init__()
            self.person = person

    chosen: str = ""

    def fill(self, meeting: Meeting, now: int, viewer: Viewer | None = None) -> None:
        """Show `meeting`; who was chosen and has left the room is let go."""
        if self.chosen not in meeting.seats:
            self.chosen = ""
        super().fill(meeting, now, viewer)

    def about(self, m: Meeting) -> tuple[object, ...]:
        """Who sits where, what part each has in the round, how they have answered."""
        seen = (self.chosen, self.has_focus, self.viewer.me, self.viewer.call, self.viewer.presence)
        return (*seen, m.seats, m.people, m.round, m.hands, m.place, m.agenda, m.ledger, m.closed)

    @property
    def _choosable(self) -> tuple[str, ...]:
        """Whom the keys can be made to act for: where each has a terminal, only who leads acts for others."""
        anybody = self.meeting is not None and (not self.viewer.me or self.viewer.leads)
        return self.meeting.seats if self.meeting and anybody else ()

    def action_choose(self, by: int) -> None:
        """Choose the neighbour of who is chosen; to begin with, who has no terminal and is awaited, or the speaker's."""
        here = self._choosable
        if not here or self.meeting is None:
            return
        first = "" if self.chosen else voiceless(self.meeting, self.viewer)
        speaking = self.meeting.round.speaking if self.meeting.round else ""
        current = self.chosen or speaking or self.viewer.me
        at = here.index(current) + by if current in here else 0
        self._choose(first or here[at % len(here)])

    def action_choose_end(self, at: int) -> None:
        """Choose the first or the last seat."""
        if here := self._choosable:
            self._choose(here[at])

    def action_let_go(self) -> None:
        """Choose nobody: keys act for whose turn it is."""
        self._choose("")

    def _choose(self, person: str) -> None:
        self.chosen = person
        self.show()
        self.post_message(self.Chose(person))

    def on_focus(self) -> None:
        """Show who is chosen."""
        self.show()

    def on_blur(self) -> None:
        """Choosing belongs to the focus; without it the keys act for whose turn it is."""
        if self.chosen:
            self._choose("")

    # --- drawing

    def lines(self, m: Meeting, width: int, height: int) -> list[Line]:
        """Return the ring, or, where it does not fit, the people as a list; the grid, where the step is about that."""
        if shows_grid(m):
            return grid_lines(m, width, height, self.signs, self.chosen if self.has_focus else "", self.viewer)
        asked = frozenset(awaited(m)) if self.viewer.me else frozenset()
        labels = [self._label(m, person, asked) for person in m.seats]
        widest = max((cell_len(m.name(person)) for person in m.seats), default=1) + _SIGNS
        label_room, middle_room = min(widest + self._marked(m), 20), self._middle(m)
        places = seats(len(labels), width, height, centre=middle_room, label=label_room)
        if places is None:
            return self._columns(labels, width, height)
        rows: dict[int, list[tuple[int, Line]]] = {y: [] for y in range(height)}
        for place, label in zip(places, labels, strict=True):
            rows[place.y].append(_placed(place, label))
        for x, y in outline(width, height, centre=middle_room, label=label_room):
            if not rows[y] or all(not at - 2 <= x <= at + width_of(label) + 1 for at, label in rows[y]):
                rows[y].append((x, ((self.signs.arc, "rule"),)))
        centre = self._centre(m)
        for y, line in enumerate(centre, start=(height - len(centre)) // 2):
            middle = centred(line, width)
            rows[y].append((width_of(middle[:1]), line))
        return [_joined(sorted(rows[y], key=lambda piece: piece[0])) for y in range(height)]

    def _columns(self, labels: list[Line], width: int, height: int) -> list[Line]:
        """Many people, or little room: as many columns as it takes."""
        columns = max(1, -(-len(labels) // max(1, height)))
        size = max(1, width // columns)
        lines: list[Line] = []
        for y in range(min(height, len(labels))):
            pieces = [(i * size, _cut(label, size - 1)) for i, label in enumerate(labels[y::height])]
            lines.append(_joined(pieces))
        return lines

    def _marked(self, m: Meeting) -> bool:
        """Tell whether there are people to be marked as those who have a terminal."""
        return any(person in self.viewer.presence for person in m.seats)

    def _middle(self, m: Meeting) -> int:
        return _CLOSE_CENTRE if self._marked(m) else _CENTRE

    def _centre(self, m: Meeting) -> list[Line]:
        current = m.round
        if current is None:
            return self._sought(m)
        if self.viewer.me and answers_at_once(m):
            return self._at_once(m)
        arrow = self.signs.left if current.direction == "left" else self.signs.right
        if current.complete:
            return [((f"{self.signs.done} ", "good"), (_("round done"), "good"))]
        if not current.speaking:
            return [((_(current.mode), "strong"),)]
        aside: Line = ((_("out of turn"), "next"),) if current.aside else ((arrow, "dim"),)
        if self.viewer.call == "turn":
            return [((_(" YOUR TURN "), "cursor"),), aside]
        name = clip(m.name(current.speaking), _CLOSE_CENTRE).upper()
        return [((name, "now"),), ((_(" then you "), "soon"),) if self.viewer.call == "next" else aside]

    def _at_once(self, m: Meeting) -> list[Line]:
        """Return how many have answered, where nobody's answer waits for another's."""
        all_, left = len(m.ledger.counted), len(m.ledger.missing)
        yours: list[Line] = [((_(" YOUR ANSWER "), "cursor"),)] if self.viewer.call == "answer" else []
        return [*yours, ((_("{n} of {all}", n=all_ - left, all=all_), "dim"),)]

    def _sought(self, m: Meeting) -> list[Line]:
        """Return the roles that are sought, and how many have written whom they nominate."""
        grid = m.item.grid if m.item and m.step.kind in ("roles", "nominate") else None
        if grid is None:
            return []
        roles: list[Line] = [((clip(title_of(m, s), self._middle(m)), "strong"),) for s in grid.sought[:3]]
        if m.step.kind == "roles":
            until = {s.until for s in grid.sought}
            return [*roles, *(((_("until {day}", day=day), "dim"),) for day in until if day and len(until) == 1)]
        count = sum(1 for p in m.counting() if grid.has_written(p))
        style = "good" if count == len(m.counting()) else "dim"
        yours: list[Line] = [((_(" WRITE YOURS "), "cursor"),)] if self.viewer.call == "write" else []
        return [*roles, *yours, ((_("{n} of {all}", n=count, all=len(m.counting())), style),)]

    def _label(self, m: Meeting, person: str, asked: frozenset[str]) -> Line:
        name = m.name(person)
        style, before, after = self._part(m, person, asked)
        if person == self.viewer.me:  # one looks for oneself first
            style = {"plain": "strong", "dim": "strong", "now": "cursor", "next": "soon"}.get(style, style)
        hand = f" {self.signs.hand}" if person in m.hands else ""
        mark = self.signs.terminal(self.viewer.presence.get(person))
        if person == self.chosen and self.has_focus:
            return ((f"[{before}{name}{mark}{after}{hand}]", "cursor"),)
        if not mark:
            return ((f"{before}{name}", style), (f"{after}{hand}", style))
        marked = style if style in ("cursor", "soon") else "bad" if mark == self.signs.lost else "next"
        return ((f"{before}{name}", style), (mark, marked), (f"{after}{hand}", style))

    def _part(self, m: Meeting, person: str, asked: frozenset[str]) -> tuple[str, str, str]:
        """Return style, the sign before and the sign after a name, by what part its person has just now."""
        signs, current = self.signs, m.round
        presence = m.people[person].presence
        if person in asked:
            return "plain", "", f" {signs.waiting}"
        if self.viewer.me and presence != "watching" and answers_at_once(m):
            return "dim", "", self._answer(m, person)
        if current and person == current.speaking:
            return "now", f"{signs.now} ", self._proposed(m, person)
        if presence == "watching":
            return "dim", "(", ")"
        if current is None:
            return ("plain", "", self._answer(m, person))
        if person == m.next_speaker:
            return "next", "", f" {signs.now_end} " + _("next")
        return self._waiting(m, current, person)

    def _waiting(self, m: Meeting, current: Round, person: str) -> tuple[str, str, str]:
        signs, proposed = self.signs, self._proposed(m, person)
        if proposed and person not in (*current.spoken, *current.later):
            return "plain", "", proposed
        if person in current.later:
            return "plain", "", f" {signs.later}"
        if person in current.passed:
            return "dim", "", f" {signs.passed}"
        if person in current.spoken:
            return "dim", "", self._answer(m, person) or f" {signs.spoken}"
        return ("plain" if person in current.order else "dim"), "", ""

    def _answer(self, m: Meeting, person: str) -> str:
        """Return the sign for how a person answered, where consent is asked; that they have written, where all do."""
        grid = m.item.grid if m.item else None
        if grid and m.step.kind == "nominate":
            return f" {self.signs.spoken}" if grid.has_written(person) else ""
        if not m.subject:
            return ""
        answer = m.ledger.answers.get(person)
        if answer is None:
            return ""
        return f" {self.signs.consent}" if answer.consents else f" {self.signs.objection}"

    def _proposed(self, m: Meeting, person: str) -> str:
        """Return the sign of who is proposed for a role, in the round in which they answer last."""
        effects = m.proposal.current.effects if m.proposal and m.step.kind == "consent" else ()
        return f" {self.signs.nominee}" if any(isinstance(e, Selects) and e.person == person for e in effects) else ""


def _cut(label: Line, room: int) -> Line:
    """Cut the name, not the sign after it."""
    over = width_of(label) - room
    if over <= 0:
        return label
    (name, style), *rest = label
    return ((clip(name, max(1, cell_len(name) - over)), style), *rest)


def _placed(place: Seat, label: Line) -> tuple[int, Line]:
    label = _cut(label, place.room)
    size = width_of(label)
    if place.side == "right":
        return place.x, label
    if place.side == "left":
        return place.x - size, label
    return max(0, place.x - size // 2), label


def _joined(pieces: list[tuple[int, Line]]) -> Line:
    line: list[Span] = []
    x = 0
    for at, piece in pieces:
        if at > x:
            line.append((" " * (at - x), "plain"))
            x = at
        line.extend(piece)
        x += width_of(piece)
    return line
