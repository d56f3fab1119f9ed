"""An organisation with something of everything on record, and what people write into it at their worst."""

from datetime import UTC, date, datetime

from msgspec.structs import replace

from sociotui.domain.circles import Circle
from sociotui.domain.consent import Given
from sociotui.domain.customs import Customs
from sociotui.domain.evaluating import Evaluation
from sociotui.domain.items import BacklogItem, Decision, FollowUp
from sociotui.domain.minutes import Minutes
from sociotui.domain.organisation import About, Organisation
from sociotui.domain.people import Person, Role, Term
from sociotui.domain.records import Edition, Held, Policy, Selection, Waiting
from sociotui.domain.shelf import Shelf
from sociotui.domain.voice import Voice

TODAY = date(2027, 4, 1)
ASKED = int(datetime(2027, 3, 30, 18, 0, tzinfo=UTC).timestamp() * 1000)
DAY = 86_400_000
GIVEN = (
    Given(person="ana"),
    Given(person="ben"),
    Given(person="chidi", means="phone", witness="ana"),
    Given(person="fay", means="terminal"),
    Given(person="zoe", means="lapse"),
)


def local(at: int) -> datetime:
    """Show a time in UTC."""
    return datetime.fromtimestamp(at / 1000, UTC)


def _people(*ids: str) -> dict[str, Person]:
    return {id_: Person(id=id_, name=id_.capitalize()) for id_ in ids}


