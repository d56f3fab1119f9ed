"""The app: a room's snapshots come in, screens show them, and keys become acts."""

from asyncio import shield, wrap_future
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from functools import cached_property
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Any, ClassVar, TypeVar

from msgspec.structs import replace
from rich.console import Console
from textual.driver import Driver
from textual.filter import LineFilter
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen

from sociotui.domain.coming import Frame
from sociotui.domain.event import Command
from sociotui.domain.formats import Format
from sociotui.domain.items import Went
from sociotui.domain.organisation_commands import Preparing, Speaking
from sociotui.domain.refusal import Refused
from sociotui.journal.port import JournalError
from sociotui.room.actions import Where
from sociotui.room.actions import keys as hint_keys
from sociotui.room.clock import Clock
from sociotui.room.furnishing import Opening
from sociotui.room.own import Own
from sociotui.room.port import Room, Snapshot
from sociotui.room.terminal import Depth
from sociotui.tui.calling import Calling
from sociotui.tui.going import Going
from sociotui.tui.in_order import InOrder
from sociotui.tui.keys import normal, shown
from sociotui.tui.plain import Plain
from sociotui.tui.private import draw_what_changed, leave_colours_out
from sociotui.tui.seat import Seat
from sociotui.tui.settings import Settings
from sociotui.tui.signs import ASCII, Signs
from sociotui.tui.themes import THEMES
from sociotui.tui.widgets.lines import STYLES
from sociotui.words import with_keys

if TYPE_CHECKING:
    from sociotui.domain.decisions import Page, Wanted
    from sociotui.domain.lessons import Library
    from sociotui.domain.mending.commands import InTalk
    from sociotui.domain.mending.talk import Talk
    from sociotui.domain.mirror.figures import Asked, Mirror
    from sociotui.domain.offices import Sheet, Sought
    from sociotui.room.config_file import Look
    from sociotui.room.looks import Looks
    from sociotui.room.preferences import Animations

T = TypeVar("T")


