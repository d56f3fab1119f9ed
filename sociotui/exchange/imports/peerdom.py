"""Peerdom: peers, circles, roles and holders as its API, version 1, answers them in JSON.

The answers are lists, one file each (`GET /peers`, `/circles`, `/roles`, `/holders`; with `?with=customfields` purposes and
responsibilities come along), or put together into one object with these names. Fields are those of its public
documentation (Peerdom Public API, versions 0.2.7 to 0.6.0, `/v1/docs`) and of its own client (GitHub:
peerdom/peerdom-client-python): `firstName`, `lastName`, `nickName`, `leftAt` of peers; `name`, `parentId`, `customFields`
of circles and roles; `holders` of roles, and `roleId`, `peerId`, `electedUntil` of holders. An answer does not say what
it is a list of: by its file's name (circles.json), or by its fields where these are of one kind only.

Custom fields have the names that an organisation gives them; those with the usual ones are read, in English.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from sociotui.exchange.imports.draft import Draft, FoundCircle, FoundPerson, FoundRole, Holding, Lefts
from sociotui.exchange.imports.entries import Entry, entries
from sociotui.exchange.imports.json_in import Json
from sociotui.words import _

FORM = "Peerdom"
PARTS = ("peers", "circles", "roles", "holders")
_CUSTOM = {
    "purpose": ("purpose", "mission"),
    "domain": ("domain", "domains"),
    "does": ("accountabilities", "accountability", "responsibilities", "responsibility"),
}


def is_peerdom(file: Json) -> bool:
    """Tell whether a JSON file looks like Peerdom's: a list of peers, circles, roles or holders, or an object of these."""
    return "peers" in file.parts or "holders" in file.parts or bool(file.list is not None and _part(file))


def read_peerdom(files: Sequence[Json]) -> Draft:
    """Return what Peerdom's answers say. Raises `Misread` where there are no circles in them."""
    return _Reading(files).draft()


def _part(file: Json) -> str:
    """Return what a list is of, or ""."""
    stem = PurePath(file.given.name).stem.casefold()
    named = [part for part in PARTS if part in stem]
    if len(named) == 1:
        return named[0]
    first = next((value for value in file.list or () if isinstance(value, dict)), {})
    if "firstName" in first:
        return "peers"
    if {"roleId", "peerId"} <= first.keys():
        return "holders"
    return "roles" if isinstance(first.get("holders"), list) and "electable" in first else ""


class _Reading:
    def __init__(self, files: Sequence[Json]) -> None:
        self.left = Lefts()
        self.files = files
        self.peers = {id_: p for id_, p in self._by_id("peers").items() if not p.text("leftAt")}
        self.circles = self._by_id("circles")
        self.roles = self._by_id("roles")
        self.holders: dict[str, list[Entry]] = {}
        for entry in self._entries("holders"):
            self.holders.setdefault(entry.text("roleId"), []).append(entry)
        if not self.circles:
            raise files[0].given.misread(
                _(
                    "there are no circles in this. Add what Peerdom’s API answers to GET /circles, as circles.json, and "
                    "peers.json and roles.json beside it."
                )
            )

    def _entries(self, part: str) -> Iterator[Entry]:
        for file in self.files:
            if file.list is None:
                yield from file.entries(part, self.left)
            elif _part(file) == part:
                yield from entries(file.list, file.given.name, self.left)

    def _by_id(self, part: str) -> dict[str, Entry]:
        found: dict[str, Entry] = {}
        for entry in self._entries(part):
            id_ = entry.text("id")
            if not id_:
                self.left.add(entry.place, _("it has no “id”, so nothing can refer to it."))
            elif id_ in found and found[id_].data == entry.data:  # pages that overlap
                continue
            elif id_ in found:
                self.left.add(entry.place, _("its “id” stands in {first} already.", first=found[id_].place))
            else:
                found[id_] = entry
        return found

    def draft(self) -> Draft:
        """Return the draft."""
        circles = tuple(self._circle(id_, circle) for id_, circle in self.circles.items())
        top = [c.name for c in circles if not c.parents]
        return Draft(
            form=FORM,
            name=top[0] if len(top) == 1 else "",
            people=tuple(_peer(id_, peer) for id_, peer in self.peers.items()),
            circles=circles,
            roles=tuple(self._role(id_, role) for id_, role in self.roles.items()),
            left=self.left.all(),
        )

    def _circle(self, id_: str, circle: Entry) -> FoundCircle:
        parent, told = circle.text("parentId"), self._custom(circle)
        return FoundCircle(
            key=id_,
            name=circle.text("name"),
            place=circle.place,
            parents=(parent,) if parent else (),
            mission="\n".join(told["purpose"]) if "purpose" in told else None,
            domain="\n".join(told["domain"]) if "domain" in told else None,
            aims=told.get("does"),
            members=tuple(h.person for h in self._held(id_, circle)),
        )

    def _role(self, id_: str, role: Entry) -> FoundRole:
        told = self._custom(role)
        return FoundRole(
            circle=role.text("parentId"),
            name=role.text("name"),
            place=role.place,
            purpose="\n".join(told["purpose"]) if "purpose" in told else None,
            responsibilities=told.get("does"),
            held=tuple(self._held(id_, role)),
        )

    def _held(self, id_: str, role: Entry) -> Iterable[Holding]:
        held: dict[str, Holding] = {}
        for holder in (*role.entries("holders"), *self.holders.get(id_, ())):
            peer, until = holder.text("peerId"), holder.day("electedUntil")
            before = held.get(peer)
            held[peer] = Holding(peer, until or (before.until if before else None))
        return held.values()

    def _custom(self, entry: Entry) -> dict[str, tuple[str, ...]]:
        told: dict[str, tuple[str, ...]] = {}
        for field in entry.entries("customFields"):
            name = field.text("name").casefold()
            kind = next((kind for kind, names in _CUSTOM.items() if name in names), "")
            if kind:
                told[kind] = (*told.get(kind, ()), *field.texts("values"))
            elif field.texts("values"):
                self.left.add(entry.place, _("nothing here is for the field “{name}”.", name=field.text("name")))
        return told


def _peer(id_: str, peer: Entry) -> FoundPerson:
    whole = " ".join(part for part in (peer.text("firstName"), peer.text("lastName")) if part)
    return FoundPerson(key=id_, name=whole or peer.text("nickName"), place=peer.place)
