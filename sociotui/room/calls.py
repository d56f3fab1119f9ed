"""Calls: what a live meeting asks of one person just now, at a terminal of their own; and who is still asked. Pure."""

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.room.port import Presence, Snapshot, at_terminals, cut_off
from sociotui.room.refusing import why
from sociotui.room.rights_table import BY_ACTION, TABLE
from sociotui.room.standing import standing
from sociotui.words import _

Call = Literal["", "turn", "next", "write", "answer", "meet", "come", "back"]
"""`turn`: it is theirs. `next`: it will be. `write`: a nomination is asked for; `answer`: consent or objection, by all at
once (S3). `meet`: the circle counts them as here, and they look at something else. `come`: the circle meets, and counts
them as absent; `back`: they have left, and may come back."""

URGENT: tuple[Call, ...] = ("turn", "answer", "write", "next", "meet", "come", "back")
"""What goes before what, where several meetings ask for one person."""
NEEDED: frozenset[Call] = frozenset(["turn", "answer", "write"])
"""Calls for which the others wait."""
WAITING: frozenset[Call] = NEEDED | {"next"}
"""Calls of a round or a step that goes on just now; the others may be heard at any time."""
RINGING: frozenset[Call] = NEEDED | {"meet", "come"}
"""Calls for which a terminal's bell rings, where its person wants it. Who is next hears it when it is their turn."""


class Summons(Struct, frozen=True, kw_only=True, eq=False):
    """What is asked of one person: the `call`, in which `meeting`, and on which `occasion`: the same while it lasts."""

    call: Call = ""
    meeting: Meeting | None = None
    occasion: str = ""


def call_of(m: Meeting, me: str) -> Call:
    """Return what a meeting asks of `me` now; "" where it asks nothing, or they are no part of it."""
    person = m.people.get(me)
    if m.closed or person is None:
        return ""
    if not person.here:
        return ("back" if person.presence == "left" else "come") if person.member else ""
    if answers_at_once(m):
        return "answer" if me in awaited(m) else ""
    if m.round and m.round.speaking == me:
        return "turn"
    if m.step.kind == "nominate":
        return "write" if me in awaited(m) else ""
    return "next" if m.next_speaker == me else ""


def told(call: Call, name: str) -> str:
    """Return a call in words, to the person of that name; a few words, as they stand in a title."""
    return {
        "": "",
        "turn": _("Your turn, {name}", name=name),
        "next": _("You are next"),
        "write": _("Write whom you nominate"),
        "answer": _("Your answer is asked for"),
        "meet": _("Your circle meets: go there (‹attendance›)"),
        "come": _("Your circle meets: come in (‹attendance›)"),
        "back": _("You have left: come back (‹attendance›)"),
    }[call]


def summons(snapshot: Snapshot, me: str) -> Summons:
    """Return what is asked of `me` most urgently, in the meeting that they watch or in another one that is under way."""
    watched = snapshot.meeting
    meetings = [watched] if watched else []
    meetings += [m for m in snapshot.under_way if watched is None or m.id != watched.id]
    called = [(call, m) for m in meetings if (call := call_of(m, me) or _unseen(m, me, watched))]
    if not called:
        return Summons()
    call, meeting = min(called, key=lambda each: URGENT.index(each[0]))
    return Summons(call=call, meeting=meeting, occasion=_occasion(meeting, call))


def _unseen(m: Meeting, me: str, watched: Meeting | None) -> Call:
    """Return the call for who is counted as here and doesn't look; "" for all others."""
    person = m.people.get(me)
    looks = watched is not None and watched.id == m.id
    return "meet" if person and person.here and not (looks or m.closed) else ""


def _occasion(m: Meeting, call: Call) -> str:
    """Return what makes a call another than the one before it, and stays while it does, whatever else is done meanwhile.

    The number of a turn does not: taking an act back changes it, though nobody else is called.
    """
    if call in ("meet", "come", "back"):
        return f"{m.id} {call}"
    return f"{m.id} {call} {m.place.key} {m.version_of(m.subject)} {m.round.began if m.round else 0}"


# --- who is still asked ------------------------------------------------------------------------------


def answers_at_once(m: Meeting) -> bool:
    """Tell whether all are asked for consent at once just now, so that nobody's answer waits for another's (S3)."""
    current = m.round
    return bool(current and current.subject and m.manner.at_once and not current.complete)


def awaited(m: Meeting) -> tuple[str, ...]:
    """Return who has still to answer or to write, where all do so at once, as they sit; not what anybody has answered."""
    grid = m.item.grid if m.item else None
    if m.closed:
        return ()
    if m.step.kind == "nominate":
        return tuple(p for p in m.counting() if grid and not grid.has_written(p))
    if answers_at_once(m):
        return _seated(m, m.ledger.missing)
    return ()


def _seated(m: Meeting, people: Iterable[str]) -> tuple[str, ...]:
    asked = frozenset(people)
    return tuple(p for p in m.seats if p in asked)


# --- who leads ----------------------------------------------------------------------------------------


def leads(m: Meeting, me: str) -> bool:
    """Tell whether somebody in the room facilitates or writes: by the rights they act for those without a terminal, too."""
    person = m.people.get(me)
    return person is not None and person.here and me in (m.facilitator, m.secretary)


def answers_for(m: Meeting, me: str, person: str, presence: Mapping[str, Presence]) -> bool:
    """Tell whether somebody gives the answers of a person: they themselves, or who leads, where that person has no terminal."""
    return me == person or (leads(m, me) and person not in at_terminals(presence))


def leaderless(m: Meeting, organisation: Organisation, presence: Mapping[str, Presence]) -> bool:
    """Tell whether neither facilitator nor secretary can act just now, so that any member in the room may take over."""
    return standing("", m, organisation, at_terminals(presence)).vacant


def denied(action: str, m: Meeting, organisation: Organisation, me: str, presence: Mapping[str, Presence]) -> str:
    """Return why `me` has no right to an action of the table, and what to do instead, before anything else is asked."""
    wired, lost = at_terminals(presence), cut_off(presence)
    right = TABLE[BY_ACTION[action][0]]
    return str(why(standing(me, m, organisation, wired, lost), right, None, me if right.about else ""))
