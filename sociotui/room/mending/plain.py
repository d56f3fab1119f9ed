"""Talks in conflict without a screen: the ladder and a talk as lines, and what one may do as a numbered list."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sociotui.domain.mending import commands as c
from sociotui.domain.mending.talk import Talk
from sociotui.domain.organisation import Organisation
from sociotui.domain.organisation_commands import AddTopic
from sociotui.domain.refusal import Refused
from sociotui.room.mending.ladder import RUNGS, RungId, begin, person_meant
from sociotui.room.mending.telling import title, told
from sociotui.room.mending.ways import Answers, Doing, Question, Reflection, Way, acting, ways
from sociotui.room.own import Note, Own
from sociotui.room.port import Room
from sociotui.words import _

Ask = Callable[[str], str]
"""Asks for a line; raises EOFError where nobody answers any more."""
Tell = Callable[[str], None]


class Choice(NamedTuple):
    """Something in a numbered list, and what does it."""

    label: str
    go: Callable[[], None]


class Walk:
    """A walk by lines of who sits at `room`; `person` is who they say that they are, where all share the laptop."""

    def __init__(self, room: Room, own: Own, tell: Tell, ask: Ask, person: str = "") -> None:
        self._room, self._own, self._tell, self._ask = room, own, tell, ask
        self._me = room.me if room.me in self._o.people else person

    @property
    def _o(self) -> Organisation:
        return self._room.snapshot.organisation

    # --- the ladder

    def ladder(self) -> None:
        """Show the ladder and what waits, until it is left."""
        while True:
            self._tell(_("The ladder of conflict. Begin at the lowest step that could do."))
            choices = [
                Choice(_("{title}: {purpose}", title=_(r.title), purpose=_(r.purpose)), self._beginning(r.id))
                for r in RUNGS
            ]
            if self._me:
                choices += [
                    Choice(title(t, self._name, self._me), self._talking(t.id))
                    for t in self._room.talks(self._me).result()
                ]
            else:
                choices.append(Choice(_("Say who you are: your talks are shown to you then"), self._say_who))
            if not self._choose(choices):
                return

    def _beginning(self, rung: RungId) -> Callable[[], None]:
        return lambda: self.begin(rung)

    def _talking(self, talk: str) -> Callable[[], None]:
        return lambda: self.talk(talk)

    def _say_who(self) -> None:
        self._me = person_meant(self._o, self._ask(_("Who are you?")))

    def begin(self, rung: RungId, answers: Answers | None = None) -> None:
        """Begin a step of the ladder; what `answers` say is not asked again."""
        way = begin(rung, self._o, self._me, self._room.snapshot.today)
        known = dict(answers or {})
        self._tell(_(next(r for r in RUNGS if r.id == rung).does))
        known |= {q.name: self._answer(q) for q in way.questions if q.name not in known}
        self._me = self._me or (person_meant(self._o, known["me"]) if "me" in known else "")
        done = self._do(way.make(known))
        if isinstance(done, Talk):
            self.talk(done.id)

    # --- a talk

    def talk(self, id_: str) -> None:
        """Go through a talk until it is left, or nothing of it is left."""
        before: object = None
        while True:
            talk = next((t for t in self._room.talks(self._me).result() if t.id == id_), None)
            if talk is None:
                self._tell(_("Nothing is left of this talk."))
                return
            if talk != before:
                self._tell_about(talk)
                before = talk
            here = ways(talk, acting(talk, self._me, own=self._room.own), self._o, self._room.snapshot.today)
            choices = [Choice(way.label, self._taking(way)) for way in here]
            choices.append(Choice(_("Look again: has the other one gone on?"), lambda: None))
            if not self._choose(choices):
                return

    def _tell_about(self, talk: Talk) -> None:
        self._tell("")
        for part in told(talk, self._name, self._room.snapshot.today):
            self._tell(f"— {part.heading}")
            for sentence in part.sentences:
                self._tell(f"  {sentence}")

    def _taking(self, way: Way) -> Callable[[], None]:
        def go() -> None:
            if way.leave and self._ask(_("{label} For certain? (yes)", label=way.label)).strip().lower() not in (
                "yes",
                "y",
            ):
                return
            self._do(way.make({q.name: self._answer(q) for q in way.questions}))

        return go

    def _do(self, doing: Doing) -> object:
        if isinstance(doing, Reflection):
            self._own.note(Note(at=self._room.clock.now(), text=doing.text))
            self._tell(_("Kept for you alone. “sociotui learn --mine” shows it."))
            return None
        if isinstance(doing, AddTopic):
            self._tell(
                _(
                    "On the agenda of {circle} from now on.",
                    circle=self._o.circles[doing.circle].name if doing.circle in self._o.circles else doing.circle,
                )
            )
            return self._room.prepare(doing).result()
        done = self._room.talk(doing).result()
        if isinstance(doing, c.Invite):
            self._tell(_("It begins when all have agreed, each at their own terminal, or here where you sit together."))
        return done

    # --- asking

    def _name(self, person: str) -> str:
        return self._o.people[person].name if person in self._o.people else person

    def _answer(self, q: Question) -> str:
        if q.options and not q.several:
            for number, (_value, label) in enumerate(q.options, 1):
                self._tell(f"{number:2}  {label}")
            said = self._ask(_("{label} Which number? (empty: 1)", label=q.label)).strip() or "1"
            if not (said.isascii() and said.isdigit() and 1 <= int(said) <= len(q.options)):
                raise Refused(_("A number from 1 to {n}, please.", n=len(q.options)))
            return q.options[int(said) - 1][0]
        if q.several:
            label = _(
                "{label} Names, with commas (empty: {all})",
                label=q.label,
                all=", ".join(name for _id, name in q.options),
            )
            said = self._ask(label).strip()
            return ",".join(person_meant(self._o, part) for part in said.split(",") if part.strip()) or q.value
        hint = f" ({q.hint})" if q.hint else ""
        offered = _(" (empty: {value})", value=q.value.strip()) if q.value.strip() and not q.long else ""
        return self._ask(f"{q.label}{hint}{offered}").strip() or q.value

    def _choose(self, choices: Iterable[Choice]) -> bool:
        """Let one be chosen, and do it; False where somebody leaves."""
        here = list(choices)
        self._tell("")
        for number, choice in enumerate(here, 1):
            self._tell(f"{number:2}  {choice.label}")
        said = self._ask(_("Which number? (q leaves)")).strip()
        if said.lower() in ("q", "quit"):
            return False
        if not (said.isascii() and said.isdigit() and 1 <= int(said) <= len(here)):
            self._tell(_("A number from 1 to {n}, please.", n=len(here)))
            return True
        try:
            here[int(said) - 1].go()
        except Refused as refusal:
            self._tell(str(refusal))
        return True
