"""Changing in a home: changes, their undo and history, the organisation as it stood on a day; and all that reads the record."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from sociotui.domain import changes as c
from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.circles import Circle
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused
from sociotui.exchange.data import export_data, import_data
from sociotui.exchange.handbook import handbook_of, render
from sociotui.exchange.organisations import definition_of, read_organisation, write_organisation
from sociotui.exchange.tables import tables_of
from sociotui.journal.tiny import TinyJournal
from sociotui.room import folded
from sociotui.room.beside import Beside, finished
from sociotui.room.caller import Caller
from sociotui.room.doctor.checkup import check_up
from sociotui.room.errands import carry_out
from sociotui.room.forgetting import forget, plan
from sociotui.room.home import ORGANISATION, Home
from sociotui.room.safekeeping import back_up, restore
from tests.homes import Hands, home_in, opened
from tests.room.doctor.staging import machine
from tests.room.exported import everything
from tests.room.holding import held

DAY = 86_400_000
AIM = c.SetCircle(circle="garden", aims=("Flowers",))
LEAVES = c.Leave(circle="garden", person="ben")


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def home(tmp_path: Path, hands: Hands) -> Home:
    return home_in(tmp_path / "home", hands)


def changed(home: Home, *edits: c.AnyEdit, by: str = "eli") -> int:
    return home.change(home.changing(edits, why="Said by phone"), by).number


def test_a_change_is_what_its_preview_said_stands_in_the_history_and_is_taken_back(home: Home) -> None:
    before = home.organisation()
    said = home.preview(home.changing([LEAVES]), "eli")
    done = home.change(home.changing([LEAVES], why="He moved"), "eli")
    assert (said.changes, done.authority) == (done.changes, "recorded by the secretary Eli: He moved")
    assert said.changes[0] == "Ben leaves Garden circle: the role as delegate ends."
    entry = home.history("garden")[-1]
    assert (entry.number, entry.on, entry.actor) == (done.number, date(2026, 3, 2), "eli")
    assert entry.sentence.endswith("(recorded by the secretary Eli: He moved)")
    assert home.history("kitchen")[-1].number != done.number
    again = home.change(home.undoing(), "ana")
    assert home.organisation() == before
    entries = {e.number: e for e in home.history()}
    assert (entries[done.number].undone, entries[again.number].undoes) == (again.number, done.number)
    with pytest.raises(Refused, match="none was made outside of meetings"):
        home.undoing()


def test_the_same_command_sent_again_is_carried_out_once(home: Home) -> None:
    command = home.changing([AIM], why="x")
    first = home.change(command, "eli", "once")
    head = home.heads()[ORGANISATION]
    assert home.change(command, "eli", "once") == first
    assert home.heads()[ORGANISATION] == head


def test_what_another_process_changed_is_seen_and_counts(home: Home) -> None:
    other = Home(home.folder, home.clock)
    number = changed(other, AIM)
    later = changed(home, c.SetCircle(circle="garden", aims=("Trees",)))
    with pytest.raises(Refused) as refused:
        other.change(other.undoing(number), "eli")
    assert f"Number {later}: A new aim of Garden circle: Trees." in str(refused.value)
    assert "Take that back first" in str(refused.value)
    other.change(other.undoing(later), "eli")
    home.change(home.undoing(number), "eli")
    assert home.organisation() == other.organisation()
    other.close()


def test_what_was_decided_in_meetings_is_in_the_history_and_is_not_taken_back(home: Home) -> None:
    held(home)
    for person in ("fay", "gio"):
        home.answer("garden-2026-03-02-d1", person, person)
    entry = home.history("garden")[-1]
    assert (entry.kind, entry.decision) == ("answer", "garden-2026-03-02-d1")
    assert entry.sentence.startswith("“Tool-shed rota” was decided, looked at again on ")
    assert entry.authority == "decided when the last answers were there, garden-2026-03-02-d1"
    done = home.change(home.changing([AIM], decision=entry.decision), "eli")
    assert done.authority.startswith("by the decision “Tool-shed rota” (garden-2026-03-02-d1), recorded by the")
    with pytest.raises(Refused, match="was decided, or brought in from a file"):
        home.change(home.undoing(entry.number), "ana")
    with pytest.raises(Refused, match="no change of number 9999"):
        home.change(home.undoing(9999), "ana")


def test_while_a_circle_meets_it_does_not_end_and_who_is_there_stays(home: Home) -> None:
    number = changed(home, c.Join(circle="garden", person="", name="Oda"))
    opened(home, present=("ana", "eli", "oda"))
    with pytest.raises(Refused, match="meets at this moment"):
        changed(home, c.EndCircle(circle="harvest-feast"), c.EndCircle(circle="compost"), c.EndCircle(circle="garden"))
    with pytest.raises(Refused, match="While meetings are under way"):
        home.change(home.undoing(number), "ana")


def test_a_circle_that_ended_opens_no_meeting_and_what_it_decided_stays(home: Home) -> None:
    changed(home, c.SetCircle(circle="harvest-feast", parents=("garden",)), c.EndCircle(circle="kitchen"))
    with pytest.raises(Refused, match="Kitchen circle ended on 2026-03-02"):
        opened(home, "kitchen", ("ana", "ben"))
    o, today = home.organisation(), home.clock.today()
    page = render(handbook_of(o, today, home.clock.local), "md")
    assert "It ended on 2026-03-02." in page
    tables = tables_of(o, today)["circles"]
    ended = tables.head.index("ended")
    assert [row[ended] for row in tables.rows if row[0] == "kitchen"] == ["2026-03-02"]
    again = read_organisation(write_organisation(definition_of(o)), "again.toml")
    assert again == definition_of(o)


# --- the past ---------------------------------------------------------------------------------------


def test_the_organisation_is_seen_as_it_stood_at_the_end_of_a_day(home: Home, hands: Hands) -> None:
    first = home.clock.today()
    stood = {first - timedelta(days=1): Organisation(), first: home.organisation()}
    edits: list[c.AnyEdit] = [AIM, LEAVES, c.SetPerson(person="", new=True, name="Oda")]
    for number, edit in enumerate(edits, 1):
        hands.at += DAY
        changed(home, edit)
        stood[first + timedelta(days=number)] = home.organisation()
    hands.at += 5 * DAY
    home.change(home.undoing(), "ana")
    for day, organisation in stood.items():
        assert home.organisation_on(day) == organisation
        past = home.structure_on(day)
        assert (past.people, past.circles) == (organisation.people, organisation.circles)
    assert home.organisation_on(first + timedelta(days=7)) == stood[first + timedelta(days=3)]
    assert home.organisation_on(home.clock.today()) == home.organisation()
    assert home.structure_on(date(2100, 1, 1)) == home.organisation()


def test_a_past_that_was_read_has_no_names_any_more_of_who_was_forgotten(home: Home, hands: Hands) -> None:
    number = changed(home, c.Join(circle="garden", person="oda", name="Oda Quist"))
    home.change(home.undoing(number), "eli")
    changed(home, c.Join(circle="garden", person="oda", name="Oda Quist"))
    home.change(home.changing([c.Leave(circle="garden", person="oda")], why="Oda Quist moved to Ulm"), "oda")
    assert "Oda Quist" in repr(home.history())
    forget(home, plan(home, "oda"), "ana")
    hands.at += DAY
    assert "Oda" not in repr(home.history()) + repr(home.structure_on(date(2026, 3, 2)))
    assert "Former member 1 leaves Garden circle" in home.history("garden")[-1].sentence
    assert home.history("garden")[-1].authority.endswith("Former member 1 moved to Ulm")
    assert b"Oda" not in everything(home)
    assert home.structure_on(date(2026, 3, 2)).people == home.organisation().people


# --- all that reads the record ------------------------------------------------------------------------


@pytest.fixture
def lived(home: Home) -> Home:
    """A home in which everything was changed once, and something taken back."""
    founded = Circle(id="", name="Bees", parents=("garden",), members=("eli", "zoe"))
    changed(home, AIM, c.FormCircle(circle=founded), c.GiveRole(circle="bees", role="leader", person="zoe"))
    changed(home, c.Describe(mission="To share"), c.SetPerson(person="", new=True, name="Oda", pronouns="she"))
    number = changed(home, c.GiveRole(circle="garden", role="secretary", person="zoe"), LEAVES)
    changed(home, c.SetRole(circle="garden", role="", new=True, name="Bees", responsibilities=("Honey",)))
    home.change(home.undoing(number, "A mistake"), "zoe")
    changed(home, c.EndCircle(circle="bees"))
    return home


def test_an_export_and_a_backup_bring_it_back_and_the_doctor_finds_it_well(lived: Home, tmp_path: Path) -> None:
    for level in check_up(lived.folder, machine(tmp_path)):
        assert level.level != "wrong", level.said
    data = export_data(lived.journal)
    with TinyJournal(tmp_path / "there", event_type=AnyEvent) as journal:
        import_data(data, journal)
    there = Home(tmp_path / "there", lived.clock)
    assert there.organisation() == lived.organisation()
    assert there.history() == lived.history()
    there.change(there.undoing(), "ana")
    there.close()
    back_up(lived, tmp_path / "b.tar.gz")
    again = Home(tmp_path / "again", lived.clock)
    restore(again, tmp_path / "b.tar.gz")
    assert Home(tmp_path / "again", lived.clock).history() == lived.history()


@pytest.mark.parametrize("flipped", [False, True], ids=["sound", "flipped"])
def test_a_snapshot_tells_the_same_as_all_the_events(
    lived: Home, monkeypatch: pytest.MonkeyPatch, *, flipped: bool
) -> None:
    monkeypatch.setattr(folded, "EVERY", 1)
    first = Home(lived.folder, lived.clock)
    first.organisation()
    first.keep()
    (snapshot,) = (lived.folder / "snapshots").glob("*.snapshot")
    if flipped:  # what a history tells stands last
        data = snapshot.read_bytes()
        snapshot.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
    for _more in range(2):  # on the snapshot, and on another that was made from it
        there = Home(lived.folder, lived.clock)
        assert there.organisation() == lived.organisation()
        assert there.history() == lived.history()
        assert there.structure_on(date(2026, 3, 1)).about is None
        there.change(there.undoing(), "ana")
        there.keep()
        there.close()
        assert Home(lived.folder, lived.clock).history() == lived.history()
    first.close()


def test_what_a_history_takes_long_for_is_left_to_be_done_beside(home: Home) -> None:
    changed(home, AIM)
    for errand in ("history", "history-object"):
        left = carry_out(home, Caller(home), errand, {"circle": "garden", "since": ""})
        assert isinstance(left, Beside)
        assert left.light
        before = finished(left)
        changed(home, c.SetCircle(circle="garden", domain=f"Beds {errand}"))
        assert finished(left) == before  # it is of when it was asked for
        assert len(str(finished(carry_out(home, Caller(home), errand, {"circle": "garden"})))) > len(str(before))
    with pytest.raises(Refused, match="Near it: garden"):
        carry_out(home, Caller(home), "history", {"circle": "gardn"})


def test_a_past_is_gone_through_once_for_all_who_ask(home: Home) -> None:
    whole = home.history()
    assert home.past().history() is whole
    garden = home.history("garden")
    assert [e.number for e in garden] == [e.number for e in whole if any("garden" in t.circles for t in e.told)]
    changed(home, AIM)
    assert home.history("garden")[:-1] == garden


@pytest.mark.parametrize(
    ("day", "circle", "said"),
    [
        (date(2026, 3, 1), "", "Nothing is on record of 2026-03-01: it begins on 2026-03-02."),
        (
            date(2026, 3, 9),
            "",
            "2026-03-09 is still to come, and nobody knows yet. Ask for a day up to today, 2026-03-08.",
        ),
        (date(2026, 3, 4), "bees", "Bees was not there yet on 2026-03-04: it was founded on 2026-03-05."),
        (date(2026, 3, 7), "bees", "Bees had ended by 2026-03-07: its last day was 2026-03-06."),
        (date(2026, 3, 4), "beez", "Near it: bees"),
    ],
)
def test_a_day_or_a_circle_on_it_of_which_there_is_none_is_refused(
    home: Home, hands: Hands, day: date, circle: str, said: str
) -> None:
    hands.at += 3 * DAY
    changed(home, c.FormCircle(circle=Circle(id="bees", name="Bees", parents=("garden",), members=("zoe",))))
    hands.at += DAY
    changed(home, c.EndCircle(circle="bees"))
    hands.at += 2 * DAY
    with pytest.raises(Refused) as refused:
        home.past().seen(day, circle)
    assert said in str(refused.value)
    assert home.past().seen(date(2026, 3, 5), "bees").circles["bees"].members == ("zoe",)
    assert home.past().seen(date(2026, 3, 8)) == home.organisation()
