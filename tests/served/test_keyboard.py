"""The keyboard: whatever bytes come, in whatever pieces, keys and pastes come of them, and nothing breaks."""

from hypothesis import example, given
from hypothesis import strategies as st
from textual.events import Key, Paste
from textual.message import Message

from sociotui.served.keyboard import Keyboard

PIECES = st.sampled_from(
    [
        b"a", b"\x1b", b"\x1b[A", b"\x1b[200~", b"\x1b[201~", "ü".encode(), b"\xff", b"\x00", b"[", b"2", b"0", b"~",
        b"\x1b[99999999999u", b"\x1b[97:65;1u", b"\x1b[48;0;0;0;0t", b"\x1b[<0;1;1M", b"\x1b[?2048;1$y", b"\x1b[I",
        b"\x1b[1;1R", b"\x1b[57358;1;1114112u", b"\x1b[M\x20\x20\x20", b"\r", b"\x1bOP",
    ]
)  # fmt: skip


def told(message: Message) -> str:
    """Return a message in short."""
    if isinstance(message, Paste):
        return f"paste {message.text}"
    return message.key if isinstance(message, Key) else type(message).__name__


def pressed(keyboard: Keyboard, *pieces: bytes) -> list[str]:
    """Return what these bytes bring, each key by its name."""
    return [told(message) for piece in pieces for message in keyboard.feed(piece)]


def test_keys_and_letters_in_pieces() -> None:
    keyboard = Keyboard(100)
    assert pressed(keyboard, b"a\x1b[", b"Bq", "ü".encode()[:1], "ü".encode()[1:]) == ["a", "down", "q", "ü"]
    assert not keyboard.undecided


def test_an_escape_that_nothing_follows_is_the_escape_key() -> None:
    keyboard = Keyboard(100)
    assert pressed(keyboard, b"\x1b") == []
    waits = [keyboard.undecided]
    assert [told(m) for m in keyboard.time_is_up()] == ["escape"]
    assert [*waits, keyboard.undecided] == [True, False]
    assert pressed(keyboard, b"\x1b\x1b") == []
    assert [told(m) for m in keyboard.time_is_up()] == ["escape", "escape"]
    assert pressed(keyboard, b"\x1b", b"[A") == ["up"]


def test_a_paste_is_one_whole_however_it_comes() -> None:
    whole = b"x\x1b[200~one\ntwo\x1b[A\x1b[201~y"
    for size in range(1, len(whole)):
        keyboard = Keyboard(100)
        pieces = [whole[i : i + size] for i in range(0, len(whole), size)]
        assert pressed(keyboard, *pieces) == ["x", "paste one\ntwo\x1b[A", "y"], size


def test_a_paste_is_as_long_as_fits_and_no_key_comes_of_the_rest() -> None:
    keyboard = Keyboard(5)
    assert pressed(keyboard, b"\x1b[200~", b"abc", b"defgh", b"q" * 1000) == []
    assert pressed(keyboard, b"\x1b[201~", b"z") == ["paste abcde", "z"]


def test_a_paste_that_never_ends_piles_up_nothing() -> None:
    keyboard = Keyboard(10)
    pressed(keyboard, b"\x1b[200~", *[b"x" * 100] * 1000)
    assert sum(len(piece) for piece in keyboard._pasted or []) == 10
    assert not keyboard.undecided


def test_a_terminal_is_not_believed_what_it_was_not_asked() -> None:
    keyboard = Keyboard(100)
    for answer in (
        b"\x1b[48;9999;9999;1;1t",
        b"\x1b[<0;5;5M",
        b"\x1b[?2048;1$y",
        b"\x1b[?2026;1$y",
        b"\x1b[I",
        b"\x1b[O",
    ):
        assert pressed(keyboard, answer, b"k") == ["k"], answer


@given(st.lists(st.one_of(PIECES, st.binary(max_size=8)), max_size=30))
@example([b"\x1b[99999999999u", b"a"])
def test_nothing_breaks_it(pieces: list[bytes]) -> None:
    keyboard = Keyboard(64)
    for message in [m for piece in pieces for m in keyboard.feed(piece)]:
        assert isinstance(message, Key | Paste)
    list(keyboard.time_is_up())
    list(keyboard.feed(b"\x1b[201~"))
    list(keyboard.time_is_up())
    assert pressed(keyboard, b"k")[-1] == "k"


def test_after_a_number_that_is_none_keys_go_on() -> None:
    keyboard = Keyboard(64)
    assert pressed(keyboard, b"\x1b[99999999999u", b"j", b"\x1b[A") == ["j", "up"]
