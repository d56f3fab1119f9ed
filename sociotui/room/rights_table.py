"""The table of rights: who may give which command, for whom. Data only: `rights` answers by it, and `?` shows it.

A steward, and whoever sits at a laptop that a circle shares, may give every command; the table is for all others. It is
made for circles (MVOS: facilitator and secretary of a meeting serve all; each speaks, and consents, for themselves).
"""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from sociotui.domain import commands as c
from sociotui.domain.event import Command
from sociotui.words import _

Own = Literal["", "known", "here", "member"]
"""Who may, besides facilitator and secretary: nobody; whom the meeting knows, though they have left or are still to come;
who is in the room, guests too; or members in the room. Where a command is about a person: each for themselves."""
Empty = Literal["self", "turn", "open"]
"""Whom facilitator and secretary mean where they name nobody: themselves; whose turn it is; or what the domain takes."""
When = Literal["", "moved", "shapes", "first", "own item", "comes", "added", "absent", "vacant", "did"]
"""Under which condition more, for all but facilitator and secretary; `standing` says what each asks for."""


class Right(Struct, frozen=True, kw_only=True):
    """Who may give a command. `words` say what it does, for `?`; `about` is its field that names a person.

    Facilitator and secretary may give each of them; where it is `guarded`, for themselves and for those who have no
    terminal of their own, as it is an answer that nobody gives for another.
    """

    words: str
    own: Own = ""
    about: str = ""
    empty: Empty = "self"
    when: When = ""
    guarded: bool = False


_STEPS = Right(words=_("steps"))
_TURN = Right(words=_("turns"), own="here", about="person", empty="turn")  # a speaker may forget to press
_CLOCK = Right(words=_("the clock"))
_MAKES = Right(words=_("a proposal and its wording"), own="here", when="shapes")
_ITEM = Right(words=_("items that they present"), own="here", when="own item")

NOMINATING = Right(words=_("nomination"), own="member", about="person", guarded=True)
"""What holds for a nomination, and for passing where nominations are written."""

