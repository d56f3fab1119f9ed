"""Acts: what each key of the meeting does, at once or after asking what it needs."""

from collections.abc import Awaitable, Callable
from inspect import isawaitable

from msgspec.structs import replace

from sociotui.domain.event import Command
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import Refused
from sociotui.room.actions import BY_ID
from sociotui.room.asking import Options
from sociotui.room.calls import denied, leads
from sociotui.room.rights_table import BY_ACTION
from sociotui.tui.dialogs.questions import Answers, Form, Submit
from sociotui.tui.meeting import editing, forms
from sociotui.tui.meeting.ring_pane import RingPane
from sociotui.tui.patience import patiently
from sociotui.tui.saying import SayingScreen
from sociotui.words import _

Opener = Callable[[Meeting], Awaitable[object] | None]

AT_ONCE = frozenset(
    [
        "next",
        "pass",
        "later",
        "consent",
        "hand",
        "step",
        "back",
        "pause",
        "undo",
        "speak",
        "stuck",
        "popcorn",
        "stack",
        "free",
    ]
)
"""Actions that are done without asking anything."""
_ASKED = frozenset(
    [
        "propose",
        "amend",
        "refer",
        "seek",
        "select",
        "review",
        "found",
        "member",
        "customs",
        "describe",
        "record",
        "outcome",
        "note",
        "keep",
        "drop",
        "remember",
        "arrange",
    ]
)
"""Actions that are asked about by a form, wherever in the meeting they make sense."""


_FOR_ONESELF = frozenset(
    ["hand", "speak", "consent", "object", "worry", "release", "view", "nominate", "evaluate", "seat", "leave"]
)
"""What each does for themselves at a terminal of their own, also who leads; for others they are chosen in the ring."""


class MeetingActs(SayingScreen):
    """The part of the meeting's screen that acts. What it may do is the room's to say, what is possible the domain's."""

    @property
    def can_do(self) -> frozenset[str]:
        """The actions that this screen knows how to do or ask for, and that this person may do."""
        return self.app.room.caps & {"edit", "hint", *AT_ONCE, *_ASKED, *self._openers()}

    @property
    def also(self) -> tuple[tuple[str, str, str], ...]:
        """What the palette offers besides actions: title, help, and what to run."""
        if self.app.room.own and not self.office:
            return ()
        phone = _("Enter the answer of an absent member, with a witness in the room.")
        return ((_("answer by phone"), phone, "do('by-phone')"),)

    @property
    def meeting(self) -> Meeting | None:
        """The meeting as it stands."""
        return self.app.snapshot.meeting if self.app.snapshot else None

    # --- for whom

    @property
    def chosen(self) -> str:
        """Who is chosen in the ring; "" for whose turn it is, or for oneself."""
        return self.query_one(RingPane).chosen

    @property
    def office(self) -> bool:
        """True where this terminal is that of who facilitates or writes here, and may act for others."""
        m, room = self.meeting, self.app.room
        return m is not None and room.own and leads(m, room.me)

    @property
    def myself(self) -> str:
        """Who acts for nobody but themselves here; "" for who may act for others: at a shared screen, or leading."""
        return self.app.room.me if self.app.room.own and not self.office else ""

    def meant(self, id_: str) -> str:
        """Return for whom an action is meant: who is chosen, or oneself; "" for whose turn it is."""
        if self.chosen:
            return self.chosen
        return self.app.room.me if self.app.room.own and (self.myself or id_ in _FOR_ONESELF) else ""

    def _speaking(self, m: Meeting, id_: str) -> str:
        return self.meant(id_) or (m.round.speaking if m.round else "")

    # --- keys

    async def action_do(self, id_: str) -> None:
        """Do what a key stands for; keys count in their order. One that waits for the server doesn't hold up the others."""
        await patiently(self, self._do(id_))

    async def _do(self, id_: str) -> None:
        m = self.meeting
        if m is None:
            return
        if id_ == "edit":
            id_ = editing.stands_for(m)
        opener = self._openers().get(id_)
        if id_ in AT_ONCE:
            await self._act(id_, self._options(m, id_))
        elif (opener or id_ in _ASKED) and (refusal := self._not_mine(m, id_)):
            self.say(refusal, warning=True)
        elif opener:
            opening = opener(m)
            if isawaitable(opening):
                await opening
        elif id_ in _ASKED and self.app.snapshot:
            await self._ask_for(m, id_)
        else:
            self.app.do(id_)

    def _not_mine(self, m: Meeting, id_: str) -> str:
        """Return why this person may not do what is asked about by a form: nobody fills one in to be told afterwards."""
        room, snapshot = self.app.room, self.app.snapshot
        if not room.own or snapshot is None or id_ in room.caps or id_ not in BY_ACTION:
            return ""
        return self.app.spoken(denied(id_, m, snapshot.organisation, room.me, snapshot.presence))

    def _openers(self) -> dict[str, Opener]:
        """Return what opens a dialog of its own, by the action's id."""
        raise NotImplementedError

    def _options(self, m: Meeting, id_: str) -> Options:
        """Say what was seen, so that a key pressed twice by two people counts once."""
        person = self.meant(id_)
        acts = self.app.snapshot.acts if self.app.snapshot else 0
        if id_ in ("step", "back"):
            return Options(seen=m.place.key)
        if id_ == "undo":
            return Options(act=acts)
        if id_ == "consent":
            in_turn = not person or (m.round is not None and person == m.round.speaking)
            return Options(person=person, version=m.version_of(m.subject), turn=m.turn if in_turn else 0)
        turn = m.turn if id_ in ("next", "pass", "later") and not (person and m.step.kind == "nominate") else 0
        return Options(person=person, turn=turn)

    async def _act(self, id_: str, said: Options | Command) -> str:
        """Do an action; a refusal is told on the line above the keys, and returned."""
        m, action = self.meeting, BY_ID[id_]
        if m is None or action.command is None:
            return ""
        try:
            refusal = await self.app.attempt(action.command(m, said) if isinstance(said, Options) else said)
        except Refused as error:
            refusal = self.app.spoken(str(error))
        if refusal:
            self.say(refusal, warning=True)
        elif id_ in ("next", "pass", "later", "consent", "speak"):
            self.query_one(RingPane).action_let_go()
        return refusal

    # --- forms

    async def _ask_for(self, m: Meeting, id_: str) -> None:
        """Open the form of an action; where there is none for it now, say why and what to do instead."""
        if self.app.snapshot is None:
            return
        asks = editing.asks(m, self.app.snapshot.organisation, id_, self.myself)
        if asks:
            self._ask(asks)
        else:
            await self._act(id_, Options(kind="keep") if id_ == "review" else Options())

    def _ask(self, ask: forms.Ask) -> None:
        from sociotui.tui.dialogs.form import FormDialog

        self.app.push_screen(FormDialog(*self._form(ask)))

    def _form(self, ask: forms.Ask) -> tuple[Form, Submit]:
        """Return a form with the keys that this person has, and what carries its answers out."""

        async def submit(answers: Answers) -> str:
            try:
                id_, said = ask.act(answers)
            except Refused as error:
                return self.app.spoken(str(error))
            return await self._act(id_, said)

        return replace(ask.form, intro=self.app.spoken(ask.form.intro)), submit
