"""The page of a circle: all that is known of it, each row with an id by which it opens; what stands out says so in words."""

from datetime import date

import msgspec
import pytest
from rich.cells import cell_len

from sociotui.domain.circles import Circle
from sociotui.domain.consent import Given
from sociotui.domain.items import BacklogItem, FollowUp
from sociotui.domain.minutes import Minutes
from sociotui.domain.offices import offices_of
from sociotui.domain.organisation import About, Definition
from sociotui.domain.packed import Live, Resting
from sociotui.domain.people import Person, Role, Term
from sociotui.domain.records import Edition, Held, Policy
from sociotui.domain.shelf import Shelf
from sociotui.tui.map.facts import Facts
from sociotui.tui.map.page import Page
from sociotui.tui.map.past import as_on
from sociotui.tui.signs import ASCII, PLAIN
from sociotui.tui.telling.paragraphs import plain
from sociotui.tui.telling.people import parts_of
from sociotui.tui.telling.policies import PolicyTeller
from tests.tui.map.growing import CLOCK, TODAY, grown, page_of, said, seen, tree

GENERAL = Circle(id="general", name="General", members=("ana", "ben"))
GARDEN = Circle(
    id="garden",
    name="Garden",
    parents=("general", "kitchen"),
    aims=("Food", "Soil"),
    domain="Beds",
    vision="A garden for all",
    mission="We dig",
    members=("ben", "ana", "chidi"),
    roles={
        "leader": Term(person="ana", until=date(2026, 2, 1)),
        "delegate": Term(person="ben", until=date(2026, 4, 1)),
        "secretary": Term(person="chidi", until=date(2027, 3, 1)),
    },
    role=(Role(id="seeds", name="Seed keeper", purpose="Seeds for all", responsibilities=("Keep", "Dry")),),
)
KITCHEN = Circle(id="kitchen", name="Kitchen")
ROTA = Policy(
    id="rota",
    circle="garden",
    title="Rota",
    text="Two of us each Saturday.\nUntil March.",
    why="The shed was shut",
    adopted=date(2026, 1, 5),
    review=date(2026, 2, 20),
    responsible="ana",
    given=(Given(person="ana"), Given(person="ben", means="phone", witness="chidi")),
    editions=(Edition(text="One of us.", adopted=date(2025, 1, 5), review=date(2026, 1, 1)),),
)
HELD = Held(
    id="garden-2026-02-16",
    circle="garden",
    on=date(2026, 2, 16),
    next_meeting="Monday 16 March",
    minutes=Minutes(circle="Garden", on=date(2026, 2, 16), format="", facilitator="Ana", secretary="Ben"),
)


def whole(*more: Circle) -> str:
    """Return the page of the garden, where there is something of everything."""
    o = grown(
        GENERAL,
        KITCHEN,
        GARDEN,
        *more,
        policies={"rota": ROTA},
        held={HELD.id: HELD},
        backlog={"garden": (BacklogItem(title="Hoses", minutes=15, due=date(2026, 2, 1)),)},
        follow_ups={"f1": FollowUp(id="f1", circle="garden", text="Buy seeds", owner="ben", due=date(2026, 3, 9))},
    )
    return said(o, "garden")


def test_all_that_is_known_of_a_circle_stands_there() -> None:
    compost = Circle(
        id="compost", name="Compost", parents=("garden",), members=("dara",), roles={"leader": Term(person="dara")}
    )
    page = whole(compost)
    for part in (
        "Vision    A garden for all",
        "Mission   We dig",
        "Aims      Food",
        "Soil",
        "Domain    Beds",
        "Within several circles",
        "↑ General",
        "↑ Kitchen",
        "Ben is delegate",
        "↓ Compost",
        "Dara leads",
        " 1 Ben  delegate",
        " 3 Chidi  secretary",
        "⇄ Dara  leader of Compost",
        "Hoses",
        "Ben: Buy seeds",
        "Next: Monday 16 March",
        "16 February 2026  minutes to be approved",
        "How we decide",
    ):
        assert part in page, page


