"""Holaspirit: the workbook that it exports an organisation to (Administration, Security, Data export).

Its documentation (help.holaspirit.com, “Export your organization's data as an Admin”) says what is in it, not how its
sheets and columns are called. These are known from who reads such workbooks (GitHub: lonestone/rolebase.io,
packages/backend/src/features/org/import/holaspirit/types.ts): the sheets “Members”, “Assignations” and “Circles & Roles”, with
the columns below. Other sheets are passed over. Texts of roles are HTML there, which is why that importer makes Markdown of
them; here they become plain lines. Who is `Suspended` stays there.

A row of “Circles & Roles” is a role in a circle; where `IsCircle` is set it is a circle itself, and the one without a circle
round it is the organisation. `Role ID` of a circle's row is not the `Circle ID` of the rows in it: these belong together by
name, so that of circles called alike none can be told from the other. People are told apart by `Email`, which does not come
in. A core role of a circle is written as “Garden (Facilitator)”.
"""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from sociotui.exchange.imports.draft import Draft, FoundCircle, FoundPerson, FoundRole, Holding, Lefts
from sociotui.exchange.imports.entries import Entry
from sociotui.exchange.imports.html_in import plain
from sociotui.exchange.imports.role_names import process_role
from sociotui.exchange.imports.xlsx import Workbook
from sociotui.words import _

FORM = "Holaspirit"
_MEMBERS, _HELD, _ROLES = "Members", "Assignations", "Circles & Roles"
_CORE = re.compile(r"(.+) \((.+)\)")


def is_holaspirit(sheets: Iterable[str]) -> bool:
    """Tell whether sheets of these names are an export of Holaspirit's."""
    return _ROLES in sheets


def read_holaspirit(book: Workbook) -> Draft:
    """Return what an export says. Raises `Misread`."""
    return _Reading(book).draft()


class _Reading:
    def __init__(self, book: Workbook) -> None:
        self.left = Lefts()
        self.people: dict[str, FoundPerson] = {}
        self.suspended: set[str] = set()
        for entry in book.entries(_MEMBERS, self.left):
            if entry.yes("Suspended"):
                self.suspended.add(_key(entry))
            else:
                self._person(entry)
        self.rows = list(book.entries(_ROLES, self.left))
        self.held = list(book.entries(_HELD, self.left))
        self.circles: dict[str, FoundCircle] = {}
        self.top: list[str] = []
        for row in self.rows:
            self._circle(row)

    def _person(self, entry: Entry) -> str:
        """Note somebody and return the key; "" for nobody, and for who is suspended there."""
        name, key = _name(entry), _key(entry)
        if key in self.suspended:
            return ""
        if key and name and key not in self.people:
            self.people[key] = FoundPerson(key=key, name=name, place=entry.place)
        return key

    def _circle(self, row: Entry) -> None:
        name, around = _text(row, "Role"), _text(row, "Circle")
        if not (row.yes("IsCircle") or not around):
            return
        if name in self.circles:
            first = self.circles[name].place
            self.left.add(
                row.place,
                _(
                    "a circle “{name}” stands in {first} already. The export does not say what is in which, so all of it "
                    "comes in as one; give them names of their own there to have both.",
                    name=name,
                    first=first,
                ),
            )
            return
        if not around:
            self.top.append(name)
        self.circles[name] = FoundCircle(
            key=name,
            name=name,
            place=row.place,
            parents=(around,) if around else (),
            mission=_text(row, "Purpose"),
            domain=_text(row, "Domains"),
            aims=_lines(_text(row, "Accountabilities")),
        )

    def draft(self) -> Draft:
        """Return the draft."""
        roles: dict[tuple[str, str], FoundRole] = {}
        for row in self.rows:
            name, around = _text(row, "Role"), _text(row, "Circle")
            if around and not row.yes("IsCircle"):
                roles[around, _core_name(around, name)] = _role(row, around, _core_name(around, name))
        members: dict[str, list[str]] = {}
        holdings: dict[tuple[str, str], list[Holding]] = {}
        for row in self.held:
            self._holding(row, roles, members, holdings)
        return Draft(
            form=FORM,
            name=self.top[0] if len(self.top) == 1 else "",
            people=tuple(self.people.values()),
            circles=tuple(_with_members(circle, members.get(name, [])) for name, circle in self.circles.items()),
            roles=tuple(_with_held(role, holdings.get(key, [])) for key, role in roles.items()),
            left=self.left.all(),
        )

    def _holding(
        self,
        row: Entry,
        roles: dict[tuple[str, str], FoundRole],
        members: dict[str, list[str]],
        holdings: dict[tuple[str, str], list[Holding]],
    ) -> None:
        person, circle, role = self._person(row), _text(row, "Circle"), _text(row, "Role")
        if not person and _key(row) in self.suspended:
            return
        if not person:
            self.left.add(row.place, _("it names nobody: neither “Email” nor a name is given."))
        elif not role or role in self.circles:
            members.setdefault(role or circle, []).append(person)
        else:
            core = _CORE.fullmatch(role)
            if core and core[1] in self.circles and process_role(core[2]):
                circle = core[1]  # who is a core role of a sub-circle may be listed in the circle around it
            key = circle, _core_name(circle, role)
            if key not in roles:
                roles[key] = FoundRole(circle=circle, name=key[1], place=row.place)
            holdings.setdefault(key, []).append(Holding(person, row.day("Until")))


def _text(row: Entry, field: str) -> str:
    return plain(row.text(field))


def _name(entry: Entry) -> str:
    return " ".join(part for part in (entry.text("First name"), entry.text("Last name")) if part)


def _key(entry: Entry) -> str:
    """Return what somebody is told apart by: who has no e-mail address is, by name."""
    return entry.text("Email").casefold() or _name(entry)


def _core_name(circle: str, name: str) -> str:
    """Return what a role is called in its circle: “Facilitator” for “Garden (Facilitator)”."""
    core = _CORE.fullmatch(name)
    return core[2] if core and (core[1] == circle or process_role(core[2])) else name


def _role(row: Entry, circle: str, name: str) -> FoundRole:
    purpose, domain = _text(row, "Purpose"), _text(row, "Domains")
    return FoundRole(
        circle=circle,
        name=name,
        place=row.place,
        purpose="\n".join(part for part in (purpose, domain) if part),
        responsibilities=_lines(_text(row, "Accountabilities")),
    )


def _with_members(circle: FoundCircle, members: list[str]) -> FoundCircle:
    return replace(circle, members=tuple(dict.fromkeys(members)))


def _with_held(role: FoundRole, held: list[Holding]) -> FoundRole:
    return replace(role, held=tuple(held))


def _lines(text: str) -> tuple[str, ...]:
    lines = (line.strip().lstrip("-•*").strip() for line in text.splitlines())
    return tuple(line for line in lines if line)
