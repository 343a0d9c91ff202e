"""A backup that was put in the place of a ledger."""

from __future__ import annotations

from tests.support.fakes_shop import Shop


def restored(shop: Shop, events: int) -> Shop:
    """The shop on an older state of its ledger, at the same place, with the same Microsoft."""
    older = Shop(tuple(shop.ledger.recorded[:events]))
    older.clock, older.vendor, older.home = shop.clock, shop.vendor, shop.home
    older.ids.made = shop.ids.made
    restarted = older.restarted()
    restarted.rows.catch_up()
    return restarted
