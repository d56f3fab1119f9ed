"""A real community goes through the file of an organisation and comes back as it was."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from sociotui.domain.circles import outline
from sociotui.domain.defining import check
from sociotui.domain.organisation import Definition, Organisation
from sociotui.exchange.organisations import load_organisation, write_organisation
from sociotui.exchange.toml_file import Misread
from tests.exchange.kubernetes import GENERAL, community, definition_from

SMALL = """
sigs:
  - dir: sig-apps
    name: Apps
    mission_statement: >
      Covers running
      applications.

    leadership:
      chairs:
        - {github: JaneDoe, name: Jane Doe}
        - {github: joe_b}
      tech_leads:
        - {github: JaneDoe, name: Jane Doe}
        - {github: kim, name: Kim}
      emeritus_leads:
        - {github: lu, name: Lu}
    subprojects: [{name: kustomize}, {name: jobs}]
  - dir: sig-node
    name: Node
    leadership: {chairs: [{github: kim, name: Kim}]}
workinggroups:
  - dir: wg-batch
    name: Batch
    stakeholder_sigs: [Apps, Node]
    leadership: {chairs: [{github: joe_b, name: Joe}]}
usergroups: []
committees:
  - dir: committee-steering
    name: Steering
    leadership: {chairs: [{github: kim, name: Kim}]}
"""


def test_a_community_becomes_an_organisation() -> None:
    small = definition_from(SMALL)
    check(small)
    assert {p.id: p.name for p in small.person} == {"janedoe": "Jane Doe", "joe-b": "Joe", "kim": "Kim", "lu": "Lu"}
    general, apps, node, batch, steering = small.circle
    assert (general.id, general.members) == (GENERAL, steering.members) == ("kubernetes", ("kim",))
    assert (apps.id, apps.name, apps.parents) == ("sig-apps", "SIG Apps", (GENERAL,))
    assert (apps.mission, apps.domain) == ("Covers running applications.", "kustomize, jobs")
    assert apps.members == ("janedoe", "joe-b", "kim")
    assert {role: term.person for role, term in apps.roles.items()} == {"leader": "janedoe", "delegate": "joe-b"}
    assert {role: term.person for role, term in node.roles.items()} == {"leader": "kim"}
    assert batch.parents == ("sig-apps", "sig-node")


def test_the_real_community_is_written_and_read_back_as_it_was(tmp_path: Path) -> None:
    definition = community()
    path = tmp_path / "kubernetes.toml"
    path.write_text(write_organisation(definition), "utf-8")
    assert load_organisation(path) == definition
    print(f"\n{len(definition.circle)} circles, {len(definition.person)} people, {path.stat().st_size:,} bytes")
    assert len(definition.circle) >= 25
    assert len(definition.person) >= 200


def test_in_the_real_community_every_circle_is_reached_from_the_general_one() -> None:
    definition = community()
    circles = {c.id: c for c in definition.circle}
    walked = list(outline(circles))
    assert walked[0] == (0, circles[GENERAL])
    assert {circle.id for _depth, circle in walked} == set(circles)
    assert any(len(c.parents) > 1 for c in definition.circle)
    general = _organisation(definition).full_members(GENERAL)
    assert len(general) == len(set(general)) > len(circles[GENERAL].members)


def test_a_slip_in_the_real_community_is_told_with_its_line(tmp_path: Path) -> None:
    definition = community()
    last = definition.circle[-1]
    broken = replace(definition, circle=(*definition.circle[:-1], replace(last, members=(*last.members, "nobody"))))
    text = write_organisation(broken)
    path = tmp_path / "kubernetes.toml"
    path.write_text(text, "utf-8")
    line = next(n for n, written in enumerate(text.split("\n"), start=1) if '"nobody"' in written)
    with pytest.raises(Misread, match=f", line {line}: There is no person “nobody”"):
        load_organisation(path)


def _organisation(definition: Definition) -> Organisation:
    return Organisation(
        about=definition.organisation,
        people={p.id: p for p in definition.person},
        circles={c.id: c for c in definition.circle},
    )
