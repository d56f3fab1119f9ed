"""Home: one organisation's journals, opened, folded and kept up to date; the place that rooms are entered from.

Everything here is synchronous and meant for one thread: the command line's own, or a room's writer.
"""

from collections.abc import Callable, Sequence
from itertools import groupby
from os import urandom
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.answering import to_settle
from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.commands import OpenMeeting
from sociotui.domain.course import Course, advance, answer
from sociotui.domain.event import Command, Event
from sociotui.domain.events import MeetingSealed, NominationsWritten
from sociotui.domain.formats import Format
from sociotui.domain.governing import decide_organisation
from sociotui.domain.meeting import Meeting, sealed, veiled
from sociotui.domain.organisation import Definition, Organisation
from sociotui.domain.organisation_commands import (
    AnswerDecision,
    Define,
    FinishFollowUp,
    KeepOutcomes,
    NoteForgotten,
    NoteSealed,
    SettleWindows,
)
from sociotui.domain.privacy import shut
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.selection import Nomination
from sociotui.journal.places import MEETING, PRIVATE, id_of
from sociotui.journal.port import Conflict, Journal, JournalError, Mark, Recorded
from sociotui.journal.tiny import TinyJournal
from sociotui.room.clock import Clock
from sociotui.room.files import format_folders
from sociotui.room.folded import Folded, read_on
from sociotui.room.furnishing import Opening, furnished, of_items, of_meetings, opened_by
from sociotui.room.identity import actor_for, admit, admit_opening
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.exchange.formats import FormatShelf

ORGANISATION = "organisation"
_TRIES = 50
"""How often an act is decided anew when others were faster; each try has read what they did."""


def new_cmd() -> str:
    """Return an id for a command that nobody else will make."""
    return urandom(8).hex()


class Done(Struct, frozen=True):
    """What an act came to: what may be seen of the events that it made, and of the meeting after it."""

    events: tuple[Event, ...]
    meeting: Meeting


