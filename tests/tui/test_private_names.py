"""Textual's private names: each still does what this program needs of it."""

import asyncio
import gc
import importlib
import io
import sys
import weakref
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Key
from textual.widgets import Input, Label

from sociotui.tui.private import (
    PatientParser,
    SharedStylesheet,
    contain,
    key_name,
    leave_output_alone,
    run_beside_others,
    take_apart,
)


class Small(App[None]):
    """An app with a style sheet and a little in it."""

    CSS = "Label { color: $accent; }"

    def __init__(self) -> None:
        super().__init__(driver_class=HeadlessDriver)
        self.up = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Something to see, and something to type in."""
        yield Label("one")
        yield Input()

    def on_ready(self) -> None:
        """Tell that it runs."""
        self.up.set()


async def begun(app: Small, parts: list[Any]) -> "asyncio.Task[None]":
    """Run an app beside others until it is there."""
    task = asyncio.create_task(run_beside_others(app, (80, 24), parts))
    await asyncio.wait_for(app.up.wait(), 10)
    return task


def test_keys_have_names() -> None:
    assert [key_name(key) for key in ("?", "a", "ctrl+p")] == ["question_mark", "a", "ctrl+p"]


def test_a_parser_is_told_when_time_is_up_and_is_kept_by_nobody() -> None:
    parser = PatientParser()
    assert list(parser.feed("\x1b")) == []
    waits = [parser.undecided]
    assert [key.key for key in parser.time_is_up() if isinstance(key, Key)] == ["escape"]
    assert [*waits, parser.undecided] == [True, False]
    assert [key.key for key in parser.feed("\x1b[97;5u") if isinstance(key, Key)] == ["ctrl+a"]
    gone = weakref.ref(parser)
    parser.close()
    del parser
    gc.collect()
    assert gone() is None


async def test_apps_run_beside_each_other_and_the_loop_stays_as_it_was() -> None:
    loop = asyncio.get_running_loop()
    factory = loop.get_task_factory()
    apps = [Small() for _ in range(3)]
    out, err = io.StringIO(), io.StringIO()
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = out, err
    try:
        for app in apps:
            leave_output_alone(app, out, err)
        tasks = [await begun(app, []) for app in apps]
        assert (sys.stdout, sys.stderr) == (out, err)
        for number in (1, 0, 2):
            apps[number].exit()
            await asyncio.wait_for(tasks[number], 10)
            assert (sys.stdout, sys.stderr) == (out, err)
    finally:
        sys.stdout, sys.stderr = before
    assert loop.get_task_factory() is factory


async def test_tasks_begin_as_ever_where_python_could_begin_them_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks that begin within whoever makes them would take over the active app, and others would come out of turn."""
    loop, made = asyncio.get_running_loop(), list[object]()

    def eager(at: asyncio.AbstractEventLoop, work: Any, **more: Any) -> Any:
        made.append(work)
        return asyncio.Task(work, loop=at, **more)

    monkeypatch.setattr(asyncio, "eager_task_factory", eager, raising=False)
    factory, app = loop.get_task_factory(), Small()
    task = await begun(app, [])
    assert loop.get_task_factory() is factory
    app.exit()
    await asyncio.wait_for(task, 10)
    assert (loop.get_task_factory(), made) == (factory, [])
    try:  # as an app runs that is alone
        alone = Small()
        alone.call_later(alone.exit)
        await asyncio.wait_for(alone.run_async(headless=True), 10)
        assert loop.get_task_factory() is eager
        assert made
    finally:
        loop.set_task_factory(factory)


async def test_a_failure_is_told_and_printed_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    app = Small()
    failures: list[Exception] = []
    contain(app, failures.append)
    task = await begun(app, [])

    def fail() -> None:
        raise ZeroDivisionError

    app.call_later(fail)
    await asyncio.wait_for(task, 10)
    assert [type(failure) for failure in failures] == [ZeroDivisionError]
    assert app.return_code == 1
    assert capfd.readouterr() == ("", "")


async def test_an_app_that_is_over_is_taken_apart_and_looks_closed() -> None:
    app, parts = Small(), []  # type: ignore[var-annotated]
    task = await begun(app, parts)
    label = app.query_one(Label)
    app.exit()
    await asyncio.wait_for(task, 10)
    assert app in parts
    assert label in parts
    gone = weakref.ref(label)
    del label, task
    gc.collect()
    gc.disable()
    try:
        take_apart(parts)
        assert parts == []
        assert gone() is None
        assert app.post_message(Key("a", "a")) is False
    finally:
        gc.enable()


async def test_an_app_that_will_not_end_is_torn_away() -> None:
    app, parts = Small(), []  # type: ignore[var-annotated]
    task = await begun(app, parts)

    async def forever() -> None:
        await asyncio.Event().wait()

    app.screen.call_later(forever)
    await asyncio.sleep(0.01)
    app.exit()
    while not task.done():
        task.cancel()
        await asyncio.sleep(0.01)
    assert parts == []


async def test_a_style_sheet_is_parsed_once_for_each_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    module: Any = importlib.import_module("textual.css.stylesheet")
    parsed: list[str] = []
    parse = module.parse

    def counted(scope: str, css: str, *args: Any, **more: Any) -> Any:
        parsed.append(css)
        return parse(scope, css, *args, **more)

    monkeypatch.setattr(module, "parse", counted)
    colours = {}
    for name, theme in (("one", "nord"), ("two", "nord"), ("three", "gruvbox"), ("four", "nord")):
        app = Small()
        app.theme = theme
        app.stylesheet = SharedStylesheet(variables=app.get_css_variables())
        parsed.clear()
        task = await begun(app, [])
        colours[name] = app.query_one(Label).styles.color
        if name in ("two", "four"):
            assert parsed == []
        if name == "four":
            app.theme = "gruvbox"
            await asyncio.sleep(0.05)
            assert parsed == []
            assert app.query_one(Label).styles.color == colours["three"]
        app.exit()
        await asyncio.wait_for(task, 10)
    assert colours["one"] == colours["two"] == colours["four"] != colours["three"]
