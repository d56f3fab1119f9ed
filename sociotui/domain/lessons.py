"""Lessons: short pages on what circles practise, situations to judge, and cards of feelings and needs. Data only."""

from typing import Literal, get_args

from msgspec import Struct, field

from sociotui.words import _

Group = Literal["practices", "formats", "conflict", "judging", "own"]
"""Under which heading a lesson stands; `own` are those that a circle has written itself."""
GROUPS: tuple[Group, ...] = get_args(Group)
Answer = Literal["with", "over", "both"]
"""What a situation shows: power with, power over, or something of both."""
ANSWERS: tuple[Answer, ...] = get_args(Answer)
Mood = Literal["alive", "calm", "warm", "unsure", "tired", "sad", "afraid", "angry"]
"""The groups of feelings: what they are called is data, which of them there are is not, as their sums are compared."""
MOODS: tuple[Mood, ...] = get_args(Mood)


class Page(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One page of a lesson that has several: a text, and what one can do. A situation to judge says also what `fits`,
    and, for each answer that somebody may give (`over`, `with`, `both`), the reasons.
    """

    title: str
    text: str
    do: str = ""
    fits: Answer | Literal[""] = ""
    over: str = ""
    with_: str = field(name="with", default="")
    both: str = ""

    def reason(self, answer: Answer) -> str:
        """Return what there is to say to who has judged it so."""
        return {"over": self.over, "with": self.with_, "both": self.both}[answer]

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answers that there is something to say to; none where there is nothing to judge."""
        return tuple(a for a in ANSWERS if self.reason(a)) if self.fits else ()


class Lesson(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A lesson: a text in short paragraphs, and what to `do` in the program; or several pages, `[[page]]` in its file.

    Actions are named by their ids, as in ‹step›. `place` orders lessons within their group.
    """

    id: str
    title: str
    group: Group = "own"
    place: int = 0
    text: str = ""
    do: str = ""
    pages: tuple[Page, ...] = field(name="page", default=())

    @property
    def leaves(self) -> tuple[Page, ...]:
        """All of its pages, one after the other: its own text first, where it has one."""
        own = (Page(title=self.title, text=self.text, do=self.do),) if self.text else ()
        return (*own, *self.pages)


class Suit(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Some words that belong together, and what they are together called."""

    id: str
    title: str
    words: tuple[str, ...]


class Deck(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Cards of one kind, feelings or needs: `about` says how to use them."""

    id: str
    title: str
    about: str = ""
    suits: tuple[Suit, ...] = field(name="suit")

    def suit(self, id_: str) -> Suit | None:
        """Return the group of words of that id, or None."""
        return next((s for s in self.suits if s.id == id_), None)


class Library(Struct, frozen=True, kw_only=True):
    """What there is to read: lessons and decks by id, in the order in which they are shown, and complaints about files."""

    lessons: dict[str, Lesson]
    decks: dict[str, Deck]
    complaints: tuple[str, ...] = ()


def told(page: Page, answer: Answer | Literal[""] = "") -> tuple[tuple[str, str], ...]:
    """Return a page as paragraphs, each with what it is: `text`, `do`, and of a situation what there is to `answer` and why.

    Where it is to be judged, the reasons come once somebody has.
    """
    parts = [("text", paragraph) for paragraph in _paragraphs(page.text)]
    if page.answers and answer:
        parts += [
            ("fits" if answer == page.fits else "other", paragraph) for paragraph in _paragraphs(page.reason(answer))
        ]
    if page.do:
        parts += [("do", paragraph) for paragraph in _paragraphs(page.do)]
    return tuple(parts)


def verdict(page: Page, answer: Answer) -> str:
    """Return what is said to who has judged a situation, before the reasons."""
    name = {"with": _("power with"), "over": _("power over"), "both": _("something of both")}[answer]
    if answer == page.fits:
        return _("You say: {answer}. So do we.", answer=name)
    return _("You say: {answer}. Here is how else one may see it.", answer=name)


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text, which blank lines part; the lines of one are one line, but for those of a list."""
    found = []
    for block in text.strip().split("\n\n"):
        lines: list[str] = []
        for line in block.strip().split("\n"):
            if lines and not line.startswith("- "):
                lines[-1] = f"{lines[-1]} {line.strip()}"
            else:
                lines.append(line.strip())
        found.append("\n".join(lines))
    return [block for block in found if block]
