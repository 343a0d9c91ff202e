"""Products, SKUs and availabilities as the wire shows them."""

from dataclasses import dataclass
from typing import Any

from entrypoints.simulator.catalogue.assortment import Offer
from entrypoints.simulator.catalogue.offers import Offers
from entrypoints.simulator.catalogue.patches import patched
from entrypoints.simulator.catalogue.texts import described
from entrypoints.simulator.catalogue.titles import Sku, Title
from entrypoints.simulator.wire.answer import link

SOFTWARE = {"id": "Software", "displayName": "Software"}
PERPETUAL = {"id": "PerpetualSoftware", "displayName": "Perpetual Software"}


@dataclass(frozen=True)
class Showcase:
    """From where somebody looks at the catalogue: the links' prefix, country and language.

    patches are laid over the documents of products and SKUs.
    """

    prefix: str
    country: str
    locale: str
    patches: list[dict[str, Any]]

    def uri(self, path: str) -> str:
        scope = "" if self.prefix else f"?country={self.country}"
        return f"{self.prefix}/products{path}{scope}"

    def product(self, title: Title) -> dict[str, Any]:
        document = {
            "id": title.id,
            "title": title.title,
            "description": described(title, self.locale),
            "productType": SOFTWARE | {"subType": PERPETUAL},
            "isMicrosoftProduct": True,
            "publisherName": "Microsoft",
            "links": {
                "skus": link(self.uri(f"/{title.id}/skus")),
                "self": link(self.uri(f"/{title.id}")),
            },
        }
        return patched(title.id, document, patches=self.patches)

    def sku(self, title: Title, sku: Sku) -> dict[str, Any]:
        path = f"/{title.id}/skus/{sku.id}"
        document = {
            "id": sku.id,
            "productId": title.id,
            "title": sku.title,
            "description": f"{sku.title}. {described(title, self.locale)}",
            "minimumQuantity": sku.minimum,
            "maximumQuantity": sku.maximum,
            "isTrial": False,
            "supportedBillingCycles": ["one_time"],
            "purchasePrerequisites": ["MicrosoftCustomerAgreement"],
            "inventoryVariables": [],
            "provisioningVariables": [],
            "actions": ["Refund"],
            "dynamicAttributes": {"isMicrosoftProduct": True, "duration": "OneTime"},
            "links": {
                "availabilities": link(self.uri(f"{path}/availabilities")),
                "self": link(self.uri(path)),
            },
        }
        return patched(f"{title.id}:{sku.id}", document, patches=self.patches)

    def availability(self, offer: Offer, offers: Offers) -> dict[str, Any]:
        availability_id = offers.availability_id(offer)
        path = f"/{offer.title.id}/skus/{offer.sku.id}/availabilities/{availability_id}"
        return {
            "id": availability_id,
            "productId": offer.title.id,
            "skuId": offer.sku.id,
            "catalogItemId": offers.catalog_item_id(offer),
            "defaultCurrency": {"code": offer.market.currency, "symbol": offer.market.symbol},
            "segment": offer.segment,
            "country": offer.market.country,
            "isPurchasable": True,
            "isRenewable": False,
            "terms": [],
            "product": self.product(offer.title),
            "sku": self.sku(offer.title, offer.sku),
            "links": {"self": link(self.uri(path))},
        }
