"""Actions: everything a person can do, declared once: its id, key, words, and the command that it asks for.

Bindings, footer, `?`, the palette, `sociotui act` and its help, and the README's key table are all made from this.
"""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from sociotui.domain import commands as c
from sociotui.domain.event import Command
from sociotui.domain.meeting import Meeting
from sociotui.domain.refusal import unknown
from sociotui.room import asking, asking_marks
from sociotui.room.asking import Options
from sociotui.words import _

Where = Literal["everywhere", "home", "meeting", "map", "lists", "agenda", "lessons", "practice", "mirror", "mend"]
"""`lists`: the screens of decisions, and of people and roles; `agenda`: that of a coming meeting."""


class Action(Struct, frozen=True, kw_only=True):
    """One thing that a person can do. `command` is None for what only a screen does; `takes` names its options."""

    id: str
    key: str = ""
    label: str
    help: str
    where: Where = "meeting"
    takes: tuple[str, ...] = ()
    command: Callable[[Meeting, Options], Command] | None = None


ACTIONS: tuple[Action, ...] = (
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
    # --- what the step is about
    Action(
        id="edit",
        key="e",
        label=_("edit"),
        help=_("Edit what this step is about: the proposal, the decision, the outcome, a note."),
    ),
    Action(
        id="propose",
        label=_("propose"),
        help=_("Write the proposal's exact wording; where there is one, amend it."),
        takes=("text", "title", "person", "why", "version"),
        command=asking.wording,
    ),
    Action(
        id="amend",
        label=_("amend"),
        help=_("Give the proposal a new wording: a new version, asked about anew."),
        takes=("text", "why", "version"),
        command=lambda _m, o: c.Amend(text=o.text, note=o.why, version=o.version),
    ),
    Action(
        id="integrate",
        label=_("integrate"),
        help=_(
            "Integrate an objection: --way modify --text …, shorten --review DAY, measure --measure …, or another way."
        ),
        takes=("way", "text", "review", "measure", "to", "number", "version"),
        command=asking.integrate,
    ),
    Action(
        id="stuck",
        label=_("stuck"),
        help=_("Say that the circle is stuck with an objection: a round on it, then a way on."),
        command=lambda _m, _o: c.SayStuck(),
    ),
    Action(
        id="refer",
        label=_("refer"),
        help=_("Propose where it goes: --to helping --people A,B --until DAY, or --to broader."),
        takes=("to", "people", "leader", "until"),
        command=asking.refer,
    ),
    Action(
        id="seek",
        label=_("roles"),
        help=_("Name the roles for which somebody is sought, with their terms: --roles delegate=2027-06-30."),
        takes=("roles", "role", "until"),
        command=asking.seek,
    ),
    Action(
        id="nominate",
        label=_("nominate"),
        help=_(
            "Write whom somebody nominates, hidden until all are revealed: --nominee B; for somebody else, --for A."
        ),
        takes=("person", "nominee", "role", "why", "text"),
        command=asking.nominate,
    ),
    Action(
        id="select",
        label=_("propose person"),
        help=_("Propose who takes on the role, with the reasons; without a name, who the nominations put first."),
        takes=("nominee", "role", "why", "text", "until", "version"),
        command=asking.select,
    ),
    Action(
        id="review",
        label=_("review"),
        help=_("Propose what becomes of a policy: --kind keep, drop, or rework with --text."),
        takes=("kind", "text", "review", "version"),
        command=asking.review,
    ),
    Action(
        id="found",
        label=_("found"),
        help=_(
            "Propose to found a circle: --name, --text (its aim), --members, --leader; with --until a helping circle."
        ),
        takes=(
            "name",
            "title",
            "text",
            "domain",
            "members",
            "people",
            "leader",
            "person",
            "parents",
            "until",
            "version",
        ),
        command=asking.found,
    ),
    Action(
        id="member",
        label=_("member"),
        help=_("Propose that somebody joins the circle or leaves it: --for A --kind joins."),
        takes=("person", "name", "kind", "text", "version"),
        command=asking.member,
    ),
    Action(
        id="customs",
        label=_("customs"),
        help=_(
            "Propose other customs: what happens in absence, quorum, how minutes are approved, usual terms, who may watch."
        ),
        takes=(
            "absence",
            "window",
            "quorum",
            "approval",
            "minutes_window",
            "review_months",
            "term_months",
            "watching",
            "totals",
            "hearing",
            "unnamed",
            "version",
        ),
        command=asking.customs,
    ),
    Action(
        id="describe",
        label=_("what we are for"),
        help=_(
            "Propose the circle's --vision, --mission and --aims (with ; between them); what is left out stays as it is."
        ),
        takes=("vision", "mission", "aims", "version"),
        command=asking.describe,
    ),
    Action(
        id="view",
        key="V",
        label=_("view"),
        help=_("Read out what an absent member said before about this item."),
        takes=("person", "text"),
        command=lambda _m, o: c.HearView(person=o.person, text=o.text),
    ),
    Action(
        id="record",
        label=_("record"),
        help=_("Put the decision on record, with the day it is looked at again."),
        takes=("review", "responsible", "why", "published", "version"),
        command=lambda _m, o: c.Record(
            review=asking.day(o.review),
            responsible=o.responsible,
            why=o.why,
            published=o.published,
            version=o.version,
        ),
    ),
    Action(
        id="outcome",
        key="x",
        label=_("end item"),
        help=_("Say how the item ends: decided, dropped, postponed or delegated."),
        takes=("kind", "text", "to", "item"),
        command=asking.outcome,
    ),
    Action(
        id="note",
        key="M",
        label=_("note"),
        help=_("Note something for the minutes."),
        takes=("text",),
        command=lambda _m, o: c.TakeNote(text=o.text),
    ),
    Action(
        id="take-on",
        key="T",
        label=_("take on"),
        help=_("Somebody takes on what is to be done: --text, --for A, --until DAY."),
        takes=("text", "person", "until"),
        command=lambda _m, o: c.TakeOn(text=o.text, owner=o.person, due=asking.day(o.until)),
    ),
    # --- how the meeting was
    Action(
        id="evaluate",
        key="E",
        label=_("evaluate"),
        help=_(
            "Say how this meeting was, hidden until all is summed: three marks, a key each; words and wishes if you like."
        ),
        takes=("person", "content", "process", "together", "more", "less", "text"),
        command=asking_marks.evaluate,
    ),
    Action(
        id="evaluate-sum",
        label=_("evaluate: sum"),
        help=_("Sum how the meeting was; wishes go to the backlog. Fewer than three marks make no number."),
        command=lambda _m, _o: c.SumMarks(),
    ),
    Action(
        id="remember",
        label=_("remember"),
        help=_("Keep for the circle a line of what was said of this meeting, without a name."),
        takes=("text",),
        command=lambda _m, o: c.Evaluate(text=o.text),
    ),
    # --- agenda and backlog
    Action(
        id="agenda",
        key="i",
        label=_("add item"),
        help=_("Put an item on the agenda; on the first screen, prepare a circle's next meeting."),
        takes=(
            "text",
            "title",
            "aim",
            "minutes",
            "presenter",
            "document",
            "format",
            "about",
            "people",
            "policy",
            "roles",
            "ready",
        ),
        command=asking.add_item,
    ),
    Action(
        id="change",
        label=_("change item"),
        help=_("Change an agenda item that has not begun."),
        takes=("item", "text", "title", "aim", "minutes", "presenter", "document"),
        command=asking.change_item,
    ),
    Action(
        id="move",
        label=_("move item"),
        help=_("Give an agenda item another place."),
        takes=("item", "place"),
        command=lambda _m, o: c.MoveItem(item=o.item, place=o.place),
    ),
    Action(
        id="remove",
        label=_("remove item"),
        help=_("Take an item off the agenda before it begins."),
        takes=("item",),
        command=lambda _m, o: c.RemoveItem(item=o.item),
    ),
    Action(
        id="keep",
        key="b",
        label=_("backlog"),
        help=_("Keep a topic on the backlog for a later meeting."),
        takes=("text", "title", "aim", "minutes", "person", "presenter", "until", "why"),
        command=asking.keep,
    ),
    Action(
        id="drop",
        label=_("drop"),
        help=_("Take a topic off the backlog."),
        takes=("text", "title"),
        command=lambda _m, o: c.DropFromBacklog(title=o.title or o.text),
    ),
    # --- people and time
    Action(
        id="attendance",
        key="a",
        label=_("attendance"),
        help=_("Somebody arrives, leaves, changes seats, or takes over a process role."),
    ),
    Action(
        id="arrive",
        label=_("arrive"),
        help=_("Somebody comes: --join end (of this round), next (round) or watch."),
        takes=("person", "joining", "name"),
        command=asking.arrive,
    ),
    Action(
        id="leave",
        label=_("leave"),
        help=_("Somebody leaves the room."),
        takes=("person",),
        command=lambda _m, o: c.Leave(person=o.person),
    ),
    Action(
        id="seat",
        label=_("seat"),
        help=_("Somebody sits elsewhere in the ring."),
        takes=("person", "place"),
        command=lambda _m, o: c.TakeSeat(person=o.person, place=o.place),
    ),
    Action(
        id="hand-over",
        label=_("hand over"),
        help=_("Somebody takes over facilitation or the minutes."),
        takes=("person", "role"),
        command=asking.hand_over,
    ),
    Action(
        id="arrange",
        label=_("arrange"),
        help=_("Agree on this meeting's length in minutes, or on the day of the next one."),
        takes=("minutes", "next_meeting"),
        command=lambda _m, o: c.Arrange(minutes=o.minutes or 0, next_meeting=o.next_meeting),
    ),
    Action(
        id="pause",
        key="t",
        label=_("clock"),
        help=_("Stop the clock, or let it go on."),
        command=asking.pause,
    ),
    Action(
        id="close",
        key="X",
        label=_("close"),
        help=_("Close the meeting; its outcomes go on record."),
        takes=("postpone",),
        command=lambda _m, o: c.CloseMeeting(postpone=o.postpone),
    ),
    # --- the mood round
    Action(
        id="mood",
        label=_("mood"),
        help=_("Give a card to the mood round, hidden: --text calm; for somebody at this keyboard, --for A."),
        takes=("person", "text"),
        command=lambda _m, o: c.GiveCard(person=o.person, card=asking.mood(o.text)),
    ),
    Action(
        id="mood-sum",
        label=_("mood: sum"),
        help=_("Show the sum of the mood round's cards to all, and nobody's own. It takes three at the least."),
        command=lambda _m, _o: c.ShowMood(),
    ),
    # --- what was said to the circle between its meetings
    Action(
        id="read-out",
        label=_("read out"),
        help=_(
            "Read out an appreciation that was said to the circle: the first that waits, or --text ID. It is answered by that."
        ),
        takes=("text",),
        command=lambda _m, o: c.ReadOut(voice=o.text),
    ),
    # --- what only a screen does
    Action(id="minutes", key="m", label=_("minutes"), help=_("Show the minutes as they stand.")),
    Action(id="aim", key="v", label=_("read"), help=_("Read aim, proposal and objections in full.")),
    Action(
        id="why",
        key="W",
        label=_("why"),
        help=_("Why this step: bring it back in full, or put it away. It fades as the circle gets used to the step."),
    ),
    # --- on the map
    Action(
        id="zoom-out",
        key="backspace",
        label=_("out"),
        help=_("Go out to the circle around what is shown; enter goes in."),
        where="map",
    ),
    Action(
        id="outline",
        key="o",
        label=_("outline, drawing"),
        help=_("Show the circles as an outline, or drawn as circles within circles."),
        where="map",
    ),
    Action(
        id="colours",
        key="c",
        label=_("colours"),
        help=_("Colour the circles by how deep they lie, or by what is due in them."),
        where="map",
    ),
    Action(
        id="aims",
        key="A",
        label=_("aims"),
        help=_(
            "Show each circle's aim below its name, or beside it in the outline, where there is room; or leave it out."
        ),
        where="map",
    ),
    Action(
        id="alter",
        key="e",
        label=_("change"),
        help=_(
            "Change what is chosen: the circle, a role, a person, the order of seats. It says first what it will do."
        ),
        where="map",
    ),
    Action(
        id="add-here",
        key="+",
        label=_("add"),
        help=_("Add to what is chosen: a circle within it, a role, a member."),
        where="map",
    ),
    Action(
        id="end-here",
        key="x",
        label=_("end"),
        help=_("End what is chosen: the circle, a role, a membership. It says first what ends with it."),
        where="map",
    ),
    Action(
        id="take-back",
        key="u",
        label=_("take back"),
        help=_("Take the latest change of the structure back, or the one chosen in the history, as an act of its own."),
        where="map",
    ),
    Action(
        id="history",
        key="h",
        label=_("history"),
        help=_(
            "List what changed in the circle; again, in all circles; and again, its page. Moving there goes through the days."
        ),
        where="map",
    ),
    Action(
        id="day-before",
        key="b",
        label=_("before"),
        help=_("Look back: the map as it stood the day before the latest change; again, before the one before."),
        where="map",
    ),
    Action(
        id="day-after",
        key="n",
        label=_("next"),
        help=_("Looking back: the map as it stood after the next change; at the end, as it stands today."),
        where="map",
    ),
    Action(
        id="on-day",
        key="d",
        label=_("day"),
        help=_("The map as it stood on a day that you name."),
        where="map",
    ),
    # --- for who facilitates, privately
    Action(
        id="hint",
        key="H",
        label=_("hint"),
        help=_(
            "Let go of the private hint for who facilitates, or open it; while there is none: hints off, or on again."
        ),
    ),
    # --- from screen to screen
    Action(id="meeting", key="1", label=_("meeting"), help=_("Go to the live meeting."), where="everywhere"),
    Action(id="map", key="2", label=_("map"), help=_("Show the map of all circles."), where="everywhere"),
    Action(
        id="decisions",
        key="3",
        label=_("decisions"),
        help=_("Decisions of all circles: find, read, have them looked at again."),
        where="everywhere",
    ),
    Action(
        id="people",
        key="4",
        label=_("people and roles"),
        help=_("Who holds which role until when; who has not facilitated yet; propose a selection."),
        where="everywhere",
    ),
    Action(id="help", key="?", label=_("keys"), help=_("All keys of this screen."), where="everywhere"),
    Action(id="palette", key="ctrl+p", label=_("palette"), help=_("Find an action by typing."), where="everywhere"),
    Action(
        id="find",
        key="/",
        label=_("find"),
        help=_("Find a row of the list by typing."),
        where="everywhere",
    ),
    Action(
        id="practice",
        key="6",
        label=_("practice"),
        help=_("Practise with simulated members: check-in, rounds, consent, integrating, selection, a talk for two."),
        where="everywhere",
    ),
    Action(
        id="mirror",
        key="5",
        label=_("mirror"),
        help=_("How power is shared: speaking, starts, roles, objections, reviews, evaluations; of all, of nobody."),
        where="everywhere",
    ),
    Action(
        id="mirror-period",
        key="p",
        label=_("period"),
        help=_("Another length of time: a year, three months, a month, all that is on record."),
        where="mirror",
    ),
    Action(
        id="mirror-meeting",
        key="m",
        label=_("meeting"),
        help=_("The mirror of one meeting."),
        where="mirror",
    ),
    Action(
        id="mirror-own",
        key="o",
        label=_("my own"),
        help=_("Your own figures, for you alone; again, those of all."),
        where="mirror",
    ),
    Action(
        id="cards",
        key="g",
        label=_("cards"),
        help=_("Cards of feelings and needs: find a word, keep it for yourself; in a meeting, the mood round."),
        where="everywhere",
    ),
    Action(
        id="mend",
        key="L",
        label=_("ladder"),
        help=_("When something stands between people: the ladder of conflict, and talks on its steps."),
        where="everywhere",
    ),
    Action(
        id="lessons",
        label=_("lessons"),
        help=_("Short lessons on practices, formats and conflict; and situations to judge."),
        where="everywhere",
    ),
    Action(
        id="power-with",
        key="w",
        label=_("power with"),
        help=_("Judge the situation: this is power with."),
        where="lessons",
    ),
    Action(
        id="power-over",
        key="o",
        label=_("power over"),
        help=_("Judge the situation: this is power over."),
        where="lessons",
    ),
    Action(
        id="power-both",
        key="b",
        label=_("both"),
        help=_("Judge the situation: something of both."),
        where="lessons",
    ),
    Action(
        id="narrow",
        key="f",
        label=_("which"),
        help=_("Which of them are shown: all, those that are due, and so on."),
        where="lists",
    ),
    Action(
        id="circle",
        key="F",
        label=_("circle"),
        help=_("Show those of one circle, or of all."),
        where="lists",
    ),
    Action(
        id="mark",
        key="space",
        label=_("mark"),
        help=_("Mark a role, for a selection of several."),
        where="lists",
    ),
    # --- the agenda of a coming meeting
    Action(
        id="topic-earlier",
        key="-",
        label=_("earlier"),
        help=_("Take the topic that is chosen up earlier."),
        where="agenda",
    ),
    Action(
        id="topic-later",
        key="+",
        label=_("later"),
        help=_("Take the topic that is chosen up later."),
        where="agenda",
    ),
    Action(
        id="topic-drop",
        key="x",
        label=_("drop"),
        help=_("Let go of the topic that is chosen."),
        where="agenda",
    ),
    # --- open communication
    Action(
        id="say",
        key="y",
        label=_("say"),
        help=_("Say something to a circle or one of its roles: an idea, a concern, an appreciation, feedback."),
        where="everywhere",
    ),
    Action(
        id="said",
        label=_("what was said"),
        help=_("Read what was said to the circle that you look at, or to all: what waits, and the answers."),
        where="everywhere",
    ),
    Action(id="next-pane", key="tab", label=_("next pane"), help=_("Go to the next pane."), where="everywhere"),
    Action(
        id="previous-pane",
        key="shift+tab",
        label=_("previous pane"),
        help=_("Go to the pane before."),
        where="everywhere",
    ),
    Action(
        id="quit",
        key="q",
        label=_("leave"),
        help=_("Leave this screen; on the first one, quit. A meeting goes on where it stood."),
        where="everywhere",
    ),
)

