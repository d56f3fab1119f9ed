"""Completing: what a word that was begun could become, in a line as it stands so far. Pure."""

from sociotui.room.actions import BY_ID
from sociotui.room.by_ear import phrases
from sociotui.room.by_ear.around import Around
from sociotui.room.by_ear.grammar import LOOK


def completed(before: str, begun: str, around: Around) -> list[str]:
    """Return the words that `begun` could become after what stands `before` it."""
    words = before.casefold().split()
    plain = begun.casefold()
    there = [n.split()[0].casefold() for n in around.people.values() if n.split()]
    if not words:
        wanted = [*doable(), *phrases.LOOKING, *there]
    elif words == ["help"]:
        wanted = [*doable(), *phrases.LOOKING]
    else:
        meaning, _taken = phrases.begins(words)
        wanted = ["for", *there]
        if meaning and not meaning.startswith(LOOK):
            wanted += [f"{name.replace('_', '-')}:" for name in BY_ID[meaning].takes]
            wanted += around.ways if meaning == "integrate" else ()
        elif not meaning:
            wanted += [p for p in phrases.first_words() if " " not in p]
    return sorted({w for w in wanted if w.startswith(plain)})


def doable() -> list[str]:
    """Return the ids of all that can be done."""
    return [a.id for a in BY_ID.values() if a.command]
