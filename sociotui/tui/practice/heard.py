"""What was heard in an exercise: who said what since one's last key, and the line that says what one may do."""

from collections.abc import Sequence

from sociotui.domain.meeting import Meeting
from sociotui.domain.practising.state import Heard, Tone
from sociotui.room.practising.telling import said_by
from sociotui.tui.widgets.lines import Line, wrap
from sociotui.tui.widgets.pane import Pane
from sociotui.tui.widgets.scrolled import Scrolled
from sociotui.words import _

_END = 10_000
"""More lines than are ever heard at once."""
_NAMED: dict[Tone, str] = {"objects": "bad", "consents": "good", "interrupts": "key", "you": "now", "passes": "dim"}
"""The style of a name, by how something is said; else it is strong."""


def heard_lines(heard: Sequence[Heard], m: Meeting, width: int) -> list[Line]:
    """Return what was heard as lines: each one's name, how it was said where that is more than saying, and the words."""
    lines: list[Line] = []
    for each in heard:
        who = said_by(each, m)
        first, *rest = wrap(f"{who} {each.text}".strip(), width)
        style = "dim" if each.tone in ("seen", "passes") else "plain"
        named = _NAMED.get(each.tone, "strong")
        lines.append(((first[: len(who)], named), (first[len(who) :], style)) if who else ((first, style),))
        lines += [((f"  {line}", style),) for more in rest for line in wrap(more, width - 2)]
    return lines


class HeardPane(Scrolled):
    """Shows what was said since the learner's last key; what does not fit is moved to with the arrow keys."""

    def write_title(self) -> None:
        """Write the title into the frame."""
        self.entitle(_("Heard"))

    def tell(self, heard: Sequence[Heard], m: Meeting, *, first: bool = False) -> None:
        """Show what was heard; where it does not fit, its end, which asks for the next key; the `first` time its beginning."""
        said = tuple(heard)
        self.fill(lambda width, _height: heard_lines(said, m, width))
        if not first:
            self.action_move(_END)


class HintLine(Pane):
    """What one may do now, in a sentence."""

    text: str = ""

    def tell(self, text: str) -> None:
        """Show a hint, in as many lines as it takes."""
        self.text = text
        width = (self.app.size.width or 80) - 2
        self.styles.height = max(1, min(2, len(wrap(text, width))))
        self.show()

    def content(self, width: int, height: int) -> list[Line]:
        """Return the sentence."""
        return [((f" {line}", "soon"),) for line in wrap(self.text, width - 2)[:height]]
