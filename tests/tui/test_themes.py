"""Themes: text keeps the contrast of WCAG 2 level AA on what lies beneath it, computed from the colours themselves."""

import pytest
from textual.color import Color
from textual.theme import Theme

from sociotui.room.preferences import THEMES as NAMES
from sociotui.tui.themes import DUSK, PAPER, SIXTEEN, THEMES

AA = 4.5


def luminance(colour: Color) -> float:
    """Return the relative luminance of WCAG 2."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("theme", [DUSK, PAPER], ids=lambda t: t.name)
@pytest.mark.parametrize("ground", ["background", "surface", "panel"])
@pytest.mark.parametrize(
    "ink", ["foreground", "text-muted", "accent", "primary", "secondary", "success", "error", "warning"]
)
def test_text_can_be_read(theme: Theme, ground: str, ink: str) -> None:
    colour = theme.variables.get(ink) or getattr(theme, ink)
    assert contrast(colour, getattr(theme, ground)) >= AA


@pytest.mark.parametrize("theme", [DUSK, PAPER], ids=lambda t: t.name)
def test_the_cursor_can_be_read(theme: Theme) -> None:
    assert theme.accent
    assert contrast(theme.variables["cursor-text"], theme.accent) >= AA


def test_the_third_theme_uses_only_the_terminals_own_colours() -> None:
    named = [SIXTEEN.primary, SIXTEEN.secondary, SIXTEEN.accent, SIXTEEN.foreground, SIXTEEN.background]
    colours = [*named, *(v for k, v in SIXTEEN.variables.items() if not k.endswith("style"))]
    assert all(colour and colour.startswith("ansi_") for colour in colours)


def test_a_config_file_may_name_each_theme() -> None:
    assert [theme.name for theme in THEMES] == list(NAMES)
