"""Legend: what each sign means, in the signs that this terminal shows."""

from sociotui.room.actions import Where
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


def legend(signs: Signs, where: Where = "meeting") -> dict[str, str]:
    """Return the meaning of each sign in a place; two meanings of one sign stand together."""
    if where == "map":
        return {
            signs.shared: _("lies in several circles"),
            signs.linked: _("a member by double link: leader or delegate of a circle within"),
            signs.here: _("meets now"),
            signs.later: _("what lies in it stands above, where it comes first"),
            signs.gone: _("a helping circle that has come to its end"),
            "!": _("overdue; a term that has ended"),
            signs.held: _("due soon, or ends soon; minutes that are to be approved"),
            signs.open: _("vacant; waits for an answer"),
            signs.above: _("the circle around it; more above"),
            signs.below: _("a circle within it; more below"),
        }
    if where == "home":
        return {
            signs.here: _("a meeting that is under way; the circle that meets"),
            signs.at: _("asked of you"),
            signs.open: _("waits for an answer; still to be done"),
            signs.done: _("done"),
            "!": _("its day is over"),
        }
    if where == "lists":
        return {
            "!": _("overdue: a review, or a term that has ended"),
            signs.held: _("waits for answers"),
            signs.open: _("due soon; vacant; who has not facilitated yet"),
            signs.at: _("stands on its circle's backlog already"),
            signs.here: _("marked for a selection"),
            signs.gone: _("has ended"),
            signs.above: _("more above"),
            signs.below: _("more below"),
        }
    if where == "agenda":
        return {
            signs.full: _("the time that the topics ask for"),
            signs.empty: _("the time that is left"),
            "+": _("due, and not on the agenda yet"),
            "!": _("its day is over"),
            signs.later: _("there is more to be read"),
        }
    return {
        signs.now: _("speaks now; the step or item that the meeting is at; stands on a backlog already"),
        signs.now_end: _("speaks next"),
        signs.spoken: _("has spoken; consents; done"),
        signs.passed: _("has passed"),
        signs.later: _("comes later in this round"),
        signs.objection: _("objects"),
        signs.hand: _("has a hand up"),
        signs.here: _("here; the circle that meets"),
        signs.open: _("to come; a circle that meets elsewhere; due soon, or vacant; has not facilitated yet"),
        signs.gone: _("has left; has ended"),
        "!": _("its day is over"),
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
