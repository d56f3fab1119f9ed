"""An entered room: one home as one person sees it, who came in by one of the hub's doors."""

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from sociotui.domain.changes import AnyEdit, ChangeStructure, UndoChange
from sociotui.domain.coming import Frame
from sociotui.domain.course import Act
from sociotui.domain.event import Command, Event
from sociotui.domain.formats import Format
from sociotui.domain.history import Entry
from sociotui.domain.items import Went
from sociotui.domain.meeting import Meeting
from sociotui.domain.mending.commands import InTalk
from sociotui.domain.mending.talk import Talk
from sociotui.domain.organisation import Definition
from sociotui.domain.organisation_commands import Preparing, Say, Speaking
from sociotui.domain.privacy import outside
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Nomination
from sociotui.domain.touching import Preview
from sociotui.room.beside import Beside, followed
from sociotui.room.changing import Changed, structure
from sociotui.room.clock import Clock
from sociotui.room.furnishing import Opening
from sociotui.room.governing import new_cmd
from sociotui.room.home import Done, Home
from sociotui.room.identity import Identity
from sociotui.room.lookout import Look
from sociotui.room.mending.acting import do, talks_of
from sociotui.room.mending.rights import reader
from sociotui.room.port import Presence, Snapshot, at_terminals, cut_off
from sociotui.room.refusing import nowhere
from sociotui.room.rights import allow_between, caps, watches
from sociotui.room.structure_rights import allow_change

if TYPE_CHECKING:
    from sociotui.domain.decisions import Page, Wanted
    from sociotui.domain.lessons import Library
    from sociotui.domain.mirror.figures import Asked, Mirror
    from sociotui.domain.offices import Sheet, Sought
    from sociotui.room.hub import Hub
    from sociotui.room.views import View

log = logging.getLogger("sociotui.room")
Viewer = Callable[[str, Identity], "View"]
"""Gives a meeting as a person may see it; raises Refused where they may not."""


