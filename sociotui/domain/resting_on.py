"""Resting on: what a change outside of meetings rests on: a decision on record, or who records it, and why."""

from collections.abc import Iterable
from datetime import date

from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_events import ChangeUndone, Recorder, StructureChanged
from sociotui.domain.records import Selection
from sociotui.domain.refusal import Refused, unknown
from sociotui.words import _


def check_authority(o: Organisation, decision: str, why: str) -> None:
    """Refuse what rests on nothing, on a decision that is not on record, or on one that stands no more."""
    if not decision and not why:
        raise Refused(
            _(
                "What does this rest on? Name a decision on record by its id; or write in a few words why it is recorded, "
                "like “agreed by phone on Monday”."
            )
        )
    if not decision:
        return
    policy, answered = o.policies.get(decision), o.answered.get(decision)
    if policy and policy.ended:
        raise Refused(_("“{title}” ended on {day}. Name a decision that stands.", title=policy.title, day=policy.ended))
    if policy or decision in o.selections or (answered and answered.stands):
        return
    if decision in o.waiting:
        title = o.waiting[decision].decision.title
        raise Refused(_("“{title}” still waits for answers; it changes nothing until it stands.", title=title))
    raise unknown(_("decision on record"), decision, {spine.id: spine.title for spine in o.reviews()})


def decision_title(o: Organisation, decision: str) -> str:
    """Return what a decision on record is called; its id where nothing tells."""
    policy, chosen, answered = o.policies.get(decision), o.selections.get(decision), o.answered.get(decision)
    if policy:
        return policy.title
    if chosen:
        return chosen.title or chosen.role
    return answered.title if answered else decision


def decisions_of(o: Organisation, circles: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return id and title of the decisions on record on which a change of these circles can rest.

    They are the policies of the circles, and of those around them, and whom these have chosen lately in meetings: what is
    packed is not read for this.
    """
    near = dict.fromkeys(circles)
    near |= dict.fromkeys(parent for id_ in near if id_ in o.circles for parent in o.circles[id_].parents)
    policies = [(spine.id, spine.title) for spine in o.reviews() if spine.circle in near]
    chosen = [s for s in o.selections.past.values() if s.circle in near and s.meeting]
    return (*policies, *((s.id, _chosen(o, s)) for s in reversed(chosen)))


def _chosen(o: Organisation, s: Selection) -> str:
    name = o.people[s.person].name if s.person in o.people else s.person
    return _("{name}: {role}, {day}", name=name, role=s.title or s.role, day=s.on)


def recorder(o: Organisation, person: str, circles: Iterable[str], today: date) -> Recorder:
    """Return as whom somebody records a change in these circles: as secretary of one of them, else as facilitator, or ""."""
    found = [o.circles[id_] for id_ in circles if id_ in o.circles]
    if person and any(circle.holder("secretary", today) == person for circle in found):
        return "secretary"
    if person and any(circle.holder("facilitator", today) == person for circle in found):
        return "facilitator"
    return ""


def authority(event: StructureChanged | ChangeUndone, name: str, title: str = "") -> str:
    """Return in words what a change rests on. `name` recorded it, `title` is that of its decision."""
    who = {
        "secretary": _("recorded by the secretary {name}", name=name),
        "facilitator": _("recorded by the facilitator {name}", name=name),
        "": _("recorded by {name}", name=name or _("somebody")),
    }[event.role]
    if isinstance(event, StructureChanged) and event.decision:
        who = _("by the decision “{title}” ({id}), {who}", title=title or event.decision, id=event.decision, who=who)
    return _("{who}: {why}", who=who, why=" ".join(event.why.split())) if event.why else who
