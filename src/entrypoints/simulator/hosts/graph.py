"""graph.microsoft.com: billing exports with a token audience of their own; and plain files."""

from entrypoints.simulator.hosts.host import Host
from entrypoints.simulator.invoicing.export_pages import BLOBS, ROUTES
from entrypoints.simulator.login.credentials import GRAPH as AUDIENCE
from entrypoints.simulator.login.credentials import bearer_of
from entrypoints.simulator.state.clock import to_wire
from entrypoints.simulator.webhooks.pages import CERTIFICATES
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.refusal import Refusal
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World


def admit_reader(world: World, call: Call, route: Route) -> None:
    """An application alone may read, too (PartnerBilling.Read.All)."""
    bearer = bearer_of(world, call.headers.get("authorization", ""))
    if bearer is None or bearer.audience != AUDIENCE:
        described = "Access token validation failure. Invalid audience."
        raise Refusal(status=401, code="InvalidAuthenticationToken", description=described)


def graph_error(world: World, call: Call, refused: Refusal) -> Answer:
    ids = {
        "date": to_wire(world.clock.now())[:19],
        "request-id": call.own_request_id,
        "client-request-id": call.headers.get("client-request-id", call.own_request_id),
    }
    error = {"code": refused.code, "message": refused.description, "innerError": ids}
    return Answer(status=refused.status, document={"error": error})


def blob_error(world: World, call: Call, refused: Refusal) -> Answer:
    xml = f"<Error><Code>{refused.code}</Code><Message>{refused.description}</Message></Error>"
    return Answer(
        status=refused.status, content=xml.encode(), content_type="application/xml; charset=utf-8"
    )


GRAPH = Host(routes=ROUTES, refused=graph_error, admits=admit_reader)
FILES = Host(routes=BLOBS + CERTIFICATES, refused=blob_error)
