"""Lessons and cards as files: those of the program, and those that a circle adds in its home or puts in their place."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from sociotui.domain.lessons import GROUPS, MOODS, Deck, Lesson, Library, Page, Suit
from sociotui.domain.text import is_id
from sociotui.exchange.toml_file import Source, Word, Words
from sociotui.exchange.toml_folder import gathered
from sociotui.words import _

DECKS = ("feelings", "needs")
"""The decks that there are; a home may change their words."""
T = TypeVar("T", Lesson, Deck)


def read_lesson(text: str, id: str, source: str) -> Lesson:
    """Return the lesson that a text describes; `id` is its file's name without `.toml`. Raises `Misread` with the line."""
    lesson, file = _read(text, id, source, Lesson)
    if not lesson.title.strip():
        raise file.misread(("title",), _("a lesson needs a title, by which people choose it."))
    if not lesson.leaves:
        raise file.misread((), _("a lesson needs a text, or pages: begin each of them with a line [[page]]."))
    for number, page in enumerate(lesson.pages):
        if page.fits and not page.reason(page.fits):
            raise file.misread(("page", number, "fits"), _("say why it fits: add a line {fits} = “…”.", fits=page.fits))
        if (page.over or page.with_ or page.both) and not page.fits:
            raise file.misread(
                ("page", number), _('say which answer fits: add a line fits = "with", "over" or "both".')
            )
    return lesson


def read_deck(text: str, id: str, source: str) -> Deck:
    """Return the deck that a text describes. Raises `Misread` with the line."""
    deck, file = _read(text, id, source, Deck)
    if id not in DECKS:
        raise file.misread(
            (), _("there are the cards {decks}; name the file like one of them.", decks=", ".join(DECKS))
        )
    for number, suit in enumerate(deck.suits):
        if not is_id(suit.id) or [s.id for s in deck.suits].count(suit.id) > 1:
            raise file.misread(("suit", number, "id"), _("each group has an id of its own, of small letters."))
        if not suit.words or not suit.title:
            raise file.misread(("suit", number), _("a group of cards needs a title, and words."))
    if id == "feelings" and (missing := [mood for mood in MOODS if deck.suit(mood) is None]):
        raise file.misread(
            (), _("feelings come in groups of which moods are the sum. Still missing: {ids}.", ids=", ".join(missing))
        )
    return deck


def _read(text: str, id: str, source: str, type_: type[T]) -> tuple[T, Source]:
    file = Source(text, source, _words())
    if not is_id(id):
        raise file.misread((), _("the file's name is the id. Give it one of small letters, like our-rounds.toml."))
    data = file.data()
    if "id" in data:
        raise file.misread(("id",), _("the id is the name of the file. Please leave this line out."))
    return file.cleaned(file.convert({**data, "id": id}, type_), ()), file


def _words() -> Words:
    return {
        Lesson: Word(_("a lesson")),
        Page: Word(_("a page")),
        Deck: Word(_("a set of cards")),
        Suit: Word(_("a group of cards")),
    }


def load_library(lessons: Sequence[Path], cards: Sequence[Path]) -> Library:
    """Return what lies in these folders. What a later folder has stands for what an earlier one has, by the files' names."""
    complaints: list[str] = []
    found = gathered(lessons, _("lessons"), read_lesson, complaints)
    decks = gathered(cards, _("cards"), read_deck, complaints)
    ordered = sorted(found.values(), key=lambda lesson: (GROUPS.index(lesson.group), lesson.place, lesson.title))
    return Library(
        lessons={lesson.id: lesson for lesson in ordered},
        decks={id_: decks[id_] for id_ in DECKS if id_ in decks},
        complaints=tuple(complaints),
    )
