"""Snapshots: each screen at the three sizes, and its dialogs; the clock stands, so they never flicker."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from sociotui.tui.app import SociotuiApp
from sociotui.tui.settings import Settings
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
        await shows(pilot, "─ Ask ─")
        if key:
            await pilot.press(key)
        await shows(pilot, seen)

    assert snap_compare(stage.app(), terminal_size=(80, 24), run_before=ready)


def test_the_workbench(snap_compare: Snap, stage_at: StageAt) -> None:
    stage = stage_at().add().go("consent")
    stage.act("object", text="Whoever comes on a weekday would find no tools.")
    stage.go("integrate")

    async def ready(pilot: Pilot[None]) -> None:
        await shows(pilot, "─ Ask ─")
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
