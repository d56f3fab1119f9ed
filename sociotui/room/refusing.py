"""Refusing: the sentences for what somebody may not do: why not, who may, and what to do instead."""

from collections.abc import Callable

from sociotui.domain.commands import PassTurn, UndoAct
from sociotui.domain.customs import Watching
from sociotui.domain.event import Command
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused, brief
from sociotui.domain.text import clean_name
from sociotui.room.rights_table import Right, When
from sociotui.room.standing import Standing, stands
from sociotui.words import _


def why(s: Standing, right: Right, command: Command | None, about: str) -> Refused:
    """Return the refusal of a command about a person, "" for nobody, that somebody who stands so may not give.

    Where the command is None, that of any such command.
    """
    if isinstance(command, UndoAct) and s.last is None:
        return Refused(_("There is nothing to undo yet."))
    if not s.here and not (s.known and right.own in ("", "known")):
        return _outside(s)
    if about not in ("", s.me):
        return _anothers(s, right, command, about)
    if right.own == "" or (right.when == "vacant" and stands(s, right)):
        return _for_the_two(s, right)
    if not stands(s, right):
        return Refused(
            _(
                "That is for the members of {circle}; as a guest you take part in rounds. Tell one of them, or raise a "
                "hand (‹hand›).",
                circle=s.meeting.circle.name,
            )
        )
    return Refused(_UNMET[right.when](s))


def _outside(s: Standing) -> Refused:
    if s.known:
        return Refused(_("You are not in the room. Come in first (‹arrive›), then do that."))
    return Refused(
        _(
            "You are watching. To take part as a guest, ask {names}, who can welcome you (‹arrive›).",
            names=_two(s),
        )
    )


def _anothers(s: Standing, right: Right, command: Command | None, about: str) -> Refused:
    name = s.meeting.name(brief(about))
    if isinstance(command, UndoAct):
        return Refused(_("The last act is an answer of {name}'s; only {name} takes it back (‹undo›).", name=name))
    if s.office and about in s.lost and about not in s.wired:
        return Refused(
            _(
                "{name}'s connection is gone, and their seat is kept: wait for them. Or call them: note that they left "
                "(‹leave›), then enter what they say by phone, with a witness.",
                name=name,
            )
        )
    if s.office:
        return Refused(
            _("{name} has a terminal of their own, and says this there: nobody else does for them.", name=name)
        )
    if right.guarded and not isinstance(command, PassTurn) and about in s.wired:
        return Refused(_("That is {name}'s to say, at their own terminal. Leave the name out for yourself.", name=name))
    return Refused(
        _(
            "That is for {name} themselves, or for {names}, who facilitate and write. Leave the name out for yourself.",
            name=name,
            names=_two(s),
        )
    )


def _for_the_two(s: Standing, right: Right) -> Refused:
    if s.vacant and s.meeting.facilitator in s.lost:
        return Refused(
            _(
                "{name} facilitates, and their connection is lost; the seat is kept. Wait for them, or somebody of you takes "
                "facilitation over (‹hand-over›); then it goes on.",
                name=s.meeting.name(s.meeting.facilitator),
            )
        )
    if s.vacant:
        return Refused(
            _(
                "{names} facilitate and write, and neither is at a terminal now. Somebody of you takes facilitation over "
                "(‹hand-over›), then it goes on.",
                names=_two(s),
            )
        )
    return Refused(
        _(
            "{names} see to it, who facilitate and write: {what}. Say it aloud, or raise a hand (‹hand›).",
            names=_two(s),
            what=_(right.words),
        )
    )


def witness(s: Standing, person: str) -> Refused:
    """Return the refusal of a witness who can speak for themselves."""
    return Refused(
        _(
            "{name} has a terminal of their own; you can't say what {name} has heard. Hear it yourself, and leave the "
            "witness out: then it is you.",
            name=s.meeting.name(person),
        )
    )


# --- conditions that are not met -------------------------------------------------------------------


def _moved(s: Standing) -> str:
    if s.meeting.round and s.meeting.round.mode == "stack":
        return _("In a stack the raised hands come one after the other. Raise yours (‹hand›); you are called on.")
    return _(
        "A round goes its way, and comes to you. Can't it wait? Raise a hand (‹hand›): {names} can let you be heard out of "
        "turn.",
        names=_two(s),
    )


