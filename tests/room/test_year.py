"""A year in the life: what sixty meetings left is whole, and everything that is written out of it is complete."""

import csv
from collections import Counter
from pathlib import Path
from typing import ClassVar, get_args

import pytest
from icalendar import Calendar

from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.due import due
from sociotui.domain.organisation import Organisation
from sociotui.exchange.data import export_data, import_data
from sociotui.exchange.minutes import MinutesFormat
from sociotui.exchange.organisations import definition_of, read_organisation, write_organisation
from sociotui.exchange.tables import write_tables
from sociotui.journal.tiny import TinyJournal
from sociotui.room import folded
from sociotui.room.folded import Folded, meaning
from sociotui.room.home import ORGANISATION, Home
from tests.homes import Hands
from tests.room import exported as exporting
from tests.year import CIRCLES, MEETINGS, NAMES, live

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The home in which the year was lived, at the end of it."""
    return live(tmp_path_factory.mktemp("year") / "home", Hands())


@pytest.fixture(scope="module")
def organisation(home: Home) -> Organisation:
    return home.founded()


def test_it_was_a_full_year(organisation: Organisation) -> None:
    assert len(organisation.people) == len(NAMES) == 30
    assert len(organisation.held) == MEETINGS == 60
    assert Counter(h.circle for h in organisation.held.values()) == dict.fromkeys(CIRCLES, 12)
    assert {c.dialect for c in organisation.circles.values()} == {"sofa", "s3", "holacracy"}
    given = {g.means for p in organisation.policies.values() for g in p.given}
    assert {"room", "lapse"} <= given
    assert {h.approved for h in organisation.held.values()} >= {"next", "end", "window"}
    assert any(p.ended for p in organisation.policies.values())
    assert any(p.editions for p in organisation.policies.values())
    assert organisation.selections
    assert any(c.until for c in organisation.circles.values())


def test_every_format_was_held(home: Home, organisation: Organisation) -> None:
    own = {f.title for f in home.item_formats("general").values()}
    met = {item.format for held in organisation.held.values() if held.minutes for item in held.minutes.items}
    assert own - met == set()


def test_every_meeting_is_sealed_and_has_its_minutes(home: Home, organisation: Organisation) -> None:
    for held in organisation.held.values():
        meeting = home.meeting(held.id)
        assert held.sealed
        assert meeting.sealed
        assert not (meeting.rounds or meeting.ledgers or meeting.starts)
        assert held.minutes
        for format_ in get_args(MinutesFormat):
            text = exporting.minutes_of_meeting(home, held.id, format_)
            assert held.minutes.facilitator in text
            assert str(held.on) in text


def test_another_process_finds_the_same(home: Home, organisation: Organisation) -> None:
    other = Home(home.folder, home.clock)
    assert other.founded() == organisation
    assert other.open_meetings() == home.open_meetings() == []
    other.close()


def test_it_is_the_same_where_each_event_began_with_a_snapshot(
    organisation: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whenever there is something new, the organisation is kept, begun again with that, and so goes on to the end."""

    class Restarted(Folded):
        begun: ClassVar[list[Folded]] = []

        def organisation(self) -> Organisation:
            now = super().organisation()
            if self.head and (not self.begun or self.begun[-1].head < self.head):
                self.keep()
                with TinyJournal(tmp_path / "home", event_type=AnyEvent) as other:
                    kept = other.resume(ORGANISATION, meaning())
                    assert kept
                    assert kept.head == self.head
                again = Folded(TinyJournal(tmp_path / "home", event_type=AnyEvent), list)
                self._organisation = again.organisation()
                assert self._organisation == now
                self.begun.append(again)
            return self._organisation

    monkeypatch.setattr(folded, "EVERY", 1)
    monkeypatch.setattr("sociotui.room.governing.Folded", Restarted)
    home = live(tmp_path / "home", Hands())
    assert home.founded() == organisation
    assert len(Restarted.begun) > MEETINGS * 3
    home.close()


def test_the_handbook_has_every_circle_and_every_policy_word_for_word(home: Home, organisation: Organisation) -> None:
    markdown = exporting.handbook(home, "", "md")
    for format_, text in (("md", markdown), ("html", exporting.handbook(home, "", "html"))):
        for circle in organisation.circles.values():
            assert circle.name in text, (format_, circle.name)
        for policy in organisation.policies.values():
            for line in policy.text.splitlines():
                assert line.rstrip(".") in text.replace("\\", ""), (format_, line)


def test_the_calendar_has_every_review_term_and_meeting(home: Home, organisation: Organisation) -> None:
    calendar = Calendar.from_ical(exporting.calendar(home, ""))
    kinds = Counter(str(event["UID"]).partition("-")[0] for event in calendar.walk("VEVENT"))
    assert kinds["review"] == sum(not p.ended for p in organisation.policies.values())
    assert kinds["held"] == MEETINGS
    terms = [t for c in organisation.circles.values() for t in c.terms().values() if t.until]
    assert kinds["term"] == len(terms)
    assert exporting.calendar(home, "") == exporting.calendar(home, "")


def test_the_tables_have_a_row_for_everything(home: Home, organisation: Organisation, tmp_path: Path) -> None:
    write_tables(tmp_path / "tables", exporting.tables(home))
    rows = {}
    for file in (tmp_path / "tables").glob("*.csv"):
        with file.open(newline="", encoding="utf-8") as opened:
            rows[file.stem] = len(list(csv.DictReader(opened)))
    assert rows["people"] == len(organisation.people)
    assert rows["circles"] == len(organisation.circles)
    assert rows["policies"] == len(organisation.policies)
    assert rows["selections"] == len(organisation.selections)
    assert rows["meetings"] == len(organisation.held)
    assert rows["backlog"] == sum(len(topics) for topics in organisation.backlog.values())


def test_all_data_comes_back_without_loss(home: Home, organisation: Organisation, tmp_path: Path) -> None:
    data = export_data(home.journal)
    journal = TinyJournal(tmp_path / "again", event_type=AnyEvent)
    import_data(data, journal)
    assert export_data(journal) == data
    journal.close()
    again = Home(tmp_path / "again", home.clock)
    assert again.founded() == organisation
    assert {id_: again.meeting(id_) for id_ in again.meetings()} == {id_: home.meeting(id_) for id_ in home.meetings()}
    again.close()


def test_the_structure_comes_back_from_its_file(organisation: Organisation) -> None:
    definition = definition_of(organisation)
    assert read_organisation(write_organisation(definition), "year.toml") == definition


def test_what_is_due_has_an_item_for_it(home: Home, organisation: Organisation) -> None:
    found = due(organisation, home.clock.today(), 365)
    assert {d.kind for d in found} >= {"role", "policy", "step"}
    assert all(d.item is None or d.item.minutes for d in found)
    assert list(found) == sorted(found, key=lambda d: (d.on is not None, d.on or home.clock.today()))
