"""Errands about who may come in: what `member` and `host-key` ask, with plain values, and the sentences that come back."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sociotui.domain.access import Access, Account, Invitation, Key
from sociotui.domain.organisation import Organisation
from sociotui.domain.public_keys import NEW_KEY
from sociotui.domain.refusal import Refused
from sociotui.room.access import AccessBook
from sociotui.words import _

if TYPE_CHECKING:
    from sociotui.room.caller import Sent
    from sociotui.room.clock import Clock

JOIN = "join"
"""The name by which whoever has a one-time code comes to the SSH door."""


def invite(sent: "Sent") -> list[str]:
    """Invite `person` for so many `days`, and return what they are to be told: the code, and what to type."""
    book, said = AccessBook(sent.home), sent.said
    invited = book.invite(said["person"], sent.caller.actor(said["by"]), said["days"])
    known = book.host_key()
    told = [
        _(
            "A one-time code for {name}, good until {until}:",
            name=_name(sent.home.organisation(), invited.person),
            until=_when(sent.home.clock, invited.expires),
        ),
        "",
        f"    {invited.code}",
        "",
        _("They type this line, and then the code:"),
        "",
        f"    ssh -p {said['port']} {JOIN}@{said['host']}",
        "",
        _(
            "The code binds the key that they use then, and is used up by it. If they have no key, “{how}” makes one. It "
            "is shown this once; a new invitation takes its place.",
            how=NEW_KEY,
        ),
    ]
    if known:
        told.append(_("When ssh asks whether to go on, it has to show them this: {line}", line=_first_contact(known)))
    else:
        told.append(_("The server has no host key yet; “sociotui host-key new” makes it. Do that before they come."))
    return told


def keys(sent: "Sent") -> list[str]:
    """Return by which keys, accounts and logins people may come in, and who is invited: of `person`, or of everybody."""
    book, organisation = AccessBook(sent.home), sent.home.founded()
    access, wanted = book.access(), sent.said["person"]
    there = access.people() | {p.id for p in organisation.people.values() if p.login and p.id not in access.shut}
    if wanted and wanted not in there:
        return [_("Nothing lets {name} in yet.", name=organisation.person(wanted).name)]
    lines = [line for one in sorted({wanted} if wanted else there) for line in _person(sent, access, one)]
    if not there:
        lines = [_("Nothing lets anybody in yet. “sociotui member invite PERSON” begins it.")]
    return lines if wanted or not access.host_key else [_("Host key: {key}", key=access.host_key), *lines]


def bind_key(sent: "Sent") -> str:
    """Bind the public key in a `text` to `person`, and return the sentence that says so."""
    said = sent.said
    key = AccessBook(sent.home).bind_key(said["person"], said["text"], sent.caller.actor(said["by"]))
    name = _name(sent.home.organisation(), said["person"])
    return _("This key lets {name} in: {key}", name=name, key=_labelled(key.fingerprint, key.label))


def bind_account(sent: "Sent") -> str:
    """Say that `account`, a login or a number, is `person`'s, and return the sentence that says so."""
    said = sent.said
    uid = AccessBook(sent.home).bind_account(said["person"], said["account"], sent.caller.actor(said["by"]))
    name = _name(sent.home.organisation(), said["person"])
    return _("The account {account} lets {name} in.", account=_account(uid), name=name)


def revoke(sent: "Sent") -> str:
    """End what lets somebody in, and return the sentence that says what that was."""
    ended = AccessBook(sent.home).revoke(sent.said["which"], sent.caller.actor(sent.said["by"]))
    name = _name(sent.home.organisation(), ended.person)
    if not ended.all:
        what = ", ".join([*ended.keys, *map(_account, ended.accounts)])
        said = _("It lets {name} in no more: {what}.", name=name, what=what)
    else:
        said = _(
            "Nothing lets {name} in any more. Ended: keys {keys}, accounts {accounts}, invitations {invitations}; and a login "
            "that the organisation knows.",
            name=name,
            keys=len(ended.keys),
            accounts=len(ended.accounts),
            invitations=int(ended.invited),
        )
    return said + (_(" A revoked key is not bound again.") if ended.keys else "")


