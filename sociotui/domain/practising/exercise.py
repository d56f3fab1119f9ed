"""An exercise: how it begins, what the learner does in it, and how the simulated members go on by themselves after that.

It runs on the rules of every meeting (`course`): who simulates a member can do no more than that member could.
"""

from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from sociotui.domain import commands as c
from sociotui.domain import events as e
from sociotui.domain.cards import CircleCard
from sociotui.domain.course import Course, advance, answer
from sociotui.domain.customs import Customs
from sociotui.domain.event import Command, Event
from sociotui.domain.formats import Format
from sociotui.domain.items import Item
from sociotui.domain.meeting import Participant
from sociotui.domain.practising import cues
from sociotui.domain.practising.company import Move, next_move
from sociotui.domain.practising.noticing import noticed, said_notice
from sociotui.domain.practising.reasons import reworded, without
from sociotui.domain.practising.scenario import Offer, Saying, Scenario
from sociotui.domain.practising.state import Exercise, Heard
from sociotui.domain.proposing import in_months
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.selection import Grid, Sought
from sociotui.words import _

CIRCLE = "practice"
"""The id of the circle that one practises with."""
_MOST_MOVES = 400
"""Moves of simulated members after one act; more would be a ring."""


# --- beginning --------------------------------------------------------------------------------------


def begin(s: Scenario, formats: Mapping[str, Format], seed: int, today: date, at: int, me: str, name: str) -> Exercise:
    """Begin an exercise at `at` (ms since 1970) for a learner; the same seed gives the same course.

    Refuses a format that there is not.
    """
    for id_ in filter(None, (s.meeting, s.topic.format if s.topic else "")):
        if id_ not in formats:
            raise unknown(_("format"), id_, formats)
    meeting = formats[s.meeting]
    items = tuple(
        Item(id=1, title=t.title, minutes=t.minutes, presenter=t.by or me, format=t.format, grid=_grid(s, today))
        for t in (s.topic,)
        if t
    )
    people = tuple(
        Participant(id=id_, name=called, presence="here")
        for id_, called in ((me, name), *((m.id, m.name) for m in s.member))
    )
    command = c.OpenMeeting(
        id=CIRCLE,
        circle=_card(s),
        today=today,
        format=meeting,
        formats={
            id_: f for id_, f in formats.items() if id_ in (s.topic.format if s.topic else "", *meeting.items.values())
        },
        people=people,
        seats=tuple(p.id for p in people),
        facilitator=me,
        secretary=s.secretary or me,
        agenda=items,
        private=s.private,
    )
    opened = answer(Course(), command, me, at)
    told = (Heard(text=s.about, tone="seen"),)
    x = Exercise(scenario=s, seed=seed, me=me, course=advance(Course(), opened, me), heard=told)
    return _brought(_company(x, at), at)


def _grid(s: Scenario, today: date) -> Grid | None:
    """Return the nominations for the role that is sought, with a term; it can still be changed."""
    if s.role is None:
        return None
    until = in_months(today, Customs().term)
    return Grid(sought=(Sought(role=s.role.id, title=s.role.name, until=until),))


def _card(s: Scenario) -> CircleCard:
    names = {s.role.id: s.role.name} if s.role else {}
    customs = Customs(absence="present")
    return CircleCard(
        id=CIRCLE,
        name=s.circle.name,
        aims=s.circle.aims,
        domain=s.circle.domain,
        dialect=s.circle.dialect,
        names=names,
        customs=customs,
    )


def _brought(x: Exercise, at: int) -> Exercise:
    """Bring an exercise to where the learner takes over; until then everything is done as it should be."""
    for _each in range(_MOST_MOVES):
        m = x.meeting
        if not x.scenario.begins or m.step.id == x.scenario.begins:
            break
        x = _acted(x, c.FinishTurn() if m.round and m.round.speaking else c.NextStep(), at)
        x = _company(replace(x, cue=""), at)
    return replace(x, noticed=(), before=None)


# --- what the learner does --------------------------------------------------------------------------


def do(x: Exercise, command: Command, at: int) -> Exercise:
    """Do what the learner asks for in the meeting, and let the others go on after it. Raises `Refused`."""
    if isinstance(command, c.UndoAct):
        return undo(x, at)
    after = _acted(replace(x, acts=x.acts + 1, before=x), command, at)
    return _company(after, at)


def say(x: Exercise, id_: str, at: int) -> Exercise:
    """Say one of the sentences that are at hand; refuses another one."""
    at_hand = {s.id: s for s in cues.sayings(x)}
    if id_ not in at_hand:
        raise unknown(_("sentence to say now"), id_, at_hand)
    saying, cue = at_hand[id_], x.open_cue
    objector = cues.objector(x) if saying.to else ""
    you = Heard(person=x.me, text=saying.text, tone="you", act=x.acts + 1)
    x = replace(x, acts=x.acts + 1, before=x, said=(*x.said, id_), heard=(*x.heard, you))
    x = replace(x, noticed=(*x.noticed, *said_notice(x, saying)))
    answers = _answers(x, saying)
    x = replace(x, heard=(*x.heard, *(replace(h, act=x.acts) for h in answers)))
    x = replace(x, happened=x.happened | {cues.said_to(saying, objector)} if objector else x.happened)
    if cue and saying.cue == cue.id:
        x = _settled(x, saying)
    return _company(x, at)


