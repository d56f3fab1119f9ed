"""Following: a meeting told line by line as it goes on, until it closes."""

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from sociotui.room.by_ear.source import Away, Source, Watched
from sociotui.words import _

VERSION = 1
"""Of the objects that are told: fields may be added; those that are there keep their meaning."""


class Said(Struct, frozen=True, kw_only=True):
    """One line for whoever listens. `kind`: how it stood at first, an act, or the connection. `line` tells where the meeting stands then."""

    kind: str
    text: str
    meeting: str = ""
    act: int = 0
    at: int = 0
    line: dict[str, Any] | None = None

    def as_object(self) -> dict[str, Any]:
        """Return it for scripts."""
        told = {"version": VERSION, "kind": self.kind, "meeting": self.meeting, "act": self.act}
        line = self.line or {}
        return told | {
            "at": self.at or None,
            "said": self.text,
            "events": line.get("events", []),
            "step": {"id": line["step"], "item": line["item"], "title": line["title"]} if line else None,
            "now": line.get("now") or None,
            "next": line.get("next") or None,
            "closed": line.get("closed", False),
        }


class Follower:
    """Hears a meeting of `source`; "" is the one under way."""

    def __init__(self, source: Source, meeting: str = "") -> None:
        self._source = source
        self.meeting = meeting
        self._acts = -1
        self.closed = False
        self._lost = False

    def find(self, *, patient: bool = False) -> bool:
        """Find the meeting that is meant; False where none is under way yet and one is `patient`. Raises Refused."""
        found = self._source.ask("hear", meeting=self.meeting, after=-2, patient=patient)
        if found is None:
            return False
        self.meeting = found["meeting"]
        self._source.listen_to(self.meeting)
        return True

    def news(self) -> Iterator[Said]:
        """Yield what there is to hear since the last time; at first how it stands."""
        try:
            heard = self._source.ask("hear", meeting=self.meeting, after=self._acts)
        except Away:
            heard = None
        if (heard is None or self._source.lost) != self._lost:
            self._lost = not self._lost
            yield Said(kind="connection", text=_lost() if self._lost else _("It is there again."), meeting=self.meeting)
        if heard is None:
            return
        if self._acts < 0:
            yield from (self._standing(text, heard) for text in heard["standing"])
        closed = heard["where"]["closed"]
        told_end = closed and self._acts < 0
        for line in heard["heard"]:
            told_end = told_end or line["closed"]
            yield Said(kind="act", text=line["said"], meeting=self.meeting, act=line["act"], at=line["at"], line=line)
        if closed and not told_end:
            yield self._standing(_("The meeting is closed."), heard)
        self._acts, self.closed = heard["acts"], closed

    def _standing(self, text: str, heard: dict[str, Any]) -> Said:
        return Said(kind="standing", text=text, meeting=self.meeting, act=heard["acts"], line=heard["where"])


def _lost() -> str:
    return _("The server does not answer; this waits until it does.")


def follow(follower: Follower, watched: Watched, wait: Callable[[Watched], Any], tell: Callable[[Said], None]) -> bool:
    """Tell all that is heard until the meeting closes; False where one of the files ended it, as nobody listens any more."""
    while True:
        for said in follower.news():
            tell(said)
        if follower.closed:
            return True
        if wait(watched):
            return False