class Home:
    """The journals of one organisation in a folder, as state. `account` tells whose account it is that reads them."""

    def __init__(
        self,
        folder: Path,
        clock: Clock | None = None,
        journal: Journal | None = None,
        account: Callable[[], str] = lambda: "",
    ) -> None:
        self.folder = folder
        self.clock = clock or Clock()
        self.journal: Journal = journal or TinyJournal(folder, event_type=AnyEvent)
        self._courses: dict[str, tuple[Mark, Course]] = {}
        self._folded = Folded(self.journal, self._courses.clear)
        self._growing: tuple[object, object, tuple[str, ...]] = (None, None, ())
        self._trouble: dict[str, str] = {}
        self._account = account
        self._streams: dict[str, str] = {}

    def close(self) -> None:
        """Let go of the journals."""
        self.keep()
        self.journal.close()

    def keep(self) -> None:
        """Keep what was worked out for the next who opens this home, where that is worth it; for a quiet moment."""
        self._folded.keep()

    # --- the organisation

    def organisation(self) -> Organisation:
        """Return the organisation as it stands now, with what other processes have added."""
        return self._folded.organisation()

    def founded(self) -> Organisation:
        """Return the organisation; refuses where none has been founded in this home."""
        organisation = self.organisation()
        if organisation.about is None:
            raise Refused(
                _(
                    "There is no organisation in {folder} yet. Begin one with “sociotui init”, bring one in with "
                    "“sociotui import org FILE.toml”, or look around with “sociotui demo”.",
                    folder=self.folder,
                )
            )
        return self.settle()

    def settle(self) -> Organisation:
        """Let stand what waited until a window that has ended by now, and return the organisation after it."""
        organisation = self.organisation()
        if not to_settle(organisation, self.clock.now()):
            self._trouble.pop("windows", None)
            return organisation
        try:
            self._change(SettleWindows(today=self.clock.today()), actor="", cmd=new_cmd())
        except JournalError as error:  # where nothing can be written there is still much to be read
            self._trouble["windows"] = str(error)
        return self.organisation()

    def answer(
        self, decision: str, person: str, actor: str, *, reason: str = "", version: int = 0
    ) -> tuple[Event, ...]:
        """Answer a decision that waits as one of the members who are asked; with a `reason` it is an objection."""
        self.founded()
        command = AnswerDecision(
            decision=decision, person=person, reason=reason, version=version, today=self.clock.today()
        )
        return self._change(command, actor, cmd=new_cmd())

    def finish(self, follow_up: str, actor: str) -> tuple[Event, ...]:
        """Say that a next step was done."""
        return self._change(FinishFollowUp(follow_up=follow_up, today=self.clock.today()), actor, cmd=new_cmd())

    def define(self, definition: Definition, actor: str) -> tuple[Event, ...]:
        """Found the organisation, or bring it to what `definition` says; all of it or nothing."""
        return self._change(Define(definition=definition), actor, cmd=new_cmd())

    def note_forgotten(self, pseudonym: str, records: int, actor: str) -> tuple[Event, ...]:
        """Put on record that `pseudonym` stands for somebody now who was taken out of `records` commits."""
        return self._change(NoteForgotten(person=pseudonym, records=records), actor, cmd=new_cmd())

    def _change(self, command: Command, actor: str, cmd: str) -> tuple[Event, ...]:
        for _try in range(_TRIES):
            events = decide_organisation(self.organisation(), command, actor, self.clock.now())
            if not events:
                return ()
            try:
                done = self.journal.append(ORGANISATION, self._folded.head, events, cmd=cmd, actor=actor)
            except Conflict:
                continue
            self.organisation()
            return () if done.repeated else events
        raise Refused(_("So many are writing just now that this found no gap. Please do it again."))

    def shelf(self, circle: str = "") -> "FormatShelf":
        """Return the formats that a circle has, its own over the program's, and what is wrong with bad ones."""
        from sociotui.exchange.formats import load_formats  # only who opens a meeting reads formats

        return load_formats(list(dict.fromkeys(format_folders(self.folder, circle))))

    # --- meetings

    def meetings(self) -> list[str]:
        """Return the ids of all meetings, in the order of their names."""
        return sorted(id_of(stream) for stream in self.journal.streams() if stream != ORGANISATION)

    def growing(self) -> tuple[str, ...]:
        """Return the ids of the meetings that may still grow, in the order of their names: all but those sealed on record."""
        names, held = self.journal.streams(), self.organisation().held
        if self._growing[0] is not names or self._growing[1] is not held:
            # Of those that are past none is looked at: they are sealed.
            ids = [id_of(stream) for stream in names if stream != ORGANISATION]
            ids = [i for i in ids if (not held.live[i].sealed if i in held.live else i not in held)]
            self._growing = names, held, tuple(sorted(ids))
        return self._growing[2]

    def heads(self) -> dict[str, int]:
        """Return how far the streams that may still grow have come, and those that came since this home was opened."""
        watched = {ORGANISATION: 0} | {self.stream_of(id_): 0 for id_ in self.growing()}
        return dict(self.journal.wait(watched, 0))

    def stream_of(self, id_: str) -> str:
        """Return the stream of a meeting: a private one has its own place, and no id is in both (see `open`)."""
        stream = self._streams.get(id_)
        if stream is None:
            stream = PRIVATE + id_ if PRIVATE + id_ in self.journal.streams() else MEETING + id_
            if id_ in self._courses:
                self._streams[id_] = stream
        return stream

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
                meeting = self._course(id_).meeting
            except JournalError as error:  # one that cannot be read must not keep the others shut
                self._trouble[id_] = str(error)
                continue
            if meeting and meeting.closed:
                self.keep_outcomes(meeting)
            elif meeting:
                under_way.append(meeting)
        return sorted(under_way, key=lambda m: m.opened, reverse=True)

    def notices(self) -> list[str]:
        """Return what people should know of the store: what was set aside, what cannot be read."""
        return list(dict.fromkeys([*self.journal.notices, *self._trouble.values()]))

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
        course = self.course(id_)
        if course.meeting and course.meeting.private:
            organisation = self.organisation()
            admit(organisation, course.meeting, reader or actor_for(organisation, self._account()))
        return course

    def course(self, id_: str) -> Course:
        """Return a meeting's course as it stands now; refuses with the nearest ids where there is no such meeting."""
        course = self._course(id_) if _is_id(id_) else Course()
        if course.meeting is None:
            raise unknown(_("meeting"), id_, self.meetings())
        return course

    def _course(self, id_: str) -> Course:
        stream = self.stream_of(id_)
        known, course = self._courses.get(id_, (Mark(), Course()))
        new, mark, anew = read_on(self.journal, stream, known)
        course = fold(Course() if anew else course, new)
        if course.meeting:
            self._courses[id_] = mark, course
        return course

    def act(self, id_: str, command: Command, actor: str, cmd: str = "") -> Done:
        """Carry a command out in a meeting: decide, record, and keep the outcomes when it closed.

        Raises `Refused`, or the journal's errors. The same `cmd` sent again is carried out once.
        """
        cmd = cmd or new_cmd()
        for _try in range(_TRIES):
            course = self.entered(id_)
            command = self._furnished(course.meeting, command)
            events = answer(course, command, actor, self.clock.now())
            try:
                stream = self.stream_of(id_)
                appended = self.journal.append(stream, self._courses[id_][0].head, events, cmd=cmd, actor=actor)
            except Conflict:
                continue
            meeting = self.course(id_).meeting
            if meeting is None:
                raise ValueError("a meeting with acts has opened")
            if meeting.closed:
                self.keep_outcomes(meeting)
            return Done(tuple(_seen(r.event) for r in appended.events), veiled(meeting))
        raise Refused(_("So many are writing just now that this found no gap. Please do it again."))

    def keep_outcomes(self, meeting: Meeting) -> None:
        """Put a closed meeting's outcomes on the organisation's record, once, however often this is tried; then seal it."""
        # Who wrote in a private meeting was there, which is nobody's business but theirs.
        actor = "" if meeting.private else meeting.secretary
        self._change(KeepOutcomes(meeting=meeting), actor=actor, cmd=f"outcomes-{meeting.id}")
        self._seal(meeting.id)

    def _seal(self, id_: str) -> None:
        """Discard who spoke when in a meeting whose outcomes are on record; what a crash left over is done again."""
        meeting = self.course(id_).meeting
        if meeting and not meeting.sealed:
            at = self.clock.now()
            event = MeetingSealed(at=at, meeting=sealed(meeting))
            stream, head = self.stream_of(id_), self._courses[id_][0].head
            self.journal.seal(stream, head, event, cmd=f"seal-{id_}", actor=meeting.secretary)
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
        for number in range(1, _TRIES + len(taken)):
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
        raise Refused(_("So many are writing just now that this found no gap. Please do it again."))

    def meeting_formats(self, circle: str) -> dict[str, str]:
        """Return the formats that a whole meeting can have, title by id; the others are for items within one."""
        return {id_: f.title for id_, f in of_meetings(self.shelf(circle).formats).items()}

    def item_formats(self, circle: str) -> dict[str, Format]:
        """Return the formats that an item can have in a meeting of this circle, by id."""
        return of_items(self.shelf(circle).formats)


def fold(course: Course, recorded: Sequence[Recorded]) -> Course:
    """Return `course` after what was recorded; the events of one command make one act."""
    for _cmd, act in groupby(recorded, key=lambda r: r.cmd):
        course = advance(course, [r.event for r in act])
    return course


def _seen(event: Event) -> Event:
    """Return what may be seen of an event: whom somebody nominates stays hidden until all are revealed at once."""
    if isinstance(event, NominationsWritten):
        return replace(event, choices=dict.fromkeys(event.choices, Nomination(person="")))
    return event


def _is_id(id_: str) -> bool:
    return 0 < len(id_) <= 100 and all(c.isascii() and (c.islower() or c.isdigit() or c == "-") for c in id_)
