"""Ways: what can be done in a talk just now, as one list for a screen and for lines; whatever asks for it has its questions."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from sociotui.domain.mending import commands as c
from sociotui.domain.mending.talk import HEARD, Agreement, How, Talk
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_commands import AddTopic
from sociotui.domain.refusal import Refused, brief
from sociotui.domain.text import plain_date
from sociotui.room.mending.telling import HOW_SAID
from sociotui.words import _

FOLLOWED_UP = 14
"""Days after which an agreement is looked at again, where nobody says otherwise."""
Answers = Mapping[str, str]


class Question(Struct, frozen=True, kw_only=True):
    """Something that is asked for a way. With `options` (value, label) one of them, of `several` any; `long` asks for lines.

    `known` are words that a line is completed with.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    long: bool = False
    several: bool = False
    options: tuple[tuple[str, str], ...] = ()
    known: tuple[str, ...] = ()


class Reflection(Struct, frozen=True):
    """What somebody has written down for themselves alone."""

    text: str


Doing = c.InTalk | AddTopic | Reflection
"""What a way asks for: something in a talk, a topic for a circle, or a note of one's own."""


class Way(Struct, frozen=True, kw_only=True):
    """Something that can be done: what it is called, what is asked for it, and the command that does it.

    `make` raises Refused where an answer will not do. A `leave` ends what cannot be had back, so that it is asked once more.
    """

    label: str
    make: Callable[[Answers], Doing]
    questions: tuple[Question, ...] = ()
    leave: bool = False

    def answered(self, name: str, value: str) -> "Way":
        """Return the same way, with an answer that is proposed to the question of that name."""
        return self._with(name, value=value)

    def offering(self, name: str, known: tuple[str, ...]) -> "Way":
        """Return the same way, with words that complete what is typed at the question of that name."""
        return self._with(name, known=known)

    def _with(self, name: str, **fields: object) -> "Way":
        return replace(self, questions=tuple(replace(q, **fields) if q.name == name else q for q in self.questions))


def acting(talk: Talk, me: str, *, own: bool) -> tuple[str, ...]:
    """Return for whom one acts in a talk: at a terminal of one's `own` for oneself, at a laptop for all who sit there."""
    return (me,) if own else talk.everybody


def ways(talk: Talk, who: Sequence[str], o: Organisation, today: date) -> list[Way]:
    """Return what can be done now by any of those `who` sit here, what is nearest first."""
    return list(_Ways(talk, who, o, today).all())


