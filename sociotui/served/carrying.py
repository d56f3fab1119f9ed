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
        case wire.Formats():
            return room.formats(request.circle)
        case wire.ItemFormats():
            return room.item_formats(request.circle)
        case wire.Answer():
            cmd = own_cmd(room.me, request.cmd)
            return room.answer(request.decision, request.person, request.reason, request.version, cmd)
        case wire.Minutes():
            return room.minutes()
        case wire.Finish():
            return room.finish(request.follow_up, own_cmd(room.me, request.cmd))
