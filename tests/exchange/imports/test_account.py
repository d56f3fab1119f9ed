"""The account of an import: what is new, what changes of what is here, what can't come in; in few words, and no word twice."""

from msgspec.structs import replace

from sociotui.domain.organisation import Organisation
from sociotui.exchange.imports import joining
from sociotui.exchange.imports.account import code_of, lines_of
from sociotui.exchange.imports.draft import MOST_LEFT, FoundPerson
from tests.exchange.imports.bringing import THERE, brought_in, csv, drafted, joined


def test_the_account_says_what_is_new_and_what_is_here_just_so() -> None:
    draft = drafted(("people.csv", "name\nZoe\nAna\n"), ("roles.csv", "circle,role,person\nGarden,Cook,Nobody\n"))
    found = joined(draft, THERE)
    assert lines_of(found, draft, THERE) == [
        "CSV, for Green Acres. Nothing that is here is taken away.",
        "  1 new person: Zoe",
        "  here just so already: 1 person, 1 circle, 2 roles",
        "One thing can't come in as it is:",
        "  roles.csv, line 2: there is no person “Nobody”, neither here nor in the file.",
    ]
    assert code_of(found) == code_of(joined(draft, THERE)) != code_of(joined(draft, Organisation()))


def test_the_account_says_what_changes_of_what_is_here_and_nothing_else() -> None:
    table = (
        "kind,name,circle,person,until,aims,pronouns,purpose\n"
        "person,Zoe,Garden,,,,,\nperson,Ben,,,,,he/him,\ncircle,Garden,,,,Food;Joy,,\ncircle,Bees,,,,,,\n"
        "role,leader,Garden,Zoe,2027-03-01,,,\nrole,Cook,Garden,Ana,,,,Bread\nrole,Baker,Garden,,,,,\n"
        "role,delegate,Bees,Ben,,,,\nrole,Keeper,Bees,,,,,\nrole,Watering,Bees,Ana;Ben,,,,\n"
    )
    draft = drafted(("t.csv", table))
    assert lines_of(joined(draft, THERE), draft, THERE) == [
        "CSV, for Green Acres. Nothing that is here is taken away.",
        "  1 new person: Zoe",
        "  1 new circle: Bees",
        "  4 roles in it, 1 vacant: Watering (2), delegate, Keeper",
        "  changed of what is here:",
        "    Ben: pronouns he/him",
        "    Garden: aims “Food; Joy”; Zoe comes in; leader is Zoe until 2027-03-01 (before: Ana); "
        "Cook is Ana (before: Ben); Cook: another purpose; new role Baker, vacant",
        "All of it can come in.",
    ]
    after = brought_in(draft, THERE)
    assert lines_of(joined(draft, after), draft, after) == [
        "CSV, for Green Acres. Nothing that is here is taken away.",
        "  Nothing of it is new. Here just so: 2 people, 2 circles, 7 roles.",
    ]


def test_one_new_person_and_one_other_holder_are_all_that_is_told_of_a_large_file() -> None:
    def table(cook: str, more: str = "") -> str:
        people = "".join(f"person,P{n},C{n},\n" for n in range(50))
        circles = "".join(f"circle,C{n},,\nrole,Cook,C{n},P{n}\n" for n in range(50))
        return f"kind,name,circle,person\n{people}{more}{circles}role,Baker,C7,{cook}\n"

    before = csv(table("P7"))
    draft = drafted(("t.csv", table("P8", "person,Zoe,,\n")))
    assert lines_of(joined(draft, before), draft, before) == [
        "CSV, for Green Acres. Nothing that is here is taken away.",
        "  1 new person: Zoe",
        "  changed of what is here:",
        "    C7: P8 comes in; Baker is P8 (before: P7)",
        "  here just so already: 50 people, 49 circles, 50 roles",
        "All of it can come in.",
    ]


def test_the_account_names_some_of_much_and_a_name_that_changes() -> None:
    table = "kind,name,circle,person\n" + "".join(f"circle,C{n},,\nrole,Cook,C{n},\n" for n in range(7))
    draft = drafted(("t.csv", table + "role,Cook,Garden,Ana\n"))
    found = joining.join(draft, THERE, "Blue Acres")
    assert lines_of(found, draft, THERE)[1:] == [
        "  It is called Blue Acres from now on.",
        "  7 new circles: C0, C1, C2 and 4 more",
        "  7 roles in them, 7 vacant: Cook (7)",
        "  changed of what is here:",
        "    Garden: Cook is Ana (before: Ben)",
        "  here just so already: 1 role",
        "All of it can come in.",
    ]
    assert lines_of(joined(draft), draft, Organisation())[0] == "CSV: a new organisation, Green Acres."


def test_much_that_can_not_come_in_is_told_by_its_number_and_whole_when_asked_for() -> None:
    draft = drafted(("t.csv", "name\nAna\n"))
    nameless = (FoundPerson(key=str(n), name="", place=f"l{n}") for n in range(60))
    found = joined(replace(draft, people=(*draft.people, *nameless)))
    short, whole = (lines_of(found, draft, Organisation(), whole=whole) for whole in (False, True))
    assert short[-1] == "  and 20 more; --all shows them."
    assert short[2] == whole[2] == "60 things can't come in as they are:"
    assert len(whole) == 63


def test_much_that_changes_is_told_by_its_number_and_whole_when_asked_for() -> None:
    before = csv("name,pronouns\n" + "".join(f"P{n},\n" for n in range(60)))
    draft = drafted(("t.csv", "name,pronouns\n" + "".join(f"P{n},they/them\n" for n in range(60))))
    found = joined(draft, before)
    short, whole = (lines_of(found, draft, before, whole=whole) for whole in (False, True))
    assert short[-2] == "    and 20 more; --all shows them."
    assert whole[-2] == "    P59: pronouns they/them"


def test_no_more_is_kept_of_what_can_not_come_in_than_anybody_reads() -> None:
    rows = "".join(f"k{n},x\n" for n in range(MOST_LEFT + 30))
    draft = drafted(("t.csv", f"kind,name\nperson,Ana\n{rows}role,Cook\n"))
    found = joined(draft)
    assert len(found.left) == MOST_LEFT + 1
    lines = lines_of(found, draft, Organisation(), whole=True)
    assert lines[-1] == f"  t.csv, line {MOST_LEFT + 3}: from here on, 31 more things can't come in."
