"""Governing: the organisation of a home as it stands, and what is changed about it outside of meetings."""

from collections.abc import Callable
from os import urandom
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sociotui.domain.event import Command, Event
from sociotui.domain.items import FollowUp, Went
from sociotui.domain.organisation import Definition, Organisation
from sociotui.domain.refusal import Refused
from sociotui.domain.windows import to_settle
from sociotui.journal.places import ORGANISATION
from sociotui.journal.port import Batch, Journal, JournalError
from sociotui.later import Later
from sociotui.room.clock import Clock
from sociotui.room.deciding import Decided, record
from sociotui.room.folded import Folded
from sociotui.words import _

if TYPE_CHECKING:  # whoever only looks needs neither commands nor the rules
    from sociotui.domain import governing as rules
    from sociotui.domain import organisation_commands as c
else:
    rules = Later("sociotui.domain.governing")
    c = Later("sociotui.domain.organisation_commands")


def new_cmd() -> str:
    """Return an id for a command that nobody else will make."""
    return urandom(8).hex()


class Seen(Struct, frozen=True, eq=False):
    """An organisation as somebody saw it, after the first `head` of its events."""

    organisation: Organisation
    head: int


class Overtaken(Exception):  # noqa: N818 - it is no error: whoever decided does it once more
    """Somebody else has changed the organisation since it was looked at."""


class Governing:
    """The organisation in the journal of the home in `folder`.

    `forgotten` is called when texts that were read may have been replaced, in any stream.
    """

    def __init__(self, folder: Path, clock: Clock, journal: Journal, forgotten: Callable[[], None]) -> None:
        self.folder = folder
        self.clock = clock
        self.journal = journal
        self._folded = Folded(journal, forgotten)
        self._trouble: dict[str, str] = {}

    def keep(self) -> None:
        """Keep what was worked out for the next who opens this home, where that is worth it; for a quiet moment."""
        self._folded.keep()

    def stays_open(self) -> None:
        """Spare the memory that only the first look at a long past needs; for who has this home open for hours."""

        def apart() -> None:
            from sociotui.room.apart import fold_apart

            fold_apart(self.folder)

        self._folded.apart = apart

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
                    "“sociotui import org FILE.toml”, or from another program with “sociotui import from FILE”; or look "
                    "around with “sociotui demo”.",
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
            self._change(c.SettleWindows(today=self.clock.today()), actor="", cmd=new_cmd())
        except JournalError as error:  # where nothing can be written there is still much to be read
            self._trouble["windows"] = str(error)
        return self.organisation()

    def answer(
        self, decision: str, person: str, actor: str, *, reason: str = "", version: int = 0, cmd: str = ""
    ) -> tuple[Event, ...]:
        """Answer a decision that waits as one of the members who are asked; with a `reason` it is an objection."""
        self.founded()
        command = c.AnswerDecision(
            decision=decision, person=person, reason=reason, version=version, today=self.clock.today()
        )
        return self._change(command, actor, cmd=cmd or new_cmd())

    def finish(self, follow_up: str, actor: str, cmd: str = "", how: Went = "") -> tuple[Event, ...]:
        """Say that a next step was done; of an agreement, how it went."""
        command = c.FinishFollowUp(follow_up=follow_up, today=self.clock.today(), how=how)
        return self._change(command, actor, cmd=cmd or new_cmd())

    def release(self, agreement: FollowUp, actor: str, cmd: str) -> tuple[Event, ...]:
        """Put an agreement on its circle's record that all who made it have released; the same `cmd` does it once."""
        return self._change(c.ReleaseAgreement(follow_up=agreement), actor, cmd=cmd)

    def define(self, definition: Definition, actor: str) -> tuple[Event, ...]:
        """Found the organisation, or bring it to what `definition` says; all of it or nothing."""
        return self._change(c.Define(definition=definition), actor, cmd=new_cmd())

    def seen(self) -> Seen:
        """Return the organisation, and how far it was read, for who works something out from it beside."""
        return Seen(self.organisation(), self._folded.head)

    def put_down(self, batch: list[Batch], seen: Seen) -> None:
        """Put on record what was decided for what was `seen`, all or nothing; Overtaken where it is another by now."""

        def decide() -> Decided:
            if self.organisation() is not seen.organisation:
                raise Overtaken
            return seen.head, batch

        record(self.journal, ORGANISATION, decide)
        self.organisation()

    def note_forgotten(self, pseudonym: str, records: int, actor: str) -> tuple[Event, ...]:
        """Put on record that `pseudonym` stands for somebody now who was taken out of `records` commits."""
        return self._change(c.NoteForgotten(person=pseudonym, records=records), actor, cmd=new_cmd())

    def _change(self, command: Command | Callable[[], Command], actor: str, cmd: str) -> tuple[Event, ...]:
        made: list[Event] = []

        def decide() -> Decided:
            asked = command() if callable(command) else command
            made[:] = rules.decide_organisation(self.organisation(), asked, actor, self.clock.now())
            return self._folded.head, [Batch(cmd, actor, tuple(made))]

        if before := self.journal.recorded(ORGANISATION, cmd):
            return tuple(recorded.event for recorded in before)
        record(self.journal, ORGANISATION, decide)
        self.organisation()
        return tuple(made)
