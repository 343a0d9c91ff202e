"""B7: live projecting and a rebuild are one engine."""

from hypothesis import given, settings
from hypothesis import strategies as st

from application.ports.progress import Silent
from core.kernel.event import Event
from tests.infrastructure.read_models.book import temporary_database
from tests.infrastructure.read_models.memory_log import (
    MemoryLog,
    cleared,
    dusted,
    put,
    taken,
)
from tests.infrastructure.read_models.readings import (
    items,
    movements,
    prepared,
)
from tests.infrastructure.read_models.shelves import (
    Items,
    Movements,
)

_SHELVES = st.integers(1, 3)


_WORDS = st.sampled_from("abc")


_EVENTS = st.lists(
    st.one_of(
        st.builds(put, _SHELVES, _WORDS, st.integers(-2, 2)),
        st.builds(taken, _SHELVES, _WORDS),
        st.builds(cleared, _SHELVES),
        st.builds(dusted, _SHELVES),
    ),
    max_size=25,
)


@settings(max_examples=12)
@given(events=_EVENTS, live_page=st.integers(1, 4), page=st.integers(1, 30))
def test_live_and_rebuilt_rows_are_equal_wherever_pages_are_cut(
    events: list[Event], live_page: int, page: int
) -> None:
    with temporary_database() as database:
        log = MemoryLog()
        live = prepared(database, log, [Items(), Movements()], live_page)
        for first in range(0, len(events), 6):
            log.record(*events[first : first + 6])
            live.catch_up()
        before = items(database), movements(database)

        again = prepared(database, log, [Items(), Movements()], page)
        again.rebuild("items", Silent(), switch=True)
        again.rebuild("movements", Silent(), switch=True)

        assert (items(database), movements(database)) == before
