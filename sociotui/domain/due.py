"""Due: what the calendar asks of a circle: terms that end, policies to look at, minutes, waiting decisions, next steps, topics.

Each comes as a ready-made agenda item with a proposed length. An expired term gives no power; its role is vacant and due.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from sociotui.domain.circles import PROCESS_ROLES, Circle
from sociotui.domain.effects import review_format
from sociotui.domain.items import BacklogItem, FollowUp, Item
from sociotui.domain.organisation import Organisation
from sociotui.domain.records import Spine, Waiting
from sociotui.domain.speaking import due_on, waiting
from sociotui.domain.text import NAME_LENGTH, clean
from sociotui.domain.voice import Voice, VoiceCard, kind_said
from sociotui.words import _

Kind = Literal["role", "policy", "minutes", "waiting", "step", "circle", "topic", "voice"]
SOON = 60
"""Days ahead that are looked at, where nobody says otherwise."""


_OVER = 30
"""Days for which it is told that a helping circle has come to its end."""
_HEARING, _THANKS = 10, 2
"""Minutes that are proposed for hearing and answering what was said; less where it is an appreciation, to be read out."""
_SHORT = 60
"""Characters of what was said that its title shows."""


# Of what is due a screen holds hundreds, frozen trees all: no cycle can start here, so the collector need not look.
class Due(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Something that is due on a day, and the item in which a circle can see to it. `on` is None where it is due now.

    `ref` is the id of what it is about: a role, a policy, a meeting, a decision, a next step, what was said to the circle;
    of a topic its title.
    """

    kind: Kind
    circle: str
    ref: str
    title: str
    on: date | None = None
    person: str = ""
    item: Item | None = None

    def overdue(self, today: date) -> bool:
        """Tell whether its day is over, or it is due without one."""
        return self.on is None or (self.on < today and self.kind not in ("minutes", "waiting"))


def due(o: Organisation, today: date, within: int = SOON, circle: str = "") -> tuple[Due, ...]:
    """Return what is due in the next `within` days, in one circle or in all, what is longest overdue first.

    In a circle that has ended nothing is due: what it decided is, where it is looked after by now.
    """
    until = today + timedelta(days=within)
    here = o.circle(circle) if circle else None
    circles = o.standing if here is None else {circle: here} if circle in o.standing else {}
    found = [d for c in circles.values() for d in _of(o, c, today)]
    found += (_waiting(o, w) for w in o.waiting.values() if w.circle in circles)
    found = [d for d in found if d.on is None or d.on <= until]
    review, care = _("Review: {title}"), o.in_care_of
    spines = ((p, care(p.circle)) for p in o.reviews(until))
    found += (_policy(p, circles[at], review.format(title=p.title)) for p, at in spines if at in circles)
    found += (_voice(o, v, care(v.circle)) for v in waiting(o, circle) if care(v.circle) in circles)
    steps = ((f, care(f.circle)) for f in o.follow_ups.live.values() if not f.done)
    found += (_step(f, circles[at]) for f, at in steps if at in circles and (f.due is None or f.due <= until))
    return tuple(sorted(found, key=lambda d: (d.on or date.min, d.circle, d.kind, d.ref)))


def _of(o: Organisation, circle: Circle, today: date) -> Iterator[Due]:
    yield from _minutes(o, circle)
    if not (circle.until and circle.until < today):  # what has come to its end gives no roles any more
        yield from _roles(o, circle, today)
    yield from _topics(o, circle, today)
    if circle.until and circle.until >= today - timedelta(days=_OVER):
        title = _("{circle} comes to its end", circle=circle.name)
        item = Item(id=0, title=title, aim="explore", minutes=15)
        yield Due(kind="circle", circle=circle.id, ref=circle.id, title=title, on=circle.until, item=item)


def _minutes(o: Organisation, circle: Circle) -> Iterator[Due]:
    held = o.last_held(circle.id)
    if held and held.minutes and not held.approved:
        title = _("Minutes of {day}", day=held.on)
        yield Due(kind="minutes", circle=circle.id, ref=held.id, title=title, on=held.on)


def _waiting(o: Organisation, waiting: Waiting) -> Due:
    names = ", ".join(o.people[p].name for p in o.missing(waiting))
    title = _("“{title}” waits for {names}", title=waiting.decision.title, names=names)
    return Due(kind="waiting", circle=waiting.circle, ref=waiting.id, title=title, on=waiting.on)


def _roles(o: Organisation, circle: Circle, today: date) -> Iterator[Due]:
    terms = circle.terms()
    for role in (*PROCESS_ROLES, *(r.id for r in circle.role)):
        term = terms.get(role)
        if term is None and not _wanted(o, circle, role):
            continue
        name = circle.role_name(role).capitalize()
        item = Item(id=0, title=name, minutes=30, format="selection", roles=(role,))
        if term is None:
            yield Due(kind="role", circle=circle.id, ref=role, title=_("{role}: vacant", role=name), item=item)
        elif term.until:
            ended = not term.holds(today)
            who = o.people[term.person].name if term.person in o.people else term.person
            title = (
                _("{role}: {name}'s term has ended", role=name, name=who)
                if ended
                else _("{role}: {name}'s term ends", role=name, name=who)
            )
            yield Due(
                kind="role", circle=circle.id, ref=role, title=title, on=term.until, person=term.person, item=item
            )


def _wanted(o: Organisation, circle: Circle, role: str) -> bool:
    """Tell whether a vacant role is to be filled: those of its own, and the link to the broader circle (MVOS)."""
    if any(topic.format == "selection" and role in topic.roles for topic in o.backlog.get(circle.id, ())):
        return False  # it is on the backlog
    return role not in PROCESS_ROLES or (role == "delegate" and bool(circle.parents) and not circle.until)


