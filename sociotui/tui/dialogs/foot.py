"""The foot of the workbench: what helps or was refused, the last stops, and the keys."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from sociotui.domain.dialects import ENDING_WAYS, Way
from sociotui.tui.dialogs.form import Accept
from sociotui.tui.widgets.lines import clip, wrap
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp

_MOST_TOLD = 4
"""Rows that a refusal may take at the most."""
_HINTS = {
    "ways": _("Understand it; relate it to our aim; choose a way."),
    "field-text": _("Each change shows below. Enter begins a new line."),
    "field-until": _("As year-month-day, like 2027-03-01."),
    "field-back": _("As year-month-day, like 2027-03-01."),
    "field-what": _("What would tell us that it comes true?"),
    "field-stop": _("At this value we stop, and look at it again."),
    "field-watch": _("It is looked at with the review."),
    "field-owner": _("The arrows choose."),
    "field-to": _("The arrow to the right completes a name."),
    "field-agreed": _("Space marks who has said so."),
    "stuck": _("First a round; then a helping or the broader circle."),
}
"""What helps where the focus is, by that widget's id, in a line that fits a narrow screen."""


class Stop(Accept):
    """One of the last stops: enter or space does what it says."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "screen.enter", show=False)]


class Foot(Vertical):
    """Shows a sentence, the stops “accept”, “release” and “stuck”, and as many keys as fit."""

    app: "SociotuiApp"

    def compose(self) -> ComposeResult:
        """Lay out the sentence, the stops and the keys."""
        yield Static("", id="told", markup=False)
        with Horizontal(id="stops"):
            yield Stop("", id="accept", markup=False)
            yield Stop("", id="release", markup=False)
            yield Stop(f" {_('We are stuck')} ", id="stuck", markup=False)
        yield Static("", id="keys", markup=False)

    def label(self, accept: str, release: str, *, stuck: bool) -> None:
        """Say what the stops do; without a label there is no “release”."""
        for id_, label in (("accept", accept), ("release", release)):
            self.query_one(f"#{id_}", Stop).update(self._spelt(f" {label} "))
        self.query_one("#release").display = bool(release)
        self.query_one("#stuck").display = stuck

    def tell(self, sentence: str, width: int, *, refused: bool) -> int:
        """Show what helps, on one row, or why something was refused, on as many as it takes; return the rows."""
        lines = wrap(sentence, width)[:_MOST_TOLD] if refused else [clip(sentence, width)]
        told = self.query_one("#told", Static)
        told.set_class(refused, "-refused")
        told.styles.height = len(lines)
        told.update(self._spelt("\n".join(lines)))
        return len(lines)

    def show_keys(self, keys: Sequence[tuple[int, str]], width: int) -> None:
        """Show keys, given with their ranks, in one line of `width` cells."""
        self.query_one("#keys", Static).update(self._spelt(key_line(keys, width)))

    def _spelt(self, text: str) -> str:
        """Return a text in the signs that this terminal has."""
        return text.translate(self.app.signs.spelling)


def hint(at: str, way: Way | None) -> str:
    """Return what helps at the widget of that id, where a way is open, or none because an objection is let go of."""
    if at == "accept" and way:
        if way in ENDING_WAYS:
            return _("The item ends here with this as its outcome.")
        return _("A new version is read out, and consent asked anew.")
    at = "field-agreed" if at.startswith("agreed-") else at
    return _(_HINTS[at]) if at in _HINTS else ""


def keys(at: int, count: int) -> list[tuple[int, str]]:
    """Return the keys in the order in which they are shown, each with its rank; at which (from 0) of `count` objections."""
    other = [(2, _("ctrl+n: objection {n}", n=(at + 1) % count + 1))] if count > 1 else []
    return [(0, _("esc: leave")), (3, _("tab: next")), (1, _("ctrl+s: accept")), *other, (4, _("ctrl+r: read"))]


def key_line(keys: Sequence[tuple[int, str]], width: int) -> str:
    """Return keys in one line of `width` cells; where not all fit, those with the highest rank are left out first."""
    kept: list[tuple[int, str]] = []
    for rank, key in sorted(keys):
        if cell_len(" · ".join(text for _rank, text in [*kept, (rank, key)])) <= width:
            kept.append((rank, key))
    return " · ".join(text for rank, text in keys if (rank, text) in kept)
