"""Served: which server has a home, or who else has it open; a stopped server, and how to let it go on."""

import os
from collections.abc import Iterator
from pathlib import Path

from sociotui.journal.lock import holders_in
from sociotui.room.doctor.findings import Finding, few
from sociotui.room.doctor.locks import STOPPED, process_of, since
from sociotui.room.doctor.machine import Machine
from sociotui.room.serving import Serving, server_at
from sociotui.words import _


def check_served(home: Path, machine: Machine) -> Iterator[Finding]:
    """Tell who has a home open, as far as that can be seen from here; nothing where nobody has."""
    server = server_at(home)
    if server is not None:
        yield _server(home, server, machine)
        return
    others = [pid for _how, pid in holders_in(machine.told("locks"), home) if pid != os.getpid()]
    if others:
        named = few([_("process {pid} ({name})", pid=pid, name=_name(pid, machine)) for pid in others])
        yield Finding(group="locks", check="open", level="well", said=_("It is open at the moment: {who}.", who=named))


def _server(home: Path, server: Serving, machine: Machine) -> Finding:
    seen = next((pid for how, pid in holders_in(machine.told("locks"), home) if how == "WRITE"), server.pid)
    process = process_of(seen, machine) if seen else None
    at = str(server.socket or "")
    if process is None:
        said = _(
            "A server has this home that can't be seen from here; it may run in a container. All commands go through "
            "its socket, {socket}.",
            socket=at or _("which it hasn't opened yet"),
        )
        return Finding(group="locks", check="served", level="look", said=said, about=at)
    if process.state in STOPPED:
        said = _(
            "A server has this home: process {pid} ({name}, running since {since}), which is stopped, as ctrl+z does it: "
            "nobody gets any further. Let it go on with “kill -CONT {pid}”; or with “fg”, where it was stopped.",
            pid=process.pid,
            name=process.name,
            since=since(process, machine),
        )
        return Finding(group="locks", check="stopped", level="wrong", said=said, about=at)
    said = _(
        "A server has this home: process {pid} ({name}, running since {since}). All commands here go through its "
        "socket, {socket}.",
        pid=process.pid,
        name=process.name,
        since=since(process, machine),
        socket=at or _("which it hasn't opened yet"),
    )
    return Finding(group="locks", check="served", level="well", said=said, about=at)


def _name(pid: int, machine: Machine) -> str:
    process = process_of(pid, machine)
    return process.name if process else "?"
