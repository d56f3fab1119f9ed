"""The command that opens practice: exercises with simulated members, as a list or on the screen. It holds no rule."""

import sys
from typing import TYPE_CHECKING, Any

import click

from sociotui.cli_home import Place, check_terminal, home_of, me, reached, show
from sociotui.words import _, printable

if TYPE_CHECKING:
    from sociotui.room.practising.shelf import Exercises


@click.command(epilog="A circle lays exercises of its own into the folder “practice” of its home; the README says how.")
@click.argument("exercise", default="")
@click.option("--seed", type=int, help="The same number gives the same members with the same reasons.")
@click.option("--plain", is_flag=True, help="Without the screen: by lines to hear, and numbers to choose.")
@click.option("--list", "listed", is_flag=True, help="Only list the exercises.")
@click.pass_obj
def practice(place: Place, exercise: str, seed: int | None, plain: bool, listed: bool) -> None:
    """Practise with simulated members.

    Check-in, keeping to rounds, consent, integrating an objection, a selection, a talk for two. Nothing of it goes on
    record; what you have practised is kept for you alone. Without EXERCISE, choose on the screen.
    """
    from sociotui.domain.refusal import unknown
    from sociotui.room.practising.shelf import exercises

    # What lies beside a server is not for this account to read.
    what = exercises(None if place.socket else place.folder)
    for complaint in what.complaints:
        click.echo(printable(complaint), err=True)
    if exercise and exercise not in what.scenarios:
        raise unknown(_("exercise"), exercise, {s.id: s.title for s in what.scenarios.values()})
    if plain and exercise:
        _by_ear(what, exercise, seed)
        return
    if listed or plain or not (exercise or sys.stdout.isatty()):
        width = max(map(len, what.scenarios), default=0)
        for s in what.scenarios.values():
            click.echo(printable(f"{s.id:{width}}  {s.title}. {s.about}"))
        return
    check_terminal()
    _open(place, exercise, seed)


def _by_ear(what: "Exercises", exercise: str, seed: int | None) -> None:
    """Play an exercise by lines; what was practised is kept as on the screen."""
    from sociotui.room.clock import Clock
    from sociotui.room.own import own_folder
    from sociotui.room.practising.plain import play
    from sociotui.room.practising.progress import SEEDS, Keeper
    from sociotui.room.practising.room import PracticeRoom

    clock = Clock()
    room = PracticeRoom(what, exercise, clock.now() % SEEDS if seed is None else seed, clock)
    then = what.scenarios.get(room.scenario.then)

    def ask(question: str) -> str:
        click.echo(f"{question} ", nl=False)
        return input()

    try:
        ended = play(room, lambda line: click.echo(printable(line)), ask, then.title if then else "")
    except EOFError:
        click.echo()
        return
    if ended:
        Keeper(own_folder()).keep(exercise, clock.today(), room.review.tries)


def _open(place: Place, exercise: str, seed: int | None) -> None:
    """Open the screen at the exercises, or in the midst of one; what lies beneath is the screen of the home."""

    def begin(app: Any) -> None:
        app.going.practise(exercise, seed)

    room = reached(place, _room_of, staying=True)
    if room is None:
        from sociotui.room.live import LiveRoom

        home = home_of(place, staying=True)
        room = LiveRoom(home, me(home, place))
    show(room, begin)


def _room_of(server: Any, home: Any) -> Any:
    from sociotui.room.socket_room import SocketRoom

    return SocketRoom(server, home=home)


COMMANDS = {"practice": practice}
