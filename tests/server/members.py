"""Members: a circle in a live meeting, each at their own terminal; what each does there, and what the others see of it."""

import re
from collections.abc import Callable, Mapping

from tests.terminal.by_keys import no_dialog, now_and_next, opened

from .circle import FACILITATOR, NAMES
from .crowd import Seat, all_see

_CHOSEN = re.compile(r"\[([^\]\n]+)\]")
"""What is chosen stands in brackets."""
Turn = Callable[[str], None]
"""What somebody does at their turn, by who it is."""


class Members:
    """Who sits in the meeting, by person; `seats` has a terminal for each."""

    def __init__(self, seats: Mapping[str, Seat]) -> None:
        self.seats = dict(seats)

    @property
    def leads(self) -> Seat:
        """The facilitator's terminal."""
        return self.seats[FACILITATOR]

    # --- rounds

    @property
    def now(self) -> str:
        """Whose turn it is, as the facilitator sees it; "" for nobody's."""
        return now_and_next(self.leads)[0].lower()

    def turn(self, person: str, key: str = "space") -> None:
        """Let somebody do something at their turn, of which they know, and see that the turn has gone on."""
        seat = self.seats[person]
        seat.wait_for(f"Your turn, {NAMES[person]}")
        seat.press(key)
        self.passed_on(person)

    def passed_on(self, person: str) -> None:
        """Wait until it is not this person's turn any more, for them and for the facilitator."""
        self.leads.wait_for(lambda _t: self.now != person)
        self.seats[person].wait_for(lambda t: not t.shows(f"Your turn, {NAMES[person]}"))

    def round(self, key: str = "space", others: Mapping[str, Turn] | None = None) -> list[str]:
        """Let everybody have their turn, each at their own terminal; return in which order that was."""
        heard: list[str] = []
        self.leads.wait_for(lambda _t: self.now)
        while person := self.now:
            assert person not in heard, f"{person} again, after {heard}"
            heard.append(person)
            if others and person in others:
                others[person](person)
                self.passed_on(person)
            else:
                self.turn(person, key)
        return heard

    # --- the way

    def step(self, to: str) -> None:
        """Let the facilitator go on, and everybody see where."""
        self.leads.press("n")
        self.leads.wait_for(lambda t: re.search(rf"On to “[^”]*{re.escape(to)}”", " ".join(t.text.split())))
        all_see(self.seats.values(), lambda t: f"▸ {to[:12]}" in t.pane("Agenda"))

    def form(self, person: str, key: str, title: str, *answers: str, said: str) -> None:
        """Let somebody open a form with a key, answer it, and see what is said then."""
        t = self.seats[person]
        t.press(key)
        self.fill(person, title, *answers, said=said)

    def fill(self, person: str, title: str, *answers: str, said: str) -> None:
        """Let somebody answer the form that is before them, field by field, and accept it."""
        t = self.seats[person]
        t.wait_for(f"─ {title}")
        opened(t)
        t.press_each(*answers)
        t.press("ctrl+s")
        t.wait_for(said)
        t.wait_for(no_dialog)

    def pick(self, person: str, label: str) -> None:
        """Let somebody go through the options that begin so, until this one is chosen."""
        t = self.seats[person]
        for _option in range(12):
            t.settle(0.1)  # a key that is still on its way would go beyond it
            chosen = _CHOSEN.findall(t.text)
            if label in chosen:
                return
            t.press(label[0])
            t.wait_for(lambda t: _CHOSEN.findall(t.text) != chosen)  # noqa: B023
        raise AssertionError(f"there is no {label} to choose\n{t.drawn()}")

    def all_see(self, what: "str | Callable[..., object]") -> None:
        """Wait until everybody sees something."""
        all_see(self.seats.values(), what)
