"""Errands: what the command line asks of a home, by name, so that it is done in the same way here and by a server.

An errand takes plain values and answers with plain values: texts, numbers, bytes, and lists and objects of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from sociotui.domain.refusal import Refused, unknown
from sociotui.room.caller import Caller, Said, Sent
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.room.home import Home


class Errand(Struct, frozen=True):
    """How an errand is run, and for whom: everybody who may come in, or who looks after the store.

    `run` names module and function, loaded by whoever runs it: the command line starts with no more than it needs.
    """

    run: str
    who: Literal["members", "steward"] = "members"

    def __call__(self, sent: Sent) -> Any:
        module, _dot, function = self.run.rpartition(".")
        return getattr(import_module(f"sociotui.room.{module}"), function)(sent)


def carry_out(home: "Home", caller: Caller, name: str, said: Said) -> Any:
    """Run the errand of that name, or the short part of it, and return Beside for what is left to do.

    Raises Refused, and what the store raises.
    """
    errand = ERRANDS.get(name)
    if errand is None:
        raise unknown(_("errand"), name, list(ERRANDS))
    if errand.who == "steward" and not caller.identity.for_everybody:
        raise Refused(
            _("This is for whoever looks after this server's home. Ask them to do it; they know how to reach you, too.")
        )
    return errand(Sent(home, caller, caller.own(said)))


ERRANDS: dict[str, Errand] = {
    "open": Errand("meeting_errands.open_"),
    "act": Errand("meeting_errands.act"),
    "status": Errand("meeting_errands.status"),
    "status-object": Errand("meeting_errands.status_object"),
    "minutes": Errand("meeting_errands.minutes"),
    "list": Errand("record_errands.list_"),
    "due": Errand("record_errands.due"),
    "due-object": Errand("record_errands.due_object"),
    "answer": Errand("record_errands.answer"),
    "done": Errand("record_errands.done"),
    "formats": Errand("record_errands.formats"),
    "import-org": Errand("exchange_errands.import_org", "steward"),
    "export-org": Errand("exchange_errands.export_org"),
    "handbook": Errand("exchange_errands.handbook"),
    "calendar": Errand("exchange_errands.calendar"),
    "tables": Errand("exchange_errands.tables"),
    "data": Errand("exchange_errands.data", "steward"),
    "meeting": Errand("exchange_errands.meeting"),
    "tinydb": Errand("exchange_errands.tinydb", "steward"),
    "home": Errand("store_errands.home", "steward"),
    "backup": Errand("store_errands.backup", "steward"),
    "forget-plan": Errand("store_errands.forget_plan", "steward"),
    "forget": Errand("store_errands.forget", "steward"),
    "access": Errand("member_errands.run", "steward"),
}
"""What the command line can ask of a home. The record is for everybody; what is in no export but one's own, for stewards."""
