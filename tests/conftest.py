"""What all tests share: how Hypothesis searches, here and in CI, and the ledger of failures that is printed at the end."""

import os
import signal
from typing import Any

from hypothesis import HealthCheck, settings

from .failures.reporting import pytest_addoption, pytest_configure, pytest_terminal_summary

__all__ = ["pytest_addoption", "pytest_configure", "pytest_terminal_summary"]

# Who runs tests in the background may have ctrl+c ignored, and programs that tests start would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)

# No deadline and no store of examples: what a run finds must not hang on the machine or on the run before. CI draws the
# same examples every time, so that it only goes red for a change.
_SHARED: dict[str, Any] = {"deadline": None, "database": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("local", **_SHARED)
settings.register_profile("ci", derandomize=True, **_SHARED)
settings.load_profile("ci" if os.environ.get("CI") else "local")
