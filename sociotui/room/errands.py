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
    return errand(Sent(home, caller, _meant(home, caller.own(said))))


def _meant(home: "Home", said: Said) -> Said:
    """Return what is said with the circle and the person, where they are named, by their ids; people say names as well."""
    circle, person = (name if isinstance(name := said.get(kind), str) else "" for kind in ("circle", "person"))
    if not circle and not person:
        return said
    from sociotui.domain.calling import circle_meant, person_meant

    o, meant = home.organisation(), dict(said)
    if circle:
        meant["circle"] = circle_meant(o, circle)
    if person:
        meant["person"] = person_meant(o.names, person)
    return meant


ERRANDS: dict[str, Errand] = {
    "open": Errand("meeting_errands.open_"),
    "act": Errand("meeting_errands.act"),
    "status": Errand("meeting_errands.status"),
    "status-object": Errand("meeting_errands.status_object"),
    "minutes": Errand("meeting_errands.minutes"),
    "hear": Errand("ear_errands.hear"),
    "look": Errand("ear_errands.look"),
    "around": Errand("ear_errands.around"),
    "would": Errand("ear_errands.would"),
    "list": Errand("record_errands.list_"),
    "names": Errand("naming.names"),
    "due": Errand("record_errands.due"),
    "due-object": Errand("record_errands.due_object"),
    "answer": Errand("record_errands.answer"),
    "done": Errand("record_errands.done"),
    "agenda": Errand("agenda_errands.agenda"),
    "agenda-object": Errand("agenda_errands.agenda_object"),
    "prepare": Errand("agenda_errands.prepare"),
    "find": Errand("finding_errands.find"),
    "roles": Errand("finding_errands.roles"),
    "people": Errand("finding_errands.people"),
    "formats": Errand("record_errands.formats"),
    "change": Errand("change_errands.change"),
    "change-preview": Errand("change_errands.preview"),
    "undo-change": Errand("change_errands.undo"),
    "undo-preview": Errand("change_errands.undo_preview"),
    "history": Errand("change_errands.history"),
    "history-object": Errand("change_errands.history_object"),
    "import-org": Errand("exchange_errands.import_org", "steward"),
    "import-from": Errand("exchange_errands.import_from", "steward"),
    "export-org": Errand("exchange_errands.export_org"),
    "handbook": Errand("exchange_errands.handbook"),
    "calendar": Errand("exchange_errands.calendar"),
    "map": Errand("exchange_errands.map_"),
    "mirror": Errand("mirror_errands.mirror"),
    "tables": Errand("exchange_errands.tables"),
    "data": Errand("exchange_errands.data", "steward"),
    "meeting": Errand("exchange_errands.meeting"),
    "tinydb": Errand("exchange_errands.tinydb", "steward"),
    "home": Errand("store_errands.home", "steward"),
    "backup": Errand("store_errands.backup", "steward"),
    "forget-plan": Errand("store_errands.forget_plan", "steward"),
    "forget": Errand("store_errands.forget", "steward"),
    "access": Errand("member_errands.run", "steward"),
    "say": Errand("voice_errands.say"),
    "unnamed": Errand("voice_errands.unnamed"),
    "reply": Errand("voice_errands.reply"),
    "said": Errand("voice_errands.said"),
    "said-object": Errand("voice_errands.said_object"),
}
"""What the command line can ask of a home. The record is for everybody; what is in no export but one's own, for stewards."""
