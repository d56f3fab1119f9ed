"""The outlet: a slow terminal gets fewer frames and then a whole one; one that takes nothing is cut off."""

from sociotui.served.outlet import Outlet
from tests.served.test_limits import Hands


class Pipe:
    """A sink that takes only what a test lets through."""

    def __init__(self) -> None:
        self.kept = b""
        self.aborted = False

    def write(self, data: bytes) -> None:
        """Keep it."""
        self.kept += data

    def waiting(self) -> int:
        """Return how much is kept."""
        return len(self.kept)

    def abort(self) -> None:
        """Give up."""
        self.aborted = True
        self.kept = b""


class Held:
    """An outlet with all that it tells."""

    def __init__(self) -> None:
        self.pipe, self.hands = Pipe(), Hands()
        self.repaints = self.stalls = 0
        self.outlet = Outlet(
            self.pipe, self.hands, most=1000, patience=20.0, repaint=self._repaint, stalled=self._stall
        )

    def frame(self, size: int) -> bool:
        """Send a frame, as a driver does; tell whether it was taken."""
        if not self.outlet.is_open:
            return False
        self.outlet.send("x" * size)
        return True

    def _repaint(self) -> None:
        self.repaints += 1

    def _stall(self) -> None:
        self.stalls += 1


def test_frames_go_out_while_little_waits() -> None:
    held = Held()
    assert all(held.frame(100) for _ in range(11))
    assert held.stalls == 0


def test_above_the_bound_frames_are_left_out_until_all_has_gone_and_then_all_is_drawn_once() -> None:
    held = Held()
    assert [held.frame(600) for _ in range(5)] == [True, True, False, False, False]
    assert (held.stalls, held.outlet.left_out) == (1, 3)
    assert held.pipe.waiting() == 1200
    held.pipe.kept = b"x"
    assert held.outlet.look()
    assert not held.frame(1)
    held.pipe.kept = b""
    assert not held.outlet.look()
    assert held.repaints == 1
    assert held.frame(10)
    assert not held.outlet.look()
    assert held.repaints == 1


def test_a_terminal_that_takes_nothing_is_cut_off_and_a_slow_one_is_not() -> None:
    held = Held()
    while held.frame(600):
        pass
    for _ in range(5):
        held.hands.at += 19
        held.pipe.kept = held.pipe.kept[1:]
        assert held.outlet.look()
    held.hands.at += 19.9
    assert held.outlet.look()
    held.hands.at += 0.1
    assert not held.outlet.look()
    assert held.pipe.aborted
    held.outlet.send("nothing")
    assert not held.frame(1)
    assert held.pipe.kept == b""


def test_the_last_words_are_sent_however_much_waits() -> None:
    held = Held()
    while held.frame(600):
        pass
    held.outlet.send("goodbye")
    held.outlet.close()
    held.outlet.send("not this")
    assert held.pipe.kept.endswith(b"goodbye")
    assert not held.outlet.look()
    assert held.repaints == 0


def test_what_no_terminal_could_be_sent_is_replaced() -> None:
    held = Held()
    held.outlet.send("a\udc80b")
    assert held.pipe.kept == b"a?b"
