"""A socket room: a server's home as the screens here see it, through the server's Unix socket."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sociotui.domain.changes import AnyEdit
from sociotui.domain.coming import Frame
from sociotui.domain.event import Command, Event
from sociotui.domain.formats import Format
from sociotui.domain.history import Entry
from sociotui.domain.items import Went
from sociotui.domain.mending.commands import InTalk
from sociotui.domain.mending.talk import Talk
from sociotui.domain.organisation import Definition
from sociotui.domain.organisation_commands import Preparing, Speaking
from sociotui.domain.touching import Preview
from sociotui.room import wire
from sociotui.room.changing import Changed
from sociotui.room.clock import Clock
from sociotui.room.finder import Finder
from sociotui.room.furnishing import Opening
from sociotui.room.governing import new_cmd
from sociotui.room.home import Done
from sociotui.room.identity import Identity
from sociotui.room.link import PAUSES, Link
from sociotui.room.messages import Message, Welcome
from sociotui.room.port import Snapshot

if TYPE_CHECKING:
    from sociotui.domain.decisions import Page, Wanted
    from sociotui.domain.lessons import Library
    from sociotui.domain.mirror.figures import Asked, Mirror
    from sociotui.domain.offices import Sheet, Sought


class SocketRoom:
    """The home of the server at a socket's `path`, come into as whom the server knows this account.

    `meeting` is watched: "" for none, None for the one that the server knows this person to be in.
    When the connection goes that is seen at once, and it is made anew, after `pauses` of seconds that grow from the first
    to the second. `home` is the folder that pointed to the server, if one did.
    Raises NobodyThere where no server answers, Foreign where somebody else does, Turned where it lets this account not in.
    """

    def __init__(
        self,
        path: Path,
        meeting: str | None = None,
        clock: Clock | None = None,
        pauses: tuple[float, float] = PAUSES,
        home: Path | None = None,
    ) -> None:
        self._own = clock or Clock()
        self._ahead = 0
        self._finder = Finder()
        self.clock = Clock(now=lambda: self._own.now() + self._ahead, local=self._own.local)
        self._welcome: Welcome
        self._link = Link(path, meeting, self._welcomed, pauses, home)

    def _welcomed(self, welcome: Welcome) -> None:
        self._welcome = welcome
        self._ahead = welcome.now - self._own.now()

    @property
    def identity(self) -> Identity:
        """Who this is, as the server says; it may know a steward of its store as one member among others."""
        said = self._welcome
        return Identity(person=said.person, door="socket", steward=not self.own, session=said.session)

    @property
    def me(self) -> str:
        """Who this is, as the server says."""
        return self._welcome.person

    @property
    def own(self) -> bool:
        """True where this terminal is this person's own."""
        return self._link.own

    @property
    def caps(self) -> frozenset[str]:
        """The ids of the actions that this person may do here, as the server says: it hangs on more than is seen."""
        return self._link.caps

    @property
    def snapshot(self) -> Snapshot:
        """The newest snapshot; while the connection is lost, what was there last."""
        return self._link.snapshot

    def start(self, changed: Callable[[Snapshot], None]) -> None:
        """Begin to follow: `changed` is called, from a thread of the room's own, with each new snapshot."""
        self._link.start(changed)

    def stop(self) -> None:
        """Wait shortly for what was asked for, say goodbye, and stop following."""
        self._link.stop()
        self._finder.close()

    def lose(self) -> None:
        """Leave because the terminal has gone: as with `stop`, but the seat is kept, and the others see it."""
        self._link.stop(lost=True)
        self._finder.close()

    # --- what is asked for; each answered with a future

    def act(self, command: Command, cmd: str = "") -> "Future[Done]":
        """Carry `command` out in the meeting that is watched; the same `cmd` is carried out once."""
        id_ = cmd or new_cmd()
        return self._change(lambda n, watched: wire.Act(number=n, cmd=id_, meeting=watched, command=command))

    def open(self, opening: Opening, cmd: str = "") -> "Future[str]":
        """Open a meeting and watch it; answers with its id."""
        id_ = cmd or new_cmd()
        return self._change(lambda n, _watched: wire.Open(number=n, cmd=id_, opening=opening), moves=True)

    def watch(self, meeting: str) -> "Future[None]":
        """Watch another meeting; "" for none."""
        return self._link.ask(lambda n, _watched: wire.Watch(number=n, meeting=meeting), changes=False, moves=True)

    def formats(self, circle: str) -> "Future[tuple[dict[str, str], tuple[str, ...]]]":
        """Answer with the formats that a meeting of this circle can have, title by id, and complaints about files."""
        return self._look(lambda n, _watched: wire.Formats(number=n, circle=circle))

    def frame(self, circle: str) -> "Future[Frame]":
        """Answer with what the steps around the items take in an ordinary meeting of this circle."""
        return self._look(lambda n, _watched: wire.Frame(number=n, circle=circle))

    def item_formats(self, circle: str) -> "Future[dict[str, Format]]":
        """Answer with the formats that an item can have in a meeting of this circle, by id."""
        return self._look(lambda n, _watched: wire.ItemFormats(number=n, circle=circle))

    def library(self) -> "Future[Library]":
        """Answer with the lessons and cards that there are, those of the home among them."""
        return self._look(lambda n, _watched: wire.Reading(number=n))

    def answer(
        self, decision: str, person: str, reason: str = "", version: int = 0, cmd: str = ""
    ) -> "Future[tuple[Event, ...]]":
        """Answer, as `person`, what the circle has asked between meetings; with a `reason` it is an objection."""
        id_ = cmd or new_cmd()
        return self._change(
            lambda n, _watched: wire.Answer(
                number=n, cmd=id_, decision=decision, person=person, reason=reason, version=version
            )
        )

    def prepare(self, command: Preparing, cmd: str = "") -> "Future[tuple[Event, ...]]":
        """Change a circle's backlog between meetings."""
        id_ = cmd or new_cmd()
        return self._change(lambda n, _watched: wire.Prepare(number=n, cmd=id_, command=command))

    def speak(self, command: Speaking, cmd: str = "") -> "Future[tuple[Event, ...]]":
        """Say something to a circle between its meetings, or answer what was said."""
        id_ = cmd or new_cmd()
        return self._change(lambda n, _watched: wire.Speak(number=n, cmd=id_, command=command))

    def talks(self, person: str = "") -> "Future[tuple[Talk, ...]]":
        """Answer with the talks that this person is in."""
        return self._look(lambda n, _watched: wire.Talks(number=n, person=person))

    def talk(self, asked: InTalk, cmd: str = "") -> "Future[Talk]":
        """Do what is asked for in a talk in conflict."""
        id_ = cmd or new_cmd()
        return self._change(lambda n, _watched: wire.Talking(number=n, cmd=id_, asked=asked))

    def decisions(self, wanted: "Wanted") -> "Future[Page]":
        """Answer with the decisions that are as wanted; all of them are here, so that the server need not be asked."""
        return self._finder.decisions(self.snapshot.organisation, self.snapshot.today, wanted)

    def offices(self, sought: "Sought") -> "Future[Sheet]":
        """Answer with the roles or the people that are sought, likewise."""
        return self._finder.offices(self.snapshot.organisation, self.snapshot.today, sought)

    def minutes(self) -> "Future[str]":
        """Answer with the minutes of the meeting that is watched, as they stand, in plain text."""
        return self._look(lambda n, _watched: wire.Minutes(number=n))

    def finish(self, follow_up: str, cmd: str = "", how: Went = "") -> "Future[tuple[Event, ...]]":
        """Say that a next step was done."""
        id_ = cmd or new_cmd()
        return self._change(lambda n, _watched: wire.Finish(number=n, cmd=id_, follow_up=follow_up, how=how))

    def change(
        self, edits: Sequence[AnyEdit], *, decision: str = "", why: str = "", cmd: str = ""
    ) -> "Future[Changed]":
        """Change the structure, by a decision on record or with why: all of the edits, or none of them."""
        id_, asked = cmd or new_cmd(), tuple(edits)
        return self._change(lambda n, _watched: wire.Change(number=n, cmd=id_, edits=asked, decision=decision, why=why))

    def take_back(self, number: int = 0, *, why: str = "", cmd: str = "") -> "Future[Changed]":
        """Take a change back; the latest that stands where no number is named."""
        id_ = cmd or new_cmd()
        return self._change(lambda n, _watched: wire.TakeBack(number=n, cmd=id_, change=number, why=why))

    def preview(self, edits: Sequence[AnyEdit] = (), *, take_back: int = 0) -> "Future[Preview]":
        """Answer with what these edits would do, or taking that change back."""
        asked = tuple(edits)
        return self._look(lambda n, _watched: wire.Preview(number=n, edits=asked, take_back=take_back))

    def history(self, circle: str = "") -> "Future[tuple[Entry, ...]]":
        """Answer with the history of a circle, or for "" of the whole organisation, the oldest first."""
        return self._look(lambda n, _watched: wire.History(number=n, circle=circle))

    def structure_on(self, day: date) -> "Future[Definition]":
        """Answer with the organisation, its people and circles as they stood at the end of a day."""
        return self._look(lambda n, _watched: wire.StructureOn(number=n, day=day))

    def mirror(self, asked: "Asked") -> "Future[Mirror]":
        """Answer with what is seen in the mirror; own figures are those of whom the server knows here."""
        return self._look(lambda n, _watched: wire.Mirror(number=n, asked=asked))

    def _change(self, make: Callable[[int, str], Message], *, moves: bool = False) -> "Future[Any]":
        return self._link.ask(make, changes=True, moves=moves)

    def _look(self, make: Callable[[int, str], Message]) -> "Future[Any]":
        return self._link.ask(make, changes=False, moves=False)
