"""Decide: a command becomes events, or is refused with a reason a person understands. Pure."""

from collections.abc import Callable, Iterator
from typing import Any

from sociotui.domain import (
    agenda,
    attendance,
    choosing,
    commands,
    deciding,
    ending,
    events,
    founding,
    integrating,
    marks_round,
    mood_round,
    proposing,
    reading_out,
    recording,
    rounds,
    steps,
    turns,
    wording,
)
from sociotui.domain.event import Command, Event
from sociotui.domain.evolve import opened
from sociotui.domain.meeting import Meeting, Participant, display_names, plan
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.text import cleaned
from sociotui.words import _

_DECIDE: dict[type[Command], Callable[[Meeting, Any, int], Iterator[Event]]] = {
    commands.NextStep: steps.next_step,
    commands.PreviousStep: steps.previous_step,
    commands.EndItem: ending.end_item,
    commands.CloseMeeting: ending.close,
    commands.BeginRound: rounds.begin_round,
    commands.OpenMode: rounds.open_mode,
    commands.FinishTurn: turns.finish,
    commands.PassTurn: turns.pass_turn,
    commands.PostponeTurn: turns.postpone,
    commands.TakeTurn: turns.take_turn,
    commands.RaiseHand: turns.raise_hand,
    commands.LowerHand: turns.lower_hand,
    commands.PauseClock: turns.pause,
    commands.ResumeClock: turns.resume,
    commands.Propose: wording.propose,
    commands.Amend: wording.amend,
    commands.ProposeSelection: proposing.select,
    commands.ProposeReview: proposing.review,
    commands.ProposeCircle: founding.found,
    commands.ProposeMember: founding.membership,
    commands.ProposeCustoms: proposing.customs,
    commands.ProposeAims: proposing.aims,
    commands.Seek: choosing.seek,
    commands.Nominate: choosing.nominate,
    commands.Consent: deciding.consent,
    commands.Object: deciding.object_,
    commands.Worry: deciding.worry,
    commands.HearView: deciding.hear_view,
    commands.Release: integrating.release,
    commands.Integrate: integrating.integrate,
    commands.SayStuck: integrating.say_stuck,
    commands.Refer: integrating.refer,
    commands.Record: recording.record,
    commands.Arrive: attendance.arrive,
    commands.Leave: attendance.leave,
    commands.TakeSeat: attendance.take_seat,
    commands.HandOver: attendance.hand_over,
    commands.AddItem: agenda.add_item,
    commands.ChangeItem: agenda.change_item,
    commands.MoveItem: agenda.move_item,
    commands.RemoveItem: agenda.remove_item,
    commands.TakeNote: agenda.note,
    commands.TakeOn: agenda.take_on,
    commands.Evaluate: agenda.evaluate,
    commands.GiveMarks: marks_round.give,
    commands.SumMarks: marks_round.total,
    commands.GiveCard: mood_round.give,
    commands.ShowMood: mood_round.show,
    commands.ReadOut: reading_out.read_out,
    commands.KeepForLater: agenda.keep,
    commands.DropFromBacklog: agenda.drop,
    commands.Arrange: agenda.arrange,
}


def decide(meeting: Meeting | None, command: Command, actor: str, at: int) -> tuple[Event, ...]:
    """Answer `command`, asked by `actor` at `at` (ms since 1970), with the events that it makes.

    `meeting` is None before it has opened. Raises `Refused`. Undo is answered by `course`, which knows what
    there is to undo. `actor` goes on record with the events; what an actor may do is the room's to say.
    """
    del actor  # every rule here is about the person a command is for
    command = cleaned(command)
    if isinstance(command, commands.OpenMeeting):
        return _open(meeting, command, at)
    if meeting is None:
        raise Refused(_("There is no such meeting yet. Open one first."))
    if meeting.closed:
        raise Refused(
            _(
                "This meeting is closed and its outcomes are on record. What is new belongs to the next meeting of {circle}.",
                circle=meeting.circle.name,
            )
        )
    return tuple(_DECIDE[type(command)](meeting, command, at))


def _open(meeting: Meeting | None, c: commands.OpenMeeting, at: int) -> tuple[Event, ...]:
    if meeting is not None:
        raise Refused(_("This meeting is open already."))
    by_id: dict[str, Participant] = {p.id: p for p in c.people}
    for person in c.seats:
        if person not in by_id:
            raise unknown(_("person"), person, display_names(by_id))
        if c.seats.count(person) > 1:
            raise Refused(_("{name} can sit on one seat only.", name=by_id[person].name))
    here = [by_id[id_] for id_ in c.seats]
    if not any(p.member for p in here):
        raise Refused(
            _(
                "Nobody of {circle} is here. A circle meets with its members; say who is present.",
                circle=c.circle.name,
            )
        )
    for role, person in (("facilitator", c.facilitator), ("secretary", c.secretary)):
        if not person or person not in c.seats:
            raise Refused(
                _(
                    "Somebody in the room needs to be {role} of this meeting. Choose one of: {names}.",
                    role=role,
                    names=", ".join(p.id for p in here),
                )
            )
    values = {name: getattr(c, name) for name in c.__struct_fields__}
    opening = events.MeetingOpened(at=at, **values)
    meeting = opened(opening)
    return (opening, *steps.enter(meeting, plan(meeting)[0], at))
