"""The company: what the simulated members do next, each for a reason of their own, in the rules of a real meeting."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain import commands as c
from sociotui.domain.event import Command
from sociotui.domain.meeting import Meeting
from sociotui.domain.practising import choosing, cues
from sociotui.domain.practising.chance import pick
from sociotui.domain.practising.reasons import carried, held_by, stands
from sociotui.domain.practising.scenario import Member, Reason
from sociotui.domain.practising.state import Exercise, Heard
from sociotui.domain.round import Round
from sociotui.words import _


class Move(Struct, frozen=True, kw_only=True):
    """What somebody does: a command, words, or both. What has a `key` is done once; `marks` are remembered beside it."""

    person: str
    heard: tuple[Heard, ...] = ()
    command: Command | None = None
    key: str = ""
    marks: tuple[str, ...] = ()


def next_move(x: Exercise) -> Move | None:
    """Return what a simulated member does now by themselves; None when it is for the learner to do something."""
    m = x.meeting
    cue = x.open_cue
    if m.closed or (cue and cue.kind in ("interrupts", "long")):
        return None
    kinds: dict[str, Callable[[Exercise, Meeting], Move | None]] = {
        "amend": _proposes,
        "nominate": _writes,
        "integrate": _hears_version,
        "talk": _hears_version,
    }
    found = kinds.get(m.step.kind)
    move = found(x, m) if found else None
    if move is None and m.round and m.round.speaking and not m.round.complete:
        move = _in_turn(x, m, m.round)
    if move is None and m.round and m.round.mode != "round" and not m.round.speaking:
        move = _as_moved(x, m, m.round)
    return move if move is None or not move.key or move.key not in x.happened else None


# --- proposing --------------------------------------------------------------------------------------


def _proposes(x: Exercise, m: Meeting) -> Move | None:
    """Who brings the topic reads out the need, and what they propose; the secretary writes the list of qualifications."""
    s = x.scenario
    if m.item is None:
        return None
    by = m.item.presenter
    if m.step.part == "qualifications" and s.role and m.proposal is None:
        writer = next(member.id for member in s.member)
        text = s.role.qualifications
        return Move(person=writer, command=c.Propose(person=writer, text=text), heard=(_says(writer, text),))
    if m.step.part == "needs" and s.topic and s.topic.need and m.proposal is None and s.find(by):
        return Move(person=by, command=c.Propose(person=by, text=s.topic.need), heard=(_says(by, s.topic.need),))
    if m.step.part or m.proposal or not s.wording or s.find(by) is None:
        return _hears_version(x, m)
    return Move(person=by, command=c.Propose(person=by, text=s.wording), heard=(_says(by, s.wording),))


def _hears_version(x: Exercise, m: Meeting) -> Move | None:
    """Who objected says whether a new wording reaches their reason; who has a new worry by it says so."""
    version = x.version
    if m.item is None or version is None:
        return None
    if m.step.kind == "integrate" and (released := _releases(x, m)):
        return released
    if version.number == 1:
        return None
    objectors = {o.person for o in m.ledger.open if o.version < version.number}
    versions = m.item.proposal.versions if m.item.proposal else ()
    was = carried(x.scenario, versions[-2] if len(versions) > 1 else None, m.today, x.said)
    for member in x.scenario.member:
        key = f"hears/{member.id}/{version.number}/{version.text}/{version.measures}/{version.review}"
        if key in x.happened:
            continue
        reasons, before = x.reasons(member.id), _voiced(x, member)
        if member.id in objectors and not reasons:
            eased = f"eased/{member.id}/{len(before)}"
            if eased in x.happened:
                continue
            return Move(person=member.id, key=key, marks=(eased,), heard=(_says(member.id, _eased(before)),))
        if member.id in objectors:
            return Move(person=member.id, key=key, heard=(_says(member.id, _still(reasons[0], before)),))
        fresh = next((r for r in reasons if r.reacts and not stands(r, was)), None)
        if fresh:
            return Move(person=member.id, key=key, heard=(_says(member.id, fresh.reacts),))
    return None


def _releases(x: Exercise, m: Meeting) -> Move | None:
    """Who objected lets go of it by themselves, where what was said has met the reason and the wording needs no change."""
    for objection in m.ledger.open:
        member = x.scenario.find(objection.person)
        if member and objection.version == m.version_of(m.subject) and not x.reasons(member.id):
            words = (_says(member.id, _eased(_voiced(x, member))),)
            if m.manner.release != "owner":  # all whom the dialect asks let go of it, the learner among them
                return Move(person=member.id, heard=words, key=f"let-go/{member.id}/{objection.number}")
            return Move(person=member.id, command=c.Release(person=member.id), heard=words)
    return None


def _voiced(x: Exercise, member: Member) -> tuple[Reason, ...]:
    """Return the reasons with which somebody has objected, the latest last."""
    return tuple(r for r in held_by(x.scenario, x.seed, member) if f"objects/{member.id}/{r.id}" in x.happened)


def _eased(before: tuple[Reason, ...]) -> str:
    return (before[-1].eased if before else "") or _("Yes, that helps. Thank you for taking it up.")


def _still(reason: Reason, before: tuple[Reason, ...]) -> str:
    if reason in before:
        return reason.still or _("Thank you for trying. It doesn't reach what I mean yet: {why}", why=reason.objects)
    return reason.objects


# --- nominations ------------------------------------------------------------------------------------


def _writes(x: Exercise, m: Meeting) -> Move | None:
    grid = m.item.grid if m.item else None
    if grid is None or grid.revealed:
        return None
    for member in x.scenario.member:
        if not grid.has_written(member.id):
            written = choosing.first_choice(x, member, tuple(s.role for s in grid.sought))
            return Move(person=member.id, command=c.Nominate(person=member.id, choices=written))
    return None


def _as_moved(x: Exercise, m: Meeting, r: Round) -> Move | None:
    """In popcorn the next one takes the turn; where hands are raised, each raises theirs once."""
    waiting = [p for p in r.queue if x.scenario.find(p)]
    if r.mode == "popcorn" and waiting:
        return Move(person=waiting[0], command=c.TakeTurn(person=waiting[0]))
    if r.mode == "stack":
        for person in waiting:
            key = f"hand/{m.place.key}/{r.lap}/{r.began}/{person}"
            if key not in x.happened and person not in m.hands:
                return Move(person=person, command=c.RaiseHand(person=person), key=key)
    return None


# --- in turn ----------------------------------------------------------------------------------------


def _in_turn(x: Exercise, m: Meeting, r: Round) -> Move | None:
    member = x.scenario.find(r.speaking)
    if member is None and r.subject and m.manner.at_once:  # all answer at once (S3), and nobody waits for the learner
        member = next((found for p in r.queue if (found := x.scenario.find(p))), None)
    if member is None:
        return None
    if r.subject:
        return _answers(x, m, member)
    key = cues.turn(m, r) + ("/again" if member.id in r.asked else "")
    if r.aside or key in x.happened:
        return None
    if cues.told_by(x, member.id):
        return None  # what they say is told by that
    if member.temper == "careful" and r.kind in ("check-in", "brainstorm") and r.queue and member.id not in r.later:
        once = f"later/{m.place.key}/{member.id}"
        if once not in x.happened:
            said = _says(member.id, _("Come back to me, please."), "passes")
            return Move(person=member.id, key=once, heard=(said,), command=c.PostponeTurn(person=member.id))
    speaks = {"clarify": _clarifies, "react": _reacts, "nomination": _gives_reasons, "change": _changes}.get(r.kind)
    move = speaks(x, m, member) if speaks else _speaks(x, m, member, r)
    return replace(move, key=move.key or key)


def _answers(x: Exercise, m: Meeting, member: Member) -> Move:
    """Consent, or an objection with the reason that stands. Only to the proposal itself: lists are good enough."""
    reasons = () if m.step.part or not m.item else x.reasons(member.id)
    if not reasons:
        objected = not m.step.part and _voiced(x, member)
        words = _("I consent now, and gladly.") if objected else _("I consent.")
        command: Command = c.Consent(person=member.id, means="terminal")
        return Move(person=member.id, command=command, heard=(_says(member.id, words, "consents"),))
    reason = reasons[0]
    words = reason.still if reason in _voiced(x, member) and reason.still else reason.objects
    command = c.Object(person=member.id, reason=words, aim_touched=reason.touches, means="terminal")
    heard = (_says(member.id, words, "objects"),)
    return Move(person=member.id, command=command, heard=heard, marks=(f"objects/{member.id}/{reason.id}",))


def _clarifies(x: Exercise, m: Meeting, member: Member) -> Move:
    for reason in held_by(x.scenario, x.seed, member):
        if reason.asks and f"asks/{member.id}/{reason.id}" not in x.happened:
            by = m.proposal.by if m.proposal else ""
            answer = (_says(by, reason.answer, "says"),) if reason.answer and x.scenario.find(by) else ()
            heard = (_says(member.id, reason.asks, "asks"), *answer)
            return Move(person=member.id, heard=heard, marks=(f"asks/{member.id}/{reason.id}",))
    return _passes(member, _("No question from me."))


def _reacts(x: Exercise, m: Meeting, member: Member) -> Move:
    r = m.round
    if member.temper == "quiet" and r and member.id not in r.asked:
        return _passes(member, _("Hm. Go on without me."))
    worried = next((reason.reacts for reason in x.reasons(member.id) if reason.reacts), "")
    words = worried or _own(x, m, member) or _("This could work for me.")
    return Move(person=member.id, heard=(_says(member.id, words),))


def _speaks(x: Exercise, m: Meeting, member: Member, r: Round) -> Move:
    words = _own(x, m, member)
    if r.passing == "yes" and (not words or (member.temper == "quiet" and r.kind == "brainstorm" and r.lap == 1)):
        return _passes(member, _("I pass."))
    words = words or _("I have nothing to add; it is good to be asked.")
    return Move(person=member.id, heard=(_says(member.id, words),))


def _own(x: Exercise, m: Meeting, member: Member) -> str:
    """Return one of the things that somebody says in this step or kind of round; in another round another one."""
    r = m.round
    among = member.says.get(m.step.id) or member.says.get(r.kind if r else "", ())
    if not among:
        return ""
    lap = r.lap if r else 1
    if lap > len(among) and r and r.kind == "brainstorm":
        return ""  # nothing new
    first = among.index(pick(x.seed, f"{x.scenario.id}/{member.id}/{m.step.id}", among))
    return among[(first + lap - 1) % len(among)]


def _gives_reasons(_x: Exercise, m: Meeting, member: Member) -> Move:
    grid = m.item.grid if m.item else None
    mine = next(iter(grid.written.get(member.id, {}).values()), None) if grid else None
    if mine is None:
        return _passes(member, _("I pass."))
    text = _("I nominated {name}. {why}", name=m.name(mine.person), why=mine.reason)
    return Move(person=member.id, heard=(_says(member.id, text),))


def _changes(x: Exercise, m: Meeting, member: Member) -> Move:
    changed = choosing.second_choice(x, member)
    if not changed:
        return _passes(member, _("No change."))
    nomination = next(iter(changed.values()))
    text = _("Having heard this I change to {name}. {why}", name=m.name(nomination.person), why=nomination.reason)
    return Move(
        person=member.id, command=c.Nominate(person=member.id, choices=changed), heard=(_says(member.id, text),)
    )


def _passes(member: Member, words: str) -> Move:
    return Move(person=member.id, command=c.PassTurn(person=member.id), heard=(_says(member.id, words, "passes"),))


def _says(person: str, text: str, tone: str = "says") -> Heard:
    return Heard(person=person, text=text, tone=tone)  # type: ignore[arg-type]
