"""The exercises that can be practised in a home: the program's, and those that its circles lay beside them."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from sociotui.domain.formats import Format
from sociotui.domain.practising.scenario import Kind, Scenario
from sociotui.room.files import data_folder
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.exchange.practising import ScenarioShelf

ORDER: tuple[Kind, ...] = ("check-in", "rounds", "consent", "integrating", "selection", "conflict")
"""In which order the kinds of exercises are offered: what is easiest first."""


class Exercises(Struct, frozen=True):
    """What can be practised: scenarios by id in the order in which they are offered, the formats that they are held in,
    and a complaint for each file that will not do.
    """

    scenarios: Mapping[str, Scenario]
    formats: Mapping[str, Format]
    complaints: tuple[str, ...] = ()


def exercises(home: Path | None = None) -> Exercises:
    """Read what there is to practise; with a home also what lies in its folder `practice`, and its own formats."""
    from sociotui.exchange.formats import load_formats
    from sociotui.exchange.practising import load_scenarios

    ours, theirs = data_folder() / "practice", home / "practice" if home else None
    shelf = load_scenarios([ours, *([theirs] if theirs else [])])
    folders = [data_folder() / "formats", ours / "formats"]
    formats = load_formats([*folders, *([home / "formats", theirs / "formats"] if home and theirs else [])])
    fitting = {id_: s for id_, s in _sorted(shelf).items() if not _lacking(s, formats.formats)}
    lacking = tuple(why for s in shelf.scenarios.values() if (why := _lacking(s, formats.formats)))
    return Exercises(fitting, formats.formats, (*shelf.complaints, *formats.complaints, *lacking))


def _sorted(shelf: "ScenarioShelf") -> dict[str, Scenario]:
    return dict(sorted(shelf.scenarios.items(), key=lambda each: (ORDER.index(each[1].kind), each[0])))


def _lacking(s: Scenario, formats: Mapping[str, Format]) -> str:
    for id_ in (s.meeting, s.topic.format if s.topic else s.meeting):
        if id_ not in formats:
            return _("The exercise “{id}” needs the format “{format}”, which is not there.", id=s.id, format=id_)
    return ""
