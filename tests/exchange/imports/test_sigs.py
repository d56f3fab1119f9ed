"""sigs.yaml: a real community with several parents, its handles and lines; and YAML that would be a trap."""

import pytest

from sociotui.domain.circles import outline
from sociotui.exchange.toml_file import Misread
from tests.exchange.imports.bringing import brought_in, drafted, held, left
from tests.exchange.kubernetes import COMMUNITY, GENERAL, community
from tests.exchange.test_kubernetes import SMALL


def test_groups_become_circles_with_every_stake() -> None:
    o = brought_in(drafted(("sigs.yaml", SMALL)), name="")
    assert {p.id: p.name for p in o.people.values()} == {
        "janedoe": "Jane Doe",
        "joe-b": "joe_b",
        "kim": "Kim",
        "lu": "Lu",
    }
    assert not any(p.login for p in o.people.values())
    general, apps, _node, batch, steering = o.circles.values()
    assert (general.id, general.members) == (GENERAL, ("kim",))
    assert (apps.name, apps.parents, apps.domain) == ("SIG Apps", (GENERAL,), "kustomize, jobs")
    assert apps.mission == "Covers running applications."
    assert batch.parents == ("sig-apps", "sig-node")
    assert steering.name == "Committee Steering"
    assert held(apps) == {"leader": "janedoe", "delegate": "joe-b"} | {r.id: r.person for r in apps.role}
    assert [(r.name, r.person) for r in apps.role] == [("Technical lead", "janedoe"), ("Technical lead", "kim")]


def test_the_real_community_comes_in_whole() -> None:
    expected = community()
    draft = drafted((COMMUNITY.name, COMMUNITY.read_bytes()))
    o = brought_in(draft, name="")
    assert left(draft) == []
    assert {p.id for p in o.people.values()} >= {p.id for p in expected.person if p.id in _leading(expected)}
    assert {c.id: (c.name, c.parents, c.mission, c.domain) for c in o.circles.values()} == {
        c.id: (c.name, c.parents, c.mission, c.domain) for c in expected.circle
    }
    for circle in expected.circle:
        assert set(o.circles[circle.id].members) == set(circle.members)
        assert {r: t.person for r, t in o.circles[circle.id].roles.items()} == {
            r: t.person for r, t in circle.roles.items()
        }
    assert any(len(c.parents) > 1 for c in o.circles.values())
    assert {circle.id for _depth, circle in outline(o.circles)} == set(o.circles)


def _leading(definition: object) -> set[str]:
    from sociotui.domain.organisation import Definition

    assert isinstance(definition, Definition)
    return {member for circle in definition.circle for member in circle.members}


def test_what_does_not_fit_is_told_with_its_line() -> None:
    text = SMALL.replace("[Apps, Node]", "[Apps, Elsewhere]").replace(
        "{github: kim, name: Kim}]}\nworking", "{name: Kim}]}\nworking"
    )
    assert left(drafted(("sigs.yaml", text))) == [
        "sigs.yaml, line 21: it has no “github”, by which people are told apart in this list.",
        "sigs.yaml, line 23, “stakeholder_sigs”: there is no group “Elsewhere” in the list.",
    ]


BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nsigs: [*b, *b]\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (BOMB, r"line 2: an alias \(\*a\) stands here"),
        ("sigs: " + "[" * 30 + "]" * 30, "line 1: lists stand in lists too deep"),
        ("sigs: " + "[" * 100_000, "lists stand in lists too deep"),
        ("sigs: [\n  {name: x\n", "can't be read as YAML"),
        ("sigs:\n  - name: x\n - dir: y\n", "line 3: this can't be read as YAML"),
        ("sigs: []\n", "there are no groups in this"),
        ("sigs: !!python/object/apply:os.system [id]\n", "there are no groups in this"),
    ],
)
def test_yaml_that_would_be_a_trap_is_refused(text: str, why: str) -> None:
    with pytest.raises(Misread, match=why):
        drafted(("sigs.yaml", text))


def test_no_type_of_yamls_is_ever_followed() -> None:
    odd = "sigs: [{dir: no, name: 2026-99-99, leadership: {chairs: [{github: 0o7, name: yes}]}}]"
    o = brought_in(drafted(("sigs.yaml", odd)))
    assert o.circles["no"].name == "SIG 2026-99-99"
    assert o.people["0o7"].name == "yes"
