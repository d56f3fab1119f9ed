"""Errands that bring an organisation in, and write out what is on record."""

from typing import Any

from sociotui.domain.organisation import Definition, Organisation
from sociotui.domain.refusal import Refused
from sociotui.domain.text import plain_date
from sociotui.room.beside import AtHome, Beside
from sociotui.room.caller import Sent
from sociotui.words import _


def import_org(sent: Sent) -> Beside:
    """Bring an organisation in from the text of a file; answers with its name and numbers."""
    from sociotui.exchange.organisations import read_organisation
    from sociotui.room.bringing import bring

    said, home, actor = sent.said, sent.home, sent.caller.actor("")

    def work(at_home: AtHome) -> dict[str, Any]:
        read: list[Definition] = []

        def make(organisation: Organisation) -> Definition:
            read[:] = [read_organisation(said["text"], said["source"], organisation)]
            return read[0]

        changes = bring(home, at_home, actor, make)
        return {
            "name": read[0].organisation.name,
            "people": len(read[0].person),
            "circles": len(read[0].circle),
            "changes": len(changes),
        }

    return Beside(work)


def import_from(sent: Sent) -> Beside:
    """Bring in the draft that was read from another program's files; answers with its account, line by line.

    With `dry` nothing is done, and `code` is of what was told, `changes` how many there would be. As long as doing it
    comes to the same, it is done under that `code`; an empty one asks for nothing.
    """
    from sociotui.exchange.imports.account import altering, code_of, lines_of
    from sociotui.exchange.imports.joining import Joined, join
    from sociotui.exchange.imports.packing import unpack
    from sociotui.room.bringing import bring

    said, home, actor = sent.said, sent.home, sent.caller.actor("")

    def work(at_home: AtHome) -> dict[str, Any]:
        draft = unpack(said["draft"])
        joined: list[tuple[Joined, Organisation]] = []

        def make(organisation: Organisation) -> Definition:
            joined[:] = [(join(draft, organisation, said["name"]), organisation)]
            if said["code"] not in ("", code_of(joined[0][0])):
                raise Refused(
                    _(
                        "The organisation was changed meanwhile, so this would be another import. Nothing was done; look "
                        "once more."
                    )
                )
            return joined[0][0].definition

        if said["dry"]:
            make(at_home(home.organisation))
        else:
            bring(home, at_home, actor, make)
        found, seen = joined[0]
        return {
            "lines": lines_of(found, draft, seen, whole=said["all"]),
            "code": code_of(found),
            "changes": altering(found.definition, seen),
        }

    return Beside(work)


def export_org(sent: Sent) -> str:
    """Return the organisation as such a text."""
    from sociotui.exchange.organisations import definition_of, write_organisation

    return write_organisation(definition_of(sent.home.founded()))


def handbook(sent: Sent) -> Beside:
    """Return the handbook of a circle, or of all, as a text."""
    from sociotui.room.exporting import handbook

    return handbook(sent.home, sent.said["circle"], sent.said["format"])


def calendar(sent: Sent) -> Beside:
    """Return the calendar of a circle, or of all, as bytes."""
    from sociotui.room.exporting import calendar

    return calendar(sent.home, sent.said["circle"])


def map_(sent: Sent) -> Beside:
    """Return the map of a circle, or of all, as a text; as it stood on a day, where one is named."""
    from sociotui.room.exporting import circle_map

    said = sent.said
    return circle_map(
        sent.home,
        said["circle"],
        said["format"],
        by=said["by"],
        size=(said["width"], said["height"]),
        signs=said["signs"],
        on=plain_date(said["on"]) if said.get("on") else None,
        aims=bool(said.get("aims")),
    )


def tables(sent: Sent) -> Beside:
    """Return all tables by name, each as its rows with the head as the first."""
    from sociotui.room.exporting import tables

    return tables(sent.home)


def data(sent: Sent) -> Beside:
    """Return all `data`, and the sentence on what is `left_out`."""
    from sociotui.room.exporting import everything

    return everything(sent.home)


def meeting(sent: Sent) -> bytes:
    """Return the whole record of one meeting."""
    from sociotui.room.exporting import one_meeting

    return one_meeting(sent.home, sent.said["meeting"])


def tinydb(sent: Sent) -> Beside:
    """Return a file for each stream (`streams`), how many `events` they hold, and the sentence on what is `left_out`."""
    from sociotui.room.exporting import tinydb

    return tinydb(sent.home)
