"""The form of the decisions' screen: a decision that stands is to be looked at again, or somebody withdraws their consent."""

from sociotui.domain.organisation import Organisation
from sociotui.domain.privacy import was_private
from sociotui.domain.records import Policy, Selection
from sociotui.domain.text import clean
from sociotui.tui.dialogs.form import FormDialog
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.tui.home.forms import Say
from sociotui.words import _


def look_again(
    o: Organisation, standing: Policy | Selection, title: str, members: tuple[str, ...], me: str, say: Say, *, own: bool
) -> FormDialog:
    """Ask why a decision that stands is to be looked at again; that goes onto its circle's backlog.

    At a terminal of one's `own` nobody else asks for it. Withdrawing consent does not void it (MVOS).
    """
    private, circle = was_private(o, standing.meeting), o.circles[standing.circle].name
    consented = {g.person for g in standing.given}
    intro = _(
        "“{title}” goes onto the backlog of {circle}, ready for its next agenda. Until then the decision stands.",
        title=title,
        circle=circle,
    )
    if private:
        intro += " " + _("It was decided in private, so why is told in a private meeting, and not written here.")
    how = (
        ("review", _("let us look at it again")),
        ("withdraw", _("I withdraw my consent")),
    )
    who = Field(name="person", label=_("Who asks for it?"), options=_names(o, members), value=me)
    fields = [
        *([] if own else [who]),
        Field(name="how", label=_("What for?"), options=how),
    ]
    if not private:
        fields.append(
            Field(name="reason", label=_("What has come up? It helps the circle to find a better way."), long=True)
        )

    async def submit(a: Answers) -> str:
        person = a.get("person") or me
        if a["how"] == "withdraw" and person not in consented:
            return _(
                "{name} has not consented to it, so there is no consent to withdraw. “Let us look at it again” puts it on the "
                "agenda just as well.",
                name=o.people[person].name if person in o.people else person,
            )
        if private:
            return await say(standing.id, person, _("told in a private meeting"), 0)
        if not clean(a["reason"]):
            return _("What has come up? A few words are enough for the others to prepare.")
        reason = a["reason"]
        if a["how"] == "withdraw":
            reason = _("{name} withdraws their consent: {reason}", name=o.people[person].name, reason=reason)
        return await say(standing.id, person, reason, 0)

    return FormDialog(
        Form(title=_("Onto the agenda"), intro=intro, fields=tuple(fields), accept=_("Put it on the backlog")), submit
    )


def _names(o: Organisation, people: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((p, o.people[p].name) for p in people if p in o.people)
