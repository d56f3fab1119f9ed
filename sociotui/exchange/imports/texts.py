"""Texts of a draft as they can come in: cleaned, on one line where they are names, and told where they were cut."""

from sociotui.domain.text import NAME_LENGTH, TEXT_LENGTH, clean
from sociotui.exchange.imports.draft import Lefts
from sociotui.words import _


class Texts:
    """Cleans texts as `domain.text` does, and notes what had to be cut, or came to nothing."""

    def __init__(self, left: Lefts) -> None:
        self._left = left

    def name(self, text: str, place: str) -> str:
        """Return a name on one line, cut to `NAME_LENGTH` characters where it is longer."""
        whole = " ".join(clean(clean(text)).split())
        if len(whole) <= NAME_LENGTH:
            return whole
        self._left.add(
            place,
            _(
                "“{start}…” is a name of {n} characters. Its first {most} come in; give it a shorter one in the file, or here.",
                start=whole[:24],
                n=f"{len(whole):,}",
                most=NAME_LENGTH - 1,
            ),
        )
        return clean(whole[: NAME_LENGTH - 1].rstrip() + "…")

    def text(self, text: str, place: str) -> str:
        """Return a longer text, cut to `TEXT_LENGTH` characters where it is longer."""
        whole = clean(clean(text))  # twice: what is left once signs are gone may come together to another one
        if len(whole) <= TEXT_LENGTH:
            return whole
        self._left.add(
            place,
            _(
                "“{start}…” is a text of {n} characters. Its first {most} come in; the rest is for a document.",
                start=" ".join(whole[:24].split()),
                n=f"{len(whole):,}",
                most=f"{TEXT_LENGTH - 1:,}",
            ),
        )
        return clean(whole[: TEXT_LENGTH - 1].rstrip() + "…")

    def texts(self, texts: tuple[str, ...], place: str) -> tuple[str, ...]:
        """Return the texts of a list, without those that are empty."""
        return tuple(found for text in texts if (found := self.text(text, place)))
