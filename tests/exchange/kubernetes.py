"""A real community as an organisation: the groups of Kubernetes, their chairs and leads, and what each is there for."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from sociotui.domain.circles import Circle, ProcessRole
from sociotui.domain.organisation import About, Definition
from sociotui.domain.people import Person, Term
from sociotui.domain.text import cleaned, slug

COMMUNITY = Path(__file__).parents[3] / "shared" / "data" / "kubernetes-sigs.yaml"
"""The community's own list of its groups, beside the checkout; it is not part of it."""
GENERAL = "kubernetes"
"""The circle that all others are part of."""

_KINDS = {"sigs": "SIG", "workinggroups": "WG", "usergroups": "UG", "committees": "Committee"}


def community() -> Definition:
    """Return the community's organisation; skips the test, with the reason, where its list is not there."""
    if not COMMUNITY.is_file():
        pytest.skip(f"the community's list of groups is not there: {COMMUNITY}")
    return definition_from(COMMUNITY.read_text("utf-8"))


def definition_from(yaml_text: str) -> Definition:
    """Return the organisation that the community's list describes.

    Each group is a circle. Its first two chairs are leader and delegate; they, the other chairs and the technical
    leads are its members. A working group is part of every group that has a stake in it, the others of the general
    circle, in which the steering committee sits. Who led a group once is known to the organisation, and in no circle.
    """
    listed: Mapping[str, Any] = yaml.safe_load(yaml_text)
    groups = [(kind, group) for kind in _KINDS for group in listed.get(kind) or ()]
    ids = {group["name"]: slug(group["dir"]) for kind, group in groups if kind == "sigs"}
    people = {slug(p["github"]): p for _kind, group in groups for p in _people(group, group["leadership"])}
    steering = next((_members(g) for _kind, g in groups if g["dir"] == "committee-steering"), ())
    general = Circle(id=GENERAL, name="Kubernetes", members=steering)
    definition = Definition(
        organisation=About(name="Kubernetes community"),
        person=tuple(Person(id=id_, name=p.get("name") or p["github"], login=p["github"]) for id_, p in people.items()),
        circle=(general, *(_circle(kind, group, ids) for kind, group in groups)),
    )
    return cleaned(definition)


def _people(group: Mapping[str, Any], roles: Iterable[str]) -> list[Mapping[str, str]]:
    return [person for role in roles for person in group["leadership"].get(role) or ()]


def _members(group: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(slug(p["github"]) for p in _people(group, ("chairs", "tech_leads"))))


def _circle(kind: str, group: Mapping[str, Any], ids: Mapping[str, str]) -> Circle:
    chairs = [slug(p["github"]) for p in _people(group, ("chairs",))]
    roles: tuple[ProcessRole, ...] = ("leader", "delegate")
    stakeholders = tuple(ids[name] for name in group.get("stakeholder_sigs") or ())
    return Circle(
        id=slug(group["dir"]),
        name=f"{_KINDS[kind]} {group['name']}",
        parents=stakeholders or (GENERAL,),
        mission=(group.get("mission_statement") or "").strip(),
        domain=", ".join(project["name"] for project in group.get("subprojects") or ()),
        members=_members(group),
        roles={role: Term(person=chair) for role, chair in zip(roles, chairs, strict=False)},
    )
