"""The handbook: all that circles have agreed on, each circle once, on a page that needs nothing else."""

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from sociotui.domain.organisation import About, Organisation
from sociotui.domain.refusal import Refused
from sociotui.domain.shelf import Shelf
from sociotui.exchange.handbook import handbook_of, render
from sociotui.exchange.page import Block, Facts, Heading, Line, Subheading, Table, Title, Wording
from tests.exchange.recorded import GARDEN, ORGANISATION, SHED, TODAY, local


def blocks(circle: str = "", o: Organisation = ORGANISATION) -> list[Block]:
    """Return the handbook as its blocks."""
    return list(handbook_of(o, TODAY, local, circle))


def under(title: str, page: list[Block]) -> list[Block]:
    """Return the blocks from a heading of some level to the next one."""
    start = next(n for n, b in enumerate(page) if isinstance(b, Heading | Subheading) and b.text == title) + 1
    end = next((n for n in range(start, len(page)) if isinstance(page[n], Heading | Subheading)), len(page))
    return page[start:end]


def facts(page: list[Block]) -> list[tuple[str, str]]:
    """Return the pairs of all facts of some blocks."""
    return [pair for block in page if isinstance(block, Facts) for pair in block.entries]


def wordings(page: list[Block]) -> list[str]:
    """Return the exact words that stand in some blocks."""
    return [block.text for block in page if isinstance(block, Wording)]


def rows(page: list[Block]) -> list[tuple[str, ...]]:
    """Return the rows of all tables of some blocks."""
    return [row for block in page if isinstance(block, Table) for row in block.rows]


def test_circles_come_in_outline_order_each_once_and_ended_policies_last() -> None:
    headings = [b.text for b in blocks() if isinstance(b, Heading)]
    assert headings == ["General circle", "Garden circle", "Feast", "Kitchen circle", "Policies that have ended"]


def test_a_circles_own_handbook_has_only_that_circle() -> None:
    page = blocks("garden")
    assert page[0] == Title("Garden circle: handbook")
    assert [b.text for b in page if isinstance(b, Heading)] == ["Garden circle", "Policies that have ended"]
    with pytest.raises(Refused, match="garden"):
        blocks("gardn")


def test_a_circle_tells_its_aims_domain_and_members() -> None:
    assert facts(under("Garden circle", blocks())) == [
        ("Within", "General circle"),
        ("Vision", "Bees everywhere"),
        ("Aim", "Food for forty households"),
        ("Aim", "Richer soil"),
        ("Domain", "Beds, tools, the shed"),
        ("Members", "Ana, Ben, Chidi, Fay, Zoë, דנה 👩\u200d🌾"),
        ("Way of working", "Sociocracy"),
    ]
    assert ("Linked in from its circles", "Ben") in facts(under("General circle", blocks()))
    assert ("Within", "Garden circle, Kitchen circle") in facts(under("Feast", blocks()))


def test_roles_have_their_terms_and_an_expired_one_is_vacant() -> None:
    page = blocks("garden")
    assert rows(under("Roles", page)) == [
        ("Leader", "vacant; Ana's term ended on 2027-03-01", "", ""),
        ("Facilitator", "vacant", "", ""),
        ("Secretary", "vacant", "", ""),
        ("Delegate", "Ben", "2027-04-01", ""),
        ("Keeper of seeds", "Zoë, דנה 👩\u200d🌾", "2028-01-01", "Seeds for next year\nDry them\nLabel them"),
        ("Keeper of bees", "vacant", "", ""),
    ]
    tomorrow = list(handbook_of(ORGANISATION, TODAY + timedelta(days=1), local, "garden"))
    assert rows(under("Roles", tomorrow))[3] == ("Delegate", "vacant; Ben's term ended on 2027-04-01", "", "")


def test_roles_are_called_as_the_circles_dialect_calls_them() -> None:
    assert [row[0] for row in rows(under("Roles", blocks("kitchen")))] == [
        "Coordinator",
        "Facilitator",
        "Secretary",
        "Representative",
    ]
    assert "Delegate" not in [row[0] for row in rows(under("Roles", blocks("general")))]


def test_customs_stand_in_words() -> None:
    customs = under("Customs", blocks("garden"))
    assert "An absent member has 48 hours to answer; then the decision stands." in customs[0][0]
    assert "Nothing is decided with fewer than 3 members in the room." in customs[0][0]


