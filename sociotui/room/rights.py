"""Rights: what somebody may do in a meeting and between meetings, by the one table; and who may watch. Pure.

A room asks here with the state on which a command is then decided, and decides on what it gets back. What only a room
fills in (`furnishing`) is emptied here, so it is filled in after this.
"""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sociotui.domain import commands as c
from sociotui.domain.course import Act
from sociotui.domain.customs import Watching
from sociotui.domain.event import Command
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.domain.privacy import took_part
from sociotui.domain.refusal import Refused, brief
from sociotui.domain.text import clean_name, cleaned
from sociotui.room import refusing
from sociotui.room.actions import ACTIONS, SAME_KEY
from sociotui.room.identity import Identity, admit, admit_opening
from sociotui.room.rights_table import BY_ACTION, NOMINATING, TABLE, Between, Right, rights_table
from sociotui.room.standing import Standing, answerers, meets, standing, stands
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.room.furnishing import Opening

__all__ = ["allow", "allow_between", "caps", "may_watch", "rights_table"]


# --- in a meeting --------------------------------------------------------------------------------


def allow(
    command: Command,
    identity: Identity,
    meeting: Meeting,
    organisation: Organisation,
    wired: Collection[str],
    *,
    lost: Collection[str] = (),
    last: Act | None = None,
) -> Command:
    """Return `command` as it is to be decided for `identity`; raises Refused where they may not give it.

    `wired` have a terminal of their own that is connected now, those in `lost` had one and have their seat kept: both
    answer for themselves. `last` is the act that an undo would take back, None where there is none.

    A person who is not named is filled in; what it says of how an answer came (`means`) is what is known here:
    `terminal` for who answers at their own, `phone` where a witness in the room heard it, else `room`.
    """
    may_watch(identity, meeting, organisation)
    command = cleaned(command)  # first, or a name that only cleaning makes somebody's would pass for nobody's
    right = _right(command, meeting)
    if identity.for_everybody:
        return _by_means(command, identity, meeting)
    s = standing(identity.person, meeting, organisation, wired, lost, last)
    about = _about(s, right, command)
    if not _may(s, right, command, about):
        raise refusing.why(s, right, command, about)
    return _bare(_settled(s, right, command, about), s, organisation)


def _right(command: Command, meeting: Meeting) -> Right:
    if isinstance(command, c.PassTurn) and meeting.step.kind == "nominate":
        return NOMINATING  # to nominate nobody
    right = TABLE.get(type(command))
    if right is None:
        raise Refused(_("This meeting is under way; that is nothing to be asked for in it."))
    return right


def _may(s: Standing, right: Right, command: Command | None, about: str) -> bool:
    """Tell whether somebody may give such a command about a person; where it is None, whether any would do."""
    others = about not in ("", s.me)
    if s.office and not (right.guarded and others and s.speaks_for_themselves(about, by_phone=_by_phone(command))):
        return not isinstance(command, c.UndoAct) or s.last is not None
    return not others and stands(s, right) and meets(s, right, command)


def _about(s: Standing, right: Right, command: Command) -> str:
    """Return whom a command is about; "" for nobody in particular, where the domain then says who or why not."""
    current = s.meeting.round
    if isinstance(command, c.UndoAct):
        return _undone(s)
    if not right.about:
        return ""
    said: str = getattr(command, right.about)
    if isinstance(command, c.FinishTurn) and current and current.mode == "stack" and not current.speaking:
        first = next(iter(s.meeting.hands), s.me)  # it calls on who is first in line
        return first if said in ("", s.me) else said
    if said:
        return said
    if not s.office or right.empty == "self":
        return s.me
    if current is None or right.empty == "open":
        return ""
    elsewhere = right.guarded and s.speaks_for_themselves(current.speaking)
    if elsewhere and s.meeting.manner.at_once and s.me in current.queue:
        return s.me  # all are asked at once (S3)
    return current.speaking


def _undone(s: Standing) -> str:
    """Return whose the last act is: mine, where I did it or it was my answer; an answer is theirs; other acts nobody's."""
    if s.last is None or s.me in s.undoable:
        return s.me if s.last else ""
    theirs = answerers(s.last)
    return next((p for p in theirs if s.speaks_for_themselves(p)), "")


