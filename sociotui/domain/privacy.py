"""Privacy: the record of a private meeting is for those who took part; outside it only what they release is seen.

Talks in conflict, a membership that ends, feedback in trust: a circle may hold a meeting for itself. What it releases
is what it has consented to, and the next steps that somebody has taken on.
"""

from msgspec.structs import replace

from sociotui.domain.formats import Format, Step
from sociotui.domain.items import BacklogItem, Decision
from sociotui.domain.meeting import Meeting, Place, veiled
from sociotui.domain.organisation import Organisation
from sociotui.domain.records import Held
from sociotui.domain.text import cleaned
from sociotui.words import _


def took_part(meeting: Meeting, person: str) -> bool:
    """Tell whether somebody is in a meeting, or was for a while; a member who is absent is not."""
    return person in meeting.people and meeting.people[person].presence != "absent"


def shut(meeting: Meeting) -> Meeting:
    """Return what may be seen of a meeting from outside: of a private one, that its circle holds one, and no more.

    It stands then in a step that says so, without people and without an agenda.
    """
    return outside(meeting) if meeting.private else veiled(meeting)


def outside(meeting: Meeting) -> Meeting:
    """Return what somebody may know of a meeting that is not for them: that the circle holds it."""
    title = _("private meeting") if meeting.private else _("for its members")
    step = Step(id="private", kind="talk", title=title, prompt="")
    return Meeting(
        id=meeting.id,
        circle=meeting.circle,
        opened=meeting.opened,
        today=meeting.today,
        format=Format(id="private", title=title, steps=(step,)),
        formats={},
        people={},
        seats=(),
        facilitator="",
        secretary="",
        place=Place(step.id),
        entered=meeting.opened,
        closed=meeting.closed,
        sealed=meeting.sealed,
        private=meeting.private,
    )


# --- what a closed one releases ------------------------------------------------------------------


def released(decision: Decision) -> Decision:
    """Return what goes on the public record of a decision that a private meeting has made.

    It is what was consented to, word for word: wording, measures, review day, effects; who looks after it; and the
    ledger of consent, with names, as a decision without one would not be known to be any (MVOS: consent is of all
    members). A decision that waits names those whom it waits for, as they are to be asked. Not released are why it
    was made, worries, how many objections there were, and who else was absent.
    """
    return replace(decision, why="", concerns=(), absent=(), objections_integrated=0)


def objection(private: bool, name: str, reason: str) -> str:
    """Return what goes on the public record of an objection that a member raises afterwards to what a meeting decided.

    Who objects is on it, as who consents is, so that they can be asked. Where the meeting was `private` the reason is not:
    it may speak of what was said there, and is for the member to tell in the next one.
    """
    if not private:
        return reason
    return _("{name} tells why in a private meeting, as it was decided in one.", name=name)


def was_private(o: Organisation, meeting: str) -> bool:
    """Tell whether that meeting, which was held, was private."""
    return meeting in o.held and o.held[meeting].private


def handed_on(meeting: Meeting, topic: BacklogItem) -> BacklogItem:
    """Return the topic that a circle gets which a private meeting delegates something to: where to ask, and not what."""
    title = _("From a private meeting of {circle}, {day}", circle=meeting.circle.name, day=meeting.today)
    return BacklogItem(title=title, aim=topic.aim, minutes=topic.minutes, added_by=topic.added_by)


def held(meeting: Meeting, *, approved: bool) -> Held:
    """Return what an organisation keeps of a private meeting: that there was one, on which day, and its approval.

    Minutes, who was there, the evaluation, speaking time and what was said of the next meeting stay in its journal.
    """
    return Held(
        id=meeting.id,
        circle=meeting.circle.id,
        on=meeting.today,
        approved="end" if approved else "",
        approved_on=meeting.today if approved else None,
        private=True,
    )


def backlog_after(meeting: Meeting, backlog: tuple[BacklogItem, ...]) -> tuple[BacklogItem, ...]:
    """Return a circle's backlog after a private meeting: without what was taken off it; what was kept stays in its minutes."""
    kept = {topic.title for topic in meeting.backlog}
    return tuple(t for t in backlog if t.title in kept or cleaned(t) not in meeting.seen_backlog)