def new_host_key(sent: "Sent") -> list[str]:
    """Make the server's host key in the folder `state`, in place of another only with `force`; return what to tell people."""
    from sociotui.room.host_key import Making

    home, said = sent.home, sent.said
    home.founded()
    book = AccessBook(home)
    making = Making(Path(said["state"]), home.folder, force=said["force"])
    try:
        book.note_host_key(making.key.fingerprint, sent.caller.actor(said["by"]), replace=said["force"])
        making.put()
    finally:
        making.drop()
    return [
        _(
            "The host key is in {path}. Keep a copy of it where only you get at it; no backup of the home has it.",
            path=making.path,
        ),
        _("This is what ssh shows to members when they first come. Tell them, so that they can compare:"),
        "",
        f"    {_first_contact(making.key.fingerprint)}",
        "",
        _("A server that runs already has it once it is started anew."),
    ]


def show_host_key(sent: "Sent") -> list[str]:
    """Return the host key's fingerprint on record, and whether the file in the folder `state` is that key."""
    from sociotui.room.host_key import host_key_at, load_host_key

    state, expected = Path(sent.said["state"]), AccessBook(sent.home).host_key()
    key = load_host_key(state, expected)
    return [
        _first_contact(key.fingerprint),
        key.public,
        _("It is on record, and {path} is that key.", path=host_key_at(state)),
    ]


def _first_contact(fingerprint: str) -> str:
    """Return the line in which OpenSSH shows a host key that it doesn't know."""
    return f"ED25519 key fingerprint is {fingerprint}."


# --- one person ------------------------------------------------------------------------------------


def _person(sent: "Sent", access: Access, person: str) -> Iterator[str]:
    organisation, clock = sent.home.organisation(), sent.home.clock
    yield f"{_name(organisation, person)} ({person})"
    for key in access.keys.values():
        if key.person == person:
            yield _("  key {key}, since {day}, {how}", key=_labelled(key.fingerprint, key.label), **_since(clock, key))
    for account in access.accounts.values():
        if account.person == person:
            yield _("  account {account}, since {day}, {how}", account=_account(account.uid), **_since(clock, account))
    known = organisation.people.get(person)
    if known is None:
        yield _("  but the organisation knows nobody by this name, so nothing of it lets anybody in")
    elif known.login and person not in access.shut:
        yield _("  the account whose name is “{login}”, as the organisation has it", login=known.login)
    if person in access.invitations:
        yield _invited(clock, access.invitations[person])


def _since(clock: "Clock", bound: Key | Account) -> dict[str, str]:
    by_invitation = isinstance(bound, Key) and bound.number
    how = _("by invitation") if by_invitation else _("by hand of {by}", by=bound.by)
    return {"day": f"{clock.local(bound.since):%Y-%m-%d}", "how": how}


def _invited(clock: "Clock", invitation: Invitation) -> str:
    until = _when(clock, invitation.expires)
    if clock.now() >= invitation.expires:
        said = _("  invited by {by}; that ended on {until}", by=invitation.by, until=until)
    elif not invitation.is_open(clock.now()):
        said = _("  invited by {by}; too many wrong codes have ended that", by=invitation.by)
    else:
        said = _("  invited by {by} until {until}", by=invitation.by, until=until)
    return said + (_(", wrong codes: {n}", n=invitation.missed) if invitation.missed else "")


def _labelled(fingerprint: str, label: str) -> str:
    return f"{fingerprint} “{label}”" if label else fingerprint


def _account(uid: int) -> str:
    """Return what people call an account, and how it is named to end it."""
    import pwd

    try:
        return f"{pwd.getpwuid(uid).pw_name} (uid:{uid})"
    except KeyError:
        return f"uid:{uid}"


def _when(clock: "Clock", at: int) -> str:
    return f"{clock.local(at):%Y-%m-%d %H:%M}"


def _name(organisation: Organisation, person: str) -> str:
    return organisation.people[person].name if person in organisation.people else person


_RUN: Mapping[str, Callable[["Sent"], Any]] = {
    "invite": invite,
    "keys": keys,
    "key": bind_key,
    "account": bind_account,
    "revoke": revoke,
    "new-host-key": new_host_key,
    "host-key": show_host_key,
}


def run(sent: "Sent") -> Any:
    """Run the errand that `what` names. Raises Refused, OSError, and what the store raises."""
    errand = _RUN.get(sent.said["what"])
    if errand is None:
        raise Refused(_("Nobody here knows this errand. Do both, this program and the server, have the same version?"))
    return errand(sent)
