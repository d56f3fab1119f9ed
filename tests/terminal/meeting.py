"""One meeting of the Garden circle, from the check-in to the close, told once and held by whoever facilitates it."""

from typing import Protocol

PROPOSAL = "The shed is opened each Saturday by two members."
AMENDED = "The shed is opened each Saturday from 10 to 12 by two members in turn."
INTEGRATED = "The shed is opened each Saturday from 10 to 12 by two members in turn; the key hangs in the kitchen."
REASON = "Whoever comes on a weekday would find no tools, and the beds would wait."
REPORT = "Half of the late beans are lost; the rest is sown again in a fortnight."
WHY = "Tools went missing"
REVIEW = "2099-03-01"
AGAIN = "in a week, same place"


class Facilitating(Protocol):
    """What a facilitator does in a meeting: with keys, or with commands. Turns are those of whose turn it is."""

    def check_in(self) -> None:
        """See that the meeting is open and at its first step."""

    def turn(self, act: str) -> None:
        """The speaker is done (`next`), passes (`pass`), comes later (`later`) or consents (`consent`)."""

    def ask_to_pass(self) -> None:
        """The speaker wants to pass where that is asked about once more."""

    def object(self, reason: str, aim: str) -> None:
        """The speaker objects."""

    def step(self, to: str) -> None:
        """Go on to the step with that title."""

    def arrange(self, minutes: int, next_meeting: str) -> None:
        """Agree on a length and on the next meeting."""

    def add(self, title: str, aim: str, minutes: int, presenter: str) -> None:
        """Put an item on the agenda."""

    def propose(self, text: str, person: str) -> None:
        """Write a proposal's wording."""

    def amend(self, text: str) -> None:
        """Give it another wording."""

    def integrate(self, text: str) -> None:
        """Integrate the open objection by another wording."""

    def record(self, review: str, responsible: str, why: str) -> None:
        """Put the decision on record."""

    def note(self, text: str) -> None:
        """Note a line for the minutes."""

    def end_item(self, text: str) -> None:
        """Settle an item that asks for no decision."""

    def keep(self, title: str) -> None:
        """Keep a topic for a later meeting."""

    def close(self) -> None:
        """Close the meeting."""


def hold(meeting: Facilitating) -> None:
    """Hold the whole meeting: seven people, a decision with an objection that is integrated, and a report."""
    meeting.check_in()
    for act in ("next", "later", "pass", "next", "next", "next", "next", "next"):
        meeting.turn(act)
    meeting.step("Admin")
    meeting.arrange(75, AGAIN)
    meeting.step("Agenda")
    meeting.add("Tool-shed rota", "decide", 20, "ana")
    meeting.add("What the frost did", "report", 5, "chidi")
    _all(meeting, "consent", 7)
    meeting.step("present")
    _decide(meeting)
    meeting.step("tell")
    meeting.step("clarify")
    _all(meeting, "next", 6)
    meeting.step("outcome")
    meeting.end_item(REPORT)
    meeting.step("Backlog")
    meeting.keep("Seeds for spring")
    meeting.step("Check-out")
    _all(meeting, "next", 7)
    meeting.step("Close")
    meeting.close()


def _decide(meeting: Facilitating) -> None:
    meeting.propose(PROPOSAL, "ana")
    meeting.step("clarify")
    _all(meeting, "next", 6)
    meeting.step("react")
    meeting.ask_to_pass()
    meeting.turn("pass")
    _all(meeting, "next", 6)
    meeting.step("amend")
    meeting.amend(AMENDED)
    meeting.step("restate")
    meeting.step("consent")
    _all(meeting, "consent", 3)
    meeting.object(REASON, "Soil that is richer each year")
    _all(meeting, "consent", 3)
    meeting.step("integrate")
    meeting.integrate(INTEGRATED)
    meeting.step("restate")
    meeting.step("consent")
    _all(meeting, "consent", 7)
    meeting.step("record")
    meeting.record(REVIEW, "ben", WHY)
    meeting.note("The key is cut by Saturday.")


def _all(meeting: Facilitating, act: str, people: int) -> None:
    for _person in range(people):
        meeting.turn(act)
