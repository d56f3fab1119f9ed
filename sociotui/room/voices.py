"""Voices: what was said to circles between meetings, by name: said, answered and listed, in sentences and as an object."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Literal

from sociotui.domain.meeting import Meeting
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_commands import AnswerVoice, Say
from sociotui.domain.refusal import unknown
from sociotui.domain.speaking import answering, check_unnamed, due_on, known, role_meant
from sociotui.domain.voice import VOICE_KINDS, Voice, VoiceKind, kind_said
from sociotui.room.home import Home
from sociotui.words import _

VERSION = 1
"""The version of the object; a field keeps its meaning as long as that stays."""
State = Literal["waiting", "on an agenda", "answered"]


def say_by_name(
    home: Home,
    circle: str,
    *,
    kind: str,
    words: str,
    role: str = "",
    unnamed: bool = False,
    by: str = "",
    cmd: str = "",
) -> str:
    """Say something to a circle, and return where it is now, and how long it waits at the most, in sentences."""
    home.founded()
    command = Say(
        circle=circle,
        kind=kind_meant(kind),
        words=words,
        role=role_meant(home.organisation(), circle, role),
        unnamed=unnamed,
        by=by,
        today=home.clock.today(),
    )
    events = home.speak(command, by, cmd)
    o = home.organisation()
    voice = getattr(events[0], "voice", None) if events else None
    if not isinstance(voice, Voice):
        return _("That is there already, word for word, and waits for its answer.")
    return told(o, o.voices.get(voice.id, voice))


def told(o: Organisation, voice: Voice) -> str:
    """Return what is said to who has just said something: where it is now, and how they will know of the answer."""
    circle, day = o.circles[voice.circle], due_on(o, voice)
    said = _(
        "Thank you. It is ready for the next meeting of {circle} ({id}), and should be answered by {day}.",
        circle=circle.name,
        id=voice.id,
        day=day,
    )
    if voice.role:
        said += " " + _("It is for the role “{role}”.", role=circle.role_name(voice.role))
    if voice.by:
        return said
    return " ".join(
        [said, _("Nobody can tell you of the answer: read it with “sociotui said {circle}”.", circle=circle.id)]
    )


def kind_meant(kind: str) -> VoiceKind:
    """Return the kind that somebody means; refuses another word with what there is."""
    found = next((k for k in VOICE_KINDS if k == kind.strip().lower()), None)
    if found is None:
        raise unknown(_("kind"), kind, list(VOICE_KINDS))
    return found


def unnamed_truth(where: str) -> str:
    """Return what being unnamed does, and what it can't do, for whoever is about to say something so; `where` answers are read."""
    return _(
        "Unnamed means: your name, account, session and the time of day are not written down with it; on record are your words and "
        "the day. More it can't do: a small circle may know how you write; who looks on just now sees it come; whoever runs the "
        "machine could watch, or work out from who came and went on a server, and from what stands beside it, when it came. Nobody "
        "can ask you back, or tell you the answer: look for it {where}. It can't be taken back.",
        where=where,
    )


def unnamed_to(home: Home, circle: str) -> str:
    """Return what one should know before saying something unnamed to a circle; refuses where it has not agreed to that."""
    o = home.founded()
    check_unnamed(o, o.working(circle))
    return unnamed_truth(_("with “sociotui said {circle}”", circle=circle))


def shell_truth() -> str:
    """Return what is told of words that stand on the command line themselves."""
    return _(
        "What you typed on this line is in your own shell's history, and others on this machine could see the line while it "
        "runs. Leave the words out, and you are asked for them."
    )


def reply_by_name(home: Home, voice: str, words: str, *, by: str, again: bool = False, cmd: str = "") -> str:
    """Answer what was said, or with `again` say that it is still open; return what came of it in a sentence."""
    o = home.founded()
    found = known(o, voice)
    command = AnswerVoice(voice=voice, words=words, person=by, reopen=again, today=home.clock.today())
    home.speak(command, by, cmd)
    name = o.people[found.by].name if found.by in o.people else ""
    if again:
        return _("Thank you for saying so. It waits for another answer.")
    if name and found.by != by:
        return _("Thank you. {name} finds the answer on the first screen, and all in “sociotui said”.", name=name)
    return _("Thank you. The answer stands in “sociotui said”, for all to read.")


# --- listing ---------------------------------------------------------------------------------------------


