"""Integrating: what an objection tells is worked into the proposal, or the objection is let go of; never by one alone.

Ways: MVOS (modify, shorten, measure) and S3 (the others). Releasing: who raised it (MVOS), the group's test (S3), or
objector and proposer together (HC).
"""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from sociotui.domain import commands, events
from sociotui.domain.circles import Circle
from sociotui.domain.consent import PRESENT, Objection, Version
from sociotui.domain.dialects import ENDING_WAYS, Way
from sociotui.domain.effects import AnyEffect, Founds, Refers, shortened, worded
from sociotui.domain.event import Event
from sociotui.domain.evolve import evolve
from sociotui.domain.formats import WAY_ON
from sociotui.domain.handing import bringer, named_once, taker
from sociotui.domain.items import Outcome, topic_of
from sociotui.domain.meeting import Meeting, Place
from sociotui.domain.people import Term
from sociotui.domain.refusal import Refused, brief, unknown
from sociotui.domain.steps import enter
from sociotui.domain.text import slug
from sociotui.domain.turns import somebody, somebody_here
from sociotui.domain.wording import amended, item_of, proposed, put, same_version, says_the_same
from sociotui.words import _


def release(m: Meeting, c: commands.Release, at: int) -> Iterator[Event]:
    """Let go of an objection as the dialect has it; its owner's consent is then asked for again."""
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
    objection = mine[-1]
    answer = ledger.answers.get(objection.person)
    if answer is None or answer.means in PRESENT:
        somebody_here(m, c.person)
    _all_agree(m, objection, c.agreed)
    yield events.ObjectionReleased(
        at=at, subject=m.subject, number=objection.number, by=m.manner.release, agreed=c.agreed
    )


def agreeing(m: Meeting, objection: Objection) -> tuple[str, ...]:
    """Return all who have to agree before an objection is released in this circle's dialect."""
    if m.manner.release == "group":
        return tuple(dict.fromkeys((*m.counting(), objection.person)))
    by = m.proposal.by if m.proposal else ""
    if m.manner.release == "both" and by:
        return tuple(dict.fromkeys((objection.person, by)))
    return (objection.person,)


def _all_agree(m: Meeting, objection: Objection, agreed: tuple[str, ...]) -> None:
    for person in agreed:
        somebody(m, person)
    if m.manner.release == "owner":
        if agreed and objection.person not in agreed:
            raise Refused(
                _("Here who raised an objection lets go of it, nobody else: {name}.", name=m.name(objection.person))
            )
        return
    needed = agreeing(m, objection)
    missing = tuple(p for p in needed if p not in (agreed or (objection.person,)))
    if not missing:
        return
    if m.manner.release == "group":
        raise Refused(
            _(
                "Here the whole group tests an objection: does {name}'s argument show that doing this would stand in the "
                "way? Only when nobody sees it so is it released. Still to say so: {names}.",
                name=m.name(objection.person),
                names=m.names(missing),
            )
        )
    raise Refused(
        _(
            "Here an objection is resolved when objector and proposer both confirm it. Still to confirm: {names}.",
            names=m.names(missing),
        )
    )


def integrate(m: Meeting, c: commands.Integrate, at: int) -> Iterator[Event]:
    """Integrate an objection in one of the dialect's ways; most make a new version, some end the item here."""
    _item, _proposal, current = proposed(m)
    same_version(c.version, current.number)
    objection = _to_integrate(m, c.number)
    if c.way not in m.manner.ways:
        raise unknown(_("way to integrate"), c.way, m.manner.ways)
    if c.to and c.way not in ("defer", "delegate"):
        raise Refused(
            _(
                "With “{way}” nobody else takes it on. Leave out to whom (“{to}”), or choose another way. Here there are: "
                "{ways}.",
                way=c.way,
                to=brief(c.to),
                ways=", ".join(m.manner.ways),
            )
        )
    chosen = events.WayChosen(at=at, subject=m.subject, number=objection.number, way=c.way)
    if c.way in ENDING_WAYS:
        ending = tuple(_ended(m, c, at))
        yield chosen
        yield from ending
        return
    version = _integrated(m, c, current)
    yield chosen
    yield from amended(m, version, at)


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
    text, review, measures, effects = current.text, current.review, current.measures, current.effects
    if c.way in ("modify", "another"):
        if not c.text or c.text == text:
            raise Refused(
                _("To modify the proposal, give the new wording. It is read out before the next consent round.")
            )
        if c.way == "modify":
            says_the_same(m, current, c.text)
        text, effects = c.text, () if c.way == "another" else effects
    elif c.way == "shorten":
        review = _shorter(m, c.review, current)
        text, effects = _until(text, effects, review)
    else:
        measures = (*measures, _measure(c.way, c.measure))
    return Version(number=current.number + 1, text=text, review=review, measures=measures, effects=effects)


def _until(text: str, effects: tuple[AnyEffect, ...], day: date) -> tuple[str, tuple[AnyEffect, ...]]:
    """Return effects that end on `day` at the latest, and the wording with what changes by that; the rest of it stays."""
    ending = shortened(effects, day)
    for before, after in zip(effects, ending, strict=True):
        text = text.replace(worded(before), worded(after))
    return text, ending


