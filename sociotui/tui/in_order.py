"""Keys in the order of typing: each is dealt with before the next is looked at, also where many come at once."""

from collections import deque
from functools import partial

from textual import events
from textual.app import App
from textual.message_pump import MessagePump


class InOrder(App[None]):
    """An app for people who type ahead, and for lines so slow that keys come in bundles.

    As Textual has it, a letter goes straight into the field that has the focus, while a key that is bound (backspace,
    enter, an arrow) first goes up to the app; so of two keys that come together the second may be done first.
    """

    _dealing = False

    def __init__(self, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self._typed: deque[events.Key | events.Paste] = deque()

    async def on_event(self, event: events.Event) -> None:
        """Deal with an event; what is typed waits for what was typed before it."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
        elif self._dealing:
            self._typed.append(event)
        else:
            await self._deal_with(event)

    async def _deal_with(self, event: events.Key | events.Paste) -> None:
        way: list[MessagePump] = list((self.focused or self.screen).ancestors_with_self)
        await super().on_event(event)
        if event.is_forwarded:
            self._dealing = True
            # Once along its way, for itself; and once more, for the messages in which widgets tell what it did to them.
            await self._follow([*way, *way])

    async def _follow(self, way: list[MessagePump]) -> None:
        """Go along the way of a key, behind it; at the end the next one may come."""
        for at, node in enumerate(way, 1):
            if node.call_later(partial(self._follow, way[at:])):
                return
        self._dealing = False
        while self._typed and not self._dealing:
            await self._deal_with(self._typed.popleft())
