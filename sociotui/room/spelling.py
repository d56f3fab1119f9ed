"""Spelling: the signs that the program writes, in plain ASCII.

Each takes as many cells as before, so that whatever was laid out stays where it is.
"""

_SAME = {
    "…": "~",
    "·": "-",
    "“”„«»″": '"',
    "‘’‚`´′": "'",
    "‹◂◀❮": "<",
    "›▸▶❯": ">",
    "–—‐‑−─━═╌╴╶╸╺": "-",
    "│┃║╎╏╵╷": "|",
    "┌┐┘┤┬┴┼╭╮╯╰┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╒╕╘╛╓╖╙╜": "+",
    "├": "+",
    "└": "`",
    "‖": "=",
    "↑▴▲": "^",
    "↓▾▼": "v",
    "←⌫↺": "<",
    "→↻": ">",
    "⇄": "&",
    "∅": "0",
    "≈": "!",
    "≠": "%",
    "✓✔": "+",
    "✗✘×⨯": "x",
    "●•▪■": "*",
    "◦○▫□⭘": "o",
    "◔¿": "?",
    "◆": "@",
    "◇": "=",
    "¡": "!",
    "¹": "1",
    "²": "2",
    "³": "3",
    "⁴": "4",
    "⁵": "5",
    "█▇▆▉▊▛▜▙▟": "#",
    "▅▄▌▐▋▚▞": "#",
    "▏▕▎▍": "|",
    "▀▔🮂🮃": "-",
    "▃": "=",
    "▂": "-",
    "▁": "_",
    "▖▗▘▝": ".",
    "░": ".",
    "▒": ":",
    "▓": "%",
    "\u00a0\u2007\u2009\u202f": " ",
}
SIGNS: dict[int, str] = {ord(sign): plain for signs, plain in _SAME.items() for sign in signs} | {ord("🔎"): "/ "}
"""The signs that the program shows, each with what stands for it in ASCII."""


def spelled(text: str) -> str:
    """Return a text with the program's signs in ASCII; letters stay as people wrote them."""
    return text if text.isascii() else text.translate(SIGNS)
