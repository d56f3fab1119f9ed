"""Evolve, selection: the meeting after what happens to nominations."""

from msgspec.structs import replace

from sociotui.domain import events
from sociotui.domain.meeting import Meeting
from sociotui.domain.selection import Grid, write
from sociotui.domain.unfolding import Handlers, with_item

HANDLERS = Handlers()


def _with_grid(m: Meeting, id_: int, grid: Grid) -> Meeting:
    return with_item(m, id_, grid=grid)


def _grid(m: Meeting, id_: int) -> Grid:
    item = m.find_item(id_)
    return item.grid if item and item.grid else Grid(sought=())


@HANDLERS.on(events.RolesSought)
def _roles_sought(m: Meeting, e: events.RolesSought) -> Meeting:
    return _with_grid(m, e.item, Grid(sought=e.sought))


@HANDLERS.on(events.NominationsWritten)
def _nominations_written(m: Meeting, e: events.NominationsWritten) -> Meeting:
    return _with_grid(m, e.item, write(_grid(m, e.item), e.person, e.choices))


@HANDLERS.on(events.NominationPassed)
def _nomination_passed(m: Meeting, e: events.NominationPassed) -> Meeting:
    grid = _grid(m, e.item)
    written = {person: choices for person, choices in grid.written.items() if person != e.person}
    return _with_grid(m, e.item, replace(grid, written=written, passed=(*grid.passed, e.person)))


@HANDLERS.on(events.NominationsRevealed)
def _nominations_revealed(m: Meeting, e: events.NominationsRevealed) -> Meeting:
    return _with_grid(m, e.item, replace(_grid(m, e.item), revealed=True))


@HANDLERS.on(events.NominationChanged)
def _nomination_changed(m: Meeting, e: events.NominationChanged) -> Meeting:
    grid = write(_grid(m, e.item), e.person, e.choices)
    changed = grid.changed if e.person in grid.changed else (*grid.changed, e.person)
    return _with_grid(m, e.item, replace(grid, changed=changed))
