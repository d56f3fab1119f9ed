"""systemd: what it hands over (sockets) and wants to be told (ready, alive, stopping); nothing of it where there is none."""

import logging
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field

log = logging.getLogger("sociotui.served")
FIRST = 3
"""The descriptor of the first socket that systemd hands over; the others follow."""


@dataclass
class Manager:
    """The service manager that started this process, if one did.

    `unix` and `tcp` are the listening sockets that it holds for this service; `alive_every` is how often, in seconds,
    it wants to hear that all is well; None where it doesn't.
    """

    unix: list[socket.socket] = field(default_factory=list)
    tcp: list[socket.socket] = field(default_factory=list)
    alive_every: float | None = None
    _notify: str = ""

    def tell(self, *lines: str) -> None:
        """Tell it something: `READY=1`, `STOPPING=1`, `WATCHDOG=1`, `STATUS=…`; where it has gone that goes on record."""
        if not self._notify:
            return
        # A name that begins with @ is one of Linux's abstract ones.
        address = "\0" + self._notify[1:] if self._notify.startswith("@") else self._notify
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as to:
                to.connect(address)
                to.sendall("\n".join(lines).encode())
        except OSError as error:  # no reason to leave anybody's terminal as it is
            log.warning("systemd can't be told “%s”: %s", lines[0], error)

    @property
    def activates(self) -> bool:
        """True where it holds the sockets, and starts this again when somebody comes."""
        return bool(self.unix or self.tcp)


def manager(environ: Mapping[str, str], pid: int | None = None) -> Manager:
    """Return what systemd says in the environment to this process (`pid`); to another one nothing is said."""
    own = str(os.getpid() if pid is None else pid)
    found = Manager(_notify=environ.get("NOTIFY_SOCKET", ""))
    micro = environ.get("WATCHDOG_USEC", "")
    if micro.isdigit() and int(micro) and environ.get("WATCHDOG_PID", own) == own:
        found.alive_every = int(micro) / 2_000_000  # twice as often as it waits
    if environ.get("LISTEN_PID") == own and environ.get("LISTEN_FDS", "").isdigit():
        for fd in range(FIRST, FIRST + int(environ["LISTEN_FDS"])):
            os.set_inheritable(fd, False)
            each = socket.socket(fileno=fd)
            each.setblocking(False)
            (found.unix if each.family == socket.AF_UNIX else found.tcp).append(each)
    return found
