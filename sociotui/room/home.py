"""Home: one organisation's journals, opened, folded and kept up to date; the place that rooms are entered from.

Everything here is synchronous and meant for one thread: the command line's own, or a room's writer.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.commands import OpenMeeting
from sociotui.domain.course import Course, answer
from sociotui.domain.event import Command, Event
from sociotui.domain.events import MeetingSealed, NominationsWritten
from sociotui.domain.formats import Format
from sociotui.domain.meeting import Meeting, sealed, veiled
from sociotui.domain.organisation_commands import KeepOutcomes, NoteSealed
from sociotui.domain.privacy import shut
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.selection import Nomination
from sociotui.journal.places import MEETING, ORGANISATION, PRIVATE
from sociotui.journal.port import Conflict, Journal, JournalError
from sociotui.journal.tiny import TinyJournal
from sociotui.room.clock import Clock
from sociotui.room.courses import Courses
from sociotui.room.deciding import Decided, record
from sociotui.room.files import format_folders
from sociotui.room.furnishing import Opening, furnished, of_items, of_meetings, opened_by
from sociotui.room.governing import Governing, new_cmd
from sociotui.room.identity import actor_for, admit, admit_opening
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.exchange.formats import FormatShelf

__all__ = ["ORGANISATION", "Done", "Home", "new_cmd"]


class Done(Struct, frozen=True):
    """What an act came to: what may be seen of the events that it made, and of the meeting after it."""

    events: tuple[Event, ...]
    meeting: Meeting


class Home(Governing):
    """The journals of one organisation in a folder, as state. `account` tells whose account it is that reads them."""

    def __init__(
        self,
        folder: Path,
        clock: Clock | None = None,
        journal: Journal | None = None,
        account: Callable[[], str] = lambda: "",
    ) -> None:
        journal = journal or TinyJournal(folder, event_type=AnyEvent)
        self._courses = Courses(journal)
        self._account = account
        super().__init__(folder, clock or Clock(), journal, forgotten=self._courses.forget)

    def close(self) -> None:
        """Let go of the journals."""
        self.keep()
        self.journal.close()

    def notices(self) -> list[str]:
        """Return what people should know of the store: what was set aside, what cannot be read."""
        return list(dict.fromkeys([*self.journal.notices, *self._trouble.values()]))

    # --- formats

    def shelf(self, circle: str = "") -> "FormatShelf":
        """Return the formats that a circle has, its own over the program's, and what is wrong with bad ones."""
        from sociotui.exchange.formats import load_formats  # only who opens a meeting reads formats

        return load_formats(list(dict.fromkeys(format_folders(self.folder, circle))))

    def meeting_formats(self, circle: str) -> dict[str, str]:
        """Return the formats that a whole meeting can have, title by id; the others are for items within one."""
        return {id_: f.title for id_, f in of_meetings(self.shelf(circle).formats).items()}

    def item_formats(self, circle: str) -> dict[str, Format]:
        """Return the formats that an item can have in a meeting of this circle, by id."""
        return of_items(self.shelf(circle).formats)

    # --- meetings

    def meetings(self) -> list[str]:
        """Return the ids of all meetings, in the order of their names."""
        return self._courses.ids()

    def growing(self) -> tuple[str, ...]:
        """Return the ids of the meetings that may still grow, in the order of their names: all but those sealed on record."""
        return self._courses.growing(self.organisation())

    def heads(self) -> dict[str, int]:
        """Return how far the streams that may still grow have come, and those that came since this home was opened."""
        watched = {ORGANISATION: 0} | {self.stream_of(id_): 0 for id_ in self.growing()}
        return dict(self.journal.wait(watched, 0))

    def stream_of(self, id_: str) -> str:
        """Return the stream of a meeting."""
        return self._courses.stream_of(id_)

    def open_meetings(self) -> list[Meeting]:
        """Return what anybody may see of the meetings that are under way; of a private one, that there is one."""
        return [shut(meeting) for meeting in self.under_way()]

    def under_way(self) -> list[Meeting]:
        """Return the meetings that are under way, with all that is in them, the latest first.

        Outcomes of closed ones that had not arrived are recorded now.
        """
        organisation = self.settle()
        if organisation.about is None:  # half of an import is no home yet: nothing is to be put on record there
            return []
        under_way: list[Meeting] = []
        for id_ in self.growing():
            if id_ in organisation.held:
                self._seal(id_)
                continue
            try:
                meeting = self._courses.course(id_)[1].meeting
            except JournalError as error:  # one that cannot be read must not keep the others shut
                self._trouble[id_] = str(error)
                continue
            if meeting and meeting.closed:
                self.keep_outcomes(meeting)
            elif meeting:
                under_way.append(meeting)
        return sorted(under_way, key=lambda m: m.opened, reverse=True)

    def meeting(self, id_: str = "") -> Meeting:
        """Return the meeting of that id; for "" the one under way that was opened last, and is not private.

        A private one is refused to a person who was not in it.
        """
        if id_:
            found = self.entered(id_).meeting
            if found is None:
                raise Refused(_("This meeting has not begun."))
            return veiled(found)
        self.founded()
        under_way = self.open_meetings()
        if not under_way:
            raise Refused(_("No meeting is under way. Open one with “sociotui open CIRCLE”."))
        found = next((meeting for meeting in under_way if not meeting.private), None)
        if found is None:
            raise Refused(
                _(
                    "What is under way is private. Whoever takes part names it: “sociotui status {meeting}”.",
                    meeting=under_way[0].id,
                )
            )
        return found

    def entered(self, id_: str, reader: str = "") -> Course:
        """Return a meeting's course for somebody to look at; a private one is refused to a person who was not in it.

        `reader` is a person; "" stands for whose account this is.
        """
        return self._entered(id_, reader)[1]

    def course(self, id_: str) -> Course:
        """Return a meeting's course as it stands now; refuses with the nearest ids where there is no such meeting."""
        return self._course(id_)[1]

    def _entered(self, id_: str, reader: str = "") -> tuple[int, Course]:
        head, course = self._course(id_)
        if course.meeting and course.meeting.private:
            organisation = self.organisation()
            admit(organisation, course.meeting, reader or actor_for(organisation, self._account()))
        return head, course

    def _course(self, id_: str) -> tuple[int, Course]:
        head, course = self._courses.course(id_)
        if course.meeting is None:
            raise unknown(_("meeting"), id_, self.meetings())
        return head, course

    def act(self, id_: str, command: Command, actor: str, cmd: str = "") -> Done:
        """Carry a command out in a meeting: decide, record, and keep the outcomes when it closed.

        Raises `Refused`, or the journal's errors. The same `cmd` sent again is carried out once.
        """

        def decide() -> Decided:
            head, course = self._entered(id_)
            return head, answer(course, self._furnished(course.meeting, command), actor, self.clock.now())

        done = record(self.journal, self.stream_of(id_), decide, cmd=cmd or new_cmd(), actor=actor)
        meeting = self.course(id_).meeting
        if meeting is None:
            raise ValueError("a meeting with acts has opened")
        if meeting.closed:
            self.keep_outcomes(meeting)
        return Done(tuple(_seen(r.event) for r in done.events), veiled(meeting))

    def keep_outcomes(self, meeting: Meeting) -> None:
        """Put a closed meeting's outcomes on the organisation's record, once, however often this is tried; then seal it."""
        # Who wrote in a private meeting was there, which is nobody's business but theirs.
        actor = "" if meeting.private else meeting.secretary
        self._change(KeepOutcomes(meeting=meeting), actor=actor, cmd=f"outcomes-{meeting.id}")
        self._seal(meeting.id)

    def _seal(self, id_: str) -> None:
        """Discard who spoke when in a meeting whose outcomes are on record; what a crash left over is done again."""
        if not _is_sealed(self.course(id_)):
            with self.journal.alone(self.stream_of(id_)):
                head, course = self._course(id_)
                if course.meeting and not _is_sealed(course):
                    event = MeetingSealed(at=self.clock.now(), meeting=sealed(course.meeting))
                    self.journal.seal(
                        self.stream_of(id_), head, event, cmd=f"seal-{id_}", actor=course.meeting.secretary
                    )
            self.course(id_)
        self._change(NoteSealed(meeting=id_), actor="", cmd=f"sealed-{id_}")

    def _furnished(self, meeting: Meeting | None, command: Command) -> Command:
        if meeting is None:
            return command
        return furnished(self.organisation, lambda: self.shelf(meeting.circle.id).formats, meeting, command)

    def open(self, opening: Opening, actor: str) -> str:
        """Open a meeting of a circle and return its id. That of a private one says so, so that no other has the same."""
        shelf, organisation = self.shelf(opening.circle).formats, self.founded()
        command = opened_by(organisation, shelf, opening, self.clock.today())
        kind, name = MEETING, f"{opening.circle}-{command.today.isoformat()}"
        if opening.private:
            admit_opening(organisation, command.seats, actor_for(organisation, self._account()))
            kind, name = PRIVATE, f"{name}-private"
        taken = {*self.meetings()}
        number = 0
        while True:  # till one is free: who is first to it has opened another meeting
            number += 1
            id_ = name + (f"-{number}" if number > 1 else "")
            if id_ in taken:
                continue
            named = OpenMeeting(**{name: getattr(command, name) for name in command.__struct_fields__} | {"id": id_})
            events = answer(Course(), named, actor, self.clock.now())
            try:
                self.journal.append(kind + id_, 0, events, cmd=new_cmd(), actor=actor)
            except Conflict:
                continue
            return id_


def _seen(event: Event) -> Event:
    """Return what may be seen of an event: whom somebody nominates stays hidden until all are revealed at once."""
    if isinstance(event, NominationsWritten):
        return replace(event, choices=dict.fromkeys(event.choices, Nomination(person="")))
    return event


def _is_sealed(course: Course) -> bool:
    return course.meeting is not None and course.meeting.sealed
