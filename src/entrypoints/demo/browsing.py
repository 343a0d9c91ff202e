"""What the storefront lists, what each customer pays, and why."""

from __future__ import annotations

from application.queries.explain_price import ExplainPrice
from application.queries.payable_price import ShowPayablePrice
from application.queries.price_explanation import PriceExplanation
from application.queries.storefront_products import ListStorefrontProducts
from core.ids import InstanceId
from entrypoints.demo.people import People
from entrypoints.demo.scene import Scene

OFFICE = "DG7GMGF0DWTL:0001"


def browse(scene: Scene, instance: InstanceId, people: People) -> None:
    say = scene.narrator.say
    products = scene.ask(ListStorefrontProducts(limit=500)).items
    say(f"The storefront lists {len(products)} products, each at its highest price, such as:")
    scene.narrator.products([each for each in products if each.code.startswith(OFFICE)])
    say(f"Once the end customer is selected, its country's price for {OFFICE}:SEG0001 counts:")
    prices = []
    for buyer in (people.university, people.logistics):
        query = ShowPayablePrice(account_id=buyer.account, code=f"{OFFICE}:SEG0001")
        price = scene.ask(query, buyer.principal)
        unit = f"{price.unit_name}, {price.billing_term}"
        say(f"{buyer.name} ({price.country}): {price.payable} per unit ({unit}).")
        prices.append(price)
    explanation = explain(scene, instance)
    scene.tell("prices", products=len(products), payable=prices, explanation=explanation)


def explain(scene: Scene, instance: InstanceId) -> PriceExplanation:
    """Where the default price in shekels came from."""
    query = ExplainPrice(instance_id=instance, code=f"{OFFICE}:SEG0001", currency="ILS")
    explanation = scene.ask(query)
    scene.narrator.say(f"Why {explanation.sell.result} in the list?")
    for step in explanation.steps:
        scene.narrator.say(f"  {step}")
    return explanation
