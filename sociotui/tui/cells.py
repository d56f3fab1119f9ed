"""Cells: what a text takes of a terminal's grid, as we count; and of which signs terminals think otherwise."""

import unicodedata
from functools import lru_cache

from rich.cells import split_graphemes

from sociotui.tui.sgr import Style, on_blank

Cell = tuple[str, Style] | None
"""A character (with what joins it) in its style; "" in the second cell of a wide one; None where nobody knows."""


def cells_of(text: str, style: Style) -> list[Cell]:
    """Return one entry for each cell that `text` takes."""
    if text.isascii():
        known = _ascii(style)
        return [known[character] for character in text]
    blank = (" ", on_blank(style))
    cells: list[Cell] = []
    flag = False
    for start, end, size in split_graphemes(text)[0]:
        character = text[start:end]
        if flag and _is_half_a_flag(character) and cells[-1] is not None:  # which is one sign with the half before it
            cells[-1] = (cells[-1][0] + character, style)
            cells.append(("", style))
            flag = False
            continue
        flag = _is_half_a_flag(character)
        if size == 0 and cells and cells[-1] is not None:
            cells[-1] = (cells[-1][0] + character, cells[-1][1])
        elif size:
            cells.append(blank if character == " " else (character, style))
            cells.extend([("", style)] * (size - 1))
    return cells


@lru_cache(512)
def _ascii(style: Style) -> dict[str, Cell]:
    """Return the cells of all letters and signs of ASCII; most of what is drawn, and the same for all terminals."""
    letters: dict[str, Cell] = {chr(number): (chr(number), style) for number in range(33, 127)}
    return letters | {" ": (" ", on_blank(style))}


def _is_half_a_flag(text: str) -> bool:
    return "\U0001f1e6" <= text[0] <= "\U0001f1ff"


@lru_cache(4096)
def disputed(sign: str) -> int:
    """Return how many cells a terminal may take for a sign, where terminals don't agree; 0 where they do.

    Marks above and below letters are agreed on. Emoji are not: old terminals don't know the new ones, and count those that are
    made of several (a skin tone, a family, a flag) one by one; nor are signs that Indic scripts put beside a letter.
    """
    if len(sign) == 1:
        return 2 if "\U0001f000" <= sign < "\U00020000" else 0
    if all(unicodedata.category(joined) in ("Mn", "Me") and joined != "\ufe0f" for joined in sign[1:]):
        return disputed(sign[0])
    return sum(_most(character) for character in sign)


def _most(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf") and character != "\ufe0f":
        return 0
    wide = unicodedata.east_asian_width(character) in "WF" or _is_half_a_flag(character)
    return 2 if wide else 1
