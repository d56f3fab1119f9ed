"""Consent: the ledger of one subject, by itself: who is asked, what they answered, which objections are open."""

from msgspec.structs import replace

from sociotui.domain import consent
from sociotui.domain.consent import Answer, Given, Ledger, Objection

THREE = ("ana", "ben", "chidi")
SAID = Answer(at=100)
BY_PHONE = Answer(at=100, means="phone", witness="ben")


def asked(*counted: str, version: int = 1) -> Ledger:
    return consent.ask(Ledger(), version, counted or THREE)


def objection(person: str, number: int = 1, version: int = 1) -> Objection:
    return Objection(number=number, person=person, version=version, reason="It floods the lower beds.")


def consenting(ledger: Ledger, *people: str) -> Ledger:
    for person in people:
        ledger = consent.consent(ledger, person, SAID)
    return ledger


def test_nothing_is_reached_where_nobody_was_asked() -> None:
    assert not Ledger().reached
    assert not asked().reached


def test_silence_is_never_consent() -> None:
    ledger = consenting(asked(), "ana", "ben")
    assert ledger.missing == ("chidi",)
    assert not ledger.reached


def test_consent_is_reached_when_everybody_who_counts_has_said_so() -> None:
    ledger = consenting(asked(), *THREE)
    assert ledger.reached
    assert ledger.consented == THREE
    assert ledger.answers["ana"].means == "room"


def test_how_each_consent_was_given_is_kept_and_an_objection_is_none() -> None:
    ledger = consent.consent(consenting(asked(), "ana", "ben"), "fay", BY_PHONE)
    ledger = consent.object_to(ledger, objection("chidi"), SAID)
    assert ledger.given == (
        Given(person="ana"),
        Given(person="ben"),
        Given(person="fay", means="phone", witness="ben"),
    )


def test_the_answer_of_an_absent_member_stands_beside_those_that_count_and_takes_none_of_their_places() -> None:
    ledger = consent.consent(asked(), "fay", BY_PHONE)
    assert (ledger.missing, ledger.reached, ledger.consented) == (THREE, False, ("fay",))
    assert consenting(ledger, *THREE).reached


def test_an_objection_by_phone_keeps_consent_from_being_reached_and_says_how_it_came() -> None:
    ledger = consent.object_to(consenting(asked(), *THREE), objection("fay"), BY_PHONE)
    assert (ledger.missing, ledger.reached) == ((), False)
    answer = ledger.answers["fay"]
    assert (answer.consents, answer.objection, answer.means, answer.witness) == (False, 1, "phone", "ben")
    assert consent.release(ledger, 1).reached


def test_one_objection_keeps_consent_from_being_reached() -> None:
    ledger = consent.object_to(consenting(asked(), "ana", "ben"), objection("chidi"), SAID)
    assert (ledger.missing, ledger.reached) == ((), False)
    assert [o.person for o in ledger.open] == ["chidi"]


def test_a_consent_taken_back_by_an_objection_no_longer_counts() -> None:
    ledger = consent.object_to(consenting(asked(), *THREE), objection("ana"), SAID)
    assert (ledger.consented, ledger.reached) == (("ben", "chidi"), False)


def test_releasing_an_objection_is_not_yet_consent() -> None:
    ledger = consent.object_to(consenting(asked(), "ana", "ben"), objection("chidi"), SAID)
    ledger = consent.release(ledger, 1)
    assert (ledger.open, ledger.missing, ledger.reached) == ((), ("chidi",), False)
    assert ledger.objections[0].state == "released"
    assert consenting(ledger, "chidi").reached


def test_releasing_an_objection_to_an_earlier_wording_leaves_the_consent_to_this_one() -> None:
    ledger = consent.object_to(asked(), objection("chidi"), SAID)
    ledger = consenting(consent.ask(consent.void(ledger), 2, THREE), "chidi")
    ledger = consent.release(ledger, 1)
    assert ledger.consented == ("chidi",)


def test_an_answer_that_was_an_objection_is_no_consent() -> None:
    ledger = consent.object_to(consenting(asked(), "ana", "ben"), objection("chidi"), SAID)
    ledger = replace(ledger, objections=(replace(ledger.objections[0], state="released"),))
    assert (ledger.open, ledger.missing, ledger.reached) == ((), (), False)


def test_releasing_what_is_not_there_changes_nothing() -> None:
    ledger = consenting(asked(), "ana")
    assert consent.release(ledger, 7) == ledger
    assert consent.choose_way(ledger, 7, "modify") == ledger


def test_a_new_wording_voids_every_consent_given_to_the_old_one() -> None:
    ledger = consent.void(consenting(asked(), *THREE))
    assert (ledger.counted, ledger.answers, ledger.reached) == ((), {}, False)
    ledger = consent.ask(ledger, 2, THREE)
    assert (ledger.missing, ledger.version) == (THREE, 2)


def test_asking_about_another_version_voids_too() -> None:
    assert consent.ask(consenting(asked(), *THREE), 2, THREE).missing == THREE


def test_asking_the_rest_leaves_the_answers_of_the_others() -> None:
    ledger = consenting(asked(), "ana", "ben")
    assert consent.ask(ledger, 1, ("chidi",)) == ledger


def test_asking_somebody_who_did_not_count_before_asks_all_again() -> None:
    ledger = consent.ask(consenting(asked(), *THREE), 1, (*THREE, "fay"))
    assert ledger.missing == (*THREE, "fay")


def test_the_round_on_an_amended_version_integrates_the_objection_to_the_old() -> None:
    ledger = consent.choose_way(consent.object_to(asked(), objection("ana"), SAID), 1, "modify")
    ledger = consenting(consent.ask(consent.void(ledger), 2, THREE), *THREE)
    assert ledger.reached
    integrated = ledger.objections[0]
    assert (integrated.state, integrated.integrated_in, integrated.way) == ("integrated", 2, "modify")


def test_an_objection_to_the_old_stays_open_until_the_last_consent_to_the_new() -> None:
    ledger = consent.object_to(asked(), objection("ana"), SAID)
    ledger = consenting(consent.ask(consent.void(ledger), 2, THREE), "ana", "ben")
    assert [o.number for o in ledger.open] == [1]


def test_an_objection_to_this_wording_is_not_integrated_by_the_others_consent() -> None:
    ledger = consent.object_to(asked(), objection("ana"), SAID)
    ledger = consenting(replace(ledger, counted=("ben", "chidi")), "ben", "chidi")
    assert [o.number for o in ledger.open] == [1]
    assert not ledger.reached


def test_objections_keep_their_numbers() -> None:
    ledger = consent.object_to(asked(), objection("ana"), SAID)
    ledger = consent.object_to(ledger, objection("ben", 2), SAID)
    found = ledger.objection(2)
    assert found is not None
    assert found.person == "ben"
    assert ledger.objection(3) is None