def _by_phone(command: Command | None) -> bool:
    return isinstance(command, c.Consent | c.Object) and (command.means == "phone" or bool(command.witness))


def _bare(command: Command, s: Standing, organisation: Organisation) -> Command:
    """Return a command without what only a room fills in, or what is known better here."""
    match command:
        case c.AddItem():
            mine = not (s.office or command.presenter or command.offer)  # who brings a topic presents it
            return replace(command, steps=None, card=None, presenter=s.me if mine else command.presenter)
        case c.ProposeSelection():
            return replace(command, lot=None)
        case c.ShowMood():
            return c.ShowMood()
        case c.SumMarks():
            return c.SumMarks(evaluation=command.evaluation)  # refused by the room, which has its own
        case c.ProposeCircle():
            return replace(command, names={})
        case c.ProposeMember(person=person) if person in organisation.people:
            return replace(command, name="")
        case c.Arrive(person=person) if person in organisation.people:
            return replace(command, name=organisation.people[person].name)
    return command


def _settled(s: Standing, right: Right, command: Command, about: str) -> Command:
    if isinstance(command, c.Consent | c.Object):
        return _answer(s, command, about)
    if isinstance(command, c.HandOver) and not (command.person or s.office):
        return replace(command, person=s.me)  # who takes over while nobody leads
    if about and right.about and not getattr(command, right.about):
        return replace(command, **{right.about: about})
    return command


def _answer(s: Standing, command: c.Consent | c.Object, about: str) -> Command:
    """Return an answer with how it came. Who answers for themselves is named, and need not say which turn they saw."""
    if about == s.me:
        own = replace(command, person=about, means="terminal", witness="")
        return replace(own, turn=0) if isinstance(own, c.Consent) else own
    if not _by_phone(command):
        return replace(command, person=about, means="room")
    witness = command.witness or s.me
    if witness != s.me and s.speaks_for_themselves(witness):
        raise refusing.witness(s, witness)
    return replace(command, person=about, means="phone", witness=witness)


def _by_means(command: Command, identity: Identity, meeting: Meeting) -> Command:
    """Return what somebody enters who acts for everybody; at a terminal are they themselves, where that is their own."""
    if not isinstance(command, c.Consent | c.Object) or command.means == "phone":
        return command
    person = command.person or (meeting.round.speaking if meeting.round else "")
    own = identity.door != "laptop" and person == identity.person
    return replace(command, means="terminal" if own else "room")


# --- what there is to do -------------------------------------------------------------------------


def caps(
    identity: Identity,
    meeting: Meeting | None,
    organisation: Organisation,
    wired: Collection[str],
    *,
    lost: Collection[str] = (),
    last: Act | None = None,
) -> frozenset[str]:
    """Return the ids of the actions that somebody may do here now: of those that ask for a command, `allow` allows some.

    Whether the meeting is at a point where it makes sense is the domain's to say.
    """
    shown = meeting is None or watches(identity, meeting, organisation)
    if identity.for_everybody and shown:
        return frozenset(a.id for a in ACTIONS)
    if meeting is None or not shown:
        return _EVERYWHERE
    s = standing(identity.person, meeting, organisation, wired, lost, last)
    done = {id_ for id_, kinds in BY_ACTION.items() if any(_any(s, kind) for kind in kinds)}
    return _EVERYWHERE.union(done, (id_ for id_, to in _SCREENS.items() if not to or to & done))


_EVERYWHERE = frozenset(a.id for a in ACTIONS if a.where == "everywhere")
_SCREENS = {a.id: frozenset(id_ for id_, to in SAME_KEY.items() if to == a.id) for a in ACTIONS if a.command is None}
"""What only a screen does, with the actions to which it leads; where it leads to none, it is for whoever watches."""


def _any(s: Standing, kind: type[Command]) -> bool:
    """Tell whether there is anybody for whom `kind` of command would be allowed, themselves first."""
    if kind is c.UndoAct:
        return s.last is not None and _may(s, TABLE[kind], c.UndoAct(), _undone(s))
    if kind is c.FinishTurn and not s.office:
        return _may(s, TABLE[kind], None, _about(s, TABLE[kind], c.FinishTurn()))
    if kind is c.PassTurn and s.meeting.step.kind == "nominate":
        return _may(s, NOMINATING, None, s.me)
    return _may(s, TABLE[kind], None, "")


