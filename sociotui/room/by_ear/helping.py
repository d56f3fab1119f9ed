"""Helping: which words there are, and how each action is said; from the registry of actions, and an example of each."""

from sociotui.domain.refusal import Refused
from sociotui.room.actions import ACTIONS, BY_ID
from sociotui.room.by_ear import phrases
from sociotui.room.by_ear.grammar import LOOK
from sociotui.room.by_ear.values import words_of
from sociotui.words import _

EXAMPLES: dict[str, tuple[str, ...]] = {
    "next": ("next", "ana has spoken"),
    "pass": ("pass", "ben passes"),
    "later": ("later ben",),
    "consent": ("consent", "consent for ana", "ana consents"),
    "object": ("object for ana because the shed is too small", "object ana because it is too small why: our first aim"),
    "worry": ("worry dara because the winter is long",),
    "release": ("ana releases", "release objection 2"),
    "speak": ("speak dara",),
    "hand": ("hand ben", "lower hand ben"),
    "step": ("step",),
    "back": ("back",),
    "undo": ("undo",),
    "round": ("round", "round from ana to the left", "round from ben right"),
    "propose": ("propose Two of us open the shed on Saturdays", "ana proposes Two of us open the shed"),
    "amend": ("amend Three of us open the shed on Saturdays",),
    "integrate": (
        "integrate modify Two of us, who have keys, open the shed",
        "integrate shorten until 2027-03-01",
        "integrate measure fewer than three come on two Saturdays",
    ),
    "stuck": ("stuck",),
    "refer": ("refer to helping people: ana, ben until: 2027-03-01", "refer to broader"),
    "seek": ("seek delegate until 2027-06-30",),
    "nominate": ("nominate ben for ana because he hears both sides", "ana nominates ben because he listens"),
    "select": ("select ben because all of us named him",),
    "review": ("review keep until 2027-03-01", "review rework Every second Saturday"),
    "found": ("found Compost circle text: Soil for all members: ana, ben, dara leader: ana",),
    "member": ("member joins fay",),
    "customs": ("customs absence: hold quorum: 4",),
    "describe": ("describe aims: Food for forty; Soil that is richer",),
    "view": ("view of fay: Not in winter, please",),
    "record": ("record 2027-03-01", "record in 6 months", "record usual", "record in 6 months responsible: ana"),
    "outcome": ("outcome We have heard it", "outcome dropped", "outcome delegated to general"),
    "note": ("note The key hangs behind the door",),
    "take-on": ("take on cut a key for ben until 2027-03-01", "ben will cut a key"),
    "evaluate": ("evaluate ana content: yes process: mostly: too long together: yes",),
    "evaluate-sum": ("evaluate sum",),
    "remember": ("remember We listened well",),
    "agenda": ("agenda Tool-shed rota by ana 10 minutes", "add Compost to explore"),
    "change": ("change item 1 Rota of the shed 15 minutes",),
    "move": ("move item 2 to 1",),
    "remove": ("remove item 2",),
    "keep": ("keep Painting the door by ana",),
    "drop": ("drop Painting the door",),
    "arrive": ("fay is here", "arrive fay watching"),
    "leave": ("gio leaves",),
    "seat": ("seat ben at 3",),
    "hand-over": ("hand over ana as facilitator",),
    "arrange": ("arrange 90 minutes", "next meeting 2027-03-01 19:30, in the shed"),
    "pause": ("pause",),
    "close": ("close", "close postpone"),
    "mood": ("mood ana calm",),
    "mood-sum": ("mood sum",),
    "read-out": ("read out",),
    "popcorn": ("popcorn",),
    "stack": ("stack",),
    "free": ("free flow",),
}
"""How each action is said; each of them is understood, which a test proves."""

_GROUPS = (
    (_("Turns"), ("next", "pass", "later", "speak", "hand", "round")),
    (_("Consent"), ("consent", "object", "integrate", "release")),
    (_("The way"), ("step", "back", "undo", "close")),
    (_("Wordings"), ("propose", "amend", "record", "outcome", "note", "take-on")),
    (_("Choosing somebody"), ("seek", "nominate", "select")),
    (_("Agenda"), ("agenda", "keep", "arrange")),
    (_("People"), ("arrive", "leave", "hand-over")),
)


def overview() -> list[str]:
    """Return the words that are wanted most, and how to hear of all others."""
    said = [_("{group}: {words}.", group=group, words=", ".join(ids)) for group, ids in _GROUPS]
    looks = ", ".join(phrases.LOOKING)
    shown = {id_ for _group, ids in _GROUPS for id_ in ids}
    others = ", ".join(a.id for a in ACTIONS if a.command and a.id not in shown)
    return [
        _("Say what is done, and for whom: “next”, “consent for ana”, “object ana because …”, “ben passes”."),
        *said,
        _("To look: {words}.", words=looks),
        _("Less often: {words}.", words=others),
        _("“help object” tells of one. What is missing is asked for; an empty line cancels."),
    ]


def about(word: str) -> list[str]:
    """Return what there is to know of a word; refuses one that says nothing."""
    meaning, _taken = phrases.begins([w.plain for w in words_of(word)])
    if word.strip() in BY_ID and BY_ID[word.strip()].command:
        meaning = word.strip()  # “help agenda”: to look at it needs no help
    if not meaning:
        raise Refused(_("There is no word “{word}”. “help” says all of them.", word=word))
    if meaning.startswith(LOOK):
        return [
            _(
                "“{topic}”, or: {others}.",
                topic=meaning.removeprefix(LOOK),
                others=_(phrases.LOOKING[meaning.removeprefix(LOOK)]),
            )
        ]
    action = BY_ID[meaning]
    said = [_("{action}: {help}", action=action.id, help=_(action.help))]
    others = phrases.of(meaning)[1:]
    if others:
        said.append(_("Also: {others}.", others=", ".join(others)))
    said += [_("For example: {example}", example=example) for example in EXAMPLES.get(meaning, ())]
    if action.takes:
        words = ", ".join(f"{name.replace('_', '-')}:" for name in action.takes)
        said.append(_("All that can be named with it: {words}", words=words))
    return said
