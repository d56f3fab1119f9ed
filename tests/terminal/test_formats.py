"""Every format held from its start to what goes on record: by keys in a terminal, and by commands; with equal minutes."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from sociotui.domain.catalogue import AnyEvent
from sociotui.domain.organisation_events import PolicyAdopted
from sociotui.domain.records import Policy
from sociotui.journal.tiny import TinyJournal
from sociotui.room.files import data_folder

from .formats import DIALECTS, FORMATS, ORGANISATION, hold
from .formats_by_acts import ByActs
from .formats_by_keys import ByKeys
from .program import Program
from .test_whole_meeting import on_one_day


def test_every_format_of_an_item_is_held_here() -> None:
    of_meetings = {"weekly", "check-in"}
    assert {path.stem for path in (data_folder() / "formats").glob("*.toml")} - of_meetings == set(FORMATS)


def prepared(folder: Path, format_: str) -> Program:
    """Return the program in a home with the small circle, and for a review a policy whose day has come."""
    folder.mkdir()
    program = Program(folder)
    file = folder / "three.toml"
    file.write_text(ORGANISATION.format(dialect=DIALECTS.get(format_, "sofa")), "utf-8")
    program.ok("import", "org", str(file))
    if format_ != "review":
        return program
    journal = TinyJournal(program.home, event_type=AnyEvent)
    policy = Policy(
        id="quiet",
        circle="house",
        title="Quiet hours",
        text="From ten on we are quiet.",
        adopted=date(2024, 1, 1),
        review=date(2025, 1, 1),
    )
    head = journal.heads()["organisation"]
    journal.append("organisation", head, [PolicyAdopted(at=1, policy=policy)], cmd="before", actor="ana")
    journal.close()
    return program


def on_record(program: Program) -> Counter[str]:
    """Return how often each kind of thing is on the organisation's record."""
    journal = TinyJournal(program.home, event_type=AnyEvent)
    kinds = Counter(type(recorded.event).__name__ for recorded in journal.read("organisation"))
    journal.close()
    return kinds


@pytest.mark.slow
@pytest.mark.parametrize("format_", FORMATS)
def test_held_by_keys_and_by_commands(format_: str, tmp_path: Path) -> None:
    held: dict[str, tuple[Program, str]] = {}

    def hold_both(attempt: int) -> None:
        one, other = (prepared(tmp_path / f"{way}-{attempt}", format_) for way in ("keys", "acts"))
        try:
            keys = ByKeys(one)
            hold(keys, format_)
        finally:
            one.close()
        acts = ByActs(other)
        hold(acts, format_)
        held.update(keys=(one, keys.id), acts=(other, acts.id))

    on_one_day(hold_both)
    (keys, keys_id), (acts, acts_id) = held["keys"], held["acts"]
    assert keys.minutes(keys_id) == acts.minutes(acts_id)
    assert on_record(keys) == on_record(acts)
