"""Commands by ear: hear a meeting line by line, and hold it by words. Thin; they hold no rule."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn

import click

from sociotui.cli_home import Place, home_of, reached
from sociotui.words import _, with_keys

if TYPE_CHECKING:
    from sociotui.room.by_ear.following import Said
    from sociotui.room.by_ear.source import Source

STOPPED, ENDED, UNHEARD = 130, 143, 141
"""Exit codes, as shells have them: ctrl+c, SIGTERM, and nobody at the other end of the pipe."""

ascii_option = click.option(
    "--ascii", "ascii_", is_flag=True, help="Plain ASCII letters and signs, whatever LANG says."
)


@click.command(epilog="“sociotui talk” is for acts; both are in the README, “By ear”.")
@click.argument("meeting", required=False, default="")
@click.option("--times", is_flag=True, help="The time of day before each line.")
@click.option("--json", "as_json", is_flag=True, help="An object a line, for scripts; the README describes it.")
@click.option("--wait", "patient", is_flag=True, help="Where no meeting is under way yet, wait for the next one.")
@ascii_option
@click.pass_obj
def follow(place: Place, meeting: str, times: bool, as_json: bool, patient: bool, ascii_: bool) -> None:
    """Tell MEETING line by line, as it goes on.

    Without one: the meeting under way. First how it stands, then a plain line for each change, until it closes; for
    screen readers, braille lines and logs. Ctrl+C ends it sooner, which changes nothing in the meeting.
    """
    from sociotui.room.by_ear.following import Follower
    from sociotui.room.by_ear.following import follow as follow_on
    from sociotui.room.by_ear.source import Watched

    teller = Teller(times=times, as_json=as_json, ascii_only=ascii_ or not _has_unicode())
    with _quietly(), _source(place) as source:
        follower, watched = Follower(source, meeting), Watched(_listeners())
        if not follower.find(patient=patient):
            click.echo(_("No meeting is under way yet. This waits for the next one; ctrl+c ends it."), err=True)
            while not follower.find(patient=True):
                if source.wait(watched):
                    _unheard()
        if not follow_on(follower, watched, source.wait, teller.tell):
            _unheard()


class Teller:
    """Prints what is heard, each line at once."""

    def __init__(self, *, times: bool, as_json: bool, ascii_only: bool) -> None:
        from sociotui.room.actions import commands_by_name
        from sociotui.room.by_ear.letters import spelled
        from sociotui.room.clock import Clock

        self._times, self._as_json, self._ascii = times, as_json, ascii_only
        self._spelled, self._clock = spelled, Clock()
        self._names = commands_by_name(acting=True)

    def tell(self, said: "Said") -> None:
        """Print a line."""
        text = with_keys(said.text, self._names)
        if self._as_json:
            import msgspec

            line = msgspec.json.encode(said.as_object() | {"said": text})
            click.echo(line)
        else:
            click.echo(self.line(text, said.at))
        sys.stdout.flush()

    def line(self, text: str, at: int = 0) -> str:
        """Return a line as it is printed; what has no time of its own is of now."""
        text = self._spelled(text, ascii_only=self._ascii)
        return f"{self._clock.local(at or self._clock.now()):%H:%M} {text}" if self._times else text


def _listeners() -> list[tuple[int, int]]:
    """Return what tells that nobody listens any more: the other end of what is printed to."""
    try:
        return [(sys.stdout.fileno(), 0)]
    except OSError:  # it is kept in memory
        return []


def _has_unicode() -> bool:
    from sociotui.room.terminal import has_unicode

    return has_unicode(os.environ)


@contextmanager
def _source(place: Place) -> "Iterator[Source]":
    """Give where a meeting is heard: in this home, or through the server that has it."""
    from sociotui.room.by_ear.source import Here, There

    def there(server: Path, folder: Path | None) -> Any:
        return There(server, folder)

    source: Source = reached(place, there, staying=True) or Here(home_of(place))
    try:
        yield source
    finally:
        source.close()


@contextmanager
def _quietly() -> Iterator[None]:
    """End without a word where somebody presses ctrl+c, another program says so, or nobody listens any more."""

    def ended(_number: int, _frame: FrameType | None) -> NoReturn:
        raise SystemExit(ENDED)

    before = signal.signal(signal.SIGTERM, ended)
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(STOPPED) from None
    except BrokenPipeError:
        _unheard()
    finally:
        signal.signal(signal.SIGTERM, before)


def _unheard() -> NoReturn:
    """Leave where nobody is at the other end; what Python would still write goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    raise SystemExit(UNHEARD)


COMMANDS: dict[str, click.Command] = {"follow": follow}
