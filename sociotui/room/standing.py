"""Standing: where somebody stands in a meeting who asks for something, and what by that they may do. Pure."""

from collections.abc import Callable, Collection
from typing import Any

from msgspec import Struct

from sociotui.domain import events
from sociotui.domain.commands import Arrive, ChangeItem, DropFromBacklog, HandOver, RemoveItem
from sociotui.domain.course import Act
from sociotui.domain.event import Command, Event
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.room.rights_table import Right, When


class Standing(Struct, frozen=True, kw_only=True, eq=False):
    """Where `me` stands in `meeting`. `known`: a member, or a guest who was let in; `here`: in the room, watching or not.

    `member`: a member in the room; `office`: in the room, and its facilitator or secretary. `wired` have a terminal of
    their own, those in `lost` had one whose connection went. `last` is the act that an undo would take back.
    """

    me: str
    meeting: Meeting
    known: bool
    here: bool
    member: bool
    office: bool
    wired: Collection[str]
    lost: Collection[str]
    last: Act | None = None

    def speaks_for_themselves(self, person: str, *, by_phone: bool = False) -> bool:
        """Tell whether nobody else answers for somebody; whose connection went can be on the phone."""
        return person in self.wired or (person in self.lost and not by_phone)

    @property
    def offices(self) -> tuple[str, ...]:
        """Facilitator and secretary, one or two people."""
        return tuple(dict.fromkeys((self.meeting.facilitator, self.meeting.secretary)))

    @property
    def vacant(self) -> bool:
        """True when neither of the two can act: they have left, or have no terminal, or its connection went."""
        people = self.meeting.people
        return not any(p in self.wired and p in people and people[p].here for p in self.offices)

    @property
    def bringing(self) -> tuple[str, ...]:
        """Who brings what the meeting is at: who presents the item, and who has proposed."""
        item, proposal = self.meeting.item, self.meeting.proposal
        brought = (item.presenter if item else "", proposal.by if proposal else "")
        return tuple(dict.fromkeys(p for p in brought if p))

    @property
    def undoable(self) -> tuple[str, ...]:
        """Whose the last act is: who did it, and for whom it was an answer."""
        return tuple(dict.fromkeys((self.last.actor, *answerers(self.last)))) if self.last else ()


def standing(
    me: str,
    meeting: Meeting,
    organisation: Organisation,
    wired: Collection[str],
    lost: Collection[str] = (),
    last: Act | None = None,
) -> Standing:
    """Return where somebody stands; whom the organisation does not know stands nowhere, whatever they are called."""
    found = meeting.people.get(me) if me in organisation.people else None
    here = found is not None and found.here
    return Standing(
        me=me,
        meeting=meeting,
        known=found is not None,
        here=here,
        member=here and found is not None and found.member,
        office=here and me in (meeting.facilitator, meeting.secretary),
        wired=wired,
        lost=lost,
        last=last,
    )


def answerers(act: Act) -> tuple[str, ...]:
    """Return whose answers an act holds: consent, an objection or that it is let go of, a concern, nomination, view."""
    return tuple(dict.fromkeys(p for event in act.events if (p := _answerer(act.before, event))))


def _answerer(before: Meeting, event: Event) -> str:
    match event:
        case (
            events.ConsentGiven(person=person)
            | events.NominationsWritten(person=person)
            | events.NominationPassed(person=person)
            | events.NominationChanged(person=person)
            | events.ViewHeard(person=person)
        ):
            return person
        case events.ObjectionRaised(objection=objection):
            return objection.person
        case events.ConcernVoiced(concern=concern):
            return concern.person
        case events.ObjectionReleased(subject=subject, number=number):
            released = before.ledgers[subject].objection(number) if subject in before.ledgers else None
            return released.person if released else ""
    return ""


# --- conditions: of a command, or (None) whether there is any such that would do -------------------


def _moved(s: Standing, _c: Any) -> bool:
    """In popcorn anybody takes the turn; in a stack who is first in line; in a round it goes its way."""
    current = s.meeting.round
    if current is None or current.mode in ("popcorn", "free"):
        return True
    return current.mode == "stack" and s.meeting.hands[:1] == (s.me,)


def _shapes(s: Standing, _c: Any) -> bool:
    return s.me in s.bringing or (not s.bringing and s.member and s.meeting.proposal is None)


def _first(s: Standing, _c: Any) -> bool:
    return s.me in s.bringing or (s.member and s.meeting.proposal is None)


def _own_item(s: Standing, c: ChangeItem | RemoveItem | None) -> bool:
    return any(i.presenter == s.me for i in s.meeting.agenda if c is None or c.item == i.id)


def _comes(s: Standing, c: Arrive | None) -> bool:
    """Who is late joins from the next round on, or watches; the end of this one is the facilitator's to offer.

    Who was here already comes back as they like, so that nobody is put out of a consent round by being noted as gone.
    """
    current, people = s.meeting.round, s.meeting.people
    quiet = current is None or current.complete
    return c is None or c.joining != "end" or quiet or people[s.me].presence == "left"


def _added(s: Standing, c: DropFromBacklog | None) -> bool:
    return any(t.added_by == s.me for t in s.meeting.backlog if c is None or c.title == t.title)


def _vacant(s: Standing, c: HandOver | None) -> bool:
    return s.vacant and (c is None or (c.role == "facilitator" and c.person in ("", s.me)))


def _did(s: Standing, _c: Any) -> bool:
    return s.me in s.undoable


CONDITIONS: dict[When, Callable[[Standing, Any], bool]] = {
    "": lambda _s, _c: True,
    "moved": _moved,
    "shapes": _shapes,
    "first": _first,
    "own item": _own_item,
    "comes": _comes,
    "added": _added,
    "absent": lambda s, _c: not s.here,
    "vacant": _vacant,
    "did": _did,
}
"""What each condition of the table asks for."""


def stands(s: Standing, right: Right) -> bool:
    """Tell whether somebody is what a right asks for, besides facilitator and secretary."""
    return {"": False, "known": s.known, "here": s.here, "member": s.member}[right.own]


def meets(s: Standing, right: Right, command: Command | None = None) -> bool:
    """Tell whether the condition of a right is met by a command, or (None) by any."""
    return CONDITIONS[right.when](s, command)
