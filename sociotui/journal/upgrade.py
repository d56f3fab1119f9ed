"""Upgrade: the lines of a file in a former format, as they stand in today's."""

from collections.abc import Iterable

from sociotui.journal.chain import forge
from sociotui.journal.lines import HEADER, ROOT, frame


def upgraded(bodies: Iterable[bytes]) -> bytes:
    """Return all of a file with lines that hold `bodies`, the JSON of those after the first of a former one."""
    lines, link = [HEADER], ROOT
    for body in bodies:
        line = forge(link, body)
        lines.append(frame(line))
        link = line.link
    return b"".join(lines)
