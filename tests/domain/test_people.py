"""People: the terms for which they hold a role."""

from datetime import date

from sociotui.domain.people import Term


def test_a_term_ends_after_its_last_day() -> None:
    term = Term(person="zoe", until=date(2027, 3, 1))
    assert term.holds(date(2027, 2, 28))
    assert term.holds(date(2027, 3, 1))
    assert not term.holds(date(2027, 3, 2))


def test_a_term_without_a_last_day_holds() -> None:
    assert Term(person="zoe").holds(date(2099, 1, 1))
