"""Keeping: what a closed meeting decided goes on the organisation's record, and changes what it is to change.

A decision that waits for absent members changes nothing until it stands.
"""

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from sociotui.domain import commentary, privacy
from sociotui.domain import organisation_events as e
from sociotui.domain.backlog import after_meeting
from sociotui.domain.changes import ChangeStructure, SetCircle
from sociotui.domain.circles import Circle
from sociotui.domain.consent import Given
from sociotui.domain.editing import edited
from sociotui.domain.effects import (
    NO_POLICY,
    Agrees,
    AnyEffect,
    Describes,
    Drops,
    Founds,
    Joins,
    Keeps,
    Leaves,
    Refers,
    Revises,
    Selects,
    aims_policy,
)
from sociotui.domain.event import Event
from sociotui.domain.items import BacklogItem, Decision, FollowUp, Item, Outcome
from sociotui.domain.meeting import Meeting
from sociotui.domain.minutes import minutes_of
from sociotui.domain.organisation import Organisation
from sociotui.domain.records import Edition, Held, Policy, Selection, Waiting
from sociotui.domain.refusal import Refused
from sociotui.domain.tally import kept as kept_tally
from sociotui.domain.text import free_id
from sociotui.domain.unfolding import added
from sociotui.words import _

Evolve = Callable[[Organisation, Event], Organisation]
"""Returns the organisation after an event."""

_HOUR = 3_600_000


def keep(o: Organisation, m: Meeting, at: int, evolve: Evolve) -> Iterator[Event]:
    """Put what a closed meeting decided on record; nothing where that was done before.

    Of a private meeting it is only what that releases, as `privacy` has it. Each decision meets the organisation as
    those before it have left it, which `evolve` tells.
    """
    if not m.closed:
        raise Refused(_("This meeting is still open. Close it, and its outcomes go on record."))
    if m.id in o.held:
        return
    for decision in m.decisions:
        for event in tuple(_decided(o, _asked(m, decision), at)):
            yield event
            o = evolve(o, event)
    yield from _handed_on(o, m, at)
    yield from _answers(o, m, at)
    for number, follow_up in enumerate(_follow_ups(m), 1):
        yield e.FollowUpKept(at=at, follow_up=replace(follow_up, id=f"{m.id}-step-{number}", circle=m.circle.id))
    before, last = m.ledgers.get("minutes"), o.held.get(m.minutes_before)
    if before and before.reached and last and not last.approved:
        yield e.MinutesApproved(at=at, meeting=m.minutes_before, how="next", on=m.today)
    # Who began rounds was there, so a private meeting does not count for the circle's fair starts.
    starts = () if m.private else m.starts[m.earlier_starts :]
    steps, people = ((), ()) if m.private else (commentary.held(m), commentary.attended(m))
    yield e.MeetingHeld(at=at, held=_held(m), starts=starts, backlog=_backlog(o, m), steps=steps, people=people)


def _backlog(o: Organisation, m: Meeting) -> tuple[BacklogItem, ...]:
    there = o.backlog.get(m.circle.id, ())
    return privacy.backlog_after(m, there) if m.private else after_meeting(m.seen_backlog, m.backlog, there)


def _handed_on(o: Organisation, m: Meeting, at: int) -> Iterator[Event]:
    """Items that were delegated to a circle come to its backlog, with the wording that they had come to."""
    decided = {d.item for d in m.decisions}
    for item in m.agenda:
        to = item.outcome.to if item.outcome and item.outcome.kind == "delegated" else ""
        circles = () if to in m.people else o.standing.values()
        circle = next((c for c in circles if to and to in (c.id, c.name)), None)
        if circle and circle.id != m.circle.id and item.id not in decided:
            wording = item.proposal.current.text if item.proposal else ""
            topic = BacklogItem(
                title=item.title, aim=item.aim, minutes=item.minutes, added_by=m.circle.id, next_step=wording
            )
            yield e.TopicReceived(at=at, circle=circle.id, topic=privacy.handed_on(m, topic) if m.private else topic)


