"""Asking: commands at random, as somebody might send them who sees the meeting, or does not look at all."""

from datetime import date

from hypothesis import strategies as st

from sociotui.domain import commands
from sociotui.domain.circles import Circle
from sociotui.domain.customs import Customs
from sociotui.domain.dialects import DIALECTS
from sociotui.domain.evaluating import Evaluation, Opinion
from sociotui.domain.event import Command
from sociotui.domain.meeting import Meeting, Role
from sociotui.domain.people import Term
from sociotui.domain.selection import Nomination, Sought
from tests.domain.stage import BETTER, REASON, SEATS, WORDING, format_named, nominating, ordinary

PEOPLE = st.sampled_from(["", "", *SEATS, "fay", "gil", "nobody"])
SOMEBODY = st.sampled_from([*SEATS, "fay", "gil", "nobody"])
TEXTS = st.sampled_from([WORDING, BETTER, REASON, "", "Bees", "\x1b[31m\u202e", "שלום 🌻", "x" * 200])
NUMBERS = st.sampled_from([0, 0, 0, 1, 2, 3, 9])
MINUTES = st.sampled_from([10, 45, 0, -1, 100_000])
DAYS = st.sampled_from([None, date(2026, 11, 23), date(2026, 12, 24), date(2027, 3, 1), date(2028, 1, 1)])
AIMS = st.sampled_from(["report", "explore", "decide"])
ROLES = st.sampled_from(["secretary", "secretary", "delegate", "leader", ""])
SEVERAL = st.lists(SOMEBODY, max_size=3).map(tuple)
MEANS = st.sampled_from(["room", "room", "phone", "terminal", "lapse"])
WAYS = st.sampled_from(["modify", "modify", "shorten", "measure", *DIALECTS["s3"].ways])
CIRCLES = st.builds(
    Circle,
    id=st.just(""),
    name=TEXTS,
    aims=st.sampled_from([(), ("Good soil",)]),
    members=SEVERAL,
    until=DAYS,
    roles=st.dictionaries(st.just("leader"), st.builds(Term, person=SOMEBODY)),
)
CUSTOMS = st.builds(
    Customs,
    absence=st.sampled_from(["hold", "lazy", "views", "present"]),
    window=st.sampled_from([24, 0]),
    quorum=st.sampled_from([0, 3, -1]),
    watching=st.sampled_from(["members", "organisation", "anybody"]),
)
PLACES = st.sampled_from(["", "", "", "check-in", "admin", "1:consent"])

