"""Explain a default or payable price, now or at a past time, with all its numbers (B9)."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from pydantic import Field

from application.catalogue.price_origins import Origin, PriceOrigins
from application.messages import Query
from application.past.streams import Past, in_utc
from application.ports.clock import Clock
from application.ports.ledger import EventLog
from application.principal import STAFF, Principal
from application.queries.price_explanation import (
    LIST,
    PAYABLE,
    ExplainedAmount,
    PriceExplanation,
    SourceRun,
)
from core.catalogue.explanation import steps
from core.catalogue.pricing import Derivation, DerivedAmount
from core.catalogue.product import Product
from core.catalogue.sync_run import SyncRun
from core.catalogue.values import ProductCode, smallest_order
from core.countries import country
from core.ids import InstanceId, product_id
from core.kernel.errors import Invalid
from core.money import Currency, Money, currency, minor_unit


class ExplainPrice(Query[PriceExplanation]):
    """With `country` the price that an end customer there pays for that quantity.

    Without it the default price, which is that of the smallest order. `at` is a time with zone:
    what was known and in force then.
    """

    roles = STAFF
    instance_id: UUID
    code: str
    currency: str
    country: str | None = None
    quantity: int = Field(default=1, ge=1)
    at: datetime | None = None


class _Moment(NamedTuple):
    """`upto` is a position in the ledger, None for now; `position` is that of the last event."""

    at: datetime
    upto: int | None
    position: int


class ExplainPriceHandler:
    def __init__(self, past: Past, log: EventLog, origins: PriceOrigins, clock: Clock) -> None:
        self._past = past
        self._log = log
        self._origins = origins
        self._clock = clock

    def __call__(self, query: ExplainPrice, by: Principal) -> PriceExplanation:
        """
        Raises:
            NotFound: the instance had no such product then.
            NotAvailableInCountry, NoPrice: there was no such price.
            Invalid: an odd code, country or currency, or a time without zone or still to come.
        """
        moment = self._moment(query.at)
        code = str(ProductCode.parse(query.code))
        identity = product_id(InstanceId(query.instance_id), code)
        product = self._origins.product(identity, code, moment.upto)
        wanted = currency(query.currency)
        if query.country is None:
            quantity = smallest_order(product.minimum_quantity)
            origin = self._origins.listed(product, wanted, moment.upto)
            return self._explained(product, origin, moment, country=None, quantity=quantity)
        payer = country(query.country)
        origin = self._origins.payable(
            product,
            wanted,
            country=payer,
            quantity=query.quantity,
            at=moment.at,
            upto=moment.upto,
        )
        return self._explained(product, origin, moment, country=payer, quantity=query.quantity)

    def _moment(self, at: datetime | None) -> _Moment:
        now = self._clock.now()
        if at is None:
            return _Moment(now, None, self._log.end())
        if in_utc(at) > now:
            raise Invalid("That time is still to come.", advice="Ask for now, or for the past.")
        upto = self._past.position(at)
        return _Moment(in_utc(at), upto, upto or 0)

    def _explained(
        self,
        product: Product,
        origin: Origin,
        moment: _Moment,
        *,
        country: str | None,
        quantity: int,
    ) -> PriceExplanation:
        derived, overridden = origin.derived, origin.rules.rates_override_lists
        return PriceExplanation(
            instance=product.instance_id,
            code=str(product.code),
            name=product.name,
            kind=PAYABLE if country else LIST,
            currency=derived.currency,
            country=country,
            quantity=quantity,
            at=moment.at,
            position=moment.position,
            source=derived.source,
            rates_override_lists=overridden,
            lists=derived.considered,
            rate=derived.conversion,
            purchase=_amount(derived.purchase, derived),
            sell=_amount(derived.sell, derived),
            total=Money(derived.sell.price * quantity, derived.currency),
            sell_below_purchase=derived.list_price().sells_below_purchase,
            run=self._run(origin),
            steps=steps(derived, country=country, quantity=quantity, overridden=overridden),
        )

    def _run(self, origin: Origin) -> SourceRun:
        run = self._past.find(SyncRun, origin.run_id, None)
        assert run is not None  # its event is in the transaction of the prices that it brought
        compared = {key.country for key, _ in origin.derived.lists}
        sheets = tuple(each for each in run.outcome.sheets if each[0] in compared)
        return SourceRun(run.id, run.created_on, run.outcome.digest, sheets)


def _amount(amount: DerivedAmount, derived: Derivation) -> ExplainedAmount:
    listed = Currency(derived.lists[0][0].currency)
    return ExplainedAmount(
        country=amount.country,
        listed=Money(amount.listed, listed),
        exact=amount.exact,
        minor_unit=minor_unit(derived.currency),
        rounding="half up",
        result=Money(amount.price, derived.currency),
    )
