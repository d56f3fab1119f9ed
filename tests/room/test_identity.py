"""Identity: who acts is told from the account, and named in the record."""

from sociotui.domain.organisation import Organisation
from sociotui.domain.people import Person
from sociotui.room.identity import account, actor_for


def test_a_person_is_known_by_their_login_and_others_by_the_login_itself() -> None:
    organisation = Organisation(people={"ana": Person(id="ana", name="Ana", login="a.garden")})
    assert actor_for(organisation, "a.garden") == "ana"
    assert actor_for(organisation, "someone") == "someone"


def test_the_account_has_a_name() -> None:
    assert account()
