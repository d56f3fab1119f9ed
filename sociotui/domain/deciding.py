"""Deciding: proposing, amending, consenting, objecting, releasing, integrating, recording. (MVOS: consent process)"""

from collections.abc import Iterator
from datetime import date

from sociotui.domain import commands, events
from sociotui.domain.consent import Ledger, Objection, Version
from sociotui.domain.event import Event
from sociotui.domain.evolve import evolve
from sociotui.domain.meeting import Decision, Item, Meeting, Outcome, Place
from sociotui.domain.refusal import Refused
from sociotui.domain.round import Round
from sociotui.domain.steps import enter
from sociotui.domain.turns import being_heard, in_turn, somebody, somebody_here
from sociotui.words import _


def _item(m: Meeting) -> Item:
    item = m.item
    if item is None:
        raise Refused(_("A proposal belongs to an item of the agenda. Add one (‹agenda›) and go on to it (‹step›)."))
    if item.outcome:
        raise Refused(
            _(
                "“{title}” has ended: {kind}. To change it, undo (‹undo›), or add a new item (‹agenda›).",
                title=item.title,
                kind=item.outcome.kind,
            )
        )
    return item


def _proposed(m: Meeting) -> tuple[Item, Version]:
    item = _item(m)
    if item.proposal is None:
        raise Refused(
            _("There is no proposal yet under “{title}”. Write its wording (‹propose›) first.", title=item.title)
        )
    return item, item.proposal.current


def _same_version(seen: int, current: int) -> None:
    if seen and seen != current:
        raise Refused(
            _(
                "That was version {seen}; version {current} is the one that counts now. Read it, then answer.",
                seen=seen,
                current=current,
            )
        )


# --- wording --------------------------------------------------------------------------------------


def propose(m: Meeting, c: commands.Propose, at: int) -> Iterator[Event]:
    """Put a proposal to the circle."""
    item = _item(m)
    if item.proposal:
        raise Refused(
            _("“{title}” has a proposal. To change its wording, amend it (‹amend›).", title=item.proposal.title)
        )
    if not c.text:
        raise Refused(_("A proposal needs its exact wording. Write it as it should be read out."))
    by = c.person or item.presenter
    if by:
        somebody(m, by)
    yield events.ProposalMade(
        at=at, item=item.id, title=c.title or item.title, by=by, version=Version(number=1, text=c.text)
    )


def amend(m: Meeting, c: commands.Amend, at: int) -> Iterator[Event]:
    """Give the proposal a new wording: a new version, and consent to the one before is void."""
    item, current = _proposed(m)
    _same_version(c.version, current.number)
    if not c.text:
        raise Refused(_("The new wording is empty. To let the proposal go, end the item as dropped (‹outcome›)."))
    if c.text == current.text:
        raise Refused(
            _(
                "This is word for word version {n}. Change the wording, or leave it as it is.",
                n=current.number,
            )
        )
    version = Version(
        number=current.number + 1, text=c.text, review=current.review, measures=current.measures, note=c.note
    )
    yield from _amended(m, item, version, at)


def _amended(m: Meeting, item: Item, version: Version, at: int) -> Iterator[Event]:
    amended = events.ProposalAmended(at=at, item=item.id, version=version)
    yield amended
    if m.step.kind in ("consent", "record"):
        after = evolve(m, amended)
        steps = after.format_of(m.place).steps
        restate = next((s for s in steps if s.id == "restate"), None) or next(s for s in steps if s.kind == "consent")
        yield from enter(after, Place(restate.id, item.id), at, back=True)


# --- answers --------------------------------------------------------------------------------------


def _asking(m: Meeting) -> tuple[Round | None, Ledger]:
    ledger = m.ledger
    if m.step.kind not in ("consent", "agenda", "minutes"):
        raise Refused(_("Nothing is being asked in this step. The consent round comes with its own step (‹step›)."))
    if not ledger.counted or ledger.version != m.version_of(m.subject):
        raise Refused(_("The consent round has not begun. Go on (‹step›) when the wording is ready."))
    return m.round, ledger


def consent(m: Meeting, c: commands.Consent, at: int) -> Iterator[Event]:
    """Say "I consent", in turn. Who objected on this wording lets the objection go by it."""
    current, ledger = _asking(m)
    _same_version(c.version, ledger.version)
    if c.person and c.person in ledger.consented:
        raise Refused(_("{name} has consented to this wording already.", name=m.name(c.person)))
    person = in_turn(m, c.person, c.turn)
    if current and current.aside:
        raise being_heard(m, current)
    for objection in ledger.open:
        if objection.person == person and objection.version == ledger.version:
            yield events.ObjectionReleased(at=at, subject=m.subject, number=objection.number)
    yield events.ConsentGiven(at=at, subject=m.subject, person=person, version=ledger.version)


def object_(m: Meeting, c: commands.Object, at: int) -> Iterator[Event]:
    """Bring an objection: in turn, or at any time in this step for who has consented and now sees a reason."""
    current, ledger = _asking(m)
    _same_version(c.version, ledger.version)
    if current and current.aside:
        raise being_heard(m, current)
    if c.person in ledger.consented:
        person = somebody_here(m, c.person)
    elif c.person and c.person not in ledger.missing and c.person in {o.person for o in ledger.open}:
        raise Refused(
            _(
                "{name}'s objection is noted. What more there is to say belongs to integrating it.",
                name=m.name(c.person),
            )
        )
    else:
        person = in_turn(m, c.person, 0)
    if not c.reason:
        raise Refused(
            _(
                "An objection comes with its reason: what about this would stand in the way of our aim? "
                "The reason is the gift; without it the circle cannot use it."
            )
        )
    objection = Objection(
        number=len(ledger.objections) + 1,
        person=person,
        version=ledger.version,
        reason=c.reason,
        aim_touched=c.aim_touched,
    )
    yield events.ObjectionRaised(at=at, subject=m.subject, objection=objection)


