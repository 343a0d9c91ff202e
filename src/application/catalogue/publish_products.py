"""Let buyers see products, or hide them again (D23)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from application.already_done import already_done
from application.catalogue.product_of import product_of
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import EventLog, Ledger
from application.ports.rows import Rows
from application.principal import OPERATORS
from application.projections.products import STOREFRONT_PRODUCTS
from core.catalogue.product import Product
from core.catalogue.values import ProductCode
from core.instances.instance import Instance


class PublishProducts(Command[int]):
    """`codes` of one instance's products, none for all of them; `published` false hides them.

    `expected_version` is for one product alone. Returns how many products changed.
    """

    roles = OPERATORS
    instance_id: UUID
    codes: tuple[str, ...] = ()
    published: bool = True
    expected_version: int | None = None


class PublishProductsHandler:
    def __init__(self, ledger: Ledger, log: EventLog, rows: Rows, clock: Clock) -> None:
        self._ledger = ledger
        self._log = log
        self._rows = rows
        self._clock = clock

    def __call__(self, command: PublishProducts) -> int:
        """
        Raises:
            Invalid: a code is none.
            NotFound: the instance, or one of its products, does not exist.
            StaleVersion: the product changed since `expected_version`.
        """
        instance = self._ledger.get(Instance, command.instance_id)
        products = self._products(instance, command.codes)
        if len(products) == 1 and already_done(self._log, products[0].id):
            return 1
        now = self._clock.now()
        for product in products:
            product.expect_version(command.expected_version)
            product.publish(at=now) if command.published else product.withdraw(at=now)
        changed = sum(bool(product.pending) for product in products)
        self._ledger.save(*products)
        return changed

    def _products(self, instance: Instance, codes: tuple[str, ...]) -> Sequence[Product]:
        if codes:
            wanted = dict.fromkeys(str(ProductCode.parse(code)) for code in codes)
            return [product_of(self._ledger, instance.instance_id, code) for code in wanted]
        mine = {"instance_id": instance.id}
        rows = self._rows.all(STOREFRONT_PRODUCTS, mine, order=("product_id",))
        return self._ledger.get_all(Product, [row.product_id for row in rows])
