"""Altering: from a key to a change: what is offered, the form, what it will do, and then doing it. It is a screen's helper."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from sociotui.domain.changes import AnyEdit, Seat
from sociotui.domain.organisation import Organisation
from sociotui.domain.refusal import Refused
from sociotui.journal.port import JournalError
from sociotui.room.port import Snapshot
from sociotui.room.structure_rights import allow_edits
from sociotui.tui import structure
from sociotui.tui.app import SociotuiApp
from sociotui.tui.dialogs.questions import Answers
from sociotui.tui.map.offers import Offer, to_add, to_change, to_end, why_not
from sociotui.tui.map.taking_back import take_back
from sociotui.tui.widgets.listing import Row
from sociotui.words import _

KEYS = frozenset({"alter", "add-here", "end-here", "take-back"})
"""The actions that change the structure."""
_OFFERED = {"alter": to_change, "add-here": to_add, "end-here": to_end}


class Spot(Struct, frozen=True):
    """Where somebody stands: on a circle, or on a row of its page."""

    circle: str
    row: str = ""


class Altering:
    """Changes the structure for the person of `app`; `founded` is told the circle that came of it, where one did."""

    def __init__(self, app: SociotuiApp, founded: Callable[[str], None] = lambda _circle: None) -> None:
        self._app = app
        self._founded = founded
        self._said = ""

    # --- from a key

    def do(self, key: str, spot: Spot | None = None) -> None:
        """Do what a key stands for (an action's id), where somebody stands."""
        if key == "take-back":
            self._app.run_worker(take_back(self._app))
            return
        snapshot = self._app.snapshot
        if snapshot is None or spot is None or spot.circle not in snapshot.organisation.circles:
            self._app.say(_("Choose a circle first."))
            return
        o = snapshot.organisation
        offers = _OFFERED[key](o, spot.circle, spot.row)
        if offers:
            self.offer(offers, {"alter": _("Change"), "add-here": _("Add")}.get(key, _("End")))
        else:
            self._app.say(why_not(o, spot.circle, spot.row, key), warning=True)

    def offer(self, offers: Sequence[Offer], title: str) -> None:
        """Let the person choose among offers; where there is one, take it up."""
        if len(offers) == 1:
            self.take_up(offers[0])
            return
        from sociotui.tui.dialogs.pick import PickDialog

        by_id = {each.id: each for each in offers}

        def taken(id_: str | None) -> None:
            if id_:
                self.take_up(by_id[id_])

        rows = [Row(each.id, ((f"{n} ", "key"), (each.label, "plain"))) for n, each in enumerate(offers, 1)]
        self._app.push_screen(PickDialog(title, "", rows), taken)

    def take_up(self, offer: Offer) -> None:
        """Ask what an offer needs to know, or where that is nothing, show what it will do."""
        snapshot, room = self._app.snapshot, self._app.room
        if snapshot is None:
            return
        if room.own:
            try:
                allow_edits((offer.edit,), room.me, snapshot.organisation, snapshot.today)
            except Refused as refusal:
                self._propose_instead(snapshot, offer, str(refusal))
                return
        if offer.kind in ("end", "leave", "vacate", "end-role"):
            self._app.run_worker(self._at_once((offer.edit,)))
        elif offer.kind == "seats":
            self._ask_order(snapshot.organisation, offer.circle)
        else:
            self._ask(snapshot, offer)

    # --- what is asked

    def _ask(self, snapshot: Snapshot, offer: Offer) -> None:
        from sociotui.tui.dialogs.form import FormDialog
        from sociotui.tui.map.asking import asked_by

        asked = asked_by(snapshot, offer, own=self._app.room.own)
        if asked is None:
            return  # somebody has seen to it meanwhile

        async def submit(a: Answers) -> str:
            try:
                edits = asked.edits(a)
            except Refused as refusal:
                return self._app.spoken(str(refusal))
            return await self._see(edits, asked.noted(a)) if edits else ""

        self._app.push_screen(FormDialog(asked.form, submit), self._closed)

    def _ask_order(self, o: Organisation, circle: str) -> None:
        from sociotui.tui.dialogs.order import OrderDialog

        here = o.circles[circle]

        async def take(members: tuple[str, ...]) -> str:
            return "" if members == here.members else await self._see((Seat(circle=circle, members=members),))

        people = [(p, o.people[p].name if p in o.people else p) for p in here.members]
        intro = _("Neighbours follow each other in rounds, in this order.")
        self._app.push_screen(OrderDialog(_("Seats of {circle}", circle=here.name), intro, people, take), self._closed)

    # --- what it does

    async def _at_once(self, edits: Sequence[AnyEdit]) -> None:
        refusal = await self._see(edits, going_back="")
        if refusal:
            self._app.say(refusal, warning=True)
        self._closed(True)

    async def _see(self, edits: Sequence[AnyEdit], noted: Sequence[str] = (), going_back: str | None = None) -> str:
        """Show what edits will do, and do it; return "" when it is done, else why not, or what was gone back from."""
        app, snapshot = self._app, self._app.snapshot
        if snapshot is None:
            return ""
        try:
            found = await structure.preview(app, edits)
        except (Refused, JournalError) as error:
            return app.spoken(str(error))
        from sociotui.tui.map.preview import preview

        seen = found

        async def do(decision: str, why: str) -> str:
            nonlocal seen
            try:
                now = await structure.preview(app, edits)
            except (Refused, JournalError) as error:
                return app.spoken(str(error))
            if now == seen:
                return await self._do(edits, decision, why)
            seen = now
            told = " ".join((*now.changes, *now.touches))
            return _("Something else has changed meanwhile, so this does now: {told} Do it all the same?", told=told)

        dialog = preview(snapshot, app.room.me, edits, found, noted, do)
        if await app.push_screen_wait(dialog):
            return ""
        return _("Nothing has changed yet: all is here as you left it.") if going_back is None else going_back

    async def _do(self, edits: Sequence[AnyEdit], decision: str, why: str) -> str:
        app = self._app
        before = frozenset(app.snapshot.organisation.circles) if app.snapshot else frozenset()
        try:
            done = await structure.change(app, edits, decision=decision, why=why)
        except (Refused, JournalError) as error:
            return app.spoken(str(error))
        came = [c for c in app.room.snapshot.organisation.circles if c not in before]
        if len(came) == 1:
            self._founded(came[0])
        self._said = _(
            "Done, as number {n}, {authority}. ‹take-back› takes it back.", n=done.number, authority=done.authority
        )
        return ""

    def _closed(self, _done: bool | None) -> None:
        """Say what was done, when the screen beneath is there again and has told its own news."""
        said, self._said = self._said, ""
        if said:
            beneath = next(screen for screen in reversed(self._app.screen_stack) if not screen.is_modal)
            beneath.call_after_refresh(self._app.say, said)

    # --- who may not

    def _propose_instead(self, snapshot: Snapshot, offer: Offer, refusal: str) -> None:
        """Say why somebody may not do it; who belongs to the circle is offered to put it on its agenda."""
        app = self._app
        from sociotui.tui.dialogs.reader import ReaderDialog
        from sociotui.tui.map.proposing import elsewhere, topic

        members = snapshot.organisation.full_members(offer.circle, snapshot.today) if offer.circle else ()
        if app.room.me in members:
            app.push_screen(topic(snapshot, offer, app.room.me, app.spoken(refusal), app.prepare), self._proposed)
        else:
            app.push_screen(ReaderDialog(_("Not here"), app.spoken(elsewhere(snapshot, offer, refusal))))

    def _proposed(self, done: bool | None) -> None:
        if done:
            self._app.say(_("It is on the agenda of the next meeting. Thank you."))
