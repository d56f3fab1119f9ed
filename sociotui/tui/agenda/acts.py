"""Acts: what can be done on the agenda screen: add, change, rank and drop topics, take over what is due, take back."""

from datetime import datetime, time

from textual import on

from sociotui.domain import organisation_commands as c
from sociotui.domain.coming import Coming, Frame, agreed_on, coming
from sociotui.domain.due import Due, topic_about
from sociotui.domain.items import BacklogItem
from sociotui.domain.organisation import Organisation
from sociotui.domain.taking_back import taking_back
from sociotui.room.port import Snapshot
from sociotui.tui.agenda.rows import ready_id, topic_id
from sociotui.tui.patience import patiently
from sociotui.tui.saying import SayingScreen
from sociotui.tui.widgets.lines import clip
from sociotui.tui.widgets.listing import Listing
from sociotui.words import _

_BY = {"topic-earlier": -1, "topic-later": 1}
"""By how many places a topic moves."""
_READER = 9
"""Cells that a dialog for reading takes beside its text."""
_READABLE = 66
"""Cells that a text takes at the most in such a dialog."""


class AgendaActs(SayingScreen):
    """The part of the agenda screen that acts. What was done here is known, so that it can be taken back."""

    def __init__(self, circle: str) -> None:
        super().__init__()
        self._circle = circle
        self._length = 0
        self._formats: dict[str, str] = {}
        self._frame: Frame | None = None
        self._backs: list[c.Preparing] = []
        self._wanted = ""

    def show_again(self) -> None:
        """Show what there is by now."""
        raise NotImplementedError

    def circle_here(self) -> str:
        """Return the circle whose meeting is prepared."""
        return self._circle

    def _coming(self, snapshot: Snapshot) -> Coming:
        return coming(snapshot.organisation, self._circle, snapshot.today, self._length, frame=self._frame)

    # --- what is chosen

    def _organisation(self) -> Organisation | None:
        return self.app.snapshot.organisation if self.app.snapshot else None

    def _topic(self) -> BacklogItem | None:
        o, chosen = self._organisation(), self.query_one(Listing).chosen
        found = (t for t in (o.backlog.get(self._circle, ()) if o else ()) if topic_id(t.title) == chosen)
        return next(found, None)

    def _ready(self) -> Due | None:
        chosen = self.query_one(Listing).chosen
        if not chosen.startswith("ready:") or self.app.snapshot is None:
            return None
        return next((d for d in self._coming(self.app.snapshot).ready if ready_id(d) == chosen), None)

    # --- keys

    async def action_do(self, id_: str) -> None:
        """Do what a key stands for."""
        if id_ == "topic-drop":
            await self.action_drop()
        elif id_ in _BY:
            await self.action_rank(_BY[id_])
        else:
            self.app.do(id_)

    @property
    def also(self) -> list[tuple[str, str, str]]:
        """What the palette can do here besides: title, what it does, the action."""
        return [
            (_("topic: add"), _("Put a topic on the agenda."), "add"),
            (_("topic: change"), _("Change the topic that is chosen."), "edit"),
            (_("topic: earlier"), _("Take the topic that is chosen up earlier."), "rank(-1)"),
            (_("topic: later"), _("Take the topic that is chosen up later."), "rank(1)"),
            (_("topic: drop"), _("Let go of the topic that is chosen."), "drop"),
            (_("agenda: to send round"), _("Show the agenda as text."), "show_text"),
            (_("agenda: length"), _("Look how it fits into another length."), "length"),
        ]

    @on(Listing.Chosen)
    async def action_edit(self) -> None:
        """Change the topic that is chosen; take over what is due."""
        d = self._ready()
        if d:
            await patiently(self, self._take_over(d))
        elif self._topic():
            self._ask_change()

    async def _take_over(self, d: Due) -> None:
        topic, today = topic_about(d), self.app.clock.today()
        if topic:
            await self._do(c.AddTopic(circle=self._circle, topic=topic, today=today))

    def _ask_change(self) -> None:
        from sociotui.tui.agenda import forms

        o, topic = self._organisation(), self._topic()
        if o and topic:
            today = self.app.clock.today()
            self.app.push_screen(forms.change(o, self._circle, today, topic, self._formats, self._asked))

    def action_add(self) -> None:
        """Ask for a topic."""
        from sociotui.tui.agenda import forms

        o, me = self._organisation(), self.app.room.me
        if o:
            today = self.app.clock.today()
            mine = me if self.app.room.own and me in o.full_members(self._circle, today) else ""
            self.app.push_screen(forms.add(o, self._circle, today, mine, self._formats, self._asked))

    async def action_rank(self, by: int) -> None:
        """Take the topic that is chosen up earlier, or later."""
        o, topic = self._organisation(), self._topic()
        topics = o.backlog.get(self._circle, ()) if o else ()
        if topic is None:
            return
        place = topics.index(topic) + 1 + by
        if 1 <= place <= len(topics):
            await patiently(self, self._do(c.RankTopic(circle=self._circle, title=topic.title, place=place)))

    async def action_drop(self) -> None:
        """Let go of the topic that is chosen; it can be taken back at once."""
        topic = self._topic()
        if topic:
            await patiently(self, self._do(c.DropTopic(circle=self._circle, title=topic.title)))

    async def action_undo(self) -> None:
        """Take back what was done here last."""
        if self._backs:
            await patiently(self, self._undo())
        else:
            self.say(_("You have done nothing here yet that could be taken back."))

    async def _undo(self) -> None:
        back = self._backs.pop()
        refusal = await self.app.prepare(back)
        self.say(refusal or _("Taken back."), warning=bool(refusal))
        self._keep_to(back)
        self.show_again()

    async def _do(self, command: c.Preparing) -> None:
        refusal = await self._asked(command)
        if refusal:
            self.say(refusal, warning=True)
        self.show_again()

    async def _asked(self, command: c.Preparing) -> str:
        """Do something, and remember how it is taken back; return "", or why it cannot be done."""
        o = self._organisation()
        back = taking_back(o, command, self.app.clock.today()) if o else None
        refusal = await self.app.prepare(command)
        if refusal:
            return refusal
        self._backs += [back] if back else []
        self._keep_to(command)
        self.say(self._told(command))
        return ""

    def _keep_to(self, command: c.Preparing) -> None:
        """Let the cursor stay with the topic that was done something to; what was taken over leaves it among what is due."""
        if isinstance(command, c.ChangeTopic):
            self._wanted = topic_id(command.new_title or command.title)
        elif isinstance(command, c.AddTopic) and self._ready() is None:
            self._wanted = topic_id(" ".join(command.topic.title.split()))

    def _told(self, command: c.Preparing) -> str:
        """Return what was done, as a sentence; that a topic stands elsewhere is seen."""
        if isinstance(command, c.RankTopic):
            return ""
        said = {
            c.AddTopic: _("“{title}” is on it now."),
            c.ChangeTopic: _("“{title}” was changed."),
            c.DropTopic: _("“{title}” is off it. Was that a slip? Take it back (‹undo›)."),
        }[type(command)]
        title = command.topic.title if isinstance(command, c.AddTopic) else command.title
        return _(said, title=clip(" ".join(title.split()), 40))

    def action_length(self) -> None:
        """Ask how long the meeting takes, to see what fits."""
        from sociotui.tui.agenda import forms

        if self.app.snapshot:
            self.app.push_screen(forms.length(self._coming(self.app.snapshot).length, self._take_length))

    def _take_length(self, minutes: int) -> None:
        self._length = minutes

    def action_show_text(self) -> None:
        """Show the agenda as it is sent round, and how it is printed."""
        from sociotui.exchange.agenda import write
        from sociotui.tui.dialogs.reader import ReaderDialog

        snapshot = self.app.snapshot
        if snapshot is None:
            return
        found = self._coming(snapshot)
        columns = min(_READABLE, self.app.size.width - _READER)
        text = write(snapshot.organisation, found, snapshot.today, begins(found), self._formats, columns)
        how = _("To print it, or into a file: sociotui agenda {circle} [-o FILE]", circle=self._circle)
        self.app.push_screen(ReaderDialog(_("To send round"), f"{text}\n{how}"))


def begins(found: Coming) -> time | None:
    """Return at what time of day the meeting begins, where the circle has agreed on one."""
    when = agreed_on(found.next_meeting)
    return when.at.time() if when and isinstance(when.at, datetime) else None
