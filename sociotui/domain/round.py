"""Round: who has the turn, who is next, who still waits; and how each thing that happens moves that on.

A round is plain data with pure transitions; whether a transition is allowed is decided in `turns`.
Rules: MVOS and WDWD on rounds, as gathered in the practice of this project.
"""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.formats import PassRule, RoundKind
from sociotui.domain.people import PersonId

Mode = Literal["round", "popcorn", "stack", "free"]
"""`round`: in seat order. `popcorn`: each once, as they are moved. `stack`: by raised hands. `free`: no order."""
Direction = Literal["left", "right"]
"""`left`: on with the neighbour after one in seat order (as a clock runs); `right`: the other way round."""


class Round(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One round. Times are milliseconds since 1970; `share` is what each turn may take, 0 where none is agreed.

    `closes` is who speaks once more when everybody has, "" for nobody.

    Everyone in `order` is at any moment in exactly one of: `now`, `queue`, `spoken`, `passed`, `gone`.
    """

    kind: RoundKind
    prompt: str = ""
    passing: PassRule = "yes"
    mode: Mode = "round"
    order: tuple[PersonId, ...]
    direction: Direction = "left"
    lap: int = 1
    now: PersonId = ""
    queue: tuple[PersonId, ...] = ()
    later: tuple[PersonId, ...] = ()
    spoken: tuple[PersonId, ...] = ()
    passed: tuple[PersonId, ...] = ()
    gone: tuple[PersonId, ...] = ()
    aside: PersonId = ""
    asked: tuple[PersonId, ...] = ()
    subject: str = ""
    version: int = 0
    began: int = 0
    turn_began: int = 0
    held: int = 0
    share: int = 0
    closes: PersonId = ""
    spent: dict[PersonId, int] = {}

    @property
    def speaking(self) -> str:
        """Who speaks: the person taken out of turn while there is one, else whose turn it is; "" when nobody."""
        return self.aside or self.now

    @property
    def next(self) -> str:
        """Who speaks after this; "" when nobody is known to."""
        if self.aside and self.now:
            return self.now
        return self.queue[0] if self.queue and self.mode == "round" else ""

    @property
    def within(self) -> frozenset[str]:
        """Who has spoken or passed in this round, speaks now, or will; in an open mode somebody may who comes only later."""
        return frozenset((*self.spoken, *self.passed, *self.queue, *self.later, self.now, self.aside)) - {""}

    @property
    def complete(self) -> bool:
        """True when everybody has spoken, passed or gone. An open mode is never complete: a full round ends it."""
        return self.mode == "round" and not self.speaking and not self.queue

    @property
    def untouched(self) -> bool:
        """True while nobody has spoken or passed, so that another start may still be chosen."""
        return not (self.spoken or self.passed or self.aside or self.later)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Those who have yet to speak, who speaks now first."""
        return ((self.now,) if self.now else ()) + self.queue


def begin(round_: Round, at: int) -> Round:
    """Start a round made with its `order`: the first has the turn; in an open mode nobody has it yet."""
    first = round_.order[0] if round_.mode == "round" and round_.order else ""
    rest = tuple(p for p in round_.order if p != first)
    return replace(round_, now=first, queue=rest, began=at, turn_began=at)


def finish(round_: Round, at: int) -> Round:
    """The person whose turn it is has spoken."""
    person = round_.now
    spoken = round_.spoken if person in round_.spoken else (*round_.spoken, person)
    return _advance(_count(replace(round_, spoken=spoken), person, at), at)


def pass_on(round_: Round, at: int) -> Round:
    """The person whose turn it is gives it up for this round."""
    return _advance(_count(replace(round_, passed=(*round_.passed, round_.now)), round_.now, at), at)


def postpone(round_: Round, at: int) -> Round:
    """The person whose turn it is says "come back to me" and goes to the end."""
    person = round_.now
    counted = _count(replace(round_, queue=(*round_.queue, person)), person, at)
    advanced = _advance(counted, at)
    return replace(advanced, later=(*_without(advanced.later, person), person))


def call_on(round_: Round, person: str, at: int) -> Round:
    """In an open mode, `person` takes the turn; in a stack perhaps not for the first time."""
    return replace(
        round_,
        now=person,
        queue=_without(round_.queue, person),
        spoken=_without(round_.spoken, person),
        passed=_without(round_.passed, person),
        gone=_without(round_.gone, person),
        turn_began=at,
    )


def interrupt(round_: Round, person: str, at: int) -> Round:
    """`person` is heard out of turn; the turn that stands is held until then."""
    return replace(round_, aside=person, held=at - round_.turn_began, turn_began=at)


def resume(round_: Round, at: int) -> Round:
    """Who was heard out of turn has finished; the order goes on where it stood."""
    counted = _count(round_, round_.aside, at)
    return replace(counted, aside="", turn_began=at - round_.held, held=0)


def leave(round_: Round, person: str, at: int) -> Round:
    """`person` goes: out of the order, on record as gone where they had not spoken."""
    if round_.aside == person:
        round_ = resume(round_, at)
    if round_.closes == person:
        round_ = replace(round_, closes="")
    if person == round_.now:
        gone = replace(round_, gone=(*round_.gone, person))
        if round_.aside:  # the time since then is of who is heard out of turn
            spent = round_.spent | {person: round_.spent.get(person, 0) + round_.held}
            return _advance_behind(replace(gone, spent=spent), at)
        return _advance(_count(gone, person, at), at)
    if person in round_.queue:
        rest, later = _without(round_.queue, person), _without(round_.later, person)
        return replace(round_, queue=rest, later=later, gone=(*round_.gone, person))
    return round_


def join(round_: Round, person: str, at: int) -> Round:
    """`person` joins at the end of this round, or comes back to where they would have spoken last."""
    order = (*_without(round_.order, person), person)
    joined = replace(round_, order=order, gone=_without(round_.gone, person), queue=(*round_.queue, person))
    return joined if round_.now or round_.mode != "round" else _advance_behind(joined, at)


def ask_again(round_: Round, person: str, at: int) -> Round:
    """`person` has answered and is asked once more, at the end: an objector who released the objection."""
    back = replace(round_, spoken=_without(round_.spoken, person), queue=(*round_.queue, person))
    return back if round_.now else _advance_behind(back, at)


def rest(round_: Round, at: int) -> Round:
    """The meeting leaves a round for another step; who speaks, and whose turn is held, are counted up to here."""
    if not round_.speaking:
        return round_
    counted = replace(_count(round_, round_.speaking, at), turn_began=at, held=0)
    if not round_.held:
        return counted
    return replace(counted, spent=counted.spent | {round_.now: counted.spent.get(round_.now, 0) + round_.held})


def come_back(round_: Round, at: int) -> Round:
    """The meeting comes back to a round that it had left; whose turn it is goes on now."""
    return round_ if round_.complete else replace(round_, turn_began=at)


def shift(round_: Round, by: int) -> Round:
    """Leave a pause of `by` milliseconds out of the turn's time."""
    return replace(round_, turn_began=round_.turn_began + by)


def answer_ahead(round_: Round, person: str) -> Round:
    """`person` has answered before their turn; the order goes on without them."""
    rest, later = _without(round_.queue, person), _without(round_.later, person)
    return replace(round_, queue=rest, later=later, spoken=(*_without(round_.spoken, person), person))


def _advance(round_: Round, at: int) -> Round:
    if round_.mode == "round" and not round_.queue and round_.closes:
        once_more = round_.closes
        round_ = replace(round_, queue=(once_more,), spoken=_without(round_.spoken, once_more), closes="")
    if round_.mode == "round" and round_.queue:
        now, queue = round_.queue[0], round_.queue[1:]
        later = _without(round_.later, now) if now in round_.later else round_.later
        return replace(round_, now=now, queue=queue, later=later, turn_began=at)
    return replace(round_, now="", turn_began=at)


def _advance_behind(round_: Round, at: int) -> Round:
    """Give the turn on; who is heard out of turn meanwhile keeps their time."""
    advanced = _advance(round_, at)
    return replace(advanced, turn_began=round_.turn_began, held=0) if round_.aside else advanced


def _count(round_: Round, person: str, at: int) -> Round:
    spent = round_.spent.get(person, 0) + max(0, at - round_.turn_began)
    return replace(round_, spent=round_.spent | {person: spent})


def _without(people: tuple[str, ...], person: str) -> tuple[str, ...]:
    return tuple(p for p in people if p != person)
