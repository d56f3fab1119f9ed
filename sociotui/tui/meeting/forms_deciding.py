"""Forms of deciding: a wording, an objection, a concern, letting an objection go, answers by phone, the record."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from sociotui.domain.aims import in_a_line
from sociotui.domain.commands import Refer
from sociotui.domain.consent import Objection, Version
from sociotui.domain.dialects import word
from sociotui.domain.effects import NO_POLICY, NO_REVIEW
from sociotui.domain.integrating import agreeing
from sociotui.domain.meeting import Meeting
from sociotui.domain.proposing import in_months
from sociotui.room.asking import Options, day, several
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.tui.meeting.absence import on_the_phone, what_happens
from sociotui.tui.meeting.forms import A_DAY, Ask, known, people, who
from sociotui.words import _


def wording(m: Meeting, me: str = "") -> Ask:
    """Ask for the wording that this step is about, or a new one: of the proposal, a plan, the need, a list.

    `me` is who proposes it, where nobody else can.
    """
    item, proposal = m.item, m.proposal
    title, label, hint = _asked(m)
    if proposal:
        current = proposal.current
        return Ask(
            Form(
                title=_("Amend · version {n}", n=current.number + 1) if not m.step.part else title,
                intro=_("A new wording is a new version; consent is then asked for on exactly that."),
                fields=(Field(name="text", label=label, value=current.text, long=True),),
            ),
            lambda a: ("amend", Options(text=a["text"], version=current.number)),
        )
    if m.step.part:
        return Ask(
            Form(title=title, intro=_(m.step.prompt), fields=(Field(name="text", label=label, long=True, hint=hint),)),
            lambda a: ("propose", Options(text=a["text"])),
        )
    presenter = item.presenter or item.about if item else ""
    by = Field(name="person", label=_("Who proposes it?"), value=presenter, options=people(m))
    return Ask(
        Form(
            title=title,
            fields=(Field(name="text", label=label, long=True, hint=hint), *(() if me else (by,))),
        ),
        lambda a: ("propose", Options(text=a["text"], person=a.get("person", me))),
    )


def _asked(m: Meeting) -> tuple[str, str, str]:
    """Return the title of a wording's form, what the wording is, and a hint, by the step and the dialect's word."""
    part = m.step.part
    if part == "needs":
        need = word(m.circle.dialect, "needs")
        need = _("need") if need == "needs" else need
        return need.capitalize(), _("The {need}, in a sentence or two", need=need), _("What happens, what it needs")
    if part:
        return _(m.step.title).capitalize(), _("One to a line"), ""
    if m.format_of(m.place).makes == "plan":
        return _("Plan"), _("The plan, as it is read out"), _("What, with whom, until when?")
    return _("Propose"), _("The exact wording"), _("What will we do, who, until when?")


# --- objections and concerns ------------------------------------------------------------------------


def objection(m: Meeting, person: str, *, own: bool = False) -> Ask:
    """Ask for the reason of an objection; it is one's `own`, where who brings it writes it."""
    fields = (_reason(), *_touched(m))
    return Ask(
        Form(
            title=_("Your objection") if own else _("{name} brings an objection", name=m.name(person)),
            intro="\n".join((*_aim(m), _("A gift to the group: it shows what the proposal does not see yet."))),
            fields=fields,
            accept=_("Object"),
        ),
        lambda a: (
            "object",
            Options(person=person, text=a["text"], why=a.get("why", ""), version=m.version_of(m.subject)),
        ),
    )


def _aim(m: Meeting) -> Iterator[str]:
    if aims := in_a_line(m.circle.aims):
        yield _("Our aim: {aim}", aim=aims)


def _reason(when: tuple[str, tuple[str, ...]] | None = None) -> Field:
    label = _("What about this would stand in the way of our aim?")
    return Field(name="text", label=label, long=True, hint=_("The reason"), when=when)


def _touched(m: Meeting, when: tuple[str, tuple[str, ...]] | None = None) -> tuple[Field, ...]:
    aims = tuple((a, a) for a in m.circle.aims)
    if not aims:
        return ()
    label, unsure = _("Which aim does it touch?"), ("", _("not sure yet"))
    return (Field(name="why", label=label, value=aims[0][0], options=(*aims, unsure), when=when),)


def concern(m: Meeting, person: str, *, alone: bool = False) -> Ask:
    """Ask for a concern, which does not block; `alone`: nobody but that person's can be entered."""
    whose = Field(name="person", label=_("Whose concern?"), value=person, options=people(m, nobody=False))
    return Ask(
        Form(
            title=_("A concern"),
            intro=_("It does not stand in the way. It is kept, and looked at with the review."),
            fields=(*(() if alone else (whose,)), Field(name="text", label=_("What is it?"), long=True)),
            accept=_("Keep"),
        ),
        lambda a: ("worry", Options(person=a.get("person", person), text=a["text"])),
    )