def test_a_policy_has_its_exact_wording_and_all_that_belongs_to_it() -> None:
    page = under("Policy: Tool-shed rota", blocks("garden"))
    assert wordings(page) == [SHED.text, "Ben opens the shed.", "The shed is open."]
    assert facts(page) == [
        ("Why", "It was locked when it was needed."),
        ("Responsible", "Ben"),
        ("Adopted", "2027-03-02"),
        ("Looked at again", "2027-09-01"),
        ("Measured", "fewer than 3 complaints"),
        ("Measured", "no lost tools"),
        ("Concern", "Saturdays are full"),
        (
            "Consent",
            "2 in the room, 1 by phone with a witness, 1 at a terminal of their own, 1 by the lapse of the window",
        ),
        ("Published", "https://acres.example/shed"),
        ("Measured", "Ben is rested"),
    ]
    lines = [b.text for b in page if isinstance(b, Line)]
    assert lines == ["Earlier editions:", "From 2026-01-05 to 2027-03-02:", "From 2025-01-01 to 2026-01-05:"]


def test_a_policy_whose_day_is_over_says_so_and_an_old_one_counts_its_consents() -> None:
    page = facts(under("Policy: Dues, once a month", blocks()))
    assert ("Looked at again", "2026-05-05 (overdue)") in page
    assert ("Consent", "2") in page


def test_an_ended_policy_stands_in_the_last_part_with_its_day() -> None:
    page = blocks()
    assert "Policy: Compost at night" not in [b.text for b in page if isinstance(b, Subheading)]
    ended = under("Compost at night", page)
    assert wordings(ended) == ["Compost is turned at night."]
    assert ("Ended", "2027-02-02, by Garden circle") in facts(ended)
    none = replace(ORGANISATION, policies=Shelf({SHED.id: SHED}))
    assert "Policies that have ended" not in [b.text for b in blocks(o=none) if isinstance(b, Heading)]


def test_a_waiting_decision_is_marked_as_waiting() -> None:
    page = under("Waiting: Hoses", blocks("garden"))
    said = "Not in force yet: answers still missing: 1; it waits until 2027-04-01 18:00."
    assert page[0] == Line(said, strong=True)
    assert wordings(page) == ["We buy two hoses."]
    assert ("Consent so far", "2 in the room, 1 at a terminal of their own") in facts(page)
    held = replace(ORGANISATION, waiting={"w": replace(ORGANISATION.waiting["garden-2027-03-30-2"], until=0)})
    assert "until all have answered" in under("Waiting: Hoses", blocks("garden", held))[0][0]


def test_selections_are_listed_with_their_terms() -> None:
    assert rows(under("Selections", blocks("garden"))) == [
        ("Keeper of seeds", "Zoë, דנה 👩\u200d🌾", "2027-01-01", "2028-01-01", "2 in the room")
    ]


def test_it_never_says_who_consented() -> None:
    quiet = replace(GARDEN, parents=(), members=(), roles={}, role=())
    lone = Organisation(
        about=About(name="x"), people=ORGANISATION.people, circles={"garden": quiet}, policies=Shelf({SHED.id: SHED})
    )
    for format_ in ("md", "html"):
        written = render(blocks(o=lone), format_)
        assert "Tool-shed rota" in written
        assert not re.search("Ana|Chidi|Fay|Zoë|ana,|chidi", written)


def test_a_helping_circle_says_until_when() -> None:
    page = blocks()
    assert under("Feast", page)[0][0] == "A helping circle until 2027-10-01."
    later = list(handbook_of(ORGANISATION, TODAY + timedelta(days=400), local))
    assert under("Feast", later)[0][0] == "It worked until 2027-10-01."


class _Seen(HTMLParser):
    """What a document in HTML holds: its tags, and the text of those that were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.setdefault(self._open[-1], []).append(data)


def test_in_html_it_is_whole_plain_and_loads_nothing() -> None:
    seen = _Seen()
    seen.feed(render(blocks(), "html"))
    assert SHED.text in seen.texts["blockquote"]
    assert {"h1", "h2", "h3", "table", "blockquote"} <= {tag for tag, _attrs in seen.tags}
    assert not {"script", "link", "img", "iframe", "b"} & {tag for tag, _attrs in seen.tags}
    assert all(not name.startswith("on") and name != "src" for _tag, attrs in seen.tags for name in attrs)
    assert all((attrs.get("href") or "#").startswith("#") for _tag, attrs in seen.tags)


def test_in_markdown_the_wording_stays_as_it_is() -> None:
    written = render(blocks("garden"), "md")
    assert "> =Two members open the shed.  \n> \\- each Saturday  \n> \\<b>at ten\\</b>, \\*always\\*\n" in written
    assert "### Waiting: Hoses\n\n**Not in force yet:" in written
