"""Whatever a learner does, in whatever order: an exercise goes on by the rules, and nobody in it runs wild."""

from collections.abc import Callable
from random import Random

import pytest

from sociotui.domain import commands as c
from sociotui.domain.event import Command
from sociotui.domain.practising import cues
from sociotui.domain.practising.exercise import do, offer, say
from sociotui.domain.practising.hints import hint
from sociotui.domain.practising.review import review
from sociotui.domain.practising.state import Exercise
from sociotui.domain.refusal import Refused
from tests.domain.practising.playing import AT, ME, TODAY, begun, scenarios

_ANY: tuple[Callable[[Exercise, Random], Command], ...] = (
    lambda _x, _r: c.NextStep(),
    lambda _x, _r: c.NextStep(),
    lambda _x, _r: c.FinishTurn(),
    lambda _x, _r: c.FinishTurn(),
    lambda _x, _r: c.PassTurn(),
    lambda _x, _r: c.PostponeTurn(),
    lambda _x, _r: c.PreviousStep(),
    lambda _x, _r: c.UndoAct(),
    lambda _x, _r: c.BeginRound(),
    lambda _x, r: c.OpenMode(mode=r.choice(("popcorn", "stack", "free"))),
    lambda x, r: c.TakeTurn(person=r.choice(x.meeting.seats)),
    lambda _x, _r: c.Consent(person=ME),
    lambda _x, _r: c.Consent(person=ME),
    lambda _x, _r: c.Object(person=ME, reason="I see it otherwise"),
    lambda _x, _r: c.Release(person=ME),
    lambda x, r: offer(x, r.choice(x.scenario.offer).id if x.scenario.offer else ""),
    lambda x, r: offer(x, r.choice(x.scenario.offer).id if x.scenario.offer else "", out=True),
    lambda _x, _r: c.ProposeSelection(),
    lambda _x, _r: c.Amend(text="Something else altogether."),
    lambda _x, _r: c.Record(review=TODAY.replace(year=2030)),
    lambda _x, _r: c.PauseClock(),
    lambda _x, _r: c.ResumeClock(),
    lambda _x, r: c.EndItem(kind=r.choice(("postponed", "dropped")), text="Enough for today"),
    lambda _x, _r: c.CloseMeeting(),
)


@pytest.mark.parametrize(
    "id_", ["check-in", "conflict", "consent", "consent-dogs", "integrating", "rounds", "selection"]
)
@pytest.mark.parametrize("seed", range(25))
def test_whatever_is_done(id_: str, seed: int) -> None:
    chance, x = Random(seed), begun(scenarios()[id_], seed)
    done = 0
    for at in range(150):
        try:
            sayings = cues.sayings(x)
            if sayings and chance.random() < 0.2:
                x = say(x, chance.choice(sayings).id, AT + at)
            else:
                x = do(x, chance.choice(_ANY)(x, chance), AT + at)
        except Refused as refusal:
            assert str(refusal)
            continue
        done += 1
        assert hint(x)
        assert review(x).tries
        _nobody_answers_against_a_reason(x)
    assert done > 5 or x.over


def _nobody_answers_against_a_reason(x: Exercise) -> None:
    """Who has consented to the wording as it stands has no reason against it."""
    m, version = x.meeting, x.version
    if version is None or not m.item or m.step.part or m.ledger.version != version.number:
        return
    assert not [p for p in m.ledger.consented if p != ME and x.reasons(p)]
