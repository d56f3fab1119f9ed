"""Errands are loaded when they are run; each of them is there."""

from importlib import import_module

import pytest

from sociotui.room.errands import ERRANDS


@pytest.mark.parametrize("name", ERRANDS)
def test_each_errand_leads_to_a_function(name: str) -> None:
    module, _dot, function = ERRANDS[name].run.rpartition(".")
    assert callable(getattr(import_module(f"sociotui.room.{module}"), function))
