"""Snapshots: each screen at the three sizes, and its dialogs; the clock stands, so they never flicker."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation_commands import AddTopic
from sociotui.room.home import Home
from sociotui.room.live import LiveRoom
from sociotui.room.terminal import Depth
from sociotui.tui.app import SociotuiApp
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII
from tests.between import held
from tests.exchange.kubernetes import community
from tests.homes import Hands, home_in
from tests.tui.gathering import GatheringOf
from tests.tui.staging import StageAt
from tests.tui.waiting import shows

AppAt = Callable[..., SociotuiApp]
Snap = Callable[..., bool]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)], ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize(("where", "seen"), [("demo", "Ana"), ("home", "Tool-shed rota")])
def test_a_screen(snap_compare: Snap, app_at: AppAt, size: tuple[int, int], where: str, seen: str) -> None:
    async def ready(pilot: Pilot[None]) -> None:
        await shows(pilot, seen)

    assert snap_compare(app_at(where), terminal_size=size, run_before=ready)


@pytest.mark.parametrize(("key", "seen"), [("o", "brings an objection"), ("a", "Who is here")])
def test_a_dialog(snap_compare: Snap, app_at: AppAt, key: str, seen: str) -> None:
    async def ready(pilot: Pilot[None]) -> None:
        await shows(pilot, "Ana")
        await pilot.press(key)
        await shows(pilot, seen)

    assert snap_compare(app_at(), terminal_size=(80, 24), run_before=ready)


@pytest.mark.parametrize(
    ("format_", "step", "key", "seen"),
    [
        ("selection", "role", "e", "Role and term"),
        ("selection", "nominate", "e", "Hand the keyboard to Ana"),
        ("selection", "reasons", "", "Arguments decide"),
        ("", "consent", "i", "Onto the agenda"),
    ],
    ids=["roles", "nominate", "grid", "pick"],
)
def test_an_item(snap_compare: Snap, stage_at: StageAt, format_: str, step: str, key: str, seen: str) -> None:
    stage = stage_at().add(format_)
    if key == "i":
        stage.act("keep", title="Hoses")
        stage.act("close", postpone=True)
        stage.open()
        stage.add()
    stage.go(step)

    async def ready(pilot: Pilot[None]) -> None:
        await shows(pilot, "─ Ask ")
        if key:
            await pilot.press(key)
        await shows(pilot, seen)

    assert snap_compare(stage.app(), terminal_size=(80, 24), run_before=ready)


def test_the_workbench(snap_compare: Snap, stage_at: StageAt) -> None:
    stage = stage_at().add().go("consent")
    stage.act("object", text="Whoever comes on a weekday would find no tools.")
    stage.go("integrate")

    async def ready(pilot: Pilot[None]) -> None:
        await shows(pilot, "─ Ask ")
        await pilot.press("e")
        await shows(pilot, "How do we use what it tells?")

    assert snap_compare(stage.app(), terminal_size=(80, 24), run_before=ready)


@pytest.mark.parametrize(("person", "seen"), [("eli", "YOUR TURN"), ("zoe", "then you")], ids=["turn", "next"])
def test_a_terminal_of_ones_own(
    snap_compare: Snap, stage_at: StageAt, gathering_of: GatheringOf, person: str, seen: str
) -> None:
    there = gathering_of(stage_at().add().go("consent"))
    for other in ("ben", "zoe"):
        there.entering(other).result()
    app = SociotuiApp(there.entering(person).result(), Settings())

    async def ready(pilot: Pilot[None]) -> None:
        await shows(pilot, seen)

    assert snap_compare(app, terminal_size=(80, 24), run_before=ready)


@pytest.mark.parametrize(
    ("size", "settings"),
    [
        ((80, 24), Settings()),
        ((120, 40), Settings()),
        ((60, 20), Settings()),
        ((80, 24), Settings(theme="sixteen")),
        ((80, 24), Settings(theme="sixteen", signs=ASCII)),
    ],
    ids=["80x24", "120x40", "60x20", "sixteen", "ascii"],
)
def test_a_coming_meeting(
    snap_compare: Snap, tmp_path: Path, hands: Hands, size: tuple[int, int], settings: Settings
) -> None:
    home = prepared(tmp_path / "home", hands)

    async def ready(pilot: Pilot[None]) -> None:
        await shows(pilot, "Garden circle")
        await pilot.press("down", "i")
        await shows(pilot, "Bring your ideas.")
        await shows(pilot, "Tool-shed rota")

    assert snap_compare(SociotuiApp(LiveRoom(home, "zoe"), settings), terminal_size=size, run_before=ready)
    home.close()


@pytest.mark.parametrize("keys", [[], ["down", "i"]], ids=["home", "agenda"])
def test_without_colour(snap_compare: Snap, tmp_path: Path, hands: Hands, keys: list[str]) -> None:
    home = prepared(tmp_path / "home", hands)

    async def ready(pilot: Pilot[None]) -> None:
        await shows(pilot, "Garden circle")
        await pilot.press(*keys)
        await shows(pilot, "Bring your ideas." if keys else "Buy a lock")

    app = SociotuiApp(LiveRoom(home, "ben"), Settings(theme="sixteen", depth=Depth.NONE))
    assert snap_compare(app, terminal_size=(80, 24), run_before=ready)
    home.close()


@pytest.mark.parametrize("size", [(60, 20), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
def test_a_real_community(snap_compare: Snap, tmp_path: Path, size: tuple[int, int]) -> None:
    home = Home(tmp_path / "home", Hands().clock())
    home.define(community(), "test")

    async def ready(pilot: Pilot[None]) -> None:
        await shows(pilot, "36 circles, 224 people")
        await shows(pilot, "SIG Apps")

    assert snap_compare(SociotuiApp(LiveRoom(home, "laptop"), Settings()), terminal_size=size, run_before=ready)
    home.close()


def prepared(folder: Path, hands: Hands) -> Home:
    """Return a home in which the Garden's next meeting has three topics, and Ben has taken something on."""
    home = home_in(folder, hands)
    held(home, taken_on="Buy a lock", until="2026-03-20")
    for title, minutes, presenter in (("Tool-shed rota", 20, "ana"), ("Bees", 30, ""), ("Compost", 40, "chidi")):
        topic = BacklogItem(title=title, minutes=minutes, presenter=presenter, next_step="Bring your ideas.")
        home.prepare(AddTopic(circle="garden", topic=topic, today=home.clock.today()), "ana")
    return home
