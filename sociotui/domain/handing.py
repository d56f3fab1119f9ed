"""Handing on: who takes on what a circle gives away or puts off: a person, a circle, or somebody outside, in plain words."""

from sociotui.domain.meeting import Meeting, display_names
from sociotui.domain.refusal import Refused, unknown
from sociotui.words import _


def taker(m: Meeting, to: str) -> str:
    """Return who takes it on: the id of somebody in this meeting, also where their name was said; else the words as they are.

    The meeting knows the broader circles and not all the others, and somebody outside the organisation may take
    something on too: so words that it does not know stand. It refuses its own circle, which would give nothing away.
    """
    said = plainly(to)
    if to in m.people:
        return to
    called = [p.id for p in m.people.values() if plainly(p.name) == said]
    if len(called) == 1:
        return called[0]
    if said in (plainly(m.circle.id), plainly(m.circle.name)):
        raise Refused(
            _(
                "{circle} has this already, so nobody else would take it on. Delegate it to a person or another circle; or "
                "postpone it, and it comes back.",
                circle=m.circle.name,
            )
        )
    return to


def bringer(m: Meeting, to: str) -> str:
    """Return the id of who brings something back into this circle; refuses whom the meeting does not know."""
    person = taker(m, to)
    if person not in m.people:
        raise unknown(_("person"), to, display_names(m.people))
    return person


def named_once(m: Meeting, circle: str) -> str:
    """Return how a broader circle is named as the taker of something: by its id, or by its name where a person has that id."""
    return m.circle.parents.get(circle, circle) if circle in m.people else circle


def plainly(words: str) -> str:
    """Return words as they are compared: in small letters, with single spaces."""
    return " ".join(words.split()).casefold()
