"""Redraws: how soon a terminal that changes its size time and again is drawn anew, by what it has cost the last time."""

REST = 4
"""How many times as long as a redraw took the next one waits: so all of them take no more than a fifth of the time."""
LONGEST = 2.0
"""Seconds after which a redraw of which nothing is heard is taken to be over: its screen may have closed meanwhile."""


class Redraws:
    """Keeps one client's redraws apart. Times are told it, in seconds by any clock that only goes forward."""

    def __init__(self) -> None:
        self._began: float | None = None
        self._free = float("-inf")

    def begin(self, now: float) -> None:
        """One begins."""
        self._began = now

    def end(self, now: float) -> None:
        """What was begun has gone out."""
        if self._began is not None:
            self._free = now + REST * (now - self._began)
            self._began = None

    def wait(self, now: float) -> float:
        """Return the seconds that the next one is to wait; then it is to be asked again."""
        if self._began is not None:
            left = self._began + LONGEST - now
            if left > 0:
                return left
            self.end(self._began + LONGEST)
        return max(0.0, self._free - now)
