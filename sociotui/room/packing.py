"""Packing: snapshots as messages. Of each a client is sent what it has not got yet; what many see is encoded once."""

import re
from bisect import bisect_right
from collections import OrderedDict
from itertools import count
from typing import Any

from msgspec import UNSET, Raw, Struct, UnsetType
from msgspec.structs import replace

from sociotui.domain.event import Event
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_events import MeetingHeld, PersonForgotten
from sociotui.domain.storing import stored
from sociotui.journal.places import ORGANISATION
from sociotui.journal.port import JournalError
from sociotui.room.home import Done, Home
from sociotui.room.messages import encode
from sociotui.room.port import Snapshot
from sociotui.room.wire import Changed, Did, Grown, Whole

_EVENTS = 512
"""How many of the organisation's latest events are at hand; who has missed more is sent all of it."""
_MEETINGS = 256
"""How many meetings are kept encoded; one that is encoded again costs some time, and nothing else."""
_TOTALS = re.compile(rb',"totals":\{[^{}]*\}')
"""Speaking time by person, in a meeting's record as JSON. In a text its quotes would be escaped, so that none is meant."""


class Stand(Struct, frozen=True, eq=False):
    """An organisation, and by which events it came from others of the same `epoch`: those from `floor` to `head`.

    `events` are the events above `floor`, each with its number.
    """

    organisation: Organisation
    epoch: int
    head: int = 0
    floor: int = 0
    events: tuple[tuple[int, bytes], ...] = ()


class Recent:
    """What has happened to a home's organisation lately. For one thread: the one that the home belongs to."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._epochs = count(1)
        self._edition = -1
        self._stand = Stand(Organisation(), 0)

    def stand(self, organisation: Organisation) -> Stand:
        """Return how `organisation`, the one that the home has now, came to be. An older one has come from nowhere."""
        if organisation is not self._stand.organisation:
            try:
                now = self._follow(organisation)
            except JournalError:  # whoever looks at the home is told; what is here can be seen
                now = None
            if now is None:
                return Stand(organisation, next(self._epochs))
            self._stand = now
        return self._stand

    def _follow(self, organisation: Organisation) -> Stand | None:
        if self._home.organisation() is not organisation:
            return None
        before, mark = self._stand, self._home.journal.mark(ORGANISATION)
        new = self._home.journal.read(ORGANISATION, before.head) if before.epoch else ()
        new = [recorded for recorded in new if recorded.seq <= mark.head]
        # In another edition, and after a name was replaced, older events are others than those that were sent.
        anew = mark.edition != self._edition or mark.head < before.head
        if not before.epoch or anew or any(isinstance(r.event, PersonForgotten) for r in new):
            self._edition = mark.edition
            return Stand(organisation, next(self._epochs), mark.head, mark.head)
        events = before.events + tuple((r.seq, encode(_of_nobody(r.event))) for r in new)
        floor = events[-_EVENTS - 1][0] if len(events) > _EVENTS else before.floor
        return Stand(organisation, before.epoch, mark.head, floor, events[-_EVENTS:])


def _of_nobody(event: Event) -> Event:
    """Return an event without how long each person spoke: what a mirror shows of it is worked out here, not there."""
    if isinstance(event, MeetingHeld) and event.held.totals:
        return replace(event, held=replace(event.held, totals={}))
    return event


class Held:
    """What one client has got."""

    def __init__(self) -> None:
        self.organisation = (0, 0)
        self.meetings: frozenset[int] = frozenset()
        self.snapshot: Snapshot | None = None
        self.caps: frozenset[str] = frozenset()


class Packer:
    """Packs snapshots for all clients of a server. For one thread: the one that writes to them."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._meetings: OrderedDict[int, tuple[Meeting, int, Raw]] = OrderedDict()
        self._whole: tuple[Any, Raw] = (None, Raw())
        self._due: tuple[Any, Raw] = (None, Raw())

    def pack(self, snapshot: Snapshot, stand: Stand, caps: frozenset[str], held: Held) -> bytes | None:
        """Return what a client has to be sent that holds that; None where it has everything. It holds it all afterwards."""
        before = held.snapshot
        seen = [m for m in (snapshot.meeting, *snapshot.under_way) if m is not None]
        packed = dict(map(self._packed, seen))
        changes: dict[str, Any] = {
            "organisation": self._organisation(stand, held),
            "meetings": {n: raw for n, raw in packed.items() if n not in held.meetings},
        }
        if before is None or snapshot.meeting is not before.meeting:
            changes["meeting"] = self._number(snapshot.meeting)
        if before is None or not _same(snapshot.under_way, before.under_way):
            changes["under_way"] = tuple(map(self._number, snapshot.under_way))
        if before is None or snapshot.due is not before.due:
            changes["due"] = self._packed_due(snapshot)
        for name in ("today", "news", "acts", "said", "trouble", "presence", "lost_since", "mine", "talks"):
            if before is None or getattr(snapshot, name) != getattr(before, name):
                changes[name] = getattr(snapshot, name)
        if caps != held.caps:
            changes["caps"] = tuple(sorted(caps))
        held.snapshot, held.meetings, held.caps = snapshot, frozenset(packed), caps
        held.organisation = stand.epoch, stand.head
        changed = Changed(**changes)
        return None if changed == Changed() else encode(changed)

    def done(self, done: Done, held: Held) -> Did:
        """Return the answer to an act for a client that holds that."""
        seen = held.snapshot.meeting if held.snapshot else None
        number = self._number(seen) if seen == done.meeting else 0
        known = number in held.meetings
        events: Any = done.events
        return Did(events, number if known else 0, None if known else done.meeting)

    def _organisation(self, stand: Stand, held: Held) -> Raw | UnsetType:
        epoch, head = held.organisation
        if (epoch, head) == (stand.epoch, stand.head):
            return UNSET
        if epoch == stand.epoch and stand.floor <= head < stand.head:
            since = bisect_right(stand.events, head, key=lambda event: event[0])
            return Raw(encode(Grown(events=tuple(Raw(event) for _number, event in stand.events[since:]))))
        if self._whole[0] is not stand.organisation:
            made = stored(stand.organisation)
            parts = {name: _TOTALS.sub(b"", part) if name == "held" else part for name, part in made.parts.items()}
            self._whole = stand.organisation, Raw(encode(Whole(main=_TOTALS.sub(b"", made.main), parts=parts)))
        return self._whole[1]

    def _packed_due(self, snapshot: Snapshot) -> Raw:
        if self._due[0] is not snapshot.due:
            self._due = snapshot.due, Raw(encode(snapshot.due))
        return self._due[1]

    def _packed(self, meeting: Meeting) -> tuple[int, Raw]:
        found = self._meetings.get(id(meeting))
        if found is None:
            found = self._meetings[id(meeting)] = meeting, next(self._numbers), Raw(encode(meeting))
            if len(self._meetings) > _MEETINGS:
                self._meetings.popitem(last=False)
        else:
            self._meetings.move_to_end(id(meeting))
        return found[1:]

    def _number(self, meeting: Meeting | None) -> int:
        return 0 if meeting is None else self._packed(meeting)[0]


def _same(some: tuple[Meeting, ...], others: tuple[Meeting, ...]) -> bool:
    return len(some) == len(others) and all(one is other for one, other in zip(some, others, strict=True))
