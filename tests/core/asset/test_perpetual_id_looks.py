"""D14: looks at 15 s, 1 min, 5 min, then every 15 min up to 48 h; then it is not issued."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.asset.perpetual_id_looks import PerpetualIdStatus, next_look, perpetual_id_status

BOUGHT = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOURS_48 = 48 * 3600.0


def looks() -> list[float]:
    """Seconds behind the provisioning, each found from the one before."""
    found: list[float] = []
    at = next_look(BOUGHT, BOUGHT)
    while at:
        found.append((at - BOUGHT).total_seconds())
        at = next_look(BOUGHT, at)
    return found


def test_d14_the_schedule_of_two_days() -> None:
    minutes = [each / 60 for each in looks()]
    assert minutes[:6] == [0.25, 1, 5, 20, 35, 50]
    assert all(later - earlier == 15 for earlier, later in pairwise(minutes[2:]))
    assert minutes[-1] == 47 * 60 + 50


@given(st.floats(min_value=0, max_value=HOURS_48 * 2))
def test_d14_the_next_look_is_the_first_of_the_schedule_that_is_still_to_come(late: float) -> None:
    found = next_look(BOUGHT, BOUGHT + timedelta(seconds=late))
    to_come = [BOUGHT + timedelta(seconds=each) for each in looks() if each > round(late, 6)]
    assert found == (to_come[0] if to_come else None)


@pytest.mark.parametrize(
    ("perpetual_id", "provisioned", "hours", "status"),
    [
        ("51a1c34d", True, 0, PerpetualIdStatus.ISSUED),
        ("51a1c34d", True, 90, PerpetualIdStatus.ISSUED),
        (None, True, 0, PerpetualIdStatus.AWAITED),
        (None, True, 48, PerpetualIdStatus.AWAITED),
        (None, True, 48.001, PerpetualIdStatus.NOT_ISSUED),
        (None, False, 0, None),
    ],
)
def test_d14_how_it_stands_with_a_perpetual_id(
    perpetual_id: str | None, provisioned: bool, hours: float, status: PerpetualIdStatus | None
) -> None:
    at = BOUGHT + timedelta(hours=hours)
    assert perpetual_id_status(perpetual_id, BOUGHT if provisioned else None, at=at) == status
