"""The review at the end: what one did, where a step or a person was passed over, what to try next. Never a score."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from sociotui.domain.practising.state import Exercise, Noticed, NoticeKind
from sociotui.words import _


class Review(Struct, frozen=True):
    """What there is to say of an exercise: sentences for `did`, `passed_over` and `tries`; each may be empty but the last."""

    did: tuple[str, ...]
    passed_over: tuple[str, ...]
    tries: tuple[str, ...]


def review(x: Exercise) -> Review:
    """Return what there is to say of an exercise, as far as it has come."""
    held = [n.step for n in x.noticed if n.kind == "held"]
    did = [
        _(
            "You held {n} rounds in which everybody was heard: {steps}.",
            n=len(held),
            steps=", ".join(dict.fromkeys(held)),
        )
    ]
    did = did if held else []
    return Review(
        did=_once([*did, *(said for n in x.noticed if (said := _did(x, n)))]),
        passed_over=_once(said for n in x.noticed if (said := _passed_over(x, n))),
        tries=_tries(x),
    )


def _once(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentences))


def _did(x: Exercise, n: Noticed) -> str:
    name = x.meeting.name(n.person)
    said: dict[NoticeKind, Callable[[], str]] = {
        "integrated": lambda: _(
            "{name}'s objection was integrated: “{reason}” is answered by the wording now.", name=name, reason=n.text
        ),
        "recorded": lambda: _("The decision is on record, with the day on which the circle looks at it again."),
        "explored": lambda: _(
            "You asked {name} what lies behind the objection before you looked for a way.", name=name
        ),
        "aside": lambda: _("You heard {name} out of turn, openly, and the order went on where it stood.", name=name),
        "fit": lambda: n.text,
    }
    return said[n.kind]() if n.kind in said else ""


def _passed_over(x: Exercise, n: Noticed) -> str:
    name = x.meeting.name(n.person)
    said: dict[NoticeKind, Callable[[], str]] = {
        "unexplored": lambda: _("A way was chosen before {name} was asked what lies behind the objection.", name=name),
        "unsaid": lambda: _("“{step}” was left without what it is there for.", step=n.step),
        "cut-off": lambda: _("{name} was in mid-sentence when the turn went on.", name=name),
        "talked-over": lambda: _(
            "{name} lost the thread when {other} talked into it, and nobody gave it back.", name=name, other=n.text
        ),
        "unseen": lambda: _("{name} said nothing in “{step}”, and was not asked once more.", name=name, step=n.step),
        "unheard": lambda: _("{name} went on without having been heard back.", name=name),
        "passed-for": lambda: _("{name}'s turn was given up for them, without their saying so.", name=name),
        "dropped": lambda: _(
            "The item ended while {name}'s objection was open. One objection never refuses a proposal: it starts integrating.",
            name=name,
        ),
        "waited": lambda: _("The others waited long while {name} went on.", name=name),
        "unfit": lambda: n.text,
    }
    return said[n.kind]() if n.kind in said else ""


_TRY: dict[NoticeKind, str] = {
    "unexplored": _(
        "Next time, ask first: “Which of our aims do you see touched, and how?” The way often lies in the answer."
    ),
    "unsaid": _("Next time, say the one sentence that a step is there for, then go on. Its prompt says which."),
    "cut-off": _("A timer informs, it never cuts off: ask for the point, and let it be said."),
    "talked-over": _("When somebody talks into a turn, give it back at once and say when the other one is heard."),
    "unseen": _("Who passes may be asked once more, kindly, at the end of the round."),
    "unheard": _("Say back what you heard, until the other one says: yes, that is it."),
    "passed-for": _("A pass is one's own to say. Ask: “Would you like to pass, or come later?”"),
    "dropped": _("With an objection on the table, ask what would serve the aim better, and go round once more."),
    "waited": _("Say at the beginning how long a turn is; then asking for the point is easy, and kind."),
    "unfit": _("Take the other sentence the next time, and hear what becomes different."),
}


def _tries(x: Exercise) -> tuple[str, ...]:
    kinds = dict.fromkeys(n.kind for n in x.noticed if n.kind in _TRY)
    tries = [_(_TRY[kind]) for kind in kinds][:3]
    if not tries:
        tries = [_("Do it once more with another seed: other members will have other reasons.")]
    if x.scenario.kind == "conflict":
        tries.append(
            _(
                "With people of yours: “sociotui talk-with PERSON” asks for such a talk; there, too, each thing is heard back."
            )
        )
    return tuple(tries)
