"""Errands by ear: what happened in a meeting since one listened last, what there is to say of it, what words can mean."""

from typing import Any

from sociotui.domain.course import opened
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.room.by_ear.ears import Ears, plain, where
from sociotui.room.by_ear.hearing import standing
from sociotui.room.caller import Sent
from sociotui.room.home import Home
from sociotui.words import _


def hear(sent: Sent) -> Any:
    """Return the lines of a meeting's acts after the `after`-th; where that is -1, how it stands; below, only which it is.

    Without a meeting it is the one under way; `patient` where none is under way yet answers with nothing.
    """
    home, after = sent.home, sent.said["after"]
    id_ = sent.said["meeting"]
    if not id_:
        chosen = _under_way(home)
        if chosen is None and sent.said.get("patient"):
            return None
        id_ = chosen.id if chosen else home.meeting().id  # which refuses, and says what to do
    home.entered(id_)  # refuses who may not, each time anew
    home.ears = home.ears or Ears(home)
    listener = home.ears.of(id_)
    m = opened(listener.course)
    return {
        "meeting": id_,
        "circle": m.circle.id,
        "acts": listener.course.count,
        "where": where(m),
        "standing": standing(home.meeting(id_)) if after == -1 else [],
        "heard": [plain(line) for line in listener.lines if 0 <= after < line.act],
    }


def look(sent: Sent) -> list[str]:
    """Return what there is to say of a topic in a meeting, in lines."""
    from sociotui.room.by_ear.looking import looked_at

    return looked_at(sent.home.meeting(sent.said["meeting"]), sent.said["topic"])


def around(sent: Sent) -> Any:
    """Return what words can mean in a meeting just now, for who acts."""
    from sociotui.room.by_ear.around import around

    home, caller = sent.home, sent.caller
    m, o = home.meeting(sent.said["meeting"]), home.organisation()
    actor = caller.actor(sent.said["by"])
    mine = not caller.identity.for_everybody and actor in m.people
    return around(m, o, actor if mine else "")


def would(sent: Sent) -> None:
    """Refuse what could not be done in a meeting just now; nothing is done."""
    from sociotui.room.acting import command_by_name

    said, actor = sent.said["said"], sent.caller.actor(sent.said["by"])
    command = command_by_name(sent.home, sent.said["meeting"], sent.said["action"], said)
    sent.home.would(sent.said["meeting"], command, actor, sent.caller.allow)


def _under_way(home: Home) -> Meeting | None:
    """Return the meeting under way that is meant where none is named; None for none, refused where it could be several."""
    home.founded()
    found = [m for m in home.open_meetings() if m.people]
    if len(found) > 1:
        which = ", ".join(_("{id} ({circle})", id=m.id, circle=m.circle.name) for m in found)
        raise Refused(_("Several meetings are under way. Say which one: {which}.", which=which))
    return found[0] if found else None
