"""Actions: declared once, complete, without clashes, and every hint in a sentence leads to one."""

import re
from pathlib import Path

import pytest

import sociotui
from sociotui.domain import commands as c
from sociotui.domain.circles import Circle
from sociotui.domain.items import Outcome
from sociotui.domain.organisation import Definition
from sociotui.domain.people import Person
from sociotui.domain.refusal import Refused
from sociotui.domain.selection import Grid, Sought
from sociotui.room.acting import act_by_name, describe, key_table
from sociotui.room.actions import ACTIONS, BY_ID, SAME_KEY, find, keys
from sociotui.room.asking import Options
from sociotui.room.home import Home
from sociotui.words import HINT
from tests.domain.stage import REVIEW, item_in
from tests.homes import opened
from tests.room.seated import Seated

PACKAGE = Path(sociotui.__file__).parent


def test_ids_and_keys_are_unique() -> None:
    assert len({a.id for a in ACTIONS}) == len(ACTIONS)
    for place in {a.where for a in ACTIONS}:
        own = [a.key for a in ACTIONS if a.key and a.where in (place, "everywhere")]
        assert len(set(own)) == len(own)


def test_each_action_says_what_it_does_in_a_sentence() -> None:
    assert [a.id for a in ACTIONS if not (a.help.endswith((".", "…")) and a.label)] == []


def test_each_action_takes_only_options_that_there_are() -> None:
    assert {name for a in ACTIONS for name in a.takes} <= set(Options.__struct_fields__)


def test_each_action_that_can_be_done_is_reached_by_a_key() -> None:
    assert {a.id for a in ACTIONS if a.command} <= set(keys())
    assert {*SAME_KEY, *SAME_KEY.values()} <= set(BY_ID)


def test_every_hint_in_a_sentence_is_an_action() -> None:
    hints = {hint for path in PACKAGE.rglob("*.py") for hint in HINT.findall(path.read_text("utf-8"))} - {"step"}
    assert hints <= set(BY_ID)
    assert "undo" in hints


def test_the_readme_has_the_keys_as_they_are() -> None:
    readme = (PACKAGE.parent / "README.md").read_text("utf-8")
    found = re.search(r"<!-- keys -->\n(.*?)\n<!-- /keys -->", readme, re.DOTALL)
    assert found and found[1] == key_table()


def test_an_unknown_action_is_refused_with_the_nearest() -> None:
    with pytest.raises(Refused, match="consent"):
        find("consnt")


def test_an_option_that_an_action_does_not_take_is_refused(home: Home) -> None:
    id_ = opened(home)
    with pytest.raises(Refused, match="takes no"):
        act_by_name(home, id_, "next", {"review": "2027-01-01"}, "zoe")


@pytest.mark.parametrize(
    ("said", "to"),
    [
        ("ben", "ben"),
        ("Ben", "ben"),
        ("general", "general"),
        ("kitchen", "Kitchen circle"),
        ("KITCHEN circle", "Kitchen circle"),
        ("hana", "Hana"),
        ("the neighbours", "the neighbours"),
    ],
)
def test_something_is_delegated_to_whom_the_organisation_knows_or_to_others(home: Home, said: str, to: str) -> None:
    with_a_kitchen(home)
    id_ = opened(home)
    home.act(id_, c.AddItem(title="Bread", aim="explore"), "zoe")
    act_by_name(home, id_, "outcome", {"kind": "delegated", "item": 1, "to": said}, "zoe")
    item = home.meeting(id_).find_item(1)
    assert item
    assert item.outcome == Outcome(kind="delegated", to=to)


@pytest.mark.parametrize(
    ("said", "near"), [("kitchn", "Kitchen circle"), ("hanna", "Hana"), ("Garden circle", "has it")]
)
def test_what_is_nearly_somebodys_name_is_asked_about(home: Home, said: str, near: str) -> None:
    with_a_kitchen(home)
    id_ = opened(home)
    home.act(id_, c.AddItem(title="Bread", aim="explore"), "zoe")
    with pytest.raises(Refused, match=near.replace("has it", "Garden circle has this already")):
        act_by_name(home, id_, "outcome", {"kind": "delegated", "item": 1, "to": said}, "zoe")


def with_a_kitchen(home: Home) -> None:
    """Let there be another circle, and somebody in it whom the garden's meetings don't know."""
    o = home.organisation()
    assert o.about
    kitchen = Circle(id="kitchen", name="Kitchen circle", members=("hana",), parents=("general",))
    definition = Definition(organisation=o.about, person=(Person(id="hana", name="Hana"),), circle=(kitchen,))
    home.define(definition, "test")


