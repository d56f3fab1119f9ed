"""Evaluating at a screen: three marks by a key each, then words and wishes if one likes; at a shared screen one by one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sociotui.domain.commands import GiveMarks, SumMarks
from sociotui.domain.evaluating import FEWEST, QUESTIONS, Evaluation, Opinion
from sociotui.domain.marks_said import evaluation_lines, question_asked, summed_said, wishes_lines, words_lines
from sociotui.domain.meeting import Meeting
from sociotui.room.asking_marks import wishes
from sociotui.tui.dialogs.handing_round import Act, HandingRound
from sociotui.tui.dialogs.marks import Given, MarksDialog
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.tui.app import SociotuiApp

Tell = Callable[[str], None]
"""Takes why something could not be done, "" where it was."""


def ask(app: "SociotuiApp", act: Act, person: str, *, own: bool, tell: Tell = lambda _refusal: None) -> None:
    """Ask somebody for their marks, give them, and ask for words and wishes then; `own`: at their own terminal."""
    m = app.snapshot.meeting if app.snapshot else None
    if m is None:
        return
    name = m.name(person)
    title = _("How was it?") if own else _("How was it, {name}?", name=name)

    async def give(marks: Given | None) -> None:
        if marks is None:
            return
        refusal = await act("evaluate", GiveMarks(person=person, opinion=Opinion(marks=marks))) if marks else ""
        tell(refusal)
        if not refusal:
            _ask_words(app, act, person, title, _("Your marks are in.") if marks else "")

    app.push_screen(MarksDialog(title, _intro(m, own=own)), give)


def _intro(m: Meeting, *, own: bool) -> str:
    sees = _("Nobody else sees it.") if own else _("Nobody else looks.")
    goes = _("It is kept in memory only, until the sum of all is made; only the sum goes on record.")
    if len(m.taking_part()) >= FEWEST:
        return f"{sees} {goes}"
    return _(
        "You are fewer than {fewest} here, so no sum of marks is told; words are kept, without names.", fewest=FEWEST
    )


def _ask_words(app: "SociotuiApp", act: Act, person: str, title: str, before: str) -> None:
    from sociotui.tui.dialogs.form import FormDialog

    told = _("A word on it, if you like, for the circle, without a name; enter leaves one out, escape all of them.")
    form = Form(
        title=title,
        intro=f"{before} {told}".strip(),
        fields=(
            *(Field(name=q, label=question_asked(q)) for q in QUESTIONS),
            Field(name="more", label=_("I wish for more of … (a topic of the backlog; several with ; between)")),
            Field(name="less", label=_("I wish for less of …")),
        ),
        accept=_("Give"),
    )

    async def submit(answers: Answers) -> str:
        opinion = Opinion(
            said={q: answers[q].strip() for q in QUESTIONS if answers[q].strip()},
            more=wishes(answers["more"]),
            less=wishes(answers["less"]),
        )
        return "" if opinion == Opinion() else await act("evaluate", GiveMarks(person=person, opinion=opinion))

    app.push_screen(FormDialog(form, submit))


def show_sum(app: "SociotuiApp", evaluation: Evaluation) -> None:
    """Show the sum of all, people's words, and what they wish for."""
    from sociotui.tui.dialogs.reader import ReaderDialog

    lines = evaluation_lines(evaluation)
    for part in (words_lines(evaluation), wishes_lines(evaluation)):
        lines += ["", *part] if part else []
    app.push_screen(ReaderDialog(_("How it was"), "\n".join(lines)))


class EvaluationDialog(HandingRound):
    """The evaluation of a meeting: each says how it was."""

    title_said = _("How was this meeting?")
    keys_said = _("enter: whoever is chosen · n: the sum · escape: back")
    given_said = _("has said how it was")

    def given(self, m: Meeting) -> tuple[str, ...]:
        """Return who has said how it was."""
        return tuple(m.marking.given)

    def asked(self, m: Meeting) -> tuple[str, ...]:
        """Return those who are here."""
        return m.taking_part()

    def intro(self, m: Meeting, to_give: list[str]) -> str:
        """Return what to do now; once it is there, the sum, and what was wished for."""
        if m.marking.sum:
            wished = [_("On the backlog: {wish}", wish=wish) for wish in wishes_lines(m.marking.sum)]
            return "\n".join([summed_said(m.marking.sum), *wished])
        if not to_give:
            return _("All have said how it was. Turn the screen to everybody, and make the sum.")
        return _("Three keys each, and nobody else looks.\nNext could be {name}.", name=m.name(to_give[0]))

    def ask(self, m: Meeting, person: str) -> None:
        """Ask somebody for their marks."""
        ask(self.app, self.act, person, own=False, tell=self.refuse)

    async def make_sum(self) -> str:
        """Make the sum of all."""
        return await self.act("evaluate-sum", SumMarks())
