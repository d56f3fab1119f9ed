"""Reading out: an appreciation that was said between meetings is heard by all, and has its answer by that. Pure."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sociotui.domain import events
from sociotui.domain.event import Event
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.unfolding import Handlers
from sociotui.domain.voice import VoiceCard
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.domain import commands

HANDLERS = Handlers()


def unread(m: Meeting) -> tuple[VoiceCard, ...]:
    """Return the appreciations that wait to be read out: those that are neither read out yet, nor an item of the agenda."""
    items = {item.voice.id for item in m.agenda if item.voice}
    voices = (offer.voice for offer in m.offers if offer.voice)
    return tuple(v for v in voices if v.kind == "appreciation" and v.id not in m.read_out and v.id not in items)


def read_out(m: Meeting, c: "commands.ReadOut", at: int) -> Iterator[Event]:
    """Note that an appreciation was read out."""
    there = unread(m)
    if not there:
        raise Refused(_("No appreciation waits to be read out. One can be said here at once, to whom it is for."))
    voice = next((v for v in there if v.id == c.voice), None) if c.voice else there[0]
    if voice is None:
        raise unknown(_("appreciation"), c.voice, [v.id for v in there])
    yield events.VoiceReadOut(at=at, voice=voice.id)


@HANDLERS.on(events.VoiceReadOut)
def _read_out(m: Meeting, e: events.VoiceReadOut) -> Meeting:
    return replace(m, read_out=(*m.read_out, e.voice))
