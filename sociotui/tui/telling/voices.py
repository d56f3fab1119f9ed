"""Voices: what was said to a circle between its meetings, told for a pane or a dialog: the words, of whom, the answer."""

from sociotui.domain.speaking import answering, due_on
from sociotui.domain.voice import Voice, kind_said
from sociotui.tui.telling.paragraphs import Text, part, top
from sociotui.tui.telling.saying import Saying
from sociotui.words import _


class VoiceTeller(Saying):
    """Tells about what was said to circles."""

    def voice(self, v: Voice) -> Text:
        """Tell what was said, by whom and to whom, what came of it, and who can answer it where nothing has yet."""
        circle = self._o.circles[v.circle]
        to = _("{role} of {circle}", role=circle.role_name(v.role), circle=circle.name) if v.role else circle.name
        who = self._name(v.by) if v.by else _("unnamed")
        facts = _("{kind} to {to}", kind=kind_said(v.kind), to=to), _("{name}, {day}", name=who, day=self._day(v.on))
        text = [*top(_("Said between meetings"), *facts), *part(_("The words"), *v.words.splitlines())]
        for before in v.earlier:
            text += part(_("Answered {day}", day=self._day(before.on)), *before.answer.splitlines())
            text += part(_("Still open"), *before.why.splitlines())
        if v.answered:
            by = self._name(v.answered_by) if v.answered_by else _("in a meeting")
            return [
                *text,
                *part(_("The answer, {day}, {by}", day=self._day(v.answered), by=by), *v.answer.splitlines()),
            ]
        return [*text, *self._waits(v)]

    def _waits(self, v: Voice) -> Text:
        care = self._o.circles[self._o.in_care_of(v.circle)]
        names = self._names(answering(self._o, v, self._today))
        kept = any(t.voice == v.id for t in self._o.backlog.get(care.id, ()))
        where = (
            _("It is on the agenda of {circle}'s next meeting.", circle=care.name)
            if kept
            else _("It is ready for the agenda of {circle}'s next meeting.", circle=care.name)
        )
        day = due_on(self._o, v)
        by = _("It has waited since {day} for longer than usual.", day=self._day(day)) if day < self._today else ""
        said = by or _("By {day} it should be answered.", day=self._day(day))
        between = _("Between meetings {names} can answer: press enter.", names=names) if names else ""
        return part(_("How to see to it"), where, said, between)
