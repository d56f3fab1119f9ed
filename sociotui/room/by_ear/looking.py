"""Looking: what there is to say of a meeting when somebody asks: who speaks when, the agenda, the wording, objections."""

from collections.abc import Callable, Iterator

from sociotui.domain.aims import in_a_line
from sociotui.domain.meeting import Meeting
from sociotui.domain.round import Round
from sociotui.room.by_ear.hearing import line_of, standing, stopped
from sociotui.room.status import commentary, now_and_next
from sociotui.words import _


def looked_at(m: Meeting, topic: str) -> list[str]:
    """Return what there is to say of a topic, in lines; `m` is the meeting as it may be seen."""
    return [line_of(line) for line in _TOPICS[topic](m)]


def _who(m: Meeting) -> Iterator[str]:
    yield now_and_next(m)
    if m.round:
        yield from _order(m, m.round)
    if m.hands:
        yield _("Hands: {names}.", names=m.names(m.hands))


def _order(m: Meeting, r: Round) -> Iterator[str]:
    rest = r.queue[1:] if r.mode == "round" and not (r.aside and r.now) else r.queue
    told = (
        (_("Then: {names}."), rest),
        (_("Have spoken: {names}."), r.spoken),
        (_("Have passed: {names}."), r.passed),
        (_("Come later: {names}."), r.later),
        (_("Have gone: {names}."), r.gone),
    )
    for sentence, people in told:
        if people:
            yield sentence.format(names=m.names(people))


def _agenda(m: Meeting) -> Iterator[str]:
    if not m.agenda:
        yield _("Nothing is on the agenda yet. “agenda” and what it is about adds something.")
    for item in m.agenda:
        ended = _(", ended: {kind}", kind=item.outcome.kind) if item.outcome else ""
        here = _(", now") if item.id == m.place.item else ""
        by = _(", by {name}", name=m.name(item.presenter)) if item.presenter else ""
        yield (
            _("{n}: {title}, {aim}, {minutes} minutes", n=item.id, title=item.title, aim=item.aim, minutes=item.minutes)
            + f"{by}{ended}{here}."
        )


def _wording(m: Meeting) -> Iterator[str]:
    if m.proposal is None:
        yield _("There is no wording here yet.")
        return
    current = m.proposal.current
    yield _("{title}, version {n}: “{text}”", title=m.proposal.title, n=current.number, text=stopped(current.text))
    for measure in current.measures:
        yield _("Measured: {measure}", measure=stopped(measure))
    if current.review:
        yield _("Looked at again on {day}.", day=current.review)


def _objections(m: Meeting) -> Iterator[str]:
    if not m.ledger.objections:
        yield _("There is no objection here.")
    for o in m.ledger.objections:
        state = {"open": _("open"), "released": _("released"), "integrated": _("integrated")}[o.state]
        touched = _(" It touches our aim: {aim}", aim=stopped(o.aim_touched)) if o.aim_touched else ""
        yield (
            _(
                "Objection {n}, {name}, {state}: {reason}",
                n=o.number,
                name=m.name(o.person),
                state=state,
                reason=stopped(o.reason),
            )
            + touched
        )


def _people(m: Meeting) -> Iterator[str]:
    yield _("Here: {names}.", names=m.names(m.seats))
    if m.absent():
        yield _("Not here: {names}.", names=m.names(m.absent()))
    yield _("{name} facilitates, {other} writes.", name=m.name(m.facilitator), other=m.name(m.secretary))


def _backlog(m: Meeting) -> Iterator[str]:
    if not m.backlog:
        yield _("The backlog is empty.")
    for topic in m.backlog:
        yield stopped(topic.title)


def _decisions(m: Meeting) -> Iterator[str]:
    if not m.decisions:
        yield _("Nothing is decided yet.")
    for d in m.decisions:
        again = " " + _("Looked at again on {day}.", day=d.review) if d.review else ""
        yield f"{d.title}: “{stopped(d.text)}”{again}"


def _one(line: str) -> Iterator[str]:
    yield line


_TOPICS: dict[str, Callable[[Meeting], Iterator[str]]] = {
    "status": lambda m: iter(standing(m)),
    "who": _who,
    "now": lambda m: _one(now_and_next(m)),
    "agenda": _agenda,
    "wording": _wording,
    "objections": _objections,
    "aim": lambda m: _one(_("Our aim: {aim}", aim=in_a_line(m.circle.aims) or _("none on record yet"))),
    "ask": lambda m: _one(
        _("Ask: {prompt}", prompt=_(m.step.prompt)) if m.step.prompt else _("Nothing is asked here.")
    ),
    "why": lambda m: iter(commentary(m, "full") or [_("There is no more to say of this step.")]),
    "people": _people,
    "hands": lambda m: _one(_("Hands: {names}.", names=m.names(m.hands)) if m.hands else _("No hand is up.")),
    "backlog": _backlog,
    "decisions": _decisions,
}
"""Each topic that can be asked for in a meeting."""
