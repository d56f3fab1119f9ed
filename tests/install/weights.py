"""What libraries weigh on disk: each by itself, and with what it brings; bytecode, which is made on the spot, is told apart."""

from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

MEGA = 1e6


class Weight(NamedTuple):
    """MB of a library by itself, of all that it brings, too, and the names of that."""

    own: float
    whole: float
    brings: tuple[str, ...]


def there(site: Iterable[Path]) -> dict[str, Distribution]:
    """Return what is installed in folders for packages, by its name."""
    found = distributions(path=[str(folder) for folder in site])
    return {canonicalize_name(each.metadata["Name"]): each for each in found}


def weigh(installed: Mapping[str, Distribution], name: str) -> Weight:
    """Return what one library weighs."""
    reached = list(_reached(installed, canonicalize_name(name)))
    own, *rest = (megabytes(installed[each]) for each in reached)
    return Weight(own, own + sum(rest), tuple(sorted(reached[1:])))


def megabytes(library: Distribution) -> float:
    """Return what the files of a library weigh, as its own list of them tells."""
    return sum(file.size or 0 for file in library.files or () if file.suffix != ".pyc") / MEGA


def wanted(library: Distribution, extra: str = "") -> list[str]:
    """Return what a library asks for by its own word, by an extra or without one, on a machine like this."""
    asked = [Requirement(line) for line in library.requires or ()]
    of_all = [each for each in asked if not each.marker or each.marker.evaluate({"extra": ""})]
    if not extra:
        return [canonicalize_name(each.name) for each in of_all]
    more = [each for each in asked if each.marker and each.marker.evaluate({"extra": extra}) and each not in of_all]
    return [canonicalize_name(each.name) for each in more]


def _reached(installed: Mapping[str, Distribution], first: str) -> Iterator[str]:
    seen, waiting = {first}, [Requirement(first)]
    while waiting:
        asked = waiting.pop()
        name = canonicalize_name(asked.name)
        yield name
        for line in installed[name].requires or ():
            each = Requirement(line)
            extras = asked.extras or {""}
            if canonicalize_name(each.name) not in seen and _holds(each, extras):
                seen.add(canonicalize_name(each.name))
                waiting.append(each)


def _holds(each: Requirement, extras: Iterable[str]) -> bool:
    return not each.marker or any(each.marker.evaluate({"extra": extra}) for extra in {*extras, ""})
