"""Asking: commands at random, as somebody might send them who sees the meeting, or does not look at all."""

from datetime import date

from hypothesis import strategies as st

from sociotui.domain import commands
from sociotui.domain.event import Command
from sociotui.domain.meeting import Meeting, Role
from tests.domain.stage import BETTER, REASON, SEATS, WORDING, ordinary

PEOPLE = st.sampled_from(["", "", *SEATS, "fay", "gil", "nobody"])
SOMEBODY = st.sampled_from([*SEATS, "fay", "gil", "nobody"])
TEXTS = st.sampled_from([WORDING, BETTER, REASON, "", "Bees", "\x1b[31m\u202e", "שלום 🌻", "x" * 200])
NUMBERS = st.sampled_from([0, 0, 0, 1, 2, 3, 9])
MINUTES = st.sampled_from([10, 45, 0, -1, 100_000])
DAYS = st.sampled_from([None, date(2026, 11, 23), date(2026, 12, 24), date(2027, 3, 1), date(2028, 1, 1)])
AIMS = st.sampled_from(["report", "explore", "decide"])
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
    st.builds(commands.Consent, person=PEOPLE, version=NUMBERS),
    st.builds(commands.Object, person=PEOPLE, reason=TEXTS, aim_touched=TEXTS, version=NUMBERS),
    st.builds(commands.Release, person=SOMEBODY, number=NUMBERS),
    st.builds(
        commands.Integrate,
        way=st.sampled_from(["modify", "shorten", "measure"]),
        number=NUMBERS,
        text=TEXTS,
        review=DAYS,
        measure=TEXTS,
        version=NUMBERS,
    ),
    st.builds(commands.Record, review=DAYS, responsible=PEOPLE, why=TEXTS, version=NUMBERS),
    st.builds(
        commands.EndItem,
        kind=st.sampled_from(["decided", "dropped", "postponed", "delegated"]),
        text=TEXTS,
        to=PEOPLE,
        item=NUMBERS,
    ),
    st.builds(commands.AddItem, title=TEXTS, aim=AIMS, minutes=MINUTES, presenter=PEOPLE),
    st.builds(commands.ChangeItem, item=NUMBERS, title=TEXTS, aim=AIMS, minutes=MINUTES, presenter=PEOPLE),
    st.builds(commands.MoveItem, item=NUMBERS, place=NUMBERS),
    st.builds(commands.RemoveItem, item=NUMBERS),
    st.builds(commands.TakeNote, text=TEXTS),
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
    return st.one_of(st.builds(commands.Consent, person=who), st.builds(commands.Consent), objecting)


def resolving(m: Meeting) -> st.SearchStrategy[Command]:
    """Return ways to integrate or release the objections that are open here."""
    owners = st.sampled_from([o.person for o in m.ledger.open])
    return st.one_of(
        st.builds(commands.Release, person=owners),
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
    ]
    if m.round and not m.round.complete:
        likely += [st.builds(commands.PostponeTurn), st.builds(commands.PassTurn)]
    if m.item and m.item.proposal:
        likely += [
            st.builds(commands.Amend, text=st.sampled_from([WORDING, BETTER])),
            st.builds(commands.Record, review=DAYS),
        ]
    return st.one_of(likely)


def helpful(m: Meeting) -> Command:
    """Return what a good facilitator does: what is ordinary, or what has to come before it."""
    if not m.counting():
        return commands.Arrive(person=next(p.id for p in m.people.values() if p.member), joining="end")
    if m.step.kind == "admin":
        roles: list[tuple[Role, str]] = [("facilitator", m.facilitator), ("secretary", m.secretary)]
        for role, holder in roles:
            if not m.people[holder].here:
                return commands.HandOver(role=role, person=m.counting()[0])
    if m.step.kind in ("agenda", "minutes") and m.ledger.open and (m.round is None or m.round.complete):
        owner = m.ledger.open[0].person
        return commands.Release(person=owner) if m.people[owner].here else commands.Arrive(person=owner)
    if m.step.kind == "closing" and any(i.outcome is None for i in m.agenda):
        return commands.CloseMeeting(postpone=True)
    return ordinary(m)
