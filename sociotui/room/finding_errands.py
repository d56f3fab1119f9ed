"""Errands that find: decisions by their words, roles and people."""

from sociotui.domain.decisions import STATES
from sociotui.domain.refusal import unknown
from sociotui.room.beside import AtHome, Beside
from sociotui.room.caller import Sent
from sociotui.words import _


def find(sent: Sent) -> Beside:
    """Return the decisions that are wanted, a line each; to read them all takes a while, which nobody else waits for."""
    from sociotui.domain.decisions import Decisions, Wanted
    from sociotui.room.found import decision_lines

    o, today, said = sent.home.founded(), sent.home.clock.today(), sent.said
    state = said["state"].replace("-", " ")
    if state and state not in STATES:
        raise unknown(_("state"), said["state"], [each.replace(" ", "-") for each in STATES])
    circle = o.circle(said["circle"]).id if said["circle"] else ""
    wanted = Wanted(text=said["text"], circle=circle, state=state, due=bool(said["due"]))

    def work(_at_home: AtHome) -> list[str]:
        return decision_lines(o, Decisions().find(o, today, wanted), said["text"])

    return Beside(work)


def roles(sent: Sent) -> Beside:
    """Return roles, a line each, what ends first on top; with `only` those that end soon or are vacant."""
    return _sheet(sent, "ending" if sent.said["only"] else "roles")


def people(sent: Sent) -> Beside:
    """Return people, a line each, with how often they have facilitated; with `only` those who have not yet."""
    return _sheet(sent, "unheard" if sent.said["only"] else "people")


def _sheet(sent: Sent, view: str) -> Beside:
    from sociotui.domain.offices import Offices, Sought
    from sociotui.room.found import sheet_lines

    o, today, said = sent.home.founded(), sent.home.clock.today(), sent.said
    circle = o.working(said["circle"]).id if said["circle"] else ""
    sought = Sought(view=view, text=said["text"], circle=circle)  # type: ignore[arg-type]

    def work(_at_home: AtHome) -> list[str]:
        return sheet_lines(o, Offices().find(o, today, sought), sought)

    return Beside(work)
