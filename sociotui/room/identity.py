"""Identity: who acts at this keyboard, as the operating system says, not as a message claims."""

import os
import pwd

from sociotui.domain.organisation import Organisation


def account() -> str:
    """Return the name of the account that runs this process; its number where it has no name."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def actor_for(organisation: Organisation, login: str) -> str:
    """Return the person whose login that is; else the login itself, so that the record names somebody."""
    return next((p.id for p in organisation.people.values() if p.login == login), login)
