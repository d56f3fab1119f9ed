"""Whispering: how the meeting's screen shows the private hint, lets go of it, and turns hints off."""

from typing import ClassVar

from sociotui.domain.meeting import Meeting
from sociotui.room.port import Snapshot
from sociotui.tui.meeting.openers import MeetingOpeners
from sociotui.tui.meeting.title import TitleBar
from sociotui.tui.meeting.whisper import Whisper, WhisperLine
from sociotui.words import _


class MeetingWhispering(MeetingOpeners):
    """The part of the meeting's screen that whispers to who facilitates."""

    practises: ClassVar[bool] = False
    """It shows an exercise, which has hints of its own."""

    @property
    def whisper(self) -> Whisper:
        """What is whispered in this session, whichever screens lie between."""
        found: Whisper = self.app.going.places.setdefault("hints", Whisper(on=self.app.settings.hints))
        return found

    def _whisper(self, m: Meeting, snapshot: Snapshot) -> None:
        """Show who facilitates what they may want to notice: in words at a terminal of their own, else as a sign."""
        if self.practises:
            return
        found, form = (
            self.whisper.heed(m, self.app.room, snapshot),
            self.whisper.form(m, self.app.room, snapshot),
        )
        told = found if form == "told" else None
        said, more = (self.app.spoken(told.said), self.app.spoken(told.more)) if told else ("", "")
        self.query_one(WhisperLine).tell(said, more, self.app.keys.get("hint", ""))
        title = self.query_one(TitleBar)
        sign = bool(found) and form == "sign"
        if title.whispers != sign:
            title.whispers = sign
            title.fill(m, self.app.clock.now())

    def _hint(self, m: Meeting) -> None:
        whisper, snapshot = self.whisper, self.app.snapshot
        found = whisper.current
        if snapshot and found:
            form = whisper.form(m, self.app.room, snapshot)
            whisper.let_go(self.app.clock.now())
            self._whisper(m, snapshot)
            if form == "sign":
                from sociotui.tui.dialogs.reader import ReaderDialog

                text = f"{self.app.spoken(found.said)} {self.app.spoken(found.more)}"
                self.app.push_screen(ReaderDialog(_("For {name}, who facilitates", name=m.name(m.facilitator)), text))
            return
        whisper.on = not whisper.on
        self.say(
            _("Private hints are on: they come to who facilitates, and to nobody else.")
            if whisper.on
            else _("Private hints are off. ‹hint› turns them on again; in your config.toml, hints = false.")
        )
