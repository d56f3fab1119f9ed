"""Pages: a lesson's page as lines in a column that reads well, in the middle of whatever width there is."""

from collections.abc import Callable

from rich.cells import cell_len

from sociotui.domain.lessons import Answer, Lesson, Page, told, verdict
from sociotui.tui.signs import Signs
from sociotui.tui.widgets.lines import Line, clip, spread, wrap
from sociotui.tui.widgets.pane import Pane
from sociotui.words import _

MEASURE = 66
"""Cells of a line: with 60 to 68, the eye finds the next one without looking for it."""
Spoken = Callable[[str], str]


class CountLine(Pane):
    """What this screen is, and how many of how many one has read."""

    left: str = ""
    which: str = ""
    right: str = ""

    def content(self, width: int, height: int) -> list[Line]:
        """Return the line."""
        which = clip(self.which, max(0, width - cell_len(self.left) - cell_len(self.right) - 6))
        return [spread(((f" {self.left}", "now"), (f"  {which}", "dim")), ((f"{self.right} ", "dim"),), width)]


def measure(width: int) -> int:
    """Return the cells that a line of text takes where there are `width`."""
    return min(MEASURE, max(2, width))


def laid(
    lesson: Lesson, number: int, answer: Answer | None, spoken: Spoken, signs: Signs
) -> Callable[[int], list[Line]]:
    """Return what lays a page of a lesson out; `number` counts from 0, `answer` is how somebody has judged it."""
    page = lesson.leaves[number]
    of = f"{number + 1}/{len(lesson.leaves)}" if len(lesson.leaves) > 1 else ""

    def lay(width: int) -> list[Line]:
        wide = measure(width)
        left = " " * ((width - wide) // 2)
        first, *more = wrap(page.title, wide - len(of) - 1)
        lines = [spread(((first, "now"),), ((of, "dim"),), wide), *(((line, "now"),) for line in more)]
        lines += _body(page, answer, spoken, signs, wide)
        return [((left, "plain"), *line) for line in lines]

    return lay


def _body(page: Page, answer: Answer | None, spoken: Spoken, signs: Signs, width: int) -> list[Line]:
    lines: list[Line] = []
    judged = False
    for kind, paragraph in told(page, answer or ""):
        if kind in ("fits", "other") and not judged and answer:
            judged = True
            lines += [(), *_indented(verdict(page, answer), "", "strong", width)]
        else:
            lines.append(())
        first, style = (f"{signs.at} ", "key") if kind == "do" else ("", "plain")
        lines += _indented(spoken(paragraph), first, style, width)
    if page.answers and not answer:
        lines += [(), *_indented(spoken(_asked(page)), f"{signs.at} ", "key", width)]
    return lines


def _asked(page: Page) -> str:
    both = _(", ‹power-both› something of both") if page.both else ""
    return _("How do you see it? ‹power-with› power with, ‹power-over› power over{both}.", both=both)


def _indented(paragraph: str, first: str, style: str, width: int) -> list[Line]:
    """Return a paragraph; what stands after its first sign, or after the dash of a list, stands below each other."""
    lines: list[Line] = []
    for row in paragraph.split("\n"):
        mark = "- " if row.startswith("- ") else ""
        indent = len(first) + len(mark)
        for n, line in enumerate(wrap(row.removeprefix("- "), width - indent)):
            before = (first if not lines else " " * len(first)) + (mark if n == 0 else " " * len(mark))
            lines.append(((before, "key"), (line, style)) if before else ((line, style),))
    return lines
