"""Draft an order of perpetual licences for an end customer (S3, D2)."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel

from application.catalogue.product_of import product_of
from application.context import current_account
from application.messages import Command
from application.ports.clock import Clock
from application.ports.ledger import Ledger
from application.principal import BUYERS
from core.accounts.account import Account
from core.catalogue.values import ProductCode
from core.ids import InstanceId, OrderId
from core.kernel.errors import Invalid
from core.ordering.errors import ProductOfAnotherInstance
from core.ordering.order import Order
from core.ordering.values import OrderChain, OrderLine


class DraftLine(BaseModel):
    """`product` is a product code; `quantity` counts licences, at least 1 (D1)."""

    product: str
    quantity: int = 1
    instance_id: UUID | None = None


class DraftOrder(Command[OrderId]):
    """`new_id` is a new UUIDv7, so that a repeated command drafts one order only.

    `account_id` is the end customer; `ordered_by` is its reseller or itself: by default the buyer
    who acts, and for an operator the end customer. `purchase_order` is the buyer's own reference.
    """

    roles = BUYERS
    new_id: UUID
    account_id: UUID
    lines: tuple[DraftLine, ...]
    ordered_by: UUID | None = None
    purchase_order: str | None = None


class DraftOrderHandler:
    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock

    def __call__(self, command: DraftOrder) -> OrderId:
        """
        Raises:
            NotAMicrosoftCustomer: the end customer has no Microsoft tenant.
            ProductOfAnotherInstance, QuantityOutOfBounds, NotFound: see there.
        """
        identity = OrderId(command.new_id)
        if self._ledger.find(Order, identity):
            return identity
        customer = self._ledger.get(Account, command.account_id)
        instance = customer.require_microsoft().instance_id
        lines = tuple(
            self._line(number, line, instance) for number, line in enumerate(command.lines, 1)
        )
        order = Order.draft(
            identity,
            self._chain(customer, command.ordered_by or current_account()),
            lines,
            instance=instance,
            purchase_order=command.purchase_order,
            at=self._clock.now(),
        )
        self._ledger.save(order)
        return identity

    def _chain(self, customer: Account, ordered_by: UUID | None) -> OrderChain:
        reseller = customer.details.reseller_id
        if ordered_by not in (None, customer.id, reseller):
            raise Invalid("An order is placed by the end customer or by its reseller.")
        placed_by = reseller if reseller and ordered_by == reseller else customer.account_id
        return OrderChain(
            ordered_by=placed_by,
            end_customer=customer.account_id,
            billed_to=placed_by,
            reseller=reseller,
        )

    def _line(self, number: int, line: DraftLine, instance: InstanceId) -> OrderLine:
        code = ProductCode.parse(line.product)
        if line.instance_id not in (None, instance):
            raise ProductOfAnotherInstance(
                f"{code} was chosen from another instance than the end customer's.",
                advice="Choose the product from the end customer's own instance.",
            )
        for_buyer = current_account() is not None
        product = product_of(self._ledger, instance, str(code), for_buyer=for_buyer)
        product.require_quantity(line.quantity)
        return OrderLine(number, product.id, str(code), line.quantity)
