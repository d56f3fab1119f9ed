"""The map in a hosted session: drawn in a terminal of one's own, walked by keys, looked back at and come back from."""

from datetime import date

from sociotui.domain import changes as c
from tests.homes import Hands
from tests.served.hosted import Drawn, Hall, shows, until


async def test_one_looks_back_while_another_changes_what_there_is(hall: Hall, hands: Hands) -> None:
    hands.at += 86_400_000
    home = hall.hub.home
    hall.hub.ask(lambda: home.change(home.changing([c.EndCircle(circle="finance")], why="Taken over"), "eli")).result(
        10
    )
    ana, screen = await hall.come("ana")
    await shows(screen, "Tool-shed rota")
    ana.received(b"2")
    await shows(screen, "5 circles, 10 people")
    ana.received(b"b")
    await shows(screen, "as on 2 March 2026")
    await shows(screen, "Before the change of 3 March 2026: Finance circle ends.")
    await shows(screen, "6 circles, 10 people")
    edit = c.SetPerson(person="oda", new=True, name="Oda Quist")
    await until(hall.hub.ask(lambda: home.change(home.changing([edit], why="She came"), "eli")).done)
    ana.received(b"hh")
    await shows(screen, "Oda Quist is entered")
    assert "as on 2 March 2026" in screen.text
    ana.received(b"\x1b")
    await until(lambda: "as on" not in screen.text, screen)
    await shows(screen, "5 circles, 11 people")
    assert home.clock.today() == date(2026, 3, 3)


async def test_a_plain_terminal_lists_the_days(hall: Hall, hands: Hands) -> None:
    hands.at += 86_400_000
    home = hall.hub.home
    hall.hub.ask(lambda: home.change(home.changing([c.EndCircle(circle="finance")], why="Taken over"), "eli")).result(
        10
    )
    zoe, screen = await hall.come("zoe", term="linux", size=(60, 20))
    assert isinstance(screen, Drawn)
    await shows(screen, "Tool-shed rota")
    zoe.received(b"2hh")
    await shows(screen, "Changes of all circles")
    zoe.received(b"j")
    await shows(screen, "Finance circle ends.")
    zoe.received(b"b")
    await shows(screen, "as on 2 March 2026")
