"""Exercises as files: what they may say, and how a mistake in one is told."""

import re
from pathlib import Path

import pytest

from sociotui.exchange.practising import load_scenarios, read_scenario
from sociotui.exchange.toml_file import Misread
from sociotui.room.files import data_folder

ROOT = Path(__file__).parents[2]
SHED = (data_folder() / "practice" / "consent.toml").read_text("utf-8")


def why_not(text: str) -> str:
    with pytest.raises(Misread) as caught:
        read_scenario(text, "shed", "shed.toml")
    return str(caught.value)


def test_the_example_in_the_readme_can_be_used() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    example = next(block for block in blocks if "[[member.reason]]" in block)
    scenario = read_scenario(example, "evening", "evening.toml")
    assert scenario.member[1].reason[0].needs == ("keeper",)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('title = "A consent decision"', 'titel = "A consent decision"', "titel"),
        ('by = "ana"', 'by = "anna"', "Near it: ana"),
        ('needs = ["keeper"]', 'needs = ["guard"]', "nothing in this exercise carries “guard”"),
        ('needs = ["keeper"]\n', "", "what would meet it"),
        ('replaces = "key"', 'replaces = "keys"', "Near it: key"),
        ("days = 60\n", "", "a shorter term has days"),
        ('id = "earlier"', 'id = "keeper"', "two of the id “keeper”"),
        ('id = "earlier"', 'id = "Earlier hours"', "will not do as an id"),
        (
            'text = "A sign beside each machine says how it is used."',
            'text = "The workshop is open every evening"',
            "stands within another",
        ),
        ('kind = "consent"', 'kind = "party"', "party"),
    ],
)
def test_a_mistake_is_told_with_its_line(before: str, after: str, told: str) -> None:
    assert before in SHED
    said = why_not(SHED.replace(before, after, 1))
    assert told in said
    assert re.match(r"shed\.toml, line \d+: ", said)


def test_a_cue_wants_an_answer_that_fits() -> None:
    cue = '\n[[cue]]\nid = "in"\nat = "react"\nkind = "interrupts"\nwho = "ben"\nsays = ["Hey!"]\n'
    assert "nothing that fits can be said to this" in why_not(SHED + cue)


def test_its_id_is_the_name_of_its_file() -> None:
    assert "Please leave this line out" in why_not('id = "x"\n' + SHED)
    with pytest.raises(Misread, match="file's name"):
        read_scenario(SHED, "The Shed", "The Shed.toml")


def test_what_could_steer_a_terminal_is_taken_out() -> None:
    scenario = read_scenario(SHED.replace('name = "Ben"', 'name = "B\\u001b[31men"'), "shed", "shed.toml")
    assert scenario.called("ben", "") == "Ben"


def test_a_later_folder_counts_unless_there_is_a_mistake_in_it(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder in (ours, theirs):
        folder.mkdir()
    (ours / "shed.toml").write_text(SHED)
    (theirs / "shed.toml").write_text(SHED.replace("A consent decision", "Theirs"))
    assert load_scenarios([ours, theirs]).scenarios["shed"].title == "Theirs"
    (theirs / "shed.toml").write_text("kind = ")
    shelf = load_scenarios([ours, theirs, tmp_path / "nowhere"])
    assert shelf.scenarios["shed"].title == "A consent decision"
    assert len(shelf.complaints) == 1
