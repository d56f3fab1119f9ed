"""Carrying: what comes in by a socket, as what is asked of a room; who asks is what the kernel says, and nothing else."""

from concurrent.futures import Future
from typing import Any

from sociotui.room import wire
from sociotui.room.caller import own_cmd
from sociotui.room.entered import EnteredRoom
from sociotui.room.hub import Hub


def carry(request: wire.Asking, room: EnteredRoom, hub: Hub) -> "Future[Any]":
    """Ask a room for what a message asks for; an act is for the meeting that it names, wherever one has gone since."""
    match request:
        case wire.Act():
            return hub.act(lambda: request.meeting, request.command, room.identity, own_cmd(room.me, request.cmd))
        case wire.Open():
            return room.open(request.opening, own_cmd(room.me, request.cmd))
        case wire.Watch():
            return room.watch(request.meeting)
        case wire.Formats() | wire.Frame() | wire.ItemFormats():
            return _formats(request, room)
        case wire.Reading():
            return room.library()
        case wire.Minutes():
            return room.minutes()
        case wire.Answer() | wire.Prepare() | wire.Speak() | wire.Finish():
            return _between(request, room)
        case wire.Talks() | wire.Talking():
            return _talk(request, room)
        case _:
            return _structure(request, room)


def _formats(request: wire.Formats | wire.Frame | wire.ItemFormats, room: EnteredRoom) -> "Future[Any]":
    """Ask a room for the formats that there are in a circle."""
    match request:
        case wire.Formats():
            return room.formats(request.circle)
        case wire.Frame():
            return room.frame(request.circle)
        case wire.ItemFormats():
            return room.item_formats(request.circle)


def _talk(request: wire.Talks | wire.Talking, room: EnteredRoom) -> "Future[Any]":
    """Ask a room for talks in conflict."""
    if isinstance(request, wire.Talks):
        return room.talks(request.person)
    return room.talk(request.asked, own_cmd(room.me, request.cmd))


def _between(request: wire.Answer | wire.Prepare | wire.Speak | wire.Finish, room: EnteredRoom) -> "Future[Any]":
    """Ask a room for what is done between meetings."""
    cmd = own_cmd(room.me, request.cmd)
    match request:
        case wire.Answer():
            return room.answer(request.decision, request.person, request.reason, request.version, cmd)
        case wire.Prepare():
            return room.prepare(request.command, cmd)
        case wire.Speak():
            return room.speak(request.command, cmd)
        case wire.Finish():
            return room.finish(request.follow_up, cmd, request.how)


def _structure(
    request: wire.Change | wire.TakeBack | wire.Preview | wire.History | wire.StructureOn | wire.Mirror,
    room: EnteredRoom,
) -> "Future[Any]":
    """Ask a room for a change of the structure, for its past, or for the mirror."""
    match request:
        case wire.Change():
            cmd = own_cmd(room.me, request.cmd)
            return room.change(request.edits, decision=request.decision, why=request.why, cmd=cmd)
        case wire.TakeBack():
            return room.take_back(request.change, why=request.why, cmd=own_cmd(room.me, request.cmd))
        case wire.Preview():
            return room.preview(request.edits, take_back=request.take_back)
        case wire.History():
            return room.history(request.circle)
        case wire.StructureOn():
            return room.structure_on(request.day)
        case wire.Mirror():
            return room.mirror(request.asked)
