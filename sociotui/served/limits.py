"""Limits: how much of the server one person, one address and everybody together may take; all numbers in one place."""

from collections import Counter
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from msgspec import Struct

from sociotui.domain.refusal import Refused
from sociotui.words import _


class Limits(Struct, frozen=True, kw_only=True):
    """What a server for a hundred sessions on two cores allows; times are in seconds.

    A circle may well sit behind one address, so what counts by address leaves room for all of it to come back at once.
    """

    sessions: int = 120
    sessions_each_person: int = 6
    sessions_each_address: int = 100
    strangers: int = 40
    """Connections at a time that have not shown a key yet; where more come, the oldest of them has to go."""
    strangers_each_address: int = 20
    logins_a_minute: float = 60.0
    """By address; as many more may come at once."""
    keys_a_minute: float = 120.0
    keys_each_connection: int = 12
    codes_each_connection: int = 3
    codes_a_minute: float = 10.0
    grace: float = 30.0
    """For showing a key, and again for opening a session."""
    code_time: float = 180.0
    """For typing a one-time code."""
    idle: float = 4 * 3600.0
    """Without a key; an observer of a long meeting presses none."""
    idle_warning: float = 60.0
    keepalive: float = 10.0
    keepalives: int = 2
    """Unanswered ones after which a connection is taken for dead."""
    keys_a_second: float = 60.0
    """Of one session; a key that is held down makes thirty."""
    keys_at_once: float = 240.0
    paste: int = 65_536
    """Characters of one paste; what is beyond is left out."""
    buffered: int = 262_144
    """Bytes that wait for a slow terminal; above that it gets no more frames until they are gone."""
    stalled: float = 20.0
    """That a terminal may take nothing at all while bytes wait for it."""
    goodbye: float = 3.0
    """For a terminal to take what restores it."""


class Bucket:
    """A token bucket: `rate` tokens a second come in, up to `most`; each use takes some out. It starts full."""

    def __init__(self, rate: float, most: float, now: float) -> None:
        self._rate, self._most = rate, most
        self._tokens, self._at = most, now

    def take(self, cost: float, now: float) -> bool:
        """Take `cost` tokens out, and tell whether they were there; where they weren't, none is taken."""
        self._fill(now)
        if self._tokens < cost:
            return False
        self._tokens -= cost
        return True

    def charge(self, cost: float, now: float) -> None:
        """Take `cost` tokens out, also more than there are."""
        self._fill(now)
        self._tokens -= cost

    def wait(self, now: float) -> float:
        """Return the seconds until there is a token; 0.0 when there is."""
        self._fill(now)
        return max(0.0, (1.0 - self._tokens) / self._rate)

    @property
    def full(self) -> bool:
        """Whether nothing was taken out that has not come back by the last look."""
        return self._tokens >= self._most

    def _fill(self, now: float) -> None:
        self._tokens = min(self._most, self._tokens + max(0.0, now - self._at) * self._rate)
        self._at = now


class Buckets:
    """A bucket for each address, forgotten when it is full again. `a_minute` is what comes in, and the most there is."""

    def __init__(self, a_minute: float, clock: Callable[[], float]) -> None:
        self._a_minute, self._clock = a_minute, clock
        self._buckets: dict[str, Bucket] = {}
        self._look_again = 1024

    def __len__(self) -> int:
        """Return how many addresses are known."""
        return len(self._buckets)

    def take(self, address: str) -> bool:
        """Take one token out of the bucket of `address`; tell whether there was one."""
        now = self._clock()
        if len(self._buckets) >= self._look_again:
            self._forget(now)
        bucket = self._buckets.get(address)
        if bucket is None:
            bucket = self._buckets[address] = Bucket(self._a_minute / 60, self._a_minute, now)
        return bucket.take(1.0, now)

    def _forget(self, now: float) -> None:
        for bucket in self._buckets.values():
            bucket.charge(0.0, now)
        self._buckets = {address: bucket for address, bucket in self._buckets.items() if not bucket.full}
        self._look_again = max(1024, 2 * len(self._buckets))


class Seats:
    """How many sessions there are: in all, of each person, and from each address."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._persons: Counter[str] = Counter()
        self._addresses: Counter[str] = Counter()
        self._count = 0

    @property
    def taken(self) -> int:
        """How many sessions there are in all."""
        return self._count

    def take(self, person: str, address: str) -> None:
        """Count one more session; refuses where that would be too many."""
        if self._persons[person] >= self._limits.sessions_each_person:
            raise Refused(
                _(
                    "You have {n} sessions open already; more wouldn't fit. Close one of them, then come back.",
                    n=self._persons[person],
                )
            )
        if self._addresses[address] >= self._limits.sessions_each_address:
            raise Refused(
                _("From your address there are as many sessions open as fit. Close one of them, then come back.")
            )
        if self._count >= self._limits.sessions:
            raise Refused(_("Every seat on this server is taken. Please try again in a little while."))
        self._count += 1
        self._persons[person] += 1
        self._addresses[address] += 1

    def give_back(self, person: str, address: str) -> None:
        """Count one session less."""
        self._count -= 1
        for counter, key in ((self._persons, person), (self._addresses, address)):
            counter[key] -= 1
            if counter[key] <= 0:
                del counter[key]


def network_of(address: str) -> str:
    """Return what counts as one address: an IPv4 address, or the half of an IPv6 one that a household is given."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(IPv6Address(int(ip) >> 64 << 64)) + "/64"
    return str(ip)
