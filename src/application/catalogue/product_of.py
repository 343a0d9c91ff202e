"""A product by its code, for those who may see it."""

from __future__ import annotations

from application.ports.ledger import Ledger
from core.catalogue.product import Product
from core.ids import InstanceId, product_id
from core.kernel.errors import NotFound


def product_of(
    ledger: Ledger, instance: InstanceId, code: str, *, for_buyer: bool = False
) -> Product:
    """
    Raises:
        NotFound: the instance has no such product, or a buyer asks for a hidden one (D23).
    """
    product = ledger.find(Product, product_id(instance, code.upper()))
    if product is None or (for_buyer and not product.published):
        raise NotFound("product", code)
    return product
