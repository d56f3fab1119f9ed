"""Reading: what there is to read in full about a meeting's subject, or about a circle, as plain text."""

from sociotui.domain.circles import PROCESS_ROLES, Circle
from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.words import _


def about_meeting(m: Meeting) -> str:
    """Return the aim, the wording with its versions, the objections, and the notes of what the meeting is at."""
    said: list[str] = []
    if m.circle.aims:
        said += [_("Our aim"), *(f"  {aim}" for aim in m.circle.aims), ""]
    item = m.item
    if item and item.proposal:
        current = item.proposal.current
        said += [_("Proposal, version {n}", n=current.number), current.text, ""]
        said += [_("Looked at again by {day}", day=current.review), ""] if current.review else []
        said += [_("Measure: {measure}", measure=measure) for measure in current.measures]
        for earlier in reversed(item.proposal.versions[:-1]):
            said += [_("Version {n}", n=earlier.number), earlier.text, ""]
    for objection in m.ledger.objections:
        said += [
            _(
                "Objection of {name} to version {n}: {state}",
                name=m.name(objection.person),
                n=objection.version,
                state=objection.state,
            ),
            f"  {objection.reason}",
        ]
        said += [_("  touches: {aim}", aim=objection.aim_touched)] if objection.aim_touched else []
    notes = item.notes if item else m.notes
    said += ["", _("Notes"), *(f"  {note}" for note in notes)] if notes else []
    said += ["", _("Ask"), f"  {_(m.step.prompt)}"]
    return "\n".join(said).strip()


def about_circle(organisation: Organisation, circle: Circle) -> str:
    """Return a circle's aims, domain, members, roles with their terms, and policies."""
    names = {p.id: p.name for p in organisation.people.values()}
    said: list[str] = []
    for title, text in ((_("Vision"), circle.vision), (_("Mission"), circle.mission)):
        said += [title, f"  {text}", ""] if text else []
    said += [_("Aims"), *(f"  {aim}" for aim in circle.aims), ""] if circle.aims else []
    said += [_("Domain"), f"  {circle.domain}", ""] if circle.domain else []
    members = organisation.full_members(circle.id)
    said += [_("Members"), "  " + ", ".join(names.get(m, m) for m in members), ""]
    roles = []
    for role in PROCESS_ROLES:
        term = circle.roles.get(role)
        if term:
            until = _(" until {day}", day=term.until) if term.until else ""
            roles.append(f"  {_(role)}: {names.get(term.person, term.person)}{until}")
    said += [_("Roles"), *roles, ""] if roles else []
    policies = sorted((p for p in organisation.policies.values() if p.circle == circle.id), key=lambda p: p.review)
    said += (
        [_("Policies"), *(f"  {p.title} ({_('again on {day}', day=p.review)})\n    {p.text}" for p in policies)]
        if policies
        else []
    )
    return "\n".join(said).strip()
