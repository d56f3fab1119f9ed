"""Cues: what happens in an exercise that asks something of the learner: interruptions, long turns, silence, being heard."""

from msgspec.structs import replace

from sociotui.domain.meeting import Meeting
from sociotui.domain.practising.chance import mixed
from sociotui.domain.practising.scenario import Cue, Saying
from sociotui.domain.practising.state import Exercise, Heard
from sociotui.domain.round import Round

PART = 50_000
"""Milliseconds that a part of a long turn takes."""


def due(x: Exercise) -> Cue | None:
    """Return the cue that happens now; None where none does. One after another, each once."""
    m = x.meeting
    if m.closed or x.cue:
        return None
    for cue in x.scenario.cue:
        if cue.at == m.step.id and f"cue/{cue.id}" not in x.happened and _now(x, cue):
            return cue
    return None


def _now(x: Exercise, cue: Cue) -> bool:
    r = x.meeting.round
    if cue.kind == "silent" or r is None:
        return r is None or len(r.spoken) + len(r.passed) >= cue.after
    if cue.kind in ("long", "hear"):
        return r.now == cue.who and not r.aside
    had = len(r.spoken) + len(r.passed)
    begun = turn(x.meeting, r) in x.happened  # who is talked into has begun to speak
    return had >= cue.after and begun and r.now not in (cue.who, x.me) and not r.aside


def turn(m: Meeting, r: Round) -> str:
    """Return the key of the turn that runs."""
    return f"turn/{m.place.key}/{r.lap}/{r.began}/{r.speaking}"


def told_by(x: Exercise, person: str) -> bool:
    """Tell whether what somebody says in their turn in this step is told by a cue."""
    told = ("long", "hear")
    return any(c.kind in told and c.who == person and c.at == x.meeting.step.id for c in x.scenario.cue)


def first_words(cue: Cue) -> Heard:
    """Return how a cue begins."""
    if cue.kind == "silent":
        return Heard(text=cue.says[0], tone="seen")
    return Heard(person=cue.who, text=cue.says[0], tone="interrupts" if cue.kind == "interrupts" else "says")


def sayings(x: Exercise) -> tuple[Saying, ...]:
    """Return what the learner may say just now: to what came up, to who objects, or what belongs to this step."""
    m = x.meeting
    if m.closed:
        return ()
    cue = x.open_cue
    to_cue = [s for s in x.scenario.saying if cue and s.cue == cue.id and (s.fits or s.id not in x.said)]
    objecting = m.step.kind in ("consent", "integrate") and bool(m.ledger.open)
    to_objector = [s for s in x.scenario.saying if objecting and s.to and not _said_to(x, s, objector(x))]
    here = [s for s in x.scenario.saying if m.step.id in s.at and not s.cue and not s.to and not _done(x, s)]
    at_hand = (*_mixed(x, to_cue), *_mixed(x, to_objector), *_mixed(x, here))
    return tuple(replace(s, text=filled(x, s.text)) for s in at_hand)


def _mixed(x: Exercise, among: list[Saying]) -> tuple[Saying, ...]:
    return mixed(x.seed, x.scenario.id, among, lambda saying: saying.id)


def objector(x: Exercise) -> str:
    """Return who is asked about an objection: the first whom nobody has asked yet, else the first; "" where nobody objects."""
    people = [o.person for o in x.meeting.ledger.open if o.person != x.me]
    return next((p for p in people if not asked(x, p)), next(iter(people), ""))


def asked(x: Exercise, person: str) -> bool:
    """Tell whether somebody who objects was asked, fittingly, what lies behind it."""
    return any(said_to(s, person) in x.happened for s in x.scenario.saying if s.to and s.fits)


def said_to(saying: Saying, person: str) -> str:
    """Return the key of a sentence that was said to somebody."""
    return f"said/{saying.id}/{person}"


def _said_to(x: Exercise, saying: Saying, person: str) -> bool:
    return not person or asked(x, person) or said_to(saying, person) in x.happened


def filled(x: Exercise, text: str) -> str:
    """Return a sentence with the name of who objects and the wording as it stands in its gaps."""
    m, version = x.meeting, x.version
    return text.replace("{name}", m.name(objector(x))).replace("{wording}", version.text if version else "")


def _done(x: Exercise, saying: Saying) -> bool:
    """Tell whether what a saying is there for was said in this step already: that, or another one that fits."""
    return any(s.id in x.said and (s.fits or s is saying) and s.at == saying.at for s in x.scenario.saying if not s.cue)