def _shapes(s: Standing) -> str:
    by = s.meeting.names(s.bringing)
    if not by:
        return _(
            "The wording is with {names} now, who facilitate and write. Tell them what you would change.", names=_two(s)
        )
    return _(
        "{by} brings this and keeps its wording. Say what you would change; {names} can write it, too.",
        by=by,
        names=_two(s),
    )


def _own_item(s: Standing) -> str:
    return _("Who presents an item changes it, or {names}. Tell them what you would change.", names=_two(s))


def _comes(s: Standing) -> str:
    return _(
        "A round is under way; {names} can take you in at its end. Come in from the next round on, or watch (‹arrive›).",
        names=_two(s),
    )


def _added(s: Standing) -> str:
    return _("Who kept a topic lets it go, or {names}. Tell them why it is done with.", names=_two(s))


def _did(s: Standing) -> str:
    actor = s.last.actor if s.last else ""
    return _(
        "The last act was {name}'s. Who did it takes it back (‹undo›), or {names}.",
        name=s.meeting.name(actor) or _("somebody else"),
        names=_two(s),
    )


_UNMET: dict[When, Callable[[Standing], str]] = {
    "moved": _moved,
    "shapes": _shapes,
    "first": _shapes,
    "own item": _own_item,
    "comes": _comes,
    "added": _added,
    "did": _did,
    "absent": lambda _s: _("You are here and can say it; a view is read out for those who are absent."),
}


def _two(s: Standing) -> str:
    """Return the names of facilitator and secretary."""
    names = [s.meeting.name(p) for p in s.offices]
    return _("{one} and {other}", one=names[0], other=names[1]) if len(names) == 2 else names[0]


# --- between meetings, and watching ----------------------------------------------------------------


def nowhere() -> Refused:
    """Return the refusal of what is done in a meeting, for who looks at none."""
    return Refused(_("You are looking at no meeting. Choose one that is under way, or open one, then do that there."))


def stranger(organisation: Organisation) -> Refused:
    """Return the refusal for whom the organisation does not know."""
    return Refused(
        _(
            "{organisation} does not know you yet. Ask whoever looks after this server: they can invite you.",
            organisation=organisation.about.name if organisation.about else "",
        )
    )


def not_prepared(organisation: Organisation, circle: str) -> Refused:
    """Return the refusal of who is no member of the circle whose meeting they would prepare."""
    return Refused(
        _(
            "The members of {circle} prepare its meetings. Tell one of them what you would like them to talk about.",
            circle=organisation.circles[circle].name,
        )
    )


def between(organisation: Organisation, person: str) -> Refused:
    """Return the refusal of an answer for somebody else."""
    found = organisation.people.get(clean_name(person))
    return Refused(
        _(
            "Each answers for themselves. {name} can do it at a terminal of their own, or ask whoever looks after this "
            "server to enter it.",
            name=found.name if found else brief(person),
        )
    )


def not_done(organisation: Organisation, owner: str) -> Refused:
    """Return the refusal to end somebody's next step."""
    found = organisation.people.get(owner)
    return Refused(
        _(
            "{name} took this on; {name} says that it is done, or somebody of the circle that waits for it.",
            name=found.name if found else owner,
        )
    )


def not_opened(organisation: Organisation, circle: str) -> Refused:
    """Return the refusal to open a meeting of a circle that one does not belong to."""
    return Refused(
        _(
            "A meeting of {circle} is opened by one of its members. Ask them; you can watch it where their customs say so.",
            circle=organisation.circle(circle).name,
        )
    )


def shut(meeting: Meeting, open_to: Watching) -> Refused:
    """Return the refusal to let somebody watch a meeting."""
    if meeting.private:
        return Refused(
            _("This meeting of {circle} is private: only who takes part sees it.", circle=meeting.circle.name)
        )
    if open_to == "members":
        return Refused(
            _(
                "{circle} meets among its members; what it decides is on record for everybody. Would you like to come as a "
                "guest? Ask one of them to let you in.",
                circle=meeting.circle.name,
            )
        )
    return Refused(
        _(
            "{circle} lets people of the organisation watch. Would you like to come as a guest? Ask one of them to let you in.",
            circle=meeting.circle.name,
        )
    )
