"""Noticing: what can be seen of how the learner went about it: rounds held, people overlooked, steps passed over."""

from collections.abc import Iterator

from sociotui.domain import commands as c
from sociotui.domain.event import Command
from sociotui.domain.practising.cues import asked
from sociotui.domain.practising.scenario import Saying
from sociotui.domain.practising.state import Exercise, Noticed, NoticeKind


def noticed(x: Exercise, command: Command, after: Exercise) -> Iterator[Noticed]:
    """Yield what is to be noticed of a command by which the exercise `x` became `after`."""
    yield from _of_turn(x, command)
    if isinstance(command, c.Integrate):
        yield from _of_integrating(x)
    if isinstance(command, c.Record):
        yield from _of_recording(x)
    if isinstance(command, c.EndItem) and x.meeting.ledger.open:
        yield Noticed(kind="dropped", step=x.meeting.step.title, person=x.meeting.ledger.open[0].person)
    if isinstance(command, c.NextStep | c.EndItem | c.CloseMeeting) and after.meeting.place != x.meeting.place:
        yield from _of_leaving(x)


def _of_turn(x: Exercise, command: Command) -> Iterator[Noticed]:
    cue, r, title = x.open_cue, x.meeting.round, x.meeting.step.title
    if cue and cue.kind == "long" and isinstance(command, c.FinishTurn | c.PassTurn | c.PostponeTurn):
        yield Noticed(kind="cut-off", step=title, person=cue.who)
    elif cue and cue.kind == "interrupts" and isinstance(command, c.FinishTurn | c.PassTurn) and r:
        yield Noticed(kind="talked-over", step=title, person=r.now, text=x.meeting.name(cue.who))
    elif cue and cue.kind == "interrupts" and isinstance(command, c.TakeTurn) and command.person == cue.who:
        yield Noticed(kind="aside", step=title, person=cue.who)
    elif cue and cue.kind == "hear" and isinstance(command, c.FinishTurn) and r and r.now == cue.who:
        yield Noticed(kind="unheard", step=title, person=cue.who)
    if isinstance(command, c.PassTurn) and r:
        person = command.person or r.speaking
        if person != x.me:
            yield Noticed(kind="passed-for", step=title, person=person)


def _of_integrating(x: Exercise) -> Iterator[Noticed]:
    """An objection is understood before a way is chosen."""
    if not any(s.to and s.fits for s in x.scenario.saying):
        return
    known = {n.person for n in x.noticed if n.kind in ("explored", "unexplored")}
    for person in dict.fromkeys(o.person for o in x.meeting.ledger.open):
        if person not in known and person != x.me:
            kind: NoticeKind = "explored" if asked(x, person) else "unexplored"
            yield Noticed(kind=kind, step=x.meeting.step.title, person=person)


def _of_recording(x: Exercise) -> Iterator[Noticed]:
    ledger, title = x.meeting.ledger, x.meeting.step.title
    for person in dict.fromkeys(o.person for o in ledger.objections if o.state == "integrated"):
        objection = next(o for o in ledger.objections if o.person == person)  # as it was said first
        if person != x.me:
            yield Noticed(kind="integrated", step=title, person=objection.person, text=objection.reason)
    yield Noticed(kind="recorded", step=title)


def _of_leaving(x: Exercise) -> Iterator[Noticed]:
    """What a step was left with: its round held, somebody unseen or unheard, what it is there for unsaid."""
    m, cue = x.meeting, x.open_cue
    if m.round and m.round.complete and len(m.round.order) > 1:
        yield Noticed(kind="held", step=m.step.title)
    if cue and cue.kind == "silent":
        yield Noticed(kind="unseen", step=m.step.title, person=cue.who)
    if cue and cue.kind == "hear":
        yield Noticed(kind="unheard", step=m.step.title, person=cue.who)
    if m.step.id in x.scenario.needed:
        here = [s for s in x.scenario.saying if m.step.id in s.at and s.fits]
        if not any(s.id in x.said for s in here):
            yield Noticed(kind="unsaid", step=m.step.title)


def said_notice(x: Exercise, saying: Saying) -> tuple[Noticed, ...]:
    """Return what is noticed of a sentence that the learner said; nothing where its `note` says nothing."""
    cue = x.open_cue
    if cue and cue.kind == "long" and saying.more and x.part + 1 >= len(cue.says):
        return (Noticed(kind="waited", step=x.meeting.step.title, person=cue.who),)
    if not saying.note:
        return ()
    kind: NoticeKind = "fit" if saying.fits else "unfit"
    return (Noticed(kind=kind, step=x.meeting.step.title, person=cue.who if cue else "", text=saying.note),)
