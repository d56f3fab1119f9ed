"""Homes of organisations that have met for years: forty people, twelve circles, and as many meetings and events as wanted.

Their events are those that meetings leave and people make between them: minutes, decisions that wait and stand, policies and
their next wordings, terms, next steps, topics. They are written as the journal writes them, commit by commit.
"""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

from msgspec.structs import replace

from sociotui.domain import organisation_events as e
from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.circles import Circle
from sociotui.domain.consent import Given, Proposal, Version
from sociotui.domain.course import Course, advance, answer
from sociotui.domain.customs import Customs
from sociotui.domain.event import Event
from sociotui.domain.events import MeetingOpened, MeetingSealed
from sociotui.domain.fairness import Start
from sociotui.domain.items import BacklogItem, Decision, FollowUp, Item, Outcome
from sociotui.domain.meeting import Meeting, sealed
from sociotui.domain.minutes import minutes_of
from sociotui.domain.organisation import About, Definition, Organisation
from sociotui.domain.people import Person, Role, Term
from sociotui.domain.records import Edition, Held, Policy, Selection, Waiting
from sociotui.journal.tiny import TinyJournal
from sociotui.room.furnishing import Opening, opened_by
from sociotui.room.home import ORGANISATION, Home
from tests.homes import Hands
from tests.year import NAMES

from .journals import unsynced

PEOPLE = [*NAMES, "Ines", "Jarl", "Kim", "Levi", "Mona", "Nils", "Olga", "Pepe", "Runa", "Sten"]
CIRCLES = [
    "general", "garden", "kitchen", "care", "learning", "finance",
    "building", "energy", "welcome", "youth", "music", "workshop",
]  # fmt: skip
_MEMBERS = 7
_HOUR = 3_600_000
_BETWEEN = 14 * _HOUR  # so that each of twelve circles meets once a week
_LATEST = 24  # meetings whose next steps are still to be done
_AT_ONCE = 100
_UNITS = ("decision", "step", "step", "step", "topic", "review", "selection")
_EVENTS = {"decision": 6, "step": 2}  # that come of one; of the others, one comes
_WORDING = (
    "Tools go back to their place on the day on which they were taken, clean and dry. Who finds one broken hangs it on the "
    "red hook and writes a line about it on the board. Every second Saturday two of us look through the hook, mend what "
    "can be mended by hand, and bring to the circle what has to be bought."
)
_WHY = "People looked for the same three tools again and again, and twice bought what we had already."


def grown(folder: Path, meetings: int, events: int) -> int:
    """Fill `folder` with a home that has held `meetings`, whose organisation's journal has `events`.

    One more meeting is under way. Return the moment at which all this is so, in ms since 1970; the clock stands there.
    """
    hands = Hands()
    home = Home(folder, hands.clock())
    with unsynced():
        home.define(_structure(home.clock.today()), "test")
        years = _Years(home.organisation(), home)
        home.close()
        with TinyJournal(folder, event_type=AnyEvent) as journal:
            head = years.founding
            for number in range(meetings):
                wanted = years.founding + (events - years.founding) * (number + 1) // meetings
                done = number == meetings - 1
                for commit in years.meeting(number, wanted - head, exactly=done, latest=number >= meetings - _LATEST):
                    head = journal.append(ORGANISATION, head, commit, cmd=f"{head:016x}", actor="ada").head
        for first in range(0, meetings, _AT_ONCE):
            _seal(folder, years.opened, years.held[first : first + _AT_ONCE])
        hands.at = years.at + _BETWEEN
        day = hands.clock().today()
        under_way = replace(years.opened["general"], id=f"general-{day}", today=day, at=hands.at)
        with TinyJournal(folder, event_type=AnyEvent) as journal:
            journal.append(f"meeting/{under_way.id}", 0, [under_way], cmd="opened", actor="ada")
    return hands.at


def under_way(at: int) -> str:
    """Return the id of the meeting that is under way in a home that stands at this moment."""
    return f"general-{Hands(at).clock().today()}"


def _structure(today: date) -> Definition:
    ids = [name.lower() for name in PEOPLE]
    circles = []
    for number, id_ in enumerate(CIRCLES):
        members = tuple(ids[(number * 3 + i) % len(ids)] for i in range(_MEMBERS))
        roles = ("leader", "facilitator", "secretary", "delegate")
        circle = Circle(
            id=id_,
            name=f"{id_.capitalize()} circle",
            parents=("general",) if number else (),
            aims=(f"A good year for {id_}", "Joy in doing it"),
            domain=f"All that is {id_}",
            members=members,
            customs=Customs(absence="hold", minutes="end"),
            roles={role: Term(person=members[i], until=today + timedelta(days=3650)) for i, role in enumerate(roles)},  # type: ignore[misc]
            role=(Role(id=f"{id_}-keeper", name=f"Keeper of {id_}", purpose="That it stays alive", person=members[5]),),
        )
        circles.append(circle)
    people = tuple(Person(id=id_, name=name) for id_, name in zip(ids, PEOPLE, strict=True))
    return Definition(organisation=About(name="Years together"), person=people, circle=tuple(circles))


