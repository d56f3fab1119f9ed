"""Errands around the record: what there is, what is due, answers between meetings, next steps, formats."""

from typing import Any, get_args

from sociotui.domain.items import Went
from sociotui.domain.refusal import unknown
from sociotui.room.caller import Sent
from sociotui.words import _


def list_(sent: Sent) -> list[str]:
    """Return circles, meetings, decisions and what waits, in lines."""
    from sociotui.room.listing import overview

    return overview(sent.home)


def due(sent: Sent) -> list[str]:
    """Return what is due, in lines."""
    from sociotui.room.listing import due_lines

    return due_lines(sent.home, sent.said["circle"], sent.said["within"])


def due_object(sent: Sent) -> Any:
    """Return what is due, as an object for scripts."""
    from sociotui.room.listing import due_object

    return due_object(sent.home, sent.said["circle"], sent.said["within"])


def answer(sent: Sent) -> str:
    """Answer what waits for somebody; answers with the sentence that says so."""
    from sociotui.room.acting import answer_by_name

    actor = sent.caller.actor(sent.said["by"])
    person = sent.said["person"] or actor
    sent.caller.allow_between("answer", person)
    return answer_by_name(
        sent.home,
        sent.said["decision"],
        person=person,
        actor=actor,
        reason=sent.said["reason"],
        version=sent.said["version"],
    )


def done(sent: Sent) -> str:
    """Say that a next step was done; answers with the sentence that says so."""
    from sociotui.room.acting import finish_by_name

    how = sent.said.get("how", "")
    if how not in get_args(Went):
        raise unknown(_("way it went"), str(how), [w for w in get_args(Went) if w])
    sent.caller.allow_between("finish", sent.said["step"])
    return finish_by_name(sent.home, sent.said["step"], sent.caller.actor(sent.said["by"]), how)


def formats(sent: Sent) -> list[str]:
    """Return the formats of meetings and items, in lines."""
    from sociotui.room.listing import format_lines

    return format_lines(sent.home, sent.said["circle"])
