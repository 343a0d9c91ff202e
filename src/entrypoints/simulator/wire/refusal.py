"""The documented ways in which Partner Center says no, by their codes."""

DOCUMENTED = {
    "400": (401, "Access denied."),
    "800001": (401, "Partner Token missing in request context."),
    "900420": (
        401,
        "The audience in the token is invalid and is no longer supported in Partner Center API.",
    ),
    "900329": (403, "This resource doesn't support application-only authentication."),
    "1000": (404, "Not found."),
    "3000": (400, "Invalid property."),
    "13605": (
        403,
        "A partner confirmation of the customer's acceptance of the Microsoft Customer Agreement "
        "must be provided, or the customer must accept it in the admin center, before completing "
        "this purchase.",
    ),
    "2091": (403, "The offer is no longer available for purchase."),
    "20000": (404, "Order ID not found."),
    "60003": (404, "Tenant not found."),
    "600061": (400, "An agreement with the same details already exists."),
    "400013": (404, "The product was not found."),
    "400018": (404, "The SKU was not found."),
    "400019": (404, "The availability was not found."),
    "400030": (403, "The requested targetSegment isn't allowed."),
    "400036": (403, "The requested targetView isn't allowed."),
    "800002": (400, "Invalid request input."),
    "800007": (404, "Unable to retrieve provisioning information."),
    "800008": (404, "Unable to retrieve cart Id."),
    "800009": (400, "Error in Cart item(s)."),
    "800024": (400, "You are not eligible for this transaction."),
    "800061": (400, "The order cannot be cancelled."),
    "800065": (400, "Cannot check out an already submitted cart."),
    "800070": (400, "Offer is not available in the specified country."),
    "900117": (400, "You have passed your cancellation window."),
}


class Refusal(Exception):
    """A call that is answered with an error instead of a result."""

    def __init__(self, *, status: int, code: str, description: str) -> None:
        super().__init__(f"{status}/{code} {description}")
        self.status = status
        self.code = code
        self.description = description


def refusal(code: str, description: str | None = None) -> Refusal:
    status, documented = DOCUMENTED[code]
    return Refusal(status=status, code=code, description=description or documented)
