"""Meeting: actions of a meeting around its steps: how it was, its agenda, people and time, moods, what was said to it."""

from sociotui.domain import commands as c
from sociotui.room import asking, asking_marks
from sociotui.room.actions.action import Action
from sociotui.words import _

MEETING: tuple[Action, ...] = (
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
)
