"""Meetings: those of a home as they stand, who may look at which, and what those that are closed leave behind."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sociotui.domain.changes import Busy
from sociotui.domain.course import Course
from sociotui.domain.events import MeetingSealed
from sociotui.domain.meeting import Meeting, sealed, veiled
from sociotui.domain.privacy import outside, shut
from sociotui.domain.refusal import Refused, unknown
from sociotui.journal.places import ORGANISATION
from sociotui.journal.port import Journal, JournalError
from sociotui.later import Later
from sociotui.room.changing import Changing
from sociotui.room.clock import Clock
from sociotui.room.courses import Courses
from sociotui.room.identity import actor_for, admit
from sociotui.words import _

if TYPE_CHECKING:  # whoever only looks needs no commands
    from sociotui.domain import organisation_commands as c
else:
    c = Later("sociotui.domain.organisation_commands")


class Meetings(Changing):
    """The meetings of the home in `folder`, and its organisation. `account` tells whose account it is that reads them."""

    def __init__(self, folder: Path, clock: Clock, journal: Journal, account: Callable[[], str]) -> None:
        self._courses = Courses(journal)
        self._account = account
        self._admission: Callable[[Meeting], None] | None = None
        super().__init__(folder, clock, journal, forgotten=self._courses.forget)

    def meetings(self) -> list[str]:
        """Return the ids of all meetings, in the order of their names."""
        return self._courses.ids()

    def growing(self) -> tuple[str, ...]:
        """Return the ids of the meetings that may still grow, in the order of their names: all but those sealed on record."""
        return self._courses.growing(self.organisation())

    def heads(self) -> dict[str, int]:
        """Return how far the streams that may still grow have come, and those that came since this home was opened."""
        watched = {ORGANISATION: 0} | {self.stream_of(id_): 0 for id_ in self.growing()}
        return watched | dict(self.journal.wait(watched, 0))  # what is empty yet is waited for, too

    def stream_of(self, id_: str) -> str:
        """Return the stream of a meeting."""
        return self._courses.stream_of(id_)

    def open_meetings(self) -> list[Meeting]:
        """Return what may be seen of the meetings that are under way; of one that is not for who asks, that there is one."""
        return [shut(meeting) if self._lets_in(meeting) else outside(meeting) for meeting in self.under_way()]

    def _lets_in(self, meeting: Meeting) -> bool:
        if meeting.private or self._admission is None:
            return True  # what anybody may see of a private one is known
        try:
            self._admission(meeting)
        except Refused:
            return False
        return True

    def busy(self) -> Busy:
        """Return which circles meet at this moment, and who is in these meetings, private ones too."""
        meetings = self.under_way()
        people = frozenset(person for meeting in meetings for person in meeting.people)
        return Busy(frozenset(meeting.circle.id for meeting in meetings), people)

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
        found = next((meeting for meeting in under_way if meeting.people), None)
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
        course = self.course(id_)
        self._admit(course, reader)
        return course

    def course(self, id_: str) -> Course:
        """Return a meeting's course as it stands now; refuses with the nearest ids where there is no such meeting."""
        return self._course(id_)[1]

    def _admit(self, course: Course, reader: str) -> None:
        if course.meeting and self._admission:
            self._admission(course.meeting)
        elif course.meeting and course.meeting.private:
            organisation = self.organisation()
            admit(organisation, course.meeting, reader or actor_for(organisation, self._account()))

    @contextmanager
    def entered_by(self, admission: Callable[[Meeting], None]) -> Iterator[None]:
        """Let `admission` say meanwhile which meetings may be looked at: it refuses the others."""
        self._admission = admission
        try:
            yield
        finally:
            self._admission = None

    def _course(self, id_: str) -> tuple[int, Course]:
        head, course = self._courses.course(id_)
        if course.meeting is None:
            raise unknown(_("meeting"), id_, self.meetings())
        return head, course

    # --- those that are closed

    def keep_outcomes(self, meeting: Meeting) -> None:
        """Put a closed meeting's outcomes on the organisation's record, once, however often this is tried; then seal it."""
        # Who wrote in a private meeting was there, which is nobody's business but theirs.
        actor = "" if meeting.private else meeting.secretary
        self._change(c.KeepOutcomes(meeting=meeting), actor=actor, cmd=f"outcomes-{meeting.id}")
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
        self._change(c.NoteSealed(meeting=id_), actor="", cmd=f"sealed-{id_}")


def _is_sealed(course: Course) -> bool:
    return course.meeting is not None and course.meeting.sealed
