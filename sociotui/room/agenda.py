"""The agenda of a circle's coming meeting, by name: what the command line prints of it, and does to it, in sentences."""

import re
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from sociotui.domain import organisation_commands as c
from sociotui.domain.agenda import LONGEST
from sociotui.domain.coming import Agreed, Coming, Planned, agreed_on, coming
from sociotui.domain.due import Due, topic_about
from sociotui.domain.event import Event
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation_events import MeetingHeld
from sociotui.domain.refusal import Refused
from sociotui.domain.seeking import selection_topic
from sociotui.domain.taking_back import taking_back_last
from sociotui.journal.places import ORGANISATION
from sociotui.room.home import Home
from sociotui.room.news import tell_prepared
from sociotui.words import _

VERSION = 1
"""The version of the object; a field keeps its meaning as long as that stays."""
_MANY = 256
"""Events that are read at once in search of a circle's last meeting; of most circles it is among the last."""
_TIME = re.compile("([01]?[0-9]|2[0-3]):([0-5][0-9])")


def text_of(home: Home, circle: str, length: int = 0, at: str = "") -> str:
    """Return the agenda as plain text. `length` in minutes (0: the circle's usual one); `at` is when it begins, like 19:30."""
    from sociotui.exchange.agenda import write

    home.founded().working(circle)
    found, today = _coming(home, circle, length), home.clock.today()
    titles = {f.id: f.title for f in home.item_formats(circle).values()}
    return write(home.organisation(), found, today, _begins(found, at), titles)


def object_of(home: Home, circle: str, length: int = 0, at: str = "") -> dict[str, Any]:
    """Return the agenda as an object of plain JSON types. People and circles are given by id, times in minutes."""
    o, today = home.founded(), home.clock.today()
    o.working(circle)
    found = _coming(home, circle, length)
    when, begins = agreed_on(found.next_meeting), _begins(found, at)
    named = o.circle(circle)
    return {
        "version": VERSION,
        "today": today.isoformat(),
        "circle": circle,
        "next_meeting": found.next_meeting or None,
        "on": when.day.isoformat() if when else None,
        "at": f"{begins:%H:%M}" if begins else None,
        "length": found.length,
        "agreed": found.agreed,
        "opening": found.opening,
        "closing": found.closing,
        "left": found.left,
        "facilitator": named.holder("facilitator", today) or None,
        "secretary": named.holder("secretary", today) or None,
        "topics": [_topic(p) for p in found.planned],
        "ready": [_ready(n, d) for n, d in enumerate(found.ready, 1)],
    }


def _topic(p: Planned) -> dict[str, Any]:
    t = p.topic
    said = {"aim": t.aim, "format": t.format or None, "presenter": t.presenter or None, "note": t.next_step or None}
    return {"number": p.number, "title": t.title, "minutes": t.minutes, "begins": p.begins, "fits": p.fits, **said}


def _ready(number: int, d: Due) -> dict[str, Any]:
    minutes = d.item.minutes if d.item else None
    on = d.on.isoformat() if d.on else None
    return {"number": number, "kind": d.kind, "ref": d.ref, "title": d.title, "minutes": minutes, "on": on}


def _coming(home: Home, circle: str, length: int) -> Coming:
    if not 0 <= length <= LONGEST:
        raise Refused(_("How many minutes? From 1 to {most}.", most=LONGEST))
    home.open_meetings()  # outcomes that had not arrived have changed the backlog as well
    return coming(home.founded(), circle, home.clock.today(), length, frame=home.frame(circle))


def _begins(found: Coming, at: str) -> time | None:
    """Return when the meeting begins: as somebody says, or as the circle has; None where nobody knows."""
    if at:
        said = _TIME.fullmatch(at.strip())
        if said is None:
            raise Refused(_("“{text}” is no time of day. Write it as hours and minutes, like 19:30.", text=at[:20]))
        return time(int(said[1]), int(said[2]))
    when: Agreed | None = agreed_on(found.next_meeting)
    return when.at.time() if when and isinstance(when.at, datetime) else None


# --- what is done to it ----------------------------------------------------------------------------


