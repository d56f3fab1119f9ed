"""Each format from its start to what goes on record, told once, and held by whoever facilitates it: keys or commands.

Three people of a small circle hold a short get-together: one round in, one item in the format, one round out.
"""

from collections.abc import Callable
from typing import Protocol

ORGANISATION = """
[organisation]
name = "Three"

[[person]]
id = "ana"
name = "Ana"

[[person]]
id = "ben"
name = "Ben"

[[person]]
id = "cleo"
name = "Cleo"

[[person]]
id = "dov"
name = "Dov"

[[circle]]
id = "house"
name = "House"
aims = ["A house in which we live well"]
members = ["ana", "ben", "cleo"]
dialect = "{dialect}"
roles = {{ facilitator = "ana", secretary = "ben" }}
"""
DAY, SOONER = "2098-06-30", "2097-01-31"
REASON = "calm and clear"


class Facilitating(Protocol):
    """What a facilitator does in these meetings."""

    def add(self, title: str, format_: str, about: str = "", people: tuple[str, ...] = (), policy: str = "") -> None:
        """Put the item on the agenda."""

    def guest(self, person: str) -> None:
        """Somebody of the organisation comes as a guest."""

    def everybody(self, act: str = "next") -> None:
        """Let everybody whose turn it is to come speak (`next`) or consent (`consent`), one after the other."""

    def object(self, reason: str) -> None:
        """The speaker objects."""

    def step(self, to: str) -> None:
        """Go on to the step of that title."""

    def write(self, text: str) -> None:
        """Write the wording that this step asks for."""

    def seek(self, role: str, until: str) -> None:
        """Name the role that is sought, and its term."""

    def nominate(self, nominations: dict[str, str], reason: str) -> None:
        """Each writes whom they nominate, hidden from the others."""

    def change(self, nominee: str, reason: str) -> None:
        """The speaker nominates somebody else."""

    def select(self, nominee: str, reason: str) -> None:
        """Somebody proposes a person."""

    def found(self, name: str, aim: str, members: tuple[str, ...], leader: str, until: str = "") -> None:
        """Somebody proposes a circle."""

    def describe(self, aims: str, mission: str, vision: str) -> None:
        """Somebody proposes what the circle is there for."""

    def member(self, text: str) -> None:
        """Somebody proposes that whom the item is about joins, or leaves."""

    def review(self, kind: str) -> None:
        """Somebody proposes what becomes of the policy."""

    def integrate(self, text: str) -> None:
        """The objection is integrated by another wording."""

    def record(self, review: str = "", responsible: str = "") -> None:
        """The decision goes on record; `responsible` is whom the form proposes by itself."""

    def take_on(self, text: str, owner: str, until: str) -> None:
        """Somebody takes on a next step."""

    def end(self, text: str) -> None:
        """Say how the item ends."""

    def close(self) -> None:
        """Close the meeting."""


def hold(meeting: Facilitating, format_: str) -> None:
    """Hold a short meeting with one item in a format."""
    meeting.everybody()
    _ITEMS[format_](meeting)
    meeting.step("Check-out")
    meeting.everybody()
    meeting.step("Close")
    meeting.close()


def _consent(m: Facilitating, review: str = "", *, restate: bool = True, responsible: str = "") -> None:
    if restate:
        m.step("restate")
    m.step("consent")
    m.everybody("consent")
    m.step("record")
    m.record(review, responsible)


def _understood(m: Facilitating) -> None:
    m.step("clarify")
    m.everybody()
    m.step("react")
    m.everybody()


def _consent_decision(m: Facilitating) -> None:
    m.add("Bikes", "consent")
    m.step("present")
    m.write("Bikes stand in the yard.")
    _understood(m)
    m.step("amend")
    m.step("restate")
    m.step("consent")
    m.object("Nobody finds theirs in the dark.")
    m.everybody("consent")
    m.step("integrate")
    m.integrate("Bikes stand in the yard, under the lamp.")
    _consent(m, DAY)


def _s3(m: Facilitating) -> None:
    m.add("Bikes", "consent-s3")
    m.step("driver")
    m.write("Bikes stand in the way; we need room to walk.")
    m.step("consent to the driver")
    m.everybody("consent")
    m.step("present")
    m.write("Bikes stand in the yard.")
    m.step("clarify")
    m.everybody()
    m.step("brief response")
    m.everybody()
    m.step("amend")
    m.step("restate")
    m.step("check for objections")
    m.everybody("consent")
    m.step("celebrate, hear concerns")
    m.everybody()
    m.step("record")
    m.record(DAY)


def _holacracy(m: Facilitating) -> None:
    m.add("Bikes", "consent-holacracy")
    m.step("present")
    m.write("Bikes stand in the yard.")
    _understood(m)
    m.step("amend and clarify")
    _consent(m, DAY)


