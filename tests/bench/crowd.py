"""Crowd: many people who are in one meeting by the same way, and what that way costs and how soon all see what one does."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from time import perf_counter, process_time
from typing import NamedTuple

from .costs import Work, memory, work
from .people import PATIENCE, Person, Place, calm, settled

_MORE = 2
"""Times more that somebody comes in where nobody else does."""
_AFTER = 0.3
"""Seconds without output after which nothing of what all pressed is still to come."""
_BURST = 0.1
"""Seconds that lie between two ticks at least."""


class Press(NamedTuple):
    """What came of one press: after how many ms each of the others saw it; bytes for each; ms of work at the terminals.

    The terminals are all in this process: what they take to decrypt lies on the way to `seen`, as it would on as many
    laptops, though there they would do it side by side.
    """

    seen: list[float]
    sizes: list[int]
    terminals: float


class Rest(NamedTuple):
    """What is done while nobody presses a key: percent of a processor, and the bytes of each burst at each terminal."""

    load: float
    bursts: list[int]


class Crowd:
    """People in the same meeting; `joins` are the ms that each waited for the whole screen.

    `memory` is MiB for all together, pages that several have counted by their share; `resident` counts them for everybody.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self.people: list[Person] = []
        self.joins: list[float] = []
        self.memory = 0.0
        self.memory_each = 0.0
        self.resident = 0.0

    def others(self, number: int) -> list[Person]:
        """Return all but one; that one, where there is nobody else."""
        return [person for index, person in enumerate(self.people) if index != number] or self.people

    async def pause(self) -> None:
        """Have the facilitator pause the meeting's clock, so that nothing is drawn but what is pressed for."""
        self._forget()
        self.people[0].press(b"t")
        await settled(self.people)

    async def press(self, number: int) -> Press:
        """Have somebody raise or lower a hand, at a moment that no timer knows.

        A press counts as seen at the first output after which the hand is on the other's screen, or gone from it: output
        that shows anything else does not count. All is kept as it comes, and is drawn and looked at when nothing comes any more.
        """
        await asyncio.sleep(random.uniform(0.005, 0.03))
        self._forget()
        before = {person: person.hands for person in self.people}
        worked, began = process_time(), perf_counter()
        self.people[number].press(b"h")
        await settled(self.people)
        worked = process_time() - worked
        others = self.others(number)
        seen = [await _seen(person, before[person]) for person in others]
        return Press([(at - began) * 1000 for at in seen], [person.size for person in others], worked * 1000)

    async def press_all(self) -> float:
        """Have everybody raise or lower a hand at once; return after how many ms the last of it came to the last of them.

        Of an even number one looks on: where all do it for the same person, as in a shared tmux, the hand would be as
        before, and no screen need be drawn. In the end nothing comes any more, and all have the same hands on their screens.
        """
        self._forget()
        began = last = perf_counter()
        for person in self.people[: (len(self.people) - 1) // 2 * 2 + 1]:
            person.press(b"h")
        while not (last > began and perf_counter() - last > _AFTER and self._alike()):
            assert perf_counter() < began + PATIENCE, "nothing came, or they don't come to see the same"
            await asyncio.sleep(_AFTER / 10)
            last = max([began, *(person.came[-1].at for person in self.people if person.came)])
        return (last - began) * 1000

    def _alike(self) -> bool:
        for person in self.people:
            person.draw()
        return len({person.hands for person in self.people}) == 1

    def _forget(self) -> None:
        for person in self.people:
            person.forget()


@asynccontextmanager
async def gathered(place: Place, count: int) -> AsyncIterator[Crowd]:
    """Let so many people in, one after another; one has been in and has left before, so that nothing is new any more."""
    alone, before = set(place.pids()), _memory(place)
    await _come_and_go(place, alone)
    crowd = Crowd(place)
    async with AsyncExitStack() as stack:
        began = []
        for number in range(count):
            began.append(perf_counter())
            person = await stack.enter_async_context(place.person(number))
            await asyncio.wait_for(person.there.wait(), PATIENCE)
            crowd.people.append(person)
        await calm(crowd.people)
        crowd.memory = _memory(place)
        crowd.memory_each = (crowd.memory - before) / count
        crowd.resident = sum(memory(pid).rss for pid in place.pids())
        crowd.joins += [_stood(person, at) for person, at in zip(crowd.people, began, strict=True)]
        yield crowd
    if count == 1:  # of one alone there would be one figure
        crowd.joins += [await _come_and_go(place, alone) for _time in range(_MORE)]


async def rest_together(crowds: Sequence[Crowd], seconds: float) -> list[Rest]:
    """Press nothing for so long, in all crowds over the same seconds; within one minute, as the screen has the time of day."""
    while time.time() % 60 + seconds > 59.5:
        await asyncio.sleep(0.1)
    for crowd in crowds:
        for person in crowd.people:
            person.forget()
    before = [_work(crowd.place) for crowd in crowds]
    await asyncio.sleep(seconds)
    after = [_work(crowd.place) for crowd in crowds]
    loads = [
        sum(now.load_since(then[pid]) for pid, now in done.items()) for then, done in zip(before, after, strict=True)
    ]
    bursts = [[size for person in crowd.people for size in _bursts(person)] for crowd in crowds]
    return [Rest(load, sizes) for load, sizes in zip(loads, bursts, strict=True)]


async def _seen(person: Person, before: int) -> float:
    """Return when the hands on somebody's screen came to be others than before."""
    over = perf_counter() + PATIENCE
    while (at := person.saw(before)) is None:
        assert perf_counter() < over, f"it isn't seen:\n{person.text()}"
        await asyncio.sleep(0.01)
    return at


async def _come_and_go(place: Place, alone: set[int]) -> float:
    """Let somebody in, and see them gone; return the ms that they waited for the whole screen."""
    began = perf_counter()
    async with place.person(0) as person:
        await asyncio.wait_for(person.there.wait(), PATIENCE)
        await calm([person])
        join = _stood(person, began)
    await _gone(place, alone)
    return join


def _stood(person: Person, began: float) -> float:
    stood = person.stood()
    assert stood, f"the meeting isn't whole:\n{person.text()}"
    return (stood - began) * 1000


async def _gone(place: Place, alone: set[int]) -> None:
    over = perf_counter() + PATIENCE
    while set(place.pids()) != alone:
        assert perf_counter() < over, "who left is still there"
        await asyncio.sleep(0.01)


def _memory(place: Place) -> float:
    """Return what all its processes keep, in MiB; pages that several have are counted by their share."""
    return sum(memory(pid).pss for pid in place.pids())


def _work(place: Place) -> dict[int, Work]:
    return {pid: work(pid) for pid in place.pids()}


def _bursts(person: Person) -> list[int]:
    sizes: list[int] = []
    last = 0.0
    for at, data in person.came:
        if at - last > _BURST:
            sizes.append(0)
        sizes[-1] += len(data)
        last = at
    return sizes
