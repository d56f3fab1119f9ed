"""Home: one organisation's journals, opened, folded and kept up to date; the place that rooms are entered from.

Everything here is synchronous and meant for one thread: the command line's own, or a room's writer.
"""

from collections.abc import Sequence
from itertools import groupby
from os import urandom
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.commands import OpenMeeting
from sociotui.domain.course import Course, advance, answer
from sociotui.domain.event import Command, Event
from sociotui.domain.formats import Aim, Format
from sociotui.domain.meeting import CircleCard, Meeting, Participant
from sociotui.domain.organisation import (
    Define,
    Definition,
    KeepOutcomes,
    Organisation,
    decide_organisation,
    evolve_organisation,
)
from sociotui.domain.refusal import Refused, unknown
from sociotui.journal.port import Conflict, Journal, JournalError, Recorded
from sociotui.journal.tiny import TinyJournal
from sociotui.room.clock import Clock
from sociotui.room.files import format_folders
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.exchange.formats import FormatShelf

ORGANISATION = "organisation"
_TRIES = 50
"""How often an act is decided anew when others were faster; each try has read what they did."""


def new_cmd() -> str:
    """Return an id for a command that nobody else will make."""
    return urandom(8).hex()


class Opening(Struct, frozen=True, kw_only=True):
    """What is said to open a meeting. Empty: everybody is present; the roles' holders take their roles."""

    circle: str
    present: tuple[str, ...] = ()
    facilitator: str = ""
    secretary: str = ""
    format: str = "weekly"


class Done(Struct, frozen=True):
    """What an act came to: the events that it made, and the meeting after it."""

    events: tuple[Event, ...]
    meeting: Meeting


