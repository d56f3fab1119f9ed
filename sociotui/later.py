"""Later: a module that is loaded when something of it is first needed, so that a start waits for nothing that it does not use.

For type checkers and for the order of imports it is imported as ever:

    if TYPE_CHECKING:
        from sociotui.domain import decide as rules
    else:
        rules = Later("sociotui.domain.decide")
"""

from importlib import import_module
from typing import Any


class Later:
    """Stands for the module `name`: what is asked of it is looked up there, once each."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, what: str) -> Any:
        found = getattr(import_module(self._name), what)
        setattr(self, what, found)  # the next time it is found without this
        return found
