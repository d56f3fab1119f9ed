"""Private meetings for tests: full of words that nobody else is to read, with a decision and a next step that all may."""

from datetime import date

from sociotui.domain import commands as c
from sociotui.domain.selection import Nomination
from sociotui.room.furnishing import Opening
from sociotui.room.home import Home
from tests.room.holding import REVIEW, act, go_on

MARK = "zzq"
"""Stands in all that is not to be seen outside."""
KEPT = {
    "topic": f"{MARK} Ben's drinking",
    "dropped": f"{MARK} nobody wants that",
    "handed on": f"{MARK} who talks with Ben",
    "postponed": f"{MARK} the broken window",
    "explored": f"{MARK} we were afraid",
    "note": f"{MARK} a hard evening",
    "later": f"{MARK} ask again in spring",
    "evaluation": f"{MARK} we listened well",
    "guest": f"{MARK.title()} Gast",
    "why": f"{MARK} so that nobody stands outside",
    "next meeting": f"2026-03-09 19:30, at {MARK}",
}
"""What the minutes of the meeting have for those who took part, by what it is."""
UNDECIDED = f"{MARK} Ben goes home before dark."
"""What only the record has."""
SAID = {"reason": f"{MARK} I cannot trust that yet", "wording": f"{MARK} A key for Ben alone."}
"""What only the record has until it is sealed, as with any meeting."""
RELEASED = ("Keys", "Each member has a key of their own.", "Cut three keys")
"""What goes on record for everybody."""
HERE = ("ana", "ben", "zoe")


def open_private(home: Home, by: str = "zoe", *, private: bool = True) -> str:
    """Open a private meeting of the garden circle, or another one for comparison, and return its id."""
    opening = Opening(circle="garden", present=HERE, facilitator="zoe", secretary="ben", private=private)
    return home.open(opening, by)


def half(home: Home, *, private: bool = True) -> str:
    """Take a private meeting of the garden circle through all that is told in it, and return its id; it is open still."""
    id_ = open_private(home, private=private)
    act(home, id_, c.Arrive(person=f"{MARK}-gast", name=KEPT["guest"], joining="watch"))
    act(home, id_, c.AddItem(title="Keys", presenter="ana"), c.AddItem(title=KEPT["topic"], presenter="zoe"))
    for title in ("handed on", "postponed"):
        act(home, id_, c.AddItem(title=KEPT[title]))
    act(home, id_, c.AddItem(title="How we are", aim="explore"))
    go_on(home, id_, "amend")
    act(home, id_, c.Propose(text=SAID["wording"]))
    go_on(home, id_, "consent")
    act(home, id_, c.Object(reason=SAID["reason"]), c.Consent(), c.Consent(), c.NextStep())
    act(home, id_, c.Integrate(way="modify", text="Each member has a key of their own."))
    go_on(home, id_, "record")
    act(home, id_, c.Record(review=REVIEW, why=KEPT["why"], responsible="ana"))
    act(home, id_, c.TakeOn(text="Cut three keys", owner="ben", due=date(2026, 3, 20)), c.NextStep())
    act(home, id_, c.Propose(text=UNDECIDED), c.TakeNote(text=KEPT["note"]))
    act(home, id_, c.EndItem(kind="dropped", text=KEPT["dropped"]))
    act(home, id_, c.EndItem(item=3, kind="delegated", to="general"))
    act(home, id_, c.EndItem(item=5, kind="decided", text=KEPT["explored"]))
    act(home, id_, c.KeepForLater(title=KEPT["later"], aim="decide"), c.Evaluate(text=KEPT["evaluation"]))
    act(home, id_, c.Arrange(next_meeting=KEPT["next meeting"]))
    return id_


def whole(home: Home) -> str:
    """Hold that meeting to its end, and return its id."""
    id_ = half(home)
    act(home, id_, c.EndItem(item=4, kind="postponed"))
    go_on(home, id_, "closing")
    act(home, id_, c.CloseMeeting())
    return id_


def hiding(home: Home) -> str:
    """Take a private meeting to a selection in which Ana has written whom she nominates, and return its id."""
    id_ = open_private(home)
    act(home, id_, c.AddItem(title=f"{MARK} Our delegate", format="selection", roles=("delegate",)))
    go_on(home, id_, "amend")
    act(home, id_, c.Propose(text=f"{MARK} Hears both sides."))
    go_on(home, id_, "nominate")
    written = {"delegate": Nomination(person="ben", reason=f"{MARK} he needs it")}
    act(home, id_, c.Nominate(person="ana", choices=written))
    return id_
