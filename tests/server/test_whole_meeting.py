"""A whole meeting over SSH: twelve at their own terminals, let in by their keys alone; nominations that nobody else sees."""

import pytest

from sociotui.room.home import Home
from tests.terminal.by_keys import no_dialog, opened

from .circle import FACILITATOR, NAMES, OUTSIDE, SECRETARY, TWELVE
from .crowd import wired
from .members import Members
from .serving import Serving

PROPOSAL = "Each well gets a meter, read out on the first of the month."
INTEGRATED = "Each well gets a meter, read out on the first of the month by two people in turn."
REASON = "One person alone would carry it, and tire"
REVIEW = "2099-03-01"
OBJECTS = "kim"
CHOSEN = "chidi"
LISTENS = "Chidi listens"


SIGNS = dict(zip(TWELVE, "ЖФЦШЩЮЯБДЛПИ", strict=True))
"""A letter for each that stands in their nomination and nowhere else: where a screen is only told what has changed on it,
a whole word may never be sent, but each letter is, the first time that it is seen.
"""


def secret(person: str) -> str:
    """Return the reason that this person writes."""
    return SIGNS[person] * 7


@pytest.mark.timeout(240)
def test_twelve_hold_a_whole_meeting_by_their_keys_alone(server: Serving) -> None:
    members = opening(server)
    members.round()
    members.step("Admin")
    members.step("Agenda")
    members.form("ana", "i", "A new item", "Water meters", said="On the agenda: “Water meters”.")
    new_selection(members, "eli", "Who speaks for us")
    assert members.round("c")[-1] != OBJECTS
    members.step("present")
    decide(members)
    select(members)
    members.step("Backlog")
    members.step("Check-out")
    members.round()
    members.step("Close")
    members.form(FACILITATOR, "X", "Close this meeting?", said="The meeting is closed.")
    members.all_see("This meeting is closed")
    for seat in members.seats.values():
        seat.press("q")
    for seat in members.seats.values():
        seat.wait_for("enter meet")
        seat.press("q")
        assert seat.wait_for_end() == 0
        assert seat.unrestored() == []
    assert server.stop() == 0
    on_record(server)


def opening(server: Serving) -> Members:
    """Let all come in, the facilitator open a meeting of who is at a terminal, and all others go there."""
    # The name that somebody logs in with tells nothing; the key does.
    members = Members({person: server.visit(person, name=TWELVE[n - 1]) for n, person in enumerate(TWELVE)})
    members.all_see("enter meet")
    zoe = members.leads
    for _look in range(20):
        zoe.press("enter")
        zoe.wait_for("Well circle meets. Who is here?")
        opened(zoe)
        if not zoe.shows("may come later"):
            break
        zoe.press("escape")  # somebody who is in is not known to be here yet
        zoe.wait_for(no_dialog)
    zoe.press("enter")
    for person, seat in members.seats.items():
        if person != FACILITATOR:
            seat.wait_for("● Well circle")
            seat.press("home")
            seat.wait_for("go on with this meeting")
            seat.press("enter")
    members.all_see("How are you here today?")
    members.all_see(wired(12))
    return members


def new_selection(members: Members, person: str, title: str) -> None:
    """Let somebody put a selection on the agenda."""
    t = members.seats[person]
    t.press("i")
    t.wait_for("─ A new item")
    opened(t)
    t.press_each(title, "tab")
    members.pick(person, "Role selection")
    t.press("ctrl+s")
    t.wait_for(f"On the agenda: “{title}”.")


def decide(members: Members) -> None:
    """Decide on Ana's proposal, with an objection that is integrated."""
    members.form("ana", "e", "Propose", PROPOSAL, said="The proposal is written.")
    members.all_see(lambda t: PROPOSAL in " ".join(t.pane("Proposal · version 1").split()))
    members.step("clarify")
    assert "ana" not in members.round()
    members.step("react")
    members.round()
    members.step("amend")
    members.step("restate")
    members.step("consent")

    def object_(person: str) -> None:
        members.form(person, "o", "", REASON, said="Thank you: it helps us all.")

    members.round("c", {OBJECTS: object_})
    members.all_see("✗ 1")
    members.step("integrate")
    members.all_see(lambda t: REASON in " ".join(t.pane("Ask").split()))
    t = members.seats["ana"]
    t.press("e")
    t.wait_for("─ Integrate ")
    opened(t)
    t.press_each("enter", "f7", INTEGRATED, "tab", "enter", "enter", "enter")
    t.wait_for("Version 2 of the proposal")
    t.wait_for(no_dialog)
    members.step("restate")
    members.step("consent")
    members.round("c")
    members.all_see("all consent")
    members.step("record")
    members.form(SECRETARY, "e", "On record", REVIEW, said="On record")


