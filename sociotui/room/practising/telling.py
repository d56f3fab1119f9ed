"""Telling of an exercise in words: who said something, and the look back at its end."""

from collections.abc import Iterator

from sociotui.domain.meeting import Meeting
from sociotui.domain.practising.review import Review
from sociotui.domain.practising.state import Heard
from sociotui.words import _


def said_by(each: Heard, m: Meeting) -> str:
    """Return who said something and how, as it stands before their words; "" for what is only seen."""
    if not each.person:
        return ""
    name = _("You") if each.tone == "you" else m.name(each.person)
    how = {
        "objects": _("{name} objects:"),
        "consents": _("{name} consents:"),
        "asks": _("{name} asks:"),
        "interrupts": _("{name} breaks in:"),
    }.get(each.tone, "{name}:")
    return how.replace("{name}", name)


def looked_back(review: Review, seed: int, then: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the parts of a look back: a heading ("" for none), and sentences. `then` is an exercise's title, or ""."""
    yield "", (_("Thank you for practising. Nobody is counted or compared here; this is for you alone."),)
    yield _("What you did"), review.did or (_("You looked around; that is a beginning."),)
    over = (_("Nobody and nothing that these members would have needed."),)
    yield _("What or who was passed over"), review.passed_over or over
    after = (_("What comes well after this: {title}.", title=then),) if then else ()
    yield _("What to try next"), (*review.tries, *after)
    yield "", (_("To meet the same members once more: seed {seed}.", seed=seed),)
