"""Acting by name: what the command line asks of a home, as sentences and lines of plain text."""

from collections.abc import Mapping
from typing import Any

from sociotui.domain.circles import outline
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.room.actions import ACTIONS, find
from sociotui.room.asking import Options
from sociotui.room.home import Home
from sociotui.room.status import now_and_next, where
from sociotui.room.telling import tell
from sociotui.words import _


def act_by_name(home: Home, meeting: str, action: str, said: Mapping[str, Any], actor: str, cmd: str = "") -> str:
    """Do `action` in a meeting with the options `said`, and return what came of it as a sentence or two."""
    known = find(action)
    if known.command is None:
        raise Refused(_("“{action}” is something that only the screen does.", action=action))
    for name in said:
        if name not in known.takes:
            raise Refused(
                _(
                    "“{action}” takes no “{option}”. “sociotui actions” lists what each one takes.",
                    action=action,
                    option=name,
                )
            )
    before = home.meeting(meeting)
    said = _guest(home, before, action, said)
    done = home.act(meeting, known.command(before, Options(**said)), actor, cmd)
    after = "" if done.meeting.closed or done.meeting.round is None else now_and_next(done.meeting)
    return " ".join(part for part in (tell(done.meeting, done.events), after) if part)


def _guest(home: Home, meeting: Meeting, action: str, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Fill in the name of somebody of the organisation who visits another circle."""
    person = said.get("person", "")
    if action != "arrive" or said.get("name") or person in meeting.people:
        return said
    known = home.organisation().people.get(person)
    return {**said, "name": known.name} if known else said


def describe(flags: Mapping[str, str]) -> list[str]:
    """Return a line for each action that a command line can do; `flags` names each option's flag."""
    doable = [a for a in ACTIONS if a.command]
    width = max(len(a.id) for a in doable)
    lines = []
    for action in doable:
        takes = " ".join(flags.get(name, f"--{name}") for name in action.takes)
        lines.append(f"{action.id:{width}}  {_(action.help)}" + (f"\n{'':{width}}  {takes}" if takes else ""))
    return lines


def key_table() -> str:
    """Return the keys as a Markdown table, for the README; a test holds the two together."""
    rows = [f"| `{a.key}` | `{a.id}` | {_(a.help)} |" for a in ACTIONS if a.key]
    return "\n".join(["| key | action | what it does |", "| --- | --- | --- |", *rows])


def overview(home: Home) -> list[str]:
    """Return an organisation's circles, meetings under way and decisions, as lines of text."""
    organisation = home.founded()
    about = organisation.about
    lines = [about.name if about else "", ""]
    for depth, circle in outline(organisation.circles):
        lines.append(f"{'  ' * depth}{circle.id}  {circle.name}, {len(organisation.full_members(circle.id))}")
    under_way = home.open_meetings()
    if under_way:
        lines += ["", _("Under way")]
        lines += [f"{m.id}  {where(m)}" for m in under_way]
    if organisation.held:
        lines += ["", _("Held")]
        lines += [f"{h.id}" for h in organisation.held.values()]
    if organisation.policies:
        lines += ["", _("Decisions, the next to be looked at first")]
        for policy in sorted(organisation.policies.values(), key=lambda p: p.review):
            lines.append(f"{policy.review}  {policy.title} ({organisation.circles[policy.circle].name})")
    return lines
