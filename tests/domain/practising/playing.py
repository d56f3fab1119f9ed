"""Playing an exercise as a learner would, without a screen: step by step, by whatever is at hand."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from random import Random

from sociotui.domain import commands as c
from sociotui.domain.consent import Version
from sociotui.domain.event import Command
from sociotui.domain.formats import Format
from sociotui.domain.practising import cues
from sociotui.domain.practising.exercise import begin, do, offer, say
from sociotui.domain.practising.reasons import to_offer, to_take_out
from sociotui.domain.practising.scenario import Saying, Scenario
from sociotui.domain.practising.state import Exercise
from sociotui.domain.selection import Nomination, Sought
from sociotui.exchange.formats import load_formats
from sociotui.exchange.practising import load_scenarios
from sociotui.room.files import data_folder

TODAY = date(2026, 11, 23)
AT = 1_800_000_000_000
ME = "you"
Chooses = Callable[[tuple[Saying, ...]], Saying | None]


@cache
def scenarios() -> dict[str, Scenario]:
    """Return the exercises that come with the program."""
    shelf = load_scenarios([data_folder() / "practice"])
    assert not shelf.complaints
    return shelf.scenarios


@cache
def formats() -> dict[str, Format]:
    """Return the formats that they are held in."""
    shelf = load_formats([data_folder() / "formats", data_folder() / "practice" / "formats"])
    assert not shelf.complaints
    return shelf.formats


def begun(scenario: Scenario, seed: int = 1) -> Exercise:
    """Begin an exercise."""
    return begin(scenario, formats(), seed, TODAY, AT, ME, "You")


def fitting(sayings: tuple[Saying, ...]) -> Saying | None:
    """Choose what fits."""
    return next((s for s in sayings if s.fits and not s.more), None)


def unfitting(sayings: tuple[Saying, ...]) -> Saying | None:
    """Choose what does something else; but listen where one would never get on without it."""
    return next((s for s in sayings if not s.fits), None) or next((s for s in sayings if s.id == "tell-again"), None)


def silent(_sayings: tuple[Saying, ...]) -> Saying | None:
    """Say nothing."""
    return None


def step(x: Exercise, says: Chooses, chance: Random) -> Exercise:
    """Do the next thing that a learner would do; amendments are tried as chance has it."""
    at = AT + 1000 * (x.acts + 1)
    saying = says(cues.sayings(x))
    if saying:
        return say(x, saying.id, at)
    return do(x, _next(x, chance), at)


def _next(x: Exercise, chance: Random) -> Command:
    m = x.meeting
    if m.round and m.round.speaking:
        return c.Consent(person=ME) if m.round.subject else c.FinishTurn()
    version, grid = x.version, m.item.grid if m.item else None
    if m.step.kind == "integrate" and version and m.ledger.open and m.ledger.version == version.number:
        return _offered(x, version, chance)
    if m.step.kind == "amend" and m.proposal is None:
        if grid:
            return c.ProposeSelection(people=dict.fromkeys((s.role for s in grid.sought), chance.choice(m.seats)))
        return offer(x, chance.choice(x.scenario.offer).id)
    if m.step.kind == "roles" and x.scenario.role and not (grid and grid.sought):
        return c.Seek(sought=(Sought(role=x.scenario.role.id),))
    if m.step.kind == "nominate" and grid and not grid.has_written(ME):
        return c.Nominate(
            person=ME, choices={s.role: Nomination(person=ME, reason="I would like to") for s in grid.sought}
        )
    if m.step.kind == "record" and m.item and not m.item.outcome:
        return c.Record(review=(version.review if version else None) or TODAY + timedelta(20))
    if m.step.kind == "outcome" and m.item and not m.item.outcome:
        return c.EndItem(kind="decided", text="We mend the gate.")
    return c.CloseMeeting() if m.step.kind == "closing" else c.NextStep()


def _offered(x: Exercise, version: Version, chance: Random) -> Command:
    """Offer something: mostly what meets most reasons, at times whatever there is."""
    s = x.scenario
    all_ = [offer(x, o.id) for o in to_offer(s, version, TODAY)]
    all_ += [offer(x, o.id, out=True) for o in to_take_out(s, version)]
    chance.shuffle(all_)
    if chance.random() < 0.3:
        return all_[0]
    return min(all_, key=lambda command: sum(len(do(x, command, AT).reasons(m.id)) for m in s.member))


def played(x: Exercise, says: Chooses = fitting, seed: int = 0) -> Exercise:
    """Play an exercise to its end."""
    chance = Random(seed)
    for _each in range(500):
        if x.over:
            return x
        x = step(x, says, chance)
    raise AssertionError("it never came to an end")
