"""Organisation: its structure as defined, and what it keeps of each meeting."""

from datetime import date

import pytest
from msgspec.structs import replace

from sociotui.domain import commands
from sociotui.domain.circles import Circle
from sociotui.domain.event import Event
from sociotui.domain.fairness import Start
from sociotui.domain.meeting import BacklogItem
from sociotui.domain.organisation import (
    STARTS_KEPT,
    About,
    Define,
    Definition,
    Held,
    KeepOutcomes,
    MeetingHeld,
    Misfit,
    Organisation,
    PolicyAdopted,
    decide_organisation,
    evolve_organisation,
)
from sociotui.domain.people import Person, Term
from sociotui.domain.refusal import Refused
from tests.domain.stage import BETTER, OPENED, REVIEW, SEATS, TODAY, Stage, opening, sentence

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


def after(organisation: Organisation, command: Define | KeepOutcomes) -> tuple[Organisation, tuple[Event, ...]]:
    made = decide_organisation(organisation, command, "zoe", OPENED)
    for event in made:
        organisation = evolve_organisation(organisation, event)
    return organisation, made


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


@pytest.fixture
def held() -> Stage:
    """A closed meeting with one decision, of version 2."""
    stage = Stage(replace(opening(), starts=(Start("dara", "left"),), backlog=(BacklogItem(title="Bees"),)))
    stage.to("integrate").act(commands.Integrate(way="modify", text=BETTER))
    stage.to("record").act(commands.Record(review=REVIEW, why="It is locked too often.", responsible="eli"))
    stage.act(commands.Arrange(next_meeting="30 November"))
    stage.to("close").act(commands.CloseMeeting())
    return stage


def test_a_decision_becomes_a_policy_with_all_its_versions(held: Stage) -> None:
    organisation, _made = after(founded(), KeepOutcomes(meeting=held.meeting))
    policy = organisation.policies["garden-1-1"]
    assert (policy.circle, policy.title, policy.text) == ("garden", "Tool-shed rota", BETTER)
    assert (policy.why, policy.responsible, policy.adopted, policy.review) == (
        "It is locked too often.",
        "eli",
        TODAY,
        REVIEW,
    )
    assert [v.number for v in policy.versions] == [1, 2]
    assert (sorted(policy.consented), policy.absent) == (list(SEATS), ("fay",))


def test_starts_and_backlog_are_remembered_for_the_next_meeting(held: Stage) -> None:
    organisation, _made = after(founded(), KeepOutcomes(meeting=held.meeting))
    assert organisation.starts["garden"] == held.meeting.starts[1:]
    assert organisation.backlog["garden"] == (BacklogItem(title="Bees"),)
    assert organisation.last_held("garden") == Held(
        id="garden-1", circle="garden", on=TODAY, next_meeting="30 November"
    )
    assert organisation.last_held("general") is None


def test_keeping_the_outcomes_again_adds_nothing(held: Stage) -> None:
    organisation, made = after(founded(), KeepOutcomes(meeting=held.meeting))
    assert [type(e) for e in made] == [PolicyAdopted, MeetingHeld]
    assert after(organisation, KeepOutcomes(meeting=held.meeting))[1] == ()


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
