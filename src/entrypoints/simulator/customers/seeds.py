"""The customers every new simulator starts with."""

import uuid
from dataclasses import dataclass

from entrypoints.simulator.state.store import Store

SETTLED = "2025-02-03T09:30:00.0000000Z"
AGREEMENT = "MicrosoftCustomerAgreement"
AGREEMENT_TEMPLATE = "117a77b0-9360-443b-8795-c6dedc750cf9"
ALL_CUSTOMERS = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class SeededCustomer:
    """number makes the tenant id; qualification is (name, vetting status)."""

    number: int
    name: str
    domain: str
    culture: str
    city: str
    postal_code: str
    street: str
    qualification: tuple[str, str] | None = None
    agreed: bool = True

    @property
    def id(self) -> str:
        return f"c0ffee00-0000-4000-8000-{self.number:012d}"

    def settle(self, store: Store) -> None:
        store.put("customer", self.id, body=self._body())
        if self.qualification:
            qualify(store, self.id, name=self.qualification[0], status=self.qualification[1])
        if self.agreed:
            agree(store, self.id, body={"dateAgreed": SETTLED})

    def _body(self) -> dict[str, str]:
        language, _, country = self.culture.partition("-")
        return {
            "id": self.id,
            "commerceId": str(uuid.uuid5(uuid.UUID(ALL_CUSTOMERS), self.name)),
            "name": self.name,
            "domain": f"{self.domain}.onmicrosoft.com",
            "country": country,
            "culture": self.culture,
            "language": language,
            "city": self.city,
            "postalCode": self.postal_code,
            "addressLine1": self.street,
            "firstName": "Alex",
            "lastName": "Example",
            "email": f"admin@{self.domain}.example",
            "phoneNumber": "5550100",
        }


def qualify(
    store: Store, customer_id: str, *, name: str, status: str | None, since: str = SETTLED
) -> None:
    body = {"qualification": name, "vettingStatus": status, "vettingCreatedDate": since}
    present = {key: value for key, value in body.items() if value is not None}
    store.put("qualification", f"{customer_id}:{name}", body=present, owner=customer_id)


def agree(store: Store, customer_id: str, *, body: dict[str, object]) -> None:
    contact = {"firstName": "Alex", "lastName": "Example", "email": "admin@customer.example"}
    agreement: dict[str, object] = {
        "userId": ALL_CUSTOMERS,
        "primaryContact": contact,
        "templateId": AGREEMENT_TEMPLATE,
        "type": AGREEMENT,
    }
    store.put("agreement", customer_id, body=agreement | body, owner=customer_id)


CUSTOMERS = (
    SeededCustomer(
        1, "Hellenic Logistics S.A.", "helleniclogistics", "el-GR", "Piraeus", "18535", "Akti 12"
    ),
    SeededCustomer(
        2,
        "Universität Nordlicht",
        "uninordlicht",
        "de-DE",
        "Kiel",
        "24103",
        "Förde 1",
        ("Education", "Approved"),
    ),
    SeededCustomer(
        3, "Contoso Werke GmbH", "contosowerke", "de-DE", "Stuttgart", "70173", "Werkstr. 5"
    ),
    SeededCustomer(
        4,
        "Aegean Schools",
        "aegeanschools",
        "el-GR",
        "Rhodes",
        "85100",
        "Odos 7",
        ("Education", "InReview"),
    ),
    SeededCustomer(
        5, "Fourth Coffee Inc.", "fourthcoffee", "en-US", "Seattle", "98101", "4th Ave 400"
    ),
    SeededCustomer(
        6,
        "Acme Non-Profit",
        "acmenonprofit",
        "en-US",
        "Portland",
        "97201",
        "Main St 9",
        ("Nonprofit", "Approved"),
    ),
    SeededCustomer(7, "Alpine Trust AG", "alpinetrust", "de-CH", "Zürich", "8001", "Bahnhofstr. 3"),
    SeededCustomer(
        8,
        "Tailspin Toys Ltd",
        "tailspintoys",
        "en-GB",
        "Leeds",
        "LS1 1UR",
        "Park Row 2",
        agreed=False,
    ),
    SeededCustomer(
        9,
        "Kyoto Prefecture Office",
        "kyotooffice",
        "ja-JP",
        "Kyoto",
        "602-8570",
        "Shimodachiuri 1",
        ("GovernmentCommunityCloud", "Approved"),
    ),
    SeededCustomer(
        10, "Kiwi Freight Ltd", "kiwifreight", "en-NZ", "Auckland", "1010", "Queen St 1"
    ),
)
