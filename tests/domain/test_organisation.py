"""Organisation: its structure as defined, and what it keeps of each meeting."""

from datetime import date

import pytest
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.cards import CircleCard
from sociotui.domain.circles import Circle
from sociotui.domain.consent import Given
from sociotui.domain.customs import Customs
from sociotui.domain.defining import Misfit
from sociotui.domain.event import Command, Event
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.fairness import Start
from sociotui.domain.governing import decide_organisation
from sociotui.domain.items import BacklogItem
from sociotui.domain.minutes import minutes_of
from sociotui.domain.organisation import STARTS_KEPT, About, Definition, Organisation
from sociotui.domain.organisation_commands import AnswerDecision, Define, KeepOutcomes, NoteSealed, SettleWindows
from sociotui.domain.organisation_events import (
    AnswerGiven,
    DecisionReturned,
    DecisionStood,
    DecisionWaited,
    MeetingHeld,
    MemberLeft,
    PolicyAdopted,
)
from sociotui.domain.people import Person, Term
from sociotui.domain.records import Held
from sociotui.domain.refusal import Refused
from sociotui.domain.tally import Tally
from tests.domain.stage import BETTER, CIRCLE, OPENED, PRESENT, REVIEW, SEATS, TODAY, Stage, opening, sentence

GENERAL = Circle(id="general", name="General circle", members=("zoe",))
GARDEN = Circle(
    id="garden",
    name="Garden circle",
    parents=("general",),
    members=SEATS,
    roles={"leader": Term(person="ana"), "delegate": Term(person="ben")},
)
GREEN = Definition(
    organisation=About(name="Green Acres", vision="Nobody hungry"),
    person=tuple(Person(id=p, name=p.title()) for p in (*SEATS, "fay")),
    circle=(GENERAL, GARDEN),
)


def after(organisation: Organisation, command: Command) -> tuple[Organisation, tuple[Event, ...]]:
    made = decide_organisation(organisation, command, "zoe", OPENED)
    for event in made:
        organisation = evolve_organisation(organisation, event)
    return organisation, made


WITH_FAY = replace(GREEN, circle=(GENERAL, replace(GARDEN, members=(*SEATS, "fay"))))


def founded(definition: Definition = GREEN) -> Organisation:
    return after(Organisation(), Define(definition=definition))[0]


def misfit(definition: Definition, organisation: Organisation | None = None) -> Misfit:
    with pytest.raises(Misfit) as refusal:
        decide_organisation(organisation or Organisation(), Define(definition=definition), "zoe", OPENED)
    sentence(str(refusal.value))
    return refusal.value


# --- structure --------------------------------------------------------------------------------------


def test_an_organisation_becomes_what_its_definition_says() -> None:
    organisation = founded()
    assert organisation.about == GREEN.organisation
    assert list(organisation.people) == [*SEATS, "fay"]
    assert organisation.circles == {"general": GENERAL, "garden": GARDEN}


def test_defining_the_same_again_changes_nothing() -> None:
    assert after(founded(), Define(definition=GREEN))[1] == ()


def test_only_what_changed_is_entered_and_what_is_not_named_stays() -> None:
    more = Definition(organisation=GREEN.organisation, circle=(replace(GARDEN, domain="Beds and tools"),))
    organisation, made = after(founded(), Define(definition=more))
    assert len(made) == 1
    assert organisation.circles["garden"].domain == "Beds and tools"
    assert list(organisation.people) == [*SEATS, "fay"]


def test_leader_and_delegate_are_full_members_of_the_broader_circle() -> None:
    organisation = founded()
    assert organisation.full_members("general") == ("zoe", "ana", "ben")
    assert organisation.full_members("garden") == SEATS


def test_unknown_persons_and_circles_get_the_nearest_names() -> None:
    organisation = founded()
    with pytest.raises(Refused, match="Near it: garden"):
        organisation.circle("gardn")
    with pytest.raises(Refused, match="Near it: fay"):
        organisation.person("fai")
    assert (organisation.circle("garden"), organisation.person("fay").name) == (GARDEN, "Fay")