class _Ways:
    def __init__(self, talk: Talk, who: Sequence[str], o: Organisation, today: date) -> None:
        self._t = talk
        self._who = [p for p in who if p in talk.everybody]
        self._o = o
        self._today = today

    def all(self) -> Iterator[Way]:
        t = self._t
        if t.state == "asked":
            yield from self._asked()
        elif t.state == "declined":
            if t.by in self._who:
                yield self._way(t.by, _("Let go of it"), c.LetGo)
        elif t.state == "ended":
            yield from self._ended()
        else:
            hearing = t.now.step.kind in HEARD
            agreed = not hearing and bool(t.agreements) and all(t.stands(a) for a in t.agreements)
            if agreed:
                yield self._way(self._who[0], _("We have agreed: this talk is done …"), c.End, plain=True, leave=True)
            yield from self._hearing() if hearing else self._agreeing()
            yield self._way(self._who[0], _("Back to what was before"), c.GoBack, plain=True)
            if not agreed:
                yield self._way(self._who[0], _("End this talk …"), c.End, plain=True, leave=True)

    # --- making

    def _name(self, person: str) -> str:
        return self._o.people[person].name if person in self._o.people else person

    def _label(self, person: str, label: str) -> str:
        """Return what a way is called; where several sit here, with whose it is."""
        return label if len(self._who) < 2 else _("{name}: {text}", name=self._name(person), text=label)

    def _way(
        self,
        person: str,
        label: str,
        kind: type[c.Asking],
        *,
        plain: bool = False,
        leave: bool = False,
        **fields: object,
    ) -> Way:
        def make(_answers: Answers) -> c.InTalk:
            return kind(talk=self._t.id, person=person, **fields)  # type: ignore[return-value]

        return Way(label=label if plain else self._label(person, label), make=make, leave=leave)

    # --- agreeing to it

    def _asked(self) -> Iterator[Way]:
        for person in self._who:
            if person not in self._t.accepted:
                yield self._way(person, _("Yes, I take part"), c.Accept)
                yield self._way(person, _("Rather not, or not now"), c.Decline)
        if self._t.by in self._who:
            yield self._way(self._t.by, _("Take the question back"), c.LetGo)

    # --- saying and hearing

    def _hearing(self) -> Iterator[Way]:
        t, turn = self._t, self._t.now
        written = turn.step.who != "invited"
        if not t.spoken and turn.speaker in self._who:
            yield self._way(turn.speaker, _("I have said it aloud"), c.Say)
            if written:
                yield self._written(turn.speaker)
            if turn.step.kind == "round":
                yield self._way(turn.speaker, _("Nothing from me now; on to the next"), c.Skip)
        elif t.spoken and not t.heard_by:
            listeners = [p for p in t.listeners if p in self._who]
            for person in listeners:
                yield self._way(person, _("I have said back what I heard"), c.HearBack)
            if listeners and written:
                yield self._worded(listeners[0], _("Write back what I heard …"), c.HearBack, _("What did you hear?"))
        elif t.heard_by and turn.speaker in self._who:
            yield self._way(turn.speaker, _("Yes, that is what I meant"), c.Confirm)
            yield self._way(turn.speaker, _("Not quite yet; I say it once more"), c.NotYet)
            if written:
                yield self._worded(
                    turn.speaker, _("Not quite yet: write it once more …"), c.NotYet, _("What did you mean?")
                )

    def _written(self, person: str) -> Way:
        step = self._t.now.step
        text = Question(name="text", label=_(step.prompt), long=True, hint=_("empty: said aloud"))
        cards = Question(name="cards", label=_("Words from the cards, if you like"), hint=_("like: sad, tired"))
        asked = (cards, text) if step.id in ("feeling", "need") else (text,)

        def make(a: Answers) -> c.InTalk:
            return c.Say(talk=self._t.id, person=person, text=a.get("text", ""), cards=a.get("cards", ""))

        return Way(label=self._label(person, _("Write it, or choose words …")), make=make, questions=asked)

    def _worded(self, person: str, label: str, kind: type[c.HearBack] | type[c.NotYet], asks: str) -> Way:
        def make(a: Answers) -> c.InTalk:
            return kind(talk=self._t.id, person=person, text=a["text"])

        return Way(
            label=self._label(person, label), make=make, questions=(Question(name="text", label=asks, long=True),)
        )

    # --- agreeing

    def _agreeing(self) -> Iterator[Way]:
        here = [p for p in self._who if p in self._t.people]
        for a in self._t.agreements:
            for person in here:
                if person not in a.consents:
                    label = _("I can live with “{text}”", text=_short(a.text))
                    yield self._way(person, label, c.GiveConsent, number=a.number, text=a.text)
        if here:
            yield self._proposing(here[0])
            for a in self._t.agreements:
                yield self._proposing(here[0], a)
                yield self._way(
                    here[0], _("Let go of “{text}”", text=_short(a.text)), c.Drop, plain=True, number=a.number
                )

    def _proposing(self, person: str, a: Agreement | None = None) -> Way:
        t = self._t
        day = a.day if a else self._today + timedelta(days=FOLLOWED_UP)
        people = tuple((p, self._name(p)) for p in t.people)
        asked = (
            Question(name="text", label=_("What will be done?"), value=a.text if a else "", long=True),
            Question(
                name="who", label=_("By whom?"), value=",".join(a.who if a else t.people), options=people, several=True
            ),
            Question(name="day", label=_("When do you ask each other how it went?"), value=day.isoformat()),
        )

        def make(said: Answers) -> c.InTalk:
            who = tuple(p.strip() for p in said["who"].split(",") if p.strip())
            return c.Agree(
                talk=t.id,
                person=person,
                number=a.number if a else 0,
                text=said["text"],
                who=who,
                day=plain_date(said["day"]),
            )

        label = _("Change “{text}” …", text=_short(a.text)) if a else _("Propose an agreement …")
        return Way(label=label, make=make, questions=asked)

    # --- afterwards

    def _ended(self) -> Iterator[Way]:
        t = self._t
        here = [p for p in self._who if p in t.people]
        for person in here:
            for a in t.awaits(person, self._today):
                yield self._answering(person, a)
        again = [a for a in t.agreements if "again" in a.answers.values()]
        if again and here:
            yield Way(label=_("Talk it over again: ask for another talk"), make=lambda _a: anew(t, here[0]))
        for a in t.agreements:
            if not a.released:
                yield from self._releasing(a, here)
        for person in self._who:
            if person not in t.let_go:
                yield self._way(person, _("Let go of all that is kept of this talk …"), c.LetGo, leave=True)

    def _answering(self, person: str, a: Agreement) -> Way:
        options = tuple((how, said) for how, said in HOW_SAID.items())
        asked = Question(name="how", label=_("How did it go?"), options=options)

        def make(said: Answers) -> c.InTalk:
            how: How | None = next((h for h in ("kept", "partly", "again") if h == said["how"]), None)
            if how is None:
                raise Refused(_("Kept, partly kept, or to be talked over again? Choose one."))
            return c.Answer(talk=self._t.id, person=person, number=a.number, how=how)

        label = self._label(person, _("How did it go with “{text}”? …", text=_short(a.text)))
        return Way(label=label, make=make, questions=(asked,))

    def _releasing(self, a: Agreement, here: list[str]) -> Iterator[Way]:
        circles = [c_ for c_ in self._o.standing.values() if self._near(c_.id)]
        text = _short(a.text)
        for person in (p for p in here if p not in a.release):
            if a.circle and a.circle in self._o.circles:
                label = _("Release “{text}” to {circle}, too", text=text, circle=self._o.circles[a.circle].name)
                yield self._way(person, label, c.Release, number=a.number, circle=a.circle)
            elif circles:
                yield self._to_a_circle(person, a, tuple((each.id, each.name) for each in circles))
        for person in (p for p in here if p in a.release):
            yield self._way(person, _("Keep “{text}” between us", text=text), c.KeepPrivate, number=a.number)

    def _near(self, circle: str) -> bool:
        members = self._o.full_members(circle, self._today)
        return any(p in members for p in self._t.people)

    def _to_a_circle(self, person: str, a: Agreement, circles: tuple[tuple[str, str], ...]) -> Way:
        asked = Question(
            name="circle",
            label=_(
                "To which circle? When all of you are for it, it is on its record, and on {day} on its agenda.",
                day=a.day,
            ),
            options=circles,
        )

        def make(said: Answers) -> c.InTalk:
            return c.Release(talk=self._t.id, person=person, number=a.number, circle=said["circle"])

        label = self._label(person, _("Release “{text}” to a circle …", text=_short(a.text)))
        return Way(label=label, make=make, questions=(asked,))


def anew(talk: Talk, person: str) -> c.Invite:
    """Return what asks for another talk with the same people, in the same way."""
    return c.Invite(person=person, kind=talk.kind, people=talk.people, keepers=talk.keepers, keep=talk.keep)


def _short(text: str) -> str:
    return brief(" ".join(text.split()))