def offer(x: Exercise, id_: str, *, out: bool = False) -> Command:
    """Return the command that makes a new version with what is offered, or `out`: without it any more.

    It integrates an objection, or amends before one; a term and a measure integrate objections only.
    """
    m, version = x.meeting, x.version
    offers: dict[str, Offer] = {o.id: o for o in x.scenario.offer}
    if id_ not in offers:
        raise unknown(_("offer"), id_, offers)
    made = offers[id_]
    if version is None:
        return c.Propose(text=made.text, person=x.me)
    seen = version.number
    text = without(x.scenario, version.text, made) if out else reworded(x.scenario, version.text, made)
    if not m.ledger.open:
        if made.way != "modify":
            raise Refused(
                _(
                    "A term or a measure answers an objection. Ask for consent first (‹step›), and see whether there is one."
                )
            )
        return c.Amend(text=text, version=seen)
    if made.way == "modify":
        return c.Integrate(way="modify", text=text, version=seen)
    if made.way == "measure":
        return c.Integrate(way="measure", measure=made.text, version=seen)
    return c.Integrate(way="shorten", review=date.fromordinal(m.today.toordinal() + made.days), version=seen)


def undo(x: Exercise, at: int) -> Exercise:
    """Take the learner's last act back, with all that the others did after it."""
    if x.before is None:
        raise Refused(_("There is nothing to undo yet."))
    if x.over:
        raise Refused(_("This meeting is closed. Practise it again from the list; that is what it is there for."))
    before, now = x.before, x.meeting
    meeting = replace(before.meeting, turn=now.turn + 1)
    latest = (e.ActUndone(at=at, act=x.course.count),)
    course = replace(before.course, meeting=meeting, count=x.course.count + 1, latest=latest)
    return replace(before, course=course)


# --- and what comes of it ---------------------------------------------------------------------------


def _acted(x: Exercise, command: Command, at: int) -> Exercise:
    """Return the exercise after the learner's command, with what was noticed of it."""
    events = answer(x.course, command, x.me, at)
    after = replace(x, course=advance(x.course, events, x.me))
    return _leaving(replace(after, noticed=(*x.noticed, *noticed(x, command, after))), x, command)


def _leaving(after: Exercise, before: Exercise, command: Command) -> Exercise:
    """Close the cue that waited where the act has dealt with it, well or not."""
    cue = before.open_cue
    if cue is None:
        return after
    left = after.meeting.place != before.meeting.place
    turn = isinstance(command, c.FinishTurn | c.PassTurn | c.PostponeTurn)
    if left or (turn and cue.kind != "silent"):
        return replace(after, cue="", part=0)
    if isinstance(command, c.TakeTurn) and command.person == cue.who and cue.kind == "interrupts":
        rest = tuple(Heard(person=cue.who, text=text, act=after.acts) for text in cue.says[1:])
        return replace(after, cue="", part=0, heard=(*after.heard, *rest))
    return after


def _answers(x: Exercise, saying: Saying) -> tuple[Heard, ...]:
    """Return what is said to a sentence of the learner's: the reply, or the reason behind an objection."""
    cue = x.open_cue
    if saying.to and saying.fits:
        person = cues.objector(x)
        reason = next(iter(x.reasons(person)), None)
        words = (reason.deeper or reason.objects) if reason else saying.reply
        return (Heard(person=person, text=words),) if words else ()
    who = saying.who or (cue.who if cue else "") or cues.objector(x)
    return (Heard(person=who, text=cues.filled(x, saying.reply)),) if saying.reply else ()


def _settled(x: Exercise, saying: Saying) -> Exercise:
    """Return the exercise after a sentence that was said to what came up."""
    cue = x.open_cue
    if cue is None:
        return x
    if cue.kind == "long" and saying.more:
        parts, waited = cue.says[x.part : x.part + 1], x.waited + cues.PART
        heard = tuple(Heard(person=cue.who, text=text, act=x.acts) for text in parts)
        x = replace(x, heard=(*x.heard, *heard), part=x.part + 1, waited=waited)
        return x if x.part < len(cue.says) else replace(x, cue="", part=0)
    if cue.kind == "long" and cue.ends:
        x = replace(x, heard=(*x.heard, Heard(person=cue.who, text=cue.ends, act=x.acts)))
    if cue.kind == "hear" and not saying.fits:
        return x  # not heard yet
    return replace(x, cue="", part=0)


def _company(x: Exercise, at: int) -> Exercise:
    """Let the simulated members do what they do by themselves, until it is for the learner to do something."""
    for _each in range(_MOST_MOVES):
        if cue := cues.due(x):
            words = replace(cues.first_words(cue), act=x.acts)
            waited = x.waited + (cues.PART if cue.kind == "long" else 0)
            x = replace(
                x, cue=cue.id, part=1, happened=x.happened | {f"cue/{cue.id}"}, heard=(*x.heard, words), waited=waited
            )
            continue
        move = next_move(x)
        if move is None:
            return x
        x = _moved(x, move, at)
    raise ValueError("the simulated members went on without an end")


def _moved(x: Exercise, move: Move, at: int) -> Exercise:
    heard = (*x.heard, *(replace(h, act=x.acts) for h in move.heard))
    keys = {*move.marks, move.key} - {""}
    x = replace(x, heard=heard, happened=x.happened | keys)
    if move.command is None:
        return x
    events: tuple[Event, ...] = answer(x.course, move.command, move.person, at)
    return replace(x, course=advance(x.course, events, move.person))
