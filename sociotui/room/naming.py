"""Naming: the ids that people may want to type, with the names that tell which is which; for the shell, which completes them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sociotui.domain.due import voice_title
from sociotui.domain.speaking import waiting
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.domain.organisation import Organisation
    from sociotui.room.caller import Sent

Named = list[list[str]]
"""Ids, each with what it is called."""


def names(sent: "Sent") -> dict[str, Named]:
    """Return all that can be named in a home, by kinds; empty where there is no organisation yet."""
    home = sent.home
    under_way = [[m.id, m.circle.name] for m in home.open_meetings()]
    o = home.organisation()
    found: dict[str, Iterator[tuple[str, str]]] = {
        "circle": ((c.id, c.name) for c in o.standing.values()),
        "person": ((p.id, p.name) for p in o.people.values()),
        "decision": _decisions(o),
        "answerable": _answerable(o),
        "step": ((f.id, f.text) for f in o.follow_ups.live.values()),
        "held": _held(o),
    }
    kinds = {kind: [[id_, name] for id_, name in each] for kind, each in found.items()}
    roles = {f"role {c.id}": [[id_, name] for id_, name in _roles(c.id, o)] for c in o.standing.values()}
    return {"meeting": under_way, **kinds, **roles}


def _decisions(o: "Organisation") -> Iterator[tuple[str, str]]:
    return ((policy.id, policy.title) for policy in o.reviews())


def _answerable(o: "Organisation") -> Iterator[tuple[str, str]]:
    """Return what can be answered between meetings: decisions that wait, what was said to circles, policies that stand."""
    yield from ((w.id, w.decision.title) for w in o.waiting.values())
    yield from ((v.id, voice_title(v)) for v in waiting(o))
    yield from _decisions(o)


def _held(o: "Organisation") -> Iterator[tuple[str, str]]:
    for held in o.held.values():
        circle = o.circles.get(held.circle)
        yield held.id, _("private meeting") if held.private or circle is None else circle.name


def _roles(circle: str, o: "Organisation") -> Iterator[tuple[str, str]]:
    yield from ((id_, id_) for id_ in ("leader", "delegate", "facilitator", "secretary"))
    yield from ((role.id, role.name) for role in o.circles[circle].role)
