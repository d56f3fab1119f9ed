"""Home: one organisation's journals, opened; what is done in its meetings, and the formats that they can have.

Everything here is synchronous and meant for one thread: the command line's own, or a room's writer.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.course import Course, advance, answer
from sociotui.domain.event import Command, Event
from sociotui.domain.events import NominationsWritten
from sociotui.domain.formats import Format
from sociotui.domain.meeting import Meeting, veiled
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.selection import Nomination
from sociotui.journal.places import FOLDERS, MEETING, ORGANISATION, PRIVATE, meetings_in
from sociotui.journal.port import Batch, Conflict, Journal, JournalError, Recorded
from sociotui.journal.tiny import TinyJournal
from sociotui.later import Later
from sociotui.room.clock import Clock
from sociotui.room.deciding import Decided, record
from sociotui.room.files import card_folders, format_folders, lesson_folders
from sociotui.room.governing import new_cmd
from sociotui.room.identity import admit_opening
from sociotui.room.meetings import Meetings
from sociotui.room.shelves import Shelves
from sociotui.words import _

if TYPE_CHECKING:  # whoever only looks at what is there needs none of these
    from sociotui.domain import coming, commands
    from sociotui.domain import organisation_commands as c
    from sociotui.domain.coming import Frame
    from sociotui.domain.lessons import Library
    from sociotui.domain.organisation_commands import Preparing, Speaking
    from sociotui.exchange.formats import FormatShelf
    from sociotui.room import furnishing, marks, moods
    from sociotui.room.by_ear.ears import Ears
    from sociotui.room.furnishing import Opening
    from sociotui.room.marks import Marks
    from sociotui.room.mending.store import Talks
    from sociotui.room.moods import Moods
else:
    c = Later("sociotui.domain.organisation_commands")
    coming = Later("sociotui.domain.coming")
    commands = Later("sociotui.domain.commands")
    furnishing = Later("sociotui.room.furnishing")
    marks = Later("sociotui.room.marks")
    moods = Later("sociotui.room.moods")

__all__ = ["ORGANISATION", "Asked", "Done", "Home", "new_cmd"]


class Done(Struct, frozen=True):
    """What an act came to: what may be seen of the events that it made, and of the meeting after it."""

    events: tuple[Event, ...]
    meeting: Meeting


Allow = Callable[[Command, Course], Command]
"""Returns a command as somebody may give it in a meeting, or refuses."""


class Asked(Struct, frozen=True):
    """A command that somebody asked for: `actor`, as whom it goes on record, and `reader`, who is told what it came to.

    `cmd` is its id, where whoever asked gave it one. `allow` returns the command as they may give it, or refuses.
    """

    command: Command
    actor: str
    cmd: str = ""
    reader: str = ""
    allow: Allow | None = None


class Home(Meetings):
    """The journals of one organisation in a folder, as state; the place that rooms are entered from.

    `account` tells whose account it is that reads them.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock | None = None,
        journal: Journal | None = None,
        account: Callable[[], str] = lambda: "",
    ) -> None:
        super().__init__(folder, clock or Clock(), journal or TinyJournal(folder, event_type=AnyEvent), account)
        self._shelves = Shelves()
        self.moods: Moods | None = None
        """Cards of mood rounds; only what stays open for a while, a screen or a server, can keep them."""
        self.marks: Marks | None = None
        """What people think of meetings, until it is summed; kept where cards are."""
        self.ears: Ears | None = None
        """The meetings that somebody listens to, once somebody does."""

    @cached_property
    def talks(self) -> "Talks":
        """The talks in conflict that lie in this home."""
        from sociotui.room.mending.store import Talks

        return Talks(self.folder, self.clock)

    def close(self) -> None:
        """Let go of the journals."""
        self.keep()
        if self.ears:
            self.ears.close()
        self.journal.close()

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders in which a file changes when anything is done here, by whichever program; the home first."""
        return self.folder, *(meetings_in(self.folder, kind) for kind in FOLDERS), self.talks.folder

    def notices(self) -> list[str]:
        """Return what people should know of the store: what was set aside, what cannot be read."""
        return list(dict.fromkeys([*self.journal.notices, *self._trouble.values()]))

    # --- formats

    def shelf(self, circle: str = "") -> "FormatShelf":
        """Return the formats that a circle has, its own over the program's, and what is wrong with bad ones."""
        return self._shelves.of(list(dict.fromkeys(format_folders(self.folder, circle))))

    def meeting_formats(self, circle: str) -> dict[str, str]:
        """Return the formats that a whole meeting can have, title by id; the others are for items within one."""
        return {id_: f.title for id_, f in furnishing.of_meetings(self.shelf(circle).formats).items()}

    def item_formats(self, circle: str) -> dict[str, Format]:
        """Return the formats that an item can have in a meeting of this circle, by id."""
        return furnishing.of_items(self.shelf(circle).formats)

    def library(self) -> "Library":
        """Return what there is to read: the lessons and cards of the program, and this home's own."""
        from sociotui.exchange.lessons import load_library

        return load_library(lesson_folders(self.folder), card_folders(self.folder))

    def frame(self, circle: str) -> "Frame":
        """Return what the steps around the items take in an ordinary meeting of a circle, by its own format or the program's."""
        return coming.frame_of(self.shelf(circle).formats[coming.USUALLY])

    # --- acts

    def act(self, id_: str, command: Command, actor: str, cmd: str = "", allow: Allow | None = None) -> Done:
        """Carry a command out in a meeting: decide, record, and keep the outcomes when it closed.

        Raises `Refused`, or the journal's errors. The same `cmd` sent again is carried out once.
        """
        outcome = self.act_all(id_, [Asked(command, actor, cmd, allow=allow)])[0]
        if isinstance(outcome, Refused):
            raise outcome
        return outcome

    def would(self, id_: str, command: Command, actor: str, allow: Allow | None = None) -> None:
        """Refuse what `act` would refuse just now; nothing is done."""
        self._decided(self.stream_of(id_), self.course(id_), Asked(command, actor, allow=allow))

    def act_all(self, id_: str, asked: Sequence[Asked]) -> list[Done | Refused]:
        """Carry several people's commands out in a meeting, one after the other, and record them together.

        Answers for each; raises the journal's errors, and then none of them was carried out for certain.
        """
        stream = self.stream_of(id_)
        outcomes: list[Done | Refused] = []
        cards = self.moods.of(id_) if self.moods else {}
        opinions = self.marks.of(id_) if self.marks else {}

        def decide() -> Decided:
            if self.moods:
                self.moods.put(id_, cards)  # where somebody else was first, all is decided anew
            if self.marks:
                self.marks.put(id_, opinions)
            head, course = self._course(id_)
            batches: list[Batch] = []
            again: dict[str, Done | Refused] = {}
            outcomes.clear()
            for each in asked:
                outcome = again.get(each.cmd) if each.cmd else None
                if outcome is None:
                    outcome, course = self._summed_first(stream, course, each, batches)
                    again[each.cmd] = outcome
                outcomes.append(outcome)
            return head, batches

        record(self.journal, stream, decide)
        meeting = self.course(id_).meeting
        if meeting and meeting.closed:
            self.keep_outcomes(meeting)
            if self.moods:
                self.moods.put(id_, {})
            if self.marks:
                self.marks.put(id_, {})
        return outcomes

    def _summed_first(
        self, stream: str, course: Course, asked: Asked, batches: list[Batch]
    ) -> tuple[Done | Refused, Course]:
        """Return what a command comes to; one that leaves the evaluation behind makes its sum before, by an act of its own.

        So an undo takes the step back, and not the sum, which could not be made again.
        """
        if self.marks is None or not marks.due(course.meeting, asked.command):
            return self._tried(stream, course, asked, batches)
        leaves, _after = self._tried(stream, course, asked, [])
        if isinstance(leaves, Refused):
            return leaves, course
        summed, course = self._tried(stream, course, Asked(commands.SumMarks(leaving=True), asked.actor), batches)
        outcome, course = self._tried(stream, course, asked, batches)
        if isinstance(summed, Done) and isinstance(outcome, Done):
            outcome = replace(outcome, events=summed.events + outcome.events)
        return outcome, course

    def _tried(self, stream: str, course: Course, asked: Asked, batches: list[Batch]) -> tuple[Done | Refused, Course]:
        """Return what a command comes to, and the course after it; what it makes goes to the end of `batches`."""
        try:
            batch = self._decided(stream, course, asked)
        except Refused as refusal:
            return refusal, course
        if isinstance(batch, Batch):
            batches.append(batch)
            events: Sequence[Event] = batch.events
            course = advance(course, events, batch.actor) if events else course
        else:
            events = [recorded.event for recorded in batch]
        if course.meeting is None:
            raise ValueError("a meeting with acts has opened")
        return Done(tuple(map(_seen, events)), veiled(course.meeting)), course

    def _decided(self, stream: str, course: Course, asked: Asked) -> Batch | tuple[Recorded, ...]:
        """Return the events that a command makes; those that it has made, where it is sent again."""
        self._admit(course, asked.reader)
        if asked.cmd and (before := self.journal.recorded(stream, asked.cmd)):
            return before
        command = asked.command
        if course.meeting:
            command = asked.allow(command, course) if asked.allow else command
            command = self._furnished(course.meeting, command)
            command = moods.heeded(self.moods, course.meeting, command)
            command = marks.heeded(self.marks, course.meeting, command)
        return Batch(asked.cmd or new_cmd(), asked.actor, answer(course, command, asked.actor, self.clock.now()))

    def _furnished(self, meeting: Meeting | None, command: Command) -> Command:
        if meeting is None:
            return command
        return furnishing.furnished(self.organisation, lambda: self.shelf(meeting.circle.id).formats, meeting, command)

    def open(self, opening: "Opening", actor: str, cmd: str = "") -> str:
        """Open a meeting of a circle and return its id. That of a private one says so, so that no other has the same.

        The same `cmd` sent again opens none, and returns the id of the first.
        """
        shelf, organisation = self.shelf(opening.circle).formats, self.founded()
        command = furnishing.opened_by(organisation, shelf, opening, self.clock.today())
        kind, name = MEETING, f"{opening.circle}-{command.today.isoformat()}"
        if opening.private:
            admit_opening(organisation, command.seats, actor)
            kind, name = PRIVATE, f"{name}-private"
        if cmd and (before := self._opened_by(cmd)):
            return before
        taken = {*self.meetings()}
        number = 0
        while True:  # till one is free: who is first to it has opened another meeting
            number += 1
            id_ = name + (f"-{number}" if number > 1 else "")
            if id_ in taken:
                continue
            named = commands.OpenMeeting(
                **{name: getattr(command, name) for name in command.__struct_fields__} | {"id": id_}
            )
            events = answer(Course(), named, actor, self.clock.now())
            try:
                self.journal.append(kind + id_, 0, events, cmd=cmd or new_cmd(), actor=actor)
            except Conflict:
                continue
            return id_

    def prepare(self, command: "Preparing", actor: str, cmd: str = "") -> tuple[Event, ...]:
        """Change a circle's backlog between meetings; refuses a topic in a format that its meetings do not have.

        The same `cmd` sent again is carried out once.
        """
        self.founded()
        if isinstance(command, c.AddTopic | c.ChangeTopic):
            command = replace(command, today=self.clock.today())
        if isinstance(command, c.AddTopic) and command.topic.format:
            found = self.item_formats(command.circle)
            if command.topic.format not in found:
                raise unknown(_("format of an item"), command.topic.format, {f.id: f.title for f in found.values()})
        return self._change(command, actor, cmd or new_cmd())

    def speak(self, command: "Speaking", actor: str, cmd: str = "") -> tuple[Event, ...]:
        """Say something to a circle between its meetings, or answer what was said. The same `cmd` is carried out once.

        What is said unnamed goes on record without an actor, and under an id that nobody has named.
        """
        self.founded()
        command = replace(command, today=self.clock.today())
        if isinstance(command, c.Say):
            if command.unnamed:
                return self._change(replace(command, by=""), "", new_cmd())
            command = replace(command, by=command.by or actor)
        else:
            command = replace(command, person=command.person or actor)
        return self._change(command, actor, cmd or new_cmd())

    def _opened_by(self, cmd: str) -> str:
        """Return the meeting that a command has opened, whatever day that was: connections are lost over midnight, too."""
        for id_ in self.growing():
            try:
                if self.journal.recorded(self.stream_of(id_), cmd):
                    return id_
            except JournalError as error:  # one that cannot be read must not keep the others shut
                self._trouble[id_] = str(error)
        return ""


def _seen(event: Event) -> Event:
    """Return what may be seen of an event: whom somebody nominates stays hidden until all are revealed at once."""
    if isinstance(event, NominationsWritten):
        return replace(event, choices=dict.fromkeys(event.choices, Nomination(person="")))
    return event
