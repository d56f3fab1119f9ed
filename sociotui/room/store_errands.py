"""Errands that look after the store: a backup of it, and forgetting somebody in it."""

from typing import Any

from sociotui.room.beside import AtHome, Beside
from sociotui.room.caller import Sent


def home(sent: Sent) -> str:
    """Return where the home lies, for who may look at its files."""
    return str(sent.home.folder.absolute())


def backup(sent: Sent) -> Beside:
    """Return a backup as bytes, what it holds, and what is not whole in it."""
    from sociotui.room.safekeeping import pack

    def work(at_home: AtHome) -> Any:
        packed = pack(sent.home, at_home)
        return {"archive": packed.archive, "what": packed.what, "flaws": list(packed.flaws)}

    return Beside(work)


def forget_plan(sent: Sent) -> Any:
    """Return what forgetting somebody would do, in lines; nothing is changed."""
    from sociotui.room.forgetting import plan, preview

    planned = plan(sent.home, sent.said["person"], sent.said["also"])
    return {"name": planned.name, "preview": preview(planned)}


def forget(sent: Sent) -> str:
    """Forget somebody; answers with the sentences that say so."""
    from sociotui.room.forgetting import forget, plan

    return forget(
        sent.home, plan(sent.home, sent.said["person"], sent.said["also"]), sent.caller.actor(sent.said["by"])
    )
