"""The ring: everybody has a seat, inside the pane, clear of the centre and of each other, in seat order."""

from hypothesis import given
from hypothesis import strategies as st

from sociotui.tui.widgets.ring import Seat, outline, seats


def cells(seat: Seat, label: int) -> tuple[int, range]:
    """Return the row and columns that a label of that width takes on a seat."""
    size = min(label, seat.room)
    start = {"right": seat.x, "left": seat.x - size}.get(seat.side, seat.x - size // 2)
    return seat.y, range(start, start + size)


@given(st.integers(1, 60), st.integers(20, 300), st.integers(3, 90), st.integers(1, 40))
def test_labels_lie_inside_and_never_meet(count: int, width: int, height: int, label: int) -> None:
    found = seats(count, width, height, centre=15, label=label)
    if found is None:
        return
    assert len(found) == count
    taken: set[tuple[int, int]] = set()
    for seat in found:
        y, columns = cells(seat, label)
        assert 0 <= y < height
        assert columns.start >= 0
        assert columns.stop <= width
        mine = {(x, y) for x in columns}
        assert not mine & taken
        taken |= mine


@given(st.integers(3, 40), st.integers(40, 300), st.integers(5, 90))
def test_the_middle_rows_stay_free_for_the_speakers_name(count: int, width: int, height: int) -> None:
    found = seats(count, width, height, centre=15, label=12)
    if found is None or height < 7:
        return
    for seat in found:
        y, columns = cells(seat, 12)
        if abs(y - (height - 1) / 2) <= 1:
            assert all(abs(x - width // 2) >= 7 for x in columns)


@given(st.integers(1, 40))
def test_seats_go_clockwise_from_the_top(count: int) -> None:
    found = seats(count, 100, 50, centre=15, label=10)
    assert found is not None
    assert found[0].side == "top"
    right = [s.y for s in found if s.side == "right"]
    left = [s.y for s in found if s.side == "left"]
    assert right == sorted(right)
    assert left == sorted(left, reverse=True)
    assert abs(len(right) - len(left)) <= 0


def test_too_many_for_the_rows_or_too_narrow_for_names_is_no_ring() -> None:
    assert seats(30, 80, 10, centre=15, label=10) is None
    assert seats(6, 20, 10, centre=15, label=10) is None
    assert seats(0, 80, 10, centre=15, label=10) is None
    assert seats(6, 80, 2, centre=15, label=10) is None


def test_the_circle_is_the_same_on_both_sides() -> None:
    for x, y in outline(61, 20, centre=15, label=10):
        assert (60 - x, y) in outline(61, 20, centre=15, label=10)
