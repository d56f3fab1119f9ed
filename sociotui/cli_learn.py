"""The command that prints lessons and cards, and notes in a file of one's own what was read. It holds no rule."""

from typing import TYPE_CHECKING

import click

from sociotui.cli_home import REFUSED, Place, stop
from sociotui.words import _, printable, with_keys

if TYPE_CHECKING:
    from sociotui.domain.lessons import Answer, Deck, Lesson, Library
    from sociotui.room.own import Own, Things

WIDTH = 66
"""Columns of a line; the same as on the screen."""


@click.command(
    epilog="“sociotui learn ladder 3” prints the third page; in the screen: lessons, in the palette (ctrl+p)."
)
@click.argument("lesson", default="")
@click.argument("page", type=click.IntRange(min=1), default=None, required=False)
@click.option(
    "--judge", type=click.Choice(["with", "over", "both"]), help="Judge this page's situation; only you know how."
)
@click.option("--mine", is_flag=True, help="What you have read, and the words that you kept: yours alone.")
@click.option("--forget-words", is_flag=True, help="Let go of all words that you have kept.")
@click.option("--forget-notes", is_flag=True, help="Let go of all that you wrote down for yourself.")
@click.pass_obj
def learn(
    place: Place,
    lesson: str,
    page: int | None,
    judge: "Answer | None",
    mine: bool,
    forget_words: bool,
    forget_notes: bool,
) -> None:
    """Print a lesson, or the list of them.

    Practices, formats, the ladder of conflict, situations to judge; and the cards of feelings and needs.
    """
    from sociotui.exchange.lessons import load_library
    from sociotui.room.files import card_folders, lesson_folders
    from sociotui.room.own import Own, own_path

    own, home = Own(own_path()), None if place.socket else place.folder
    library = load_library(lesson_folders(home), card_folders(home))
    if forget_words or forget_notes:
        own.forget_words() if forget_words else own.forget_notes()
        _say(_("Gone."))
    elif mine:
        _say(*_mine(library, own.things))
    elif not lesson:
        _say(*_list(library, own))
    elif lesson in library.decks:
        _say(*_deck(library.decks[lesson]))
    else:
        _say(*_lesson(library, own, lesson, page, judge))
    for complaint in library.complaints:
        click.echo(printable(complaint), err=True)


def _say(*lines: str) -> None:
    click.echo("\n".join(printable(line) for line in lines))


def _list(library: "Library", own: "Own") -> list[str]:
    column = max(len(id_) for id_ in (*library.lessons, *library.decks)) + 2
    lines: list[str] = []
    group = ""
    for lesson in library.lessons.values():
        if lesson.group != group:
            group = lesson.group
            lines += ["", _GROUPS[lesson.group]] if lines else [_GROUPS[lesson.group]]
        read = "✓" if lesson.id in own.things.read else " "
        lines.append(f"{read} {lesson.id:{column}}{_(lesson.title)}")
    lines += ["", _("Cards")]
    return [*lines, *(f"  {deck.id:{column}}{_(deck.title)}" for deck in library.decks.values())]


_GROUPS = {
    "practices": _("Twelve practices"),
    "formats": _("Formats of meetings and items"),
    "conflict": _("Conflict"),
    "judging": _("To judge"),
    "own": _("Our own"),
}


def _lesson(library: "Library", own: "Own", id_: str, number: int | None, judge: "Answer | None") -> list[str]:
    """Return a page of a lesson; what is to be done in it is named by this person's keys."""
    from sociotui.domain.refusal import Refused, unknown

    if id_ not in library.lessons:
        known = {lesson.id: lesson.title for lesson in library.lessons.values()}
        raise unknown(_("lesson"), id_, known | {deck.id: deck.title for deck in library.decks.values()})
    lesson = library.lessons[id_]
    leaves, at = lesson.leaves, (number or 1) - 1
    if at >= len(leaves):
        raise Refused(_("“{title}” ends with page {n}.", title=lesson.title, n=len(leaves)))
    if judge and not leaves[at].reason(judge):
        stop(_("There is nothing to judge so on this page. The situations begin on page 2 of “power”."), REFUSED)
    answer = judge or own.things.judged.get(f"{id_}/{at}")
    if judge:
        own.judge(f"{id_}/{at}", judge)
    if at == len(leaves) - 1:
        own.read(id_)
    return _page(lesson, at, answer)


def _page(lesson: "Lesson", at: int, answer: "Answer | None") -> list[str]:
    from sociotui.domain.lessons import told, verdict
    from sociotui.exchange.plain import wrap

    page = lesson.leaves[at]
    of = f"  {at + 1}/{len(lesson.leaves)}" if len(lesson.leaves) > 1 else ""
    lines = [f"{_(page.title)}{of}"]
    names, judged = _keys(), False
    for kind, paragraph in told(page, answer or ""):
        text = with_keys(_(paragraph), names)
        if kind in ("fits", "other") and answer and not judged:
            judged = True
            lines += ["", verdict(page, answer)]
        before = "▸ " if kind == "do" else ""
        lines += [
            "",
            *(f"{before if n == 0 else ' ' * len(before)}{s}" for n, s in enumerate(wrap(text, WIDTH - len(before)))),
        ]
    if page.answers and not answer:
        asks = _(
            "How do you see it? “sociotui learn {id} {page} --judge with”, or over, or both.", id=lesson.id, page=at + 1
        )
        lines += ["", *wrap(asks, WIDTH)]
    elif at + 1 < len(lesson.leaves):
        lines += ["", _("On: “sociotui learn {id} {page}”", id=lesson.id, page=at + 2)]
    return lines


def _keys() -> dict[str, str]:
    """Return the keys of actions, as this person has them; what has none is named by its words."""
    from sociotui.room.actions import BY_ID, keys
    from sociotui.room.preferences import config_path, read_config

    words = {id_: f"“{_(action.label)}”" for id_, action in BY_ID.items()}
    return words | {id_: f"[{key}]" for id_, key in keys(read_config(config_path()).keys).items()}


def _deck(deck: "Deck") -> list[str]:
    from sociotui.exchange.plain import wrap

    lines = [_(deck.title), "", *wrap(_(deck.about), WIDTH), ""]
    for suit in deck.suits:
        first, *rest = wrap(", ".join(_(word) for word in suit.words), WIDTH - 15)
        lines += [f"{_(suit.title):15}{first}", *(f"{'':15}{more}" for more in rest)]
    return lines


def _mine(library: "Library", things: "Things") -> list[str]:
    from datetime import datetime

    read = [_(library.lessons[id_].title) for id_ in things.read if id_ in library.lessons]
    lines = [_("Read: {n} of {all}", n=len(read), all=len(library.lessons)), *(f"  {title}" for title in read)]
    lines += ["", _("Situations judged: {n}", n=len(things.judged))]
    lines += ["", _("Words that you kept: {n}", n=len(things.words))]
    for word in reversed(things.words):
        day = f"{datetime.fromtimestamp(word.at / 1000):%Y-%m-%d %H:%M}"
        lines.append(f"  {day}  {word.word}" + (f"  ({word.circle})" if word.circle else ""))
    lines += ["", _("What you wrote for yourself: {n}", n=len(things.notes))]
    for note in reversed(things.notes):
        day = f"{datetime.fromtimestamp(note.at / 1000):%Y-%m-%d %H:%M}"
        lines += [f"  {day}", *(f"    {line}" for line in note.text.splitlines())]
    return lines


COMMANDS: dict[str, click.Command] = {"learn": learn}
