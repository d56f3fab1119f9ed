"""Folding: an organisation after many events at once, in a time that grows with them and not with its records as well."""

from collections.abc import Sequence

from sociotui.domain.event import Event
from sociotui.domain.evolve_organisation import evolve_organisation
from sociotui.domain.organisation import Organisation

_FEW = 16  # events, that are folded the faster one by one


def fold_organisation(organisation: Organisation, events: Sequence[Event]) -> Organisation:
    """Return the organisation as it stands after `events`, as by `evolve_organisation` for each of them."""
    many = len(events) > _FEW
    state = organisation.growing() if many else organisation
    for event in events:
        state = evolve_organisation(state, event)
    return state.grown() if many else state
