"""Choosing: whom a simulated member nominates, by what they look for in the role; and when hearing others changes that."""

from sociotui.domain.practising.chance import pick
from sociotui.domain.practising.scenario import Candidate, Member
from sociotui.domain.practising.state import Exercise
from sociotui.domain.selection import Nomination

Choices = dict[str, Nomination]


def first_choice(x: Exercise, member: Member, roles: tuple[str, ...]) -> Choices:
    """Return whom somebody nominates: who brings most of what they look for, as far as they know it.

    Before anybody has spoken they see the tag that weighs most for them alone.
    """
    best = _best(x, member, member.values[:1])
    return dict.fromkeys(roles, Nomination(person=best.person, reason=best.text))


def second_choice(x: Exercise, member: Member) -> Choices:
    """Return how somebody nominates once all reasons are heard, which tell what each brings; {} for no change."""
    m = x.meeting
    grid = m.item.grid if m.item else None
    mine = grid.written.get(member.id, {}) if grid else {}
    named = {n.person for choices in (grid.written.values() if grid else ()) for n in choices.values()}
    heard = tuple(c for c in x.scenario.candidate if c.person in named)
    best = _best(x, member, member.values, heard)
    if not mine or not heard or all(n.person == best.person for n in mine.values()):
        return {}
    return dict.fromkeys(mine, Nomination(person=best.person, reason=best.text))


def _best(x: Exercise, member: Member, values: tuple[str, ...], among: tuple[Candidate, ...] = ()) -> Candidate:
    """Return who carries most of what is valued, the weightiest first; among equals as the seed has it."""
    candidates = among or x.scenario.candidate

    def weight(candidate: Candidate) -> tuple[int, ...]:
        return (sum(v in candidate.carries for v in values), *(int(v in candidate.carries) for v in values))

    most = max(weight(each) for each in candidates)
    return pick(x.seed, f"{x.scenario.id}/{member.id}/chooses", [each for each in candidates if weight(each) == most])
