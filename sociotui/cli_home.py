"""What all commands share: a home, who acts in it, how a command stops, where it puts what it writes. It holds no rule."""

import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from sociotui.words import printable, with_keys

REFUSED, USAGE, STORE = 1, 2, 3
"""Exit codes: refused, with the reason; not understood; the store is damaged or locked."""
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
        sys.stdout.write("\x1b[?25h\x1b[?1049l")
        sys.stdout.flush()
        _splashed = False


def named(sentence: str) -> str:
    """Return a sentence with the actions in it named as the command line names them."""
    from sociotui.room.actions import commands_by_name

    here = click.get_current_context(silent=True)  # once a command has failed it is the group's
    acting = here is not None and "act" in (here.info_name, here.invoked_subcommand)
    return with_keys(sentence, commands_by_name(acting=acting))


def home_of(folder: Path | None) -> Any:
    """Return the home in that folder, or this account's own; its notices are told when the command ends."""
    from sociotui.room.files import default_home
    from sociotui.room.home import Home
    from sociotui.room.identity import account

    home = Home(folder or default_home(), account=account)

    def close() -> None:
        home.close()
        for notice in home.notices():
            click.echo(printable(notice), err=True)

    click.get_current_context().call_on_close(close)
    return home


def me(home: Any, by: str = "") -> str:
    """Return who acts: the person named with --by, else the one whose login this account is."""
    from sociotui.room.identity import account, actor_for

    if by:
        return str(home.founded().person(by).id)
    return actor_for(home.organisation(), account())


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
by_option = click.option("--by", default="", help="Who acts; the person with this account's login when left out.")
circle_option = click.option("--circle", default="", help="Of this circle only; of all of them when left out.")
