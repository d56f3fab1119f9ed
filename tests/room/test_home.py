"""Home: journals as state, opening, acting, outcomes that arrive once, two homes on one folder."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from sociotui.domain import commands as c
from sociotui.domain.consent import Given
from sociotui.domain.customs import Customs
from sociotui.domain.event import Command
from sociotui.domain.events import MeetingSealed
from sociotui.domain.governing import decide_organisation
from sociotui.domain.organisation_commands import KeepOutcomes
from sociotui.domain.refusal import Refused
from sociotui.exchange.organisations import definition_of
from sociotui.journal.port import Conflict
from sociotui.room.furnishing import Opening
from sociotui.room.home import ORGANISATION, Home
from tests.homes import SIX, Hands, home_in, opened

ALL = ("fay", "gio", *SIX)
"""All full members of the garden circle; gio is one as the leader of a circle within it."""
DAY = 86_400_000


def decide_rota(home: Home, id_: str) -> None:
    """Take a meeting through one decision, up to its last step."""
    people = len(home.meeting(id_).seats)

    def act(*commands: Command) -> None:
        for command in commands:
            home.act(id_, command, "zoe")

    everybody_speaks, everybody_consents = [c.FinishTurn()] * people, [c.Consent()] * people
    act(*everybody_speaks, c.NextStep(), c.AddItem(title="Rota", presenter="ana"), c.NextStep())
    act(*everybody_consents, c.NextStep(), c.Propose(text="Open on Saturdays."), c.NextStep())
    act(*everybody_speaks[1:], c.NextStep(), *everybody_speaks, c.NextStep(), c.NextStep(), c.NextStep())
    act(*everybody_consents, c.NextStep(), c.Record(review=date(2026, 9, 1)), c.NextStep())
    act(c.KeepForLater(title="Hoses"), c.NextStep(), *everybody_speaks, c.NextStep())


def agree(home: Home, customs: Customs) -> None:
    """Give the garden circle other customs."""
    definition = definition_of(home.organisation())
    circles = tuple(replace(o, customs=customs) if o.id == "garden" else o for o in definition.circle)
    home.define(replace(definition, circle=circles), "zoe")


def held(home: Home) -> str:
    """Hold a meeting of six of the garden's members with one decision, and return its id; fay and gio are absent."""
    id_ = opened(home)
    decide_rota(home, id_)
    home.act(id_, c.CloseMeeting(), "zoe")
    return id_


def test_an_empty_home_has_no_organisation_and_says_how_to_begin(tmp_path: Path) -> None:
    home = home_in(tmp_path, founded=False)
    assert home.organisation().about is None
    with pytest.raises(Refused, match="sociotui init"):
        home.founded()


def test_a_meeting_id_is_its_circle_and_day_and_the_second_of_a_day_has_a_number(home: Home) -> None:
    assert [opened(home), opened(home)] == ["garden-2026-03-02", "garden-2026-03-02-2"]


def test_everybody_is_present_and_the_holders_take_their_roles_unless_it_is_said_otherwise(home: Home) -> None:
    meeting = home.course(home.open(Opening(circle="garden"), "zoe")).meeting
    assert meeting is not None
    assert meeting.seats == home.organisation().full_members("garden")
    assert (meeting.facilitator, meeting.secretary) == ("zoe", "eli")


def test_a_role_whose_term_has_ended_gives_no_power(tmp_path: Path) -> None:
    hands = Hands()
    home = home_in(tmp_path, hands)
    hands.at += 2 * 365 * 86_400_000
    with pytest.raises(Refused, match="facilitator of this meeting"):
        home.open(Opening(circle="garden"), "zoe")


@pytest.mark.parametrize(
    ("opening", "said"),
    [
        (Opening(circle="gardn"), "garden"),
        (Opening(circle="garden", present=("ana", "bne")), "ben"),
        (Opening(circle="garden", format="wekly"), "weekly"),
        (Opening(circle="garden", format="consent"), "check-in"),
        (Opening(circle="compost", present=("ana",), facilitator="ana", secretary="ana"), "Nobody of Compost circle"),
    ],
)
def test_opening_what_does_not_fit_is_refused_with_what_is_near(home: Home, opening: Opening, said: str) -> None:
    with pytest.raises(Refused, match=said):
        home.open(opening, "zoe")
    assert home.meetings() == []