class Home:
    """The journals of one organisation in a folder, as state."""

    def __init__(self, folder: Path, clock: Clock | None = None, journal: Journal | None = None) -> None:
        self.folder = folder
        self.clock = clock or Clock()
        self.journal: Journal = journal or TinyJournal(folder, event_type=AnyEvent)
        self._organisation = Organisation()
        self._organisation_head = 0
        self._courses: dict[str, tuple[int, Course]] = {}
        self._trouble: dict[str, str] = {}

    def close(self) -> None:
        """Let go of the journals."""
        self.journal.close()

    # --- the organisation

    def organisation(self) -> Organisation:
        """Return the organisation as it stands now, with what other processes have added."""
        for recorded in self.journal.read(ORGANISATION, self._organisation_head):
            self._organisation = evolve_organisation(self._organisation, recorded.event)
            self._organisation_head = recorded.seq
        return self._organisation

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
        return organisation

    def define(self, definition: Definition, actor: str) -> tuple[Event, ...]:
        """Found the organisation, or bring it to what `definition` says; all of it or nothing."""
        return self._change(Define(definition=definition), actor, cmd=new_cmd())

    def _change(self, command: Command, actor: str, cmd: str) -> tuple[Event, ...]:
        for _try in range(_TRIES):
            events = decide_organisation(self.organisation(), command, actor, self.clock.now())
            if not events:
                return ()
            try:
                done = self.journal.append(ORGANISATION, self._organisation_head, events, cmd=cmd, actor=actor)
            except Conflict:
                continue
            self.organisation()
            return () if done.repeated else events
        raise Refused(_("So many are writing just now that this found no gap. Please do it again."))

    def shelf(self, circle: str = "") -> "FormatShelf":
        """Return the formats that a circle has, its own over the program's, and what is wrong with bad ones."""
        from sociotui.exchange.formats import load_formats  # only who opens a meeting reads formats

        return load_formats([folder for folder in format_folders(self.folder, circle) if folder.name])

    # --- meetings

    def meetings(self) -> list[str]:
        """Return the ids of all meetings, in the order of their names."""
        return sorted(s.removeprefix("meeting/") for s in self.journal.heads() if s.startswith("meeting/"))

    def open_meetings(self) -> list[Meeting]:
        """Return the meetings that are under way; outcomes of closed ones that had not arrived are recorded now."""
        recorded = self.organisation().held
        under_way: list[Meeting] = []
        for id_ in self.meetings():
            if id_ in recorded:
                continue
            try:
                meeting = self.course(id_).meeting
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
        """Return the meeting of that id; for "" the one under way that was opened last."""
        if id_:
            found = self.course(id_).meeting
            if found is None:
                raise Refused(_("This meeting has not begun."))
            return found
        self.founded()
        under_way = self.open_meetings()
        if not under_way:
            raise Refused(_("No meeting is under way. Open one with “sociotui open CIRCLE”."))
        return under_way[0]

    def course(self, id_: str) -> Course:
        """Return a meeting's course as it stands now; refuses with the nearest ids where there is no such meeting."""
        head, course = self._courses.get(id_, (0, Course()))
        new = self.journal.read(f"meeting/{id_}", head) if _is_id(id_) else ()
        if not new and course.meeting is None:
            raise unknown(_("meeting"), id_, self.meetings())
        course = fold(course, new)
        self._courses[id_] = (new[-1].seq if new else head, course)
        return course

    def act(self, id_: str, command: Command, actor: str, cmd: str = "") -> Done:
        """Carry a command out in a meeting: decide, record, and keep the outcomes when it closed.

        Raises `Refused`, or the journal's errors. The same `cmd` sent again is carried out once.
        """
        cmd = cmd or new_cmd()
        for _try in range(_TRIES):
            course = self.course(id_)
            events = answer(course, command, actor, self.clock.now())
            try:
                appended = self.journal.append(f"meeting/{id_}", self._courses[id_][0], events, cmd=cmd, actor=actor)
            except Conflict:
                continue
            meeting = self.course(id_).meeting
            if meeting is None:
                raise ValueError("a meeting with acts has opened")
            if meeting.closed:
                self.keep_outcomes(meeting)
            return Done(tuple(r.event for r in appended.events), meeting)
        raise Refused(_("So many are writing just now that this found no gap. Please do it again."))

    def keep_outcomes(self, meeting: Meeting) -> None:
        """Put a closed meeting's outcomes on the organisation's record: once, however often this is tried."""
        self._change(KeepOutcomes(meeting=meeting), actor=meeting.secretary, cmd=f"outcomes-{meeting.id}")

    def open(self, opening: Opening, actor: str) -> str:
        """Open a meeting of a circle and return its id."""
        command = self._opening(opening)
        taken = {*self.meetings()}
        for number in range(1, _TRIES + len(taken)):
            id_ = f"{opening.circle}-{command.today.isoformat()}" + (f"-{number}" if number > 1 else "")
            if id_ in taken:
                continue
            named = OpenMeeting(**{name: getattr(command, name) for name in command.__struct_fields__} | {"id": id_})
            events = answer(Course(), named, actor, self.clock.now())
            try:
                self.journal.append(f"meeting/{id_}", 0, events, cmd=new_cmd(), actor=actor)
            except Conflict:
                continue
            return id_
        raise Refused(_("So many are writing just now that this found no gap. Please do it again."))

    def _opening(self, opening: Opening) -> OpenMeeting:
        organisation = self.founded()
        circle = organisation.circle(opening.circle)
        members = organisation.full_members(circle.id)
        present = opening.present or members
        for person in (*present, opening.facilitator, opening.secretary):
            if person:
                organisation.person(person)
        seats = tuple(dict.fromkeys(present))
        format_, formats = self._formats(circle.id, opening.format)
        today = self.clock.today()
        held = organisation.last_held(circle.id)
        return OpenMeeting(
            id="",
            circle=CircleCard(
                id=circle.id, name=circle.name, aims=circle.aims, domain=circle.domain, dialect=circle.dialect
            ),
            today=today,
            format=format_,
            formats=formats,
            people=tuple(
                Participant(
                    id=person,
                    name=organisation.people[person].name,
                    member=person in members,
                    presence="here" if person in seats else "absent",
                )
                for person in dict.fromkeys((*members, *seats))
            ),
            seats=seats,
            facilitator=opening.facilitator or circle.holder("facilitator", today),
            secretary=opening.secretary or circle.holder("secretary", today),
            starts=organisation.starts.get(circle.id, ()),
            backlog=organisation.backlog.get(circle.id, ()),
            minutes_before=held.id if held else "",
        )

    def meeting_formats(self, circle: str) -> dict[str, str]:
        """Return the formats that a whole meeting can have, title by id; the others are for items within one."""
        shelf = self.shelf(circle).formats.values()
        return {f.id: f.title for f in shelf if any(s.kind == "closing" for s in f.steps)}

    def _formats(self, circle: str, name: str) -> tuple[Format, dict[Aim, Format]]:
        shelf = self.shelf(circle)
        whole = self.meeting_formats(circle)
        if name not in whole:
            raise unknown(_("format of a meeting"), name, whole)
        format_ = shelf.formats[name]
        return format_, {aim: shelf.formats[item] for aim, item in format_.items.items()}


def fold(course: Course, recorded: Sequence[Recorded]) -> Course:
    """Return `course` after what was recorded; the events of one command make one act."""
    for _cmd, act in groupby(recorded, key=lambda r: r.cmd):
        course = advance(course, [r.event for r in act])
    return course


def _is_id(id_: str) -> bool:
    return 0 < len(id_) <= 100 and all(c.isascii() and (c.islower() or c.isdigit() or c == "-") for c in id_)
