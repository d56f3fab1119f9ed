"""The one place for Textual's private names; each has a test, and Textual's minor version is pinned."""

from textual._xterm_parser import XTermParser
from textual.keys import _character_to_key

__all__ = ["XTermParser", "key_name"]


def key_name(key: str) -> str:
    """Return a key as Textual names it: `?` is `question_mark`; names and chords stay as they are."""
    return _character_to_key(key) if len(key) == 1 else key
