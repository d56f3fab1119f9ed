"""Commands about who may come in to a shared server: invitations, keys, accounts, and the server's host key. No rule."""

import os
from pathlib import Path
from typing import Any

import click

from sociotui.cli_home import Place, by_option, carry
from sociotui.words import printable

_person = click.argument("person")
_state = click.option(
    "--state",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the server's own state, outside of the home.",
)
_LONGEST = 100_000  # bytes of a file that is looked into for a key


@click.group()
def member() -> None:
    """Say who may come in to a shared server."""


@member.command(epilog="The code is shown once, and is kept nowhere. A second invitation takes the place of the first.")
@_person
@click.option("--days", default=7, show_default=True, help="For how many days the code is good.")
@click.option("--host", default="", help="What members call this machine; its own name when left out.")
@click.option("--port", default=2222, show_default=True, help="The port of the server's SSH door.")
@by_option
@click.pass_obj
def invite(place: Place, person: str, days: int, host: str, port: int, by: str) -> None:
    """Print a one-time code for PERSON.

    It binds the SSH key of whoever first uses it to them. Give it to them yourself: read it out, or hand it over.
    """
    host = host or os.uname().nodename
    _tell(_ask(place, "invite", person=person, days=days, host=host, port=port, by=by))


@member.command()
@click.argument("person", default="")
@click.pass_obj
def keys(place: Place, person: str) -> None:
    """List who may come in, and how.

    Keys, accounts and invitations, of PERSON or of everybody.
    """
    _tell(_ask(place, "keys", person=person))


@member.command()
@_person
@click.argument("file", type=click.File("rb"))
@by_option
@click.pass_obj
def key(place: Place, person: str, file: Any, by: str) -> None:
    """Bind the public key in FILE to PERSON.

    FILE is the one whose name ends in .pub; - reads it from standard input.
    """
    text = file.read(_LONGEST).decode("utf-8", errors="replace")
    _tell([_ask(place, "key", person=person, text=text, by=by)])


@member.command()
@_person
@click.argument("account", metavar="LOGIN|UID")
@by_option
@click.pass_obj
def account(place: Place, person: str, account: str, by: str) -> None:
    """Say that an account is PERSON's.

    An account of this machine: its login, or its number.
    """
    _tell([_ask(place, "account", person=person, account=account, by=by)])


@member.command(
    epilog="“sociotui member keys” shows fingerprints and accounts. Sessions that are going on end at once."
)
@click.argument("which", metavar="PERSON|FINGERPRINT|uid:NUMBER")
@by_option
@click.pass_obj
def revoke(place: Place, which: str, by: str) -> None:
    """End what lets somebody in.

    All of it for a person, their invitation too; one key for its fingerprint; one account for uid: and its number.
    """
    _tell([_ask(place, "revoke", which=which, by=by)])


# --- the host key ----------------------------------------------------------------------------------


@click.group("host-key")
def host_key() -> None:
    """Make or show the server's host key."""


@host_key.command()
@_state
@click.option("--force", is_flag=True, help="In place of the one that members know; then tell everybody.")
@by_option
@click.pass_obj
def new(place: Place, state: Path | None, force: bool, by: str) -> None:
    """Make the server's host key.

    By it the server proves to be itself. Once, before members come: its fingerprint goes on record, and “serve” starts with no other.
    """
    _tell(_ask(place, "new-host-key", state=_folder(state), force=force, by=by))


@host_key.command()
@_state
@click.pass_obj
def show(place: Place, state: Path | None) -> None:
    """Show its fingerprint.

    That is what ssh shows to members when they first come.
    """
    _tell(_ask(place, "host-key", state=_folder(state)))


# --- asked of a home -------------------------------------------------------------------------------


def _ask(place: Place, what: str, **said: Any) -> Any:
    return carry(place, "access", what=what, **said)


def _folder(state: Path | None) -> str:
    from sociotui.room.host_key import default_state

    return str((state or default_state()).absolute())


def _tell(lines: list[str]) -> None:
    click.echo(printable("\n".join(lines)))


COMMANDS: dict[str, click.Command] = {"member": member, "host-key": host_key}
