"""Lean: asyncio comes without TLS, msgspec without typing_extensions, and whoever asks for these afterwards has them all the same."""

import json
import subprocess
import sys

_LOAD = """
import asyncio, json, sys
from sociotui.lean import load_asyncio_without_tls
load_asyncio_without_tls()
print(json.dumps({"ssl": "ssl" in sys.modules, "socket": "_ssl" in sys.modules}))
"""


def ran(code: str) -> dict[str, object]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_a_loop_runs_without_tls_and_tls_comes_to_who_asks_later() -> None:
    lean = _LOAD.replace("import asyncio, json", "import json") + (
        "import asyncio\n"
        "async def main():\n"
        "    return await asyncio.to_thread(lambda: 7)\n"
        "assert asyncio.run(main()) == 7\n"
        "import ssl\n"
        "assert ssl.create_default_context().check_hostname\n"
    )
    assert ran(lean) == {"ssl": False, "socket": False}


def test_what_is_loaded_already_stays_as_it_is() -> None:
    assert ran(_LOAD) == {"ssl": True, "socket": True}


def test_structs_are_read_without_typing_extensions_which_come_to_who_asks_later() -> None:
    code = (
        "import json, sys\n"
        "from typing import NotRequired, Required, TypedDict\n"
        "from sociotui.lean import load_msgspec_by_itself\n"
        "load_msgspec_by_itself()\n"
        "without = 'typing_extensions' not in sys.modules\n"
        "import msgspec\n"
        "class Seat(TypedDict, total=False):\n"
        "    name: Required[str]\n"
        "    since: NotRequired[int]\n"
        'read = msgspec.json.decode(b\'{"name": "Ana"}\', type=Seat)\n'
        "try:\n"
        "    msgspec.json.decode(b'{}', type=Seat)\n"
        "except msgspec.ValidationError as error:\n"
        "    said = str(error)\n"
        "import typing_extensions\n"
        "print(json.dumps({'without': without, 'read': read, 'said': said, 'later': hasattr(typing_extensions, 'Required')}))\n"
    )
    assert ran(code) == {
        "without": True,
        "read": {"name": "Ana"},
        "said": "Object missing required field `name`",
        "later": True,
    }