def release(m: Meeting, chosen: str) -> Ask:
    """Ask which objection is let go of, and who agrees to that, as the circle's dialect has it."""
    open_ = [o for o in m.ledger.open if o.person == chosen] or list(m.ledger.open)
    asked = tuple(dict.fromkeys(p for o in open_ for p in agreeing(m, o)))
    fields: list[Field] = []
    if len(open_) > 1:
        options = tuple((str(o.number), f"{m.name(o.person)}: {o.reason[:40]}") for o in open_)
        fields.append(Field(name="number", label=_("Which objection?"), options=options))
    if m.manner.release != "owner":
        options = tuple((p, m.name(p)) for p in asked)
        fields.append(Field(name="agreed", label=_releasing(m), options=options, several=True))

    def act(a: Answers) -> tuple[str, Options]:
        found = m.ledger.objection(int(a["number"])) if a.get("number") else open_[0]
        objection = found or open_[0]
        return "release", Options(person=objection.person, number=objection.number, agreed=a.get("agreed", ""))

    return Ask(
        Form(title=_("Let an objection go"), intro=_said(m, open_), fields=tuple(fields), accept=_("Let it go")), act
    )


def _releasing(m: Meeting) -> str:
    if m.manner.release == "group":
        return _("Who sees that it does not stand in the way? (space marks; all of you are needed)")
    return _("Who confirms that it is resolved? (space marks; objector and proposer are needed)")


def _said(m: Meeting, open_: list[Objection]) -> str:
    return "\n".join(_("{name}: “{reason}”", name=m.name(o.person), reason=o.reason) for o in open_)


def by_phone(m: Meeting, person: str, witnesses: Sequence[str]) -> Ask:
    """Ask for the answer of an absent member who is on the phone, and which of the `witnesses` in the room hears it."""
    answers = (("consent", _("consents")), ("object", _("objects")))
    objects = ("answer", ("object",))
    reached = m.step.kind == "record"  # the round is over: what is missing still is consent

    def act(a: Answers) -> tuple[str, Options]:
        said = Options(person=a["person"], witness=a["witness"], version=m.version_of(m.subject))
        if a.get("answer", "consent") == "consent":
            return "consent", said
        return "object", replace(said, text=a["text"], why=a.get("why", ""))

    return Ask(
        Form(
            title=_("An answer by phone"),
            intro=m.proposal.current.text if m.proposal else "",
            fields=(
                Field(
                    name="person",
                    label=_("Who is on the phone?"),
                    value=person,
                    options=who(tuple((p, m.name(p)) for p in on_the_phone(m))),
                ),
                *(() if reached else (Field(name="answer", label=_("Having heard the wording:"), options=answers),)),
                *(() if reached else (_reason(objects), *_touched(m, objects))),
                Field(
                    name="witness",
                    label=_("Who in the room hears it?"),
                    value=witnesses[0],
                    options=tuple((p, m.name(p)) for p in m.seats if p in witnesses),
                ),
            ),
            accept=_("Enter"),
        ),
        act,
    )


# --- on record, or on to others ---------------------------------------------------------------------


def record(m: Meeting) -> Ask:
    """Ask for the day on which a decision is looked at again, and for what makes it a policy on record."""
    current = m.proposal.current if m.proposal else Version(number=0, text="")
    effects, months = current.effects, m.circle.customs.review
    fields: list[Field] = []
    if not effects or not all(isinstance(e, NO_REVIEW) for e in effects):
        again = current.review or in_months(m.today, months)
        fields.append(
            Field(name="review", label=_("When do we look at it again?"), value=again.isoformat(), hint=A_DAY)
        )
    if not m.step.part and not (effects and all(isinstance(e, NO_POLICY) for e in effects)):
        responsible = m.item.presenter or m.item.about if m.item else ""
        need = m.item.part("needs") if m.item else None
        fields += [
            Field(name="responsible", label=_("Who looks after it?"), options=people(m), value=responsible),
            Field(
                name="why",
                label=_("Which need does it answer? (if you like)"),
                value=need.current.text if need else "",
            ),
            Field(name="published", label=_("Where do people find it? (if you like)")),
        ]
    waits = what_happens(m)
    return Ask(
        Form(
            title=_("On record"),
            intro=f"{current.text}\n\n{waits}" if waits else current.text,
            fields=tuple(fields),
            accept=_("Record"),
        ),
        lambda a: (
            "record",
            Options(
                review=a.get("review", ""),
                responsible=a.get("responsible", ""),
                why=a.get("why", ""),
                published=a.get("published", ""),
                version=current.number,
            ),
        ),
    )


def way_on(m: Meeting) -> Ask:
    """Ask where a topic goes with which the circle is stuck: to a helping circle, or to a broader one."""
    broader = tuple((id_, _("to {circle}", circle=name)) for id_, name in m.circle.parents.items())
    helping = ("to", ("helping",))

    def act(a: Answers) -> tuple[str, Options | Refer]:
        if a["to"] != "helping":
            return "refer", Refer(to="broader", circle=a["to"])
        return "refer", Refer(to="helping", people=several(a["people"]), leader=a["leader"], until=day(a["until"]))

    return Ask(
        Form(
            title=_("A way on"),
            intro=_("Not a failure: some questions need other ears, or more time than we have."),
            fields=(
                Field(name="to", label=_("Where does it go?"), options=(("helping", _("a helping circle")), *broader)),
                Field(
                    name="people",
                    label=_("Who is in it? (space marks)"),
                    options=known(m),
                    several=True,
                    when=helping,
                ),
                Field(name="leader", label=_("Who leads it, and reports to us?"), options=who(known(m)), when=helping),
                Field(
                    name="until",
                    label=_("Until when?"),
                    value=in_months(m.today, 1).isoformat(),
                    hint=A_DAY,
                    when=helping,
                ),
            ),
            accept=_("Propose"),
        ),
        act,
    )
