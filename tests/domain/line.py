"""Line: a round as somebody would keep it on a slip of paper, to hold the program's own against.

Each method is one thing that people ask for; it returns whether the rules allow it, and notes it down if they do.
"""

from dataclasses import dataclass, field

from sociotui.domain.formats import PassRule


@dataclass
class Line:
    """`line` is who still has to speak, in order: in a round the first of them has the turn."""

    seats: list[str]
    presence: dict[str, str]
    rule: PassRule
    line: list[str] = field(default_factory=list)
    record: dict[str, str] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    later: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    hands: list[str] = field(default_factory=list)
    mode: str = "round"
    holder: str = ""
    aside: str = ""
    lap: int = 1

    @property
    def now(self) -> str:
        """Whose turn it is."""
        return self.holder if self.mode != "round" else self.line[0] if self.line else ""

    @property
    def speaking(self) -> str:
        """Who speaks."""
        return self.aside or self.now

    @property
    def next(self) -> str:
        """Who speaks after this, as far as one can know."""
        if self.mode == "stack":
            return self.hands[0] if self.hands else ""
        if self.mode != "round":
            return ""
        if self.aside:
            return self.now
        return self.line[1] if len(self.line) > 1 else ""

    @property
    def ended(self) -> bool:
        """Whether everybody has been heard."""
        return self.mode == "round" and not self.line and not self.aside

    @property
    def fresh(self) -> bool:
        """Whether nobody has said anything in it."""
        return not self.aside and not self.later and not set(self.record.values()) & {"spoken", "passed"}

    def here(self, person: str) -> bool:
        """Whether somebody is in the room."""
        return self.presence.get(person) in ("here", "next", "watching")

    def taking_part(self) -> list[str]:
        """Who would be in the next round."""
        return [p for p in self.seats if self.presence[p] in ("here", "next")]

    # --- turns --------------------------------------------------------------------------------------

    def _in_turn(self, person: str) -> bool:
        """Whether the one who speaks is the one meant."""
        return bool(self.speaking) and person in ("", self.speaking)

    def _over(self, how: str) -> None:
        person = self.now
        self.record[person] = how
        if self.mode == "round":
            self.line.pop(0)
            self.later.discard(self.now)
        self.holder = ""

    def finish(self, person: str) -> bool:
        """Whoever speaks is done."""
        if self.mode == "stack" and not self.holder:
            return bool(self.hands) and self.take(self.hands[0])
        if not self._in_turn(person):
            return False
        if self.aside:
            self.aside = ""
            return True
        self.heard.append(self.now)
        self._over("spoken")
        if self.mode == "stack" and self.hands:
            self.take(self.hands[0])
        return True

    def pass_(self, person: str) -> bool:
        """Whose turn it is gives it up."""
        rule = self.rule if self.mode == "round" else "yes"
        if not self._in_turn(person) or self.aside or rule == "no":
            return False
        if rule == "ask" and self.now not in self.asked:
            self.asked.add(self.now)
            return True
        self._over("passed")
        return True

    def postpone(self, person: str) -> bool:
        """Whose turn it is comes later."""
        if not self._in_turn(person) or self.aside or self.mode != "round" or len(self.line) < 2:
            return False
        moved = self.line.pop(0)
        self.line.append(moved)
        self.later.discard(self.line[0])
        self.later.add(moved)
        return True

    def take(self, person: str) -> bool:
        """Somebody speaks now: out of turn in a round, next in an open mode."""
        if self.ended or self.mode == "free" or not self.here(person) or self.aside or person == self.now:
            return False
        if self.mode == "round":
            self.aside = person
        elif self.holder or (self.mode == "popcorn" and person not in self.line):
            return False
        else:
            self.holder = person
            self.record.pop(person, None)
            self.heard = [p for p in self.heard if p != person]
            self.line = [p for p in self.line if p != person]
        self.hands = [p for p in self.hands if p != person]
        return True

    def hand(self, person: str, *, up: bool) -> bool:
        """Somebody raises or lowers a hand."""
        person = person or self.speaking
        if not self.here(person) or (person in self.hands) == up:
            return False
        self.hands = [*self.hands, person] if up else [p for p in self.hands if p != person]
        return True

    # --- people -------------------------------------------------------------------------------------

    def arrive(self, person: str, joining: str, name: str) -> bool:
        """Somebody comes: into this round at its end, from the next one on, or watching."""
        was = self.presence.get(person, "")
        if (not was and not name) or was == "here" or (was == "watching" and joining == "watch"):
            return False
        running = not self.ended
        self.presence[person] = {"end": "here", "next": "next" if running else "here", "watch": "watching"}[joining]
        if person not in self.seats:
            self.seats.append(person)
        if joining == "end" and running and self.record.get(person) not in ("spoken", "passed"):
            self.record.pop(person, None)
            self.line.append(person)
        return True

    def leave(self, person: str) -> bool:
        """Somebody goes."""
        if not self.here(person):
            return False
        self.presence[person] = "left"
        self.seats.remove(person)
        self.hands = [p for p in self.hands if p != person]
        self.aside = "" if self.aside == person else self.aside
        if person in (*self.line, self.holder):
            self.record[person] = "gone"
            self.line = [p for p in self.line if p != person]
            self.later -= {person, self.now}
            self.holder = "" if self.holder == person else self.holder
        return True

    def sit(self, person: str, place: int) -> bool:
        """Somebody takes another seat."""
        if not self.here(person) or not 1 <= place <= len(self.seats) or self.seats[place - 1] == person:
            return False
        self.seats.remove(person)
        self.seats.insert(place - 1, person)
        return True

    # --- rounds -------------------------------------------------------------------------------------

    def may_begin(self, start: str) -> bool:
        """Whether a round may begin now, with `start` where that is given."""
        people = self.taking_part()
        return (self.mode != "round" or self.fresh or self.ended) and bool(people) and start in ("", *people)

    def begin(self, order: list[str]) -> None:
        """A round begins with everybody in `order`."""
        self.lap += self.ended
        self._anew("round", order)

    def open(self, mode: str) -> bool:
        """Popcorn, stack or free flow begins."""
        if self.mode == "round" and not (self.fresh or self.ended):
            return False
        self._anew(mode, self.taking_part())
        return True

    def _anew(self, mode: str, order: list[str]) -> None:
        self.mode, self.line, self.holder, self.aside = mode, list(order), "", ""
        self.record, self.heard, self.later, self.asked = {}, [], set(), set()
        self.presence |= dict.fromkeys(order, "here")
