"""Explain a default or payable price, now or at a past time, with all its numbers (B9)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import Field

from application.catalogue.price_origins import Origin, PriceOrigins
from application.messages import Query
from application.past import Past, in_utc
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
from core.catalogue.values import ProductCode
from core.ids import InstanceId, product_id
from core.money import Currency, Money, currency, minor_unit


class ExplainPrice(Query[PriceExplanation]):
    """With `country` the price that an end customer there pays, without it the default price.

    `at` is a time with zone: what was known and in force then.
    """

    roles = STAFF
    instance_id: UUID
    code: str
    currency: str
    country: str | None = None
    quantity: int = Field(default=1, ge=1)
    at: datetime | None = None


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
            Invalid: an odd code or currency, or a time without zone.
        """
        upto = self._past.position(query.at)
        at = in_utc(query.at) if query.at else self._clock.now()
        code = str(ProductCode.parse(query.code))
        identity = product_id(InstanceId(query.instance_id), code)
        product = self._origins.product(identity, code, upto)
        origin = self._origin(query, product, at, upto)
        position = self._log.end() if upto is None else upto
        return self._explained(query, product, origin, at=at, position=position)

    def _origin(
        self, query: ExplainPrice, product: Product, at: datetime, upto: int | None
    ) -> Origin:
        wanted = currency(query.currency)
        if query.country is None:
            return self._origins.listed(product, wanted, upto)
        return self._origins.payable(
            product,
            wanted,
            country=query.country.strip().upper(),
            quantity=query.quantity,
            at=at,
            upto=upto,
        )

    def _explained(
        self, query: ExplainPrice, product: Product, origin: Origin, *, at: datetime, position: int
    ) -> PriceExplanation:
        derived, country = origin.derived, query.country and query.country.strip().upper()
        overridden = origin.rules.rates_override_lists
        return PriceExplanation(
            instance=product.instance_id,
            code=str(product.code),
            name=product.name,
            kind=PAYABLE if country else LIST,
            currency=derived.currency,
            country=country,
            quantity=query.quantity,
            at=at,
            position=position,
            source=derived.source,
            rates_override_lists=overridden,
            lists=derived.considered,
            rate=derived.conversion,
            purchase=_amount(derived.purchase, derived),
            sell=_amount(derived.sell, derived),
            total=Money(derived.sell.price * query.quantity, derived.currency),
            sell_below_purchase=derived.list_price().sells_below_purchase,
            run=self._run(origin),
            steps=steps(derived, country=country, overridden=overridden),
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