def select(members: Members) -> None:
    """Choose a delegate, with nominations that nobody sees but who writes them until all are revealed."""
    members.step("role and term")
    members.form("eli", "e", "Role and term", "right", "right", "right", "space", said="Sought")
    members.step("qualifications")
    members.round()
    members.step("the list")
    members.form("eli", "e", "", "Listens, and speaks up", said="Listens, and speaks up")
    members.step("consent to the list")
    members.round("c")
    members.step("nominate")
    for person in TWELVE:
        nominate(members, person)
    hidden(members)
    members.step("reasons")
    revealed(members)
    members.round()
    members.step("change")
    members.round()
    members.step("propose")
    t = members.seats["eli"]
    t.press("e")
    t.wait_for("─ Whom do we propose?")
    opened(t)
    members.pick("eli", NAMES[CHOSEN])
    t.press_each("tab", LISTENS)
    t.press("ctrl+s")
    members.all_see(lambda t: LISTENS in t.pane("Proposal · version 1"))
    members.step("consent")
    assert members.round("c")[-1] == CHOSEN
    members.step("record")
    members.form(SECRETARY, "e", "On record", said="On record; looked at again")


def nominate(members: Members, person: str) -> None:
    """Let somebody write their nomination, at their own terminal."""
    t = members.seats[person]
    t.wait_for("Write whom you nominate")
    t.press("e")
    t.wait_for("─ Your nomination")
    opened(t)
    members.pick(person, NAMES[CHOSEN])
    t.press_each("tab", secret(person))
    t.press("ctrl+s")
    t.wait_for(no_dialog)
    t.wait_for(lambda t: not t.shows("Write whom you nominate"))


def hidden(members: Members) -> None:
    """See that nobody's terminal has received a letter of anybody else's nomination, wherever they look."""
    members.all_see("12 of 12")
    for key, title in (("v", "Our aim"), ("m", "Minutes, as they stand")):
        for seat in members.seats.values():
            seat.press(key)
        members.all_see(title)
        for seat in members.seats.values():
            seat.press("escape")
        members.all_see(no_dialog)
    for person, seat in members.seats.items():
        received = {other for other in TWELVE if SIGNS[other].encode() in seat.raw}
        assert received == {person}, f"{person} has received what these have written: {received}"


def revealed(members: Members) -> None:
    """See that what was hidden can be read by everybody now."""
    for seat in members.seats.values():
        seat.press("v")
    for person in TWELVE:
        members.all_see(f"{NAMES[person]}: {NAMES[CHOSEN]}. {secret(person)}")
    for person, seat in members.seats.items():
        received = {other for other in TWELVE if SIGNS[other].encode() in seat.raw}
        assert received == set(TWELVE), f"{person} has seen only {received}"
        seat.press("escape")
    members.all_see(no_dialog)


def on_record(server: Serving) -> None:
    """See that minutes, decisions and roles are those of this meeting, and that everybody answered at their terminal."""
    home = Home(server.program.home)
    try:
        (meeting,) = [home.meeting(id_) for id_ in home.meetings()]
        decided, chosen = meeting.decisions
        for decision in (decided, chosen):
            assert {g.person: g.means for g in decision.given} == dict.fromkeys(TWELVE, "terminal")
        assert (decided.text, decided.version, str(decided.review)) == (INTEGRATED, 2, REVIEW)
        assert decided.objections_integrated == 1
        assert meeting.closed
        held = [role.person for id_, role in home.organisation().circles["well"].roles.items() if id_ == "delegate"]
        assert held == [CHOSEN]
    finally:
        home.close()
    minutes = " ".join(server.program.minutes(meeting.id).split())
    for part in (
        INTEGRATED,
        REVIEW,
        "Water meters",
        "Who speaks for us",
        f"{NAMES[CHOSEN]} is delegate",
        *NAMES.values(),
    ):
        assert (part in minutes) == (part != NAMES[OUTSIDE]), part
    assert not any(secret(person) in minutes for person in TWELVE)