ANYTHING: st.SearchStrategy[Command] = st.one_of(
    st.builds(commands.FinishTurn, person=PEOPLE, turn=NUMBERS),
    st.builds(commands.PassTurn, person=PEOPLE, turn=NUMBERS),
    st.builds(commands.PostponeTurn, person=PEOPLE, turn=NUMBERS),
    st.builds(commands.TakeTurn, person=SOMEBODY),
    st.builds(commands.RaiseHand, person=PEOPLE),
    st.builds(commands.LowerHand, person=PEOPLE),
    st.builds(commands.BeginRound, start=PEOPLE, direction=st.sampled_from(["", "left", "right"])),
    st.builds(commands.OpenMode, mode=st.sampled_from(["round", "popcorn", "stack", "free"])),
    st.builds(commands.PauseClock),
    st.builds(commands.ResumeClock),
    st.builds(commands.NextStep, seen=PLACES),
    st.builds(commands.PreviousStep, seen=PLACES),
    st.builds(commands.Propose, text=TEXTS, title=TEXTS, person=PEOPLE),
    st.builds(commands.Amend, text=TEXTS, note=TEXTS, version=NUMBERS),
    st.builds(commands.Consent, person=PEOPLE, version=NUMBERS, means=MEANS, witness=PEOPLE),
    st.builds(
        commands.Object,
        person=PEOPLE,
        reason=TEXTS,
        aim_touched=TEXTS,
        version=NUMBERS,
        means=MEANS,
        witness=PEOPLE,
    ),
    st.builds(commands.Release, person=SOMEBODY, number=NUMBERS, agreed=SEVERAL),
    st.builds(commands.Worry, person=PEOPLE, text=TEXTS),
    st.builds(commands.HearView, person=SOMEBODY, text=TEXTS),
    st.builds(
        commands.Integrate,
        way=WAYS,
        number=NUMBERS,
        text=TEXTS,
        review=DAYS,
        measure=TEXTS,
        to=PEOPLE,
        version=NUMBERS,
    ),
    st.builds(commands.SayStuck),
    st.builds(
        commands.Refer,
        to=st.sampled_from(["helping", "broader"]),
        circle=st.sampled_from(["", "general", "kitchen"]),
        people=SEVERAL,
        leader=PEOPLE,
        until=DAYS,
    ),
    st.builds(commands.Seek, sought=st.lists(st.builds(Sought, role=ROLES, until=DAYS), max_size=3).map(tuple)),
    st.builds(
        commands.Nominate,
        person=SOMEBODY,
        choices=st.dictionaries(ROLES, st.builds(Nomination, person=PEOPLE, reason=TEXTS), max_size=2),
    ),
    st.builds(
        commands.ProposeSelection,
        people=st.dictionaries(ROLES, SOMEBODY, max_size=2),
        reasons=st.dictionaries(ROLES, TEXTS, max_size=1),
        until=DAYS,
        lot=st.none() | st.integers(0, 9),
        version=NUMBERS,
    ),
    st.builds(commands.ProposeReview, way=st.sampled_from(["keep", "drop", "rework"]), text=TEXTS, version=NUMBERS),
    st.builds(commands.ProposeCircle, circle=CIRCLES, version=NUMBERS),
    st.builds(commands.ProposeMember, person=PEOPLE, name=TEXTS, leaves=st.booleans(), text=TEXTS, version=NUMBERS),
    st.builds(commands.ProposeCustoms, customs=CUSTOMS, version=NUMBERS),
    st.builds(commands.Record, review=DAYS, responsible=PEOPLE, why=TEXTS, version=NUMBERS),
    st.builds(
        commands.EndItem,
        kind=st.sampled_from(["decided", "dropped", "postponed", "delegated", "waiting"]),
        text=TEXTS,
        to=PEOPLE,
        item=NUMBERS,
    ),
    st.builds(
        commands.AddItem,
        title=TEXTS,
        aim=AIMS,
        minutes=MINUTES,
        presenter=PEOPLE,
        format=st.sampled_from(["", "", "selection", "siesta"]),
        about=PEOPLE,
        people=SEVERAL,
        policy=st.sampled_from(["", "", "garden-0-1"]),
        offer=NUMBERS,
    ),
    st.builds(commands.ChangeItem, item=NUMBERS, title=TEXTS, aim=AIMS, minutes=MINUTES, presenter=PEOPLE),
    st.builds(commands.MoveItem, item=NUMBERS, place=NUMBERS),
    st.builds(commands.RemoveItem, item=NUMBERS),
    st.builds(commands.TakeNote, text=TEXTS),
    st.builds(commands.TakeOn, text=TEXTS, owner=PEOPLE, due=DAYS),
    st.builds(commands.Evaluate, text=TEXTS),
    st.builds(
        commands.GiveMarks,
        person=PEOPLE,
        opinion=st.builds(Opinion, marks=st.just({"content": "yes"}), more=st.lists(TEXTS, max_size=2).map(tuple)),
    ),
    st.builds(
        commands.SumMarks,
        evaluation=st.builds(
            Evaluation, answered=st.integers(0, 9), content=st.just({"no": 3}), less=st.just(("haste",))
        ),
        leaving=st.booleans(),
    ),
    st.builds(commands.KeepForLater, title=TEXTS, aim=AIMS, minutes=MINUTES, person=PEOPLE),
    st.builds(commands.DropFromBacklog, title=TEXTS),
    st.builds(commands.Arrange, minutes=MINUTES, next_meeting=TEXTS),
    st.builds(
        commands.Arrive,
        person=SOMEBODY,
        joining=st.sampled_from(["end", "next", "watch"]),
        name=st.sampled_from(["", "Gil", "\x1b[31m"]),
    ),
    st.builds(commands.Leave, person=SOMEBODY),
    st.builds(commands.TakeSeat, person=SOMEBODY, place=NUMBERS),
    st.builds(commands.HandOver, role=st.sampled_from(["facilitator", "secretary"]), person=SOMEBODY),
    st.builds(commands.UndoAct, act=NUMBERS),
    st.builds(commands.CloseMeeting, postpone=st.booleans()),
)
"""Any command, done or not as the meeting stands."""


def answering(m: Meeting) -> st.SearchStrategy[Command]:
    """Return consents and objections, mostly of whose turn it is."""
    who = st.sampled_from(["", "", "", *m.ledger.counted])
    objecting = st.builds(commands.Object, person=who, reason=st.sampled_from([REASON, REASON, " "]))
    asked = [st.builds(commands.Consent, person=who), st.builds(commands.Consent), objecting]
    if not m.absent() or not m.seats:
        return st.one_of(asked)
    phoned = {
        "person": st.sampled_from(m.absent()),
        "means": st.just("phone"),
        "witness": st.sampled_from(m.seats),
    }
    calling = [st.builds(commands.Consent, **phoned), st.builds(commands.Object, reason=st.just(REASON), **phoned)]
    return st.one_of(*asked, *calling)


def resolving(m: Meeting) -> st.SearchStrategy[Command]:
    """Return ways to integrate or release the objections that are open here."""
    owners = st.sampled_from([o.person for o in m.ledger.open])
    agreed = st.sampled_from([(), tuple(m.people), m.seats])
    return st.one_of(
        st.builds(commands.Release, person=owners, agreed=agreed),
        st.builds(commands.SayStuck),
        st.builds(
            commands.Integrate,
            way=st.sampled_from(m.manner.ways),
            text=st.sampled_from([WORDING, BETTER]),
            review=DAYS,
            measure=st.just("Fewer than 3 complaints"),
            to=st.just("eli"),
        ),
        st.builds(commands.Integrate, way=st.just("modify"), text=st.sampled_from([WORDING, BETTER])),
        st.builds(commands.Integrate, way=st.just("shorten"), review=DAYS),
        st.builds(commands.Integrate, way=st.just("measure"), measure=st.just("Fewer than 3 complaints")),
        st.builds(commands.AddItem, title=st.just("Bees"), aim=AIMS),
    )


