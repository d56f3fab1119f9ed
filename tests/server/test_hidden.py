"""Hidden: what somebody has nominated goes over no wire to anybody else until all are revealed, not even to who runs the server."""

import pytest

from sociotui.room import wire

from .circle import MILL
from .ear import Ear
from .machine import SERVER
from .saying import said
from .serving import Serving

SECRETS = {"gio": "ЖЖЖЖЖЖ", "hana": "ФФФФФФ", "ivo": "ЩЩЩЩЩЩ"}
"""The reasons that they write; of letters that stand nowhere else."""
SOCKET = {"SOCIOTUI_SOCKET": "/run/sociotui/socket"}


def listening(shared: Serving, entering: bytes, accounts: dict[str, str]) -> dict[str, Ear]:
    """Return an ear for each account, which is there and hears already."""
    ears = {name: Ear(shared, account, entering) for name, account in accounts.items()}
    for ear in ears.values():
        ear.hears(b"changed")
    return ears


@pytest.mark.timeout(120)
def test_no_wire_carries_a_nomination_that_is_hidden(shared: Serving) -> None:
    shared.start()
    assert shared.machine
    machine = shared.machine

    def do(person: str, *arguments: str) -> str:
        account = person if person == SERVER else f"u-{person}"
        done = machine.run(account, *arguments, env=SOCKET)
        assert done.returncode == 0, done
        return done.stdout

    def everybody(action: str) -> None:
        while "Now " in do("hana", "status", id_):
            do("hana", "act", id_, action)

    id_ = do("hana", "open", "mill", "--format", "check-in").strip()

    def act(person: str, *arguments: str) -> str:
        return do(person, "act", id_, *arguments)

    act("gio", "agenda", "--title", "Who writes", "--format", "selection")
    everybody("next")
    act("hana", "step")
    act("gio", "seek", "--roles", "secretary=2098-06-30")
    act("hana", "step")
    everybody("next")
    act("hana", "step")
    act("gio", "propose", "--text", "Writes fast, asks back.")
    act("hana", "step")
    everybody("consent")
    act("hana", "step")
    assert "Each one writes" in do("hana", "status", id_)
    entering = said(wire.Enter(number=0, meeting=id_))
    ears = listening(shared, entering, {person: f"u-{person}" for person in MILL} | {SERVER: SERVER})
    seat = shared.visit("hana")
    seat.wait_for("Write whom you nominate")
    for person, secret in SECRETS.items():
        assert secret not in act(person, "nominate", "--for", person, "--nominee", "ivo", "--why", secret)
    seat.wait_for("3 of 3")
    looks = [("status", id_), ("status", id_, "--json"), ("minutes", id_), ("list",), ("export", "meeting", id_)]
    looked = [machine.run(who, *look, env=SOCKET) for who in ("u-hana", SERVER) for look in looks]
    assert shared.stop() == 0
    seat.wait_for_end()
    for listener, ear in ears.items():
        heard = ear.ended()
        assert heard.count(b"changed") > 1
        for person, secret in SECRETS.items():
            mine = person == listener
            assert (secret.encode() in heard) == mine, f"{listener} has heard what {person} has written"
    for person, secret in SECRETS.items():
        assert (secret[0].encode() in seat.raw) == (person == "hana"), person
        assert not any(secret in look.stdout + look.stderr for look in looked), person
    # Once they are revealed, all of it is there to be heard.
    shared.start()
    ears = listening(shared, entering, {person: f"u-{person}" for person in MILL})
    act("hana", "step")
    assert shared.stop() == 0
    for listener, ear in ears.items():
        heard = ear.ended()
        assert all(secret.encode() in heard for secret in SECRETS.values()), listener
