"""What all commands share: a home, who acts in it, how a command stops, where it puts what it writes. It holds no rule."""

import sys
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click

from sociotui.words import _, printable, with_keys

if TYPE_CHECKING:
    from sociotui.domain.refusal import Refused
    from sociotui.room.config_file import Look

REFUSED, USAGE, STORE = 1, 2, 3
"""Exit codes: refused, with the reason; not understood; the store is damaged or locked."""
CHANGING = 5.0
"""Seconds that a server may take to end, or another one to begin in its place."""
ALL = "all"
"""Said for a circle: all of them, where the settings name one."""
_splashed = False


def begin(*, splashed: bool) -> None:
    """Note whether the splash is on the screen as the command line begins."""
    global _splashed
    _splashed = splashed


def stop(sentence: str, code: int) -> NoReturn:
    """Say why on stderr and leave with that exit code."""
    _leave_splash()
    click.echo(printable(named(sentence)), err=True)
    raise SystemExit(code)


def _leave_splash() -> None:
    """Give the terminal back as it was, where the splash was shown and no screen will follow."""
    global _splashed
    if _splashed:
        sys.stdout.write("\x1b[H\x1b[2J\x1b[?25h\x1b[?1049l")  # cleared, as consoles have no other screen to go back to
        sys.stdout.flush()
        _splashed = False


def named(sentence: str) -> str:
    """Return a sentence with the actions in it named as the command line names them."""
    from sociotui.room.actions import commands_by_name

    here = click.get_current_context(silent=True)  # once a command has failed it is the group's
    acting = here is not None and "act" in (here.info_name, here.invoked_subcommand)
    return with_keys(sentence, commands_by_name(acting=acting))


class Place:
    """Where a command is to be done: in the folder `home`, or where a server listens at `socket`; else as the file of this
    account's settings says, else as usual. Who acts where nobody says so, and in which circle, is as that file says, too.
    """

    def __init__(self, home: Path | None = None, socket: Path | None = None) -> None:
        self._home, self._socket = home, socket
        self._taken: set[str] = set()
        self.tells = True  # what is passed over in the settings; off where a command does so itself

    @cached_property
    def settings(self) -> "Look":
        """What this account's settings say; what is passed over in them is told when the command ends."""
        from sociotui.room.config_file import look
        from sociotui.room.preferences import config_path

        found = look(config_path(), keys=False)
        here = click.get_current_context(silent=True)
        if found.passed and here:
            here.call_on_close(lambda: _tell_passed(found) if self.tells else None)
        return found

    @property
    def home(self) -> Path | None:
        """The folder of the home that was named."""
        return self._home if self._home or self._socket else self._set("home")

    @property
    def socket(self) -> Path | None:
        """The socket that was named. What is said of a home counts before a socket in the settings, and the other way round."""
        return self._socket if self._home or self._socket else self._set("socket")

    @property
    def folder(self) -> Path:
        """The folder of the home: the one that was named, or this account's own."""
        from sociotui.room.files import default_home

        return self.home or default_home()

    @property
    def me(self) -> str:
        """Who acts at this laptop where it is not said, by id or name; "" where the settings don't say so either."""
        return self._taken_from_settings("me")

    def circle(self, said: str) -> str:
        """Return the circle that is said, or that of the settings; "" for neither, and where all are asked for."""
        if said:
            return "" if said == ALL else said
        return self._taken_from_settings("circle")

    def one_circle(self, said: str) -> str:
        """Return the circle that is said, or that of the settings; stops where there is neither."""
        circle = said or self.circle("")
        if not circle:
            raise click.UsageError(
                _("Of which circle? Name it; or once and for all: “sociotui config set circle CIRCLE”.")
            )
        return circle

    def explained(self, refusal: "Refused") -> "Refused":
        """Return a refusal, with where its cause stands if that is in the settings."""
        from sociotui.domain.refusal import Refused, brief

        for name in self._taken:
            if f"“{brief(getattr(self.settings.config, name))}”" in str(refusal):
                line = self.settings.line(name)
                return Refused(_("{refusal} “{name}” is so in {line}.", refusal=refusal, name=name, line=line))
        return refusal

    def _taken_from_settings(self, name: str) -> str:
        value: str = getattr(self.settings.config, name)
        if value:
            self._taken.add(name)
        return value

    def _set(self, name: str) -> Path | None:
        if self.settings.unsure:
            where = "\n".join(passed.said for passed in self.settings.passed)
            stop(
                _(
                    "{where}\nSo it can't be told where your home is, and nothing is done elsewhere. Put that right, or say it "
                    "with --home DIR.",
                    where=where,
                ),
                REFUSED,
            )
        value = getattr(self.settings.config, name)
        return Path(value).expanduser() if value else None


