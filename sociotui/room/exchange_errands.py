"""Errands that bring an organisation in, and write out what is on record."""

from typing import Any

from sociotui.room.beside import Beside
from sociotui.room.caller import Sent


def import_org(sent: Sent) -> Any:
    """Bring an organisation in from the text of a file; answers with its name and numbers."""
    from sociotui.exchange.organisations import read_organisation

    definition = read_organisation(sent.said["text"], sent.said["source"], sent.home.organisation())
    changes = sent.home.define(definition, sent.caller.actor(""))
    return {
        "name": definition.organisation.name,
        "people": len(definition.person),
        "circles": len(definition.circle),
        "changes": len(changes),
    }


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
