"""The first thing that a bundle does. Older Pythons read it, too, so it is written so that they understand it."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - whoever opens the bundle may have any Python
    print(
        "sociotui needs Python 3.11 or newer, and this is {}.{}.\n".format(*sys.version_info[:2])
        + "If there is a newer one here, say so by its name: python3.11 {}".format(sys.argv[0])  # noqa: UP032
    )
    sys.exit(1)

from bundled import main

sys.exit(main(sys.argv[1:]))
