"""A test can own the simulator's time, chance and memory, and needs no socket (B15)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from entrypoints.simulator.hosts.front import Simulator
from entrypoints.simulator.wire.call import Call
from entrypoints.simulator.world import IN_MEMORY, open_world
from tests.entrypoints.simulator.partner import CONTOSO, Partner
from tests.support.simulator_transport import SimulatorTransport

NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)


class OwnClock:
    def __init__(self) -> None:
        self.moment = NEW_YEAR

    def now(self) -> datetime:
        return self.moment

    def advance(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


def opened(ids_seed: int = 1, clock: OwnClock | None = None) -> Simulator:
    return Simulator(open_world(IN_MEMORY, seed=7, clock=clock or OwnClock(), ids_seed=ids_seed))


def partner_at(simulator: Simulator) -> Partner:
    return Partner(httpx.Client(transport=SimulatorTransport(simulator), base_url="http://sim"))


def story(ids_seed: int) -> list[Any]:
    """What a partner sees of a purchase and of its customer, secrets included."""
    partner = partner_at(opened(ids_seed))
    partner.fault("no_perpetual_id", seconds=5)
    bought = partner.buy()
    partner.wait(20)
    entra = partner.http.post("/tenant/oauth2/token", data={"client_id": "?"})
    read = partner.call("GET", f"/v1/customers/{CONTOSO}/orders/{bought['alternateId']}")
    return [
        bought,
        read.content,
        dict(read.headers),
        entra.json(),
        partner.control("GET", "/calls"),
    ]


def test_the_same_seed_tells_the_same_story_to_the_last_byte() -> None:
    assert story(1) == story(1)
    assert story(1) != story(2)


def test_time_is_the_tests_own() -> None:
    clock = OwnClock()
    partner = partner_at(opened(clock=clock))
    bought = partner.buy()
    assert bought["creationDate"] == "2027-01-01T00:00:00.0000000Z"
    clock.advance(1)
    assert partner.order(bought)["status"] == "completed"
    moved = partner.control("POST", "/clock", {"now": "2027-03-01T00:00:00+00:00"})
    assert moved == {"now": "2027-03-01T00:00:00.0000000Z"}
    assert clock.moment == datetime(2027, 3, 1, tzinfo=UTC)


def test_nothing_sleeps_the_caller_is_told_the_delay() -> None:
    simulator = opened()
    partner_at(simulator).fault("slow", method="GET", path="*/customers", seconds=3600)
    call = Call.made("GET", "http://sim/v1/customers", headers={})
    answer, delay_seconds = simulator.answer(call)
    assert answer is not None
    assert (answer.status, delay_seconds) == (401, 3600)


def test_an_answer_beyond_the_read_timeout_is_a_timeout_of_a_purchase_that_was_made() -> None:
    partner = partner_at(opened())
    cart_id = partner.open_cart(CONTOSO)
    partner.fault("slow", seconds=31)
    with pytest.raises(httpx.ReadTimeout):
        partner.check_out(CONTOSO, cart_id, timeout=30)
    assert len(partner.bought()) == 1
    partner.fault("slow", seconds=29)
    assert partner.check_out(CONTOSO, cart_id, timeout=30).status_code == 201


def test_long_runs_need_not_keep_their_calls() -> None:
    partner = partner_at(opened())
    partner.settings(log_calls=False)
    partner.buy()
    assert partner.control("GET", "/calls")["items"] == []


def test_chance_is_the_tests_own_too() -> None:
    def struck(ids_seed: int) -> list[int]:
        partner = partner_at(opened(ids_seed))
        partner.fault("throttled", method="GET", path="*", count=1000, probability=0.5)
        path = f"/v1/customers/{CONTOSO}"
        return [partner.call("GET", path).status_code for _ in range(30)]

    assert struck(1) == struck(1)
    assert struck(1) != struck(2)
