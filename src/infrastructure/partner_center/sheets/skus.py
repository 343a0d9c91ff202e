"""The products of a SKU, one for each qualification; the sheets of all countries share them."""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import NamedTuple

from core.catalogue.values import ProductCode
from core.qualification import Qualification
from infrastructure.partner_center.sheets.moments import Unusable
from infrastructure.partner_center.sheets.rows import code_of

IDS = {"productid": 20, "skuid": 8}
"""The columns of the ids, with the bytes that they have at most."""

ID_WORDS = struct.Struct("=24sq8sq")
"""The words of the two ids, each with its length."""

RANK = {qualification: rank for rank, qualification in enumerate(Qualification)}


class Sku(NamedTuple):
    """Its products in the order of RANK."""

    name: str
    products: tuple[ProductCode, ...]


@lru_cache(maxsize=2**16)
def sku_of(product: str, sku: str) -> Sku:
    """The same products' codes whenever they are asked for.

    Raises:
        Unusable: an odd id.
    """
    codes = tuple(code_of(product, sku, qualification) for qualification in Qualification)
    return Sku(f"{codes[0].product}:{codes[0].sku}", codes)


@lru_cache(maxsize=8)
def skus_spelled(spelled: bytes) -> tuple[Sku | None, ...]:
    """None for odd ids; the sheets of all countries list mostly the same SKUs in the same order."""
    return tuple(_sku_spelled(*each) for each in ID_WORDS.iter_unpack(spelled))


@lru_cache(maxsize=2**16)
def _sku_spelled(product: bytes, product_length: int, sku: bytes, sku_length: int) -> Sku | None:
    try:
        return sku_of(product[:product_length].decode(), sku[:sku_length].decode())
    except (Unusable, UnicodeDecodeError):
        return None
