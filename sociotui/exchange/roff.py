"""roff: text and macros for manual pages, such that nothing in a text is taken for a command, in any encoding of a terminal."""

from collections.abc import Iterable, Iterator

_SIGNS = {
    "“": "\\(lq",
    "”": "\\(rq",
    "’": "\\(cq",
    "‘": "\\(oq",
    "—": "\\(em",
    "–": "\\(en",
    "\\": "\\e",
    "…": "...",
    "→": "\\(->",
}

_WIDTH = 76


def escaped(text: str, *, literal: bool = False) -> str:
    """Return a text as roff has it, on one line; a `literal` one, to be typed or copied, keeps its hyphens and quotes."""
    plain = {"-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti"} if literal else {"'": "\\(cq"}
    line = " ".join(text.split())
    return "".join((plain | _SIGNS).get(c) or (c if c.isascii() else f"\\[u{ord(c):04X}]") for c in line)


def line(text: str) -> str:
    """Return a line of running text; what begins like a macro does not."""
    return f"\\&{text}" if text.startswith((".", "'")) else text


def filled(text: str) -> list[str]:
    """Return running text, escaped already, on lines that are not too long to look at."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        if current and len(current) + 1 + len(word) > _WIDTH:
            lines.append(line(current))
            current = word
        else:
            current = f"{current} {word}" if current else word
    return [*lines, line(current)]


def bold(text: str) -> str:
    """Return words to be typed as they are."""
    return f"\\fB{escaped(text, literal=True)}\\fR"


def macro(name: str, *arguments: str) -> str:
    """Return a macro; arguments are escaped already."""
    return " ".join([f".{name}", *('"' + each.replace('"', "\\(dq") + '"' for each in arguments)])


def paragraphs(texts: Iterable[str]) -> list[str]:
    """Return running text in paragraphs, words in `backticks` bold."""
    lines: list[str] = []
    for text in texts:
        lines += [macro("PP"), *filled(marked(text))]
    return lines


def marked(text: str) -> str:
    """Return a text, escaped, with what stands in backticks in bold."""
    parts = text.split("`")
    whole = len(parts) % 2 == 1
    return "".join(
        bold(part) if whole and number % 2 else _spaced(part) for number, part in enumerate(parts if whole else [text])
    )


def _spaced(part: str) -> str:
    """Return a part of a text, escaped, with the blank that it begins or ends with."""
    inner = escaped(part)
    if not inner:
        return " " if part else ""
    return f"{' ' if part[0].isspace() else ''}{inner}{' ' if part[-1].isspace() else ''}"


def tagged(tag: str, told: Iterable[str]) -> list[str]:
    """Return a paragraph that hangs under a tag, which is escaped already."""
    first, *more = [marked(text) for text in told] or [""]
    lines = [macro("TP"), tag, *filled(first or "\\&")]
    for text in more:
        lines += [macro("IP"), *filled(text)]
    return lines


def example(lines: Iterable[str]) -> list[str]:
    """Return lines as they are to be typed."""
    return [
        macro("PP"),
        macro("RS", "4"),
        macro("nf"),
        *(line(_literal(each)) for each in lines),
        macro("fi"),
        macro("RE"),
    ]


def _literal(text: str) -> str:
    begin = len(text) - len(text.lstrip())
    return " " * begin + "  ".join(escaped(part, literal=True) for part in text.strip().split("  "))


def tidied(lines: Iterable[str]) -> Iterator[str]:
    """Return lines without paragraphs that a heading has begun already."""
    before = ""
    for each in lines:
        if each != ".PP" or not before.startswith((".SH", ".SS")):
            yield each
        before = each
