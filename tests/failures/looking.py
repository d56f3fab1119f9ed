"""Looking: what is left of a home after a fault, held against what it had confirmed."""

from collections import Counter
from pathlib import Path

from sociotui.journal.port import JournalError

from .ledger import Row
from .locks import locked
from .scenario import Scenario, State


def look(row: Row, scenario: Scenario, home: Path, states: list[State], told: int, what: str) -> None:
    """Look what is on record after `told` confirmations, do all of the scenario again, look again; note it in `row`."""
    row.runs += 1
    row.acknowledged += told
    for path in locked(home):
        row.note("wrong", f"{what}: {path.name} is still locked")
    allowed = states[scenario.at_least(told) :]
    if _stands(row, scenario, home, allowed, what):
        try:
            scenario.work(home, lambda _cmd: None)
        except JournalError as error:
            row.note("wrong", f"{what}, sent again: {error!r}")
        _stands(row, scenario, home, states[-1:], f"{what}, sent again")
        for wrong in scenario.left(home):
            row.note("wrong", f"{what}: {wrong}")


def _stands(row: Row, scenario: Scenario, home: Path, allowed: list[State], what: str) -> bool:
    """Whether what is on record is one of the states that are `allowed`, the least of them first; note it if not."""
    try:
        state = scenario.read(home)
    except JournalError as error:
        row.note("unreadable", f"{what}: {error!r}")
        return False
    if state in allowed:
        return True
    there, least = _events(state), _events(allowed[0])
    double = sum(count - 1 for count in Counter((stream, content) for stream, _seq, _cmd, content in there).values())
    lost = len(least - there)
    kind = "lost" if lost else "doubled" if double else "wrong"
    row.note(kind, f"{what}: there is {_brief(state)}, not {' or '.join(map(_brief, allowed))}", lost or double or 1)
    return False


def _brief(state: State) -> str:
    return "; ".join(f"{s}: {' '.join(f'{n} {cmd}' for n, cmd, _what in events[-5:])}" for s, events in state.items())


def _events(state: State) -> Counter[tuple[str, int, str, str]]:
    return Counter((stream, *event) for stream, events in state.items() for event in events)
