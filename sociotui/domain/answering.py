"""Answering: absent members answer between meetings; a decision that waits stands with the last answer or its window.

Nothing is adopted by silence unless the circle's own custom says so. Withdrawing consent later does not void a policy:
it puts its review on the agenda (MVOS).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from sociotui.domain import organisation_commands as c
from sociotui.domain import organisation_events as e
from sociotui.domain import privacy
from sociotui.domain.consent import Given
from sociotui.domain.effects import review_format
from sociotui.domain.event import Event
from sociotui.domain.items import BacklogItem
from sociotui.domain.keeping import Evolve, stand
from sociotui.domain.organisation import Organisation
from sociotui.domain.records import Held, Policy, Selection, Waiting
from sociotui.domain.refusal import Refused, unknown
from sociotui.words import _


def answer(o: Organisation, command: c.AnswerDecision, at: int) -> Iterator[Event]:
    """Answer what the circle has asked, as one of its members."""
    person = o.person(command.person).id
    waiting = o.waiting.get(command.decision)
    if waiting:
        yield from _answered(o, waiting, command, at)
        return
    if command.decision in o.held:
        yield from _about_minutes(o, o.held[command.decision], command, at)
        return
    standing = o.policies.get(command.decision) or o.selections.get(command.decision)
    if standing is None:
        titles = {w.id: w.decision.title for w in o.waiting.values()} | {p.id: p.title for p in o.policies.values()}
        raise unknown(_("decision"), command.decision, titles)
    yield from _withdrawn(o, standing, person, command, at)


def _answered(o: Organisation, waiting: Waiting, command: c.AnswerDecision, at: int) -> Iterator[Event]:
    name = o.people[command.person].name
    if waiting.until and at >= waiting.until:
        ended = f"{datetime.fromtimestamp(waiting.until / 1000, UTC):%Y-%m-%d %H:%M} UTC"
        raise Refused(
            _(
                "The window for this ended on {when}, so it stands. What has come up since belongs on the agenda of "
                "{circle}: answer again with --object and the reason, and it is put there.",
                when=ended,
                circle=o.circles[waiting.circle].name,
            )
        )
    if command.version and command.version != waiting.decision.version:
        raise Refused(
            _(
                "That was version {seen}; version {current} is the one that is asked about: “{text}”",
                seen=command.version,
                current=waiting.decision.version,
                text=waiting.decision.text,
            )
        )
    if command.person in {g.person for g in waiting.given}:
        raise Refused(_("{name} has consented to this already.", name=name))
    if command.person not in o.missing(waiting):
        names = ", ".join(o.people[p].name for p in o.missing(waiting))
        raise Refused(_("{name} is not asked about this. Still asked: {names}.", name=name, names=names))
    if command.reason:
        reason = privacy.objection(privacy.was_private(o, waiting.meeting), name, command.reason)
        yield e.DecisionReturned(at=at, decision=waiting.id, person=command.person, reason=reason)
        return
    given = Given(person=command.person, means="terminal")
    yield e.AnswerGiven(at=at, decision=waiting.id, given=given)
    if set(o.missing(waiting)) <= {command.person}:
        yield e.DecisionStood(at=at, decision=waiting.id)
        yield from stand(o, waiting, at, (*waiting.given, given))


def _about_minutes(o: Organisation, held: Held, command: c.AnswerDecision, at: int) -> Iterator[Event]:
    if held.private:
        raise Refused(
            _(
                "That was a private meeting: those who took part approve its minutes at its end. What is to be put right "
                "belongs on the agenda of {circle}.",
                circle=o.circles[held.circle].name,
            )
        )
    if o.circles[held.circle].ended:
        o.working(held.circle)  # which says when, and who looks after it
    if command.person not in o.full_members(held.circle, command.today):
        circle = o.circles[held.circle].name
        raise Refused(_("These are the minutes of {circle}; its members approve them.", circle=circle))
    if held.approved:
        raise Refused(
            _(
                "These minutes were approved on {day}. What is to be put right belongs on the agenda.",
                day=held.approved_on,
            )
        )
    if not command.reason:
        raise Refused(
            _(
                "Nothing needs to be said to consent to these minutes. To have something put right, object, with what it is."
            )
        )
    if not held.window:
        raise Refused(_("These minutes are looked at in the next meeting; say it there."))
    yield e.MinutesQuestioned(at=at, meeting=held.id, person=command.person, reason=command.reason)


def _withdrawn(
    o: Organisation, standing: Policy | Selection, person: str, command: c.AnswerDecision, at: int
) -> Iterator[Event]:
    since = standing.adopted if isinstance(standing, Policy) else standing.on
    at_care = o.in_care_of(standing.circle)
    _still_stands(o, standing, at_care, command.today)
    if not command.reason and any(g.person == person and g.means == "lapse" for g in standing.given):
        raise Refused(
            _(
                "The window for this has ended, and by the custom of {circle} it stands. Has something come up since? Answer "
                "with an objection, and its review is put on the agenda.",
                circle=o.circles[standing.circle].name,
            )
        )
    if not command.reason:
        raise Refused(_("This decision stands since {day}; no answer is missing.", day=since))
    if person not in o.full_members(at_care, command.today):
        circle = o.circles[at_care].name
        raise Refused(_("This is a decision of {circle}; its members can put its review on the agenda.", circle=circle))
    reason = privacy.objection(privacy.was_private(o, standing.meeting), o.people[person].name, command.reason)
    if isinstance(standing, Policy):
        title, format_, policy = standing.title, review_format(standing.id, standing.circle), standing.id
    else:
        title, format_, policy = standing.title or standing.role, "", ""
    topic = BacklogItem(
        title=_("Review: {title}", title=title)[:120],
        minutes=15,
        added_by=person,
        next_step=reason,
        format=format_,
        policy=policy,
    )
    yield e.TopicReceived(at=at, circle=at_care, topic=topic)


def _still_stands(o: Organisation, standing: Policy | Selection, care: str, today: date) -> None:
    """Refuse what has ended: a policy, the term of a selection, or a circle after which none looks any more."""
    if care not in o.standing:
        o.working(care)  # which says that it has ended, and when
    again = _("If it is missed, bring it onto the agenda of {circle}.", circle=o.circles[care].name)
    if isinstance(standing, Policy):
        if standing.ended:
            raise Refused(_("“{title}” ended on {day}. {again}", title=standing.title, day=standing.ended, again=again))
    else:
        circle, title = o.circles[standing.circle], standing.title or standing.role
        term = circle.terms().get(standing.role)
        if term is None or term.person != standing.person or not term.holds(today):
            raise Refused(
                _(
                    "“{title}”: {name} does not hold this role any more, so nothing is left to answer. {again}",
                    title=title,
                    name=o.people[standing.person].name if standing.person in o.people else standing.person,
                    again=again,
                )
            )


# --- windows -------------------------------------------------------------------------------------


def settle(o: Organisation, command: c.SettleWindows, at: int, evolve: Evolve) -> Iterator[Event]:
    """Let stand what waited where its window has ended, or nobody is left to answer; likewise minutes.

    Each decision meets the organisation as those before it have left it, which `evolve` tells.
    """
    for waiting in tuple(o.waiting.values()):
        missing = o.missing(waiting)
        if missing and not (waiting.until and at >= waiting.until):
            continue
        lapsed = tuple(Given(person=p, means="lapse") for p in missing)
        stood = e.DecisionStood(at=at, decision=waiting.id, lapsed=missing)
        for event in (stood, *stand(o, waiting, at, (*waiting.given, *lapsed))):
            yield event
            o = evolve(o, event)
    for held in tuple(o.held.live.values()):
        if held.window and not held.approved and at >= held.window:
            yield e.MinutesApproved(at=at, meeting=held.id, how="window", on=command.today)
