"""A home with many meetings that were held, made without holding each."""

from pathlib import Path

from msgspec.structs import replace

from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.event import Event
from sociotui.domain.events import MeetingSealed
from sociotui.domain.organisation_events import MeetingHeld, TurnsDiscarded
from sociotui.journal.coder import Coder
from sociotui.journal.port import Batch
from sociotui.journal.stream import Stream
from tests.homes import home_in
from tests.room.holding import held


def many(folder: Path, number: int) -> Path:
    """Return a home in `folder` in which `number` meetings were held: one really, and copies called garden-1, garden-2, …"""
    home = home_in(folder / "home")
    id_ = held(home)
    meeting, record = home.course(id_).meeting, home.organisation().held[id_]
    assert meeting
    home.close()
    coder = Coder(AnyEvent)
    names = [f"garden-{n}" for n in range(1, number)]
    for name in names:
        _append(
            home.folder / "meetings" / f"{name}.journal", coder, MeetingSealed(at=1, meeting=replace(meeting, id=name))
        )
    events: list[Event] = []
    for name in names:
        events.append(MeetingHeld(at=1, held=replace(record, id=name, sealed=False), starts=(), backlog=()))
        events.append(TurnsDiscarded(at=1, meeting=name))
    _append(home.folder / "organisation.journal", coder, *events)
    return home.folder


def _append(path: Path, coder: Coder, *events: Event) -> None:
    stream = Stream(path, coder, lock_wait=1, notices=[])
    before = stream.read(0)
    stream.append(before[-1].seq if before else 0, [Batch("many", "zoe", events)])
    stream.close()