def test_an_act_is_seen_by_another_home_on_the_same_folder(home: Home, hands: Hands) -> None:
    id_ = opened(home)
    other = Home(home.folder, hands.clock())
    before = other.course(id_).meeting
    home.act(id_, c.FinishTurn(), "zoe")
    after = other.course(id_).meeting
    assert before and after and before.round and after.round
    assert after.round.spoken == (before.round.now,)
    other.act(id_, c.FinishTurn(), "zoe")
    here = home.course(id_).meeting
    assert here and here.round and len(here.round.spoken) == 2
    other.close()


def test_the_same_command_sent_again_is_carried_out_once(home: Home) -> None:
    id_ = opened(home)
    first = home.act(id_, c.FinishTurn(), "zoe", cmd="pressed-once")
    again = home.act(id_, c.FinishTurn(), "zoe", cmd="pressed-once")
    assert again.events == first.events
    assert again.meeting.round and len(again.meeting.round.spoken) == 1


def test_the_same_change_between_meetings_is_carried_out_once_and_answered_as_the_first_time(home: Home) -> None:
    id_ = held(home)
    first = home.answer(f"{id_}-d1", "fay", "fay", cmd="once")
    assert home.answer(f"{id_}-d1", "fay", "fay", cmd="once") == first != ()
    with pytest.raises(Refused, match="has consented to this already"):
        home.answer(f"{id_}-d1", "fay", "fay", cmd="another")
    opened_once = home.open(Opening(circle="garden"), "zoe", cmd="open")
    assert home.open(Opening(circle="garden"), "zoe", cmd="open") == opened_once
    assert home.open(Opening(circle="garden"), "zoe") != opened_once


def test_the_same_opening_sent_again_after_midnight_opens_no_second_meeting(home: Home, hands: Hands) -> None:
    opened_once = home.open(Opening(circle="garden"), "zoe", cmd="late")
    hands.at += 24 * 3_600_000
    assert home.open(Opening(circle="garden"), "zoe", cmd="late") == opened_once
    assert home.open(Opening(circle="garden"), "zoe", cmd="early") != opened_once


