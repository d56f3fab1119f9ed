"""Undoing: what a change outside of meetings did is taken back, by an act of its own, to exactly what was before.

Only that change is: what came later and has to do with other things stays. Where something has been built on it since,
it is refused, and what that was is said.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain import organisation_events as e
from sociotui.domain.altered import altered
from sociotui.domain.changes import Step, UndoChange
from sociotui.domain.changing import check_change
from sociotui.domain.circles import Circle
from sociotui.domain.event import Event
from sociotui.domain.history import Turn, turns, undone
from sociotui.domain.mentions import Kind, walk
from sociotui.domain.organisation import About, Organisation
from sociotui.domain.people import Role
from sociotui.domain.records import Selection
from sociotui.domain.refusal import Refused
from sociotui.domain.resting_on import recorder
from sociotui.words import _

Evolve = Callable[[Organisation, Event], Organisation]
T = TypeVar("T", bound=Struct)

_OWN = (e.StructureChanged, e.ChangeUndone)


class _Clash(Exception):  # noqa: N818 - found on the way, and told as a refusal
    """Something that the change did is not any more as it left it."""


def undo(o: Organisation, command: UndoChange, actor: str, at: int, evolve: Evolve) -> Iterator[Event]:
    """Yield the event that takes a change back. Raises `Refused` where it can't be, with what stands in the way."""
    found = {turn.step.number: turn for turn in turns(command.steps)}
    turn = found.get(command.change)
    _check(command, turn)
    assert turn is not None
    later = [each for number, each in found.items() if number > command.change]
    try:
        event = _restoring(o, turn, command.steps, at)
        after = evolve(o, event)
        _check_gone(event, later, command, o)
        check_change(o, after)
        _check_members(after)
    except (_Clash, Refused) as why:
        raise _built_on(turn, later, command, str(why)) from None
    concerned = {circle: None for told in altered(o, after, command.today) for circle in told.circles}
    role = recorder(o, actor, concerned, command.today)
    yield replace(event, why=command.why, role=role)


def last_change(steps: Sequence[Step]) -> int:
    """Return the number of the latest change that stands; refuses where there is none."""
    gone = undone(steps)
    for step in reversed(steps):
        if step.events and isinstance(step.events[0], e.StructureChanged) and step.number not in gone:
            return step.number
    raise Refused(_("There is no change to take back: none was made outside of meetings, or all are taken back."))


def _check(command: UndoChange, turn: Turn | None) -> None:
    if turn is None:
        raise Refused(
            _("There is no change of number {n} on record. The history tells their numbers.", n=command.change)
        )
    if not isinstance(turn.step.events[0], _OWN):
        raise Refused(
            _(
                "Number {n} was decided, or brought in from a file; only what was changed outside of meetings is taken "
                "back. Change it anew, or put it on the agenda.",
                n=command.change,
            )
        )
    by = undone(command.steps).get(command.change)
    if by:
        raise Refused(_("Number {n} has been taken back already, by number {by}.", n=command.change, by=by))


# --- what was before ---------------------------------------------------------------------------------


def _restoring(o: Organisation, turn: Turn, steps: Sequence[Step], at: int) -> e.ChangeUndone:
    """Return the event that brings back, on what is there now, what stood before; raises `_Clash`."""
    before, after = turn.before, turn.after
    people, gone_people = _things(before.people, after.people, o.people, _plain)
    circles, gone_circles = _things(before.circles, after.circles, o.circles, _merged)
    made, taken = _selections(turn.step)
    again = {s.id: s for step in steps for s in _chosen(step) if s.id in taken}
    return e.ChangeUndone(
        at=at,
        change=turn.step.number,
        about=_described(before.about, after.about, o.about),
        people=people,
        circles=circles,
        selections=tuple(again.values()),
        gone_people=gone_people,
        gone_circles=gone_circles,
        gone_selections=made,
    )


