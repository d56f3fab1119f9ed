"""Speaking: something is said to a circle between its meetings, waits in sight, and is answered on record. Pure.

Anybody of the organisation may speak to any circle. Unnamed it may be done where the circle has agreed to that; then who
spoke is nowhere, and of the time there is only the day.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from sociotui.domain import organisation_commands as c
from sociotui.domain import organisation_events as e
from sociotui.domain.circles import PROCESS_ROLES, Circle
from sociotui.domain.event import Event
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused, unknown
from sociotui.domain.voice import Voice
from sociotui.words import _

USUALLY = 14
"""Days from one meeting to the next, where it is not known how often a circle meets."""


def speak(o: Organisation, command: c.Speaking, at: int) -> Iterator[Event]:
    """Answer a command about what is said to a circle. Raises `Refused` where it cannot be, with what can."""
    if isinstance(command, c.Say):
        yield from _said(o, command, at)
    elif command.reopen:
        yield _reopened(o, command, at)
    else:
        yield _answered(o, command, at)


# --- said --------------------------------------------------------------------------------------------


def _said(o: Organisation, command: c.Say, at: int) -> Iterator[Event]:
    circle = o.working(command.circle)
    if not command.words:
        raise Refused(_("What would you like to say? A sentence is enough."))
    if command.role and not circle.has(command.role):
        raise unknown(_("role"), command.role, roles_of(circle))
    voice = Voice(
        id=_free(o, circle.id),
        circle=circle.id,
        kind=command.kind,
        words=command.words,
        role=command.role,
        by="" if command.unnamed else _speaker(o, circle, command),
        on=command.today,
    )
    if not command.unnamed:
        yield e.VoiceHeard(at=at, voice=voice)
        return
    check_unnamed(o, circle)
    # Sent twice, by a connection that went meanwhile, it has no id by which that could be seen; so its words tell it.
    if not any(_like(each, voice) for each in o.voices.live.values()):
        yield e.VoiceHeard(at=_beginning(command.today), voice=voice)


def check_unnamed(o: Organisation, circle: Circle) -> None:
    """Refuse what is said unnamed to a circle that has not agreed to that, with what one can do instead."""
    if circle.customs.unnamed:
        return
    others = [each.name for each in o.standing.values() if each.customs.unnamed]
    instead = (
        _("These hear it without a name: {circles}.", circles=", ".join(others[:5]))
        if others
        else _("Somebody whom you trust can say it in their name.")
    )
    raise Refused(
        _(
            "{circle} has not agreed to hear things unnamed: with a name it can ask back. Say it with your name; or propose, "
            "as a custom of {circle}, that it may be done without (‹customs›). {instead}",
            circle=circle.name,
            instead=instead,
        )
    )


def _speaker(o: Organisation, circle: Circle, command: c.Say) -> str:
    if command.by in o.people or (command.by and circle.customs.hearing == "anybody"):
        return command.by
    if not command.by:
        raise Refused(_("Who says it? Name them with --by; or say it unnamed, where the circle has agreed to that."))
    raise Refused(
        _(
            "{organisation} knows nobody as “{account}”. Say with --by PERSON who says it; or write login = “{account}” "
            "with that person into the organisation's file, and bring it in again.",
            organisation=o.about.name if o.about else "",
            account=command.by,
        )
    )


def _free(o: Organisation, circle: str) -> str:
    """Return an id that nothing else has that was said: it counts what was said to that circle, and tells no more."""
    number = 1
    while (id_ := f"{circle}-said-{number}") in o.voices:
        number += 1
    return id_


def _like(one: Voice, other: Voice) -> bool:
    same = (one.circle, one.kind, one.words, one.role, one.by) == (
        other.circle,
        other.kind,
        other.words,
        other.role,
        other.by,
    )
    return same and not one.answered


def _beginning(day: date) -> int:
    """Return when a day begins, in ms since 1970 (UTC), whatever time it is."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


# --- answered ----------------------------------------------------------------------------------------


