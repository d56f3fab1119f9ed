"""Checkup: all that is looked at, one after the other; nothing is changed by it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from sociotui.journal.places import id_of
from sociotui.journal.restoring import left_over
from sociotui.room.doctor.access import check_access
from sociotui.room.doctor.beside import check_beside
from sociotui.room.doctor.disk import check_disk
from sociotui.room.doctor.findings import Finding
from sociotui.room.doctor.formats import check_formats
from sociotui.room.doctor.home import check_home
from sociotui.room.doctor.journals import check_journals
from sociotui.room.doctor.locks import check_locks, held_in
from sociotui.room.doctor.lying import lying_in
from sociotui.room.doctor.machine import Machine
from sociotui.room.doctor.program import check_program
from sociotui.room.doctor.record import check_record
from sociotui.room.doctor.repairing import mending
from sociotui.room.doctor.served import check_served
from sociotui.room.doctor.settings import check_settings
from sociotui.room.doctor.terminal import check_terminal
from sociotui.words import _


def is_home(folder: Path) -> bool:
    """Whether there is anything in `folder` that a home holds; a folder that can't be read may hold it."""
    try:
        return bool(lying_in(folder) or left_over(folder))
    except PermissionError:
        return True


def check_up(home: Path, machine: Machine) -> list[Finding]:
    """Look at a home that is there, and at the machine around it."""
    return [*_store(home, machine), *check_around(machine)]


def check_around(machine: Machine) -> list[Finding]:
    """Look at what has nothing to do with a home."""
    return [*check_settings(machine), *check_terminal(machine), *check_program()]


def _store(home: Path, machine: Machine) -> Iterator[Finding]:
    try:
        lying = lying_in(home)
    except PermissionError as error:
        said = _(
            "This account can't look into {folder}. Work as the account that it belongs to.", folder=error.filename
        )
        yield Finding(group="home", check="readable", level="wrong", said=said, about=str(home))
        return
    yield from check_home(home, lying, machine)
    held = held_in(lying, machine)
    journals = check_journals(home, lying, partial(mending, machine.clock), held)
    yield from check_disk(home, machine, journals.largest)
    yield from journals.findings
    yield from check_beside(home, lying)
    meetings = {id_of(stream): meeting for stream, meeting in journals.meetings.items()}
    yield from check_access(journals.access, journals.organisation)
    yield from check_record(home, journals.organisation, meetings, machine.clock)
    yield from check_locks(home, held, machine)
    yield from check_served(home, machine)
    yield from check_formats(home, journals.organisation.circles if journals.organisation else {})
