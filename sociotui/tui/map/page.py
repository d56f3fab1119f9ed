"""The page of a circle: all that is known of it as rows, each of which opens; what stands out does so by a sign and a word."""

from collections.abc import Callable, Sequence

from rich.cells import cell_len

from sociotui.domain.aims import chain
from sociotui.domain.circles import Circle
from sociotui.domain.offices import Office, offices_of
from sociotui.domain.people import Role
from sociotui.room.status import where
from sociotui.tui.home.rows import OVERDUE
from sociotui.tui.map.record import Record
from sociotui.tui.map.sheet import Sheet
from sociotui.tui.telling.people import role_called
from sociotui.tui.widgets.lines import Line, clip, wrap
from sociotui.tui.widgets.listing import Unmade
from sociotui.words import _

READABLE = 96
"""Cells of a row at the most: longer ones are tiring to read."""
_NARROW = 44
"""Cells of a row below which days of other years are told by their month."""
_AIMS = 2
"""Aims of a circle that are told among those of others."""
_LINKS = {"leader": _("{name} leads"), "delegate": _("{name} is delegate")}
"""The roles by which a circle is linked to those around it: chosen from there, and chosen from within (MVOS)."""


class Page(Record):
    """Lays out circles' pages, as a snapshot has them; with `aims` it begins with how they nest, else that comes later."""

    aims: bool = False

    def rows(self, circle: str, width: int) -> Unmade:
        """Return the rows of a circle's page, for a list of `width` cells; none where the circle is gone meanwhile."""
        sheet = Sheet(min(width, READABLE), self._signs)
        self._narrow = width < _NARROW
        c = self._o.circles.get(circle)
        if c is None:
            return sheet.rows()
        for part in self._parts(c):
            part(sheet, c)
        return sheet.rows()

    def _parts(self, c: Circle) -> Sequence[Callable[[Sheet, Circle], None]]:
        """Return what makes the parts of a circle's page, in their order."""
        if c.ended:  # nobody is in it any more; what it decided stays
            gone = self._purpose, self._around, self._ended
            return (*gone, self._of_today) if self._facts.past else (*gone, self._policy_rows, self._meetings)
        first, last = ((self._nesting,), ()) if self.aims else ((), (self._nesting,))
        about = self._purpose, *first, self._around, self._role_rows, self._within, self._ended
        lasting = *about, self._members, *last
        if self._facts.past:
            return (*lasting, self._way, self._of_today)
        by_now = self._policy_rows, self._asked, self._backlog, self._step_rows, self._meetings
        return (self._now, *lasting, *by_now, self._way)

    # --- what it is there for

    def _now(self, sheet: Sheet, c: Circle) -> None:
        for m in self._snapshot.under_way:
            if m.circle.id == c.id:
                told = _("private meeting") if m.private else where(m) or m.step.title
                said = _("Meets now: {where}", where=told)
                sheet.entry(f"meeting:{m.id}", said, sign=self._signs.here, style="now", mark="now")

    def _of_today(self, sheet: Sheet, _c: Circle) -> None:
        """Say where all else is: of another day than today only people and circles are known."""
        sheet.line("", ())
        said = self._spoken(_("Decisions, topics and meetings are told of today: escape comes back to it."))
        for line in wrap(said, sheet.width - 2):
            sheet.line("", ((line, "dim"),))

    def _purpose(self, sheet: Sheet, c: Circle) -> None:
        sheet.labelled("kind:", _("Kind"), self.kind(c))
        about = self._o.about
        whole = about if about and not c.parents else None  # the broadest circle stands for all of it
        sheet.labelled("text:vision", _("Vision"), c.vision or (whole.vision if whole else ""))
        sheet.labelled("text:mission", _("Mission"), c.mission or (whole.mission if whole else ""))
        for number, aim in enumerate(c.aims):
            sheet.labelled(f"aim:{number}", _("Aims") if not number else "", aim)
        sheet.labelled("text:domain", _("Domain"), c.domain)
        if not c.aims and c.ended is None:
            sheet.labelled("text:aims", _("Aims"), _("none yet: enter tells how"))

    def _nesting(self, sheet: Sheet, c: Circle) -> None:
        """Tell how the circle's aims serve broader ones, up to the vision of all, and what its circles do towards them (MVOS)."""
        links = [link for link in chain(self._o, c.id) if link.place != "whole" or link.vision or link.mission]
        if len(links) < 2:
            return
        signs = self._signs
        sheet.heading(_("How aims nest"))
        for link in links:
            sign = {"whole": signs.above, "above": signs.above, "here": signs.dot, "below": signs.below}[link.place]
            row = "whole:" if link.place == "whole" else f"nest:{link.id}"
            right = "" if link.aims or link.place == "whole" else _("no aim yet")
            sheet.entry(row, link.name, right, sign=sign, mark="dim" if link.place == "here" else "next")
            said = (link.vision, link.mission) if link.place == "whole" else link.aims[:_AIMS]
            for text in filter(None, said if link.place != "here" else ()):  # its own stand just above
                sheet.under(text)

    def _around(self, sheet: Sheet, c: Circle) -> None:
        around = self._facts.parents[c.id]
        if around:
            sheet.heading(_("Within") if len(around) == 1 else _("Within several circles"))
        for id_ in around:
            sheet.entry(f"circle:{id_}", self._o.circles[id_].name, sign=self._signs.above, mark="next")
        if around:
            self._links(sheet, c)

    def _links(self, sheet: Sheet, c: Circle) -> None:
        """Add who links the circle to those around it: chosen from there, and chosen from within (MVOS)."""
        for role, said in _LINKS.items():
            if person := c.holder(role, self._today):
                text = _(said, name=self._name(person))
                sheet.entry(f"link:{role}", text, sign=self._signs.linked, mark="next")

    def _within(self, sheet: Sheet, c: Circle) -> None:
        within = self._facts.below.get(c.id, ())
        if within:
            sheet.heading(_("Sub-circles"), str(len(within)))
        for id_ in within:
            self._sub_circle(sheet, self._o.circles[id_])

    def _sub_circle(self, sheet: Sheet, c: Circle) -> None:
        sheet.entry(f"circle:{c.id}", c.name, str(self._facts.size(c.id)), sign=self._signs.below, mark="next")
        if links := self._linking(c):
            sheet.under(links, most=1)

    def _ended(self, sheet: Sheet, c: Circle) -> None:
        ended = self._facts.ended.get(c.id, ())
        if ended:
            sheet.heading(_("Circles that have ended"), str(len(ended)))
        for id_ in ended:
            gone = self._o.circles[id_]
            day = self._short(gone.ended) if gone.ended else ""
            sheet.entry(f"circle:{id_}", gone.name, _("ended {day}", day=day), sign=self._signs.gone)

    def _linking(self, c: Circle) -> str:
        """Return who links a circle to the ones around it."""
        found = [(how, c.holder(role, self._today)) for role, how in _LINKS.items()]
        return ", ".join(_(how, name=self._name(person)) for how, person in found if person)

    # --- roles

    def _role_rows(self, sheet: Sheet, c: Circle) -> None:
        sheet.heading(_("Roles"))
        own = {role.id: role for role in c.role}
        for office in offices_of(self._o, c, self._today):
            self._role_row(sheet, office)
            if office.role in own:
                self._duties(sheet, own[office.role])

    def _role_row(self, sheet: Sheet, office: Office) -> None:
        name = office.name[:1].upper() + office.name[1:]
        text = _("{role}: {name}", role=name, name=self._name(office.person)) if office.person else name
        sign, style = self._role_sign(office)
        sheet.entry(f"role:{office.role}", text, self._term(office), sign=sign, mark=style)

    def _role_sign(self, office: Office) -> tuple[str, str]:
        signs = self._signs
        return {
            "ended": (OVERDUE, "bad"),
            "soon": (signs.held, "now"),
            "vacant": (signs.open, "next"),
            "runs": ("", "dim"),
            "open": ("", "dim"),
            "unused": ("", "dim"),
        }[office.standing]

    def _term(self, office: Office) -> str:
        """Return until when a role is held, and for one that somebody is sought for, that this is on its way."""
        if office.listed and office.standing in ("ended", "vacant"):
            return _("on the backlog")
        if office.until is None:
            return self._endless if office.person else _("vacant")
        said = {"ended": _("ended {day}"), "soon": _("ends {day}"), "runs": _("until {day}")}[office.standing]
        return _(said, day=self._short(office.until))

    def _duties(self, sheet: Sheet, role: Role) -> None:
        if role.purpose:
            sheet.under(role.purpose)
        for duty in role.responsibilities[:4]:
            sheet.under(f"{self._signs.dot} {duty}", most=1)
        if more := len(role.responsibilities[4:]):
            sheet.under(_("and {n} more", n=more))

    @property
    def _endless(self) -> str:
        return _("no end") if self._narrow else _("no end agreed")

    # --- people

    def _members(self, sheet: Sheet, c: Circle) -> None:
        """Add the members in seat order, with what they do here; then who is one by double link."""
        linked = self._facts.linked(c.id)
        sheet.heading(_("Members"), str(len(c.members) + len(linked) or _("nobody yet")))
        for number, person in enumerate(c.members, 1):
            roles = [role_called(c, id_) for id_, t in c.terms().items() if t.person == person and t.holds(self._today)]
            sheet.add(f"person:{person}", self._member(sheet, f"{number:2} ", person, ", ".join(roles)))
        for link in linked:
            circle = self._o.circles[link.circle]
            said = _("{role} of {circle}", role=role_called(circle, link.role), circle=circle.name)
            sheet.add(f"person:{link.person}", self._member(sheet, f" {self._signs.linked} ", link.person, said))

    def _member(self, sheet: Sheet, mark: str, person: str, told: str) -> Callable[[], Line]:
        def made() -> Line:
            name = clip(self._name(person), sheet.width - 4)
            room = sheet.width - 6 - cell_len(name)
            after = f"  {clip(told, room)}" if told and room > 3 else ""
            linked = mark.strip() == self._signs.linked
            return ((mark, "next" if linked else "dim"), (name, "plain"), (after, "dim"))

        return made
