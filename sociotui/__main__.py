"""The way in: shows that something is coming before anything heavy is imported, then hands over to the command line."""

import sys

_SCREEN_WORDS = frozenset({"demo"})
_OPTIONS_WITH_VALUE = frozenset({"--home"})


def wants_screen(arguments: list[str]) -> bool:
    """Tell whether these arguments open the full screen, rather than print something."""
    rest = iter(arguments)
    for argument in rest:
        if argument in _OPTIONS_WITH_VALUE:
            next(rest, None)
        elif argument.startswith("--home="):
            continue
        else:
            return argument in _SCREEN_WORDS and not any(a.startswith("-") for a in rest)
    return True


def splash() -> None:
    """Put the name on an emptied screen, so that a slow machine answers at once.

    Textual switches to its own screen when it is up; this one is drawn on that same screen.
    """
    sys.stdout.write("\x1b[?1049h\x1b[H\x1b[2J\x1b[?25l\n\n   sociotui  …\n")
    sys.stdout.flush()


def main() -> None:
    """Run the command line."""
    from os import environ

    screen = wants_screen(sys.argv[1:]) and sys.stdout.isatty() and environ.get("TERM", "dumb") != "dumb"
    if screen:
        splash()
    from sociotui.cli import run

    run(splashed=screen)


if __name__ == "__main__":
    main()