def _selections(step: Step) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the ids of the selections that a step put on record, and of those that it took away."""
    taken = [id_ for event in step.events if isinstance(event, e.ChangeUndone) for id_ in event.gone_selections]
    return tuple(s.id for s in _chosen(step)), frozenset(taken)


def _chosen(step: Step) -> Iterator[Selection]:
    for event in step.events:
        if isinstance(event, e.PersonSelected):
            yield event.selection
        elif isinstance(event, e.ChangeUndone):
            yield from event.selections


def _described(before: About | None, after: About | None, now: About | None) -> About | None:
    if before == after or before is None or after is None or now is None:
        return None
    return _plain(before, after, now)


def _things(
    before: dict[str, T], after: dict[str, T], now: dict[str, T], merged: Callable[[T, T, T], T]
) -> tuple[tuple[T, ...], tuple[str, ...]]:
    back, gone = [], []
    for id_ in {**before, **after}:
        b, a, n = before.get(id_), after.get(id_), now.get(id_)
        if b == a:
            continue
        if b is None:
            if n != a:
                raise _Clash
            gone.append(id_)
        elif a is None:
            if n is not None:
                raise _Clash
            back.append(b)
        elif n is None:
            raise _Clash
        else:
            back.append(merged(b, a, n))
    return tuple(back), tuple(gone)


def _plain(before: T, after: T, now: T) -> T:
    """Return what is there now with the fields that a change set as they were before it."""
    said = {}
    for name in before.__struct_fields__:
        b, a = getattr(before, name), getattr(after, name)
        if b != a:
            said[name] = _value(b, a, getattr(now, name))
    return replace(now, **said)


def _value(before: Any, after: Any, now: Any) -> Any:
    if now != after:
        raise _Clash
    return before


def _merged(before: Circle, after: Circle, now: Circle) -> Circle:
    if now.ended and not after.ended:
        raise Refused(_("{circle} ended on {day}.", circle=now.name, day=now.ended))
    parts = {"members": before.members, "roles": before.roles, "role": before.role}
    plain = _plain(replace(before, **_of(after)), after, now)
    found: dict[str, Any] = {}
    for name, value in parts.items():
        if value != getattr(after, name):
            found[name] = _part(name, before, after, now)
    return replace(plain, **found)


def _of(circle: Circle) -> dict[str, Any]:
    return {"members": circle.members, "roles": circle.roles, "role": circle.role}


def _part(name: str, before: Circle, after: Circle, now: Circle) -> Any:
    if getattr(now, name) == getattr(after, name):
        return getattr(before, name)
    if name == "members":
        return _rows(before.members, after.members, now.members)
    if name == "roles":
        b, a, n = before.roles, after.roles, dict(now.roles)
        for role in {**b, **a}:
            if b.get(role) != a.get(role):
                _value(b.get(role), a.get(role), n.get(role))
                n.pop(role, None)
                if role in b:
                    n[role] = b[role]
        return n
    ids = _rows(*(tuple(r.id for r in circle.role) for circle in (before, after, now)))
    there = {r.id: r for r in before.role}, {r.id: r for r in after.role}, {r.id: r for r in now.role}
    return tuple(_own(id_, *there) for id_ in ids)


def _own(id_: str, before: dict[str, Role], after: dict[str, Role], now: dict[str, Role]) -> Role:
    b, a, n = before.get(id_), after.get(id_), now.get(id_)
    if b is not None and a is not None and n is not None:
        return _plain(b, a, n)
    kept = n or b
    assert kept is not None
    return kept


def _rows(before: tuple[str, ...], after: tuple[str, ...], now: tuple[str, ...]) -> tuple[str, ...]:
    """Return what stands in a row now, without what a change put there, with what it took away in its former place."""
    if [r for r in before if r in after] != [r for r in after if r in before]:
        raise _Clash  # it gave them another order
    came = {r for r in after if r not in before}
    if not came <= {*now} or any(r in now for r in before if r not in after):
        raise _Clash
    row = [r for r in now if r not in came]
    for place, each in enumerate(before):
        if each not in after:
            row.insert(min(place, len(row)), each)
    return tuple(row)


# --- what was built on it ----------------------------------------------------------------------------


def _check_gone(event: e.ChangeUndone, later: Sequence[Turn], command: UndoChange, o: Organisation) -> None:
    """Refuse to take away people and circles that others on record name since then."""
    people = {*event.gone_people}
    if people & command.busy.people or {*event.gone_circles} & command.busy.circles:
        raise Refused(_("While meetings are under way, nobody and nothing is taken out. Close them (‹close›) first."))
    for turn in later if people or event.gone_circles else ():
        if isinstance(turn.step.events[0], _OWN):
            continue  # of what changes did, the structure tells that is there now
        for each in turn.step.events:
            if people & _named(each):
                raise Refused(_("What was decided or noted since then names them."))
    for circle in event.gone_circles:
        kept = (o.held, o.policies, o.selections, o.follow_ups, o.voices)
        some = any(
            thing.circle == circle and thing.id not in event.gone_selections for s in kept for thing in s.values()
        )
        if some or o.backlog.get(circle) or any(w.circle == circle for w in o.waiting.values()):
            name = o.circles[circle].name
            raise Refused(_("{circle} has meetings, decisions or topics on record. End it instead.", circle=name))


def _named(event: Event) -> set[str]:
    found: set[str] = set()

    def look(kind: Kind, text: str, _whose: str | None, _meeting: str) -> str:
        if kind in ("id", "or circle"):
            found.add(text)
        return text

    walk(msgspec.to_builtins(event), look)
    return found


def _check_members(o: Organisation) -> None:
    for circle in o.circles.values():
        lost = next((p for p in circle.members if p not in o.people), None)
        if lost:
            raise Refused(_("{circle} has them among its members.", circle=circle.name))


def _built_on(turn: Turn, later: Sequence[Turn], command: UndoChange, why: str) -> Refused:
    """Return the refusal that tells what came since then to the same people and circles."""
    mine, gone = _touched(turn), undone(command.steps)
    since = [t for t in later if t.step.number not in gone and not isinstance(t.step.events[0], e.ChangeUndone)]
    since = [t for t in since if _touched(t) & mine]
    said = [_("Something has been built on number {n} since.", n=command.change), why]
    if since:
        last = since[-1]
        told = " ".join(t.said for t in altered(last.before, last.after, command.today))
        said.append(_("Number {n}: {told}", n=last.step.number, told=told))
        said.append(_("Take that back first, or change it anew."))
    elif not why:
        said.append(_("Change it anew instead."))
    return Refused(" ".join(part for part in said if part))


def _touched(turn: Turn) -> set[tuple[str, str]]:
    """Return the people and circles that an act changed, by kind and id."""
    b, a = turn.before, turn.after
    people: set[tuple[str, str]] = {
        ("person", i) for i in {**b.people, **a.people} if b.people.get(i) != a.people.get(i)
    }
    circles = {("circle", i) for i in {**b.circles, **a.circles} if b.circles.get(i) != a.circles.get(i)}
    about = {("about", "")} if b.about != a.about else set()
    moved = {("person", p) for _c, i in circles for p in _members(b, i) ^ _members(a, i)}
    return people | circles | about | moved


def _members(o: Organisation, circle: str) -> set[str]:
    return {*o.circles[circle].members} if circle in o.circles else set()
