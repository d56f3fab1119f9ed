"""Errands of open communication: to say something to a circle, to answer it, to list what was said and how it stands."""

from typing import Any

from sociotui.room.caller import Sent


def say(sent: Sent) -> str:
    """Say something to a circle; answers with the sentence that says where it is now."""
    from sociotui.room.voices import say_by_name

    said = sent.said
    sent.caller.allow_between("say", said["circle"])
    by = "" if said["unnamed"] else sent.caller.actor(said["by"])
    named = {name: said[name] for name in ("kind", "words", "role", "unnamed")}
    return say_by_name(sent.home, said["circle"], by=by, cmd=said.get("cmd", ""), **named)


def unnamed(sent: Sent) -> str:
    """Return what one should know before saying something unnamed to a circle; refuses where it does not hear that."""
    from sociotui.room.voices import unnamed_to

    sent.caller.allow_between("say", sent.said["circle"])
    return unnamed_to(sent.home, sent.said["circle"])


def reply(sent: Sent) -> str:
    """Answer what was said, or say that it is still open; answers with the sentence that says so."""
    from sociotui.room.voices import reply_by_name

    said = sent.said
    sent.caller.allow_between("reply", said["voice"])
    by = sent.caller.actor(said["by"])
    return reply_by_name(sent.home, said["voice"], said["words"], by=by, again=said["again"], cmd=said.get("cmd", ""))


def said(sent: Sent) -> list[str]:
    """Return what was said to a circle, or to all, in lines."""
    from sociotui.room.voices import lines

    return lines(sent.home, sent.said["circle"], waiting=sent.said["waiting"])


def said_object(sent: Sent) -> Any:
    """Return what was said as an object for scripts."""
    from sociotui.room.voices import as_object

    return as_object(sent.home, sent.said["circle"], waiting=sent.said["waiting"])