def _answers(o: Organisation, m: Meeting, at: int) -> Iterator[Event]:
    """What was said to the circle, and came to an end in this meeting, gets its answer on record.

    Of a private meeting the answer is what that releases: the wording of a decision, or that it was heard there.
    """
    for item in m.agenda:
        if item.voice is None or item.outcome is None or item.outcome.kind == "postponed":
            continue
        voice = o.voices.get(item.voice.id)
        if voice and not voice.answered:
            yield e.VoiceAnswered(at=at, voice=voice.id, answer=_answer_in(m, item), meeting=m.id, on=m.today)
    for id_ in m.read_out:
        voice = o.voices.get(id_)
        if voice and not voice.answered:
            yield e.VoiceAnswered(at=at, voice=id_, answer=_("It was read out."), meeting=m.id, on=m.today)


def _answer_in(m: Meeting, item: Item) -> str:
    decided = next((d.text for d in m.decisions if d.item == item.id), "")
    if m.private:
        return decided or _("It was heard in a private meeting.")
    outcome = item.outcome or Outcome(kind="decided")
    text = outcome.text or decided
    if outcome.kind == "delegated":
        to = m.name(outcome.to) if outcome.to in m.people else outcome.to
        taken = _("{name} takes it on.", name=to)
        return f"{taken} {text}".strip()
    if outcome.kind == "waiting":
        return _("{text} (agreed by all who were there; it waits for who was absent)", text=text)
    return text


def _decided(o: Organisation, asked: Waiting, at: int) -> Iterator[Event]:
    if asked.decision.waiting:
        yield e.DecisionWaited(at=at, waiting=asked)
    else:
        yield from stand(o, asked, at)


def _asked(m: Meeting, decision: Decision) -> Waiting:
    item = m.find_item(decision.item)
    proposal = item.proposal if item and not m.private else None  # the wordings on the way were not decided
    return Waiting(
        id=f"{m.id}-d{decision.item}",  # never like a meeting's, which may end in a number
        circle=m.circle.id,
        meeting=m.id,
        on=m.today,
        decision=privacy.released(decision) if m.private else decision,
        versions=proposal.versions if proposal else (),
        given=decision.given,
        asked=m.closed,
        until=m.closed + decision.window * _HOUR if decision.window else 0,
    )


def _follow_ups(m: Meeting) -> Iterator[FollowUp]:
    for item in m.agenda:
        yield from item.follow_ups
    yield from m.follow_ups


def _held(m: Meeting) -> Held:
    customs = m.circle.customs
    at_the_end = m.ledgers.get("approve")
    approved = bool(at_the_end and at_the_end.reached and at_the_end.version == m.version_of("approve"))
    if m.private:
        return privacy.held(m, approved=approved)
    return Held(
        id=m.id,
        circle=m.circle.id,
        on=m.today,
        next_meeting=m.next_meeting,
        minutes=minutes_of(m),
        approved="end" if approved else "",
        approved_on=m.today if approved else None,
        window=m.closed + customs.minutes_window * _HOUR if customs.minutes == "window" else 0,
        evaluation=m.evaluation,
        totals=totals(m) if customs.keep_totals else {},
        tally=kept_tally(m),
    )


def totals(m: Meeting) -> dict[str, int]:
    """Return for how long each person spoke in all, in ms."""
    spent = m.spoken
    for round_ in m.rounds.values():
        spent = added(spent, round_.spent)
    return spent


# --- what stands, and what it changes ---------------------------------------------------------------


def stand(o: Organisation, asked: Waiting, at: int, given: tuple[Given, ...] = ()) -> Iterator[Event]:
    """Put a decision that stands on record, with all that it changes. `given` tells of the answers since."""
    decision = asked.decision
    given = given or asked.given
    if not decision.effects or not all(isinstance(f, NO_POLICY) for f in decision.effects):
        yield e.PolicyAdopted(at=at, policy=_policy(o, asked, given))
    for number, effect in enumerate(decision.effects):
        yield from _takes_effect(o, effect, asked, at, given, number)


