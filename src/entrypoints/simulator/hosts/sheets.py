"""api.partner.microsoft.com: price sheets, with a token audience and an error shape of its own."""

from entrypoints.simulator.hosts.host import Host
from entrypoints.simulator.login.credentials import SHEETS as AUDIENCE
from entrypoints.simulator.login.credentials import bearer_of
from entrypoints.simulator.prices.pages import ROUTES
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import Refusal, refusal
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World

NAMES = {"1000": "itemNotFound", "900329": "accessDenied"}


def admit_user(world: World, call: Call, route: Route) -> None:
    bearer = bearer_of(world, call.headers.get("authorization", ""))
    if bearer is None or bearer.audience != AUDIENCE:
        described = "Invalid Authorization header"
        raise Refusal(status=401, code="unauthenticated", description=described)
    if route.user_only and not bearer.user:
        raise refusal("900329")


def sheet_error(world: World, call: Call, refused: Refusal) -> Answer:
    error = {
        "code": NAMES.get(refused.code, refused.code),
        "message": refused.description,
        "target": "pricesheets",
        "innerError": {"code": refused.code, "message": refused.description},
    }
    return Answer(
        status=refused.status,
        document={"error": error},
        headers={"request-id": call.own_request_id},
    )


SHEETS = Host(routes=ROUTES, refused=sheet_error, admits=admit_user)