def _selection(m: Facilitating) -> None:
    m.add("Who writes", "selection")
    m.step("role and term")
    m.seek("secretary", DAY)
    m.step("qualifications")
    m.everybody()
    m.step("the list")
    m.write("Writes fast, asks back.")
    m.step("consent to the list")
    m.everybody("consent")
    m.step("nominate")
    m.nominate({"ana": "cleo", "ben": "ben", "cleo": "cleo"}, REASON)
    m.step("reasons")
    m.everybody()
    m.step("change")
    m.change("ana", REASON)
    m.everybody()
    m.step("propose")
    m.select("cleo", REASON)
    _consent(m, restate=False)


def _forming(m: Facilitating) -> None:
    m.add("Guests", "forming")
    m.step("need")
    m.write("Guests come, and nobody knows.")
    m.step("consent to the need")
    m.everybody("consent")
    m.step("picture forming")
    m.everybody()
    m.step("the list")
    m.write("Who is told? Where do they sleep?")
    m.step("consent to the list")
    m.everybody("consent")
    m.step("shaping")
    m.everybody()
    m.step("put together")
    m.write("Guests are on the board a day before.")
    _understood(m)
    m.step("amend")
    _consent(m, DAY)


def _improvement(m: Facilitating) -> None:
    m.add("How Ben writes", "improvement", about="ben", people=("ana", "ben"))
    for step in ("what went well", "what could be better", "areas", "ideas"):
        m.step(step)
        m.everybody()
    m.step("plan")
    m.write("Ben sends the minutes the same evening.")
    _consent(m, SOONER, responsible="ben")


def _review(m: Facilitating) -> None:
    m.add("Quiet hours again", "review", policy="quiet")
    m.step("read")
    m.step("did it help?")
    m.everybody()
    m.step("propose")
    m.review("keep")
    _understood(m)
    _consent(m, DAY)


def _retrospective(m: Facilitating) -> None:
    m.add("Our first year", "retrospective")
    m.step("open")
    for step in ("what happened", "what helped", "what was hard", "what we learn"):
        m.step(step)
        m.everybody()
    m.step("outcome")
    m.take_on("Ask the neighbours", "cleo", SOONER)
    m.end("We eat together once a week.")


def _joining(m: Facilitating) -> None:
    m.guest("dov")
    m.add("Dov joins", "joining", about="dov")
    m.step("meet")
    m.step("clarify")
    m.everybody()
    m.step("propose")
    m.member("From May on.")
    m.step("react")
    m.everybody()
    _consent(m)


def _leaving(m: Facilitating) -> None:
    m.add("Cleo moves out", "leaving", about="cleo")
    m.step("tell")
    m.step("clarify")
    m.everybody()
    m.step("thanks")
    m.everybody()
    m.step("propose")
    m.member("At the end of May.")
    _consent(m)


def _removal(m: Facilitating) -> None:
    m.add("Cleo and the house", "removal", about="cleo")
    m.step("tell")
    m.step("clarify")
    m.everybody()
    m.step("react")
    m.everybody()
    m.step("propose")
    m.member("At the end of May.")
    _consent(m)


def _founding(m: Facilitating) -> None:
    m.add("A kitchen circle", "founding")
    m.step("present")
    m.found("Kitchen", "Good food for all", ("ben", "cleo"), "cleo")
    _understood(m)
    m.step("amend")
    _consent(m, DAY)


def _helping(m: Facilitating) -> None:
    m.add("Who mends the roof", "helping")
    m.step("present")
    m.found("Roof", "A roof that holds", ("ana", "ben"), "ana", SOONER)
    _understood(m)
    m.step("amend")
    _consent(m)


def _vma(m: Facilitating) -> None:
    m.add("What we are for", "vma")
    m.step("read")
    for step in ("vision", "mission", "aims"):
        m.step(step)
        m.everybody()
    m.step("put together")
    m.describe("A house open to its street", "We cook, mend and host.", "Nobody eats alone.")
    _understood(m)
    m.step("amend")
    _consent(m, DAY)


def _feedback(m: Facilitating) -> None:
    m.add("For Ana", "feedback", about="ana")
    m.step("ask")
    m.step("appreciation")
    m.everybody()
    m.step("wishes")
    m.everybody()
    m.step("outcome")
    m.end("Ana ends meetings on time.")


def _report(m: Facilitating) -> None:
    m.add("The boiler", "report")
    m.step("tell")
    m.step("clarify")
    m.everybody()
    m.step("outcome")
    m.end("It is mended.")


def _explore(m: Facilitating) -> None:
    m.add("A garden?", "explore")
    m.step("open")
    m.step("explore")
    m.everybody()
    m.step("outcome")
    m.take_on("Measure the yard", "ben", SOONER)
    m.end("We would like one.")


_ITEMS: dict[str, Callable[[Facilitating], None]] = {
    "consent": _consent_decision,
    "consent-s3": _s3,
    "consent-holacracy": _holacracy,
    "selection": _selection,
    "forming": _forming,
    "improvement": _improvement,
    "review": _review,
    "retrospective": _retrospective,
    "joining": _joining,
    "leaving": _leaving,
    "removal": _removal,
    "founding": _founding,
    "helping": _helping,
    "vma": _vma,
    "feedback": _feedback,
    "report": _report,
    "explore": _explore,
}
FORMATS = tuple(_ITEMS)
DIALECTS = {"consent-s3": "s3", "consent-holacracy": "holacracy"}
