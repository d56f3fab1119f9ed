"""Plain signs: on every screen and in every dialog nothing but ASCII is sent, whoever asks for it and however it comes there."""

from .program import Program
from .screen import Terminal

Walk = tuple[tuple[tuple[str, ...], str], ...]
DIALOGS: Walk = (
    (("?",), "Give the turn up for this round."),
    (("m",), "minutes of"),
    (("o",), "What about this would stand in the way of our aim?"),
    (("a",), "Who is here"),
    (("g",), "Feelings and needs"),
    (("ctrl+p",), "Put an item on the agenda"),
    (("i",), "A new item"),
    (("y",), "To which circle?"),
)
SCREENS: Walk = (
    (("2",), "6 circles, 10 people"),
    (("A",), "How aims nest"),
    (("3",), "Meals for guests"),
    (("4",), "Facilitator, Garden"),
    (("5",), "Speaking time shared"),
    (("L",), "What stands between us"),
    (("6",), "Keeping to rounds under pressure"),
    (("ctrl+p", *"lessons"), "Short lessons on practices"),
    (("enter",), "known to you alone"),
    (("enter",), "esc list"),
)


def look(terminal: Terminal, keys: tuple[str, ...], seen: str) -> None:
    """Press keys, and wait until what follows is seen."""
    terminal.press(*keys)
    terminal.wait_for(seen)
    assert terminal.raw.isascii(), (keys, sorted(set(terminal.text) - set(map(chr, range(128)))))


def test_every_screen_and_dialog_is_ascii(program: Program) -> None:
    terminal = program.start("--ascii", "demo")
    terminal.wait_for("c consent")
    for keys, seen in DIALOGS:
        look(terminal, keys, seen)
        terminal.press("escape")
        terminal.wait_for(lambda t, seen=seen: not t.shows(seen))  # type: ignore[misc]
    for keys, seen in SCREENS:
        look(terminal, keys, seen)
