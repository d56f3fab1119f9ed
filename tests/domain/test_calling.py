"""What people call a circle: its id, or its name where no other has it; else they are told which ones it could be."""

from datetime import date

import pytest
from msgspec.structs import replace

from sociotui.domain.calling import circle_meant, person_meant
from sociotui.domain.circles import Circle
from sociotui.domain.refusal import Refused, unknown
from tests.domain.graphs import organisation

GONE = date(2026, 1, 1)
CIRCLES = [
    Circle(id="general", name="General circle"),
    Circle(id="care", name="Care", parents=("general",)),
    Circle(id="garden", name="Garden", parents=("general",)),
    Circle(id="garden-2", name="garden", parents=("care", "general")),
    Circle(id="garden-old", name="Garden", parents=("care",), ended=GONE),
    Circle(id="li", name="木工小组", parents=("general",)),
    Circle(id="plot", name="🌱 حديقة", parents=("general",)),
]
HERE = organisation(CIRCLES)


@pytest.mark.parametrize(
    ("said", "id_"),
    [
        ("care", "care"),
        ("Care", "care"),
        (" general  CIRCLE ", "general"),
        ("garden-2", "garden-2"),
        ("garden-old", "garden-old"),
        ("木工小组", "li"),
        ("🌱 حديقة", "plot"),
        ("nothing", "nothing"),
        ("", ""),
    ],
)
def test_a_circle_is_meant_by_its_id_or_its_name(said: str, id_: str) -> None:
    assert circle_meant(HERE, said) == id_


def test_an_id_goes_before_a_name() -> None:
    assert circle_meant(organisation([*CIRCLES, Circle(id="x", name="care")]), "care") == "care"


def test_of_several_called_alike_all_are_told_that_work_still() -> None:
    with pytest.raises(Refused) as refusal:
        circle_meant(HERE, "Garden")
    assert str(refusal.value) == (
        "Several circles are called “Garden”: garden (in General circle), garden-2 (in Care, General circle). "
        "Say which one, by its id."
    )
    ended = organisation([replace(c, ended=GONE) for c in CIRCLES if c.id.startswith("garden")])
    with pytest.raises(Refused, match="garden, garden-2, garden-old"):
        circle_meant(ended, "garden ")


def test_of_very_many_some_are_told() -> None:
    many = organisation([Circle(id=f"g{n}", name="Garden") for n in range(75)])
    with pytest.raises(Refused, match=r"g0, g1, g2, g3, g4, g5, g6, g7, …\. Say which"):
        circle_meant(many, "garden")


def test_what_is_nearly_a_name_tells_all_that_have_it() -> None:
    said = str(unknown("circle", "Gardn", {c.id: c.name for c in CIRCLES}))
    assert "garden" in said
    assert "garden-old" in said


NAMES = {"ana": "Ana Beltrán", "ben": "Ben", "ben-2": "Ben Okoye", "li": "李 雷", "zoe": "Zoë"}


@pytest.mark.parametrize(
    ("said", "id_"),
    [
        ("ana", "ana"),
        ("ANA", "ana"),
        ("Ana Beltrán", "ana"),
        (" ben ", "ben"),
        ("BEN OKOYE", "ben-2"),
        ("李", "li"),
        ("zoë", "zoe"),
        ("Beltrán", "Beltrán"),
        ("", ""),
        ("nobody", "nobody"),
    ],
)
def test_a_person_is_meant_by_id_name_or_first_name(said: str, id_: str) -> None:
    assert person_meant(NAMES, said) == id_


def test_of_namesakes_all_ids_are_told() -> None:
    with pytest.raises(Refused, match="Several people are called “Ben”: b1, b2"):
        person_meant({"b1": "Ben Adler", "b2": "Ben Okoye"}, "Ben")
