"""Words: what each figure is called, how it is counted, and one thing that a circle could try."""

from sociotui.domain.mirror.figures import FigureId
from sociotui.words import _

TITLES: dict[FigureId, str] = {
    "speaking": _("Speaking time shared"),
    "starts": _("Starts shared"),
    "rounds": _("Rounds held"),
    "passes": _("Passes"),
    "facilitation": _("Facilitation rotated"),
    "roles": _("Roles rotated"),
    "several": _("Holding of roles"),
    "objections": _("Objections integrated"),
    "reviews": _("Reviews held in time"),
    "agreements": _("Agreements followed up"),
    "evaluation": _("Evaluations"),
}
HOW: dict[FigureId, str] = {
    "speaking": _(
        "In each meeting the time of everybody who was there is added up, also of who said nothing. Time above an even share "
        "would go to others: the rest is the figure, so 100 is quite even. No more is told, and of fewer than four people "
        "nothing: their shares could be worked out. Time is taken from one turn to the next; free flow counts for nobody."
    ),
    "starts": _(
        "Who spoke first in each round of several, among those who are members now. Counted are the starts that would have "
        "to go to others, for all to have begun as equally often as can be; the rest is the figure. Over time: how many people began, of the rounds there were."
    ),
    "rounds": _(
        "A round is counted once somebody has spoken or passed in it, and is held when nobody is left who waits. Asking again "
        "makes another round; popcorn, stack and free flow are none."
    ),
    "passes": _(
        "Turns given up, of all turns in rounds in which one may pass. “Come back to me” is no pass; consent rounds are left out."
    ),
    "facilitation": _(
        "Who facilitated at the end of each meeting, by its minutes, among those who are members now. Counted are the meetings "
        "that would have to go to others, to be shared as evenly as can be; the rest is the figure. Private meetings are left out. "
        "Over time: whether somebody else facilitated than in the circle's meeting before."
    ),
    "roles": _(
        "Each selection is compared with the one before it for the same role of the same circle: did the role go to somebody "
        "else? The first selection on record of a role has none before it."
    ),
    "several": _(
        "As it is today, whatever the period: roles whose term runs, by how many of them a member holds. An expired term gives no power and is not "
        "counted."
    ),
    "objections": _(
        "Objections to anything that consent was asked for, also to the agenda. Integrated: a new version, to which all "
        "consented. Let go: released, or put in other words by who raised it. The rest was open when the meeting ended."
    ),
    "reviews": _(
        "The days on which a policy was to be looked at again. In time: it was kept, reworked or let go by that day. Late: "
        "after it. Missed: the day is over, and nobody has looked yet."
    ),
    "agreements": _(
        "Next steps with a day, and released agreements, whose day is in the period and over, or that are done. In time: "
        "done, or looked at, by that day."
    ),
    "evaluation": _(
        "The marks of each meeting's evaluation: yes counts 3, mostly 2, a little 1, not this time 0; all of them together, of "
        "as many as there could be. Three marks make a sum; whose they are is on no record."
    ),
}
TRY: dict[FigureId, str] = {
    "speaking": _("Open the next topic with a round instead of a talk, and agree on one minute for each."),
    "starts": _("Take the start that the program proposes for each round: it evens them out (‹round›)."),
    "rounds": _("Shorter rounds are finished more often: one question, one sentence each."),
    "passes": _("After a round with many passes, ask for a second one: some need to hear the others first."),
    "facilitation": _(
        "Ask at the end of a meeting who would like to facilitate the next one, with somebody at their side."
    ),
    "roles": _("At the next selection, let a round on “who could learn this role?” come before the nominations."),
    "several": _(
        "Whoever holds three roles or more could ask the circle: which of these would somebody like to learn?"
    ),
    "objections": _("Thank whoever objects, and ask: what would you need to be able to consent? (‹integrate›)"),
    "reviews": _("Put the next reviews on the agenda while they are still small: ‹decisions› shows which are due."),
    "agreements": _("Begin the next meeting with what was agreed in the last one, a sentence each."),
    "evaluation": _("Take what was wished for most, and try it in one meeting only; then ask again."),
}


def title(id_: FigureId) -> str:
    """Return what a figure is called."""
    return _(TITLES[id_])
