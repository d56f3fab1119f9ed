"""A server with an SSH door, to be measured from outside: `python -m tests.bench.ssh_server HOME MEETING HOST_KEY PEOPLE`.

PEOPLE is a file with a line for each key: its fingerprint, and whose it is. The port is printed when all is ready.
"""

import os
import sys

from sociotui.served.environment import clear

clear(os.environ)

import asyncio  # noqa: E402
import signal  # noqa: E402
from pathlib import Path  # noqa: E402

from sociotui.room.home import Home  # noqa: E402
from sociotui.room.hub import Hub  # noqa: E402
from sociotui.room.identity import Identity  # noqa: E402
from sociotui.room.port import Room  # noqa: E402
from sociotui.served.hosting import Host  # noqa: E402
from sociotui.served.limits import Limits  # noqa: E402
from sociotui.served.session import Terminal  # noqa: E402
from sociotui.served.ssh_door import Key, SshDoor  # noqa: E402
from sociotui.served.watchdog import Watchdog  # noqa: E402

LIMITS = Limits(
    sessions=200, sessions_each_person=200, sessions_each_address=200, logins_a_minute=9999, keys_a_minute=9999
)


async def serve(home: Home, meeting: str, host_key: bytes, people: dict[str, str]) -> None:
    """Serve until told to end."""
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    hub = Hub(home)
    hub.start()

    async def enter(identity: Identity, _terminal: Terminal) -> Room:
        return await asyncio.wrap_future(hub.ask(lambda: hub.enter(identity, meeting)))

    async def bind(_key: Key, _code: str) -> Identity:
        raise NotImplementedError

    def who(key: Key) -> Identity | None:
        person = people.get(key.fingerprint)
        return Identity(person=person, door="ssh") if person else None

    host = Host(LIMITS)
    door = SshDoor(host, host_key, who=who, bind=bind, enter=enter)
    await host.warm_up(lambda: enter(Identity(person="zoe", door="ssh"), Terminal(environ={})))
    print(await door.listen("127.0.0.1", 0), flush=True)
    await over.wait()
    await door.close("")
    await host.close("")
    hub.stop()


def main() -> None:
    """Serve what the command line names."""
    folder, meeting, host_key, people = sys.argv[1:]
    known = dict(line.split() for line in Path(people).read_text("utf-8").splitlines())
    watchdog = Watchdog()
    with asyncio.Runner(loop_factory=watchdog.new_loop) as runner:
        home = Home(Path(folder))
        runner.run(serve(home, meeting, Path(host_key).read_bytes(), known))
        home.close()


if __name__ == "__main__":
    main()
