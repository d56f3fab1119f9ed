"""The viewer: who looks on at a live meeting, what is asked of them, and what only they may see of it."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from sociotui.domain.commentary import Told
from sociotui.domain.meeting import Meeting
from sociotui.domain.selection import Nomination
from sociotui.room.calls import NEEDED, Call, answers_at_once, awaited, call_of, leads, told
from sociotui.room.port import Presence, Room, Snapshot


class Viewer(Struct, frozen=True, kw_only=True):
    """Who looks on, at a terminal of their own: `me`, what is asked of them and how that is `said`; "" where all look on.

    `leads`: they facilitate or write, and act for those without a terminal, too. `mine` is what they have nominated while
    it is hidden. `presence` tells who else has a terminal, `gone` at what time of day whose connection went. `lost` says that the connection is gone: what is shown may be
    old; `waits` counts what was asked for and has no answer yet. `why` is how much of the commentary they see.
    """

    me: str = ""
    call: Call = ""
    said: str = ""
    leads: bool = False
    mine: Mapping[str, Nomination] = {}
    presence: Mapping[str, Presence] = {}
    gone: Mapping[str, str] = {}
    lost: bool = False
    waits: int = 0
    why: Told = "nothing"

    @property
    def needed(self) -> bool:
        """True where the others wait for this person."""
        return self.call in NEEDED


NOBODY = Viewer()
"""All look on together."""


def voiceless(m: Meeting, viewer: Viewer) -> str:
    """Return whom the meeting waits for who has no terminal, so that whoever leads enters it for them; "" for nobody."""
    if not viewer.leads:
        return ""
    speaking = m.round.speaking if m.round and not answers_at_once(m) else ""
    return next((p for p in (speaking, *awaited(m)) if p and p != viewer.me and p not in viewer.presence), "")


def viewer_of(m: Meeting, room: Room, snapshot: Snapshot, spoken: Callable[[str], str]) -> Viewer:
    """Return who looks on in `room` at `m`; `spoken` puts their keys into a sentence."""
    gone = {
        p: f"{room.clock.local(at):%H:%M}"
        for p, at in snapshot.lost_since.items()
        if snapshot.presence.get(p) == "lost"
    }
    if not room.own:
        return Viewer(presence=snapshot.presence, gone=gone, lost=snapshot.lost, waits=snapshot.pending)
    me = room.me
    call = call_of(m, me)
    return Viewer(
        me=me,
        call=call,
        said=spoken(told(call, m.name(me))),
        leads=leads(m, me),
        mine=snapshot.mine,
        presence=snapshot.presence,
        gone=gone,
        lost=snapshot.lost,
        waits=snapshot.pending,
    )
