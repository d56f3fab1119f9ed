"""Whatever becomes of any single call into the kernel, what was confirmed is there, once."""

from pathlib import Path

import pytest

from .faults import strike_all
from .ledger import Ledger
from .nest import in_nest
from .scenarios import CLOSING, SCENARIOS

pytestmark = [
    pytest.mark.failures,
    pytest.mark.fault(
        "killed before a call",
        "killed after a call",
        "killed within a write",
        "EIO from a call",
        "ENOSPC from a call",
        "EDQUOT from a call",
        "short write or read",
        "disk gone from a call on",
        "disk full from a call on",
    ),
]

LONG = {CLOSING.name}


@pytest.mark.parametrize("name", [pytest.param(n, marks=[pytest.mark.slow] if n in LONG else []) for n in SCENARIOS])
def test_every_fault_at_every_call(place: Path, ledger: Ledger, name: str) -> None:
    ledger.add(in_nest(strike_all, name, place))
