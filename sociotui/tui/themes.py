"""Themes: one for the evening, one for paper, and one in the sixteen colours that every terminal has.

Text keeps a contrast of 4.5:1 or more on what lies beneath it (WCAG 2, level AA); a test computes it.
"""

from textual.theme import Theme

DUSK = Theme(
    name="dusk",
    dark=True,
    primary="#8fb8d8",
    secondary="#7fc8b8",
    accent="#f2b866",
    success="#9ccf8a",
    warning="#f2b866",
    error="#f28b7d",
    foreground="#e8e3d9",
    background="#181b20",
    surface="#20242b",
    panel="#2b3038",
    variables={
        "text-muted": "#a3a8ae",
        "rule": "#434a55",
        "cursor-text": "#181b20",
        "block-cursor-foreground": "#181b20",
        "input-cursor-background": "#e8e3d9",
    },
)
PAPER = Theme(
    name="paper",
    dark=False,
    primary="#2f5d86",
    secondary="#0d6457",
    accent="#8a4b00",
    success="#2f6b1f",
    warning="#8a4b00",
    error="#a5301d",
    foreground="#2a2825",
    background="#faf6ee",
    surface="#f3ede1",
    panel="#e8e0d0",
    variables={
        "text-muted": "#5f5a52",
        "rule": "#c2b8a5",
        "cursor-text": "#faf6ee",
        "block-cursor-foreground": "#faf6ee",
        "input-cursor-background": "#2a2825",
    },
)
SIXTEEN = Theme(
    name="sixteen",
    ansi=True,
    dark=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    accent="ansi_yellow",
    success="ansi_green",
    warning="ansi_yellow",
    error="ansi_red",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "text-muted": "ansi_default",
        "rule": "ansi_bright_black",
        "cursor-text": "ansi_black",
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_white",
        "input-cursor-background": "ansi_white",
        "input-cursor-foreground": "ansi_black",
        "input-cursor-text-style": "none",
        "input-selection-background": "ansi_blue",
        "input-selection-foreground": "ansi_white",
        "screen-selection-background": "ansi_blue",
        "screen-selection-foreground": "ansi_white",
    },
)

THEMES: tuple[Theme, ...] = (DUSK, PAPER, SIXTEEN)
