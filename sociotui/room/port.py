"""The port of a room: all that a screen may know of it, wherever its journal lies."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

from msgspec import Struct

from sociotui.domain.changes import AnyEdit
from sociotui.domain.coming import Frame
from sociotui.domain.due import Due
from sociotui.domain.event import Command, Event
from sociotui.domain.formats import Format
from sociotui.domain.history import Entry
from sociotui.domain.items import Went
from sociotui.domain.meeting import Meeting
from sociotui.domain.mending.commands import InTalk
from sociotui.domain.mending.talk import Talk
from sociotui.domain.organisation import Definition, Organisation
from sociotui.domain.organisation_commands import Preparing, Speaking
from sociotui.domain.selection import Nomination
from sociotui.domain.touching import Preview
from sociotui.room.changing import Changed
from sociotui.room.clock import Clock
from sociotui.room.furnishing import Opening
from sociotui.room.home import Done
from sociotui.room.news import News

if TYPE_CHECKING:
    from sociotui.domain.decisions import Page, Wanted
    from sociotui.domain.lessons import Library
    from sociotui.domain.mirror.figures import Asked, Mirror
    from sociotui.domain.offices import Sheet, Sought

Presence = Literal["terminal", "elsewhere", "lost"]
"""How somebody is here who has a terminal of their own: it shows this meeting; it is in use, but shows something else; or
its connection went and the seat is kept."""


def at_terminals(presence: Mapping[str, Presence]) -> frozenset[str]:
    """Return who has a terminal that is in use, whatever it shows: they answer for themselves."""
    return frozenset(p for p, how in presence.items() if how != "lost")


def cut_off(presence: Mapping[str, Presence]) -> frozenset[str]:
    """Return whose connection went, and whose seat is kept."""
    return frozenset(p for p, how in presence.items() if how == "lost")


class Snapshot(Struct, frozen=True, kw_only=True):
    """What there is to see, all of it, at one moment. `said` tells the meeting's latest act; `trouble` is the store's.

    `due` is what the calendar asks for on `today`, what is longest overdue first; `news` are the latest changes of the
    organisation since whoever has the home, this program or a server, has followed it, the newest last. Of a private
    meeting `under_way` only tells that there is one, but to who takes part in it, at a terminal of their own.
    `presence` tells who has a terminal of their own, by person, as seen from the meeting that is watched; who is not
    named there sits in the room, or is away. `lost_since` tells since when a connection is gone, in ms since 1970, by
    person. `mine` is what I have nominated, by role, while it is hidden from all others. `talks` are those in conflict that I am in. `lost` says that this room's
    own connection is gone, and being made again: what is seen is what was there last; `pending` counts what was asked
    for since and waits for it.
    """

    organisation: Organisation
    today: date
    due: tuple[Due, ...] = ()
    news: tuple[News, ...] = ()
    under_way: tuple[Meeting, ...] = ()
    meeting: Meeting | None = None
    acts: int = 0
    said: str = ""
    trouble: str = ""
    presence: Mapping[str, Presence] = {}
    lost_since: Mapping[str, int] = {}
    mine: Mapping[str, Nomination] = {}
    talks: tuple[Talk, ...] = ()
    lost: bool = False
    pending: int = 0


class Room(Protocol):
    """A room as one person sees it. What is asked for is answered by futures; what changes comes as snapshots.

    What is asked for is done in the order in which it was asked for, and once it is answered the newest snapshot shows
    what came of it. It is answered with `Refused` where a rule has a word to say, and then nothing has changed, or with the
    store's own error, a JournalError.
    """

    @property
    def me(self) -> str:
        """Who this is, by the session's identity; no screen can say otherwise."""
        ...

    @property
    def own(self) -> bool:
        """True where this terminal is one person's own, who acts for themselves; False where all look at it together."""
        ...

    @property
    def caps(self) -> frozenset[str]:
        """The ids of the actions that this person may do here."""
        ...

    @property
    def clock(self) -> Clock:
        """The clock by which the room goes."""
        ...

    @property
    def snapshot(self) -> Snapshot:
        """The newest snapshot."""
        ...

    def start(self, changed: Callable[[Snapshot], None]) -> None:
        """Begin to follow; `changed` is called, from a thread of the room's own, with each new snapshot.

        Of several that come at once some may be left out, never the newest.
        """
        ...

    def stop(self) -> None:
        """Finish what was asked, and stop following; doing it again does nothing."""
        ...

    # What is asked for may carry the id of the command, `cmd`: the same one sent again is carried out once, and
    # answered as the first time. Left out, it is a new one.

    def act(self, command: Command, cmd: str = "") -> "Future[Done]":
        """Carry `command` out in the meeting that is watched by then."""
        ...

    def open(self, opening: Opening, cmd: str = "") -> "Future[str]":
        """Open a meeting and watch it; answers with its id."""
        ...

    def watch(self, meeting: str) -> "Future[None]":
        """Watch another meeting; "" for none. Where it is refused the one before is watched on."""
        ...

    def formats(self, circle: str) -> "Future[tuple[dict[str, str], tuple[str, ...]]]":
        """Answer with the formats that a meeting of this circle can have, title by id, and complaints about files."""
        ...

    def frame(self, circle: str) -> "Future[Frame]":
        """Answer with what the steps around the items take in an ordinary meeting of this circle."""
        ...

    def item_formats(self, circle: str) -> "Future[dict[str, Format]]":
        """Answer with the formats that an item can have in a meeting of this circle, by id."""
        ...

    def library(self) -> "Future[Library]":
        """Answer with the lessons and cards that there are, those of the home among them."""
        ...

    def answer(
        self, decision: str, person: str, reason: str = "", version: int = 0, cmd: str = ""
    ) -> "Future[tuple[Event, ...]]":
        """Answer, as `person`, what the circle has asked between meetings; with a `reason` it is an objection.

        `version` is the one whose wording was read; 0 does not say. Answers with the events that it made.
        """
        ...

    def prepare(self, command: Preparing, cmd: str = "") -> "Future[tuple[Event, ...]]":
        """Change a circle's backlog between meetings: add a topic, change, rank or drop one."""

    def speak(self, command: Speaking, cmd: str = "") -> "Future[tuple[Event, ...]]":
        """Say something to a circle between its meetings, or answer what was said."""
        ...

    # Talks in conflict: nobody but those who are in one sees anything of it.

    def talks(self, person: str = "") -> "Future[tuple[Talk, ...]]":
        """Answer with the talks that I am in, the latest first; at a laptop that all share, with those of `person`."""
        ...

    def talk(self, asked: InTalk, cmd: str = "") -> "Future[Talk]":
        """Do what is asked for in a talk, or ask others for one; answers with how it stands."""
        ...

    # What is looked for is found in the newest snapshot, by a thread of its own: it changes nothing and waits for nothing.

    def decisions(self, wanted: "Wanted") -> "Future[Page]":
        """Answer with the decisions that are as wanted, the best first."""
        ...

    def offices(self, sought: "Sought") -> "Future[Sheet]":
        """Answer with the roles or the people that are sought, the best first."""
        ...

    def minutes(self) -> "Future[str]":
        """Answer with the minutes of the meeting that is watched, as they stand, in plain text."""
        ...

    def change(
        self, edits: Sequence[AnyEdit], *, decision: str = "", why: str = "", cmd: str = ""
    ) -> "Future[Changed]":
        """Change the structure, by a decision on record or with why: all of the edits, or none of them."""
        ...

    def take_back(self, number: int = 0, *, why: str = "", cmd: str = "") -> "Future[Changed]":
        """Take a change back; the latest that stands where no number is named."""
        ...

    def preview(self, edits: Sequence[AnyEdit] = (), *, take_back: int = 0) -> "Future[Preview]":
        """Answer with what these edits would do, or taking that change back. What it rests on need not be said yet."""
        ...

    def history(self, circle: str = "") -> "Future[tuple[Entry, ...]]":
        """Answer with the history of a circle, or for "" of the whole organisation, the oldest first."""
        ...

    def structure_on(self, day: date) -> "Future[Definition]":
        """Answer with the organisation, its people and circles as they stood at the end of a day; before its first, none."""
        ...

    def finish(self, follow_up: str, cmd: str = "", how: Went = "") -> "Future[tuple[Event, ...]]":
        """Say that a next step was done; of an agreement, how it went."""
        ...

    def mirror(self, asked: "Asked") -> "Future[Mirror]":
        """Answer with what is seen in the mirror; own figures are those of whom this room is, and of nobody else."""
        ...