@pytest.mark.parametrize(
    ("part", "where"),
    [
        ({"organisation": About(name="")}, ("organisation", 0, "name")),
        ({"person": (Person(id="ana", name="Ana"), Person(id="Ben B", name="Ben"))}, ("person", 1, "id")),
        ({"person": (Person(id="ana", name="Ana"), Person(id="ben_b", name="Ben"))}, ("person", 1, "id")),
        ({"person": (Person(id="ana", name="Ana"), Person(id="b" * 61, name="Ben"))}, ("person", 1, "id")),
        ({"person": (Person(id="ana", name="Ana"), Person(id="ana", name="Anna"))}, ("person", 1, "id")),
        ({"person": (Person(id="ana", name=""),)}, ("person", 0, "name")),
        ({"circle": (GENERAL, replace(GARDEN, parents=("generl",)))}, ("circle", 1, "parents")),
        ({"circle": (GENERAL, replace(GARDEN, parents=("general", "general")))}, ("circle", 1, "parents")),
        ({"circle": (GENERAL, replace(GARDEN, members=("nobody",), roles={}))}, ("circle", 1, "members")),
        ({"circle": (GENERAL, replace(GARDEN, members=("ana", "ana"), roles={}))}, ("circle", 1, "members")),
        ({"circle": (GENERAL, replace(GARDEN, members=("ana",)))}, ("circle", 1, "roles.delegate")),
        (
            {"circle": (GENERAL, replace(GARDEN, roles=dict.fromkeys(("leader", "delegate"), Term(person="ana"))))},
            ("circle", 1, "roles.delegate"),
        ),
        ({"circle": (replace(GENERAL, parents=("garden",)), GARDEN)}, ("circle", 0, "parents")),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place_and_nothing_is_half_done(
    part: dict[str, object], where: tuple[str, int, str]
) -> None:
    error = misfit(replace(GREEN, **part))
    assert (error.kind, error.index, error.field) == where


def test_a_new_circle_may_lie_under_one_that_is_there_already() -> None:
    compost = Circle(id="compost", name="Compost", parents=("garden",), members=("ana",))
    organisation, _made = after(founded(), Define(definition=replace(GREEN, person=(), circle=(compost,))))
    assert organisation.circles["compost"] == compost


def test_a_change_may_not_close_a_cycle_through_circles_that_are_there_already() -> None:
    error = misfit(replace(GREEN, person=(), circle=(replace(GENERAL, parents=("garden",)),)), founded())
    assert error.field == "parents"


def test_texts_of_a_definition_are_cleaned() -> None:
    organisation = founded(replace(GREEN, organisation=About(name="Green\x1b[2J Acres", vision="One\r\ntwo")))
    assert organisation.about == About(name="Green Acres", vision="One\ntwo")


def test_what_is_no_command_to_an_organisation_is_an_error() -> None:
    with pytest.raises(TypeError):
        decide_organisation(Organisation(), commands.FinishTurn(), "zoe", OPENED)


# --- what is kept of a meeting -----------------------------------------------------------------------


def meeting_of(circle: CircleCard) -> Stage:
    """Return a closed meeting with one decision, of version 2."""
    kept = {"starts": (Start("dara", "left"),), "backlog": (BacklogItem(title="Bees"),)}
    stage = Stage(replace(opening(circle=circle), **kept))
    stage.to("integrate").act(commands.Integrate(way="modify", text=BETTER))
    stage.to("record").act(commands.Record(review=REVIEW, why="It is locked too often.", responsible="eli"))
    stage.act(commands.Arrange(next_meeting="30 November"))
    stage.to("close").act(commands.CloseMeeting())
    return stage


@pytest.fixture
def held() -> Stage:
    """A closed meeting of a circle in which those decide who are present."""
    return meeting_of(PRESENT)


@pytest.fixture
def waiting() -> Stage:
    """The same where a decision waits until every absent member has answered."""
    return meeting_of(CIRCLE)


def test_a_decision_becomes_a_policy_with_all_its_versions(held: Stage) -> None:
    organisation, _made = after(founded(), KeepOutcomes(meeting=held.meeting))
    policy = organisation.policies["garden-1-d1"]
    assert (policy.circle, policy.title, policy.text) == ("garden", "Tool-shed rota", BETTER)
    assert (policy.why, policy.responsible, policy.adopted, policy.review) == (
        "It is locked too often.",
        "eli",
        TODAY,
        REVIEW,
    )
    assert [v.number for v in policy.versions] == [1, 2]
    assert (sorted(policy.consented), policy.absent) == (list(SEATS), ("fay",))
    assert {given.means for given in policy.given} == {"room"}
    assert organisation.waiting == {}


def test_starts_and_backlog_are_remembered_for_the_next_meeting(held: Stage) -> None:
    before = replace(founded(), backlog={"garden": held.meeting.seen_backlog})
    organisation, _made = after(before, KeepOutcomes(meeting=held.meeting))
    assert organisation.starts["garden"] == held.meeting.starts[1:]
    assert organisation.backlog["garden"] == (BacklogItem(title="Bees"),)
    assert organisation.last_held("garden") == Held(
        id="garden-1",
        circle="garden",
        on=TODAY,
        next_meeting="30 November",
        minutes=minutes_of(held.meeting),
        tally=Tally(begun=7, full=7, raised=1, integrated=1),
    )
    assert organisation.last_held("general") is None


def test_keeping_the_outcomes_again_adds_nothing(held: Stage) -> None:
    organisation, made = after(founded(), KeepOutcomes(meeting=held.meeting))
    assert [type(e) for e in made] == [PolicyAdopted, MeetingHeld]
    assert after(organisation, KeepOutcomes(meeting=held.meeting))[1] == ()


def test_a_decision_that_waits_is_no_policy_until_the_absent_have_answered(waiting: Stage) -> None:
    organisation, made = after(founded(WITH_FAY), KeepOutcomes(meeting=waiting.meeting))
    assert [type(e) for e in made] == [DecisionWaited, MeetingHeld]
    assert organisation.policies == {}
    waits = organisation.waiting["garden-1-d1"]
    assert (waits.missing, waits.until, waits.asked) == (("fay",), 0, waiting.meeting.closed)
    assert (waits.decision.text, [v.number for v in waits.versions]) == (BETTER, [1, 2])
    assert after(organisation, SettleWindows(today=REVIEW))[1] == ()
    organisation, made = after(organisation, AnswerDecision(decision="garden-1-d1", person="fay", today=TODAY))
    assert [type(e) for e in made] == [AnswerGiven, DecisionStood, PolicyAdopted]
    policy = organisation.policies["garden-1-d1"]
    assert (policy.text, sorted(policy.consented), organisation.waiting) == (BETTER, sorted((*SEATS, "fay")), {})
    assert policy.given[-1] == Given(person="fay", means="terminal")


def test_an_objection_of_an_absent_member_gives_the_decision_back_to_the_circle(waiting: Stage) -> None:
    organisation, _made = after(founded(WITH_FAY), KeepOutcomes(meeting=waiting.meeting))
    objecting = AnswerDecision(decision="garden-1-d1", person="fay", reason="It floods.", today=TODAY)
    organisation, made = after(organisation, objecting)
    assert [type(e) for e in made] == [DecisionReturned]
    assert not organisation.policies
    assert not organisation.waiting
    topic = organisation.backlog["garden"][-1]
    assert (topic.title, topic.added_by, topic.next_step) == ("Tool-shed rota", "fay", "Objection: It floods.")


def test_where_the_circle_agreed_on_a_window_its_end_lets_the_decision_stand() -> None:
    meeting = meeting_of(replace(CIRCLE, customs=Customs(absence="lazy", window=48))).meeting
    organisation, _made = after(founded(WITH_FAY), KeepOutcomes(meeting=meeting))
    until = organisation.waiting["garden-1-d1"].until
    assert until == meeting.closed + 48 * 3_600_000
    settling = SettleWindows(today=TODAY)
    assert decide_organisation(organisation, settling, "zoe", until - 1) == ()
    for event in decide_organisation(organisation, settling, "zoe", until):
        organisation = evolve_organisation(organisation, event)
    assert organisation.policies["garden-1-d1"].given[-1] == Given(person="fay", means="lapse")


def test_a_decision_waits_for_nobody_who_is_no_member_any_more(waiting: Stage) -> None:
    organisation, _made = after(founded(WITH_FAY), KeepOutcomes(meeting=waiting.meeting))
    organisation = evolve_organisation(organisation, MemberLeft(at=OPENED, circle="garden", person="fay"))
    organisation, _made = after(organisation, SettleWindows(today=TODAY))
    assert sorted(organisation.policies["garden-1-d1"].consented) == list(SEATS)


def test_that_who_spoke_when_was_discarded_is_noted_once(held: Stage) -> None:
    organisation, _made = after(founded(), KeepOutcomes(meeting=held.meeting))
    assert not organisation.held["garden-1"].sealed
    organisation, made = after(organisation, NoteSealed(meeting="garden-1"))
    assert (len(made), organisation.held["garden-1"].sealed) == (1, True)
    assert after(organisation, NoteSealed(meeting="garden-1"))[1] == ()
    assert after(organisation, NoteSealed(meeting="garden-2"))[1] == ()


def test_speaking_time_is_kept_only_where_the_circle_has_agreed_to_it(held: Stage) -> None:
    organisation, _made = after(founded(), KeepOutcomes(meeting=held.meeting))
    assert organisation.held["garden-1"].totals == {}
    meeting = meeting_of(replace(CIRCLE, customs=Customs(keep_totals=True))).meeting
    organisation, _made = after(founded(WITH_FAY), KeepOutcomes(meeting=meeting))
    assert sorted(organisation.held["garden-1"].totals) == list(SEATS)
    assert all(time > 0 for time in organisation.held["garden-1"].totals.values())


def test_a_meeting_that_is_open_has_no_outcomes_yet() -> None:
    with pytest.raises(Refused) as refusal:
        decide_organisation(founded(), KeepOutcomes(meeting=Stage().meeting), "zoe", OPENED)
    assert "still open" in sentence(str(refusal.value))


def test_only_the_latest_starts_are_remembered() -> None:
    organisation = founded()
    for number in range(STARTS_KEPT + 5):
        held_ = Held(id=f"m{number}", circle="garden", on=date(2026, 1, 1))
        start = Start("ana" if number < 5 else "ben", "left")
        organisation = evolve_organisation(organisation, MeetingHeld(at=number, held=held_, starts=(start,)))
    assert organisation.starts["garden"] == (Start("ben", "left"),) * STARTS_KEPT
