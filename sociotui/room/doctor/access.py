"""Access: whether those who may come in to a shared server are people of the organisation."""

from collections.abc import Iterator

from sociotui.domain.access import Access
from sociotui.domain.organisation import Organisation
from sociotui.room.doctor.findings import Finding, few
from sociotui.words import _


def check_access(access: Access | None, organisation: Organisation | None) -> Iterator[Finding]:
    """Compare who may come in with the organisation's people; None is what can't be read, or isn't there."""
    if access is None or organisation is None or organisation.about is None:
        return
    strangers = sorted(access.people() - organisation.people.keys())
    if strangers:
        said = _(
            "Keys, accounts or invitations are kept for people whom the organisation doesn't know: {people}. They let nobody "
            "in. “sociotui member revoke PERSON” ends them.",
            people=few(strangers),
        )
        yield Finding(group="record", check="access", level="look", said=said)
        return
    said = _(
        "Who may come in to a server: keys: {keys}, accounts: {accounts}, invitations: {invitations}. “sociotui member "
        "keys” names them.",
        keys=len(access.keys),
        accounts=len(access.accounts),
        invitations=len(access.invitations),
    )
    yield Finding(group="record", check="access", level="well", said=said)
