"""Forging at the socket: whatever a message claims, it counts for whose account it comes from; refusals are on the record."""

from typing import Any

import msgspec
import pytest

from sociotui.domain import commands as c
from sociotui.domain.event import Command
from sociotui.domain.events import TurnFinished
from sociotui.room import wire
from sociotui.room.frames import frame
from sociotui.room.furnishing import Opening
from sociotui.room.messages import Errand, Message, encode, hello

from .crowd import all_see
from .ear import Ear
from .machine import ACCOUNTS, UNKNOWN
from .saying import said
from .serving import Serving, events

SOCKET = {"SOCIOTUI_SOCKET": "/run/sociotui/socket"}


class Clients:
    """Accounts of the machine that come to the socket in whatever way they like."""

    def __init__(self, server: Serving) -> None:
        self.server = server

    def do(self, account: str, *arguments: str, code: int = 1, **env: str) -> str:
        """Run a command in an account, which has to end with that code; return what it says."""
        assert self.server.machine
        done = self.server.machine.run(account, *arguments, env=SOCKET | env)
        assert done.returncode == code, f"{arguments}: {done}"
        assert "Traceback" not in done.stderr
        return done.stdout if code == 0 else done.stderr

    def say(self, account: str, data: bytes, answers: int) -> list[dict[str, Any]]:
        """Send bytes from an account, and return what was heard until there were so many answers."""
        assert self.server.machine
        told = (str(self.server.socket), str(answers))
        done = self.server.machine.run(account, *told, input=data.hex(), module="tests.server.saying")
        assert done.returncode == 0, done.stderr
        heard: list[dict[str, Any]] = msgspec.json.decode(done.stdout)
        return heard

    def refused(self, account: str, person: str, what: str, said: str) -> None:
        """See that a refusal is on the server's record: of whom, and what."""
        number = ACCOUNTS.get(account, 65534)
        self.server.logged("socket", f"account {number} ({person}): ", f"{what} refused: ", said)


@pytest.fixture
def clients(shared: Serving) -> Clients:
    """Accounts beside a server."""
    shared.start(ssh=False)
    return Clients(shared)


def act(meeting: str, command: Command, cmd: str = "once", number: int = 1) -> Message:
    """Return the message by which somebody asks for an act."""
    return wire.Act(number=number, cmd=cmd, meeting=meeting, command=command)


def test_accounts_of_nobody_stay_outside(clients: Clients) -> None:
    id_ = clients.server.meet()
    for arguments in (("status",), ("list",), ("act", id_, "next"), ("act", id_, "next", "--by", "ana")):
        assert "doesn't know your account" in clients.do(UNKNOWN, *arguments, USER="ana", LOGNAME="ana")
    assert "doesn't know your account" in clients.do("u-nia", "status")  # a person whose account nobody has bound
    (parting,) = clients.say(UNKNOWN, said(wire.Enter(number=0), act(id_, c.FinishTurn(person="ana"))), 2)
    assert parting["is"] == "parting"
    clients.server.logged("account 65534 (?): sent away", times=5)
    assert clients.server.ask("status").count("Now Ana")


def test_what_a_message_claims_about_its_author_changes_nothing(clients: Clients) -> None:
    id_ = clients.server.meet()
    me = "u-ben"
    claim = msgspec.msgpack.decode(encode(act(id_, c.FinishTurn(person="ana"))))
    enter = {"is": "enter", "number": 0, "person": "ana", "by": "ana", "uid": ACCOUNTS["u-ana"], "steward": True}
    greeting = frame(encode(msgspec.msgpack.decode(encode(hello())) | {"person": "ana", "steward": True}))
    data = greeting + said(enter, claim | {"person": "ana", "actor": "ana", "by": "ana"})[len(frame(encode(hello()))) :]
    heard = clients.say(me, data, 2)
    assert heard[0]["person"] == "ben"
    assert not heard[0].get("steward")
    assert heard[-1]["is"] == "no"
    clients.refused(me, "ben", f"FinishTurn {id_}", "Ana")
    errand = Errand(number=3, name="act", said={"meeting": id_, "action": "next", "said": {}, "by": "ana", "cmd": ""})
    assert clients.say(me, said(errand), 1)[-1]["is"] == "no"
    clients.refused(me, "ben", f"act next {id_}", "acts as themselves")
    assert "acts as themselves" in clients.do(me, "act", id_, "next", "--by", "ana")
    assert clients.server.ask("status").count("Now Ana")


def test_messages_that_are_played_again_are_carried_out_once(clients: Clients) -> None:
    id_ = clients.server.meet()
    enter = wire.Enter(number=0, meeting=id_)
    recorded = said(enter, act(id_, c.FinishTurn(person="ana"), cmd="anas"))
    assert [m["is"] for m in clients.say("u-ana", recorded, 2)][-1] == "value"
    for _again in range(3):
        assert [m["is"] for m in clients.say("u-ana", recorded, 2)][-1] == "value"
    # From another account it is what that one asks for, whatever its id.
    assert [m["is"] for m in clients.say("u-ben", recorded, 2)][-1] == "no"
    clients.refused("u-ben", "ben", f"FinishTurn {id_}", "Ana")
    # Nor does somebody keep another from anything by using an id before they do.
    mine = said(enter, act(id_, c.RaiseHand(person="ben"), cmd="same"))
    hers = said(enter, act(id_, c.FinishTurn(person="zoe"), cmd="same"))
    assert [m["is"] for m in clients.say("u-ben", mine, 2)][-1] == "value"
    assert [m["is"] for m in clients.say("u-zoe", hers, 2)][-1] == "value"
    assert clients.server.stop() == 0
    finished = [e.person for e in events(clients.server.program.home, id_) if isinstance(e, TurnFinished)]
    assert finished == ["ana", "zoe"]


