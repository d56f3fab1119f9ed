"""Bringing in: worked out beside the home, on record all at once; what others do meanwhile goes on and is never lost."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import Any, TypeVar

import pytest
from msgspec.structs import replace

from sociotui.domain import commands as c
from sociotui.domain.circles import Circle
from sociotui.domain.organisation import Definition, Organisation
from sociotui.domain.refusal import Refused
from sociotui.exchange.imports.draft import Draft, FoundCircle, FoundPerson
from sociotui.exchange.imports.packing import pack
from sociotui.journal.places import ORGANISATION
from sociotui.room import bringing
from sociotui.room.beside import Beside
from sociotui.room.bringing import bring
from sociotui.room.caller import Caller
from sociotui.room.changing import structure
from sociotui.room.errands import carry_out
from sociotui.room.home import Home
from sociotui.room.hub import Hub
from sociotui.room.identity import Identity
from tests.homes import home_in, opened

SOON = 20.0
T = TypeVar("T")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """The demo's home."""
    return home_in(tmp_path)


def here(work: Callable[[], T], /) -> T:
    """Have something done at once."""
    return work()


def with_circle(id_: str) -> Callable[[Organisation], Definition]:
    """Return what adds a circle to whatever is there."""

    def make(organisation: Organisation) -> Definition:
        there = structure(organisation)
        return replace(there, circle=(*there.circle, Circle(id=id_, name=id_.title())))

    return make


def joins(home: Home, person: str, circle: str) -> None:
    """Let somebody join a circle meanwhile."""
    o = home.organisation()
    there = replace(o.circles[circle], members=(*o.circles[circle].members, person))
    home.define(replace(structure(o), circle=(there,)), "zoe")


def test_it_goes_on_record_at_once_and_a_second_time_is_nothing(home: Home) -> None:
    events = bring(home, here, "zoe", with_circle("pond"))
    (recorded,) = home.journal.read(ORGANISATION)[-1:]
    assert ([recorded.event], recorded.actor) == (list(events), "zoe")
    with Home(home.folder).journal as other:  # type: ignore[attr-defined]
        assert other.read(ORGANISATION)[-1] == recorded
    before = home.organisation()
    assert bring(home, here, "zoe", structure) == ()
    assert home.organisation() is before


def test_what_changed_meanwhile_is_not_overwritten(home: Home) -> None:
    seen: list[Organisation] = []

    def make(organisation: Organisation) -> Definition:
        seen.append(organisation)
        if len(seen) == 1:
            joins(home, "eli", "kitchen")
        return with_circle("pond")(organisation)

    assert "eli" not in home.organisation().circles["kitchen"].members
    bring(home, here, "zoe", make)
    assert len(seen) == 2
    assert {"pond"} <= home.organisation().circles.keys()
    assert "eli" in home.organisation().circles["kitchen"].members


def test_another_process_is_first_just_as_it_goes_on_record(home: Home) -> None:
    other = Home(home.folder, home.clock)
    times: list[int] = []

    def at_home(work: Callable[[], T], /) -> T:
        times.append(1)
        if len(times) == 2:
            home.organisation()  # which is up to date, and then
            joins(other, "eli", "kitchen")
        return work()

    bring(home, at_home, "zoe", with_circle("pond"))
    o = home.organisation()
    assert "pond" in o.circles
    assert "eli" in o.circles["kitchen"].members


def test_where_others_are_always_first_they_wait_once(home: Home) -> None:
    names = iter(f"c{n}" for n in range(99))

    def make(organisation: Organisation) -> Definition:
        if len(made) < bringing.TRIES:
            home.define(with_circle(next(names))(home.organisation()), "ana")
        made.append(organisation)
        return with_circle("pond")(organisation)

    made: list[Organisation] = []
    bring(home, here, "zoe", make)
    assert len(made) == bringing.TRIES + 1
    assert {"pond", "c0", "c1", "c2", "c3", "c4"} <= home.organisation().circles.keys()


def test_what_does_not_fit_leaves_all_as_it_was(home: Home) -> None:
    before = home.organisation()

    def make(organisation: Organisation) -> Definition:
        there = with_circle("pond")(organisation)
        return replace(there, circle=(*there.circle, Circle(id="odd", name="Odd", parents=("nowhere",))))

    with pytest.raises(Refused, match="There is no circle “nowhere”"):
        bring(home, here, "zoe", make)
    assert home.organisation() is before


# --- on a server ----------------------------------------------------------------------------------------


@pytest.fixture
def hub(home: Home) -> Any:
    """The home with its own thread."""
    hub = Hub(home)
    hub.meeting = opened(home)  # type: ignore[attr-defined]
    hub.start()
    yield hub
    hub.stop()


def test_others_meet_and_change_things_while_it_is_worked_out(hub: Any) -> None:
    began, go_on, done = Flag(), Flag(), Future[Any]()

    def make(organisation: Organisation) -> Definition:
        began.set()
        assert go_on.wait(SOON)
        return with_circle("pond")(organisation)

    def at_home(work: Callable[[], T], /) -> T:
        found: T = hub.ask(work).result(SOON)
        return found

    Thread(target=lambda: done.set_result(bring(hub.home, at_home, "zoe", make))).start()
    assert began.wait(SOON)
    acted = hub.act(lambda: hub.meeting, c.RaiseHand(person="zoe"), Identity(person="zoe"), "n1").result(SOON)
    assert acted.events
    hub.ask(lambda: joins(hub.home, "eli", "kitchen")).result(SOON)
    assert not done.done()
    go_on.set()
    assert done.result(SOON)
    o = hub.ask(hub.home.organisation).result(SOON)
    assert "pond" in o.circles
    assert "eli" in o.circles["kitchen"].members


@pytest.mark.parametrize("errand", ["import-from", "import-org"])
def test_both_imports_are_worked_out_beside(home: Home, errand: str) -> None:
    draft = Draft(
        form="CSV",
        people=(FoundPerson(key="p", name="Łukasz", place="here"),),
        circles=(FoundCircle(key="c", name="Pond", place="here", members=("p",)),),
    )
    text = '[organisation]\nname = "Green Acres"\n[[circle]]\nid = "pond"\nname = "Pond"\n'
    said: dict[str, Any] = {"draft": pack(draft), "name": "", "dry": False, "code": "", "all": False}
    said = said if errand == "import-from" else {"text": text, "source": "o.toml"}
    before = home.organisation()
    left = carry_out(home, Caller(home), errand, said)
    assert isinstance(left, Beside)
    assert home.organisation() is before
    assert left.work(here)["changes"] == 2
    assert "pond" in home.organisation().circles
    assert carry_out(home, Caller(home), errand, said).work(here)["changes"] == 0
