"""The two kinds of events that the journal's tests record, and read again; journals don't know the real ones."""

from collections.abc import Callable

from sociotui.domain.event import Event
from sociotui.journal.port import Journal

Open = Callable[[], Journal]


class Said(Event, frozen=True):
    """Somebody said something; any text goes."""

    text: str
    turn: int = 0


class Agreed(Event, frozen=True):
    """Somebody agreed to something."""

    persons: tuple[str, ...] = ()


Any = Said | Agreed


def said(*texts: str) -> list[Event]:
    """Return an event for each of `texts`."""
    return [Said(at=1_700_000_000_000 + number, text=text) for number, text in enumerate(texts)]


def texts(journal: Journal, stream: str, after: int = 0) -> list[str]:
    """Return what was said in `stream`, in order."""
    return [each.event.text for each in journal.read(stream, after) if isinstance(each.event, Said)]
