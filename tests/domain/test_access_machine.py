"""Access, in any order: a code binds one key at most, what was revoked stays so, and the events make the same state again."""

from functools import reduce

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, multiple, rule

from sociotui.domain import access_commands as c
from sociotui.domain.access import Access, evolve_access
from sociotui.domain.access_events import KeyBound
from sociotui.domain.event import Command
from sociotui.domain.refusal import Refused
from tests.domain.entering import DAY, PEOPLE, Book
from tests.public_keys import ed25519, fingerprint

SOMEBODY = st.sampled_from(PEOPLE)
KEYS = st.sampled_from([ed25519(seed) for seed in range(5)])
UIDS = st.integers(1000, 1003)


class Doors(RuleBasedStateMachine):
    """Everybody does anything, and a model says who may come in afterwards."""

    codes = Bundle("codes")

    def __init__(self) -> None:
        super().__init__()
        self.book = Book()
        self.uses: dict[str, int] = {}
        self.keys: dict[str, str] = {}
        self.revoked: set[str] = set()

    def tried(self, command: Command) -> bool:
        try:
            self.book.do(command)
        except Refused:
            return False
        return True

    @rule(target=codes, person=SOMEBODY, days=st.integers(1, 3))
    def invite(self, person: str, days: int) -> object:
        return multiple(self.book.invite(person, days))

    @rule(code=codes, key=KEYS)
    def redeem(self, code: str, key: str) -> None:
        try:
            made = self.book.do(c.Redeem(code=code, key=key))
        except Refused:
            return
        for event in made:
            if isinstance(event, KeyBound):
                self.uses[code] = self.uses.get(code, 0) + 1
                assert self.keys.setdefault(fingerprint(key), event.person) == event.person

    @rule(person=SOMEBODY, key=KEYS)
    def bind(self, person: str, key: str) -> None:
        if self.tried(c.BindKey(person=person, key=key)):
            assert self.keys.setdefault(fingerprint(key), person) == person

    @rule(person=SOMEBODY, uid=UIDS)
    def account(self, person: str, uid: int) -> None:
        self.tried(c.BindAccount(person=person, uid=uid))

    @rule(key=KEYS)
    def revoke_key(self, key: str) -> None:
        if self.tried(c.Revoke(what=fingerprint(key))):
            del self.keys[fingerprint(key)]
            self.revoked.add(fingerprint(key))

    @rule(uid=UIDS)
    def revoke_account(self, uid: int) -> None:
        if self.tried(c.Revoke(what=f"uid:{uid}")):
            assert uid not in self.book.access.accounts

    @rule(person=SOMEBODY, how=st.sampled_from(["revoke", "end"]))
    def revoke_person(self, person: str, how: str) -> None:
        self.tried(c.Revoke(what=person) if how == "revoke" else c.EndAccess(person=person))
        theirs = {key for key, whose in self.keys.items() if whose == person}
        self.revoked |= theirs
        self.keys = {key: whose for key, whose in self.keys.items() if key not in theirs}
        assert person not in self.book.access.people()

    @rule(hours=st.integers(1, 48))
    def wait(self, hours: int) -> None:
        self.book.at += hours * DAY // 24

    @invariant()
    def a_code_binds_one_key_at_most(self) -> None:
        assert all(uses == 1 for uses in self.uses.values())

    @invariant()
    def keys_let_in_whom_they_were_bound_to(self) -> None:
        assert {key: self.book.who(key) for key in self.book.access.keys} == self.keys

    @invariant()
    def revoked_keys_let_nobody_in(self) -> None:
        assert {self.book.who(key) for key in self.revoked} <= {None}
        assert self.book.access.revoked == self.revoked

    @invariant()
    def the_events_make_the_same_state_again(self) -> None:
        actors = ["zoe"] * len(self.book.events)
        again = reduce(
            lambda state, one: evolve_access(state, *one), zip(self.book.events, actors, strict=True), Access()
        )
        assert again == self.book.access


TestDoors = Doors.TestCase
TestDoors.settings = settings(max_examples=150, stateful_step_count=40)