TABLE: dict[type[Command], Right] = {
    # The way through the meeting: one place keeps it, or two would go on at once; whoever wants it asks aloud.
    c.NextStep: _STEPS,
    c.PreviousStep: _STEPS,
    c.BeginRound: Right(words=_("rounds")),
    c.OpenMode: Right(words=_("popcorn, stack and free flow")),
    c.SayStuck: Right(words=_("saying that we are stuck")),
    # Turns: one's own; anybody's for facilitator and secretary, so that a round goes on.
    c.FinishTurn: _TURN,
    c.PassTurn: _TURN,
    c.PostponeTurn: _TURN,
    # Out of turn is the facilitator's to grant (S3, MVOS); popcorn and stack are there to be taken.
    c.TakeTurn: Right(words=_("turns"), own="here", about="person", when="moved"),
    c.RaiseHand: Right(words=_("raising a hand"), own="here", about="person", guarded=True),
    c.LowerHand: Right(words=_("lowering it"), own="here", about="person"),  # somebody may forget theirs
    # Answers: nobody gives one for who can give it; a guest is not asked.
    c.Consent: Right(words=_("consent"), own="member", about="person", empty="turn", guarded=True),
    c.Object: Right(words=_("objection"), own="member", about="person", empty="turn", guarded=True),
    c.Worry: Right(words=_("concern"), own="member", about="person", empty="turn", guarded=True),
    c.Release: Right(words=_("letting go of an objection"), own="member", about="person", guarded=True),
    c.Nominate: NOMINATING,
    c.HearView: Right(words=_("their view when absent"), own="known", about="person", when="absent", guarded=True),
    # Proposals: who brings the topic keeps its wording, as each change voids what was consented to. Where nobody
    # brings it, any member may begin. Facilitator and secretary write down for all.
    c.Propose: Right(words=_("a proposal and its wording"), own="here", about="person", empty="open", when="shapes"),
    c.Amend: _MAKES,
    c.ProposeReview: _MAKES,
    c.ProposeCircle: _MAKES,
    c.ProposeMember: _MAKES,
    c.ProposeCustoms: _MAKES,
    c.ProposeAims: _MAKES,
    c.Integrate: Right(words=_("ways to integrate"), own="here", when="shapes"),
    c.Seek: Right(words=_("the roles that are sought"), own="here", when="shapes"),
    # "The facilitator or anybody proposes a person"; likewise a way on when stuck.
    c.ProposeSelection: Right(words=_("proposing a person for a role"), own="here", when="first"),
    c.Refer: Right(words=_("a way on when we are stuck"), own="here", when="first"),
    c.Record: Right(words=_("the record")),  # the secretary's, and read back to all
    c.EndItem: Right(words=_("how an item ends")),
    # The agenda is consented to by all, so anybody may add; order and end are the meeting's.
    c.AddItem: Right(words=_("new items of the agenda"), own="member"),
    c.ChangeItem: _ITEM,
    c.RemoveItem: _ITEM,
    c.MoveItem: Right(words=_("the order of the agenda")),
    c.Arrange: Right(words=_("the length of the meeting, the next one")),
    # Many hands help with notes: all see each line, and the minutes are approved by all.
    c.TakeNote: Right(words=_("notes"), own="member"),
    c.TakeOn: Right(words=_("next steps"), own="member", about="owner", empty="open"),  # nobody signs up another
    c.Evaluate: Right(words=_("a line for the circle on how it was"), own="here"),
    # What one thinks of a meeting is one's own; the sum is made by those who lead, or as the meeting goes on.
    c.GiveMarks: Right(words=_("marks, words and wishes on how it was"), own="here", about="person", guarded=True),
    c.SumMarks: Right(words=_("the sum of all marks")),
    # Nobody says for another how they feel; the sum is shown by those who lead, when enough have given.
    c.GiveCard: Right(words=_("a card of the mood round"), own="here", about="person", guarded=True),
    c.ShowMood: Right(words=_("the sum of the mood round")),
    c.ReadOut: Right(words=_("reading out an appreciation"), own="here"),
    c.KeepForLater: Right(words=_("topics for later"), own="member", about="person", empty="open"),
    c.DropFromBacklog: Right(words=_("dropping topics"), own="member", when="added"),
    # Coming and going. A seat is one's own: the round that runs keeps its order, so nobody gains a turn by it.
    c.Arrive: Right(words=_("arriving"), own="known", about="person", when="comes"),
    c.Leave: Right(words=_("leaving"), own="here", about="person"),
    c.TakeSeat: Right(words=_("seats"), own="here", about="person"),
    # Where neither of the two is at a terminal the circle would be stuck; then any member in the room takes over.
    c.HandOver: Right(words=_("who facilitates and writes"), own="member", when="vacant"),
    c.PauseClock: _CLOCK,
    c.ResumeClock: _CLOCK,
    c.CloseMeeting: Right(words=_("closing")),
    c.UndoAct: Right(words=_("taking back what they did last"), own="known", when="did", guarded=True),
}
"""Every command of a meeting that is under way."""

BY_ACTION: dict[str, tuple[type[Command], ...]] = {
    "next": (c.FinishTurn,),
    "pass": (c.PassTurn,),
    "later": (c.PostponeTurn,),
    "consent": (c.Consent,),
    "object": (c.Object,),
    "worry": (c.Worry,),
    "release": (c.Release,),
    "speak": (c.TakeTurn,),
    "hand": (c.RaiseHand, c.LowerHand),
    "step": (c.NextStep,),
    "back": (c.PreviousStep,),
    "undo": (c.UndoAct,),
    "round": (c.BeginRound,),
    "popcorn": (c.OpenMode,),
    "stack": (c.OpenMode,),
    "free": (c.OpenMode,),
    "propose": (c.Propose, c.Amend),
    "amend": (c.Amend,),
    "integrate": (c.Integrate,),
    "stuck": (c.SayStuck,),
    "refer": (c.Refer,),
    "seek": (c.Seek,),
    "nominate": (c.Nominate,),
    "select": (c.ProposeSelection,),
    "review": (c.ProposeReview,),
    "found": (c.ProposeCircle,),
    "member": (c.ProposeMember,),
    "customs": (c.ProposeCustoms,),
    "describe": (c.ProposeAims,),
    "view": (c.HearView,),
    "record": (c.Record,),
    "outcome": (c.EndItem,),
    "note": (c.TakeNote,),
    "take-on": (c.TakeOn,),
    "remember": (c.Evaluate,),
    "evaluate": (c.GiveMarks, c.SumMarks, c.Evaluate),
    "evaluate-sum": (c.SumMarks,),
    "agenda": (c.AddItem,),
    "change": (c.ChangeItem,),
    "move": (c.MoveItem,),
    "remove": (c.RemoveItem,),
    "mood": (c.GiveCard,),
    "mood-sum": (c.ShowMood,),
    "read-out": (c.ReadOut,),
    "keep": (c.KeepForLater,),
    "drop": (c.DropFromBacklog,),
    "arrive": (c.Arrive,),
    "leave": (c.Leave,),
    "seat": (c.TakeSeat,),
    "hand-over": (c.HandOver,),
    "arrange": (c.Arrange,),
    "pause": (c.PauseClock, c.ResumeClock),
    "close": (c.CloseMeeting,),
}
"""The commands that each action asks for, one or the other as the meeting stands."""

