"""Callers: who sends somebody on an errand in a home, and what they may ask for by that."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from sociotui.domain.course import Course, opened
from sociotui.domain.event import Command
from sociotui.domain.refusal import Refused
from sociotui.hashing import blake2b
from sociotui.room.identity import Identity, account, at_keyboard
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.domain.changes import ChangeStructure, UndoChange
    from sociotui.room.home import Home

Said = Mapping[str, Any]
"""What an errand is given, by name: plain values."""


class Caller:
    """Who sends somebody on an errand: at this laptop, or as a server's door says.

    `wired` have a terminal of their own, and `lost` had one whose connection went. `me` is asked for who acts at this
    laptop where it is not said, as the account's settings have it; at a server nobody is asked.
    """

    def __init__(
        self,
        home: "Home",
        identity: Identity | None = None,
        wired: frozenset[str] = frozenset(),
        lost: frozenset[str] = frozenset(),
        me: Callable[[], str] = str,
    ) -> None:
        self._home = home
        self._identity = identity
        self._wired, self._lost = wired, lost
        self._me = me

    @cached_property
    def identity(self) -> Identity:
        """Who it is; at this laptop, the person whose login this account is."""
        return self._identity or Identity(person=at_keyboard(self._home.organisation(), account(), self._me()))

    def actor(self, by: str) -> str:
        """Return who acts: the person named with --by, where one may say so, else oneself."""
        by = by or self._usual()
        if not by or by == self.identity.person:
            return self.identity.person
        if not self.identity.for_everybody:
            raise Refused(
                _(
                    "On this server everybody acts as themselves, and it knows you as {me}. Leave --by out.",
                    me=self.identity.person,
                )
            )
        from sociotui.domain.calling import person_meant

        o = self._home.founded()
        return o.person(person_meant(o.names, by)).id

    def _usual(self) -> str:
        """Return who acts at this laptop where nobody says so; "" for whose the account is, and where nobody is known yet."""
        return self._me() if self._identity is None and self._home.organisation().people else ""

    def own(self, said: Said) -> Said:
        """Return what somebody says, with an id of the command, where there is one, that they alone can name."""
        cmd = said.get("cmd")
        return {**said, "cmd": own_cmd(self.identity.person, cmd)} if isinstance(cmd, str) and cmd else said

    def allow(self, command: Command, course: Course) -> Command:
        """Return a command as it may be given here; refuses where this person may not."""
        if self.identity.door == "laptop":
            return command
        from sociotui.room.rights import allow

        return allow(
            command,
            self.identity,
            opened(course),
            self._home.organisation(),
            self._wired,
            lost=self._lost,
            last=course.last,
        )

    def allow_change(self, command: "ChangeStructure | UndoChange") -> None:
        """Refuse a change of the structure that this person may not make."""
        if not self.identity.for_everybody:
            from sociotui.room.structure_rights import allow_change

            allow_change(command, self.identity, self._home)

    def allow_between(self, what: Any, about: str = "") -> None:
        """Refuse what this person may not do between meetings."""
        if not self.identity.for_everybody:
            from sociotui.room.rights import allow_between

            allow_between(what, self.identity, self._home.organisation(), about, self._home.clock.today())


def own_cmd(person: str, cmd: str) -> str:
    """Return the id under which a command is recorded that `person` sends as `cmd`.

    The same one makes the same one at any time, here and by a server; but nobody can hit upon another's, nor upon one
    that the program gives itself, to have it taken for done.
    """
    return blake2b(f"{person}\n{cmd}".encode(), digest_size=8).hexdigest()


class Sent(Struct, frozen=True, eq=False):
    """Somebody sent on an errand: where it is done, who sends them, and with what."""

    home: "Home"
    caller: Caller
    said: Said
