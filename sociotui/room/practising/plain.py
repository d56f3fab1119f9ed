"""An exercise without a screen: what is heard as lines, and what one may do as a numbered list; for the ear, and anywhere."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sociotui.domain import commands as c
from sociotui.domain.event import Command
from sociotui.domain.meeting import Meeting
from sociotui.domain.proposing import in_months
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Nomination
from sociotui.domain.staying import why_stay
from sociotui.room.practising.offering import FORM, OUT, offers
from sociotui.room.practising.room import ME, PracticeRoom
from sociotui.room.practising.telling import looked_back, said_by
from sociotui.words import _

Ask = Callable[[str], str]
"""Asks for a line; raises EOFError where nobody answers any more."""
Tell = Callable[[str], None]


class Way(NamedTuple):
    """Something that can be done now: what it is called, and what does it."""

    label: str
    go: Callable[[], object]


def play(room: PracticeRoom, tell: Tell, ask: Ask, then: str) -> bool:
    """Play an exercise by lines; return whether it came to its end, which is then looked back at. `then`: see `looked_back`."""
    heard, place = 0, ""
    while True:
        x = room.x
        m = x.meeting
        if m.place.key != place:
            place = m.place.key
            tell(_("\n— {step}: {prompt}", step=m.step.title, prompt=m.step.prompt))
        heard = min(heard, len(x.heard))  # after an undo fewer were
        for each in x.heard[heard:]:
            tell(f"{said_by(each, m)} {each.text}".strip())
        heard = len(x.heard)
        if x.over:
            _look_back(room, tell, then)
            return True
        if not _go_on(ways(room, ask), tell, ask):
            return False


def _go_on(there: list[Way], tell: Tell, ask: Ask) -> bool:
    """Let one of the ways be chosen, and go it; False where somebody leaves."""
    tell("")
    for number, way in enumerate(there, 1):
        tell(f"{number:2}  {way.label}")
    answer = ask(_("Which number? (q leaves)")).strip()
    if answer.lower() in ("q", "quit"):
        return False
    if not (answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(there)):
        tell(_("A number from 1 to {n}, please.", n=len(there)))
        return True
    try:
        there[int(answer) - 1].go()
    except Refused as refusal:
        tell(str(refusal))
    return True


def _look_back(room: PracticeRoom, tell: Tell, then: str) -> None:
    for heading, sentences in looked_back(room.review, room.seed, then):
        tell(f"\n{heading}" if heading else "")
        for sentence in sentences:
            tell(f"– {sentence}" if heading else sentence)


# --- what can be done ------------------------------------------------------------------------------


def ways(room: PracticeRoom, ask: Ask) -> list[Way]:
    """Return what can be done now, what is nearest first."""
    m = room.x.meeting
    said = [Way(_("Say: {text}", text=s.text), _saying(room, s.id)) for s in room.sayings]
    here = list(_in_turn(room, m, ask) if m.round and m.round.speaking else _in_step(room, m, ask))
    back = [Way(_("Take my last act back."), _acting(room, c.UndoAct()))] if "undo" in room.caps else []
    return [*said, *here, *back]


def _acting(room: PracticeRoom, command: Command) -> Callable[[], object]:
    return lambda: room.act(command).result()


def _saying(room: PracticeRoom, id_: str) -> Callable[[], object]:
    return lambda: room.say(id_)


def _in_turn(room: PracticeRoom, m: Meeting, ask: Ask) -> Iterator[Way]:
    r = m.round
    if r is None:
        return
    if r.subject:
        yield Way(_("I consent."), _acting(room, c.Consent(person=ME)))
        yield Way(_("I object."), lambda: room.act(c.Object(person=ME, reason=ask(_("For which reason?")))).result())
        return
    if r.speaking == ME:
        yield Way(_("I have spoken; on to the next."), _acting(room, c.FinishTurn()))
        if r.passing == "yes":
            yield Way(_("I pass."), _acting(room, c.PassTurn(person=ME)))
        return
    yield Way(_("Thank {name}, and give the turn on.", name=m.name(r.speaking)), _acting(room, c.FinishTurn()))
    cue = room.x.open_cue
    if cue and cue.kind == "interrupts" and not r.aside:
        label = _("Hear {name} now, out of turn.", name=m.name(cue.who))
        yield Way(label, _acting(room, c.TakeTurn(person=cue.who)))


def _in_step(room: PracticeRoom, m: Meeting, ask: Ask) -> Iterator[Way]:
    kind, item = m.step.kind, m.item
    ended = item is None or item.outcome is not None
    go_on = [Way(_("Go on to the next step."), _acting(room, c.NextStep()))] if not why_stay(m) else []
    if kind != "integrate" and kind != "closing":
        yield from go_on
    if not ended and kind in ("amend", "integrate") and not m.step.part:
        yield from _wordings(room, m)
    if not ended and kind == "nominate":
        yield from _nominating(room, m, ask)
    if not ended and kind == "record":
        day = (room.x.version.review if room.x.version else None) or in_months(m.today, m.circle.customs.review)
        yield Way(_("Put it on record; we look at it again on {day}.", day=day), _acting(room, c.Record(review=day)))
    if not ended and kind == "outcome":
        yield Way(
            _("Say how it ends."),
            lambda: room.act(c.EndItem(kind="decided", text=ask(_("In which words?")))).result(),
        )
    if kind == "closing":
        yield Way(_("Close the meeting, and look back."), _acting(room, c.CloseMeeting(postpone=True)))
    elif kind == "integrate":
        yield from go_on


def _wordings(room: PracticeRoom, m: Meeting) -> Iterator[Way]:
    grid = m.item.grid if m.item else None
    if grid is None or m.step.kind == "integrate":
        for each in offers(room.x):
            if not each.id.startswith(FORM):
                label = _("Offer ({way}): {text}", way=each.head, text=each.text) if each.head else each.text
                yield Way(label, _offering(room, each.id))
    for sought in grid.sought if grid else ():
        for candidate in room.scenario.candidate:
            name = m.name(candidate.person)
            select = c.ProposeSelection(people={sought.role: candidate.person}, reasons={sought.role: candidate.text})
            yield Way(_("Propose {name}: {why}", name=name, why=candidate.text), _acting(room, select))


def _offering(room: PracticeRoom, id_: str) -> Callable[[], object]:
    out = id_.startswith(OUT)
    return lambda: room.act(room.offer(id_.removeprefix(OUT), out=out)).result()


def _nominating(room: PracticeRoom, m: Meeting, ask: Ask) -> Iterator[Way]:
    grid = m.item.grid if m.item else None
    if grid is None or grid.has_written(ME):
        return
    for person in m.seats:

        def nominate(person: str = person) -> object:
            reason = ask(_("Why?"))
            choices = {s.role: Nomination(person=person, reason=reason) for s in grid.sought}
            return room.act(c.Nominate(person=ME, choices=choices)).result()

        yield Way(_("Nominate {name}, hidden.", name=m.name(person)), nominate)
