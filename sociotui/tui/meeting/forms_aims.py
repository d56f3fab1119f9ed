"""The form of what a circle is there for: vision, mission and aims, as they stand or as they are proposed."""

from sociotui.domain.effects import Describes
from sociotui.domain.meeting import Meeting
from sociotui.room.asking import Options
from sociotui.tui.dialogs.questions import Answers, Field, Form
from sociotui.tui.meeting.forms import Ask
from sociotui.words import _


def aims(m: Meeting) -> Ask:
    """Ask for vision, mission and aims; what stands there is what is proposed already, or what the circle has now."""
    current = m.proposal.current if m.proposal else None
    proposed = next((e for e in current.effects if isinstance(e, Describes)), None) if current else None
    now = proposed or Describes(vision=m.circle.vision, mission=m.circle.mission, aims=m.circle.aims)

    def act(a: Answers) -> tuple[str, Options]:
        version = current.number if current else 0
        return "describe", Options(vision=a["vision"], mission=a["mission"], aims=a["aims"], version=version)

    return Ask(
        Form(
            title=_("What we are there for"),
            intro=_("The vision may be that of the whole organisation; an aim is the circle's own."),
            fields=(
                Field(
                    name="aims",
                    label=_("Our aims: what we make or do, for whom (one to a line)"),
                    value="\n".join(now.aims),
                    long=True,
                ),
                Field(name="mission", label=_("Our mission: what we do towards the vision"), value=now.mission),
                Field(name="vision", label=_("Our vision: the world when we succeed"), value=now.vision),
            ),
            accept=_("Propose"),
        ),
        act,
    )
