"""Legend: what each sign means, in the signs that this terminal shows."""

from sociotui.tui.signs import Signs
from sociotui.words import _


def legend(signs: Signs) -> dict[str, str]:
    """Return the meaning of each sign; two meanings of one sign stand together."""
    return {
        signs.now: _("speaks now; the step or item that the meeting is at"),
        signs.now_end: _("speaks next"),
        signs.spoken: _("has spoken; consents; done"),
        signs.passed: _("has passed"),
        signs.later: _("comes later in this round"),
        signs.objection: _("objects"),
        signs.hand: _("has a hand up"),
        signs.here: _("here; the circle that meets"),
        signs.open: _("to come; a circle that meets elsewhere"),
        signs.left: _("the round goes to the left"),
        signs.right: _("the round goes to the right"),
        "( )": _("watches, outside the rounds"),
    }
