"""api.partnercenter.microsoft.com: the commerce API."""

from dataclasses import replace

from entrypoints.simulator.catalogue import pages as catalogue_pages
from entrypoints.simulator.customers import pages as customer_pages
from entrypoints.simulator.hosts.errors import error_document
from entrypoints.simulator.hosts.host import Host
from entrypoints.simulator.invoicing import pages as invoice_pages
from entrypoints.simulator.login.credentials import COMMERCE as AUDIENCE
from entrypoints.simulator.login.credentials import RETIRED, bearer_of
from entrypoints.simulator.partner import PARTNER
from entrypoints.simulator.purchasing import cancelling, carts, checkout
from entrypoints.simulator.purchasing import pages as order_pages
from entrypoints.simulator.webhooks import pages as webhook_pages
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import Refusal, refusal
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World


def admit_partner(world: World, call: Call, route: Route) -> None:
    authorization = call.headers.get("authorization")
    if not authorization:
        raise refusal("800001")
    bearer = bearer_of(world, authorization)
    if bearer is None:
        raise refusal("400")
    if bearer.audience != AUDIENCE:
        raise refusal("900420" if bearer.audience == RETIRED else "400")
    if route.user_only and not bearer.user:
        raise refusal("900329")


def commerce_error(world: World, call: Call, refused: Refusal) -> Answer:
    challenge = {"www-authenticate": f"OAuth realm=urn:cpsvc:cpid:{PARTNER}"}
    return Answer(
        status=refused.status,
        document=error_document(refused, shape=world.settings["error_shape"]),
        headers=challenge if refused.status == 401 else {},
    )


def echoing(world: World, call: Call, answer: Answer) -> Answer:
    """Repeats the caller's headers, twice when so set, and marks the byte order."""
    settings = world.settings.all()
    echo = {
        "ms-requestid": call.request_id,
        "ms-correlationid": call.correlation_id,
        "x-locale": call.locale,
    }
    if settings["duplicate_echo"]:
        echo = {name: f"{value},{value}" for name, value in echo.items()}
    own = {
        "ms-cv": call.headers.get("ms-cv") or f"{world.ids.secret(12)}.0",
        "ms-serverid": "0000112D",
        "request-context": f"appId=cid-v1:{PARTNER}",
    }
    return replace(answer, headers={**answer.headers, **echo, **own}, bom=settings["bom"])


COMMERCE = Host(
    routes=(
        catalogue_pages.ROUTES
        + customer_pages.ROUTES
        + carts.ROUTES
        + checkout.ROUTES
        + order_pages.ROUTES
        + cancelling.ROUTES
        + invoice_pages.ROUTES
        + webhook_pages.ROUTES
    ),
    refused=commerce_error,
    admits=admit_partner,
    dressed=echoing,
    replays=True,
)
