"""The commands for what stands between people: the ladder of conflict, and talks on its steps. They hold no rule."""

import sys
from collections.abc import Callable
from typing import Any

import click

from sociotui.cli_home import Place, check_terminal, home_of, me, reached, show
from sociotui.words import _, printable, with_keys

_STEPS = {"alone": "alone", "talk": "two", "circle": "circle", "peers": "peers", "exit": "exit"}
"""The steps of the ladder as they are named here, with their ids."""
plain_option = click.option("--plain", is_flag=True, help="Without the screen: lines to hear, and numbers to choose.")
as_option = click.option("--as", "person", default="", help="Who you are, where a laptop is everybody's.")


@click.command(
    epilog="“sociotui talk-with PERSON” asks for a talk for two at once; “sociotui learn ladder” has more to read."
)
@click.argument("step", type=click.Choice(list(_STEPS)), default=None, required=False)
@plain_option
@as_option
@click.pass_obj
def mend(place: Place, step: str | None, plain: bool, person: str) -> None:
    """Begin a step of the ladder of conflict.

    Reflect alone, talk directly, with the circle, two outside peers, an honourable exit. What is said stays with those who
    are in it; outside only the agreements that they release are seen.
    """
    _go(place, _STEPS[step] if step else "", {}, plain=plain, person=person)


@click.command(name="talk-with")
@click.argument("other", metavar="PERSON")
@plain_option
@as_option
@click.pass_obj
def talk_with(place: Place, other: str, plain: bool, person: str) -> None:
    """Ask PERSON for a guided talk for two.

    Observation, feeling, need, request: each heard back by the other before you go on. It begins when both have agreed.
    """
    _go(place, "two", {"with": other}, plain=plain, person=person)


def _go(place: Place, rung: str, answers: dict[str, str], *, plain: bool, person: str) -> None:
    if not plain and sys.stdout.isatty():
        check_terminal()
        show(_room(place), lambda app: app.going.mend(rung, answers.get("with", ""), person))
        return
    room = _room(place)
    room.start(lambda _snapshot: None)
    try:
        _walk(room, rung, answers, person)
    except EOFError:
        click.echo()
    finally:
        room.stop()


def _walk(room: Any, rung: str, answers: dict[str, str], person: str) -> None:
    from sociotui.room.mending.ladder import person_meant
    from sociotui.room.mending.ladder import rung as named
    from sociotui.room.mending.plain import Walk
    from sociotui.room.own import Own, own_path

    o = room.snapshot.organisation
    who = person_meant(o, person) if person else ""
    walk = Walk(room, Own(own_path()), _teller(), _asker(), who)
    if not rung:
        walk.ladder()
        return
    mine = room.me if room.me in o.people else who
    other = person_meant(o, answers["with"]) if "with" in answers else ""
    there = (
        next((t for t in room.talks(mine).result() if t.kind == "two" and other in t.people), None) if other else None
    )
    if there:
        walk.talk(there.id)
    else:
        walk.begin(named(rung).id, answers)


def _teller() -> Callable[[str], None]:
    """Return what prints a sentence; commands are named in it where the screen has keys."""
    here = {"cards": _("“sociotui learn feelings”, or needs,"), "mend": "“sociotui mend”"}
    return lambda line: click.echo(printable(with_keys(line, here)))


def _asker() -> Callable[[str], str]:
    def ask(question: str) -> str:
        click.echo(f"{question} ", nl=False)
        return input()

    return ask


def _room(place: Place) -> Any:
    room = reached(place, _room_of, staying=True)
    if room is None:
        from sociotui.room.live import LiveRoom

        home = home_of(place, staying=True)
        home.founded()
        room = LiveRoom(home, me(home, place))
    return room


def _room_of(server: Any, home: Any) -> Any:
    from sociotui.room.socket_room import SocketRoom

    return SocketRoom(server, "", home=home)


COMMANDS: dict[str, click.Command] = {"mend": mend, "talk-with": talk_with}
