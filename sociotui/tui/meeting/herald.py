"""The herald: the sentence for what is new in a meeting: an act, who was cut off and who is back, the store's trouble."""

from collections.abc import Mapping

from msgspec import Struct

from sociotui.domain.meeting import Meeting
from sociotui.room.calls import awaited, leaderless
from sociotui.room.port import Snapshot
from sociotui.tui.meeting.viewer import Viewer
from sociotui.words import _


class Heard(Struct, frozen=True):
    """A sentence for the line above the keys; a `warning` stands out."""

    sentence: str
    warning: bool = False


class Herald:
    """Remembers what was said of a meeting, to say what is new since."""

    def __init__(self) -> None:
        self._acts = -1
        self._trouble = ""
        self._lost = False
        self._gone: Mapping[str, str] = {}
        self._offices = ("", "")
        self._late: frozenset[str] = frozenset()

    def heard(self, snapshot: Snapshot, m: Meeting, viewer: Viewer) -> Heard | None:
        """Return what is to be said of a snapshot; None where what was said last still stands."""
        back = self._lost and not snapshot.lost
        self._lost = snapshot.lost or (back and snapshot.pending > 0)  # what waited is told with it, too
        new, first, self._acts = snapshot.acts != self._acts, self._acts < 0, snapshot.acts
        trouble, self._trouble = self._trouble, snapshot.trouble
        offices = self._offices
        if not snapshot.lost:
            self._offices = m.facilitator, m.secretary
        others = self._others(snapshot, m, viewer)
        late = self._came_late(m)
        said = [snapshot.said, _all_written(m, viewer), _welcome(m, viewer, late)] if new else []
        if snapshot.trouble and snapshot.trouble != trouble:
            return Heard(snapshot.trouble, warning=True)
        if back:
            leading = [leads_now(m, viewer.me)] if offices != self._offices else []
            return Heard(" ".join(filter(None, [_("The connection is back."), *said, *leading])))
        if first and viewer.me:
            return Heard(leads_now(m, viewer.me) if viewer.me in m.people else _watching())
        if others:
            return Heard(" ".join(filter(None, [*said, *others])))
        return Heard(" ".join(filter(None, said))) if new or trouble != snapshot.trouble else None

    def _came_late(self, m: Meeting) -> list[str]:
        """Return who has come since one heard last, while a round goes on that they are not in."""
        before, self._late = self._late, frozenset(p for p in m.seats if m.people[p].presence == "next")
        return sorted(self._late - before)

    def _others(self, snapshot: Snapshot, m: Meeting, viewer: Viewer) -> list[str]:
        """Return who was cut off since one heard last, and who is back."""
        before, now = self._gone, {p: at for p, at in viewer.gone.items() if p in m.people and p != viewer.me}
        self._gone = now
        said = [_("{name} is back.", name=m.name(p)) for p in before if p not in now and p in viewer.presence]
        for person, at in now.items():
            if person not in before and m.people[person].here:
                said.append(
                    _("{name}'s connection is lost since {time}; the seat is kept.", name=m.name(person), time=at)
                )
                said += self._meanwhile(snapshot, m, person)
        return said

    def _meanwhile(self, snapshot: Snapshot, m: Meeting, person: str) -> list[str]:
        """Return who goes on with the meeting where who was leading it is cut off."""
        if person not in (m.facilitator, m.secretary):
            return []
        if leaderless(m, snapshot.organisation, snapshot.presence):
            return [_("Wait for them, or somebody of you takes facilitation over: ‹hand-over›, then f.")]
        other = m.secretary if person == m.facilitator else m.facilitator
        return [_("{name} can go on meanwhile.", name=m.name(other))] if person == m.facilitator else []


def leads_now(m: Meeting, me: str) -> str:
    """Return who facilitates and who writes, to one of those who are in the meeting."""
    if m.facilitator == m.secretary:
        if me == m.facilitator:
            return _("You facilitate and write.")
        return _("{name} facilitates and writes.", name=m.name(m.facilitator))
    if me == m.facilitator:
        return _("You facilitate, {name} writes.", name=m.name(m.secretary))
    if me == m.secretary:
        return _("{name} facilitates, you write.", name=m.name(m.facilitator))
    return _("{one} facilitates, {other} writes.", one=m.name(m.facilitator), other=m.name(m.secretary))


def _all_written(m: Meeting, viewer: Viewer) -> str:
    """Return how nominations are revealed, to who leads, once all have written theirs."""
    if m.step.kind != "nominate" or m.closed or not viewer.leads or awaited(m):
        return ""
    return _("All have written: reveal them (‹step›).")


def _welcome(m: Meeting, viewer: Viewer, late: list[str]) -> str:
    """Return, to who leads, when somebody who has come late is heard, and what they may offer them instead."""
    if not (late and viewer.leads and viewer.me not in late):
        return ""
    names = m.names(tuple(late))
    return _(
        "From the next round on; to hear {names} in this one still: ‹attendance›, then e at the name.", names=names
    )


def _watching() -> str:
    return _("You watch: this circle lets you see how it meets. To read in full: ‹aim›. To leave: ‹quit›.")
