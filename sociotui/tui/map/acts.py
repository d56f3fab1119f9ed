"""Acts: what the rows of a circle's page open: a text whole, a person's circles and roles, a policy, minutes, another circle."""

from collections.abc import Callable

from sociotui.domain.circles import Circle
from sociotui.domain.people import Role
from sociotui.room.port import Snapshot
from sociotui.tui.home.acts import HomeActs
from sociotui.tui.telling.circles import CircleTeller, customs
from sociotui.tui.telling.paragraphs import Text, part, top
from sociotui.tui.telling.people import Part, parts_of, role_called
from sociotui.tui.telling.policies import PolicyTeller
from sociotui.tui.widgets.lines import Line
from sociotui.tui.widgets.listing import Row
from sociotui.words import _

_HOW_TO_FIND_AIMS = (
    _(
        "Consent is measured by the aim: without one nobody can say whether a proposal stands in its way. Find it together: "
        "prepare the circle's next meeting (‹agenda›) with a topic “Vision, mission, aims”; its steps lead you there by consent, "
        "and it comes back to be looked at again."
    ),
    _("Where the circle has agreed on one already, write it down here (‹alter›)."),
)


class MapActs(HomeActs):
    """The part of the map that opens things; what a meeting or a form is asked for goes as it does at home."""

    def go_to(self, circle: str) -> None:
        """Choose a circle, wherever it lies."""
        raise NotImplementedError

    def seen(self) -> Snapshot | None:
        """Return what is to be seen here."""
        return self.app.snapshot

    async def _go_on(self, meeting: str, *, arriving: bool = False) -> None:
        self.app.going.to_meeting(meeting, arriving=arriving)

    def _opened(self, done: bool | None) -> None:
        if done:
            self.app.going.to_meeting()

    async def open(self, circle_id: str, row: str) -> None:
        """Open a row of a circle's page, by its id."""
        snapshot = self.seen()
        circle = snapshot.organisation.circles.get(circle_id) if snapshot else None
        if snapshot is None or circle is None:
            return
        kind, _sep, id_ = row.partition(":")
        if kind == "meeting":
            self.app.going.to_meeting(id_)
        elif kind == "next":
            await self._meet(snapshot, circle_id)
        elif opener := self._openers(snapshot, circle).get(kind):
            opener(id_)

    def _openers(self, snapshot: Snapshot, c: Circle) -> dict[str, Callable[[str], None]]:
        """Return what opens each kind of row; where somebody has seen to it meanwhile, nothing is opened."""
        o = snapshot.organisation
        return {
            "text": lambda name: self._read_text(c, name),
            "aim": lambda _number: self._read(c.name, part(_("Aims"), *c.aims)),
            "whole": lambda _id: self._read_whole(snapshot),
            "circle": self.go_to,
            "nest": lambda id_: self.go_to(id_) if id_ != c.id else self._read(c.name, part(_("Aims"), *c.aims)),
            "role": lambda id_: self._read_role(snapshot, c, id_),
            "person": lambda id_: self._person(snapshot, id_),
            "link": lambda role: self._person(snapshot, c.holder(role, snapshot.today)),
            "kind": lambda _id: self._read(c.name, part(_("Kind"), self._tells(snapshot).kind(c))),
            "agenda": lambda _id: self._prepare(c.id),
            "policy": lambda id_: self._policy(snapshot, id_),
            "waiting": lambda id_: self._answer(snapshot, id_) if id_ in o.waiting else None,
            "topic": lambda number: self._topic(snapshot, c, int(number)),
            "step": lambda id_: self._finish(snapshot, id_) if id_ in o.follow_ups else None,
            "held": lambda id_: self._held(snapshot, id_),
            "customs": lambda _id: self._read(c.name, part(_("How we decide"), *customs(c.customs))),
        }

    def _read(self, title: str, text: Text) -> None:
        self._open_reader(title, self._read_out(text).strip("\n"))

    def _read_text(self, c: Circle, name: str) -> None:
        """Read the vision, mission or domain of a circle; the broadest one's is the organisation's where it has none."""
        snapshot = self.seen()
        about = snapshot.organisation.about if snapshot else None
        said = getattr(c, name) or getattr(about, name, "")
        if name == "aims":
            self._read(c.name, part(_("No aim on record yet"), *(self.app.spoken(said) for said in _HOW_TO_FIND_AIMS)))
            return
        titles = {"vision": _("Vision"), "mission": _("Mission"), "domain": _("Domain")}
        self._read(c.name, part(titles[name], *said.split("\n")))

    def _read_whole(self, snapshot: Snapshot) -> None:
        """Read what the whole organisation is there for."""
        about = snapshot.organisation.about
        if about:
            said = [*part(_("Vision"), *about.vision.split("\n")), *part(_("Mission"), *about.mission.split("\n"))]
            self._read(about.name, said)

    def _read_role(self, snapshot: Snapshot, c: Circle, id_: str) -> None:
        teller = self._tells(snapshot)
        role = next((r for r in c.role if r.id == id_), Role(id=id_, name=role_called(c, id_).capitalize()))
        text = [
            *top(role.name, c.name),
            *part(_("Held by"), teller.holder(c, id_)),
            *part(_("Purpose"), role.purpose),
            *part(_("Responsibilities"), *role.responsibilities),
        ]
        self._read(_("A role"), text)

    def _policy(self, snapshot: Snapshot, id_: str) -> None:
        policy = snapshot.organisation.policies.get(id_)
        if policy:
            self._read(_("A policy"), PolicyTeller(snapshot, self.app.clock, self.app.spoken).policy(policy))

    def _topic(self, snapshot: Snapshot, c: Circle, number: int) -> None:
        topics = snapshot.organisation.backlog.get(c.id, ())
        if number < len(topics):
            teller = self._tells(snapshot)
            self._read(_("A topic"), teller.topic(topics[number], c))

    def _held(self, snapshot: Snapshot, id_: str) -> None:
        held = snapshot.organisation.held.get(id_)
        if held:
            self._minutes(snapshot, held)

    def _tells(self, snapshot: Snapshot) -> CircleTeller:
        return CircleTeller(snapshot, self.app.clock, self.app.spoken)

    # --- a person

    def _person(self, snapshot: Snapshot, id_: str) -> None:
        """Show somebody's circles and roles; the one that is chosen is gone to."""
        person = snapshot.organisation.people.get(id_)
        parts = list(parts_of(snapshot.organisation, id_, snapshot.today))
        if person is None or not parts:
            return
        from sociotui.tui.dialogs.pick import PickDialog

        def take(circle: str | None) -> None:
            if circle:
                self.go_to(circle)

        teller = self._tells(snapshot)
        rows = [Row(each.circle.id, self._part(each, teller)) for each in parts]
        said = _("Circles and roles; enter goes to the circle.")
        intro = f"{person.pronouns}  {said}".strip()
        self.app.push_screen(PickDialog(person.name, intro, rows), take)

    def _part(self, each: Part, teller: CircleTeller) -> Line:
        sign = f"{self.app.signs.linked} " if each.linked else "  "
        told = ", ".join(teller.term(name, term) for name, term in each.roles)
        return ((sign, "next"), (each.circle.name, "plain"), (f"  {told}", "dim"))
