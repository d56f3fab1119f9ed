"""Ahead: what the home screen tells of meetings that come, and of the first steps of a new organisation."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from sociotui.domain.circles import Circle, outline
from sociotui.domain.coming import Ahead, Coming, coming
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation import Organisation
from sociotui.room.port import Snapshot
from sociotui.tui.telling.days import meeting_said
from sociotui.tui.telling.paragraphs import Text, part, top
from sociotui.tui.telling.saying import Saying, due_title
from sociotui.words import _

FIRST_STEPS = {
    "people": _("Everybody is in a circle"),
    "aims": _("Each circle says what it is for"),
    "roles": _("Somebody facilitates, and writes"),
    "agenda": _("Prepare a first agenda"),
    "meet": _("Hold the first meeting"),
}
"""The first steps of a new organisation, by the id of their rows, in their order."""
ON_THE_MAP = frozenset(["people", "aims", "roles"])
"""Those that are taken on the map."""


class FirstStep(Struct, frozen=True, kw_only=True):
    """A first step: whether it is done, and the circle in which something is left to do."""

    id: str
    circle: str
    done: bool


def first_steps(snapshot: Snapshot) -> list[FirstStep]:
    """Return the first steps of an organisation that has not met yet; none once it has, or where it has no circle."""
    o = snapshot.organisation
    if o.about is None or not o.circles or len(o.held) or snapshot.under_way:
        return []
    circles = list(dict.fromkeys(c.id for _depth, c in outline(o.circles)))
    open_in = {
        "people": [c for c in circles if not o.circles[c].members],
        "aims": [c for c in circles if not o.circles[c].aims],
        "roles": [c for c in circles if not _served(o.circles[c], snapshot)],
        "agenda": [] if any(o.backlog.values()) else circles,
        "meet": circles,
    }
    return [FirstStep(id=id_, circle=(open_in[id_] or circles)[0], done=not open_in[id_]) for id_ in FIRST_STEPS]


def _served(circle: Circle, snapshot: Snapshot) -> bool:
    return all(circle.holder(role, snapshot.today) for role in ("facilitator", "secretary"))


def bringing(o: Organisation, ahead: Sequence[Ahead], person: str) -> Iterator[tuple[Ahead, BacklogItem]]:
    """Yield the topics that somebody brings to meetings that come."""
    for one in ahead:
        for topic in o.backlog.get(one.circle, ()):
            if person and topic.presenter == person:
                yield one, topic


class AheadTeller(Saying):
    """Tells about a meeting that comes, and about first steps."""

    def next_meeting(self, circle: str) -> Text:
        """Tell about the coming meeting of a circle: when, for how long, what is on its agenda, and how it is prepared."""
        found = coming(self._o, circle, self._today)
        name = self._o.circles[circle].name
        topics = [_("{title}, {n} min", title=p.topic.title, n=p.topic.minutes) for p in found.fitting]
        later = [_("{title}, {n} min", title=p.topic.title, n=p.topic.minutes) for p in found.planned if not p.fits]
        return [
            *top(_("{circle}: the next meeting", circle=name), meeting_said(found.next_meeting, self._today)),
            *part(_("Agenda"), *(topics or [_("Nothing is on it yet.")])),
            *part(_("Time"), self._time(found)),
            *part(_("No time for these"), *later),
            *part(_("Due, and not on it yet"), *(" ".join(due_title(d).split()) for d in found.ready)),
            *part(_("How to see to it"), _("Enter prepares it: topics, their order, time and presenters.")),
        ]

    def _time(self, found: Coming) -> str:
        if found.asked > found.room:
            return _("{n} min are asked for, {room} are there.", n=found.asked, room=found.room)
        return _("{n} of {room} min are planned.", n=found.asked, room=found.room)

    def first_step(self, step: FirstStep) -> Text:
        """Tell about a first step, and how one takes it."""
        name = self._o.circles[step.circle].name
        done = _("That is done.") if step.done else ""
        how = {
            "people": _(
                "{circle} has no members yet. Enter shows it on the map; add them there (‹add-here›).", circle=name
            ),
            "aims": _(
                "{circle} has no aim yet: consent is measured by it. Find it together, in a meeting: prepare one (‹agenda›) with the "
                "topic “Vision, mission, aims”. If you have one already, enter shows the circle on the map; write it there "
                "(‹alter›).",
                circle=name,
            ),
            "roles": _(
                "In {circle} one of the two is open. They can be chosen in the first meeting, by a role selection; or say on "
                "the map who they are: enter shows it there (‹alter›).",
                circle=name,
            ),
            "agenda": _(
                "Enter begins it, for {circle}. What you want to talk about, for how long, who brings it.", circle=name
            ),
            "meet": _("Enter begins it, for {circle}. Who is here is asked first; then the check-in.", circle=name),
        }[step.id]
        by_file = step.id in ON_THE_MAP and not step.done
        command = [(2, "sociotui export org -o FILE.toml", "key"), (2, "sociotui import org FILE.toml", "key")]
        return [
            *top(_(FIRST_STEPS[step.id]), done),
            *part(_("How"), "" if step.done else self._spoken(how)),
            *part(_("All of it at once, in a file"), *(command if by_file else ())),
        ]
