"""The mirror by keys in a terminal, without colour and in letters; it changes nothing in the home."""

import re

from sociotui.domain.customs import Customs
from tests.between import agreed, held
from tests.homes import Hands, home_in

from .program import Program


def test_from_home_into_the_mirror_of_a_circle_and_out_again(garden: Program) -> None:
    home = home_in(garden.home, Hands())
    agreed(home, Customs(absence="present", keep_totals=True))
    held(home, "Tool-shed rota")
    home.close()
    told = garden.ok("mirror", "garden", "--from", "all")
    rounds = re.search(r"Rounds held .*?(\d+/\d+)", told)
    assert rounds
    before = {path: path.read_bytes() for path in garden.home.rglob("*") if path.is_file()}
    terminal = garden.start(env={"NO_COLOR": "1", "LANG": "C", "LC_ALL": "C"})
    terminal.wait_for("What is next")
    terminal.press("5")
    terminal.wait_for("Rounds held")
    terminal.press("p", "p", "p")
    terminal.wait_for("all that is on record")
    terminal.press("F")
    terminal.wait_for("Of which circle?")
    terminal.press("down", "down", "enter")
    terminal.wait_for("Garden circle")
    terminal.wait_for(rounds[1])
    terminal.press("down", "down", "enter")
    terminal.wait_for("held until everybody had been asked")
    terminal.wait_for("How it is counted")
    terminal.press("escape")
    terminal.wait_for("Starts shared")
    terminal.press("q")
    terminal.wait_for("What is next")
    terminal.press("q")
    assert terminal.wait_for_end() == 0
    assert not terminal.unrestored()
    after = {path: path.read_bytes() for path in garden.home.rglob("*") if path.is_file()}
    assert {path: data for path, data in after.items() if path in before} == before