def state_of(o: Organisation, voice: Voice, meeting: frozenset[str] = frozenset()) -> State:
    """Return how it stands with what was said; `meeting` are the ids of what is an item of a meeting under way."""
    if voice.answered:
        return "answered"
    kept = o.backlog.get(o.in_care_of(voice.circle), ())
    return "on an agenda" if voice.id in meeting or any(t.voice == voice.id for t in kept) else "waiting"


def said_of(
    o: Organisation, under_way: Iterable[Meeting], circle: str, *, waiting: bool = False
) -> list[tuple[Voice, State]]:
    """Return what was said, to one circle or to all, with how it stands: what waits first, the oldest of it at the top."""
    items = frozenset(i.voice.id for m in under_way if not m.private for i in m.agenda if i.voice and not i.outcome)
    voices = o.voices.live.values() if waiting else o.voices.values()
    found = [(v, state_of(o, v, items)) for v in voices if circle in ("", v.circle, o.in_care_of(v.circle))]
    found = [(v, state) for v, state in found if not (waiting and v.answered)]
    return sorted(found, key=lambda each: (each[1] == "answered", each[0].on))


def _looked_up(home: Home, circle: str, *, waiting: bool) -> tuple[Organisation, list[tuple[Voice, State]]]:
    home.founded()
    under_way = home.open_meetings()
    o = home.organisation()
    if circle:
        o.circle(circle)
    return o, said_of(o, under_way, circle, waiting=waiting)


def lines(home: Home, circle: str = "", *, waiting: bool = False) -> list[str]:
    """Return what was said as lines: who to whom, the words, and how it stands."""
    o, found = _looked_up(home, circle, waiting=waiting)
    return lines_of(o, found, home.clock.today())


def lines_of(o: Organisation, found: Sequence[tuple[Voice, State]], today: date) -> list[str]:
    """Return what was said as lines; where nothing was, how one does."""
    if not found:
        return [_("Nothing was said here between meetings. “sociotui say CIRCLE” does it, or the screen (‹say›).")]
    told: list[str] = []
    for voice, state in found:
        told += ["", *_lines(o, voice, state, today)]
    return told[1:]


def _lines(o: Organisation, voice: Voice, state: State, today: date) -> Iterator[str]:
    yield f"{voice.id}  {headline(o, voice)} · {standing(o, voice, state, today)}"
    yield from (f"    {line}" for line in voice.words.splitlines())
    for before in voice.earlier:
        yield "    " + _("answered on {day}: {answer}", day=before.on, answer=before.answer)
        yield "    " + _("still open: {why}", why=before.why)
    if voice.answered:
        by = o.people[voice.answered_by].name if voice.answered_by in o.people else _("the circle")
        yield from (f"    → {line}" for line in _("{name}: {answer}", name=by, answer=voice.answer).splitlines())


def headline(o: Organisation, voice: Voice) -> str:
    """Return what it is, of whom, to whom and since when, in a line."""
    circle = o.circles[voice.circle]
    to = _("{role} of {circle}", role=circle.role_name(voice.role), circle=circle.name) if voice.role else circle.name
    by = o.people[voice.by].name if voice.by in o.people else voice.by or _("unnamed")
    return _("{kind} to {to}, {name}, {day}", kind=kind_said(voice.kind), to=to, name=by, day=voice.on)


def standing(o: Organisation, voice: Voice, state: State, today: date) -> str:
    """Return how it stands in a few words, and where it waits, by when it should be answered."""
    if state == "answered":
        return _("answered on {day}", day=voice.answered)
    day = due_on(o, voice)
    said = _("on an agenda") if state == "on an agenda" else _("waiting")
    late = _("overdue since {day}", day=day) if day < today else _("by {day}", day=day)
    return f"{said}, {late}"


def as_object(home: Home, circle: str = "", *, waiting: bool = False) -> dict[str, Any]:
    """Return what was said as an object of plain JSON types. People, circles and roles are given by id, days as 2027-03-01."""
    o, found = _looked_up(home, circle, waiting=waiting)
    today = home.clock.today()
    return {
        "version": VERSION,
        "today": today.isoformat(),
        "circle": circle or None,
        "said": [
            {
                "id": v.id,
                "circle": v.circle,
                "role": v.role or None,
                "kind": v.kind,
                "words": v.words,
                "by": v.by or None,
                "on": v.on.isoformat(),
                "state": state,
                "due": due_on(o, v).isoformat() if not v.answered else None,
                "answer": v.answer or None,
                "answered": v.answered.isoformat() if v.answered else None,
                "answered_by": v.answered_by or None,
                "meeting": v.meeting or None,
                "asked": list(answering(o, v, today)) if not v.answered else [],
            }
            for v, state in found
        ],
    }
