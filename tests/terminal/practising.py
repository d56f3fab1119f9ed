"""Practising by keys: the exercise is played once more in memory with the same seed, and each screen has to say the same.

So every key is pressed for what the hint on the screen says, and what is heard is what the members have said.
"""

from random import Random

from sociotui.domain import commands as c
from sociotui.domain.practising.exercise import do, offer
from sociotui.domain.practising.scenario import Saying
from sociotui.domain.selection import Nomination
from sociotui.room.actions import keys
from sociotui.room.clock import Clock
from sociotui.room.practising.offering import OUT, offers
from sociotui.room.practising.room import ME, PracticeRoom
from sociotui.room.practising.shelf import exercises
from sociotui.words import with_keys
from tests.domain.practising.playing import Chooses

from .screen import Terminal


class Player:
    """Plays an exercise in a terminal, and beside it in memory. `says` chooses what is said."""

    def __init__(self, terminal: Terminal, id_: str, seed: int, says: Chooses, chance: Random) -> None:
        self.terminal = terminal
        self.room = PracticeRoom(exercises(), id_, seed, Clock())
        self._says = says
        self._chance = chance

    def play(self) -> PracticeRoom:
        """Play it to the end."""
        while not self.room.x.over:
            self.look()
            saying = self._says(self.room.sayings)
            if saying:
                self._say(saying)
            else:
                self._act()
        return self.room

    def look(self) -> None:
        """Wait until the screen says what one may do, and what was said last."""
        heard = self.room.heard[-1].text[-18:] if self.room.x.latest and self.room.x.acts else ""
        hint = with_keys(self.room.hint, keys())
        self.terminal.wait_for(lambda t: t.shows(hint) and heard in " ".join(t.pane("Heard").split()))

    def _say(self, saying: Saying) -> None:
        at = [s.id for s in self.room.sayings].index(saying.id)
        self.terminal.press("enter")
        self.terminal.wait_for("What do you say?")
        self.terminal.press(str(at + 1))
        self.room.say(saying.id)

    def _do(self, command: c.FinishTurn | c.Consent | c.NextStep | c.CloseMeeting, key: str) -> None:
        self.terminal.press(key)
        self.room.act(command).result()

    def _act(self) -> None:
        x, m = self.room.x, self.room.x.meeting
        grid = m.item.grid if m.item else None
        if m.round and m.round.speaking and not m.round.complete:
            if m.round.subject:
                self._do(c.Consent(person=ME), "c")
            else:
                self._do(c.FinishTurn(), "space")
        elif m.step.kind == "integrate" and x.version and any(o.version == x.version.number for o in m.ledger.open):
            self._offer()
        elif m.step.kind == "amend" and m.proposal is None:
            self._select() if grid else self._offer()
        elif m.step.kind == "nominate" and grid and not grid.has_written(ME):
            self._nominate()
        elif m.step.kind == "record" and m.item and not m.item.outcome:
            self._form("On record", "Record")
            review = (x.version.review if x.version else None) or m.today.replace(year=m.today.year + 1, day=1)
            self.room.act(c.Record(review=review)).result()
        elif m.step.kind == "outcome" and m.item and not m.item.outcome:
            self._end()
        elif m.step.kind == "closing":
            self.terminal.press("X")
            self.terminal.wait_for("Close this meeting?")
            self._do(c.CloseMeeting(), "enter")
        else:
            self._do(c.NextStep(), "n")

    # --- dialogs

    def _offer(self) -> None:
        """Offer what meets most reasons."""
        choices = [(each.id.removeprefix(OUT), each.id.startswith(OUT)) for each in offers(self.room.x)]
        at = min(range(len(choices)), key=lambda n: self._left(*choices[n]))
        id_, out = choices[at]
        self.terminal.press("e")
        self.terminal.wait_for("What do you offer?")
        self.terminal.press(str(at + 1))
        self.room.act(offer(self.room.x, id_, out=out)).result()

    def _left(self, id_: str, out: bool) -> int:
        """Return how many reasons would still stand."""
        x = self.room.x
        after = do(x, offer(x, id_, out=out), self.room.clock.now())
        return sum(len(after.reasons(m.id)) for m in x.scenario.member)

    def _form(self, title: str, accept: str, *first: str) -> None:
        """Open the form of this step, press what is to be pressed in it first, and accept it."""
        self.terminal.press("e")
        self.terminal.wait_for(title)
        if first:
            self.terminal.press_each(*first)
        for _each in range(12):
            if not self.terminal.shows(accept + " "):
                return
            if not self.terminal.shows("accept"):
                return
            self.terminal.press_each("enter")
        raise AssertionError(f"{title} was not left\n{self.terminal.drawn()}")

    def _nominate(self) -> None:
        role = self.room.scenario.role
        assert role
        self._form("Your nomination", "Write it down", "right")
        self.room.act(c.Nominate(person=ME, choices={role.id: Nomination(person=ME)})).result()

    def _select(self) -> None:
        """Propose Ben, whom nobody has a reason against."""
        from sociotui.tui.meeting.forms_selection import proposal

        m, role = self.room.x.meeting, self.room.scenario.role
        assert role
        field = proposal(m).form.fields[0]
        options = [value for value, _label in field.options]
        steps = (options.index("ben") - options.index(field.value)) % len(options)
        self._form("Whom do we propose?", "Propose", *["right"] * steps)
        self.room.act(c.ProposeSelection(people={role.id: "ben"})).result()

    def _end(self) -> None:
        self.terminal.press("e")
        self.terminal.wait_for("In which words?")
        self.terminal.press("tab", *"The gate is mended", "tab", "enter")
        self.room.act(c.EndItem(kind="decided", text="The gate is mended")).result()
