"""Rounds: actions of turns, and of the way through the meeting."""

from sociotui.domain import commands as c
from sociotui.room import asking
from sociotui.room.actions.action import Action
from sociotui.words import _

ROUNDS: tuple[Action, ...] = (
    # --- turns
    Action(
        id="next",
        key="space",
        label=_("next"),
        help=_("The speaker is done; the turn goes to the next."),
        takes=("person", "turn"),
        command=lambda _m, o: c.FinishTurn(person=o.person, turn=o.turn),
    ),
    Action(
        id="pass",
        key="p",
        label=_("pass"),
        help=_("Give the turn up for this round."),
        takes=("person", "turn"),
        command=lambda _m, o: c.PassTurn(person=o.person, turn=o.turn),
    ),
    Action(
        id="later",
        key="l",
        label=_("later"),
        help=_("“Come back to me”: to the end of this round."),
        takes=("person", "turn"),
        command=lambda _m, o: c.PostponeTurn(person=o.person, turn=o.turn),
    ),
    Action(
        id="consent",
        key="c",
        label=_("consent"),
        help=_("Consent to the wording that is asked about."),
        takes=("person", "version", "turn", "witness"),
        command=asking.consent,
    ),
    Action(
        id="object",
        key="o",
        label=_("object"),
        help=_("Bring an objection, with its reason."),
        takes=("person", "text", "why", "version", "witness"),
        command=asking.object_,
    ),
    Action(
        id="worry",
        key="w",
        label=_("concern"),
        help=_("Voice a concern, which does not block, where the circle's dialect has it."),
        takes=("person", "text"),
        command=lambda _m, o: c.Worry(person=o.person, text=o.text),
    ),
    Action(
        id="release",
        key="O",
        label=_("release"),
        help=_(
            "An objection is let go of: by who raised it, or with all whom the circle's dialect asks (--agreed A,B)."
        ),
        takes=("person", "number", "agreed"),
        command=lambda _m, o: c.Release(person=o.person, number=o.number, agreed=asking.several(o.agreed)),
    ),
    Action(
        id="speak",
        key="s",
        label=_("speak now"),
        help=_("Somebody is heard out of turn, or takes the turn in popcorn and stack."),
        takes=("person",),
        command=lambda _m, o: c.TakeTurn(person=o.person),
    ),
    Action(
        id="hand",
        key="h",
        label=_("hand"),
        help=_("Raise a hand, or lower it."),
        takes=("person",),
        command=asking.hand,
    ),
    # --- the way through the meeting
    Action(
        id="step",
        key="n",
        label=_("next step"),
        help=_("Go on to the next step."),
        takes=("seen",),
        command=lambda _m, o: c.NextStep(seen=o.seen),
    ),
    Action(
        id="back",
        key="N",
        label=_("step back"),
        help=_("Go back to the step before."),
        takes=("seen",),
        command=lambda _m, o: c.PreviousStep(seen=o.seen),
    ),
    Action(
        id="undo",
        key="u",
        label=_("undo"),
        help=_("Take the last act back; everybody sees that it was."),
        takes=("act",),
        command=lambda _m, o: c.UndoAct(act=o.act),
    ),
    Action(
        id="round",
        key="r",
        label=_("round"),
        help=_("Begin the round with another start or direction; take another round; end an open mode."),
        takes=("start", "direction"),
        command=asking.begin_round,
    ),
    Action(
        id="popcorn",
        label=_("popcorn"),
        help=_("Let each speak once, as they are moved; a full round follows."),
        command=asking.open_mode("popcorn"),
    ),
    Action(
        id="stack",
        label=_("stack"),
        help=_("Let people speak by raised hands; a full round follows."),
        command=asking.open_mode("stack"),
    ),
    Action(
        id="free",
        label=_("free flow"),
        help=_("Let people speak without an order; a full round follows."),
        command=asking.open_mode("free"),
    ),
)
