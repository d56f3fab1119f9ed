"""The finder: it answers from a thread of its own, once for all who ask, and tells what goes wrong to whoever asked."""

from pathlib import Path
from threading import get_ident
from typing import Any

import pytest

from sociotui.domain.decisions import Decisions, Wanted
from sociotui.domain.offices import Sought
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused
from sociotui.journal.port import JournalError
from sociotui.room.finder import Finder
from sociotui.room.hub import Hub
from sociotui.room.identity import Identity
from tests.domain.found import TODAY, organisation, packed
from tests.homes import home_in
from tests.served.serving import SOON


def test_it_answers_in_order_by_one_thread_that_is_nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    threads: set[int] = set()
    find = Decisions.find

    def noted(self: Decisions, *said: Any) -> Any:
        threads.add(get_ident())
        return find(self, *said)

    monkeypatch.setattr(Decisions, "find", noted)
    finder, o = Finder(), organisation()
    answers = [finder.decisions(o, TODAY, Wanted(text=text)) for text in ("shed", "seed", "zzz")]
    assert [[c.id for c in a.result(SOON).cards] for a in answers] == [["p1", "p4"], ["p2"], []]
    assert finder.offices(o, TODAY, Sought(view="unheard")).result(SOON).of == 2
    assert len(threads) == 1
    assert threads != {get_ident()}
    finder.close()


def test_what_cannot_be_read_is_told_to_who_asked_and_the_rest_goes_on() -> None:
    def lost(name: str) -> bytes:
        raise JournalError(f"{name} can't be read.")

    whole = packed(organisation())
    assert whole.policies.packed
    whole.policies.packed.things_as_json = lambda: lost("policies")
    finder = Finder()
    assert str(finder.decisions(whole, TODAY, Wanted()).exception(SOON)) == "policies can't be read."
    assert finder.decisions(organisation(), TODAY, Wanted()).result(SOON).of == 8
    finder.close()


def test_what_was_asked_before_it_ends_is_answered_and_what_comes_after_is_refused() -> None:
    finder = Finder()
    before = finder.decisions(organisation(), TODAY, Wanted())
    finder.close()
    finder.close()
    assert before.result(SOON).of == 8
    assert isinstance(finder.decisions(organisation(), TODAY, Wanted()).exception(SOON), Refused)


def test_all_who_are_in_a_home_share_what_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Organisation] = []
    all_ = Decisions._all

    def noted(self: Decisions, o: Organisation, today: Any) -> Any:
        made.append(o)
        return all_(self, o, today)

    monkeypatch.setattr(Decisions, "_all", noted)
    hub = Hub(home_in(tmp_path / "home"))
    rooms = [hub.enter(Identity(person=p, door="ssh")) for p in ("ana", "ben", "zoe")]
    hub.start()
    for room in rooms:
        for text in ("a", "ab"):
            assert room.decisions(Wanted(text=text)).result(SOON).cards == ()
    assert len(made) == 1
    hub.stop()
    hub.home.close()