def prepare_by_name(home: Home, circle: str, said: Mapping[str, Any], actor: str) -> str:
    """Do what `verb` says to a circle's backlog, and return what came of it in a sentence.

    `verb` is add, ready, seek, change, rank, drop or undo; `topic` a title (or where one is there already, its number), for
    `ready` the number of what is due, for `seek` the ids of roles; what else is said stands under `title`, `aim`,
    `minutes`, `presenter`, `note`, `place`. The same `cmd` is carried out once.
    """
    found = coming(home.founded(), home.founded().working(circle).id, home.clock.today())
    command = _COMMANDS[said["verb"]](found, said, home)
    (event,) = home.prepare(command, actor, said.get("cmd", ""))
    told = tell_prepared(home.organisation(), event)
    return _("Taken back. {told}", told=told) if said["verb"] == "undo" else told


def _add(found: Coming, said: Mapping[str, Any], home: Home) -> c.Preparing:
    given = {name: said[name] for name in ("aim", "minutes", "presenter") if said.get(name) is not None}
    topic = BacklogItem(title=said["topic"], next_step=said.get("note") or "", **given)
    return c.AddTopic(circle=found.circle, topic=topic, place=_place(said, 0), today=home.clock.today())


def _take_over(found: Coming, said: Mapping[str, Any], home: Home) -> c.Preparing:
    number = said["topic"]
    if not number.isdecimal() or not 1 <= int(number) <= len(found.ready):
        there = ", ".join(f"{n} “{d.item.title}”" for n, d in enumerate(found.ready, 1) if d.item) or _("none")
        raise Refused(_("There is no ready-made topic number {n}. There is: {titles}.", n=number[:20], titles=there))
    topic = topic_about(found.ready[int(number) - 1])
    if topic is None:
        raise ValueError("what is ready can be a topic")
    return c.AddTopic(circle=found.circle, topic=topic, place=_place(said, 0), today=home.clock.today())


def _seek(found: Coming, said: Mapping[str, Any], home: Home) -> c.Preparing:
    circle = home.organisation().circles[found.circle]
    topic = selection_topic(circle, said["topic"], presenter=said["presenter"], reason=said["note"])
    return c.AddTopic(circle=circle.id, topic=topic, today=home.clock.today())


def _change(found: Coming, said: Mapping[str, Any], home: Home) -> c.Preparing:
    return c.ChangeTopic(
        circle=found.circle,
        title=_title(found, said["topic"]),
        new_title=said.get("title"),
        aim=said.get("aim"),
        minutes=said.get("minutes"),
        presenter=said.get("presenter"),
        next_step=said.get("note"),
        today=home.clock.today(),
    )


def _rank(found: Coming, said: Mapping[str, Any], _home: Home) -> c.Preparing:
    return c.RankTopic(circle=found.circle, title=_title(found, said["topic"]), place=_place(said, 1))


def _drop(found: Coming, said: Mapping[str, Any], _home: Home) -> c.Preparing:
    return c.DropTopic(circle=found.circle, title=_title(found, said["topic"]))


def _undo(found: Coming, _said: Mapping[str, Any], home: Home) -> c.Preparing:
    back = taking_back_last(_since_it_met(home, found.circle), found.circle, home.clock.today())
    if back is None:
        raise Refused(
            _("Nothing was done to this agenda since the circle met last, or all of it was taken back."),
        )
    return back


def _since_it_met(home: Home, circle: str) -> list[Event]:
    """Return the events of the organisation from the last meeting of a circle on: those before it count no more."""
    head, many = home.journal.heads().get(ORGANISATION, 0), _MANY
    while True:
        after = max(0, head - many)
        found = [recorded.event for recorded in home.journal.read(ORGANISATION, after)]
        if not after or any(isinstance(each, MeetingHeld) and each.held.circle == circle for each in found):
            return found
        many *= 8


_COMMANDS = {
    "add": _add,
    "ready": _take_over,
    "seek": _seek,
    "undo": _undo,
    "change": _change,
    "rank": _rank,
    "drop": _drop,
}


def _place(said: Mapping[str, Any], otherwise: int) -> int:
    place = said.get("place")
    return otherwise if place is None else int(place)


def _title(found: Coming, said: str) -> str:
    """Return the title of the topic that somebody means by its title or its number; a title goes first."""
    titles = [p.topic.title for p in found.planned]
    if said not in titles and said.isdecimal() and 1 <= int(said) <= len(titles):
        return titles[int(said) - 1]
    return said