GENERAL = Circle(
    id="general",
    name="General circle",
    aims=("Green Acres lives within its means",),
    members=("hana", "ana"),
    roles={"leader": Term(person="hana")},
)
GARDEN = Circle(
    id="garden",
    name="Garden circle",
    parents=("general",),
    vision="Bees everywhere",
    aims=("Food for forty households", "Richer soil"),
    domain="Beds, tools, the shed",
    members=("ana", "ben", "chidi", "fay", "zoe"),
    customs=Customs(absence="lazy", window=48, minutes="window", quorum=3),
    roles={"leader": Term(person="ana", until=date(2027, 3, 1)), "delegate": Term(person="ben", until=TODAY)},
    role=(
        Role(
            id="seed-keeper",
            name="Keeper of seeds",
            purpose="Seeds for next year",
            responsibilities=("Dry them", "Label them"),
            person="zoe",
            until=date(2028, 1, 1),
        ),
        Role(id="bee-keeper", name="Keeper of bees"),
    ),
)
KITCHEN = Circle(id="kitchen", name="Kitchen circle", parents=("general",), members=("hana",), dialect="s3")
FEAST = Circle(
    id="feast", name="Feast", parents=("garden", "kitchen"), members=("zoe",), until=date(2027, 10, 1), domain="A feast"
)
SHED = Policy(
    id="garden-2027-03-02-d1",
    circle="garden",
    title="Tool-shed rota",
    text="=Two members open the shed.\n- each Saturday\n<b>at ten</b>, *always*",
    why="It was locked when it was needed.",
    responsible="ben",
    adopted=date(2027, 3, 2),
    review=date(2027, 9, 1),
    measures=("fewer than 3 complaints", "no lost tools"),
    concerns=("Saturdays are full",),
    consented=tuple(g.person for g in GIVEN),
    given=GIVEN,
    meeting="garden-2027-03-02",
    published="https://acres.example/shed",
    editions=(
        Edition(text="The shed is open.", adopted=date(2025, 1, 1), review=date(2026, 1, 1)),
        Edition(
            text="Ben opens the shed.", adopted=date(2026, 1, 5), review=date(2027, 1, 1), measures=("Ben is rested",)
        ),
    ),
)
DUES = Policy(
    id="general-1",
    circle="general",
    title="Dues, once a month",
    text="Everybody pays.",
    adopted=date(2025, 5, 5),
    review=date(2026, 5, 5),
    consented=("hana", "ana"),
)
COMPOST = Policy(
    id="garden-9",
    circle="garden",
    title="Compost at night",
    text="Compost is turned at night.",
    adopted=date(2025, 5, 5),
    review=date(2027, 5, 5),
    ended=date(2027, 2, 2),
)
HOSES = Waiting(
    id="garden-2027-03-30-2",
    circle="garden",
    meeting="garden-2027-03-30",
    on=date(2027, 3, 30),
    decision=Decision(
        item=2,
        title="Hoses",
        text="We buy two hoses.",
        version=3,
        review=date(2028, 3, 1),
        responsible="zoe",
        consented=("ana", "ben"),
        waiting=("chidi", "fay"),
        given=GIVEN[:2],
        window=48,
    ),
    given=(*GIVEN[:2], Given(person="chidi", means="terminal")),
    asked=ASKED,
    until=ASKED + 2 * DAY,
)
MINUTES = Minutes(
    circle="Garden circle",
    on=date(2027, 3, 2),
    format="Circle meeting",
    facilitator="Zoe",
    secretary="Eli",
    present=("Ana", "Ben"),
    absent=("Fay",),
    minutes=90,
    closed=True,
)
EVALUATED = Evaluation(
    meeting="garden-2027-03-30",
    day=date(2027, 3, 30),
    asked=5,
    answered=4,
    content={"yes": 3, "mostly": 1},
    together={"little": 3},
    said={"process": ("-- and slow",)},
    more=("songs", "=breaks"),
)
ORGANISATION = Organisation(
    about=About(name="Green Acres; a garden, a kitchen", vision="A valley that eats well"),
    people=_people("ana", "ben", "chidi", "fay", "hana") | {"zoe": Person(id="zoe", name="Zoë, דנה 👩\u200d🌾")},
    circles={c.id: c for c in (GENERAL, GARDEN, KITCHEN, FEAST)},
    policies=Shelf({p.id: p for p in (SHED, DUES, COMPOST)}),
    held=Shelf(
        {
            "garden-2027-03-02": Held(
                id="garden-2027-03-02",
                circle="garden",
                on=date(2027, 3, 2),
                next_meeting="2027-03-30",
                minutes=MINUTES,
                approved="next",
                approved_on=date(2027, 3, 30),
            ),
            "garden-2027-03-30": Held(
                id="garden-2027-03-30",
                circle="garden",
                on=date(2027, 3, 30),
                next_meeting="2027-04-27 19:30, in the shed",
                minutes=replace(MINUTES, evaluated=EVALUATED),
                evaluation=("Short and good",),
            ),
        }
    ),
    backlog={
        "garden": (
            BacklogItem(title="@home: bees", added_by="ana", due=date(2027, 6, 1), next_step="+1 hive"),
            BacklogItem(title="Delegate", format="selection", roles=("delegate",)),
        )
    },
    selections=Shelf(
        {
            "s1": Selection(
                id="s1",
                circle="garden",
                role="seed-keeper",
                title="Keeper of seeds",
                person="zoe",
                on=date(2027, 1, 1),
                until=date(2028, 1, 1),
                given=GIVEN[:2],
            ),
        }
    ),
    voices=Shelf(
        {
            "garden-said-1": Voice(
                id="garden-said-1",
                circle="garden",
                kind="concern",
                words="The gate is left open.",
                by="zoe",
                on=date(2027, 1, 2),
            )
        }
    ),
    waiting={HOSES.id: HOSES},
    follow_ups=Shelf(
        {
            f.id: f
            for f in (
                FollowUp(
                    id="step-1", circle="garden", text="Buy seeds,\nmany; soon", owner="ben", due=date(2027, 4, 9)
                ),
                FollowUp(
                    id="step-2", circle="garden", text="Mend the fence", due=date(2027, 1, 9), done=date(2027, 1, 8)
                ),
                FollowUp(id="step-3", circle="kitchen", text="Ask around", owner="hana"),
            )
        }
    ),
)