def coming_and_going(m: Meeting) -> st.SearchStrategy[Command]:
    """Return arrivals of who is not here and departures of who is."""
    here, away = m.seats or SEATS, [p for p in m.people if p not in m.seats] or ["gil"]
    joining = st.sampled_from(["end", "end", "next", "watch"])
    arriving = st.builds(commands.Arrive, person=st.sampled_from(away), joining=joining, name=st.just("Gil"))
    return st.one_of(arriving, arriving, st.builds(commands.Leave, person=st.sampled_from(here)))


def fitting(m: Meeting) -> st.SearchStrategy[Command]:
    """Return other commands that mostly can be done as the meeting stands."""
    here = st.sampled_from(m.seats or SEATS)
    likely: list[st.SearchStrategy[Command]] = [
        st.builds(commands.TakeTurn, person=here),
        st.builds(commands.PreviousStep),
        st.builds(commands.AddItem, title=st.just("Bees"), aim=AIMS, presenter=here),
        st.builds(commands.BeginRound, start=here),
        st.builds(commands.CloseMeeting),
        st.builds(commands.Worry, person=here, text=st.just("The paint is old.")),
        st.builds(commands.TakeOn, text=st.just("Ask around"), owner=here, due=DAYS),
        st.just(commands.AddItem(title="Delegate", format="selection", steps=format_named("selection"))),
    ]
    if m.absent():
        likely.append(st.builds(commands.HearView, person=st.sampled_from(m.absent()), text=st.just("Fine.")))
    if m.item and not m.item.outcome:
        likely.append(_proposing(m))
    if m.round and not m.round.complete:
        likely += [st.builds(commands.PostponeTurn), st.builds(commands.PassTurn)]
    if m.item and m.item.proposal:
        likely += [
            st.builds(commands.Amend, text=st.sampled_from([WORDING, BETTER])),
            st.builds(commands.Record, review=DAYS),
        ]
    return st.one_of(likely)


def _proposing(m: Meeting) -> st.SearchStrategy[Command]:
    """Return what may be put to the circle here, in exact words of its own."""
    members = st.sampled_from([p.id for p in m.people.values() if p.member])
    likely: list[st.SearchStrategy[Command]] = [
        st.builds(commands.ProposeMember, person=members, leaves=st.just(value=True)),
        st.builds(commands.ProposeCustoms, customs=CUSTOMS),
        st.builds(commands.Refer, to=st.just("helping"), people=st.tuples(members), until=DAYS),
        st.builds(commands.Refer, to=st.just("broader")),
    ]
    if m.item and m.item.grid:
        chosen = st.dictionaries(st.sampled_from([s.role for s in m.item.grid.sought]), members)
        likely.append(st.builds(commands.ProposeSelection, people=chosen, until=DAYS))
    return st.one_of(likely)


def choosing(m: Meeting) -> st.SearchStrategy[Command]:
    """Return nominations, written or changed, of members and others, and passes."""
    people = st.sampled_from(list(m.people))
    nominated = st.tuples(people, people).map(lambda pair: nominating(m, *pair))
    return st.one_of(nominated, nominated, st.builds(commands.PassTurn, person=people))


def helpful(m: Meeting) -> Command:
    """Return what a good facilitator does: what is ordinary, or what has to come before it."""
    if not m.counting():
        return commands.Arrive(person=next(p.id for p in m.people.values() if p.member), joining="end")
    if m.step.kind == "admin":
        roles: list[tuple[Role, str]] = [("facilitator", m.facilitator), ("secretary", m.secretary)]
        for role, holder in roles:
            if not m.people[holder].here:
                return commands.HandOver(role=role, person=m.counting()[0])
    if objector := _to_release(m):
        here = m.people[objector].here
        return commands.Release(person=objector, agreed=tuple(m.people)) if here else commands.Arrive(person=objector)
    if m.step.kind == "closing" and any(i.outcome is None for i in m.agenda):
        return commands.CloseMeeting(postpone=True)
    return ordinary(m)


def _to_release(m: Meeting) -> str:
    """Return whose objection has to be let go of before the meeting goes on; "" where there is none.

    It is one that has no step of its own to be integrated in; or, where others have a say in it, one to this same
    wording of somebody who is asked again.
    """
    open_ = m.ledger.open
    if m.round and not m.round.complete:
        own = [o.person for o in open_ if (o.person, o.version) == (m.round.speaking, m.ledger.version)]
        return own[0] if own and m.manner.release != "owner" else ""
    asks = m.step.kind in ("agenda", "minutes", "approve", "consent")
    steps = m.format_of(m.place).steps
    if not open_ or not asks or any(s.kind == "integrate" and s.part == m.step.part for s in steps):
        return ""
    return open_[0].person