def test_terms_that_end_and_reviews_that_are_due_stand_out_by_a_sign_and_a_word() -> None:
    rows = [line.split() for line in whole().split("\n")]
    assert ["!", "Leader:", "Ana", "ended", "1", "Feb"] in rows
    assert ["◔", "Delegate:", "Ben", "ends", "1", "Apr"] in rows
    assert ["Secretary:", "Chidi", "until", "1", "Mar", "2027"] in rows
    assert ["◦", "Seed", "keeper", "vacant"] in rows
    assert ["!", "Rota", "due", "since", "20", "Feb"] in rows
    assert ["!", "Hoses", "15", "min,", "1", "Feb"] in rows


def test_an_expired_term_gives_no_power() -> None:
    page = whole()
    assert " 2 Ana\n" in page
    assert "Ana leads" not in page


def test_a_policy_stands_there_with_its_first_line() -> None:
    page = whole()
    assert "    Two of us each Saturday.\n" in page
    assert "Until March." not in page


def test_every_row_that_says_something_of_its_own_opens() -> None:
    o = grown(GENERAL, KITCHEN, GARDEN, policies={"rota": ROTA}, held={HELD.id: HELD})
    ids = [id_ for id_, _text in page_of(o, "garden") if id_]
    assert len(set(ids)) == len(ids)
    assert {id_.partition(":")[0] for id_ in ids} == {
        "text", "aim", "circle", "whole", "nest", "link", "role", "person", "policy", "agenda", "next", "held", "customs",
    }  # fmt: skip


def test_the_broadest_circle_stands_for_the_organisation() -> None:
    page = said(grown(GENERAL), "general")
    assert "Vision    Everybody eats well." in page
    assert "Mission   We grow food." in page


def test_an_empty_circle_says_so_and_what_one_can_begin_with() -> None:
    page = said(grown(KITCHEN, Circle(id="x", name="X", parents=("kitchen",))), "x")
    assert "none yet: enter tells how" in page
    assert "nobody yet" in page
    assert "Next: not agreed yet" in page
    assert "Prepare the next meeting" in page


def test_a_circle_that_has_ended_says_so_and_keeps_what_it_decided() -> None:
    gone = Circle(id="garden", name="Garden", parents=("general",), aims=("Food",), ended=date(2026, 2, 20))
    root = Circle(id="old", name="Old", ended=date(2025, 12, 31))
    o = grown(GENERAL, gone, root, policies={"rota": ROTA}, held={HELD.id: HELD})
    page = said(o, "garden", 80)
    for part in (
        "Kind      Ended 20 February. What it decided stays on record, and General",
        "Food",
        "↑ General",
        "Rota",
        "16 February",
    ):
        assert part in page, page
    for part in ("Roles", "Members", "Next:", "Prepare", "Backlog", "How we decide"):
        assert part not in page, page
    assert dict(page_of(o, "garden"))["kind:"]
    above = page_of(o, "general")
    texts = {id_: text.split() for id_, text in above if id_}
    assert texts["circle:garden"] == ["∅", "Garden", "ended", "20", "Feb"]
    assert texts["circle:old"] == ["∅", "Old", "ended", "31", "Dec", "2025"]
    assert "Sub-circles" not in said(o, "general")
    assert texts["policy:rota"][:4] == ["!", "Rota,", "of", "Garden"]  # the broader circle looks after it


def test_a_circle_with_four_parents_names_each_and_who_links_it() -> None:
    parents = [Circle(id=f"p{n}", name=f"Parent {n}") for n in range(4)]
    inner = Circle(
        id="c",
        name="C",
        parents=tuple(p.id for p in parents),
        members=("ana", "ben"),
        roles={"leader": Term(person="ana"), "delegate": Term(person="ben", until=date(2026, 2, 1))},
    )
    rows = page_of(grown(*parents, inner), "c")
    ids = [id_ for id_, _text in rows]
    assert [id_ for id_ in ids if id_.startswith("circle:")] == [f"circle:p{n}" for n in range(4)]
    assert "Within several circles" in "\n".join(text for _id, text in rows)
    assert [id_ for id_ in ids if id_.startswith("link:")] == ["link:leader"]  # the other's term is over
    assert [p.strip() for id_, p in page_of(grown(*parents, inner), "p2") if id_ == "circle:c"]