class RoomChanged(Message):
    """The room has something new; an older one that still waits is dropped for it."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__()
        self.snapshot = snapshot

    def can_replace(self, message: Message) -> bool:
        """Newest wins."""
        return isinstance(message, RoomChanged)


class SociotuiApp(InOrder, inherit_bindings=False):
    """One person's session in a room. Room, clock and settings are handed in; it asks the environment for nothing."""

    # Home is there from the first frame; other screens bring their own style sheet when they are shown.
    CSS_PATH: ClassVar[list[str | PurePath]] = [Path(__file__).parent / name for name in ("app.tcss", "home/home.tcss")]
    TITLE = "sociotui"
    # Styles of lines stand here once: on each pane they would be worked out anew with every class that is set.
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"line--{name}" for name in STYLES}
    ENABLE_COMMAND_PALETTE = True

    snapshot: reactive[Snapshot | None] = reactive(None, init=False, repaint=False)

    def __init__(
        self,
        room: Room,
        settings: Settings,
        driver: type[Driver] | None = None,
        own: Own | None = None,
    ) -> None:
        super().__init__(driver_class=driver)
        leave_colours_out(self, out=settings.depth == Depth.NONE)
        self.console = _console(self.console.file)
        self.room = room
        self.settings = settings
        self.own = own or Own()
        self.begins_in_meeting = room.snapshot.meeting is not None
        self.clock: Clock = room.clock
        self._looked_for = ""
        self.whys: dict[str, bool] = {}  # by meeting, whether its commentary was asked for in full, or put away
        self.calling = Calling(self, bell=settings.bell)
        self.going = Going(self)
        self.seat = Seat(self)
        self.keys = shown(settings.keymap)
        for theme in THEMES:
            self.register_theme(theme)
        self.animation_level = settings.animations
        self.theme = settings.theme if settings.theme in self.available_themes else "dusk"
        self.set_keymap(normal(settings.keymap))
        self.set_reactive(SociotuiApp.snapshot, room.snapshot)
        plain = settings.signs == ASCII
        self.set_class(plain, "ascii")
        self._plain = [Plain(letters=settings.letters)] if plain or not settings.letters else []

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Leave out of lines what this terminal can't show."""
        return [*super().get_line_filters(), *self._plain]

    @property
    def signs(self) -> Signs:
        """The signs that this session's terminal can show."""
        return self.settings.signs

    @cached_property
    def _hints(self) -> dict[str, str]:
        return {id_: self.keys.get(id_, key) for id_, key in hint_keys().items()}

    def spoken(self, sentence: str) -> str:
        """Return a sentence with the keys of this person where it names actions."""
        return with_keys(sentence, self._hints)

    # --- life

    def get_default_screen(self) -> Any:
        """Home is what lies beneath everything."""
        from sociotui.tui.home.screen import HomeScreen

        home = HomeScreen()
        draw_what_changed(home)
        return home

    def push_screen(self, screen: Any, *args: Any, **more: Any) -> Any:
        """Show a screen above the others."""
        if isinstance(screen, Screen):
            draw_what_changed(screen)
        return super().push_screen(screen, *args, **more)

    def on_mount(self) -> None:
        """Begin to follow the room; go straight into a meeting where one was named."""
        if self.begins_in_meeting:
            self.enter_meeting()
        if self.room.own:
            self.screen_change_signal.subscribe(self, self.calling.place)
        self.calling.heed(self.room.snapshot)
        self.room.start(self._tell)
        self.call_later(self._catch_up)

    def _catch_up(self) -> None:
        """Take in what has come between the first look at the room and its being followed."""
        self.snapshot = self.room.snapshot

    def on_unmount(self) -> None:
        """Let the room finish what it was asked."""
        self.seat.own.stop()

    def hang_up(self) -> None:
        """Leave because the terminal has gone: who sat at it may come back, so a room that keeps seats keeps theirs."""
        lose = getattr(self.seat.own, "lose", None)
        if lose:
            lose()
        self.exit()

    def _tell(self, snapshot: Snapshot) -> None:
        """Called from the room's thread; posting a message is the only thing that it may do here."""
        self.post_message(RoomChanged(snapshot))

    def on_room_changed(self, message: RoomChanged) -> None:
        """Take the newest snapshot in; screens watch it. Who practises meanwhile is only told what is asked of them."""
        if self.seat.away:
            self.seat.heed(message.snapshot)
        else:
            self.snapshot = message.snapshot

    def watch_snapshot(self, snapshot: Snapshot | None) -> None:
        """Tell the person of what is asked of them by now, whichever screen they look at."""
        if snapshot:
            self.calling.heed(snapshot)

    def enter_meeting(self) -> None:
        """Show the live meeting."""
        from sociotui.tui.meeting.screen import MeetingScreen

        self.push_screen(MeetingScreen())

    def leave(self) -> None:
        """Leave the screen that is shown, and on the first one the program."""
        if len(self.screen_stack) == 1:
            self.exit()
            return
        left = self.screen
        self.pop_screen()
        if getattr(left, "tells_calls", False):  # no other screen than a meeting's watches one
            self.run_worker(self.watch_meeting(""))

    # --- what screens ask for

    async def attempt(self, command: Command) -> str:
        """Carry a command out; return "" when it is done, else the sentence that says why not."""
        return await self._answered(self.room.act(command))

    async def open_meeting(self, opening: Opening) -> str:
        """Open a meeting and watch it; return "" when it is open, else why not."""
        return await self._answered(self.room.open(opening))

    async def watch_meeting(self, meeting: str) -> str:
        """Watch a meeting, or none; return "" when that is so, else why not."""
        return await self._answered(self.room.watch(meeting))

    async def formats(self, circle: str) -> tuple[dict[str, str], tuple[str, ...]]:
        """Return the formats that a meeting of this circle can have, and what is wrong with format files."""
        return await _kept(self.room.formats(circle))

    async def frame(self, circle: str) -> Frame:
        """Return what the steps around the items take in an ordinary meeting of this circle."""
        return await _kept(self.room.frame(circle))

    async def item_formats(self, circle: str) -> dict[str, Format]:
        """Return the formats that an item can have in a meeting of this circle, by id."""
        return await _kept(self.room.item_formats(circle))

    async def library(self) -> "Library":
        """Return the lessons and cards that there are. Raises what reading them raises."""
        return await _kept(self.room.library())

    async def answer(self, decision: str, person: str, reason: str, version: int) -> str:
        """Answer what a circle has asked between meetings; return "" when it is on record, else why not."""
        return await self._answered(self.room.answer(decision, person, reason, version))

    async def prepare(self, command: Preparing) -> str:
        """Change a circle's backlog between meetings; return "" when it is on record, else why not."""
        return await self._answered(self.room.prepare(command))

    async def speak(self, command: Speaking) -> str:
        """Say something to a circle, or answer what was said; return "" when it is on record, else why not."""
        return await self._answered(self.room.speak(command))

    async def decisions(self, wanted: "Wanted") -> "Page":
        """Return the decisions that are as wanted. Raises what reading them raises."""
        return await _kept(self.room.decisions(wanted))

    async def offices(self, sought: "Sought") -> "Sheet":
        """Return the roles or people that are sought. Raises what reading them raises."""
        return await _kept(self.room.offices(sought))

    async def mirror(self, asked: "Asked") -> "Mirror":
        """Return what is seen in the mirror. Raises what looking into it raises."""
        return await _kept(self.room.mirror(asked))

    async def minutes(self) -> str:
        """Return the minutes of the meeting that is watched, as they stand; where that fails, why."""
        try:
            return await _kept(self.room.minutes())
        except (Refused, JournalError) as error:
            return self.spoken(str(error))

    async def finish(self, follow_up: str, how: Went = "") -> str:
        """Say that a next step was done, of an agreement how it went; return "" when it is on record, else why not."""
        return await self._answered(self.room.finish(follow_up, how=how))

    async def talks(self, person: str = "") -> "tuple[Talk, ...]":
        """Return the talks in conflict of who sits here. Raises Refused where they cannot be had."""
        return await _kept(self.room.talks(person))

    async def talk(self, asked: "InTalk") -> "Talk":
        """Do what is asked for in a talk, and return it. Raises Refused where it cannot be done."""
        talk = await _kept(self.room.talk(asked))
        self.snapshot = self.room.snapshot
        return talk

    async def _answered(self, future: "Future[Any]") -> str:
        try:
            await _kept(future)
        except (Refused, JournalError) as error:
            return self.spoken(str(error))
        self.snapshot = self.room.snapshot
        return ""

    # --- actions

    def do(self, id_: str) -> None:
        """Do what a key stands for on every screen."""
        if id_ == "quit":
            self.leave()
        elif id_ == "help":
            self.show_keys()
        elif id_ == "palette":
            self.action_command_palette()
        elif id_ == "find":
            self.find()
        elif id_ in ("meeting", "map", "decisions", "people", "mirror", "practice", "mend"):
            self.going.to(id_)
        elif id_ in ("cards", "lessons", "say", "said"):
            self._show_dialog(id_)
        elif id_ == "next-pane":
            self.screen.focus_next()
        elif id_ == "previous-pane":
            self.screen.focus_previous()

    def action_command_palette(self) -> None:
        """Show all that can be done here, to be found by its name."""
        from sociotui.tui.palette import open_palette

        open_palette(self)

    def _show_dialog(self, id_: str) -> None:
        if id_ == "cards":
            self.show_cards()
        elif id_ == "lessons":
            self.show_lessons()
        else:
            self.show_say(reading=id_ == "said")

    def show_lessons(self, lesson: str = "") -> None:
        """Show the list of lessons, or one of them."""
        from sociotui.tui.lessons.screen import open_lessons

        open_lessons(self, lesson)

    def show_cards(self, mood: Callable[[], None] | None = None) -> None:
        """Show the cards of feelings and needs; `mood` opens the mood round, where there is a meeting to hold one."""
        from sociotui.tui.lessons.cards import CardsDialog

        self.push_screen(CardsDialog(mood))

    def show_say(self, *, reading: bool = False) -> None:
        """Ask what somebody would like to say to a circle, or show what was said: to the one that a screen knows them to look at."""
        from sociotui.tui.dialogs.say import open_said, open_say

        here: Callable[[], str] = getattr(self.screen, "circle_here", str)
        (open_said if reading else open_say)(self, here())

    def show_keys(self) -> None:
        """Show all keys of this screen, and what the signs mean."""
        from sociotui.room.rights_table import rights_table
        from sociotui.tui.dialogs.reader import ReaderDialog
        from sociotui.tui.keys import HELP_WIDTH, help_text
        from sociotui.tui.legend import glossary, legend
        from sociotui.words import _

        rights = rights_table() if self.room.own else ()
        width = min(HELP_WIDTH, max(24, self.size.width - 5))  # a dialog takes that much for its frame and its bar
        where: Where = getattr(self.screen, "where", None) or "meeting"
        own = getattr(self.screen, "own_keys", None)
        text = help_text(self.keys, legend(self.settings.signs, where), glossary(), width, rights, where, own)
        self.push_screen(ReaderDialog(_("Keys"), text))

    def turn_bell(self) -> None:
        """Let the bell ring at calls from now on, or no longer, for as long as this session lasts."""
        from sociotui.words import _

        on = self.calling.bell = not self.calling.bell
        self.say(_("The bell rings once when something is asked of you.") if on else _("The bell is off."))

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Show a sentence above the keys of the screen that lies beneath all dialogs."""
        beneath = next(s for s in reversed(self.screen_stack) if not s.is_modal)
        say = getattr(beneath, "say", None)
        if say:
            say(sentence, warning=warning)

    def find(self) -> None:
        """Ask what to look for in the list that has the focus, or else in the first one of this screen."""
        from sociotui.tui.dialogs.form import FormDialog
        from sociotui.tui.dialogs.questions import Answers, Field, Form
        from sociotui.tui.widgets.listing import Listing
        from sociotui.words import _

        focused = self.focused
        listing = focused if isinstance(focused, Listing) else next(iter(self.screen.query(Listing)), None)
        if listing is None:
            return
        found = listing

        async def submit(answers: Answers) -> str:
            self._looked_for = answers["text"]
            if not found.find(answers["text"]):
                return _("Nothing here has “{text}” in it. Try fewer letters.", text=answers["text"])
            found.focus()
            return ""

        form = Form(
            title=_("Find"), fields=(Field(name="text", label=_("What?"), value=self._looked_for),), accept=_("Find")
        )
        self.push_screen(FormDialog(form, submit))

    def get_system_commands(self, screen: Any) -> Any:
        """Fill the palette from the registry of actions, and the themes."""
        from sociotui.tui.palette import commands

        yield from commands(self, screen)


def _console(file: IO[str]) -> Console:
    """Return a console that draws in true colour, whatever this process has for a terminal: the driver paints for that."""
    return Console(
        color_system="truecolor",
        file=file,
        force_terminal=True,
        legacy_windows=False,
        highlight=False,
        emoji=False,
        safe_box=False,
        soft_wrap=False,
        _environ={},
    )


def _kept(future: "Future[T]") -> "Awaitable[T]":
    """Return what awaits an answer; who no longer waits for it takes nothing back of what was asked for."""
    return shield(wrap_future(future))


def run(
    room: Room,
    looks: "Looks",
    look: "Look",
    begin: "Callable[[SociotuiApp], None] | None" = None,
    animations: "Animations" = "none",
) -> None:
    """Open the full screen on `room`, in its meeting where one is watched, and stay until it is left.

    `look` is what this person's settings say, `animations` what may move.
    `begin` is called with the app when its first screen is there.
    """
    from sociotui.room.own import own_folder, own_path
    from sociotui.tui.driver import LeanDriver
    from sociotui.tui.terminal import settings_for

    settings = replace(settings_for(looks, look.config), own=own_folder(), look=look, animations=animations)
    app = SociotuiApp(room, settings, LeanDriver, Own(own_path()))
    if begin:
        app.call_later(begin, app)
    app.run(mouse=False)
