"""A shop for every test that asks for one."""

import pytest

from tests.support.fakes_shop import Shop, open_shop


@pytest.fixture
def shop() -> Shop:
    """Organisation, instance, synced products, a reseller and customers are there."""
    return open_shop()
