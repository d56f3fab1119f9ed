"""Folding: an organisation after many events at once, in a time that grows with them and not with its records as well."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec.structs import replace

from sociotui.domain.event import Event
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_events import CircleFormed, PersonEntered

_FEW = 16  # events, that are folded the faster one by one


def fold_organisation(organisation: Organisation, events: Sequence[Event]) -> Organisation:
    """Return the organisation as it stands after `events`, as by `evolve_organisation` for each of them."""
    many = len(events) > _FEW
    state = organisation.growing() if many else organisation
    for kind, same in groupby(events, key=type):
        state = _all_of(state, kind, same)
    return state.grown() if many else state


def _all_of(state: Organisation, kind: type[Event], events: Iterable[Event]) -> Organisation:
    """Return the organisation after events of one kind; thousands who come in at once copy its people once."""
    if kind is PersonEntered:
        return replace(
            state, people=state.people | {e.person.id: e.person for e in events if isinstance(e, PersonEntered)}
        )
    if kind is CircleFormed:
        return replace(
            state, circles=state.circles | {e.circle.id: e.circle for e in events if isinstance(e, CircleFormed)}
        )
    for event in events:
        state = evolve_organisation(state, event)
    return state
