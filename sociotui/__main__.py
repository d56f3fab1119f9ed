"""The way in: shows that something is coming before anything heavy is imported, then hands over to the command line."""

import gc
import os
import sys

_SCREEN_WORDS = frozenset({"demo", "practice"})
_KEEPING = frozenset({"--seed"})
"""Options with which the screen opens all the same."""
_OPTIONS_WITH_VALUE = frozenset({"--home", "--socket", "--theme"})
_SWITCHES = frozenset(f"--{no}{what}" for no in ("", "no-") for what in ("ascii", "color", "colour"))
"""Options before a command, whichever that is; the splash is the same with all of them, plain and without colour."""


def wants_screen(arguments: list[str]) -> bool:
    """Tell whether these arguments open the full screen, rather than print something."""
    rest = iter(arguments)
    for argument in rest:
        if argument in _OPTIONS_WITH_VALUE:
            next(rest, None)
        elif argument in _SWITCHES or argument.partition("=")[0] in _OPTIONS_WITH_VALUE:
            continue
        else:
            return argument in _SCREEN_WORDS and not any(a.startswith("-") and a not in _KEEPING for a in rest)
    return True


_LEAVE = "\x1b[0m\x1b[H\x1b[2J\x1b[?1004l\x1b[?2004l\x1b[?25h\x1b[?1049l"
"""What a splash has switched on, and what a screen may just be switching on, switched off again."""


def splash() -> None:
    """Put the name on an emptied screen, so that a slow machine answers at once.

    Textual switches to its own screen when it is up; this one is drawn on that same screen. Until Textual looks after
    the terminal, a signal to end gives it back as it was.
    """
    import signal
    import termios

    before = termios.tcgetattr(0) if os.isatty(0) else None

    def leave(number: int, _frame: object) -> None:
        if before:
            termios.tcsetattr(0, termios.TCSANOW, before)
        os.write(1, _LEAVE.encode())
        os._exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)
    os.write(1, b"\x1b[?1049h\x1b[H\x1b[2J\x1b[?25l\n\n   sociotui  ...\n")


def _leave_at_once(left: SystemExit) -> None:
    """End this process, where nothing is left to do in it; else return.

    Python would take everything apart that it has built, piece by piece, which the system takes back whole: that was a
    fifth of the time that a command takes.
    """
    import atexit
    import threading

    if threading.active_count() > 1 or not isinstance(left.code, int | None):
        return
    atexit._run_exitfuncs()  # what anybody has asked for, as Python would do it
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return  # whoever read this has gone, and Python knows what to say
    os._exit(left.code or 0)


def main() -> None:
    """Run the command line."""
    # What is imported stays, so looking for garbage among it, time and again, only takes time.
    gc.disable()
    screen = wants_screen(sys.argv[1:]) and os.isatty(1) and os.environ.get("TERM", "dumb") != "dumb"
    if screen:
        splash()
    from sociotui.cli import run  # after the splash

    try:
        run(splashed=screen)
    except SystemExit as left:
        _leave_at_once(left)
        raise


if __name__ == "__main__":
    main()