def test_a_helping_circle_says_until_when_and_afterwards_that_it_is_over() -> None:
    for until, text in (
        (date(2026, 4, 1), "A helping circle, until 1 April"),
        (date(2026, 2, 1), "it worked until 1 Feb"),
    ):
        page = page_of(grown(Circle(id="h", name="H", until=until)), "h", 80)
        assert text in dict(page)["kind:"]


def test_a_role_is_told_as_the_list_of_roles_tells_it() -> None:
    o = grown(GENERAL, KITCHEN, GARDEN, msgspec.structs.replace(GARDEN, id="s3", name="S3", dialect="holacracy"))
    for circle in ("garden", "s3"):
        offices = offices_of(o, o.circles[circle], TODAY)
        rows = {id_: text for id_, text in page_of(o, circle) if id_.startswith("role:")}
        assert list(rows) == [f"role:{office.role}" for office in offices]
        for office in offices:
            assert office.name in rows[f"role:{office.role}"]
            assert (office.standing == "ended") == ("ended" in rows[f"role:{office.role}"])
    assert "Lead link" in said(o, "s3") or "Circle lead" in said(o, "s3")


def test_a_role_whose_selection_is_on_its_way_says_so() -> None:
    topic = BacklogItem(title="Our leader", format="selection", roles=("leader",))
    rows = dict(page_of(grown(GENERAL, KITCHEN, GARDEN, backlog={"garden": (topic,)}), "garden"))
    assert rows["role:leader"].split()[-3:] == ["on", "the", "backlog"]


def test_of_another_day_people_and_circles_are_told_and_that_all_else_is_of_today() -> None:
    facts = Facts(as_on(date(2026, 3, 1), Definition(organisation=About(name="X"), person=(Person(id="ana", name="Ana"),), circle=(GENERAL, KITCHEN, GARDEN))), past=True)  # fmt: skip
    rows = [(row.id, "".join(text for text, _style in row.line)) for row in Page(facts, CLOCK, str, PLAIN).rows("garden", 60)]  # fmt: skip
    kinds = {id_.partition(":")[0] for id_, _text in rows if id_}
    assert kinds == {"text", "aim", "circle", "nest", "link", "role", "person", "customs"}
    text = "\n".join(text for _id, text in rows)
    assert "Decisions, topics and meetings are told of today" in text
    assert "tomorrow" not in text
    assert "yesterday" not in text


def test_a_circle_that_is_gone_has_no_page() -> None:
    assert page_of(grown(KITCHEN), "gone") == []


@pytest.mark.parametrize("width", [24, 36, 60, 120])
@pytest.mark.parametrize(
    "name",
    ["x" * 200, "🌱 " * 60, "دائرة الحديقة " * 14, "堆肥小组" * 40, "e\u0301" * 100],
    ids=["long", "emoji", "rtl", "cjk", "marks"],
)
def test_no_row_is_wider_than_the_page(width: int, name: str) -> None:
    people = tuple(Person(id=id_, name=name) for id_ in ("ana", "ben"))
    circle = Circle(
        id="c",
        name=name,
        aims=(name,),
        domain=name,
        members=("ana", "ben"),
        roles={"leader": Term(person="ana", until=date(2026, 2, 1))},
        role=(Role(id="r", name=name, purpose=name, responsibilities=(name,), person="ben"),),
    )
    inner = Circle(id="i", name=name, parents=("c",), members=("ben",), roles={"leader": Term(person="ben")})
    policy = Policy(id="p", circle="c", title=name, text=name, adopted=TODAY, review=TODAY)
    o = grown(circle, inner, people=people, policies={"p": policy}, backlog={"c": (BacklogItem(title=name),)})
    for id_ in ("c", "i"):
        for _row, text in page_of(o, id_, width):
            assert cell_len(text) <= width, text


