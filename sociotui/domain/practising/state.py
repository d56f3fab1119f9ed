"""An exercise as it stands: the course of its meeting, what was heard, what was noticed. Data only; nothing changes here."""

from typing import Literal

from msgspec import Struct

from sociotui.domain.consent import Version
from sociotui.domain.course import Course, opened
from sociotui.domain.meeting import Meeting
from sociotui.domain.practising.reasons import carried, standing
from sociotui.domain.practising.scenario import Cue, Reason, Scenario

Tone = Literal["says", "asks", "objects", "consents", "interrupts", "passes", "seen", "you"]
"""How something was said. `seen`: it was not said, but can be seen. `you`: the learner said it."""
NoticeKind = Literal[
    "held",  # a round came round, and everybody was heard
    "integrated",  # an objection was integrated
    "recorded",  # a decision went on record, with its day
    "explored",  # who objected was asked before a way was chosen
    "unexplored",  # they were not
    "fit",  # a sentence that did what the practice is about
    "unfit",  # one that did something else
    "unsaid",  # a step was left without what it is there for
    "cut-off",  # somebody was in mid-sentence when their turn was given on
    "talked-over",  # an interruption was let stand
    "aside",  # who interrupted was heard out of turn
    "unseen",  # somebody who said nothing was not asked
    "unheard",  # somebody was not heard back
    "passed-for",  # somebody's turn was given up for them
    "dropped",  # an item was ended while an objection was open
    "waited",  # the others waited long for somebody who went on and on
]


class Heard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that was said; `person` "" for what can be seen. `act` numbers the learner's act that it came after."""

    person: str = ""
    text: str
    tone: Tone = "says"
    act: int = 0


class Noticed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that was noticed of what the learner did: in which step, about whom, in which words where there are any."""

    kind: NoticeKind
    step: str = ""
    person: str = ""
    text: str = ""


class Exercise(Struct, frozen=True, kw_only=True, eq=False):
    """One run of a scenario. `me` is the learner's id in it.

    `happened` are the keys of what members and cues did once; `cue` the one that waits for the learner, `part` how many
    of its parts were said. `said` are the ids of what the learner said; `acts` counts what the learner did; `waited` are
    the milliseconds that were spent listening beyond the clock. `before` is the exercise before the learner's last act.
    """

    scenario: Scenario
    seed: int
    me: str
    course: Course = Course()
    heard: tuple[Heard, ...] = ()
    noticed: tuple[Noticed, ...] = ()
    happened: frozenset[str] = frozenset()
    cue: str = ""
    part: int = 0
    said: tuple[str, ...] = ()
    acts: int = 0
    waited: int = 0
    before: "Exercise | None" = None

    def __repr__(self) -> str:
        """Name it in short: all that it holds would fill books."""
        return f"<{self.scenario.id}, seed {self.seed}, act {self.acts}>"

    @property
    def meeting(self) -> Meeting:
        """The meeting as it stands."""
        return opened(self.course)

    @property
    def version(self) -> Version | None:
        """The version of the main proposal that counts now; None where nothing is proposed yet."""
        m = self.meeting
        item = m.item or next(iter(m.agenda), None)
        return item.proposal.current if item and item.proposal else None

    @property
    def tags(self) -> frozenset[str]:
        """What the proposal carries as it stands, and what was fittingly said."""
        return carried(self.scenario, self.version, self.meeting.today, self.said)

    @property
    def open_cue(self) -> Cue | None:
        """The cue that waits for the learner; None where none does."""
        return next((c for c in self.scenario.cue if c.id == self.cue), None)

    @property
    def over(self) -> bool:
        """True when the meeting is closed, and the exercise by that."""
        return bool(self.meeting.closed)

    def reasons(self, person: str) -> tuple[Reason, ...]:
        """Return the reasons for which a simulated member cannot consent to what is proposed now; none where they can."""
        member = self.scenario.find(person)
        return standing(self.scenario, self.seed, member, self.tags) if member else ()

    @property
    def latest(self) -> tuple[Heard, ...]:
        """What was heard since the learner's last act, that included."""
        return tuple(h for h in self.heard if h.act == self.acts)
