"""An exercise by lines: each can be gone through to its end by numbers alone, and says why where something cannot be."""

import pytest

from sociotui.domain.commands import NextStep
from sociotui.domain.practising.exercise import do
from sociotui.domain.practising.state import Exercise
from sociotui.room.clock import Clock
from sociotui.room.practising.offering import FORM, OUT, offers
from sociotui.room.practising.plain import play, ways
from sociotui.room.practising.room import PracticeRoom
from sociotui.room.practising.shelf import exercises

EXERCISES = ("check-in", "rounds", "consent", "consent-dogs", "integrating", "selection", "conflict")


class Learner:
    """Answers by numbers: what fits, then whatever leads on; what was told stands in `told`."""

    def __init__(self, room: PracticeRoom) -> None:
        self.room = room
        self.told: list[str] = []
        self._asked = 0

    def ask(self, question: str) -> str:
        """Answer a question."""
        if "number" not in question:
            return "Because it helps"
        self._asked += 1
        if self._asked > 3000:
            raise EOFError
        labels = [way.label for way in ways(self.room, self.ask)]
        fitting = [f"Say: {s.text}" for s in self.room.sayings if s.fits and not s.more]
        wanted = [label for label in labels if label in fitting] or [each for each in labels if self._leads_on(each)]
        return str(labels.index((wanted or labels)[0]) + 1)

    def _leads_on(self, label: str) -> bool:
        offered = next((o for o in offers(self.room.x) if o.text in label), None)
        if offered and (label.startswith("Offer") or not self.room.x.version):
            return self._helps(offered.id)
        return not label.startswith(
            ("Say", "Take my last", "I object", "I pass", "Nominate Ana", "Propose Ana", "Hear")
        )

    def _helps(self, id_: str) -> bool:
        """Tell whether fewer reasons stand by what is offered."""
        x = self.room.x
        if id_.startswith(FORM):
            return False
        after = do(x, self.room.offer(id_.removeprefix(OUT), out=id_.startswith(OUT)), self.room.clock.now())
        return x.version is None or _standing(after) < _standing(x)


def _standing(x: Exercise) -> int:
    return sum(len(x.reasons(m.id)) for m in x.scenario.member)


@pytest.mark.parametrize("id_", EXERCISES)
def test_each_comes_to_its_end_by_numbers(id_: str) -> None:
    room = PracticeRoom(exercises(), id_, 3, Clock())
    learner = Learner(room)
    assert play(room, learner.told.append, learner.ask, "Another one")
    told = "\n".join(learner.told)
    assert "What you did" in told
    assert "What comes well after this: Another one." in told
    assert "‹" not in told


def test_what_is_no_number_is_asked_again_and_q_leaves() -> None:
    room = PracticeRoom(exercises(), "consent", 1, Clock())
    answers = iter(["x", "0", "99", "²", "q"])
    told: list[str] = []
    assert not play(room, told.append, lambda _question: next(answers), "")
    assert sum("A number from 1 to" in line for line in told) == 4


def test_undo_is_one_of_the_numbers() -> None:
    room = PracticeRoom(exercises(), "consent", 1, Clock())
    room.act(NextStep()).result()
    back = next(way for way in ways(room, input) if way.label == "Take my last act back.")
    back.go()
    assert room.x.meeting.place.step == "present"
