"""The simulator as a program: real sockets, kills and restarts (B15, B1)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from entrypoints import simulator
from tests.entrypoints.simulator.partner import CONTOSO, Partner

SOURCE = Path(simulator.__file__).parents[2]
LOST = (httpx.RemoteProtocolError, httpx.ReadError)


def program(state: Path, *options: str) -> list[str]:
    serve = [sys.executable, "-m", "entrypoints.simulator", "serve", "--port", "0"]
    return [*serve, "--seed", "7", "--state", str(state), *options]


@contextmanager
def running(state: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], Partner]]:
    with subprocess.Popen(
        program(state, *options),
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            said, _, address = process.stdout.readline().strip().rpartition(" ")
            assert said == "Partner Center simulator on"
            with httpx.Client(base_url=address, timeout=5) as http:
                yield process, Partner(http)
        finally:
            process.kill()


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state.db"


def test_everything_survives_a_kill(state: Path) -> None:
    with running(state) as (process, partner):
        partner.settings(completion_seconds=0)
        partner.fault("lost_after", count=2)
        cart_id = partner.open_cart(CONTOSO)
        request = {"headers": {"MS-RequestId": "3f8a4c1e-aaaa-4000-8000-000000000001"}}
        with pytest.raises(LOST):
            partner.check_out(CONTOSO, cart_id, **request)
        (line,) = partner.bought()
        partner.wait(3600)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with running(state) as (_, partner):
        assert partner.bought() == [line]
        assert partner.control("GET", "/clock")["offset_seconds"] == 3600
        assert partner.control("GET", "/settings")["completion_seconds"] == 0
        assert [fault["count"] for fault in partner.control("GET", "/faults")["items"]] == [1]
        with pytest.raises(LOST):
            partner.check_out(CONTOSO, cart_id, **request)
        replayed = partner.check_out(CONTOSO, cart_id, **request).json()
        assert replayed["orders"][0]["id"] == line["order_id"]
        assert partner.bought() == [line]


def test_faults_are_visible_on_a_socket(state: Path) -> None:
    with running(state) as (_, partner):
        partner.fault("lost_before")
        with pytest.raises(LOST):
            partner.check_out(CONTOSO, partner.open_cart(CONTOSO))
        assert partner.bought() == []
        for name, status in (("refusal", 403), ("throttled", 429), ("server_error", 500)):
            partner.fault(name)
            answer = partner.check_out(CONTOSO, partner.open_cart(CONTOSO))
            assert answer.status_code == status
        partner.fault("malformed")
        answer = partner.check_out(CONTOSO, partner.open_cart(CONTOSO))
        assert answer.status_code == 201
        with pytest.raises(ValueError, match="Expecting value"):
            answer.json()


def test_a_late_answer_comes_after_the_client_gave_up(state: Path) -> None:
    with running(state) as (_, partner):
        cart_id = partner.open_cart(CONTOSO)
        partner.fault("slow", seconds=0.4)
        with pytest.raises(httpx.ReadTimeout):
            partner.check_out(CONTOSO, cart_id, timeout=0.1)
        assert len(partner.bought()) == 1
        partner.fault("throttled", delay_seconds=0.2)
        began = time.monotonic()
        assert partner.check_out(CONTOSO, cart_id).status_code == 429
        assert time.monotonic() - began >= 0.2


@pytest.mark.parametrize("wanted", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_when_asked_to(state: Path, wanted: signal.Signals) -> None:
    with running(state) as (process, partner):
        partner.control("GET", "")
        process.send_signal(wanted)
        said, complained = process.communicate(timeout=5)
        assert (process.returncode, said, complained) == (0, "", "")


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--seed", "8"], "was created with seed 7, not 8"),
        (["--host", "0.0.0.0"], "0.0.0.0 is not a loopback address"),
    ],
)
def test_it_refuses_another_seed_and_other_hosts(state: Path, options: list[str], why: str) -> None:
    with running(state):
        pass
    refused = subprocess.run(
        program(state, *options),
        env=os.environ | {"PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        timeout=10,
        check=False,
    )
    assert refused.returncode == 2
    assert why in refused.stderr