def release(m: Meeting, c: commands.Release, at: int) -> Iterator[Event]:
    """Let go of one's own objection; one's consent is then asked for again."""
    somebody(m, c.person)
    ledger = m.ledger
    mine = [o for o in ledger.open if o.person == c.person and c.number in (0, o.number)]
    if not mine:
        others = m.names(tuple(o.person for o in ledger.open))
        if others:
            raise Refused(
                _(
                    "{name} has no open objection to release; {others} has. Only who raised an objection releases it, "
                    "or a new wording answers it.",
                    name=m.name(c.person),
                    others=others,
                )
            )
        raise Refused(_("No objection is open here, so there is none to release."))
    somebody_here(m, c.person)
    yield events.ObjectionReleased(at=at, subject=m.subject, number=mine[-1].number)


def integrate(m: Meeting, c: commands.Integrate, at: int) -> Iterator[Event]:
    """Integrate an objection in one of the dialect's ways; each makes a new version to be asked about."""
    item, current = _proposed(m)
    _same_version(c.version, current.number)
    objection = _to_integrate(m, c.number)
    version = _integrated(m, c, current)
    yield events.WayChosen(at=at, subject=m.subject, number=objection.number, way=c.way)
    yield from _amended(m, item, version, at)


def _to_integrate(m: Meeting, number: int) -> Objection:
    open_ = m.ledger.open
    if not open_:
        raise Refused(_("No objection is open here. To change the wording all the same, amend it (‹amend›)."))
    if m.step.kind == "consent" and m.round and not m.round.complete:
        raise Refused(
            _(
                "First let the round come round: {names} still to be asked, so that every objection is heard.",
                names=m.names(m.round.waiting),
            )
        )
    found = m.ledger.objection(number) if number else open_[0]
    if found is None or found.state != "open":
        raise Refused(
            _(
                "There is no open objection number {n}. Open: {all}.",
                n=number,
                all=", ".join(str(o.number) for o in open_),
            )
        )
    return found


def _integrated(m: Meeting, c: commands.Integrate, current: Version) -> Version:
    text, review, measures = current.text, current.review, current.measures
    if c.way == "modify":
        if not c.text or c.text == text:
            raise Refused(
                _("To modify the proposal, give the new wording. It is read out before the next consent round.")
            )
        text = c.text
    elif c.way == "shorten":
        if c.review is None:
            raise Refused(_("To shorten the term, say until which day the circle tries this, like 2027-03-01."))
        review = _ahead(m, c.review)
        if current.review and review >= current.review:
            raise Refused(_("The term ends on {day} as it is. To shorten it, choose a day before.", day=current.review))
    else:
        if not c.measure:
            raise Refused(
                _(
                    "What will be measured, and at which value do we stop? For example: “fewer than 3 complaints a month”."
                )
            )
        measures = (*measures, c.measure)
    return Version(number=current.number + 1, text=text, review=review, measures=measures)


def _ahead(m: Meeting, when: date) -> date:
    if when <= m.today:
        raise Refused(_("{day} is not ahead of us. Choose a day after {today}.", day=when, today=m.today))
    return when


# --- on record ------------------------------------------------------------------------------------


def record(m: Meeting, c: commands.Record, at: int) -> Iterator[Event]:
    """Put the decision on record, once everybody who counts has consented to exactly this wording."""
    item, current = _proposed(m)
    _same_version(c.version, current.number)
    ledger = m.ledger
    if ledger.open:
        raise Refused(
            _(
                "The objection of {names} is open; integrate it first.",
                names=m.names(tuple(o.person for o in ledger.open)),
            )
        )
    if not ledger.reached or ledger.version != current.number:
        names = m.names(ledger.missing or m.counting())
        raise Refused(
            _(
                "Consent is missing on version {n}: {names}. Silence is never consent.",
                n=current.number,
                names=names,
            )
        )
    review = c.review or current.review
    if review is None:
        raise Refused(
            _("On which day will the circle look at this again? A decision without that day tends to be forgotten.")
        )
    if current.review and review > current.review:
        raise Refused(
            _(
                "The circle consented to a term until {day}. Choose that day or one before it.",
                day=current.review,
            )
        )
    decision = Decision(
        item=item.id,
        title=item.proposal.title if item.proposal else item.title,
        text=current.text,
        version=current.number,
        review=_ahead(m, review),
        responsible=somebody(m, c.responsible) if c.responsible else "",
        measures=current.measures,
        why=c.why,
        consented=tuple(p for p in ledger.counted if p in ledger.consented),
        absent=m.absent(),
        objections_integrated=sum(o.state == "integrated" for o in ledger.objections),
    )
    yield events.DecisionRecorded(at=at, decision=decision)
    yield events.ItemClosed(at=at, item=item.id, outcome=Outcome(kind="decided", text=current.text))
