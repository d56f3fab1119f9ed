"""Holding meetings in a home: one with a decision that waits for absent members, one with hidden nominations."""

from datetime import date

from sociotui.domain import commands as c
from sociotui.domain.event import Command
from sociotui.domain.selection import Nomination, Sought
from sociotui.room.home import Home
from tests.homes import SIX, opened

REVIEW = date(2026, 9, 1)


def act(home: Home, id_: str, *commands: Command) -> None:
    """Carry out commands in a meeting."""
    for command in commands:
        home.act(id_, command, "zoe")


def go_on(home: Home, id_: str, kind: str) -> None:
    """Go on in the ordinary way, everybody speaking and consenting in turn, to a step of that kind."""
    for _turn in range(200):
        m = home.meeting(id_)
        if m.step.kind == kind:
            return
        if m.round and not m.round.complete:
            act(home, id_, c.Consent() if m.round.kind == "consent" else c.FinishTurn())
        else:
            act(home, id_, c.NextStep())
    raise AssertionError(f"never came to {kind}")


def with_item(home: Home, title: str, format_: str = "", roles: tuple[str, ...] = ()) -> str:
    """Open a meeting of the garden circle, in which Fay and Gio are missing, and go to its item."""
    id_ = opened(home)
    act(home, id_, c.AddItem(title=title, presenter="ana", format=format_, roles=roles))
    go_on(home, id_, "agenda")
    act(home, id_, *[c.Consent()] * 6, c.NextStep())
    return id_


def recorded(home: Home) -> str:
    """Take a meeting through one decision and a next step, and return its id; it is open still."""
    id_ = with_item(home, "Tool-shed rota")
    act(home, id_, c.Propose(text="Open on Saturdays,\n=at ten."))
    go_on(home, id_, "record")
    act(home, id_, c.Record(review=REVIEW), c.TakeOn(text="Cut a key", owner="ben", due=date(2026, 3, 9)))
    return id_


def close(home: Home, id_: str) -> None:
    """Go on to the end of a meeting, agree on the next one, and close it."""
    go_on(home, id_, "closing")
    act(home, id_, c.Arrange(next_meeting="2026-03-16 19:30"), c.CloseMeeting())


def held(home: Home) -> str:
    """Hold that meeting to its end; its decision then waits for Fay and Gio, unless the circle's custom is another."""
    id_ = recorded(home)
    close(home, id_)
    return id_


def nominating(home: Home) -> str:
    """Go to the step of a selection in which everybody writes a nomination, and let Ana write hers."""
    id_ = with_item(home, "Our delegate", "selection", ("delegate",))
    act(home, id_, c.Seek(sought=(Sought(role="delegate", until=date(2027, 3, 1)),)))
    go_on(home, id_, "amend")
    act(home, id_, c.Propose(text="Hears both sides."))
    go_on(home, id_, "nominate")
    act(home, id_, c.Nominate(person="ana", choices={"delegate": Nomination(person="chidi", reason="A secret")}))
    return id_


def reveal(home: Home, id_: str) -> None:
    """Let the others write, and reveal all nominations."""
    for person in SIX[1:]:
        choices = {"delegate": Nomination(person="ben", reason="He listens")}
        act(home, id_, c.Nominate(person=person, choices=choices))
    act(home, id_, c.NextStep())
