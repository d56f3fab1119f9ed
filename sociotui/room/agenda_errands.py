"""Errands around the coming meeting: its agenda to send round or for scripts, and what is put on it, ranked, changed, let go of."""

from typing import Any

from sociotui.room.caller import Sent


def agenda(sent: Sent) -> str:
    """Return the agenda of a circle's coming meeting as plain text, to send round."""
    from sociotui.room.agenda import text_of

    return text_of(sent.home, sent.said["circle"], sent.said["length"], sent.said["at"])


def agenda_object(sent: Sent) -> Any:
    """Return the agenda of a circle's coming meeting as an object for scripts."""
    from sociotui.room.agenda import object_of

    return object_of(sent.home, sent.said["circle"], sent.said["length"], sent.said["at"])


def prepare(sent: Sent) -> str:
    """Change a circle's backlog as `verb` says; answers with the sentence that says so."""
    from sociotui.room.agenda import prepare_by_name

    sent.caller.allow_between("prepare", sent.said["circle"])
    said = {name: value for name, value in sent.said.items() if name not in ("circle", "by")}
    return prepare_by_name(sent.home, sent.said["circle"], said, sent.caller.actor(sent.said["by"]))
