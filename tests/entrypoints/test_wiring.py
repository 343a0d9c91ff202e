"""The container of the program: tests of use cases make their handlers without it."""

import pytest

from application.use_cases import HANDLERS
from entrypoints.wiring import wired
from tests.support.fakes_shop import Shop


@pytest.mark.parametrize("message", HANDLERS, ids=lambda message: message.__name__)
def test_the_container_makes_the_handler_of_every_message(message: type) -> None:
    shop = Shop()
    made = wired(shop.adapters).resolve(HANDLERS[message])
    alike = shop.container.resolve(HANDLERS[message])
    assert {name: type(part) for name, part in vars(made).items()} == {
        name: type(part) for name, part in vars(alike).items()
    }
