"""Making Microsoft tell something, and seeing what became of its notices."""

from entrypoints.simulator.controls.reading import rejected, text_in, whole_body
from entrypoints.simulator.webhooks.notices import EVENTS, KIND, notify
from entrypoints.simulator.webhooks.signing import signer
from entrypoints.simulator.wire.answer import Answer
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.wire.routes import Route
from entrypoints.simulator.world import World


def tell(world: World, call: Call) -> Answer:
    body = whole_body(call)
    event, resource = text_in(body, "event"), text_in(body, "resource_uri")
    if event not in EVENTS:
        raise rejected(f"event is one of {', '.join(EVENTS)}; orders have none")
    notice = notify(world, event, resource_uri=resource, base_url=call.base_url)
    if notice is None:
        raise rejected(f"nobody registered for {event}")
    return Answer(status=201, document=notice)


def list_notices(world: World, call: Call) -> Answer:
    return Answer(document={"items": world.store.all(KIND)})


def show_root(world: World, call: Call) -> Answer:
    return Answer(content=signer(world.store)["root"].encode(), content_type="text/plain")


ROUTES = (
    Route("POST", "/_simulator/notices", tell),
    Route("GET", "/_simulator/notices", list_notices),
    Route("GET", "/_simulator/notices/root", show_root),
)
