"""Strokes: what has the same style is written together, by the shortest ways that every terminal knows."""

import re

from sociotui.tui.shadow import Shadow

_SGR = re.compile("\x1b\\[[0-9;]*m")


def _shadow(*frames: str) -> Shadow:
    shadow = Shadow()
    shadow.resize(40, 10)
    for frame in frames:
        shadow.rewrite(frame)
    return shadow


def _keys(*names: str) -> str:
    return "\x1b[10;1H" + "  ".join(f"\x1b[33m{name[0]}\x1b[0m \x1b[2m{name}\x1b[0m" for name in names) + "\x1b[1;1H"


def test_two_styles_by_turns_are_set_once_each() -> None:
    sent = _shadow(_keys("consent", "object", "later")).rewrite(_keys("restart", "proceed", "again"))
    assert len(_SGR.findall(sent)) == 1, "one of the two is set already, and the other once"


def test_a_blank_between_words_is_written_in_whichever_ink() -> None:
    shadow = _shadow("\x1b[3;1H\x1b[2mone two\x1b[0m\x1b[1;1H")
    assert shadow.rewrite("\x1b[3;1H\x1b[2mOne Two\x1b[0m\x1b[1;1H") == "\x1b[3HOne T\x1b[H"
    assert shadow.rewrite("\x1b[3;1H\x1b[2mONE TWO\x1b[0m\x1b[1;1H") == "\x1b[3;2HNE WO\x1b[H".replace(
        "NE WO", "NE TWO"
    )


def test_back_and_down_are_short_ways() -> None:
    shadow = _shadow("\x1b[3;15Ha\x1b[4;15Hb\x1b[5;16Hcd\x1b[1;1H")
    sent = shadow.rewrite("\x1b[3;15HA\x1b[4;15HB\x1b[5;16HCD\x1b[1;1H")
    assert sent == "\x1b[3;15HA\x1b[D\x1b[BB\x1b[BCD\x1b[H"


def test_after_the_edge_and_after_rare_letters_the_way_begins_nowhere() -> None:
    shadow = _shadow()
    assert shadow.rewrite("\x1b[2;39Hab\x1b[3;40Hc\x1b[1;1H") == "\x1b[2;39Hab\x1b[3;40Hc\x1b[H"
    assert shadow.rewrite("\x1b[5;1H名\x1b[5;9Hx\x1b[1;1H") == "\x1b[5H名\x1b[6Cx\x1b[H"
    assert shadow.rewrite("\x1b[6;1H🫶\x1b[6;9Hx\x1b[1;1H") == "\x1b[6H  \x1b[6H🫶\x1b[6;9Hx\x1b[H"
