"""Commands around a shared server: to be one, and to come in to one. It holds no rule."""

import os
import sys
from pathlib import Path

import click

from sociotui.cli_home import Place, check_terminal, home_of, show
from sociotui.words import _

_socket = click.option(
    "--socket",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The server's Unix socket. Also before the command; SOCIOTUI_SOCKET says the same.",
)


@click.command(epilog="SERVER.md says how to set one up, with systemd and without.")
@_socket
@click.option("--ssh", metavar="[ADDRESS]:PORT", help="Open an SSH door as well, like :2222.")
@click.option("--state", type=click.Path(file_okay=False, path_type=Path), help="The folder with the host key.")
@click.option("--name", default="", help="What members call this machine; its own name when left out.")
@click.option(
    "--idle-exit", type=click.FloatRange(min=0.01), metavar="MINUTES", help="End when nobody has been in that long."
)
@click.option(
    "--units", type=click.Path(file_okay=False, path_type=Path), help="Write systemd's units to a folder instead."
)
@click.pass_obj
def serve(
    place: Place,
    socket: Path | None,
    ssh: str | None,
    state: Path | None,
    name: str,
    idle_exit: float | None,
    units: Path | None,
) -> None:
    """Let everybody in, each at their terminal.

    This process alone has your home from then on; all other commands go through it. Members come in by “sociotui join”
    on this machine, and by SSH.
    """
    if units is not None:
        from sociotui.room.files import write_units

        for path in write_units(units):
            click.echo(path)
        return
    from sociotui.room.host_key import default_state
    from sociotui.room.serving import socket_to_serve
    from sociotui.served.server import Plan
    from sociotui.served.server import serve as run

    plan = Plan(
        socket=socket_to_serve(socket or place.socket, os.environ),
        state=(state or default_state()).absolute(),
        ssh=_address(ssh) if ssh else None,
        name=name or os.uname().nodename,
        idle_exit=idle_exit * 60 if idle_exit else None,
    )
    _begin_log()
    run(home_of(place, staying=True), plan, os.environ)


def _address(text: str) -> tuple[str, int]:
    address, _colon, port = text.rpartition(":")
    if not port.isdigit() or not 0 <= int(port) < 65536:
        raise click.BadParameter(_("write it like :2222 or 192.0.2.7:2222"), param_hint="--ssh")
    return address.strip("[]"), int(port)


def _begin_log() -> None:
    """Tell on stderr what happens, a line each; systemd adds the time."""
    import logging

    form = "%(message)s" if "INVOCATION_ID" in os.environ else "%(asctime)s %(message)s"
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format=form)


@click.command()
@_socket
@click.argument("meeting", required=False, default="")
@click.pass_obj
def join(place: Place, socket: Path | None, meeting: str) -> None:
    """Come in to the server of this machine.

    As whom it knows your account; and into MEETING, where you name one.
    """
    from sociotui.room.serving import door_of
    from sociotui.room.socket_room import SocketRoom

    check_terminal()
    door = door_of(socket or place.socket, place.home, os.environ)
    show(SocketRoom(door.socket, meeting or None, home=door.home))


COMMANDS: dict[str, click.Command] = {"serve": serve, "join": join}