def _policy(policy: Spine, circle: Circle, title: str) -> Due:
    """Return the review of a policy of this circle; of the policy one sees its spine, as there may be thousands."""
    item = Item(
        id=0,
        title=title[:120],
        minutes=15,
        presenter=policy.responsible if policy.responsible in circle.members else "",
        format=review_format(policy.id, policy.circle),
        policy=policy.id,
    )
    return Due(
        kind="policy",
        circle=circle.id,
        ref=policy.id,
        title=policy.title,
        on=policy.review,
        person=policy.responsible,
        item=item,
    )


def _step(step: FollowUp, circle: Circle) -> Due:
    presenter = step.owner if step.owner in circle.members else ""
    title = _("How it went: {text}", text=step.text) if step.among else step.text
    item = Item(id=0, title=title[:120], aim="report", minutes=5, presenter=presenter)
    return Due(kind="step", circle=circle.id, ref=step.id, title=step.text, on=step.due, person=step.owner, item=item)


def _voice(o: Organisation, voice: Voice, circle: str) -> Due:
    """Return what was said as due: it can be heard in the coming meeting at once, and is late when that is over."""
    title = voice_title(voice)
    thanks = voice.kind == "appreciation"
    item = Item(
        id=0,
        title=title,
        aim="report" if thanks else "explore",
        minutes=_THANKS if thanks else _HEARING,
        voice=card_of_voice(o, voice),
    )
    return Due(kind="voice", circle=circle, ref=voice.id, title=title, on=due_on(o, voice), person=voice.by, item=item)


def voice_title(voice: Voice) -> str:
    """Return what was said in a few words, with its kind before them."""
    said = " ".join(voice.words.split())
    said = said if len(said) <= _SHORT else said[:_SHORT].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
    return _("{kind}: {words}", kind=kind_said(voice.kind).capitalize(), words=said)


def card_of_voice(o: Organisation, voice: Voice) -> VoiceCard:
    """Return what a meeting carries of something that was said to its circle."""
    circle = o.circles.get(voice.circle)
    words = [voice.words]
    for before in voice.earlier:
        words += [_("Answered on {day}: {answer}", day=before.on, answer=before.answer)]
        words += [_("Still open: {why}", why=before.why)]
    return VoiceCard(
        id=voice.id,
        kind=voice.kind,
        words="\n".join(words),
        person=voice.by,
        name=o.people[voice.by].name if voice.by in o.people else voice.by,
        role=circle.role_name(voice.role) if circle and voice.role else voice.role,
        on=voice.on,
    )


def _topics(o: Organisation, circle: Circle, today: date) -> Iterator[Due]:
    topics = [topic for topic in o.backlog.get(circle.id, ()) if topic.due]
    members = o.full_members(circle.id, today) if topics else ()
    for topic in topics:
        item = _ready(o, topic, members)
        yield Due(
            kind="topic",
            circle=circle.id,
            ref=topic.title,
            title=topic.title,
            on=topic.due,
            person=topic.presenter,
            item=item,
        )


def _ready(o: Organisation, topic: BacklogItem, members: tuple[str, ...]) -> Item:
    """Return a topic as an item; who is no member any more and what is gone are left out."""
    return Item(
        id=0,
        title=topic.title,
        aim=topic.aim,
        minutes=topic.minutes,
        presenter=topic.presenter if topic.presenter in members else "",
        format=topic.format,
        about=topic.about if topic.about in members else "",
        policy=topic.policy if topic.policy in o.policies else "",
        roles=topic.roles,
        voice=card_of_voice(o, o.voices[topic.voice]) if topic.voice in o.voices else None,
    )


def ready(o: Organisation, circle: str, today: date, within: int = SOON) -> tuple[Due, ...]:
    """Return what is due in a circle and can be an item of its next meeting, but for what its backlog holds already.

    What was said to the circle and has waited for longer than it usually does comes first.
    """
    topics = o.backlog.get(circle, ())
    found = [d for d in due(o, today, within, circle) if d.kind != "topic"]
    found.sort(key=lambda d: not (d.kind == "voice" and d.overdue(today)))
    return tuple(d for d in found if d.item and not any(_same(topic, d.item) for topic in topics))


def _same(topic: BacklogItem, item: Item) -> bool:
    """Tell whether a topic is about what an item is about: that policy, one of those roles, that voice, what is called so."""
    if item.voice:
        return topic.voice == item.voice.id
    if item.policy:
        return topic.policy == item.policy
    if item.roles:
        return topic.format == item.format and bool({*topic.roles} & {*item.roles})
    return topic.title == _called(item)


def topic_about(d: Due) -> BacklogItem | None:
    """Return what is due as a topic for a backlog, with its format; None where it is seen to outside a meeting's items."""
    if d.item is None:
        return None
    i = d.item
    kept = {name: getattr(i, name) for name in ("aim", "minutes", "presenter", "format", "policy", "roles")}
    if i.voice:  # so that it rises on the backlog, too, when it has waited for long
        return BacklogItem(title=_called(i), voice=i.voice.id, due=d.on, added_by=i.voice.person, **kept)
    return BacklogItem(title=_called(i), **kept)


def _called(item: Item) -> str:
    """Return the title that a topic about an item has."""
    return " ".join(clean(item.title).split())[:NAME_LENGTH].strip()


def offers(o: Organisation, circle: str, today: date, within: int = SOON) -> tuple[Item, ...]:
    """Return the ready-made items of a circle: what its backlog holds, as it is ranked, then what is due besides."""
    members = o.full_members(circle, today)
    ranked = (_ready(o, topic, members) for topic in o.backlog.get(circle, ()))
    return (*ranked, *(d.item for d in ready(o, circle, today, within) if d.item))
