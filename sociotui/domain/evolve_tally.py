"""Evolve, tally: the meeting's sums of rounds, turns and passes after what happened in its round."""

from msgspec.structs import replace

from sociotui.domain import events
from sociotui.domain.event import Event
from sociotui.domain.meeting import Meeting
from sociotui.domain.round import Round


def tallied(before: Meeting, event: Event, after: Meeting) -> Meeting:
    """Return the meeting after an event with its tally gone on; most events change nothing of it."""
    old, new = before.round, after.round
    if old is new or old is None or new is None or isinstance(event, events.StepEntered | events.RoundBegan):
        return after  # who comes to another round, or back to one, has not held one by that
    begun = int(_touched(new)) - int(_touched(old))
    full = int(_full(new)) - int(_full(old))
    passed = isinstance(event, events.TurnPassed)
    turn = (passed or isinstance(event, events.TurnFinished)) and old.passing != "no" and not old.aside
    if not (begun or full or turn):
        return after
    t = before.tally
    return replace(
        after,
        tally=replace(
            t, begun=t.begun + begun, full=t.full + full, turns=t.turns + turn, passes=t.passes + (turn and passed)
        ),
    )


def _touched(round_: Round) -> bool:
    return round_.mode == "round" and bool(round_.spoken or round_.passed)


def _full(round_: Round) -> bool:
    return _touched(round_) and round_.complete
