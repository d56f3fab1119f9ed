"""Versions: what a version of a wording says, and how it differs from another, as lines that need no colour to be read."""

import re
from collections.abc import Iterable, Iterator

from rich.cells import cell_len, set_cell_size

from sociotui.domain.consent import Version
from sociotui.domain.difference import Piece, difference
from sociotui.domain.effects import until
from sociotui.tui.widgets.lines import Line, Span, width_of, wrap
from sociotui.words import _

GONE = ("[-", "-]")
ADDED = ("{+", "+}")
"""Marks around words: those that are gone always have them; new ones are underlined, where a terminal can do that."""

_PARTS = re.compile(r"\s+|\S+")


def said(version: Version) -> str:
    """Return all that a version says: its wording, its term where the wording does not name it, its measures."""
    day = version.review or until(version.effects)
    lines = [version.text]
    lines += [_("Until {day}.", day=day)] if day and day.isoformat() not in version.text else []
    lines += [_("Measure: {measure}", measure=measure) for measure in version.measures]
    return "\n".join(lines)


def compared(old: Version, new: Version, width: int, *, plain: bool) -> list[Line]:
    """Return what `new` says in lines of `width` cells, with what changed from `old` marked."""
    return marked(difference(said(old), said(new)), width, plain=plain)


def marked(pieces: Iterable[Piece], width: int, *, plain: bool) -> list[Line]:
    """Return pieces as lines of at most `width` cells; `plain` for a terminal that may not underline."""
    return wrapped(_spans(pieces, plain), width)


def _spans(pieces: Iterable[Piece], plain: bool) -> Iterator[Span]:
    marks = {"gone": GONE, "new": ADDED if plain else ("", "")}
    styles = {"gone": "gone", "new": "added"}
    just_gone = False
    for piece in pieces:
        if piece.kind == "same":
            yield piece.text, "plain"
            just_gone = False
            continue
        words = piece.text.strip()
        if not words:  # other blanks, and breaks, are not marked
            if piece.kind == "new":
                yield piece.text, "plain"
            continue
        begin, end = marks[piece.kind]
        before, after = piece.text.split(words)[0], piece.text.rsplit(words, 1)[-1]
        yield (before or " ") if just_gone else before, "plain"
        yield f"{begin}{words}{end}", styles[piece.kind]
        yield after, "plain"
        just_gone = piece.kind == "gone" and not after


def wrapped(spans: Iterable[Span], width: int) -> list[Line]:
    """Return spans broken into lines of at most `width` cells, at blanks where there are any."""
    width = max(2, width)  # no line is narrower than a wide character
    lines: list[Line] = []
    for paragraph in _paragraphs(spans):
        if len(paragraph) == 1 and not paragraph[0][0].startswith(" "):  # most are: nothing in them changes
            text, style = paragraph[0]
            lines += [((line, style),) for line in wrap(text, width)]
        else:
            lines += _wrapped(paragraph, width)
    return lines


def _paragraphs(spans: Iterable[Span]) -> list[list[Span]]:
    paragraphs: list[list[Span]] = [[]]
    for text, style in spans:
        first, *others = text.split("\n")
        paragraphs[-1].append((first, style))
        paragraphs += [[(other, style)] for other in others]
    return [[span for span in paragraph if span[0]] or [("", "plain")] for paragraph in paragraphs]


def _wrapped(spans: Iterable[Span], width: int) -> list[Line]:
    lines: list[list[Span]] = [[]]
    blank: Span = ("", "plain")
    for word in _words(spans):
        first, style = word[0]
        if first.isspace():
            blank = first, style
            continue
        if width_of(lines[-1]) + cell_len(blank[0]) + width_of(word) <= width:
            lines[-1] += [blank, *word] if blank[0] else word
        else:
            if not lines[-1]:
                lines.pop()
            lines += _broken(word, width)
        blank = "", "plain"
    return list(lines)


def _words(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Yield words, of several spans where their style changes within; blanks as words of their own."""
    word: list[Span] = []
    for text, style in spans:
        for part in _PARTS.findall(text):
            if not part.isspace():
                word.append((part, style))
                continue
            if word:
                yield word
                word = []
            yield [(part, style)]
    if word:
        yield word


def _broken(word: list[Span], width: int) -> list[list[Span]]:
    """Return a word on as many lines as it takes; mostly that is one."""
    lines: list[list[Span]] = [[]]
    for text, style in word:
        while text:
            left = width - width_of(lines[-1])
            head = text if cell_len(text) <= left else set_cell_size(text, left).rstrip()
            if head:
                lines[-1].append((head, style))
                text = text[len(head) :]
            if text:
                lines.append([])
    return lines


def changes_only(lines: list[Line], around: int = 1) -> list[Line]:
    """Return lines without those further than `around` from a change; those left out are counted in their place."""
    changed = [n for n, line in enumerate(lines) if any(style in ("added", "gone") for _text, style in line)]
    near = {n + by for n in changed for by in range(-around, around + 1)}
    shown: list[Line] = []
    far: list[Line] = []
    for n, line in enumerate(lines):
        if n not in near:
            far.append(line)
            continue
        shown += [*_counted(far), line]
        far = []
    return shown + _counted(far)


def _counted(lines: list[Line]) -> list[Line]:
    return lines if len(lines) < 2 else [((_("… {n} lines as they were", n=len(lines)), "dim"),)]
