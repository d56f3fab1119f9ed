"""CONTRIBUTING's table of libraries: each that the program stands on is there, with why it is, and with what it weighs today."""

import re
import sysconfig
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.install.weights import there, wanted, weigh
from tests.terminal.program import CHECKOUT

INSTALLED = there({Path(sysconfig.get_path("purelib")), Path(sysconfig.get_path("platlib"))})
OURS = INSTALLED["sociotui"]
NEEDED = [(name, extra) for extra in ("", "serve", "imports") for name in wanted(OURS, extra)]
_WEIGHT = re.compile(r"([\d.]+) MB(?:, ([\d.]+) with what it brings)?; ")


class Line(NamedTuple):
    """One line of the table: which library, of which extra, why, and what it weighs."""

    name: str
    extra: str
    why: str
    weighs: str


def lines() -> dict[str, Line]:
    """Return the table by the names of libraries."""
    page = (CHECKOUT / "CONTRIBUTING.md").read_text("utf-8")
    table = page.partition("| library | why it is here | what it weighs |\n")[2].partition("\n\n")[0].splitlines()[1:]
    found = {}
    for row in table:
        name, why, weighs = (cell.strip() for cell in row.strip("|").split("|"))
        match = re.fullmatch(r"([\w-]+)(?: \(extra `(\w+)`\))?", name)
        assert match, name
        found[match[1].lower()] = Line(match[1], match[2] or "", why, weighs)
    return found


@pytest.mark.parametrize(("name", "extra"), NEEDED, ids=[name for name, _extra in NEEDED])
def test_each_library_has_its_reason_and_its_weight(name: str, extra: str) -> None:
    line = lines()[name]
    assert line.extra == extra
    assert len(line.why.split()) >= 5
    told = _WEIGHT.match(line.weighs)
    assert told, line.weighs
    weight = weigh(INSTALLED, name)
    assert float(told[1]) == pytest.approx(weight.own, rel=0.3, abs=0.1)
    assert float(told[2] or told[1]) == pytest.approx(weight.whole, rel=0.3, abs=0.1)


def test_nothing_is_listed_that_is_not_needed() -> None:
    brought = {each for name, _extra in NEEDED for each in weigh(INSTALLED, name).brings}
    assert set(lines()) - {name for name, _extra in NEEDED} <= brought
    assert len(NEEDED) >= 11
