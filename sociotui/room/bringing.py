"""Bringing in: a whole organisation is worked out beside the thread that has the home, and goes on record all at once.

What it comes to hangs on the organisation that is here. Where that has changed by the time it is to go on record, it is
worked out anew: nothing that somebody else did meanwhile is overwritten, and nobody waits for it.
"""

from collections.abc import Callable
from functools import partial

from sociotui.domain.event import Event
from sociotui.domain.governing import decide_organisation
from sociotui.domain.organisation import Definition, Organisation
from sociotui.domain.organisation_commands import Define
from sociotui.journal.places import ORGANISATION
from sociotui.journal.port import Batch
from sociotui.room.beside import AtHome
from sociotui.room.governing import Overtaken, new_cmd
from sociotui.room.home import Home

TRIES = 5
"""How often it is worked out beside; if others are as busy as that, they wait once."""

Make = Callable[[Organisation], Definition]
"""Returns what is to come in, given the organisation as it stands; it is called again where that has changed."""


def bring(home: Home, at_home: AtHome, actor: str, make: Make) -> tuple[Event, ...]:
    """Bring the organisation to what `make` says, all of it or nothing, and return the events; raises what `make` does."""
    for _try in range(TRIES):
        seen = at_home(home.seen)
        definition = make(seen.organisation)
        events = decide_organisation(seen.organisation, Define(definition=definition), actor, home.clock.now())
        batches = [Batch(new_cmd(), actor, events)]
        if events:
            home.journal.prepare(ORGANISATION, seen.head, batches)
        try:
            at_home(partial(home.put_down, batches, seen))
        except Overtaken:
            continue
        return events
    return at_home(lambda: home.define(make(home.organisation()), actor))
