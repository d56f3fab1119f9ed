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

from sociotui.cli_home import REFUSED, Place, by_option, environment, home_of, prints_plain, reached
from sociotui.words import _, with_keys

if TYPE_CHECKING:
    from sociotui.room.by_ear.following import Said
    from sociotui.room.by_ear.source import Source
    from sociotui.room.by_ear.talking import Talk

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

    teller = Teller(times=times, as_json=as_json, ascii_only=ascii_ or _has_ascii())
    with _quietly(), _source(place) as source:
        follower, watched = Follower(source, meeting), Watched(_listeners())
        if not follower.find(patient=patient):
            click.echo(_("No meeting is under way yet. This waits for the next one; ctrl+c ends it."), err=True)
            while not follower.find(patient=True):
                if source.wait(watched):
                    _unheard()
        if not follow_on(follower, watched, source.wait, teller.tell):
            _unheard()


@click.command(epilog="“help” in it says all words; the README has a page, “By ear”.")
@click.argument("meeting", required=False, default="")
@by_option
@click.option("--strict", is_flag=True, help="Without a terminal: stop at the first line that is refused.")
@click.option(
    "--ask", "asking", is_flag=True, help="Without a terminal: ask for what is missing; the next line answers."
)
@ascii_option
@click.pass_obj
def talk(place: Place, meeting: str, by: str, strict: bool, asking: bool, ascii_: bool) -> None:
    """Hold MEETING by words.

    Without one: the meeting under way. “next”, “consent for ana”, “object ana because it is too small”, “undo”, “who”:
    each line is done, and what came of it is told, with what others do meanwhile. What is missing is asked for. Lines may
    come from a file or another program, too; the exit code is 1 then where one of them was refused.
    """
    from sociotui.room.by_ear.following import Follower
    from sociotui.room.by_ear.talking import Talk

    teller = Teller(times=False, as_json=False, ascii_only=ascii_ or _has_ascii())
    with _quietly(), _source(place, staying=True) as source:
        follower = Follower(source, meeting)
        follower.find()
        company = _Company(source, teller, asking=asking)
        holding = Talk(source, follower, company, by)
        holding.around()  # who acts has to be known
        try:
            refused = company.hold(holding, strict=strict)
        finally:
            company.close()
    if refused and not company.typed:
        raise SystemExit(REFUSED)


class _Company:
    """Whoever sits at this terminal, or sends lines to it."""

    def __init__(self, source: "Source", teller: "Teller", *, asking: bool) -> None:
        from sociotui.room.by_ear.keyboard import Piped, Typed

        self.typed = sys.stdin.isatty() and sys.stdout.isatty()
        self._teller, self._asking = teller, asking or self.typed
        self._talk: Talk | None = None
        fd = sys.stdin.fileno()
        self._lines: Piped | Typed = Typed(fd, source, self._completed) if self.typed else Piped(fd, source)

    def hold(self, holding: "Talk", *, strict: bool) -> int:
        """Let the meeting be held until they say goodbye, or their lines end; return how many were refused."""
        self._talk, refused = holding, 0
        self._news()
        if self.typed:
            self._teller.tell_text(
                _("Say what is done, like “next” or “consent for ana”; “help” says all words, “bye” leaves.")
            )
        while (line := self._next()) is not None:
            word = line.strip()
            if word and self._says_goodbye(word):
                break
            if word and not holding.take(word):
                refused += 1
                if strict and not self.typed:
                    break
        self._news()
        if self.typed:
            self._teller.tell_text(_("Goodbye. The meeting stays where it is."))
        return refused

    def tell(self, said: "Said") -> None:
        """Let them hear a line."""
        self._teller.tell(said)

    def refuse(self, sentence: str) -> None:
        """Let them hear why something was not done; where lines are sent, apart from what is told."""
        self._teller.tell_text(sentence, err=not self.typed)

    def ask(self, question: str, *, unseen: bool = False) -> str | None:
        """Ask something; None where questions are not answered."""
        if not self._asking:
            return None
        if not self.typed:
            self._teller.tell_text(question)
        return self._lines.ask(self._teller.spelled(question), unseen=unseen)

    def forget(self) -> None:
        """Keep the latest line in no history."""
        self._lines.forget()

    def close(self) -> None:
        """Put the terminal back as it was."""
        self._lines.close()

    def _next(self) -> str | None:
        try:
            line = self._lines.line(self._news)
        except KeyboardInterrupt:
            if not self.typed or self._talk is None:
                raise
            self._teller.tell_text("")
            self._teller.tell_text(_("Nothing was done. “bye” leaves."))
            return ""
        if line is None and self.typed:
            self._teller.tell_text("")
        return line

    def _news(self) -> bool:
        """Tell what is new; on a terminal over the prompt that stands there."""
        new = self._talk.news() if self._talk else []
        if new and self.typed:
            sys.stdout.write("\r")
        for said in new:
            self._teller.tell(said)
        return bool(new)

    def _says_goodbye(self, word: str) -> bool:
        from sociotui.room.by_ear.phrases import begins

        words = word.casefold().rstrip(".!").split()
        return begins(words) == ("look:bye", len(words))

    def _completed(self, before: str, begun: str) -> list[str]:
        from sociotui.room.by_ear.completing import completed

        return completed(before, begun, self._talk.around()) if self._talk else []


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

    def tell_text(self, text: str, *, err: bool = False) -> None:
        """Print a sentence that is of no meeting."""
        click.echo(self.spelled(with_keys(text, self._names)), err=err)

    def spelled(self, text: str) -> str:
        """Return a text in the letters that there are here."""
        return self._spelled(text, ascii_only=self._ascii)

    def line(self, text: str, at: int = 0) -> str:
        """Return a line as it is printed; what has no time of its own is of now."""
        text = self.spelled(text)
        return f"{self._clock.local(at or self._clock.now()):%H:%M} {text}" if self._times else text


def _listeners() -> list[tuple[int, int]]:
    """Return what tells that nobody listens any more: the other end of what is printed to."""
    try:
        return [(sys.stdout.fileno(), 0)]
    except OSError:  # it is kept in memory
        return []


def _has_ascii() -> bool:
    """Whether there is nothing but ASCII to write in: as somebody wants it, or as the locale has it, into pipes and files too."""
    from sociotui.room.terminal import has_unicode

    return prints_plain(sys.stdout) or not has_unicode(environment())


@contextmanager
def _source(place: Place, *, staying: bool = False) -> "Iterator[Source]":
    """Give where a meeting is heard: in this home, or through the server that has it. `staying`: see `Here`."""
    from sociotui.room.by_ear.source import Here, There

    def there(server: Path, folder: Path | None) -> Any:
        return There(server, folder)

    source: Source = reached(place, there, staying=True) or Here(
        home_of(place, staying=staying), staying=staying, me=lambda: place.me
    )
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


COMMANDS: dict[str, click.Command] = {"follow": follow, "talk": talk}