def test_acts_out_of_permission_are_refused_and_recorded(clients: Clients) -> None:
    id_ = clients.server.meet()
    clients.server.join("u-zoe").wait_for("How are you here today?")
    for arguments, why in (
        (("step",), "Zoe"),
        (("next", "--for", "zoe"), "Zoe"),
        (("round",), "Zoe"),
        (("close",), "Zoe"),
        (("hand-over", "--role", "facilitator", "--for", "ben"), "Zoe"),
    ):
        assert why in clients.do("u-ben", "act", id_, *arguments), arguments
        clients.refused("u-ben", "ben", f"act {arguments[0]} {id_}", why)
    heard = clients.say("u-ben", said(wire.Enter(number=0), act(id_, c.NextStep())), 2)
    assert heard[-1]["is"] == "no"
    clients.refused("u-ben", "ben", f"NextStep {id_}", "Zoe")
    # Other circles' meetings are opened by their members.
    assert "Mill circle" in clients.do("u-ana", "open", "mill")
    clients.refused("u-ana", "ana", "open", "Mill circle")
    opening = wire.Open(number=1, cmd="x", opening=Opening(circle="mill"))
    assert clients.say("u-ana", said(wire.Enter(number=0), opening), 2)[-1]["is"] == "no"
    clients.refused("u-ana", "ana", "Open", "Mill circle")
    # Nobody answers for somebody who is at a terminal of their own: not even who facilitates.
    seat = clients.server.join("u-ana")
    seat.wait_for("Your turn, Ana")
    assert clients.do("u-zoe", "act", id_, "next", code=0)  # a turn goes on, as a speaker may forget to press
    for action in ("agenda", "step", "step"):
        more = ("--title", "Meters") if action == "agenda" else ()
        if action == "step":
            finish_round(clients, id_)
        clients.do("u-zoe", "act", id_, action, *more, code=0)
    refused = clients.do("u-zoe", "act", id_, "consent", "--for", "ana")
    assert "Ana" in refused
    clients.refused("u-zoe", "zoe", f"act consent {id_}", "Ana")


def finish_round(clients: Clients, id_: str) -> None:
    """Let the facilitator go on until everybody has spoken."""
    while clients.server.ask("status", id_).count("Now "):
        clients.do("u-zoe", "act", id_, "next", code=0)


def test_what_is_private_or_for_members_stays_so(clients: Clients) -> None:
    private = clients.do("u-hana", "open", "mill", "--private", code=0).strip()
    shut = clients.do("u-gio", "open", "mill", code=0).strip()
    for id_, why in ((private, "private"), (shut, "members")):
        for arguments in (("status", id_), ("minutes", id_), ("status", id_, "--json"), ("act", id_, "hand")):
            assert why in clients.do("u-ana", *arguments), arguments
        clients.refused("u-ana", "ana", f"status {id_}", why)
        for message in (wire.Enter(number=1, meeting=id_), act(id_, c.RaiseHand())):
            entering = [] if isinstance(message, wire.Enter) else [wire.Enter(number=0)]
            heard = clients.say("u-ana", said(*entering, message), 1 + len(entering))
            assert heard[-1]["is"] == "no"
            assert why in heard[-1]["said"]
        watching = clients.say("u-ana", said(wire.Enter(number=0), wire.Watch(number=1, meeting=id_)), 2)
        assert watching[-1]["is"] == "no"
        clients.refused("u-ana", "ana", f"Enter {id_}", why)
        clients.refused("u-ana", "ana", f"Watch {id_}", why)
        clients.do("u-ivo", "status", id_, code=0)
    # The list tells an outsider that there is a private meeting, and nothing of what is in it.
    assert "Now" not in clients.do("u-ana", "list", code=0)


def test_nothing_of_a_meeting_that_is_not_for_somebody_reaches_them(clients: Clients) -> None:
    clients.server.close()
    clients.server.start()
    ids = [clients.do("u-hana", "open", "mill", *more, code=0).strip() for more in ((), ("--private",))]
    ears = {account: Ear(clients.server, account, said(wire.Enter(number=0))) for account in ("u-ana", "u-ivo")}
    seats = {person: clients.server.visit(person) for person in ("ana", "ivo")}
    all_see(seats.values(), "enter")
    for person in ("ana", "ivo"):
        clients.server.logged(f"({person})", "came in", times=2)
    for id_, secret in zip(ids, ("ЖЖЖЖ", "ФФФФ"), strict=True):
        clients.do("u-hana", "act", id_, "note", "--text", secret, code=0)
    clients.do("u-hana", "act", ids[0], "agenda", "--title", "ЩЩЩЩ", code=0)
    assert "is private" in clients.do("u-ana", "status")
    told = clients.do("u-ana", "list", code=0)
    seats["ana"].wait_for("for its members")
    assert clients.server.stop() == 0
    heard = {account: ear.ended() for account, ear in ears.items()}
    for secret in ("ЖЖЖЖ", "ЩЩЩЩ"):
        assert secret.encode() in heard["u-ivo"]
        assert secret.encode() not in heard["u-ana"] + seats["ana"].raw + told.encode()
    assert "ФФФФ".encode() in heard["u-ivo"]  # who takes part in it
    assert "ФФФФ".encode() not in heard["u-ana"] + seats["ana"].raw + told.encode()
