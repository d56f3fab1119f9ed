"""The ring: people as they sit, the speaker unmistakable, the next one named, who has spoken marked by a sign."""

from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.message import Message

from sociotui.domain.effects import Selects
from sociotui.domain.meeting import Meeting
from sociotui.domain.round import Round
from sociotui.tui.meeting.forms_selection import title_of
from sociotui.tui.meeting.grid import grid_lines, shows_grid
from sociotui.tui.meeting.panes import MeetingPane
from sociotui.tui.widgets.lines import Line, Span, centred, clip, width_of
from sociotui.tui.widgets.ring import Seat, outline, seats
from sociotui.words import _

_CENTRE = 15
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

    def fill(self, meeting: Meeting, now: int) -> None:
        """Show `meeting`; who was chosen and has left the room is let go."""
        if self.chosen not in meeting.seats:
            self.chosen = ""
        super().fill(meeting, now)

    def action_choose(self, by: int) -> None:
        """Choose the neighbour of who is chosen; of the speaker, to begin with."""
        if self.meeting is None or not self.meeting.seats:
            return
        here = self.meeting.seats
        current = self.chosen or (self.meeting.round.speaking if self.meeting.round else "")
        at = here.index(current) + by if current in here else 0
        self._choose(here[at % len(here)])

    def action_choose_end(self, at: int) -> None:
        """Choose the first or the last seat."""
        if self.meeting and self.meeting.seats:
            self._choose(self.meeting.seats[at])

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
            return grid_lines(m, width, height, self.signs, self.chosen if self.has_focus else "")
        labels = [self._label(m, person) for person in m.seats]
        widest = max((cell_len(m.name(person)) for person in m.seats), default=1) + _SIGNS
        label_room = min(widest, 20)
        places = seats(len(labels), width, height, centre=_CENTRE, label=label_room)
        if places is None:
            return self._columns(labels, width, height)
        rows: dict[int, list[tuple[int, Line]]] = {y: [] for y in range(height)}
        for place, label in zip(places, labels, strict=True):
            rows[place.y].append(_placed(place, label))
        for x, y in outline(width, height, centre=_CENTRE, label=label_room):
            if not rows[y] or all(not at - 2 <= x <= at + width_of(label) + 1 for at, label in rows[y]):
                rows[y].append((x, ((self.signs.dot, "rule"),)))
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

    def _centre(self, m: Meeting) -> list[Line]:
        current = m.round
        if current is None:
            return self._sought(m)
        arrow = self.signs.left if current.direction == "left" else self.signs.right
        if current.complete:
            return [((f"{self.signs.done} ", "good"), (_("round done"), "good"))]
        if not current.speaking:
            return [((_(current.mode), "strong"),)]
        name = clip(m.name(current.speaking), _CENTRE - 2).upper()
        aside: Line = ((_("out of turn"), "next"),) if current.aside else ((arrow, "dim"),)
        return [((name, "now"),), aside]

    def _sought(self, m: Meeting) -> list[Line]:
        """Return the roles that are sought, and how many have written whom they nominate."""
        grid = m.item.grid if m.item and m.step.kind in ("roles", "nominate") else None
        if grid is None:
            return []
        roles: list[Line] = [((clip(title_of(m, s), _CENTRE), "strong"),) for s in grid.sought[:3]]
        if m.step.kind == "roles":
            until = {s.until for s in grid.sought}
            return [*roles, *(((_("until {day}", day=day), "dim"),) for day in until if day and len(until) == 1)]
        count = sum(1 for p in m.counting() if grid.has_written(p))
        style = "good" if count == len(m.counting()) else "dim"
        return [*roles, ((_("{n} of {all}", n=count, all=len(m.counting())), style),)]

    def _label(self, m: Meeting, person: str) -> Line:
        name = m.name(person)
        style, before, after = self._part(m, person)
        hand = f" {self.signs.hand}" if person in m.hands else ""
        if person == self.chosen and self.has_focus:
            return ((f"[{before}{name}{after}{hand}]", "cursor"),)
        return ((f"{before}{name}", style), (f"{after}{hand}", style))

    def _part(self, m: Meeting, person: str) -> tuple[str, str, str]:
        """Return style, the sign before and the sign after a name, by what part its person has just now."""
        signs, current = self.signs, m.round
        presence = m.people[person].presence
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
