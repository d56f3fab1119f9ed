"""What is done in talks of a home: as far as somebody may, with what all have released put on record."""

from msgspec.structs import replace

from sociotui.domain.items import FollowUp
from sociotui.domain.mending import commands as c
from sociotui.domain.mending.agreeing import ready
from sociotui.domain.mending.talk import Agreement, Talk
from sociotui.domain.refusal import Refused
from sociotui.hashing import blake2b
from sociotui.room.governing import new_cmd
from sociotui.room.home import Home
from sociotui.room.identity import Identity
from sociotui.room.mending.rights import asked_by, asked_in, reader
from sociotui.words import _


def talks_of(home: Home, identity: Identity, person: str = "") -> tuple[Talk, ...]:
    """Return the talks that somebody may see, the latest first; at a laptop that all share, those of `person`."""
    return home.talks.of(reader(identity, home.organisation(), person))


def do(home: Home, identity: Identity, asked: c.InTalk, cmd: str = "") -> Talk:
    """Do what somebody asks for in a talk, and return it. Raises Refused, and what the store raises."""
    o, cmd = home.founded(), cmd or new_cmd()
    if isinstance(asked, c.Invite):
        return home.talks.invite(asked_by(identity, o, asked), o, cmd)
    if before := home.talks.done_before(cmd):
        return before
    mine = asked_by(identity, o, asked)
    mine = asked_in(identity, o, mine, home.talks.one(mine.talk, mine.person))
    if isinstance(mine, c.Release):
        _one_of_theirs(home, mine)

    def release(talk: Talk) -> Talk:
        for agreement in ready(talk):
            _put_on_record(home, talk, agreement, mine.person)
            done = replace(agreement, released=True)
            talk = replace(talk, agreements=tuple(done if a is agreement else a for a in talk.agreements))
        return talk

    return home.talks.go_on(mine, cmd, release)


def _one_of_theirs(home: Home, asked: c.Release) -> None:
    """Refuse a circle that could not take the agreement, before anybody says that they are for it."""
    o = home.organisation()
    circle = o.working(asked.circle)
    talk = home.talks.one(asked.talk, asked.person)
    members = o.full_members(circle.id, home.clock.today())
    if not any(p in members for p in talk.people):
        raise Refused(_("None of you is in {circle}. Choose a circle that one of you is in.", circle=circle.name))


def _put_on_record(home: Home, talk: Talk, a: Agreement, actor: str) -> None:
    """Put an agreement on its circle's record; the id of the command tells nobody from which talk it comes."""
    owner = a.who[0] if len(a.who) == 1 else ""
    kept = FollowUp(circle=a.circle, text=a.text, owner=owner, due=a.day, among=talk.people)
    home.release(kept, actor, blake2b(f"{talk.id} {a.number}".encode(), digest_size=8).hexdigest())
