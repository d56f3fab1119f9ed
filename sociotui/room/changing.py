"""Changing: the structure of a home's organisation is changed between meetings, looked back at, and seen as it stood on a day."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.changes import AnyEdit, Busy, ChangeStructure, UndoChange
from sociotui.domain.event import Command
from sociotui.domain.folding import fold_organisation
from sociotui.domain.organisation import About, Definition, Organisation
from sociotui.domain.refusal import Refused
from sociotui.journal.places import ORGANISATION
from sociotui.later import Later
from sociotui.room.folded import steps_of
from sociotui.room.governing import Governing, new_cmd
from sociotui.words import _

if TYPE_CHECKING:  # most who come to a home change nothing about it, and do not look back
    from sociotui.domain import governing as rules
    from sociotui.domain import history as telling
    from sociotui.domain import touching, undoing
    from sociotui.domain.history import Entry
    from sociotui.domain.touching import Preview
    from sociotui.room import past
    from sociotui.room.past import Past
else:
    rules = Later("sociotui.domain.governing")
    telling = Later("sociotui.domain.history")
    touching = Later("sociotui.domain.touching")
    undoing = Later("sociotui.domain.undoing")
    past = Later("sociotui.room.past")


class Changed(Struct, frozen=True):
    """What a change came to: its number in the history, what it did, and what it rests on, in words."""

    number: int
    changes: tuple[str, ...]
    authority: str


class Changing(Governing):
    """The organisation of a home, whose structure is changed, and whose past can be looked at."""

    _past: "Past | None" = None

    def busy(self) -> Busy:
        """Return which circles meet at this moment, and who is in these meetings."""
        return Busy()

    def preview(self, command: ChangeStructure | UndoChange, actor: str, *, resting: bool = False) -> "Preview":
        """Return what a change, or taking one back, would do; `Refused` where it would be. Nothing is recorded.

        Unless it is to be `resting` on something already, that may be asked for when this was seen.
        """
        organisation = self.founded()
        if isinstance(command, ChangeStructure) and not (resting or command.decision or command.why):
            command = replace(command, why=_("to be said"))
        events = rules.decide_organisation(organisation, self._furnished_now(command), actor, self.clock.now())
        return touching.preview_of(organisation, events, self.clock.today())

    def change(self, command: ChangeStructure | UndoChange, actor: str, cmd: str = "") -> Changed:
        """Change the structure, or take a change back; all of it or nothing. The same `cmd` is carried out once."""
        self.founded()
        cmd = cmd or new_cmd()
        self._change(lambda: self._furnished_now(command), actor, cmd)
        done = self.changed_by(cmd)
        if done is None:
            raise ValueError("a change that was made is on record")
        return done

    def changed_by(self, cmd: str) -> Changed | None:
        """Return what a command came to that was carried out before; None where there was none of that id."""
        recorded = self.journal.recorded(ORGANISATION, cmd)
        if not recorded:
            return None
        entry = self.entry(recorded[0].seq)
        if entry is None:
            raise Refused(_("What was done by this command is no change of the structure."))
        return Changed(entry.number, tuple(told.said for told in entry.told), entry.authority)

    def changing(self, edits: Sequence[AnyEdit], *, decision: str = "", why: str = "") -> ChangeStructure:
        """Return the command that makes these edits today."""
        return ChangeStructure(edits=tuple(edits), decision=decision, why=why, today=self.clock.today())

    def undoing(self, number: int = 0, why: str = "") -> UndoChange:
        """Return the command that takes a change back; the latest that stands where no number is named."""
        self.founded()
        return UndoChange(change=number or undoing.last_change(self._folded.steps()), why=why, today=self.clock.today())

    def past(self) -> "Past":
        """Return what is on record of the structure, for who looks back at it; that may be done beside this thread."""
        now, today = self.organisation(), self.clock.today()
        if self._past is None or self._past.now is not now or self._past.today != today:
            self._past = past.Past(self._folded.steps(), now, today, self._day)
        return self._past

    def history(self, circle: str = "") -> "tuple[Entry, ...]":
        """Return the history of a circle, or for "" of the whole organisation, the oldest first."""
        if circle:
            self.founded().circle(circle)
        return self.past().history(circle)

    def entry(self, number: int) -> "Entry | None":
        """Return one act of the history by its number; None where none of that number tells anything."""
        return next(iter(telling.history(self._folded.steps(), self._day, number=number)), None)

    def organisation_on(self, day: date) -> Organisation:
        """Return the organisation as it stood at the end of a day; as it stands now for today and later."""
        now = self.organisation()
        if day >= self.clock.today():
            return now
        recorded = self.journal.read(ORGANISATION)
        last = bisect_right(recorded, day, key=lambda r: self._day(r.event.at))
        return fold_organisation(Organisation(), [r.event for r in recorded[:last]])

    def structure_on(self, day: date) -> Organisation:
        """Return people and circles as they stood at the end of a day; all else is left out, which is much the faster."""
        return self.past().on(day)

    def _day(self, at: int) -> date:
        return self.clock.local(at).date()

    def _furnished_now(self, command: ChangeStructure | UndoChange) -> Command:
        """Return a command with what only a room knows: what is on record, and who meets now."""
        if isinstance(command, ChangeStructure):
            return replace(command, busy=self.busy())
        # Of what came since then all counts, of what was before only the structure that it made.
        before = tuple(step for step in self._folded.steps() if step.number < command.change)
        since = steps_of(self.journal.read(ORGANISATION, max(command.change - 1, 0)))
        return replace(command, busy=self.busy(), steps=(*before, *since))


def structure(organisation: Organisation) -> Definition:
    """Return an organisation's people and circles, with what it says of itself; its name is "" before its first day."""
    return Definition(
        organisation=organisation.about or About(name=""),
        person=tuple(organisation.people.values()),
        circle=tuple(organisation.circles.values()),
    )
