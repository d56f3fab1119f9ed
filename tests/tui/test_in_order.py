"""Keys in the order of typing: what comes in one bundle means what it would mean key by key."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual import events
from textual.app import ComposeResult
from textual.pilot import Pilot
from textual.widgets import Input, ListItem, ListView

from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.tui.in_order import InOrder
from tests.tui.waiting import until

NAMED = {"‹": "backspace", "«": "home", "»": "end", "⏎": "enter", "⇥": "tab", "⌫": "ctrl+u"}


class Asking(InOrder):
    """An app with a list; whatever is chosen in it is asked about."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Answers] = []

    def compose(self) -> ComposeResult:
        yield ListView(ListItem(id="one"), ListItem(id="two"))

    def on_list_view_selected(self) -> None:
        fields = (
            Field(name="topic", label="What?", value="Bees"),
            Field(name="minutes", label="How long?", value="10"),
        )
        self.push_screen(FormDialog(Form(title="A topic", fields=fields), self._take))

    async def _take(self, answers: Answers) -> str:
        self.told.append(answers)
        return ""


@asynccontextmanager
async def asking() -> AsyncIterator[tuple[Asking, Pilot[Any]]]:
    app = Asking()
    async with app.run_test() as pilot:
        await until(pilot, lambda: isinstance(app.focused, ListView))
        yield app, pilot


def bundle(app: Asking, keys: str) -> None:
    """Let keys come all at once, as a slow line brings them."""
    for key in keys:
        named = NAMED.get(key)
        app.post_message(events.Key(named, None) if named else events.Key(key, key))


@pytest.mark.parametrize(
    ("keys", "topic", "minutes"),
    [
        ("‹‹⇥‹30⏎⏎", "", "30"),
        ("»s‹d⇥15‹9⏎⏎", "Beesd", "19"),
        ("⌫Hoses«s⇥⇥⏎", "sHoses", "10"),
        ("»" + "x" * 200 + "‹" * 204 + "Ok⇥«2⏎⏎", "Ok", "210"),
    ],
    ids=["emptied", "amended", "cleared", "long"],
)
async def test_a_bundle_of_keys_is_done_in_order(keys: str, topic: str, minutes: str) -> None:
    async with asking() as (app, pilot):
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.focused, Input))
        bundle(app, keys)
        await until(pilot, lambda: bool(app.told))
        assert app.told == [{"topic": topic, "minutes": minutes}]


async def test_what_is_typed_behind_a_key_that_opens_a_form_is_meant_for_the_form() -> None:
    async with asking() as (app, pilot):
        bundle(app, "⏎⌫Hoses⏎45⏎⏎")
        await until(pilot, lambda: bool(app.told))
        assert app.told == [{"topic": "Hoses", "minutes": "45"}]


async def test_what_is_pasted_waits_for_the_keys_before_it() -> None:
    async with asking() as (app, pilot):
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.focused, Input))
        bundle(app, "a‹")
        app.post_message(events.Paste("Compost"))
        bundle(app, "‹⏎5⏎⏎")
        await until(pilot, lambda: bool(app.told))
        assert app.told == [{"topic": "Compos", "minutes": "5"}]


async def test_a_field_that_goes_away_in_the_middle_holds_nothing_up() -> None:
    async with asking() as (app, pilot):
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.focused, Input))
        app.post_message(events.Key("a", "a"))
        app.post_message(events.Key("escape", "\x1b"))
        bundle(app, "⏎⌫Bulbs⏎⏎⏎")
        await until(pilot, lambda: bool(app.told))
        assert app.told == [{"topic": "Bulbs", "minutes": "10"}]