def place_of(root: click.Context) -> Place:
    """Return the place that is said before the command. What a command says counts before what the environment does."""
    home, socket = root.params.get("home"), root.params.get("socket")
    known = click.core.ParameterSource.ENVIRONMENT
    if home and root.get_parameter_source("home") is not known and root.get_parameter_source("socket") is known:
        socket = None
    return Place(home, socket)


def _tell_passed(found: "Look") -> None:
    for passed in found.passed:
        click.echo(printable(_("Passed over: {said}", said=passed.said)), err=True)


def carry(place: Place, errand: str, /, **said: Any) -> Any:
    """Have an errand done in a home: here, or by the server that has it; return what came of it, as plain values."""
    from sociotui.domain.refusal import Refused

    try:
        connection = reached(place, _connection)
        if connection:
            with connection:
                return connection.errand(errand, said)
        from sociotui.room.beside import finished
        from sociotui.room.caller import Caller
        from sociotui.room.errands import carry_out

        home = home_of(place)
        return finished(carry_out(home, Caller(home, me=lambda: place.me), errand, said))
    except Refused as refusal:
        explained = place.explained(refusal)
        if explained is refusal:
            raise
        raise explained from refusal


def _connection(server: Path, home: Path | None) -> Any:
    from sociotui.room.connection import Connection

    return Connection(server, home=home)


def reached(place: Place, reach: Callable[[Path, Path | None], Any], *, staying: bool = False) -> Any:
    """Return what `reach` makes of the socket of the server that has a home, and of the home where that points to it;
    None where none has it.

    A server that just ends is waited for, and whatever comes after it. `staying`: see `server_of`.
    """
    import time

    deadline = time.monotonic() + CHANGING
    while server := server_of(place, staying=staying):
        from sociotui.room.connection import Foreign, NobodyThere

        try:
            return reach(server, None if place.socket else place.folder)
        except NobodyThere as error:  # and nothing was asked of it: nothing can have been done
            if place.socket or isinstance(error, Foreign) or time.monotonic() >= deadline:
                raise
            time.sleep(0.05)
    return None


def server_of(place: Place, *, staying: bool = False) -> Path | None:
    """Return the socket of the server that has a home; None where it is open to all who may write there.

    Then it stays open to others, and closed to a server, until this command ends; where there is no home yet only for
    who is `staying` for long.
    """
    if place.socket:
        return place.socket
    from sociotui.room.serving import open_here

    held = open_here(place.folder, make=staying)
    if isinstance(held, Path):
        return held
    click.get_current_context().call_on_close(held.let_go)
    return None


def home_of(place: Place, *, staying: bool = False) -> Any:
    """Return the home of a place where no server has it; its notices are told when the command ends. `staying`: for hours."""
    from sociotui.room.home import Home
    from sociotui.room.identity import account

    home = Home(place.folder, account=account)
    if staying:
        home.stays_open()

    def close() -> None:
        home.close()
        for notice in home.notices():
            click.echo(printable(notice), err=True)

    click.get_current_context().call_on_close(close)
    return home


def home_alone(place: Place, *, staying: bool = False) -> Any:
    """Return the home of a place for what is done to its files themselves; refused while a server has it.

    `staying`: see `server_of`.
    """
    if place.socket:
        stop(
            _(
                "A server has the home that {socket} leads to, and this is done without it. Close the server first, then do this again: with --home, "
                "and without --socket or SOCIOTUI_SOCKET.",
                socket=place.socket,
            ),
            REFUSED,
        )
    if server_of(place, staying=staying):
        stop(
            _(
                "A server has {home}, and this is done without it. Close the server first, then do this again.",
                home=place.folder,
            ),
            REFUSED,
        )
    return home_of(place)


