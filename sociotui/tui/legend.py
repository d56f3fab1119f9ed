"""Legend: what each sign means, in the signs that this terminal shows."""

from sociotui.tui.signs import Signs
from sociotui.words import _


def glossary() -> dict[str, str]:
    """Return the field's terms as they are meant here, each in one plain sentence."""
    return {
        _("consent"): _(
            "I see no reason why this would stand in the way of our aim; good enough for now, safe enough to try."
        ),
        _("objection"): _("A reason why it would. It belongs to the circle, and makes the proposal better."),
        _("integrate"): _("To change wording, term or measures until the objection is met."),
        _("release"): _("Who raised an objection lets go of it, or all whom the circle's way asks; never one alone."),
        _("round"): _("Everybody is heard once, from neighbour to neighbour."),
        _("concern"): _("A worry that does not block; it is looked at with the review, where a circle has it."),
        _("popcorn"): _("Each once, as they are moved."),
        _("stack"): _("By raised hands, in their order."),
        _("aim"): _("What a circle is there to do."),
        _("domain"): _("What a circle decides about on its own."),
        _("delegate"): _("Chosen by the circle to sit in the broader one; the leader is chosen from there."),
        _("backlog"): _("Topics kept for later."),
    }


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
        signs.held: _("all who are here consent; absent members are asked still"),
        signs.wired: _("have a terminal of their own, and answer there for themselves"),
        signs.away: _("have one, and look at something else just now; they hear when they are asked"),
        signs.lost: _("the connection went; the seat is kept"),
        signs.nominee: _("is proposed for a role"),
        signs.changed: _("has changed whom they nominate"),
        signs.left: _("the round goes to the left"),
        signs.right: _("the round goes to the right"),
        "( )": _("watches, outside the rounds"),
    }
