"""Microsoft's own Graph library exports invoice lines from the simulator (B15, contract 12)."""

import asyncio
from importlib import import_module
from typing import Any

import httpx
import pytest

from entrypoints.simulator.hosts.front import Simulator
from entrypoints.simulator.world import IN_MEMORY, open_world
from tests.entrypoints.simulator.invoiced import INVOICE, invoiced
from tests.entrypoints.simulator.partner import GRAPH, Partner
from tests.support.simulator_transport import SimulatorTransport

BILLED = "msgraph.generated.reports.partners.billing.reconciliation.billed"
EXPORT = f"{BILLED}.microsoft_graph_partners_billing_export"
ROOT = "http://sim/v1.0"


class InProcess(httpx.AsyncBaseTransport):
    def __init__(self, transport: SimulatorTransport) -> None:
        self._transport = transport

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return self._transport.handle_request(request)


class Bearer:
    def __init__(self, token: str) -> None:
        self._token = token

    async def authenticate_request(self, request: Any, context: Any = None) -> None:
        request.headers.add("Authorization", f"Bearer {self._token}")


def graph(transport: SimulatorTransport, token: str) -> Any:
    """Imported by name: type checkers would read all of Graph's 200 MB."""
    msgraph = import_module("msgraph")
    http = httpx.AsyncClient(transport=InProcess(transport))
    adapter = msgraph.GraphRequestAdapter(Bearer(token), client=http)
    client = msgraph.GraphServiceClient(request_adapter=adapter)
    client.request_adapter.base_url = ROOT
    return client


async def exported(client: Any) -> httpx.Response:
    """The whole answer: the library's own reading of it has no Location."""
    handlers = import_module("kiota_abstractions.native_response_handler")
    options = import_module("kiota_http.middleware.options")
    native = options.ResponseHandlerOption(handlers.NativeResponseHandler())
    body = import_module(f"{EXPORT}.export_post_request_body").ExportPostRequestBody()
    body.invoice_id = INVOICE
    attributes = import_module("msgraph.generated.models.partners.billing.attribute_set")
    body.attribute_set = attributes.AttributeSet.Full
    configuration = import_module("kiota_abstractions.base_request_configuration")
    wanted = configuration.RequestConfiguration(options=[native])
    export = client.reports.partners.billing.reconciliation.billed
    answer: httpx.Response = await export.microsoft_graph_partners_billing_export.post(body, wanted)
    return answer


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("form", ["inline", "link"])
def test_graphs_own_library_reads_an_export_to_its_manifest(form: str) -> None:
    transport = SimulatorTransport(Simulator(open_world(IN_MEMORY, seed=7)))
    partner = Partner(httpx.Client(transport=transport, base_url="http://sim"))
    partner.settings(export_manifest=form)
    invoiced(partner, 1, 2)
    client = graph(transport, partner.token(GRAPH))

    async def story() -> None:
        billing = client.reports.partners.billing
        accepted = await exported(client)
        name = accepted.headers["location"].rpartition("/")[2]
        running = await billing.operations.by_operation_id(name).get()
        partner.wait(10)
        done = await billing.operations.by_operation_id(name).get()
        assert (accepted.status_code, type(running).__name__) == (202, "RunningOperation")
        assert type(done).__name__ == "ExportSuccessOperation"
        if form == "inline":
            manifest = done.resource_location
        else:
            link = done.additional_data["resourceLocation@odata.navigationLink"]
            manifest = await billing.manifests.by_manifest_id(link.rpartition("/")[2]).get()
        assert (manifest.blob_count, manifest.blobs[0].name) == (1, "part-00000.json.gz")
        assert manifest.root_directory.startswith("http://sim/blobs/")

    asyncio.run(story())
