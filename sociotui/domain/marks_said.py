"""Marks, said: how a meeting was evaluated, in words and in signs that need no colour."""

from sociotui.domain.evaluating import FEWEST, MARKS, QUESTIONS, Evaluation, Mark, Question
from sociotui.domain.meeting import Meeting
from sociotui.words import _


def mark_sign(mark: Mark) -> str:
    """Return two cells that stand for a mark, in signs that every terminal has."""
    return {"yes": "++", "mostly": "+ ", "little": "- ", "no": "--"}[mark]


def mark_word(mark: Mark) -> str:
    """Return a mark in words."""
    return {"yes": _("yes"), "mostly": _("mostly"), "little": _("a little"), "no": _("not this time")}[mark]


def question_word(question: Question) -> str:
    """Return what a question is about, in a word."""
    return {"content": _("content"), "process": _("process"), "together": _("together")}[question]


def question_asked(question: Question) -> str:
    """Return a question as it is asked."""
    return {
        "content": _("Did we get done what mattered?"),
        "process": _("Did our way of working help?"),
        "together": _("Were we good to each other?"),
    }[question]


def counted(evaluation: Evaluation, question: Question) -> str:
    """Return how many gave which mark, in signs and words, the best first; "" where there is no sum."""
    counts = evaluation.counts(question)
    return ", ".join(f"{mark_sign(m).strip()} {mark_word(m)} {counts[m]}" for m in MARKS if m in counts)


def sums_line(evaluation: Evaluation) -> str:
    """Return all sums in one short line, in signs: “content ++3 +2 · process …”; "" where there are none."""
    told = []
    for question in QUESTIONS:
        counts = evaluation.counts(question)
        signs = " ".join(f"{mark_sign(m).strip()}{counts[m]}" for m in MARKS if m in counts)
        told += [f"{question_word(question)} {signs}"] if signs else []
    return " · ".join(told)


def marks_line(m: Meeting) -> str:
    """Return what there is to say of a meeting's evaluation, in a line; "" while nobody has said how it was."""
    done, given = m.marking.sum, m.marking.given
    if done and done.counted:
        return _("How it was: {sums}", sums=sums_line(done))
    if done:
        return _("How it was: {n} of {asked} said so, too few for a sum", n=done.answered, asked=done.asked)
    return _("How it was: {n} said so by now, hidden", n=len(given)) if given else ""


def summed_said(evaluation: Evaluation, lost: int = 0) -> str:
    """Return what is said when the sum was made."""
    told = []
    if evaluation.counted:
        told.append(_("How it was: {sums}.", sums=sums_line(evaluation)))
    elif evaluation.answered:
        told.append(_("Fewer than {fewest} gave marks: no sum is told; words and wishes are kept.", fewest=FEWEST))
    if lost:
        told.append(
            _(
                "{n} had said how it was to a program that was started anew since: theirs is lost, and not in it.",
                n=lost,
            )
        )
    return " ".join(told)


def evaluation_lines(evaluation: Evaluation) -> list[str]:
    """Return an evaluation in full, without the wishes: who was asked, the sums, a line each."""
    told = [_("{n} of {asked} said how it was", n=evaluation.answered, asked=evaluation.asked)]
    for question in QUESTIONS:
        sums = counted(evaluation, question) or _("too few marks for a sum")
        told.append(_("{question} {sums}", question=question_asked(question), sums=sums))
    return told


def wishes_lines(evaluation: Evaluation) -> list[str]:
    """Return what is wished for, a line each."""
    more = [_("More of: {wish}", wish=wish) for wish in evaluation.more]
    return more + [_("Less of: {wish}", wish=wish) for wish in evaluation.less]


def words_lines(evaluation: Evaluation) -> list[str]:
    """Return people's words, a line each, with what they are about."""
    return [f"{question_word(q)}: {words}" for q in QUESTIONS for words in evaluation.said.get(q, ())]
