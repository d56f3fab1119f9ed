"""Unpacking: a client's side of what a server packs: the newest snapshot, made of what came and of what was there."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import UNSET, Raw
from msgspec.structs import replace

from sociotui.domain.event import Event
from sociotui.domain.folding import fold_organisation
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.domain.storing import restored
from sociotui.room.frames import Malformed
from sociotui.room.home import Done
from sociotui.room.messages import Message
from sociotui.room.port import Snapshot
from sociotui.room.wire import ANSWERS, Act, Changed, Did, Whole, inside

_AS_THEY_ARE = ("today", "news", "acts", "said", "trouble", "presence", "lost_since", "mine", "talks")


class Unpacker:
    """What one connection has brought so far. Raises Malformed where that does not fit together."""

    def __init__(self) -> None:
        self.seen: Snapshot | None = None
        """What was there to see last."""
        self.caps: frozenset[str] = frozenset()
        """What may be done, by the ids of actions."""
        self._meetings: Mapping[int, Meeting] = {}

    def take(self, changed: Changed) -> Snapshot:
        """Take in what has changed, and return all that there is to see after it."""
        try:
            return self._take(changed)
        except (msgspec.MsgspecError, LookupError, ValueError) as error:
            raise Malformed(f"{type(error).__name__}: {error}") from error

    def answer(self, asked: type[Message], value: Raw) -> Any:
        """Return the answer to a message of that kind."""
        try:
            found = ANSWERS[asked].decode(value)
            return self._done(found) if asked is Act else found
        except (msgspec.MsgspecError, LookupError, ValueError) as error:
            raise Malformed(f"{type(error).__name__}: {error}") from error

    def _take(self, changed: Changed) -> Snapshot:
        known = {**self._meetings, **{n: inside.meeting.decode(raw) for n, raw in changed.meetings.items()}}
        fields: dict[str, Any] = {
            name: value for name in _AS_THEY_ARE if (value := getattr(changed, name)) is not UNSET
        }
        if changed.due is not UNSET:
            fields["due"] = inside.due.decode(changed.due)
        if changed.meeting is not UNSET:
            fields["meeting"] = known[changed.meeting] if changed.meeting else None
        if changed.under_way is not UNSET:
            fields["under_way"] = tuple(known[number] for number in changed.under_way)
        if changed.organisation is not UNSET:
            fields["organisation"] = self._organisation(changed.organisation)
        if self.seen is None and not {"organisation", "today"} <= fields.keys():
            raise Malformed("the first snapshot is not whole")
        snapshot = replace(self.seen, **fields) if self.seen else Snapshot(**fields)
        shown = {id(meeting) for meeting in (snapshot.meeting, *snapshot.under_way)}
        self._meetings = {number: meeting for number, meeting in known.items() if id(meeting) in shown}
        self.caps = self.caps if changed.caps is UNSET else frozenset(changed.caps)
        self.seen = snapshot
        return snapshot

    def _organisation(self, raw: Raw) -> Organisation:
        sent = inside.organisation.decode(raw)
        if isinstance(sent, Whole):
            return restored(sent.main, lambda name: sent.parts[name])
        if self.seen is None:
            raise Malformed("events of an organisation that is not there")
        events: list[Event] = [inside.events.decode(event) for event in sent.events]
        return fold_organisation(self.seen.organisation, events)

    def _done(self, did: Did) -> Done:
        return Done(did.events, did.meeting or self._meetings[did.number])
