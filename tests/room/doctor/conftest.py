"""A home that an unprivileged account can reach and owns."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journal.conftest import NOBODY
from tests.room.doctor.staging import home


@pytest.fixture
def theirs() -> Iterator[Path]:
    """A home of an unprivileged account, where nobody passes over who may read and write."""
    place = Path(tempfile.mkdtemp(prefix="sociotui-"))
    there = home(place)
    if not os.geteuid():
        for each in (place, *place.rglob("*")):
            os.chown(each, NOBODY, NOBODY)
    yield there
    for folder, _folders, _files in os.walk(place):
        Path(folder).chmod(0o700)
    shutil.rmtree(place)
