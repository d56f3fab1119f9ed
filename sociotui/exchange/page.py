"""A page for people to read, as the blocks it has from top to bottom; what it is written in is the writers' concern."""

from typing import NamedTuple


class Title(NamedTuple):
    """What the page is; once, at its top."""

    text: str


class Lead(NamedTuple):
    """A line below a title or heading that says what sort of thing follows."""

    text: str


class Heading(NamedTuple):
    """The title of a part, and its number where it has one."""

    text: str
    number: int = 0


class Subheading(NamedTuple):
    """The title of an entry within a part, a level below `Heading`."""

    text: str


class Line(NamedTuple):
    """A line or more of text; `strong` where it leads on to what follows."""

    text: str
    strong: bool = False


class Wording(NamedTuple):
    """Somebody's exact words, set apart; each line of it stays a line."""

    text: str


class Points(NamedTuple):
    """A list."""

    entries: tuple[str, ...]


class Facts(NamedTuple):
    """Pairs of a label and what it is."""

    entries: tuple[tuple[str, str], ...]


class Table(NamedTuple):
    """Rows of cells, each row with as many of them as `head` has; a cell may be empty, or of several lines."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Title | Lead | Heading | Subheading | Line | Wording | Points | Facts | Table
