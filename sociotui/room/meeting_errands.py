"""Errands in a meeting: open it, act in it, see where it stands, read its minutes."""

from typing import Any

from sociotui.room.caller import Sent


def open_(sent: Sent) -> Any:
    """Open a meeting; answers with its id, and with complaints about formats."""
    from sociotui.room.furnishing import Opening

    sent.home.founded().circle(sent.said["circle"])
    complaints = sent.home.shelf(sent.said["circle"]).complaints
    names = ("circle", "facilitator", "secretary", "format", "private")
    opening = Opening(present=tuple(sent.said["present"]), **{name: sent.said[name] for name in names})
    sent.caller.allow_between(opening)
    return {
        "id": sent.home.open(opening, sent.caller.actor(""), sent.said.get("cmd", "")),
        "complaints": list(complaints),
    }


def act(sent: Sent) -> str:
    """Do in a meeting what its key does; answers with the sentence that says so."""
    from sociotui.room.acting import act_by_name

    given, actor = sent.said["said"], sent.caller.actor(sent.said["by"])
    return act_by_name(
        sent.home, sent.said["meeting"], sent.said["action"], given, actor, sent.said["cmd"], sent.caller.allow
    )


def status(sent: Sent) -> list[str]:
    """Return where a meeting stands, in lines."""
    from sociotui.room.status import lines

    current = sent.home.meeting(sent.said["meeting"])
    told = lines(current, "full" if sent.said.get("why") else None)
    if any(d.waiting for d in current.decisions):
        from sociotui.room.listing import since

        told += since(sent.home, current)
    return told


def status_object(sent: Sent) -> Any:
    """Return where a meeting stands, as an object for scripts."""
    from sociotui.room.status import status

    return status(sent.home.meeting(sent.said["meeting"]))


def minutes(sent: Sent) -> str:
    """Return the minutes of a meeting, as they stand."""
    from sociotui.room.exporting import minutes_of_meeting

    return minutes_of_meeting(sent.home, sent.said["meeting"], sent.said["format"])
