"""The seat: an app sits in one room at a time; to practise it sits in the exercise's, and its own waits for it meanwhile."""

from typing import TYPE_CHECKING

from sociotui.room.calls import RINGING, Summons, summons, told
from sociotui.room.port import Room, Snapshot
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp


class Seat:
    """Where the person of `app` sits: in their own room, or in that of an exercise."""

    def __init__(self, app: "SociotuiApp") -> None:
        self._app = app
        self._own: Room | None = None
        self._heard = ""

    @property
    def away(self) -> bool:
        """True while the app shows an exercise."""
        return self._own is not None

    @property
    def own(self) -> Room:
        """The person's own room, wherever they sit."""
        return self._own or self._app.room

    def sit(self, room: Room) -> None:
        """Sit in another room; what is asked of the person in their own is told there."""
        if self._own is None:
            self._own = self._app.room
            self._heard = self._summons(self._own.snapshot).occasion
        self._take(room)

    def rise(self) -> None:
        """Go back to one's own room, as it is by now."""
        if self._own is not None:
            own, self._own = self._own, None
            self._take(own)

    def _take(self, room: Room) -> None:
        app = self._app
        app.room, app.clock = room, room.clock
        app.snapshot = room.snapshot

    def heed(self, snapshot: Snapshot) -> None:
        """Tell what the person's own room asks of them while they are away; each call once."""
        called = self._summons(snapshot)
        if called.occasion == self._heard:
            return
        self._heard = called.occasion
        if called.meeting and called.call in RINGING:
            if self._app.calling.bell:
                self._app.bell()
            said = told(called.call, called.meeting.name(self.own.me))
            go = _(
                "{said} · {circle}. Your exercise waits: ‹meeting› leads there.",
                said=said,
                circle=called.meeting.circle.name,
            )
            self._app.say(go, warning=True)

    def _summons(self, snapshot: Snapshot) -> Summons:
        return summons(snapshot, self.own.me) if self.own.own else Summons()
