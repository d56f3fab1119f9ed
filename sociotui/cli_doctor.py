"""The command that looks whether all is well: `sociotui doctor`. Thin; it holds no rule."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sociotui.cli_home import REFUSED, STORE, Place, asked, carry, environment, home_alone, stop
from sociotui.words import _, printable

if TYPE_CHECKING:
    from sociotui.room.doctor.findings import Finding
    from sociotui.room.doctor.machine import Machine


@click.command(
    epilog="Exit codes: 0 nothing is wrong, 1 there is nothing to look at, 3 something of the store is wrong."
)
@click.option("--repair", is_flag=True, help="Put right what can be, after asking; what is taken out is kept beside.")
@click.option("--yes", is_flag=True, help="With --repair: don't ask.")
@click.option("--printed", metavar="CODE", help="The code under printed minutes: which record are they of?")
@click.option("--json", "as_json", is_flag=True, help="As an object for scripts; the README describes it.")
@click.pass_obj
def doctor(place: Place, repair: bool, yes: bool, printed: str | None, as_json: bool) -> None:
    """Look whether all is well.

    The home, its disk and its journals, the record, locks, settings, formats, and this terminal. Nothing is changed
    unless you say --repair.
    """
    from sociotui.room.doctor.checkup import check_around, check_up, is_home

    place.tells = False  # it is among the findings
    if repair:
        home_alone(place)  # which nobody takes before this ends
    home, machine = _home(place).absolute(), _machine()
    if printed is not None:
        _compare(home, printed, as_json)
        return
    there = is_home(home)
    findings = check_up(home, machine) if there else check_around(machine)
    if repair and there:
        findings = _repair(home, findings, machine, ask=not yes, quiet=as_json)
    _show(home, findings, machine, as_json)
    if not there:
        stop(
            _(
                "There is no home in {folder} yet, so there was nothing more to look at. Begin one with “sociotui init”.",
                folder=home,
            ),
            REFUSED,
        )
    _leave(findings)


def _home(place: Place) -> Path:
    """Return the folder that is looked at: it is read as it lies there, also while a server has it."""
    import os

    if not place.socket:
        return place.folder
    home = Path(carry(place, "home"))
    if not os.access(home, os.R_OK | os.X_OK):
        stop(
            _(
                "The server has its home in {home}, and that can't be read from here. Look at it where the server runs: as root, "
                "or in the account that it belongs to, with “sociotui --home {home} doctor”, and without --socket.",
                home=home,
            ),
            REFUSED,
        )
    return home


def _machine() -> "Machine":
    import os

    from sociotui.room.doctor.machine import Machine
    from sociotui.room.preferences import config_path

    size = os.get_terminal_size(sys.stdout.fileno()) if sys.stdout.isatty() else None
    return Machine(
        uid=os.geteuid(),
        environ=environment(),
        asked=asked(),
        encoding=sys.stdout.encoding,
        size=(size.columns, size.lines) if size else None,
        config=config_path(),
    )


def _leave(findings: "Sequence[Finding]") -> None:
    from sociotui.room.doctor.findings import is_wrong

    if is_wrong(findings):
        raise SystemExit(STORE)


# --- what is shown ---------------------------------------------------------------------------------


def _show(home: Path, findings: "Sequence[Finding]", machine: "Machine", as_json: bool) -> None:
    from sociotui.room.doctor.findings import PLAIN, SIGNS, as_object, in_short, lines

    if as_json:
        _print_object(as_object(str(home), findings))
        return
    plain = _plain(machine)
    for line in [*lines(findings, PLAIN if plain else SIGNS), "", in_short(findings)]:
        _say(line, plain=plain)
    if any(finding.mend for finding in findings):
        _say(_("“sociotui doctor --repair” puts right what it can; it says first what that is."), plain=plain)


def _plain(machine: "Machine") -> bool:
    """Whether only plain signs are to be shown: as the encoding has no others, or this person wants it so."""
    from sociotui.room.doctor.terminal import looks_of

    try:
        "✓✗“”…".encode(machine.encoding)
    except UnicodeEncodeError:
        return True
    return looks_of(machine).ascii.value


def _say(sentence: str, *, plain: bool) -> None:
    from sociotui.room.spelling import spelled

    click.echo(printable(spelled(sentence) if plain else sentence))


def _print_object(found: dict[str, Any]) -> None:
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(found), indent=2))


# --- what is done ----------------------------------------------------------------------------------


def _repair(
    home: Path, findings: "Sequence[Finding]", machine: "Machine", *, ask: bool, quiet: bool
) -> "list[Finding]":
    """Put right what can be, say what came of it, and look at everything once more."""
    from sociotui.room.doctor.checkup import check_up
    from sociotui.room.doctor.findings import is_wrong
    from sociotui.room.doctor.repairing import carry_out

    plain = _plain(machine)
    planned = [finding.mend.said for finding in findings if finding.mend]
    if not planned:
        if not quiet:
            nothing = _("There is nothing to repair.")
            elsewhere = _("Nothing of this can be repaired from here; each says what to do.")
            _say((elsewhere if is_wrong(findings) else nothing) + "\n", plain=plain)
        return list(findings)
    click.echo(err=quiet, message=_("This would be done:"))
    for each in planned:
        click.echo(printable(f"  {each}"), err=quiet)
    if ask and sys.stdin.isatty() and sys.stdout.isatty() and not click.confirm(_("Do it?"), err=quiet):
        stop(_("Nothing was changed."), REFUSED)
    for sentence in carry_out(findings):
        click.echo(printable(sentence), err=quiet)
    click.echo(err=quiet)
    return check_up(home, machine)


def _compare(home: Path, written: str, as_json: bool) -> None:
    from sociotui.room.doctor.lying import lying_in
    from sociotui.room.doctor.printed import as_object, look_up, sentences

    found = look_up(lying_in(home), written)
    if as_json:
        _print_object(as_object(found))
    elif found.place != "nowhere":
        click.echo("\n".join(sentences(found)))
    if found.place == "nowhere":
        stop("\n".join(sentences(found)), REFUSED)


COMMANDS: dict[str, click.Command] = {"doctor": doctor}