def check_terminal() -> None:
    """Stop, with what else can be done, where this terminal cannot show the screen."""
    from os import environ

    if environ.get("TERM", "dumb") == "dumb" or not (sys.stdout.isatty() and sys.stdin.isatty()):
        stop(
            _(
                "This terminal cannot show the screen (TERM is “{term}”, or input and output are not a terminal). "
                "Everything can be done without it: see “sociotui --help”, “sociotui status” and “sociotui act”. "
                "In a terminal that can, set TERM, for example TERM=xterm-256color.",
                term=environ.get("TERM", ""),
            ),
            REFUSED,
        )


def show(room: Any, begin: Callable[[Any], None] | None = None) -> None:
    """Show the full screen of a room until it is left; `begin` is called with the app when it is there."""
    import gc

    from sociotui.lean import load_asyncio_without_tls
    from sociotui.room.preferences import animations

    wanted, found = looks(), own_file()
    moving, _said = animations(environment(), found.config)
    load_asyncio_without_tls()
    from sociotui.tui.app import run

    gc.freeze()  # from here on there will be garbage, but only among what is new
    gc.set_threshold(10_000, 20, 20)  # little of it, and a search in the middle of a frame is felt
    gc.enable()
    run(room, wanted, found, begin, moving)


def own_file() -> "Look":
    """Return what this person's file of settings says, their keys looked at as well."""
    from sociotui.room.config_file import look
    from sociotui.room.preferences import config_path

    return look(config_path())


def preferences() -> Any:
    """Return what this person's own settings say, keys of theirs as they are written."""
    from sociotui.room.preferences import config_path, read_config

    here = click.get_current_context(silent=True)
    place = here.find_object(Place) if here else None
    return place.settings.config if place else read_config(config_path(), keys=False)


def asked() -> Any:
    """Return what the options before the command ask for, of how things are to look."""
    from sociotui.room.looks import Asked

    here = click.get_current_context(silent=True)  # where a command was not understood there is none any more
    said = here.find_root().params if here else {}
    color = said.get("color")
    return Asked(said.get("theme") or "", said.get("ascii_"), said.get("colour") if color is None else color)


def looks() -> Any:
    """Return how everything is to look here, and what decided it."""
    from sociotui.room.looks import looks as decided

    return decided(asked(), environment(), preferences())


def prints_plain(stream: TextIO) -> bool:
    """Whether plain signs are to be written to a stream: where somebody wants them, and where its terminal has no others."""
    from sociotui.domain.refusal import Refused

    try:
        ascii_ = looks().ascii
    except Refused:  # which is told when it matters, and where the settings are looked at
        return False
    return bool(ascii_.value) and (ascii_.source != "terminal" or stream.isatty())


def environment() -> Any:
    """Return the environment as this program was given it, before Python changed what it says of the locale."""
    from os import environ

    from sociotui.room.terminal import as_said

    return as_said(environ, utf8_mode=bool(sys.flags.utf8_mode))


def me(home: Any, place: Place | None = None) -> str:
    """Return who is at this keyboard: whose login this account is, else who the settings of the `place` say."""
    from sociotui.room.identity import account, at_keyboard

    return at_keyboard(home.organisation(), account(), place.me if place else "")


def put_out(written: str | bytes, output: Path | None = None, *, private: bool = False) -> None:
    """Write to the file `output`, whole or not at all; without one, print it. It is in UTF-8, whatever this terminal's
    encoding is, as every program reads it. `private`: a new file is for this account alone.
    """
    data = written.encode() if isinstance(written, str) else written
    if output is None:
        click.echo(data, nl=False)
        return
    from sociotui.exchange.writing import write_file

    write_file(output, data, private=private)


output_option = click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file; else it is printed."
)
by_option = click.option(
    "--by", default="", help="Who acts; when left out who your settings say, else the person with this account's login."
)
circle_option = click.option("--circle", default="", help="Of this circle only; of all of them when left out.")
