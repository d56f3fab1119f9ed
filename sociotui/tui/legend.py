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


_MEANINGS: dict[Where, tuple[tuple[str, str], ...]] = {
    "map": (
        ("shared", _("lies in several circles")),
        ("linked", _("a member by double link: leader or delegate of a circle within")),
        ("here", _("meets now")),
        ("later", _("what lies in it stands above, where it comes first")),
        ("gone", _("a helping circle that has come to its end")),
        ("!", _("overdue; a term that has ended")),
        ("held", _("due soon, or ends soon; minutes that are to be approved")),
        ("open", _("vacant; waits for an answer")),
        ("above", _("the circle around it; more above")),
        ("below", _("a circle within it; more below")),
    ),
    "home": (
        ("here", _("a meeting that is under way; the circle that meets")),
        ("at", _("asked of you")),
        ("open", _("waits for an answer; still to be done")),
        ("done", _("done")),
        ("!", _("its day is over")),
    ),
    "lists": (
        ("!", _("overdue: a review, or a term that has ended")),
        ("held", _("waits for answers")),
        ("open", _("due soon; vacant; who has not facilitated yet")),
        ("at", _("stands on its circle's backlog already")),
        ("here", _("marked for a selection")),
        ("gone", _("has ended")),
        ("above", _("more above")),
        ("below", _("more below")),
    ),
    "agenda": (
        ("full", _("the time that the topics ask for")),
        ("empty", _("the time that is left")),
        ("+", _("due, and not on the agenda yet")),
        ("!", _("its day is over")),
        ("later", _("there is more to be read")),
    ),
    "mirror": (
        ("–", _("cannot be shown; what it is about says why")),
        ("above", _("more above")),
        ("below", _("more below")),
    ),
    "meeting": (
        ("now", _("speaks now; the step or item that the meeting is at; stands on a backlog already")),
        ("now_end", _("speaks next")),
        ("spoken", _("has spoken; consents; done")),
        ("passed", _("has passed")),
        ("later", _("comes later in this round")),
        ("objection", _("objects")),
        ("hand", _("has a hand up")),
        ("here", _("here; the circle that meets")),
        ("open", _("to come; a circle that meets elsewhere; due soon, or vacant; has not facilitated yet")),
        ("gone", _("has left; has ended")),
        ("!", _("its day is over")),
        ("held", _("all who are here consent; absent members are asked still")),
        ("wired", _("have a terminal of their own, and answer there for themselves")),
        ("away", _("have one, and look at something else just now; they hear when they are asked")),
        ("lost", _("the connection went; the seat is kept")),
        ("nominee", _("is proposed for a role; above: a hint for who facilitates")),
        ("changed", _("has changed whom they nominate")),
        ("left", _("the round goes to the left")),
        ("right", _("the round goes to the right")),
        ("( )", _("watches, outside the rounds")),
    ),
}
"""What signs mean in a place: each by its name in `Signs`, or as it is written everywhere."""


def legend(signs: Signs, where: Where = "meeting") -> dict[str, str]:
    """Return the meaning of each sign in a place; two meanings of one sign stand together."""
    found: dict[str, str] = {}
    for name, meaning in _MEANINGS.get(where, _MEANINGS["meeting"]):
        sign = getattr(signs, name, name)
        found[sign] = f"{found[sign]}; {meaning}" if sign in found else meaning
    return found
