"""Why the catalogue refuses."""

from __future__ import annotations

from core.kernel.errors import Refused


class NotAvailableInCountry(Refused):
    """The product is not sold in the customer's country (D27)."""

    code = "not_available_in_country"

    def __init__(self, product: str, country: str, countries: tuple[str, ...]) -> None:
        super().__init__(
            f"{product} is not sold in {country}.",
            advice=f"It is sold in {', '.join(countries) or 'no country'}.",
        )


class NoPrice(Refused):
    """Neither a list nor an exchange rate gives a price in that currency (D19)."""

    code = "no_price"

    def __init__(self, product: str, country: str, currency: str) -> None:
        super().__init__(
            f"{product} has no price in {currency} for {country}: "
            "no price list has it and no exchange rate leads to it.",
            advice=f"Define a rate: perpetua rate set --anchor EUR --currency {currency} NUMBER.",
        )


class NotOrderable(Refused):
    """The product is discontinued, unpublished, or its currency is not active any more."""

    code = "not_orderable"


class QuantityOutOfBounds(Refused):
    """The SKU's minimum and maximum quantity are Microsoft's (D26)."""

    code = "quantity_out_of_bounds"

    def __init__(self, product: str, quantity: int, minimum: int, maximum: int) -> None:
        super().__init__(
            f"{quantity} × {product} cannot be ordered.",
            advice=f"Order between {minimum} and {maximum}.",
        )


class CatalogueChanged(Refused):
    """The world differs from the confirmed preview (D22); its details are the new preview."""

    code = "catalogue_changed"

    def __init__(self, confirmed: str, found: str, *, details: object) -> None:
        super().__init__(
            f"The confirmed preview {confirmed[:12]} does not hold any more: "
            f"the catalogue is now {found[:12]}. Nothing was changed.",
            advice=f"Look at the new preview and confirm its digest {found}.",
            details=details,
        )


class MassDiscontinuation(Refused):
    """A run would discontinue more than a fifth of the instance's products (D23)."""

    code = "mass_discontinuation"

    def __init__(self, discontinued: int, before: int) -> None:
        super().__init__(
            f"This run would discontinue {discontinued} of {before} products. Nothing was changed.",
            advice=(
                "Look at the preview. If Microsoft really ended them, allow it: "
                "perpetua catalogue sync --allow-mass-discontinuation."
            ),
        )
