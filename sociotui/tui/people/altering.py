"""Altering: what the keys that change the structure do on the screen of people and roles."""

from sociotui.domain.offices import Bearer, Office
from sociotui.domain.organisation import Organisation
from sociotui.tui.app import SociotuiApp
from sociotui.tui.map import offers
from sociotui.tui.map.altering import Altering
from sociotui.tui.map.offers import Offer
from sociotui.words import _


def alter(app: SociotuiApp, key: str, chosen: Office | Bearer | None) -> None:
    """Do what a key stands for (an action's id) about the role or person that is chosen."""
    altering, snapshot = Altering(app), app.snapshot
    if key == "take-back" or snapshot is None:
        altering.do("take-back")
        return
    o = snapshot.organisation
    if key == "add-here":
        altering.offer(_to_add(o, chosen), _("Add"))
        return
    found = _to_alter(o, chosen, app.room.me) if key == "alter" else _to_end(o, chosen)
    if found:
        altering.offer(found, _("Change") if key == "alter" else _("End"))
    elif isinstance(chosen, Office):
        app.say(offers.why_not(o, chosen.circle, f"role:{chosen.role}", key), warning=True)
    elif chosen:
        app.say(_("{name} belongs to no circle that could be left.", name=o.people[chosen.id].name), warning=True)
    else:
        app.say(_("Choose a role or a person first."))


def _to_alter(o: Organisation, chosen: Office | Bearer | None, me: str) -> list[Offer]:
    if isinstance(chosen, Office) and chosen.circle in o.circles:
        return [offers.role(o.circles[chosen.circle], chosen.role)]
    if isinstance(chosen, Bearer) and chosen.id in o.people:
        theirs = [c for c in o.circles.values() if chosen.id in c.members]
        shared = [c.id for c in theirs if me in c.members]
        return [offers.person(o, chosen.id, (*shared, *(c.id for c in theirs), "")[0])]
    return []


def _to_add(o: Organisation, chosen: Office | Bearer | None) -> list[Offer]:
    if isinstance(chosen, Office) and chosen.circle in o.circles:
        return [*offers.to_add(o, chosen.circle, "role"), *offers.to_add(o, chosen.circle, "person"), offers.somebody()]
    return [offers.somebody()]


def _to_end(o: Organisation, chosen: Office | Bearer | None) -> list[Offer]:
    if isinstance(chosen, Office) and chosen.circle in o.circles:
        return offers.to_end(o, chosen.circle, f"role:{chosen.role}")
    if isinstance(chosen, Bearer) and chosen.id in o.people:
        return [offers.leaving(o, c, chosen.id) for c in o.circles.values() if chosen.id in c.members]
    return []
