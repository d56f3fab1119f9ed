"""Texts that may be HTML, as programs with editors of their own export them: the words, with a line for each paragraph."""

import re
from html.parser import HTMLParser

_MARKUP = re.compile(
    r"</?(p|br|div|ul|ol|li|b|i|u|a|em|strong|span|h[1-6]|blockquote|code|pre|table|tr|td)\b[^<>]*>", re.I
)
_ENTITY = re.compile(r"&(#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos|nbsp|[a-z]{2,8}\d?);", re.I)
_MOST = 100_000
"""Characters that are looked through; a text here has a fifth of them at most."""
_LINES = frozenset(["p", "br", "div", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "tr"])
_UNSEEN = frozenset(["script", "style"])


def plain(text: str) -> str:
    """Return the words of a text that is HTML, a line for each paragraph and each point of a list; another one as it is.

    What is no tag of an editor's stays: “a < b” and “<3” are words.
    """
    if not _MARKUP.search(text) and not _ENTITY.search(text):
        return text
    words = _Words()
    words.feed(text[:_MOST])
    words.close()
    lines = (" ".join(line.split()) for line in "".join(words.found).split("\n"))
    return "\n".join(line for line in lines if line)


class _Words(HTMLParser):
    """Collects what is to be read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line where the tag does."""
        self._unseen += tag in _UNSEEN
        if tag in _LINES:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line where the tag did."""
        self._unseen -= tag in _UNSEEN and self._unseen > 0
        if tag in _LINES:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep words."""
        if not self._unseen:
            self.found.append(data)