# --- between meetings ----------------------------------------------------------------------------


def allow_between(
    what: "Opening | Between",
    identity: Identity,
    organisation: Organisation,
    about: str = "",
    today: date | None = None,
) -> None:
    """Refuse what somebody may not do between meetings: open one, `prepare` the next one of circle `about`, `answer` as
    person `about`, `finish` follow-up `about`.

    With `today`, members are those by terms that run on that day. Who may `change` the structure, `structure_rights` says.
    """
    if identity.for_everybody:
        return
    me = identity.person
    if me not in organisation.people and not (what == "say" and _hears_all(organisation, about)):
        raise refusing.stranger(organisation)
    if what in ("say", "reply"):
        return  # who may answer what was said hangs on whose term runs, and the domain says it for every door
    if what == "answer":
        if clean_name(about) != me:
            raise refusing.between(organisation, about)
    elif what == "finish":
        _finishes(me, organisation, about, today)
    elif what == "prepare":
        _prepares(me, organisation, about, today)
    elif not isinstance(what, str):
        _opens(me, organisation, what, today)
    else:
        raise Refused(_("“{what}” is for whoever looks after this server's home.", what=brief(what)))


def _prepares(me: str, organisation: Organisation, circle: str, today: date | None) -> None:
    if circle in organisation.circles and me not in organisation.full_members(circle, today):
        raise refusing.not_prepared(
            organisation, circle
        )  # one that there is not, the domain refuses with what there is


def _hears_all(organisation: Organisation, circle: str) -> bool:
    """Tell whether a circle hears guests as well, by its customs."""
    return circle in organisation.circles and organisation.circles[circle].customs.hearing == "anybody"


def _finishes(me: str, organisation: Organisation, follow_up: str, today: date | None) -> None:
    """A next step is done for all of its circle, and any of them sees whether it is: no need to fetch its owner."""
    found = organisation.follow_ups.get(follow_up)
    if (
        found is None or me == found.owner or me in found.among
    ):  # what there is not, the domain refuses with what there is
        return
    if found.circle not in organisation.circles or me not in organisation.full_members(found.circle, today):
        raise refusing.not_done(organisation, found.owner)


def _opens(me: str, organisation: Organisation, opening: "Opening", today: date | None) -> None:
    members = organisation.full_members(opening.circle, today)
    if me not in members:
        raise refusing.not_opened(organisation, opening.circle)
    if opening.private:
        admit_opening(organisation, opening.present or members, me)


# --- watching --------------------------------------------------------------------------------------


def may_watch(identity: Identity, meeting: Meeting, organisation: Organisation) -> None:
    """Refuse a meeting to somebody who may not watch it.

    A private one is for those who take part, or did for a while; others are as open as the circle has agreed in its
    customs. What is left of one that is closed is on record for the organisation.
    """
    if meeting.private:
        admit(organisation, meeting, identity.person)
    if not watches(identity, meeting, organisation):
        raise refusing.shut(meeting, _watching(meeting, organisation))


def watches(identity: Identity, meeting: Meeting, organisation: Organisation) -> bool:
    """Tell whether somebody may watch a meeting."""
    me = identity.person
    known = me in organisation.people
    if meeting.private:
        return (known and took_part(meeting, me)) or (not known and identity.for_everybody)
    if identity.for_everybody or (known and (me in meeting.people or _belongs(me, meeting, organisation))):
        return True
    open_to = _watching(meeting, organisation)
    return open_to == "anybody" or (known and (open_to == "organisation" or bool(meeting.closed)))


def _belongs(me: str, meeting: Meeting, organisation: Organisation) -> bool:
    circle = meeting.circle.id
    return circle in organisation.circles and me in organisation.full_members(circle)


def _watching(meeting: Meeting, organisation: Organisation) -> Watching:
    """Return the circle's custom as it is now, or as the meeting brought it along."""
    circle = organisation.circles.get(meeting.circle.id)
    return circle.customs.watching if circle else meeting.circle.customs.watching