@pytest.mark.parametrize(
    ("person", "action", "said"),
    [
        ("ana", "nominate", Options(nominee="ben")),
        ("zoe", "nominate", Options(nominee="zoe")),
        ("dara", "seat", Options(place=1)),
        ("dara", "leave", Options()),
        ("fay", "view", Options(text="I like it.")),
    ],
)
def test_at_ones_own_terminal_who_names_nobody_means_themselves(person: str, action: str, said: Options) -> None:
    grid = Grid(sought=(Sought(role="delegate", title="delegate", until=REVIEW),))
    room = Seated(item_in("selection", id=1, title="Our roles", grid=grid)).to("nominate")
    command = find(action).command
    assert command
    asked = command(room.meeting, said)
    made = room.does(person, asked)
    assert getattr(made[0], "person", "") == person
    with pytest.raises(Refused, match="For whom"):  # at a laptop that all look at
        room.act(asked)


def test_who_takes_over_while_nobody_leads_need_not_say_who() -> None:
    room = Seated(wired=("ana", "ben"))
    hand_over = find("hand-over").command
    assert hand_over
    assert room.allowed("ana", hand_over(room.meeting, Options())) == c.HandOver(role="facilitator", person="ana")


def test_what_only_a_screen_does_is_refused_on_the_command_line(home: Home) -> None:
    with pytest.raises(Refused, match="only the screen"):
        act_by_name(home, opened(home), "help", {}, "zoe")


@pytest.mark.parametrize(
    ("action", "said", "near"),
    [
        ("integrate", {"way": "modfy"}, "modify"),
        ("outcome", {"kind": "droped"}, "dropped"),
        ("agenda", {"text": "Hoses", "aim": "decid"}, "decide"),
        ("arrive", {"person": "fay", "joining": "nxt"}, "next"),
        ("round", {"direction": "lft"}, "left"),
        ("hand-over", {"person": "ana", "role": "secretry"}, "secretary"),
        ("record", {"review": "soon"}, "2027-03-01"),
        ("leave", {}, "For whom"),
        ("leave", {"person": "zo"}, "zoe"),
        ("seek", {"roles": "delegate=soon"}, "2027-03-01"),
        ("nominate", {"nominee": "ana"}, "For which role"),
        ("review", {"kind": "kep"}, "keep"),
        ("customs", {"absence": "lasy"}, "lazy"),
        ("customs", {"watching": "member"}, "members"),
        ("customs", {"totals": "yep"}, "yes"),
        ("refer", {"to": "helpin"}, "helping"),
        ("member", {"kind": "join"}, "joins"),
        ("agenda", {"text": "Delegate", "format": "selektion"}, "selection"),
        ("agenda", {"text": "Rota", "format": "review", "policy": "rota"}, "policy “rota”"),
        ("agenda", {"ready": 99}, "no ready-made item number 99"),
    ],
)
def test_a_word_that_does_not_fit_is_refused_with_what_does(
    home: Home, action: str, said: dict[str, str], near: str
) -> None:
    id_ = opened(home)
    before = home.course(id_)
    with pytest.raises(Refused, match=near):
        act_by_name(home, id_, action, said, "zoe")
    assert home.course(id_) == before


def test_a_guest_from_another_circle_is_known_by_name(home: Home) -> None:
    id_ = opened(home)
    assert "Hana" in act_by_name(home, id_, "arrive", {"person": "hana"}, "zoe")
    meeting = home.meeting(id_)
    assert not meeting.people["hana"].member
    assert "hana" not in meeting.counting()


def test_a_pass_that_is_met_with_an_invitation_names_the_key(home: Home) -> None:
    id_ = opened(home)
    said = act_by_name(home, id_, "pass", {}, "zoe")
    assert said.startswith("Ana passes. Now ")


def test_the_list_of_actions_names_their_flags() -> None:
    lines = "\n".join(describe({"person": "--for"}))
    assert re.search(r"^next +The speaker is done.*\n +--for", lines, re.MULTILINE)


def test_without_a_name_the_meeting_opened_last_is_meant(home: Home) -> None:
    opened(home)
    second = opened(home)
    assert home.meeting().id in {second, "garden-2026-03-02"}
    with pytest.raises(Refused, match="garden-2026-03-02"):
        home.meeting("garden-2026-03-20")
