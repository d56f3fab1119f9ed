"""Limited: the program with other limits for its sessions than everybody has, so that nobody has to wait for them.

The first argument says which, as an object: seconds and numbers by name. With the second one, `faulty`, the key that
shows all keys is a mistake of the program's.
"""

import json
import sys
from collections.abc import MutableMapping
from dataclasses import replace

from sociotui.cli import run
from sociotui.room.home import Home
from sociotui.served import server
from sociotui.served.limits import Limits
from sociotui.tui.app import SociotuiApp

FAULT = "a mistake that was put in"


def fail(_app: SociotuiApp) -> None:
    """Be a mistake."""
    raise RuntimeError(FAULT)


def main() -> None:
    """Run the program."""
    limits = Limits(**json.loads(sys.argv.pop(1)))
    if sys.argv.pop(1) == "faulty":
        SociotuiApp.show_keys = fail  # type: ignore[method-assign,assignment]
    serve = server.serve

    def limited(home: Home, plan: server.Plan, environ: MutableMapping[str, str]) -> None:
        serve(home, replace(plan, limits=limits), environ)

    server.serve = limited
    run()


if __name__ == "__main__":
    main()
