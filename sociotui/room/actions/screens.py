"""Screens: actions that lead from screen to screen, and those of a screen of its own."""

from sociotui.room.actions.action import Action
from sociotui.words import _

SCREENS: tuple[Action, ...] = (
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
