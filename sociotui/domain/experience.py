"""Experience: how often a circle has held each step, and how often each was there; counted no further than matters."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from sociotui.domain.people import PersonId

ENOUGH = 6
"""From so many times on something counts as familiar, and is counted no further: nobody is measured by it."""


class Experience(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a circle is used to. `steps`: how many of its meetings held a step, by `format/step`; `people`: how many of
    them each was at. Both count up to `ENOUGH`.
    """

    steps: dict[str, int] = {}
    people: dict[PersonId, int] = {}

    def after(self, steps: Iterable[str], people: Iterable[str]) -> "Experience":
        """Return it after one more meeting, with the steps that were held in it and who was there."""
        return Experience(steps=_more(self.steps, steps), people=_more(self.people, people))


NONE = Experience()
"""A circle that has not met yet."""


def _more(counts: Mapping[str, int], held: Iterable[str]) -> dict[str, int]:
    return {**counts, **{each: min(ENOUGH, counts.get(each, 0) + 1) for each in held}}
