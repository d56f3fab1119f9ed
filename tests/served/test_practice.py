"""Practice in hosted sessions: each practises alone, nobody else sees it, and the server keeps nothing of it."""

from pathlib import Path

from tests.served.hosted import Hall, shows


async def test_one_practises_and_nobody_else_sees_it(hall: Hall, tmp_path: Path) -> None:
    ana, her_screen = await hall.come("ana")
    _zoe, other_screen = await hall.come("zoe")
    await shows(her_screen, "Tool-shed rota")
    await shows(other_screen, "Tool-shed rota")
    files = {path for path in tmp_path.rglob("*") if path.is_file()}
    ana.received(b"6")
    await shows(her_screen, "What to look for")
    ana.received(b"\r")
    await shows(her_screen, "half of me.")
    before = other_screen.text
    ana.received(b"\r1")
    await shows(her_screen, "You:")
    ana.received(b" ")
    await shows(her_screen, "Your turn, You")
    ana.received(b"q")
    await shows(her_screen, "Go on: A check-in")
    assert "hospital" not in other_screen.output
    assert other_screen.text.splitlines()[1:] == before.splitlines()[1:]  # the first has a clock
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == files
    ana.received(b"q")
    await shows(her_screen, "Tool-shed rota")  # the meeting is watched on
