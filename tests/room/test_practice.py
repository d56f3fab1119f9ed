"""The room of an exercise, and what is kept of it: nobody answers for a simulated member, and nobody else sees what one practised."""

import stat
from datetime import date
from pathlib import Path

import pytest

from sociotui.domain import commands as c
from sociotui.domain.event import Command
from sociotui.domain.items import Item
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Nomination
from sociotui.room.clock import Clock
from sociotui.room.own import own_folder
from sociotui.room.practising.progress import Keeper
from sociotui.room.practising.room import ME, PracticeRoom
from sociotui.room.practising.shelf import exercises

TODAY = date(2026, 11, 23)


def room_of(id_: str, seed: int = 1) -> PracticeRoom:
    return PracticeRoom(exercises(), id_, seed, Clock())


def go_to(room: PracticeRoom, step: str) -> PracticeRoom:
    for _each in range(60):
        m = room.x.meeting
        if m.place.step == step:
            return room
        turn = m.round and m.round.speaking
        act: Command = c.NextStep()
        if turn:
            act = c.Consent(person=ME) if m.round and m.round.subject else c.FinishTurn()
        elif m.step.kind == "nominate" and not (m.item and m.item.grid and m.item.grid.has_written(ME)):
            act = c.Nominate(person=ME, choices={"coordinator": Nomination(person="ben")})
        room.act(act).result()
    raise AssertionError(f"{step} was never reached")


@pytest.mark.parametrize(
    "command",
    [
        c.Consent(person="ben"),
        c.Object(person="ana", reason="I say so"),
        c.Release(person="ben"),
        c.RaiseHand(person="ana"),
    ],
)
def test_nobody_answers_for_a_simulated_member(command: Command) -> None:
    room = go_to(room_of("consent"), "consent")
    with pytest.raises(Refused):
        room.act(command).result()


@pytest.mark.parametrize(
    "command", [c.AddItem(title="More"), c.Leave(person="ben"), c.HandOver(role="secretary", person=ME)]
)
def test_what_would_lead_away_is_refused_with_why(command: Command) -> None:
    room = room_of("consent")
    with pytest.raises(Refused, match="what is practised"):
        room.act(command).result()
    assert not room.caps & {"agenda", "leave", "hand-over", "attendance"}


def test_nominations_of_others_stay_hidden_and_ones_own_is_seen() -> None:
    room = go_to(room_of("selection"), "nominate")
    room.act(c.Nominate(person=ME, choices={"coordinator": Nomination(person="ben", reason="calm")})).result()
    item: Item | None = room.snapshot.meeting.item if room.snapshot.meeting else None
    assert item and item.grid and set(item.grid.written) == {ME, "ana", "ben", "chidi", "dara", "eli"}
    assert {n.person for choices in item.grid.written.values() for n in choices.values()} == {""}
    assert room.snapshot.mine["coordinator"].person == "ben"


def test_undo_leads_back_and_can_be_done_until_the_beginning() -> None:
    room = go_to(room_of("consent"), "react")
    assert "undo" in room.caps
    while room.x.before:
        room.act(c.UndoAct()).result()
    assert room.x.meeting.place.step == "present"
    with pytest.raises(Refused, match="nothing to undo"):
        room.act(c.UndoAct()).result()


def test_what_takes_time_is_seen_on_the_clock() -> None:
    at = [1_800_000_000_000]
    room = PracticeRoom(exercises(), "rounds", 1, Clock(now=lambda: at[0]))
    before = room.clock.now()
    while not (room.x.open_cue and room.x.open_cue.kind == "long"):
        fit = next((s for s in room.sayings if s.fits), None)
        if fit:
            room.say(fit.id)
        else:
            room.act(c.FinishTurn()).result()
    assert room.clock.now() > before
    assert room.x.meeting.round
    assert room.clock.now() - room.x.meeting.round.turn_began >= 50_000


def test_minutes_are_there_and_nothing_around_the_meeting() -> None:
    room = go_to(room_of("consent"), "consent")
    assert "Evening hours" in room.minutes().result()
    with pytest.raises(Refused, match="This is an exercise"):
        room.history().result()


def test_a_learner_who_is_called_like_a_member_is_called_otherwise() -> None:
    assert PracticeRoom(exercises(), "consent", 1, Clock(), "Ben").x.meeting.name(ME) == "You"
    assert PracticeRoom(exercises(), "consent", 1, Clock(), "Mira").x.meeting.name(ME) == "Mira"


def test_each_exercise_can_be_begun_and_says_what_to_do() -> None:
    what = exercises()
    assert not what.complaints
    assert list(what.scenarios) == [
        "check-in",
        "rounds",
        "consent",
        "consent-dogs",
        "consent-s3",
        "integrating",
        "selection",
        "conflict",
    ]
    assert all(PracticeRoom(what, id_, 4, Clock()).hint for id_ in what.scenarios)


# --- what is kept -----------------------------------------------------------------------------------


def test_progress_is_for_this_account_alone(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "own")
    keeper.keep("consent", TODAY, ["Ask first."])
    keeper.keep("consent", TODAY, ["Listen."])
    file = tmp_path / "own" / "practice.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    again = Keeper(tmp_path / "own").progress().of("consent")
    assert (again.times, again.last, again.tries) == (2, TODAY, ("Listen.",))


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    file = tmp_path / "practice.json"
    file.write_text("{}")
    file.chmod(0o644)
    Keeper(tmp_path).keep("consent", TODAY, [])
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_without_a_folder_it_is_kept_for_the_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    keeper = Keeper()
    keeper.keep("consent", TODAY, [])
    assert not keeper.lasting
    assert keeper.progress().of("consent").times == 1
    assert not list(tmp_path.iterdir())


def test_a_damaged_file_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "practice.json"
    file.write_text("{")
    with pytest.raises(Refused, match="cannot be read"):
        Keeper(tmp_path).keep("consent", TODAY, [])
    assert file.read_text() == "{"


def test_it_lies_beside_no_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from sociotui.room.files import default_home

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert default_home() not in (own_folder(), *own_folder().parents)
