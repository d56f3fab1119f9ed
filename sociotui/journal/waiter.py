"""Waiter: stands in the kernel's queue for a lock, so that whoever wants it can keep an eye on the time."""

import fcntl
import os
import threading

LINGER = 0.5
"""Seconds for which a waiter stays after its work: where many write, the next order comes soon, and a thread is dear."""


class Waiter(threading.Thread):
    """Waits for the lock on the file `fd`, for as long as it takes, and does so again for those who ask it to.

    An owner that gives up leaves it standing, and may take it up again; a lock that comes when
    nobody wants it any more is given back at once.
    """

    def __init__(self, fd: int) -> None:
        super().__init__(name="sociotui-lock", daemon=True)
        self._fd = fd
        self._gate = threading.Lock()  # over these four:
        self._stands = True  # in the queue, and has not been answered
        self._wanted = True
        self._came = False  # and is for its owner to take
        self._gone = False
        # Bare locks, as they wake somebody up in a third of the time that an Event takes.
        self._order = threading.Lock()  # free: there is something to be done
        self._order.acquire()
        self._bell = threading.Lock()  # free: it has come
        self._bell.acquire()

    @property
    def stands(self) -> bool:
        """Whether it is in the queue."""
        return self._stands

    def run(self) -> None:
        while True:
            fcntl.flock(self._fd, fcntl.LOCK_EX)
            with self._gate:
                self._stands = False
                if self._wanted:
                    self._came = True
                    self._bell.release()
                else:
                    os.close(self._fd)
            if not self._order.acquire(timeout=LINGER):
                with self._gate:
                    self._gone = not self._stands
                if self._gone:
                    return
                self._order.acquire()  # it is being given this moment

    def want(self) -> bool:
        """Take the waiter up again; False when it has come and gone."""
        with self._gate:
            self._wanted = self._stands
            return self._wanted

    def stand(self, fd: int) -> bool:
        """Wait for the lock on another `fd`; False when this one waits for nothing any more."""
        with self._gate:
            if self._gone or self._stands:
                return False
            self._fd, self._stands, self._wanted, self._came = fd, True, True, False
            self._bell.acquire(blocking=False)  # who was interrupted hasn't heard it
        self._order.release()
        return True

    def leave(self) -> None:
        """Want the lock no more; if it has come by now it is given back."""
        with self._gate:
            self._wanted = False
            if self._came:
                self._came = False
                os.close(self._fd)

    def result(self, seconds: float) -> int | None:
        """Return the locked descriptor, the caller's from now on, or None when the time is over."""
        self._bell.acquire(timeout=max(seconds, 0))
        with self._gate:
            self._wanted, self._came = self._came, False
            return self._fd if self._wanted else None