def test_plain_signs_are_enough() -> None:
    o = grown(GENERAL, KITCHEN, GARDEN)
    text = said(o, "garden", signs=ASCII).translate(ASCII.spelling)
    assert text.isascii(), text


def test_a_circle_of_seventy_five_has_a_row_for_each() -> None:
    members = tuple(f"p{n}" for n in range(75))
    ids = [id_ for id_, _text in page_of(grown(Circle(id="c", name="C", members=members)), "c")]
    assert [id_ for id_ in ids if id_.startswith("person:")] == [f"person:{m}" for m in members]


def test_a_person_in_nineteen_circles_has_a_part_in_each() -> None:
    circles = [Circle(id=f"c{n}", name=f"C{n}", members=("ana",)) for n in range(18)]
    within = Circle(id="w", name="W", parents=("x",), members=("ana",), roles={"leader": Term(person="ana")})
    parts = list(parts_of(grown(*circles, Circle(id="x", name="X"), within), "ana", TODAY))
    assert len(parts) == 20
    assert [part.circle.id for part in parts if part.linked] == ["x"]
    assert [role for part in parts for role, _term in part.roles] == ["leader"]


# --- what is worked out ---------------------------------------------------------------------------


def test_a_page_reads_only_the_policies_in_sight() -> None:
    read: list[str] = []

    class Watched(Resting[Policy]):
        def thing(self, id_: str) -> Policy:
            read.append(id_)
            return super().thing(id_)

    o = tree(2)
    text = b'{"id":"%d","circle":"c0","title":"P%d","text":"T","adopted":"2026-01-01","review":"2027-01-01"}'
    things = [text % (n, n) for n in range(300)]
    sizes = "{" + ",".join(f'"{n}":{len(thing)}' for n, thing in enumerate(things)) + "}"
    spines = ",".join(f'["{n}","c0","P{n}","","2027-01-01"]' for n in range(300))
    resting: Resting[Policy] = Watched(
        Policy, sizes.encode, lambda: b"".join(things), (f'{{"2027-01-01":[{spines}]}}').encode
    )
    o = msgspec.structs.replace(grown(*o.circles.values()), policies=Shelf(Live(resting)))
    facts = Facts(seen(o))
    assert len(facts.policies("c0")) == 300
    rows = Page(facts, CLOCK, str, PLAIN).rows("c0", 60)
    at = rows.ids.index("policy:7")
    assert not read
    assert "P7" in str(rows[at].line)
    assert "T" in str(rows[at + 1].line)
    assert read == ["7"]


def test_what_has_not_changed_is_not_worked_out_again() -> None:
    o = tree(30)
    before = Facts(seen(o))
    assert (before.below, before.parents, before.late, before.policies("c0"), before.held("c0")) is not None
    after = Facts(before.snapshot, before)
    assert after.below is before.below
    assert after.parents is before.parents
    assert after.late is before.late
    other = Facts(seen(tree(31)), before)
    assert len(other.below) == 31


# --- reading it whole ------------------------------------------------------------------------------


def test_a_policy_is_read_whole() -> None:
    o = grown(GENERAL, KITCHEN, GARDEN, policies={"rota": ROTA})
    text = plain(PolicyTeller(seen(o), CLOCK, str).policy(ROTA), 70)
    for part in (
        "Two of us each Saturday.\n  Until March.",
        "The shed was shut",
        "To be looked at again since 20 February",
        "Ana looks after it.",
        "in the room: Ana",
        "by phone: Ben, heard by Chidi",
        "What it said from 5 January 2025 to 5 January",
        "One of us.",
    ):
        assert part in text, text