Between = Literal["open", "prepare", "answer", "finish", "change", "say", "reply"]
BETWEEN: dict[Between, tuple[str, str]] = {
    "open": (_("Members of a circle"), _("opening its meetings")),
    "prepare": (_("Members of a circle"), _("preparing its next meeting: topics, their order, time and presenters")),
    "answer": (_("Whoever is asked, for themselves"), _("answering what waits, or what stands")),
    "finish": (_("Whoever took it on, or a member of the circle"), _("saying that a next step was done")),
    "change": (
        _("Who has the role of secretary or facilitator of a circle, for that circle"),
        _("recording, by a decision or with why, who joins and leaves, roles, aims, domain, links"),
    ),
    "say": (
        _("Everybody of the organisation; guests where the circle has agreed to that"),
        _("saying something to a circle or one of its roles: ideas, concerns, appreciations, feedback"),
    ),
    "reply": (
        _("Who holds the role that it was said to, the circle's process roles, and who said it"),
        _("answering between meetings what was said, or saying that it is still open"),
    ),
}
"""What is done between meetings: by whom, and what it is. A steward may do it, too, and for others."""


def rights_table() -> tuple[tuple[str, str], ...]:
    """Return who may do what, in words: rows of who, and what."""
    rights = TABLE.values()
    shaping = ("shapes", "first", "own item")
    told = [
        (
            _("Everybody in the room, for themselves"),
            _listed(r for r in rights if r.own in ("known", "here") and r.when not in shaping),
        ),
        (
            _("Members in the room, for themselves"),
            _listed(r for r in rights if r.own == "member" and (r.about or r.when == "added")),
        ),
        (
            _("Members in the room, for the meeting"),
            _listed(r for r in rights if (r.own == "member" and not (r.about or r.when)) or r.when == "first"),
        ),
        (_("Who presents an item, or has proposed"), _listed(r for r in rights if r.when in shaping)),
        (
            _("Facilitator and secretary of the meeting"),
            _listed(r for r in rights if r.own == "" or r.when == "vacant")
            + _("; and whatever stands above, for everybody, but for what follows"),
        ),
        (
            _("The same two, only for who has no terminal of their own, or is on the phone with a witness"),
            _listed(r for r in rights if r.guarded and r.about),
        ),
        (
            _("A member in the room, while neither of the two is at a terminal"),
            _("taking facilitation over"),
        ),
        *_between(),
        (_("All others"), _("watching, as the circle's customs have it; what is private they do not see")),
        (_("Whoever looks after the server's home"), _("all of it, for everybody; the record says who it was")),
    ]
    return tuple(told)


def _between() -> Iterable[tuple[str, str]]:
    """Return who may do what between meetings, in words; each who once."""
    told: dict[str, list[str]] = {}
    for who, what in BETWEEN.values():
        told.setdefault(_(who), []).append(_(what))
    return ((who, "; ".join(what)) for who, what in told.items())


def _listed(rights: Iterable[Right]) -> str:
    return ", ".join(dict.fromkeys(_(r.words) for r in rights))