BY_ID: dict[str, Action] = {action.id: action for action in ACTIONS}

SAME_KEY: dict[str, str] = {
    # Actions without a key of their own are reached through the key of another.
    "propose": "edit",
    "amend": "edit",
    "integrate": "edit",
    "record": "edit",
    "stuck": "edit",
    "refer": "edit",
    "seek": "edit",
    "nominate": "edit",
    "select": "edit",
    "review": "edit",
    "found": "edit",
    "member": "edit",
    "customs": "edit",
    "describe": "edit",
    "remember": "edit",
    "evaluate-sum": "evaluate",
    "popcorn": "round",
    "stack": "round",
    "free": "round",
    "arrive": "attendance",
    "leave": "attendance",
    "seat": "attendance",
    "hand-over": "attendance",
    "arrange": "edit",
    "mood": "cards",
    "mood-sum": "cards",
    "read-out": "say",
    "change": "agenda",
    "move": "agenda",
    "remove": "agenda",
    "drop": "keep",
}


def find(id_: str) -> Action:
    """Return the action of that id; refuses with the nearest ones otherwise."""
    if id_ not in BY_ID:
        raise unknown(_("action"), id_, [a.id for a in ACTIONS if a.command])
    return BY_ID[id_]


def keys(remapped: dict[str, str] | None = None) -> dict[str, str]:
    """Return the key of each action by id, with those that the user has remapped."""
    own = {a.id: a.key for a in ACTIONS if a.key} | (remapped or {})
    return own | {id_: own[other] for id_, other in SAME_KEY.items() if id_ not in own}


def commands_by_name(*, acting: bool) -> dict[str, str]:
    """Return how each action is named on the command line, for sentences shown there.

    `acting`: somebody has just said “act MEETING”, so that the word that comes next there is enough.
    """
    said = {a.id: a.id if acting else f"“sociotui act MEETING {a.id}”" for a in ACTIONS if a.command}
    return {"minutes": "“sociotui minutes MEETING”"} | said
