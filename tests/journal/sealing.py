"""What the tests of sealing share: an event to seal with, and the line that comes of it."""

from sociotui.journal.tiny import TinyJournal

from .conftest import STREAM
from .events import Said

ALL = Said(at=9, text="all of it")
DOCUMENT = '{"v":2,"cmd":"seal","actor":"ana","event":{"is":"Said","text":"all of it","at":9},"sealed":true}'
SEALED = b'{"put":{"_default":{"4":%s}}}' % DOCUMENT.encode()


def seal(journal: TinyJournal, expected: int = 3) -> int:
    """Seal `STREAM`, and return its head."""
    return journal.seal(STREAM, expected, ALL, cmd="seal", actor="ana").head
