"""Talking: a meeting held by words: each line is understood, what is missing is asked for, done, and what came of it told."""

from collections.abc import Callable
from typing import Any, Protocol

from sociotui.domain.refusal import Refused
from sociotui.journal.port import JournalError
from sociotui.room.by_ear import helping, missing
from sociotui.room.by_ear.around import Around, found
from sociotui.room.by_ear.following import Follower, Said
from sociotui.room.by_ear.grammar import Act, Look, understood
from sociotui.room.by_ear.names import Several, somebody
from sociotui.room.by_ear.source import Away, Source
from sociotui.room.governing import new_cmd
from sociotui.words import _

CANCEL = frozenset({"", "cancel", "never mind", "stop"})


class Company(Protocol):
    """Whoever talks: what they hear, and how they are asked; `ask` answers None where nobody can be asked."""

    def tell(self, said: Said) -> None:
        """Let them hear a line."""
        ...

    def refuse(self, sentence: str) -> None:
        """Let them hear why something was not done."""
        ...

    def ask(self, question: str, *, unseen: bool = False) -> str | None:
        """Ask something, so that nobody sees the answer where it is to be `unseen`; None where nothing is answered here."""
        ...

    def forget(self) -> None:
        """Keep the latest line in no history: its words are hidden from others."""
        ...


class Cancelled(Exception):  # noqa: N818 - somebody's choice, not a fault
    """Nothing is to be done after all."""


class Talk:
    """A talk in the meeting that `follower` hears; `by` is who acts, "" for whose account this is."""

    def __init__(self, source: Source, follower: Follower, company: Company, by: str = "") -> None:
        self._source, self._follower, self._company, self._by = source, follower, company, by
        self._last: list[Said] = []

    @property
    def meeting(self) -> str:
        """The meeting that is held."""
        return self._follower.meeting

    def news(self) -> list[Said]:
        """Return what has happened since, and keep it for “say that again”."""
        new = list(self._follower.news())
        self._last = new or self._last
        return new

    def around(self) -> Around:
        """Return what words can mean just now."""
        return found(self._source.ask("around", meeting=self.meeting, by=self._by))

    def take(self, line: str) -> bool:
        """Do what a line says; True where it was done, or told. Every refusal is told, none is raised."""
        try:
            self._take(line)
        except Cancelled:
            self._say([_("Nothing was done.")])
        except (Refused, JournalError) as refusal:
            self._hear()  # what others did meanwhile may be why
            self._company.refuse(str(refusal))
            return False
        return True

    def _take(self, line: str) -> None:
        meant, around = self._clearly(lambda around: understood(line, around))
        if isinstance(meant, Look):
            self._look(meant)
            return
        if meant.action in missing.HIDDEN:
            self._company.forget()
        self._act(meant, around)

    def _clearly(self, read: Callable[[Around], Any]) -> tuple[Any, Around]:
        """Return what `read` reads, and of what; where a name could be several people's, after asking which is meant."""
        there = around = self.around()
        while True:
            try:
                return read(around), there
            except Several as several:
                chosen = self._which(several, around)
                around = _only(around, several, chosen)

    def _which(self, several: Several, around: Around) -> str:
        answer = self._company.ask(str(several))
        if answer is None:
            raise several
        if answer.strip().casefold() in CANCEL:
            raise Cancelled
        return somebody(_among(around, several), answer.strip())

    # --- looking

    def _look(self, look: Look) -> None:
        match look.topic:
            case "help":
                self._say(helping.about(look.rest) if look.rest else helping.overview())
            case "repeat":
                new = self._hear()
                if not new:
                    for said in self._last:
                        self._company.tell(said)
            case "minutes":
                self._hear()
                written = self._source.ask("minutes", meeting=self.meeting, format="txt")
                self._say(written.rstrip("\n").split("\n"))
            case topic:
                self._hear()
                self._say(self._source.ask("look", meeting=self.meeting, topic=topic))

    # --- acting

    def _act(self, act: Act, around: Around) -> None:
        said = self._complete(act, around)
        if act.action == "close":
            self._sure(_("Close the meeting? Its outcomes go on record, and nothing is undone after that. (yes or no)"))
        answer = self._source.ask("act", meeting=self.meeting, action=act.action, said=said, by=self._by, cmd=new_cmd())
        if not self._hear():
            self._say(answer.split("\n"))

    def _complete(self, act: Act, around: Around) -> dict[str, Any]:
        """Return all that an act needs, after asking for what is missing; first it is tried whether it can be done at all."""
        said = dict(act.said)
        self._check_hand(act, said, around)
        asked = missing.question(act.action, said, around)
        if asked and (trial := missing.tried(act.action, said, around)):
            self._source.ask("would", meeting=self.meeting, action=act.action, said=trial, by=self._by)
        skipped: set[str] = set()
        while asked := missing.question(act.action, {**said, **dict.fromkeys(skipped)}, around):
            answer = self._company.ask(asked.asks, unseen=asked.unseen)
            if answer is None:
                if asked.may_skip:
                    skipped.add(asked.option)
                    continue
                raise missing.lacking(act.action, asked)
            if answer.strip().casefold() in CANCEL:
                raise Cancelled
            if asked.may_skip and answer.strip() == missing.SKIP:
                skipped.add(asked.option)
                continue
            try:
                said[asked.option] = missing.answered(asked, answer, around)
            except Refused as refusal:  # so it is asked once more
                self._company.refuse(str(refusal))
        return said

    def _check_hand(self, act: Act, said: dict[str, Any], around: Around) -> None:
        """Raise or lower, where it was said which, only what is not so already."""
        up = said.pop("hand", None)
        person = said.get("person", around.me or around.now)
        if up is None or not person:
            return
        if up == (person in around.hands):
            name = around.people.get(person, person)
            raise Refused(
                _("{name}'s hand is up already.", name=name) if up else _("{name}'s hand is not up.", name=name)
            )

    def _sure(self, question: str) -> None:
        answer = self._company.ask(question)
        if answer is not None and answer.strip().casefold() not in (_("yes"), _("y")):
            raise Cancelled

    # --- telling

    def _hear(self) -> list[Said]:
        try:
            new = self.news()
        except Away:
            return []
        for said in new:
            self._company.tell(said)
        return new

    def _say(self, lines: list[str]) -> None:
        self._last = [Said(kind="answer", text=line, meeting=self.meeting) for line in lines]
        for said in self._last:
            self._company.tell(said)


def _among(around: Around, several: Several) -> Around:
    """Return those alone who could be meant."""
    return Around(people=several.those, here=tuple(several.those), today=around.today)


def _only(around: Around, several: Several, chosen: str) -> Around:
    """Return what is around without the namesakes of who was chosen."""
    from msgspec.structs import replace

    gone = {i for i in several.those if i != chosen}
    return replace(
        around,
        people={i: n for i, n in around.people.items() if i not in gone},
        others={i: n for i, n in around.others.items() if i not in gone},
        here=tuple(i for i in around.here if i not in gone),
    )
