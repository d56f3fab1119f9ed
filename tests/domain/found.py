"""Found: an organisation with decisions, roles and meetings, made up for what looks for them; whole, or packed as it lies on disk."""

from datetime import date, timedelta

from sociotui.domain.circles import Circle
from sociotui.domain.consent import Given
from sociotui.domain.items import BacklogItem, Decision
from sociotui.domain.minutes import Minutes
from sociotui.domain.organisation import About, Organisation
from sociotui.domain.people import Person, Role, Term
from sociotui.domain.records import Edition, Held, Policy, Selection, Waiting
from sociotui.domain.shelf import Shelf
from sociotui.domain.storing import restored, stored

TODAY = date(2026, 3, 2)


def in_days(days: int) -> date:
    """Return the day so many days from today."""
    return TODAY + timedelta(days=days)


def policy(
    id_: str, title: str, text: str = "We do it.", review: int = 200, circle: str = "garden", **more: object
) -> Policy:
    """Return a policy that is looked at again in so many days."""
    return Policy(
        id=id_,
        circle=circle,
        title=title,
        text=text,
        adopted=in_days(-100),
        review=in_days(review),
        given=(Given(person="ana"), Given(person="ben", means="phone", witness="ana")),
        **more,  # type: ignore[arg-type]
    )


def chosen(id_: str, role: str, person: str, until: int, circle: str = "garden") -> Selection:
    """Return a selection for so many days from today."""
    return Selection(id=id_, circle=circle, role=role, person=person, on=in_days(-30), until=in_days(until))


def held(id_: str, facilitator: str, ago: int, *, private: bool = False) -> Held:
    """Return a meeting that somebody of that name has facilitated, so many days ago."""
    minutes = Minutes(circle="Garden", on=in_days(-ago), format="weekly", facilitator=facilitator, secretary="Ben")
    return Held(
        id=id_, circle="garden", on=in_days(-ago), minutes=None if private else minutes, sealed=True, private=private
    )


def organisation() -> Organisation:
    """Return an organisation with some of everything, nothing of it packed."""
    people = {p: Person(id=p, name=n) for p, n in (("ana", "Ana"), ("ben", "Bén"), ("eli", "Eli"), ("eli2", "Eli"))}
    keeper = Role(id="keeper", name="Seed keeper")
    garden = Circle(
        id="garden",
        name="Garden circle",
        parents=("general",),
        members=("ana", "ben", "eli"),
        roles={"leader": Term(person="ana", until=in_days(-3)), "facilitator": Term(person="ben", until=in_days(20))},
        role=(keeper,),
    )
    general = Circle(id="general", name="General circle", members=("ana",), roles={"leader": Term(person="ana")})
    over = Circle(id="feast", name="Feast", members=("ben",), until=in_days(-1), roles={"leader": Term(person="ben")})
    policies = (
        policy("p1", "Tool-shed rota", "Two members open the shed each Saturday.", 10, why="It is always locked."),
        policy(
            "p2",
            "Seeds",
            "Seeds are shared.",
            -5,
            editions=(Edition(text="Seeds are sold.", adopted=in_days(-400), review=TODAY),),
        ),
        policy("p3", "Café hours", "Open from ten.", circle="general", responsible="ben", measures=("Fewer spills",)),
    )
    ended = policy("p4", "Bees", "No bees near the shed.", 30, ended=in_days(-8))
    waiting = Waiting(
        id="w1",
        circle="garden",
        meeting="m",
        on=in_days(-1),
        decision=Decision(
            item=1, title="Greenhouse", text="We build one.", version=1, consented=("ana",), waiting=("ben",)
        ),
        asked=1,
    )
    selections = (
        chosen("s1", "facilitator", "ben", 20),
        chosen("s2", "facilitator", "eli", 300),
        chosen("s3", "leader", "ana", -3),
    )
    meetings = (held("h1", "Ana", 40), held("h2", "Ana", 10), held("h3", "Eli", 5), held("h4", "Bén", 3, private=True))
    return Organisation(
        about=About(name="Green Acres"),
        people=people,
        circles={c.id: c for c in (general, garden, over)},
        policies=Shelf({p.id: p for p in policies}, {ended.id: ended}),
        selections=Shelf({}, {s.id: s for s in selections}),
        held=Shelf({}, {h.id: h for h in meetings}),
        waiting={waiting.id: waiting},
        backlog={
            "garden": (BacklogItem(title="Review: Seeds", policy="p2"), BacklogItem(title="Keeper", roles=("keeper",)))
        },
    )


def packed(o: Organisation) -> Organisation:
    """Return the same organisation as it is read from disk."""
    made = stored(o)
    return restored(made.main, lambda name: made.parts[name])
