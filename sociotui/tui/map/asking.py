"""Asking: the form of each thing that can be changed or added."""

from sociotui.room.port import Snapshot
from sociotui.tui.map import forms, forms_new
from sociotui.tui.map.forms import Asked
from sociotui.tui.map.offers import Offer


def asked_by(snapshot: Snapshot, offer: Offer, *, own: bool) -> Asked | None:
    """Return the form of an offer; None where what it is about is gone. `own`: at a terminal of one's own."""
    o = snapshot.organisation
    if offer.kind == "organisation":
        return forms.organisation(o.about, offer.first) if o.about else None
    if offer.kind == "person":
        return forms.person(o.people[offer.of], own=own) if offer.of in o.people else None
    if offer.kind == "somebody":
        return forms_new.somebody(o, own=own)
    here = o.circles.get(offer.circle)
    if here is None:
        return None
    if offer.kind == "role":
        return forms.role(o, here, offer.of) if here.has(offer.of) else None
    if offer.kind in ("sub", "helping"):
        return forms_new.circle(o, here, snapshot.today, helping=offer.kind == "helping")
    if offer.kind == "new-role":
        return forms_new.role(o, here)
    return forms_new.member(o, here) if offer.kind == "member" else forms.circle(o, here, offer.first)
