"""The one place for Textual's private names; each has a test, and Textual's minor version is pinned."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from textual._compositor import ChopsUpdate, Compositor
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.dom import DOMNode
from textual.filter import ANSIToTruecolor, NoColor
from textual.geometry import Region
from textual.keys import _character_to_key
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip

__all__ = [
    "PatientParser",
    "SharedStylesheet",
    "XTermParser",
    "contain",
    "draw_what_changed",
    "key_name",
    "leave_colours_out",
    "leave_output_alone",
    "run_beside_others",
    "take_apart",
]

Result = TypeVar("Result")


def key_name(key: str) -> str:
    """Return a key as Textual names it: `?` is `question_mark`; names and chords stay as they are."""
    return _character_to_key(key) if len(key) == 1 else key


class PatientParser(XTermParser):
    """A parser of keys that is told when time is up, rather than asked time and again; nothing but its owner keeps it."""

    # As it comes, what it makes of a sequence is kept for the whole process, and with it the parser, its last key, and
    # the app that was to have that key.
    _parse_extended_key = XTermParser._parse_extended_key.__wrapped__  # type: ignore[assignment]

    @property
    def undecided(self) -> bool:
        """Whether it waits for more, or for the time to be up."""
        return self._timeout_time is not None

    def time_is_up(self) -> Iterator[Message]:
        """Yield what it comes to that nothing has followed."""
        if self._timeout_time is not None:
            self._timeout_time = 0.0
        yield from self.tick()

    def close(self) -> None:
        """Let go of what was parsed last."""
        self._gen.close()


# --- drawing


class FrugalCompositor(Compositor):
    """A compositor that asks of the widgets, where a few regions have changed, no more than the rows that those are in.

    As it comes, each widget of the screen is rendered whole for each change, and most of that is thrown away.
    """

    _changed: tuple[Region, ...] = ()

    def render_partial_update(self) -> ChopsUpdate | None:
        """Render what has changed since the last time."""
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        return self._few_renders(self._changed) if self._changed else super()._get_renders(crop)

    def _few_renders(self, changed: tuple[Region, ...]) -> Iterator[tuple[Region, Region, list[Strip]]]:
        """Yield the rows of widgets that lie in regions, from the front to the back, until nothing of them is left."""
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            met = [each for each in changed if seen.overlaps(each)]
            if not met:
                continue
            rows = Region.from_union(met)
            part = seen.intersection(Region(seen.x, rows.y, seen.width, rows.height))
            yield region, part, widget.render_lines(part.translate(-region.offset))
            changed = tuple(each for each in changed if each not in met or not seen.contains_region(each))
            if not changed:
                return


def draw_what_changed(screen: Screen[Any]) -> None:
    """Let a screen that is not shown yet be drawn with as little work as can be."""
    screen._compositor = FrugalCompositor()


def leave_colours_out(app: App[Any], *, out: bool) -> None:
    """Let `app` draw without colours, or with them, whatever NO_COLOR says to this process."""
    app.no_color = out
    app._filters = [each for each in app._filters if isinstance(each, ANSIToTruecolor)]
    if out:
        app._filters.append(NoColor())


# --- many apps in one process


def contain(app: App[Any], failed: Callable[[Exception], None]) -> None:
    """Tell `failed` of an exception that nobody caught in `app`, which then ends.

    It is printed nowhere: what an app holds is private, and this process has no terminal to show it on.
    """

    def handle(error: Exception) -> None:
        app._return_code = 1
        app._exception = app._exception or error
        failed(error)
        app._close_messages_no_wait()

    app._handle_exception = handle  # type: ignore[method-assign]


async def run_beside_others(app: App[Any], size: tuple[int, int], parts: list[DOMNode]) -> None:
    """Run `app` in the loop that runs, beside other apps: as `run_async` does, without changing the loop for all.

    `parts` is filled with all that it consists of, for `take_apart`; it stays empty where the app had to be torn away.
    """
    app._thread_init()  # type: ignore[no-untyped-call]
    app._loop = asyncio.get_running_loop()
    with app._context():
        try:
            await app._process_messages(mouse=False, terminal_size=size)
        finally:
            found: list[DOMNode] = [*app._registry, app]
            closing = asyncio.ensure_future(app._shutdown())
            try:
                await asyncio.shield(closing)
                parts += found
            finally:
                app._loop = None
                for task in (closing, *(node._task for node in found if node is not app)):
                    if task and not task.done():
                        task.cancel()


def take_apart(parts: list[DOMNode]) -> None:
    """Undo what holds the parts of an app that is over to each other: they go at once, without a search for garbage.

    What still has one of them at hand, in another thread say, finds it closed.
    """
    for part in parts:
        holders: list[object] = [part, *(styles.node for styles in part._component_styles.values())]
        if isinstance(part, App):
            holders += [part._animator, part.stylesheet]
        for holder in holders:
            attributes = vars(holder)
            for cache in attributes.values():
                if isinstance(cache, LRUCache):  # its entries hold each other too
                    for link in cache._cache.values():
                        link.clear()
            attributes.clear()
        part._closing = part._closed = True
    parts.clear()


def leave_output_alone(app: App[Any], out: Any, err: Any) -> None:
    """Let `app` put `out` and `err`, what is there anyhow, in the place of `sys.stdout` and `sys.stderr` while it runs.

    Each app would put itself there, and whichever ends last would leave one behind that is over.
    """
    app._capture_stdout, app._capture_stderr = out, err


_parsed: dict[tuple[object, ...], list[RuleSet]] = {}


class SharedStylesheet(Stylesheet):
    """A style sheet of which all apps with the same theme parse each source once; what was parsed is never changed."""

    _theme: tuple[object, ...] = ()

    def parse(self) -> None:
        """Parse the sources with the variables that are set now."""
        self._theme = tuple(self._variables.items())
        super().parse()

    def reparse(self) -> None:
        """Parse the sources again, with the variables that are set now."""
        self.parse()

    def _parse_rules(
        self, css: str, read_from: CSSLocation, is_default_rules: bool = False, tie_breaker: int = 0, scope: str = ""
    ) -> list[RuleSet]:
        key = (self._theme, css, read_from, is_default_rules, tie_breaker, scope)
        if key not in _parsed:
            _parsed[key] = super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
        return _parsed[key]