def test_an_act_that_lost_a_race_is_decided_again_on_what_the_other_did(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = opened(home)
    append, calls = home.journal.append_all, []

    def late(*args: object) -> object:
        calls.append(args)
        if len(calls) == 1:
            raise Conflict(2)
        return append(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(home.journal, "append_all", late)
    done = home.act(id_, c.FinishTurn(), "zoe")
    assert len(calls) == 2
    assert done.meeting.round and len(done.meeting.round.spoken) == 1


def test_outcomes_go_on_the_organisations_record_when_the_meeting_closes(home: Home) -> None:
    id_ = opened(home, present=ALL)
    decide_rota(home, id_)
    assert not home.organisation().policies
    home.act(id_, c.CloseMeeting(), "zoe")
    organisation = home.organisation()
    policy = organisation.policies[f"{id_}-d1"]
    assert (policy.text, policy.review, set(policy.consented)) == ("Open on Saturdays.", date(2026, 9, 1), set(ALL))
    assert organisation.waiting == {}
    assert organisation.held[id_].on == date(2026, 3, 2)
    assert [t.title for t in organisation.backlog["garden"]] == ["Hoses"]
    assert organisation.starts["garden"]
    assert home.open_meetings() == []


def test_a_decision_waits_for_absent_members_who_answer_between_meetings(home: Home, hands: Hands) -> None:
    id_ = held(home)
    organisation = home.organisation()
    assert not organisation.policies
    assert organisation.waiting[f"{id_}-d1"].missing == ("fay", "gio")
    hands.at += 60 * DAY
    assert not home.settle().policies
    with pytest.raises(Refused, match="Still asked: Fay, Gio"):
        home.answer(f"{id_}-d1", "hana", "hana")
    home.answer(f"{id_}-d1", "gio", "gio")
    assert home.organisation().policies == {}
    home.answer(f"{id_}-d1", "fay", "fay")
    policy = home.organisation().policies[f"{id_}-d1"]
    assert (policy.text, set(policy.consented)) == ("Open on Saturdays.", set(ALL))
    assert policy.given[-1] == Given(person="fay", means="terminal")


def test_a_circle_may_agree_that_those_decide_who_are_present(home: Home) -> None:
    agree(home, Customs(absence="present"))
    id_ = held(home)
    policy = home.organisation().policies[f"{id_}-d1"]
    assert (set(policy.consented), policy.absent) == (set(SIX), ("fay", "gio"))


def test_a_window_that_has_ended_lets_a_decision_stand_at_the_next_look(home: Home, hands: Hands) -> None:
    agree(home, Customs(absence="lazy", window=24))
    id_ = held(home)
    hands.at += DAY - 1
    assert home.settle().policies == {}
    hands.at += 1
    other = Home(home.folder, hands.clock())
    assert other.founded().policies[f"{id_}-d1"].given[-2:] == (
        Given(person="fay", means="lapse"),
        Given(person="gio", means="lapse"),
    )
    other.close()


def test_once_its_outcomes_are_on_record_who_spoke_when_is_gone_from_the_disk(home: Home) -> None:
    id_ = opened(home)
    home.act(id_, c.FinishTurn(), "zoe")
    assert len(home.journal.read(f"meeting/{id_}")) == 4
    home.act(id_, c.CloseMeeting(), "zoe")
    assert home.organisation().held[id_].sealed
    (sealing,) = home.journal.read(f"meeting/{id_}")
    assert isinstance(sealing.event, MeetingSealed)
    meeting = home.meeting(id_)
    assert (meeting.sealed, meeting.rounds, meeting.round) == (True, {}, None)
    stored = [path.read_bytes() for path in home.folder.rglob("*") if path.is_file()]
    assert not [data for data in stored if b"TurnFinished" in data]
    with pytest.raises(Refused, match="closed"):
        home.act(id_, c.UndoAct(), "zoe")


def test_a_meeting_that_a_crash_kept_from_being_sealed_is_sealed_at_the_next_look(
    home: Home, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = opened(home, present=ALL)
    decide_rota(home, id_)
    monkeypatch.setattr(home, "_seal", lambda meeting: None)
    home.act(id_, c.CloseMeeting(), "zoe")
    assert (list(home.organisation().policies), home.organisation().held[id_].sealed) == ([f"{id_}-d1"], False)
    for _look in range(2):
        other = Home(home.folder, hands.clock())
        other.open_meetings()
        assert other.organisation().held[id_].sealed
        assert [type(r.event) for r in other.journal.read(f"meeting/{id_}")] == [MeetingSealed]
        other.close()
    assert home.meeting(id_).sealed


def test_outcomes_that_a_crash_kept_from_the_record_arrive_once_at_the_next_look(
    home: Home, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = opened(home, present=ALL)
    decide_rota(home, id_)
    monkeypatch.setattr(home, "keep_outcomes", lambda meeting: None)
    home.act(id_, c.CloseMeeting(), "zoe")
    assert not home.organisation().policies
    others = [Home(home.folder, hands.clock()) for _ in range(2)]
    for other in others:
        other.open_meetings()
        meeting = other.course(id_).meeting
        assert meeting is not None
        other.keep_outcomes(meeting)
        other.close()
    assert list(home.organisation().policies) == [f"{id_}-d1"]
    assert len([r for r in home.journal.read(ORGANISATION) if type(r.event).__name__ == "MeetingHeld"]) == 1
    assert home.organisation().held[id_].sealed


def test_outcomes_of_an_open_meeting_stay_with_it(home: Home) -> None:
    meeting = home.course(opened(home)).meeting
    assert meeting is not None
    with pytest.raises(Refused, match="still open"):
        decide_organisation(home.organisation(), KeepOutcomes(meeting=replace(meeting)), "zoe", 0)


def test_the_next_meeting_starts_fairly_with_the_last_ones_starts_and_backlog(home: Home) -> None:
    id_ = opened(home)
    decide_rota(home, id_)
    home.act(id_, c.CloseMeeting(), "zoe")
    meeting = home.course(opened(home)).meeting
    assert meeting is not None
    assert meeting.earlier_starts == len(home.organisation().starts["garden"])
    assert [t.title for t in meeting.backlog] == ["Hoses"]
    assert meeting.minutes_before == id_


def test_a_circles_own_format_takes_the_place_of_the_programs(home: Home) -> None:
    folder = home.folder / "formats" / "garden"
    folder.mkdir(parents=True)
    own = 'title="Own"\n[[step]]\nid="hello"\nkind="round"\ntitle="Hello"\nprompt="How are you?"\n[[step]]\nid="close"\nkind="closing"\ntitle="Close"\nprompt="Bye"\n'
    (folder / "weekly.toml").write_text(own, "utf-8")
    (folder / "broken.toml").write_text("title = \n", "utf-8")
    meeting = home.course(opened(home)).meeting
    assert meeting is not None
    assert [s.id for s in meeting.format.steps] == ["hello", "close"]
    (complaint,) = home.shelf("garden").complaints
    assert "broken.toml" in complaint
    assert "line 1" in complaint
    assert home.shelf("kitchen").formats["weekly"].steps[0].id == "check-in"


def test_a_meeting_id_cannot_lead_out_of_the_home(home: Home) -> None:
    with pytest.raises(Refused, match="no meeting"):
        home.course("../organisation")