def _policy(o: Organisation, asked: Waiting, given: tuple[Given, ...]) -> Policy:
    d = asked.decision
    says_aims = any(isinstance(f, Describes) for f in d.effects)  # all it has said of them is one policy
    revised = next(
        (f.policy for f in d.effects if isinstance(f, Revises)), aims_policy(asked.circle) if says_aims else ""
    )
    before = o.policies.get(revised)
    policy = Policy(
        id=before.id if before else revised if says_aims else asked.id,
        circle=asked.circle,
        title=d.title,
        text=d.text,
        why=d.why or (before.why if before else ""),
        responsible=d.responsible or (before.responsible if before else ""),
        adopted=asked.on,
        review=d.review or asked.on,
        measures=d.measures,
        concerns=d.concerns,
        versions=asked.versions if asked.versions and asked.versions[-1].text == d.text else (),
        consented=tuple(g.person for g in given),
        absent=d.absent,
        given=given,
        meeting=asked.meeting,
        published=d.published or (before.published if before else ""),
    )
    return replace(policy, editions=(*before.editions, _edition(before))) if before else policy


def _edition(policy: Policy) -> Edition:
    return Edition(
        text=policy.text,
        adopted=policy.adopted,
        review=policy.review,
        measures=policy.measures,
        meeting=policy.meeting,
    )


def _takes_effect(
    o: Organisation, effect: AnyEffect, asked: Waiting, at: int, given: tuple[Given, ...], number: int
) -> Iterator[Event]:
    d, circle = asked.decision, asked.circle
    match effect:
        case Selects():
            id_ = f"{asked.id}-{number + 1}" if number else asked.id
            selection = Selection(
                id=id_,
                circle=circle,
                role=effect.role,
                title=effect.title,
                person=effect.person,
                on=asked.on,
                until=effect.until,
                meeting=asked.meeting,
                given=given,
            )
            yield e.PersonSelected(at=at, selection=selection)
        case Keeps() if effect.policy in o.policies and d.review:
            yield e.PolicyKept(at=at, policy=effect.policy, review=d.review)
        case Drops() if effect.policy in o.policies:
            yield e.PolicyEnded(at=at, policy=effect.policy, on=asked.on)
        case Joins():
            yield e.MemberJoined(at=at, circle=circle, person=effect.person, name=effect.name)
        case Leaves():
            yield e.MemberLeft(at=at, circle=circle, person=effect.person)
        case Founds():
            yield from _founded(o, effect.circle, asked, at)
        case Refers():
            yield e.TopicReceived(
                at=at, circle=o.in_care_of(effect.circle), topic=_topic(asked, effect.topic or d.title)
            )
        case Agrees() if circle in o.circles:
            yield e.CircleFormed(at=at, circle=replace(o.circles[circle], customs=effect.customs))
        case Describes() if circle in o.circles:
            said = SetCircle(circle=circle, vision=effect.vision, mission=effect.mission, aims=effect.aims)
            yield from edited(o, said, ChangeStructure(edits=(said,), today=asked.on), at)
        case _:
            return


def _topic(asked: Waiting, title: str) -> BacklogItem:
    """Return the topic that a circle gives on, with the wording that it had come to."""
    wording = asked.versions[-1].text if asked.versions else ""
    return BacklogItem(title=title, minutes=20, added_by=asked.circle, next_step=wording)


def _founded(o: Organisation, circle: Circle, asked: Waiting, at: int) -> Iterator[Event]:
    id_ = free_id(circle.id, o.circles)
    parents = tuple(dict.fromkeys(map(o.in_care_of, circle.parents)))  # of those that ended meanwhile
    yield e.CircleFormed(at=at, circle=replace(circle, id=id_, parents=parents))
    if circle.until:
        yield e.TopicReceived(at=at, circle=id_, topic=_topic(asked, asked.decision.title))
    else:
        # Its leader was chosen from above; from below it chooses its delegate itself (MVOS: double linking).
        topic = BacklogItem(title=_("Our delegate"), minutes=30, format="selection", roles=("delegate",))
        yield e.TopicReceived(at=at, circle=id_, topic=topic)
