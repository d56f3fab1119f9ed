"""What a terminal swallows: its colours, its modes and its letters; everything else that is sent would be seen as a mess."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])")
DRAWN = re.compile(rb"\x1b\[[0-9]*[BCD]|\x1b\[[0-9]*;?[0-9]*H|\x1b\[2?J|\x1b\[\?(?:7|25|1049)[hl]")
"""Cursor, clearing, and modes that even the oldest pass over."""
MODES = re.compile(rb"\x1b\[\?(?:1004|2004)[hl]")
ASKED = re.compile(rb"\x1b\[>25u|\x1b\[<u|\x1b\[\?(?:2026|2048)\$p")
LOOKS = re.compile(rb"\x1b\[([0-9;]*)m")


class Kind(Struct, frozen=True, kw_only=True):
    """A kind of terminal: its variables, how many colours it has, and what it takes besides drawing."""

    env: Mapping[str, str]
    colours: int
    modes: bool = True
    asked: bool = True
    plain: bool = False
    """Whether its signs are ASCII."""


UTF = {"LANG": "C.UTF-8", "COLORTERM": ""}


def _kind(term: str, colours: int, **more: object) -> Kind:
    said: dict[str, str] = more.pop("env", {})  # type: ignore[assignment]
    return Kind(env=UTF | {"TERM": term} | said, colours=colours, **more)  # type: ignore[arg-type]


def _console(term: str, colours: int, **env: str) -> Kind:
    return _kind(term, colours, modes=False, asked=False, plain=True, env=env)


ALL = 1 << 24
KINDS: dict[str, Kind] = {
    "xterm": _kind("xterm", 16),
    "xterm-256color": _kind("xterm-256color", 256),
    "xterm-truecolor": _kind("xterm-256color", ALL, env={"COLORTERM": "truecolor"}),
    "xterm-direct": _kind("xterm-direct", ALL),
    "tmux": _kind("tmux", 16, env={"TMUX": "/tmp/tmux-0/default,1,0"}),
    "tmux-256color": _kind("tmux-256color", 256, env={"TMUX": "/tmp/tmux-0/default,1,0"}),
    "screen": _kind("screen", 16, asked=False),
    "screen-256color": _kind("screen-256color", 256, asked=False),
    "screen-in-truecolor": _kind("screen-256color", 256, asked=False, env={"COLORTERM": "truecolor"}),
    "linux": _console("linux", 16),
    "vt100": _console("vt100", 0),
    "vt220": _console("vt220", 0),
    "kitty": _kind("xterm-kitty", ALL),
    "alacritty": _kind("alacritty", ALL),
    "foot": _kind("foot", ALL),
    "rxvt": _kind("rxvt-unicode-256color", 256),
    "windows": _kind("xterm-256color", ALL, env={"WT_SESSION": "5b1c2e0e"}),
    "windows-ssh": _kind("ms-terminal", ALL),
    "apple": _kind("xterm-256color", 256, asked=False, env={"TERM_PROGRAM": "Apple_Terminal"}),
    "unheard-of": _kind("adm3a+", 16, asked=False),
    "no-color": _kind("xterm-256color", 0, env={"COLORTERM": "truecolor", "NO_COLOR": "1"}),
    "no-locale": _kind("xterm", 16, plain=True, env={"LANG": "C"}),
    "latin": _kind("xterm", 16, plain=True, env={"LANG": "de_DE.ISO-8859-1", "LC_ALL": "de_DE.ISO-8859-1"}),
}


def strange(raw: bytes, kind: Kind) -> list[bytes]:
    """Return what was sent that such a terminal does not swallow."""
    return sorted({*_sequences(raw, kind), *_characters(raw, kind)})


def _sequences(raw: bytes, kind: Kind) -> Iterator[bytes]:
    for sequence in SEQUENCE.findall(raw):
        looks = LOOKS.fullmatch(sequence)
        if looks:
            if any(needed(code) > kind.colours for code in codes(looks[1].decode())):
                yield sequence
        elif not (
            DRAWN.fullmatch(sequence)
            or (kind.modes and MODES.fullmatch(sequence))
            or (kind.asked and ASKED.fullmatch(sequence))
        ):
            yield sequence


def _characters(raw: bytes, kind: Kind) -> Iterator[bytes]:
    text = SEQUENCE.sub(b"", raw).decode()
    allowed = {"\n", "\r"}
    for character in {*text} - allowed:
        if not character.isprintable() or (kind.plain and not character.isascii()):
            yield character.encode()


def codes(sgr: str) -> list[str]:
    """Return the codes of one sequence, those of a colour in one piece."""
    return re.findall(r"[34]8;2;\d+;\d+;\d+|[34]8;5;\d+|\d+", sgr)


def needed(code: str) -> int:
    """Return how many colours a terminal must have for this code."""
    if code[1:4] == "8;2":
        return ALL
    if code[1:4] == "8;5":
        return 256
    number = int(code)
    return 16 if (30 <= number <= 49 and number not in (39, 49)) or 90 <= number <= 107 else 0