def _shorter(m: Meeting, review: date | None, current: Version) -> date:
    if review is None:
        raise Refused(_("To shorten the term, say until which day the circle tries this, like 2027-03-01."))
    if current.review and review >= current.review:
        raise Refused(_("The term ends on {day} as it is. To shorten it, choose a day before.", day=current.review))
    return ahead(m, review)


def _measure(way: Way, measure: str) -> str:
    if measure:
        return measure
    if way == "monitor":
        raise Refused(_("What do we watch until the review? For example: “how often the shed stays open”."))
    raise Refused(
        _("What will be measured, and at which value do we stop? For example: “fewer than 3 complaints a month”.")
    )


def ahead(m: Meeting, when: date) -> date:
    """Return a day that lies ahead; refuses one that does not."""
    if when <= m.today:
        raise Refused(_("{day} is not ahead of us. Choose a day after {today}.", day=when, today=m.today))
    return when


def _ended(m: Meeting, c: commands.Integrate, at: int) -> Iterator[Event]:
    """The item ends here: somebody else takes it on, or it comes back later (S3)."""
    item = item_of(m)
    if c.way in ("defer", "delegate") and not c.to:
        raise Refused(_("Who takes it on? Name the person or the circle."))
    if c.way == "delegate":
        yield events.ItemClosed(at=at, item=item.id, outcome=Outcome(kind="delegated", text=c.text, to=taker(m, c.to)))
        return
    who = bringer(m, c.to) if c.way == "defer" else ""
    if who and c.review is None:
        raise Refused(_("Until when? Say on which day {to} brings it back, like 2027-03-01.", to=m.name(who)))
    if c.way == "ask":
        if not m.circle.parents:
            raise Refused(_("{circle} is the broadest circle; nobody has delegated this to it.", circle=m.circle.name))
        to = named_once(m, next(iter(m.circle.parents)))
        yield events.ItemClosed(at=at, item=item.id, outcome=Outcome(kind="delegated", text=c.text, to=to))
        return
    yield events.ItemClosed(at=at, item=item.id, outcome=Outcome(kind="postponed", text=c.text, to=who))
    due = ahead(m, c.review) if c.review else None
    wording = m.proposal.current.text if m.proposal else ""
    topic = replace(topic_of(item), presenter=who, due=due, next_step=wording[:200])
    yield events.BacklogKept(at=at, topic=topic)


# --- stuck ---------------------------------------------------------------------------------------


def say_stuck(m: Meeting, _c: commands.SayStuck, at: int) -> Iterator[Event]:
    """Say that the circle is stuck with an objection: a round on that, then where it goes, by consent (MVOS)."""
    item = item_of(m)
    if m.step.kind != "integrate" or not m.ledger.open:
        raise Refused(_("Stuck is said where an objection does not get integrated. Go on (‹step›) until then."))
    steps = m.format_of(m.place).steps
    there = next((s for s in steps if s.kind == "stuck"), None)
    if there is None:
        raise Refused(_("This format has no step for it. Postpone the item or delegate it (‹outcome›)."))
    said = events.StuckSaid(at=at, item=item.id)
    yield said
    yield from enter(evolve(m, said), Place(there.id, item.id), at)


def refer(m: Meeting, c: commands.Refer, at: int) -> Iterator[Event]:
    """Propose where a topic goes with which the circle is stuck: to a helping circle, or to a broader one."""
    item = item_of(m)
    if m.step.part != WAY_ON:
        raise Refused(
            _("First say that the circle is stuck (‹stuck›) and hear each other about it; then this follows.")
        )
    effect: Refers | Founds
    if c.to == "broader":
        effect = _to_broader(m, c, item.title)
    else:
        if not c.people or c.until is None:
            raise Refused(_("Who is in the helping circle, and until when does it work? Name people and a day."))
        people = tuple(dict.fromkeys(somebody(m, p) for p in c.people))
        effect = Founds(circle=helping(m, item.title, people, c.leader or people[0], ahead(m, c.until)))
    yield from put(m, worded(effect), (effect,), at)


def _to_broader(m: Meeting, c: commands.Refer, topic: str) -> Refers:
    if not m.circle.parents:
        raise Refused(_("{circle} is the broadest circle. A helping circle may find a way.", circle=m.circle.name))
    circle = c.circle or next(iter(m.circle.parents))
    if circle not in m.circle.parents:
        raise unknown(_("broader circle"), circle, m.circle.parents)
    return Refers(circle=circle, name=m.circle.parents[circle], topic=topic)


def helping(m: Meeting, aim: str, people: tuple[str, ...], leader: str, until: date) -> Circle:
    """Return a helping circle of this circle, for one aim and until a day."""
    if leader not in people:
        raise Refused(_("{name} leads it and so belongs to it. Name them among the people, too.", name=m.name(leader)))
    name = _("Helping circle: {aim}", aim=aim)
    return Circle(
        id=slug(f"{m.circle.id}-{aim}", "helping"),
        name=name[:120],
        parents=(m.circle.id,),
        aims=(aim,),
        members=people,
        until=until,
        roles={"leader": Term(person=leader, until=until)},
    )
