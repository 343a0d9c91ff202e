"""Assets in states that take more than one step."""

from dataclasses import replace
from uuid import UUID

from tests.support import fakes_faults as faults
from tests.support.fakes_shop import Shop


def without_perpetual_id(shop: Shop) -> UUID:
    """Synchronized; Microsoft issues the perpetual id later (S21)."""
    shop.vendor.habits.issues_perpetual_id = False
    asset = shop.sell()
    shop.provision(asset)
    return asset


def licence_arrives(shop: Shop) -> None:
    """Microsoft issues the perpetual id of every order."""
    for order in list(shop.vendor.orders.values()):
        lines = tuple(replace(line, perpetual_id="issued-later") for line in order.lines)
        shop.vendor.orders[order.order_id] = replace(order, lines=lines)


def unknown_asset(shop: Shop) -> UUID:
    """The checkout had no answer, and its cart is gone."""
    asset = shop.sell()
    shop.vendor.on("check_out", faults.never_arrived())
    shop.provision(asset)
    shop.vendor.forget_carts()
    return asset
