"""Carries notices to their addresses while the program runs."""

import http.client
from threading import Event, Thread
from urllib.parse import urlsplit

from entrypoints.simulator.hosts.front import Simulator

PAUSE_SECONDS = 0.5
PATIENCE_SECONDS = 5


class Postman:
    """A thread of its own: the receiver may call the simulator while it is being told."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator
        self._stopped = Event()
        self._thread = Thread(target=self._round, name="postman", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join(PATIENCE_SECONDS + PAUSE_SECONDS)

    def _round(self) -> None:
        while not self._stopped.wait(PAUSE_SECONDS):
            for notice in self._simulator.notices():
                status = posted(notice["url"], notice["headers"], body=notice["body"].encode())
                self._simulator.note_attempt(notice["id"], status=status)


def posted(url: str, headers: dict[str, str], *, body: bytes) -> int | None:
    """The answer's status; None when there was no answer."""
    parts = urlsplit(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.netloc, timeout=PATIENCE_SECONDS)
    try:
        target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
        connection.request("POST", target, body, headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