def _seal(folder: Path, opened: dict[str, MeetingOpened], meetings: list[Meeting]) -> None:
    """Write the journals of meetings that are over, in a folder of their own first: sealing looks at all that lies around."""
    apart = folder / "apart"
    with TinyJournal(apart, event_type=AnyEvent) as journal:
        for meeting in meetings:
            stream = f"meeting/{meeting.id}"
            begun = replace(opened[meeting.circle.id], id=meeting.id, today=meeting.today, at=meeting.opened)
            journal.append(stream, 0, [begun], cmd="opened", actor="ada")
            end = MeetingSealed(at=meeting.closed, meeting=sealed(meeting))
            journal.seal(stream, 1, end, cmd=f"seal-{meeting.id}", actor="ada")
    place = folder / "meetings"
    place.mkdir(mode=0o700, exist_ok=True)
    for file in (apart / "meetings").iterdir():
        file.rename(place / file.name)
    shutil.rmtree(apart)


class _Years:
    """What meetings leave in the organisation's journal, one after the other."""

    def __init__(self, organisation: Organisation, home: Home) -> None:
        self.founding = home.journal.heads()[ORGANISATION]
        self.at = home.clock.now()
        self.held: list[Meeting] = []
        self.opened: dict[str, MeetingOpened] = {}
        self._began: dict[str, Meeting] = {}
        self._local = home.clock.local
        self._policies: dict[str, list[Policy]] = {id_: [] for id_ in CIRCLES}
        self._units = cycle(_UNITS)
        self._next = next(self._units)
        self._made = 0
        today = home.clock.today()
        for id_ in CIRCLES:
            command = opened_by(organisation, home.shelf(id_).formats, Opening(circle=id_), today)
            first = answer(Course(), replace(command, id=id_), "ada", self.at)
            meeting = advance(Course(), first).meeting
            assert meeting
            assert isinstance(first[0], MeetingOpened)
            self.opened[id_], self._began[id_] = first[0], meeting

    def meeting(self, number: int, room: int, *, exactly: bool, latest: bool) -> Iterator[list[Event]]:
        """Hold a meeting, and yield the commits that come of it: at most `room` events, or `exactly` so many."""
        self.at += _BETWEEN
        at, day = self.at, self._local(self.at).date()
        circle = CIRCLES[number % len(CIRCLES)]
        began = self._began[circle]
        id_ = f"{circle}-{day}"
        room -= 2  # what every meeting leaves: that it was held, and that who spoke when was discarded
        with_it: list[Event] = []
        after: list[list[Event]] = []
        while _EVENTS.get(self._next, 1) <= room:
            made = self._unit(began, id_, at, day, latest=latest)
            room -= sum(map(len, made))
            with_it += made[0]
            after += made[1:]
            self._next = next(self._units)
        if exactly:
            after += [[self._topic(circle, at)] for _left in range(room)]
        meeting = self._closed(began, id_, at, day, [k.follow_up for k in with_it if isinstance(k, e.FollowUpKept)])
        self.held.append(meeting)
        seats = began.seats
        starts = tuple(Start(seats[(number + i) % len(seats)], "left") for i in range(4))
        held = Held(id=id_, circle=circle, on=day, minutes=minutes_of(meeting), approved="end", approved_on=day)
        yield [*with_it, e.MeetingHeld(at=at, held=held, starts=starts, backlog=meeting.backlog)]
        yield [e.TurnsDiscarded(at=at, meeting=id_)]
        yield from (commit for commit in after if commit)

    def _unit(self, m: Meeting, id_: str, at: int, day: date, *, latest: bool) -> list[list[Event]]:
        """Return the next thing that happens: what goes with the meeting, then commits of their own."""
        self._made += 1
        match self._next:
            case "decision":
                return self._decided(m, id_, at, day)
            case "step":
                step = FollowUp(
                    id=f"{id_}-step-{self._made}",
                    circle=m.circle.id,
                    text=f"Ask three neighbours about the tools of {day:%B}",
                    owner=m.seats[self._made % len(m.seats)],
                    due=day + timedelta(days=20),
                )
                done = e.FollowUpDone(at=at, follow_up=step.id, on=day + timedelta(days=6))
                return [[e.FollowUpKept(at=at, follow_up=step)], [self._topic(m.circle.id, at) if latest else done]]
            case "review" if self._policies[m.circle.id]:
                known = self._policies[m.circle.id]
                policy = known[self._made % len(known)].id
                return [[], [e.PolicyKept(at=at, policy=policy, review=day + timedelta(days=400))]]
            case "selection":
                role = ("facilitator", "secretary", f"{m.circle.id}-keeper")[self._made % 3]
                chosen = Selection(
                    id=f"{id_}-s{self._made}",
                    circle=m.circle.id,
                    role=role,
                    person=m.seats[self._made % len(m.seats)],
                    on=day,
                    until=day + timedelta(days=365),
                    meeting=id_,
                    given=tuple(Given(person=p) for p in m.seats),
                )
                return [[e.PersonSelected(at=at, selection=chosen)]]
            case _:
                return [[], [self._topic(m.circle.id, at)]]

    def _topic(self, circle: str, at: int) -> Event:
        self._made += 1
        topic = BacklogItem(title=f"Seeds for bed {self._made % 12}", minutes=10, added_by="ada")
        return e.TopicReceived(at=at, circle=circle, topic=topic)

    def _decided(self, m: Meeting, id_: str, at: int, day: date) -> list[list[Event]]:
        """A decision waits for three who were absent; the last answer lets it stand."""
        versions = (Version(number=1, text=_WORDING[:200]), Version(number=2, text=_WORDING, note="Of the red hook"))
        asked, given = m.seats[:3], tuple(Given(person=p) for p in m.seats[3:])
        decision = Decision(
            item=1,
            title=f"Tools of {day:%B}, {self._made}",
            text=_WORDING,
            version=2,
            review=day + timedelta(days=365),
            responsible=m.seats[0],
            why=_WHY,
            consented=m.seats[3:],
            absent=asked,
            given=given,
            waiting=asked,
        )
        waiting = Waiting(
            id=f"{id_}-d{self._made}",
            circle=m.circle.id,
            meeting=id_,
            on=day,
            decision=decision,
            versions=versions,
            given=given,
            asked=at,
        )
        answers: list[Event] = [
            e.AnswerGiven(at=at, decision=waiting.id, given=Given(person=p, means="terminal")) for p in asked
        ]
        stood = e.DecisionStood(at=at, decision=waiting.id)
        adopted = e.PolicyAdopted(at=at, policy=self._adopted(m, waiting, day))
        return [[e.DecisionWaited(at=at, waiting=waiting)], answers[:1], answers[1:2], [answers[2], stood, adopted]]

    def _adopted(self, m: Meeting, waiting: Waiting, day: date) -> Policy:
        """Return a policy: three of four times another wording of one that the circle has."""
        known = self._policies[m.circle.id]
        before = known.pop(0) if known and len(known[0].editions) < 3 else None
        decision = waiting.decision
        policy = Policy(
            id=before.id if before else waiting.id,
            circle=m.circle.id,
            title=before.title if before else decision.title,
            text=decision.text,
            why=decision.why,
            responsible=decision.responsible,
            adopted=day,
            review=day + timedelta(days=365),
            versions=waiting.versions,
            consented=m.seats,
            given=tuple(Given(person=p) for p in m.seats),
            meeting=waiting.meeting,
        )
        if before:
            earlier = Edition(text=before.text, adopted=before.adopted, review=before.review, meeting=before.meeting)
            policy = replace(policy, editions=(*before.editions, earlier))
        known.insert(0 if len(policy.editions) < 3 else len(known), policy)
        return policy

    def _closed(self, m: Meeting, id_: str, at: int, day: date, steps: list[FollowUp]) -> Meeting:
        """Return the meeting as it ended, with three items and what came of them."""
        proposal = Proposal(title="Tools", by=m.seats[1], versions=(Version(number=1, text=_WORDING),))
        agenda = tuple(
            Item(
                id=number,
                title=title,
                minutes=20,
                presenter=m.seats[number],
                outcome=Outcome(kind="decided", text=f"We try it until {day + timedelta(days=365)}."),
                proposal=proposal,
                notes=(_WHY,),
                follow_ups=tuple(steps[number - 1 :: 3]),
            )
            for number, title in enumerate(("Tools", "Water in the dry weeks", "Who opens on Sundays"), 1)
        )
        return replace(
            m,
            id=id_,
            today=day,
            opened=at,
            closed=at + 90 * 60_000,
            agenda=agenda,
            last_item=3,
            backlog=(BacklogItem(title=f"Seeds for {day:%B}", minutes=5, added_by=m.seats[0]),),
            notes=("Two guests looked on.",),
            evaluation=("We began late and ended on time.",),
            next_meeting=f"{day + timedelta(days=7)}",
        )
