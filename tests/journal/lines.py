"""Lines of a journal's file as tests read and write them."""

from pathlib import Path

from sociotui.journal.chain import forge
from sociotui.journal.lines import HEADERS, ROOT, chained, frame, last_line, plain, whole_lines


def add_line(path: Path, body: bytes) -> None:
    """Add a line with `body` to the file at `path`, chained to its last one."""
    data = path.read_bytes()
    last = chained(last_line(data))
    path.write_bytes(data + frame(forge(last.link if last else ROOT, body)))


def bodies_of(path: Path) -> list[bytes]:
    """Return the JSON of all lines in the file at `path` but the first, each of which is whole."""
    data = path.read_bytes()
    bodies, end = whole_lines(data)
    assert end == len(data)
    return bodies[1:]


def line_of(body: bytes) -> bytes:
    """Return a line with `body` as it stands in a file, as long as any other with it."""
    return frame(forge(ROOT, body))


def in_format_1(path: Path) -> bytes:
    """Make the file at `path` one of format 1 with the same JSON in its lines, and return what it holds."""
    data = HEADERS[1] + b"".join(map(plain, bodies_of(path)))
    path.write_bytes(data)
    return data