class EnteredRoom:
    """The home of a hub, entered by `identity`; `meeting` is watched. `changed` is called from the hub's thread."""

    def __init__(self, hub: "Hub", identity: Identity, meeting: str = "") -> None:
        self._hub = hub
        self.identity = identity
        self.clock: Clock = hub.home.clock
        self._watched = meeting
        self._changed: Callable[[Snapshot], None] | None = None
        self._caps: tuple[Snapshot, frozenset[str]] | None = None
        self._last: Act | None = None
        self._shut: tuple[Meeting, ...] = ()  # as they were seen last
        self.snapshot: Snapshot

    @property
    def me(self) -> str:
        """Who this is, by the session's identity."""
        return self.identity.person

    @property
    def own(self) -> bool:
        """True where this terminal is this person's own."""
        return not self.identity.for_everybody

    @property
    def folder(self) -> Path:
        """Where its home lies, for what circles lay there beside their journals."""
        return self._hub.home.folder

    @property
    def watched(self) -> str:
        """The meeting that is watched; "" for none."""
        return self._watched

    @property
    def caps(self) -> frozenset[str]:
        """The ids of the actions that this person may do here, as things stand."""
        snapshot, last = self.snapshot, self._last
        if self._caps is None or self._caps[0] is not snapshot:
            wired, lost = at_terminals(snapshot.presence), cut_off(snapshot.presence)
            may = caps(self.identity, snapshot.meeting, snapshot.organisation, wired, lost=lost, last=last)
            self._caps = snapshot, may
        return self._caps[1]

    def start(self, changed: Callable[[Snapshot], None]) -> None:
        """Begin to follow: `changed` is called with each new snapshot."""
        self._changed = changed

    def stop(self) -> None:
        """Leave, of one's own accord; what was asked is still done."""
        self._go(lost=False)

    def lose(self) -> None:
        """Leave because the connection went: the seat is kept, and the others see it."""
        self._go(lost=True)

    def _go(self, *, lost: bool) -> None:
        self._changed = None
        self._hub.ask(lambda: self._hub.leave(self, lost=lost))

    # --- what is asked for; each answered with a future

    def act(self, command: Command, cmd: str = "") -> "Future[Done]":
        """Carry `command` out in the meeting that is watched; the same `cmd` is carried out once."""
        return self._hub.act(lambda: self._watched, command, self.identity, cmd or new_cmd())

    def open(self, opening: Opening, cmd: str = "") -> "Future[str]":
        """Open a meeting and watch it; answers with its id."""

        def job() -> str:
            home = self._hub.home
            allow_between(opening, self.identity, home.organisation(), today=home.clock.today())
            self._watched = home.open(opening, self.me, cmd)
            return self._watched

        return self._hub.ask(job)

    def watch(self, meeting: str) -> "Future[None]":
        """Watch another meeting; "" for none."""

        def job() -> None:
            if meeting:
                self._hub.view(meeting, self.identity)
            self._watched = meeting

        return self._hub.ask(job)

    def formats(self, circle: str) -> "Future[tuple[dict[str, str], tuple[str, ...]]]":
        """Answer with the formats that a meeting of this circle can have, title by id, and complaints about files."""

        def job() -> tuple[dict[str, str], tuple[str, ...]]:
            home = self._hub.home
            return home.meeting_formats(circle), home.shelf(circle).complaints

        return self._hub.ask(job)

    def frame(self, circle: str) -> "Future[Frame]":
        """Answer with what the steps around the items take in an ordinary meeting of this circle."""
        return self._hub.ask(lambda: self._hub.home.frame(circle))

    def item_formats(self, circle: str) -> "Future[dict[str, Format]]":
        """Answer with the formats that an item can have in a meeting of this circle, by id."""
        return self._hub.ask(lambda: self._hub.home.item_formats(circle))

    def library(self) -> "Future[Library]":
        """Answer with the lessons and cards that there are, those of the home among them."""
        return self._hub.ask(self._hub.home.library)

    def answer(
        self, decision: str, person: str, reason: str = "", version: int = 0, cmd: str = ""
    ) -> "Future[tuple[Event, ...]]":
        """Answer, as `person`, what the circle has asked between meetings; with a `reason` it is an objection."""

        def job() -> tuple[Event, ...]:
            home = self._hub.home
            allow_between("answer", self.identity, home.organisation(), person, home.clock.today())
            return home.answer(decision, person, self.me, reason=reason, version=version, cmd=cmd or new_cmd())

        return self._hub.ask(job)

    def prepare(self, command: Preparing, cmd: str = "") -> "Future[tuple[Event, ...]]":
        """Change a circle's backlog between meetings."""

        def job() -> tuple[Event, ...]:
            home = self._hub.home
            allow_between("prepare", self.identity, home.organisation(), command.circle, home.clock.today())
            return home.prepare(command, self.me, cmd)

        return self._hub.ask(job)

    def speak(self, command: Speaking, cmd: str = "") -> "Future[tuple[Event, ...]]":
        """Say something to a circle between its meetings, or answer what was said."""

        def job() -> tuple[Event, ...]:
            home = self._hub.home
            mine: Speaking = command
            if self.own:  # nobody speaks in another's name
                mine = replace(mine, by=self.me) if isinstance(mine, Say) else replace(mine, person=self.me)
            o, today = home.organisation(), home.clock.today()
            if isinstance(mine, Say):
                allow_between("say", self.identity, o, mine.circle, today)
            else:
                allow_between("reply", self.identity, o, mine.voice, today)
            return home.speak(mine, self.me, cmd)

        return self._hub.ask(job)

    def talks(self, person: str = "") -> "Future[tuple[Talk, ...]]":
        """Answer with the talks that this person is in; at a laptop that all share, with those of `person`."""
        return self._hub.ask(lambda: talks_of(self._hub.home, self.identity, person))

    def talk(self, asked: InTalk, cmd: str = "") -> "Future[Talk]":
        """Do what is asked for in a talk in conflict, as far as this person may."""
        return self._hub.ask(lambda: do(self._hub.home, self.identity, asked, cmd))

    def decisions(self, wanted: "Wanted") -> "Future[Page]":
        """Answer with the decisions that are as wanted, the best first."""
        return self._hub.finder.decisions(self.snapshot.organisation, self.snapshot.today, wanted)

    def offices(self, sought: "Sought") -> "Future[Sheet]":
        """Answer with the roles or the people that are sought, the best first."""
        return self._hub.finder.offices(self.snapshot.organisation, self.snapshot.today, sought)

    def minutes(self) -> "Future[str]":
        """Answer with the minutes of the meeting that is watched, as they stand, in plain text."""

        def job() -> str:
            from sociotui.room.exporting import minutes_of_meeting

            if not self._watched:
                raise nowhere()
            with self._hub.looked_at_by(self.identity):
                return minutes_of_meeting(self._hub.home, self._watched, "txt")

        return self._hub.ask(job)

    def finish(self, follow_up: str, cmd: str = "", how: Went = "") -> "Future[tuple[Event, ...]]":
        """Say that a next step was done."""

        def job() -> tuple[Event, ...]:
            home = self._hub.home
            allow_between("finish", self.identity, home.organisation(), follow_up, home.clock.today())
            return home.finish(follow_up, self.me, cmd or new_cmd(), how)

        return self._hub.ask(job)

    def change(
        self, edits: Sequence[AnyEdit], *, decision: str = "", why: str = "", cmd: str = ""
    ) -> "Future[Changed]":
        """Change the structure, by a decision on record or with why: all of the edits, or none of them."""
        return self._changed_by(lambda home: home.changing(edits, decision=decision, why=why), cmd)

    def take_back(self, number: int = 0, *, why: str = "", cmd: str = "") -> "Future[Changed]":
        """Take a change back; the latest that stands where no number is named."""
        return self._changed_by(lambda home: home.undoing(number, why), cmd)

    def _changed_by(self, make: "Callable[[Home], ChangeStructure | UndoChange]", cmd: str) -> "Future[Changed]":
        def job() -> Changed:
            home = self._hub.home
            if cmd and (before := home.changed_by(cmd)):
                return before
            command = make(home)
            allow_change(command, self.identity, home)
            return home.change(command, self.me, cmd)

        return self._hub.ask(job)

    def preview(self, edits: Sequence[AnyEdit] = (), *, take_back: int = 0) -> "Future[Preview]":
        """Answer with what these edits would do, or taking that change back."""

        def job() -> Preview:
            home = self._hub.home
            command = home.changing(edits) if edits else home.undoing(take_back)
            allow_change(command, self.identity, home)
            return home.preview(command, self.me)

        return self._hub.ask(job)

    def history(self, circle: str = "") -> "Future[tuple[Entry, ...]]":
        """Answer with the history of a circle, or for "" of the whole organisation, the oldest first."""

        def look(home: Home) -> Callable[[], tuple[Entry, ...]]:
            if circle:
                home.founded().circle(circle)
            past = home.past()
            return lambda: past.history(circle)

        return self._looked_back(look)

    def structure_on(self, day: date) -> "Future[Definition]":
        """Answer with the organisation, its people and circles as they stood at the end of a day."""

        def look(home: Home) -> Callable[[], Definition]:
            past = home.past()
            return lambda: structure(past.on(day))

        return self._looked_back(look)

    def mirror(self, asked: "Asked") -> "Future[Mirror]":
        """Answer with what is seen in the mirror; own figures are those of whom this room is, and of nobody else."""

        def job() -> Beside:
            from sociotui.room.mirrored import look_into

            with self._hub.looked_at_by(self.identity):
                work = look_into(self._hub.home, asked, self.identity)
            return Beside(lambda _at_home: work(), light=True)

        return followed(self._hub.ask(job), self._hub.ask)

    def _looked_back(self, look: Callable[[Home], Callable[[], Any]]) -> "Future[Any]":
        """Have done what `look` returns, beside the hub's thread: of ten years it takes seconds."""

        def job() -> Beside:
            work = look(self._hub.home)
            return Beside(lambda _at_home: work(), light=True)

        return followed(self._hub.ask(job), self._hub.ask)

    # --- what the hub says, on its thread

    def show(
        self, look: Look, view_of: Viewer, presence: Mapping[str, Presence], lost_since: Mapping[str, int]
    ) -> None:
        """Take in what there is to see, and who is here; where the meeting may not be seen (any more), say why."""
        trouble, view = look.trouble, None
        if self._watched:
            try:
                view = view_of(self._watched, self.identity)
            except Refused as refusal:
                trouble = f"{trouble} {refusal}".strip()
        self._last = view.last if view else None
        self._emit(
            Snapshot(
                organisation=look.organisation,
                today=look.today,
                due=look.due,
                news=look.news,
                under_way=self._under_way(look, view_of),
                meeting=view.meeting if view else None,
                acts=view.acts if view else 0,
                said=view.said if view else "",
                trouble=trouble,
                presence=presence,
                lost_since=lost_since,
                mine=self._mine(view.whole) if view and view.whole else {},
                talks=self._hub.home.talks.of(reader(self.identity, look.organisation)),
            )
        )

    def _under_way(self, look: Look, view_of: Viewer) -> tuple[Meeting, ...]:
        """Return the meetings that are under way; of those that are not for this person, only that there are such.

        Who takes part in a private one hears by this that it asks for them; where many look on, nobody does.
        """
        seen: list[Meeting] = []
        for meeting in look.under_way:
            if meeting.private and self.own:
                meeting = self._from_within(meeting, view_of)
            elif not meeting.private and not watches(self.identity, meeting, look.organisation):
                shut = outside(meeting)
                # Where it says what it said before it is the same one, so that nobody hears when something happens there.
                meeting = next((m for m in self._shut if m == shut), shut)
            seen.append(meeting)
        self._shut = tuple(seen)
        return self._shut

    def _from_within(self, meeting: Meeting, view_of: Viewer) -> Meeting:
        """Return a private meeting as this person sees it, from inside where they take part in it."""
        try:
            return view_of(meeting.id, self.identity).meeting or meeting
        except Refused:
            return meeting

    def _mine(self, meeting: Meeting) -> Mapping[str, Nomination]:
        """Return what this person has nominated while it is hidden; at a laptop that all look at, nothing."""
        grid = meeting.item.grid if meeting.item else None
        if self.identity.for_everybody or grid is None or grid.revealed:
            return {}
        return grid.written.get(self.me, {})

    def tell(self, error: Exception) -> None:
        """Say what the store's trouble is, beside all that was seen before."""
        fields: dict[str, Any] = {name: getattr(self.snapshot, name) for name in Snapshot.__struct_fields__}
        self._emit(Snapshot(**fields | {"trouble": str(error)}))

    def _emit(self, snapshot: Snapshot) -> None:
        if getattr(self, "snapshot", None) == snapshot:
            return
        self.snapshot = snapshot
        if self._changed:
            try:
                self._changed(snapshot)
            except Exception:  # whoever looks on has made a mistake; all others go on
                log.exception("%s was not shown what is new", self.me)