def _answered(o: Organisation, command: c.AnswerVoice, at: int) -> Event:
    voice = known(o, command.voice)
    if voice.answered:
        raise Refused(
            _(
                "It was answered on {day}: “{answer}”. Is it none yet for who said this? Then it can wait again, with what is still open.",
                day=voice.answered,
                answer=voice.answer,
            )
        )
    if not command.words:
        raise Refused(_("What is the answer? Say it in a sentence: whoever said this will read it."))
    check_answers(o, voice, command.person, command.today)
    return e.VoiceAnswered(
        at=at, voice=voice.id, answer=command.words, person=_named(o, command.person), on=command.today
    )


def _reopened(o: Organisation, command: c.AnswerVoice, at: int) -> Event:
    voice = known(o, command.voice)
    if not voice.answered:
        raise Refused(_("It still waits for its answer; nothing is lost."))
    if not command.words:
        raise Refused(_("What is still open for you? Say it in a sentence, so that the next answer can meet it."))
    if voice.by:
        check_answers(o, voice, command.person, command.today)
    return e.VoiceReopened(at=at, voice=voice.id, person=_named(o, command.person), why=command.words)


def known(o: Organisation, id_: str) -> Voice:
    """Return what was said under that id; refuses with the nearest ones otherwise."""
    if id_ not in o.voices:
        raise unknown(_("thing said"), id_, [v.id for v in o.voices.live.values()])
    return o.voices[id_]


def answering(o: Organisation, voice: Voice, today: date) -> tuple[str, ...]:
    """Return who may answer between meetings: who holds the role, the circle's process roles; where none is held, its members.

    Of a circle that has ended, those of the one that looks after it.
    """
    care = o.in_care_of(voice.circle)
    circle = o.circles.get(care)
    if circle is None:
        return ()
    roles = (voice.role, *PROCESS_ROLES) if care == voice.circle and voice.role else PROCESS_ROLES
    found = dict.fromkeys(holder for role in roles if (holder := circle.holder(role, today)))
    return tuple(found) or o.full_members(care, today)


def check_answers(o: Organisation, voice: Voice, person: str, today: date) -> None:
    """Refuse an answer of somebody who is neither asked, nor has said it themselves."""
    asked = answering(o, voice, today)
    if person in asked or (voice.by and person == voice.by):
        return
    names = ", ".join(o.people[p].name for p in asked if p in o.people) or _("nobody yet")
    raise Refused(
        _(
            "Between meetings {names} can answer this, for {circle}; or the circle does, in its next meeting.",
            names=names,
            circle=o.circles[o.in_care_of(voice.circle)].name,
        )
    )


def _named(o: Organisation, person: str) -> str:
    return person if person in o.people else ""


def roles_of(circle: Circle) -> dict[str, str]:
    """Return the roles of a circle to which one can say something, name by id."""
    return {r.id: r.name for r in circle.role} | {role: circle.role_name(role) for role in PROCESS_ROLES}


def role_meant(o: Organisation, circle: str, said: str) -> str:
    """Return the id of the role of a circle that somebody calls by its id or its name; `said` itself where there is none."""
    if not said or circle not in o.circles:
        return said
    roles, plain = roles_of(o.circles[circle]), said.strip().casefold()
    return next((id_ for id_, name in roles.items() if plain in (id_.casefold(), name.casefold())), said)


# --- waiting -----------------------------------------------------------------------------------------


def waiting(o: Organisation, circle: str = "") -> Iterator[Voice]:
    """Yield what waits for an answer, in the care of one circle or of all, the oldest first."""
    for voice in o.voices.live.values():
        if not voice.answered and (not circle or o.in_care_of(voice.circle) == circle):
            yield voice


def rhythm(o: Organisation, circle: str) -> int:
    """Return how many days usually lie between two meetings of a circle: the middle one of its latest gaps."""
    days = o.met.get(circle, ())
    gaps = [(after - before).days for before, after in pairwise(days) if after > before]
    if not gaps:
        return USUALLY
    from statistics import median  # brings much along, and few ask

    return max(1, round(median(gaps)))


def due_on(o: Organisation, voice: Voice) -> date:
    """Return the day by which it is to be answered: when the circle would usually have met since."""
    return voice.on + timedelta(days=rhythm(o, o.in_care_of(voice.circle)))
