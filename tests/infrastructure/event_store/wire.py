"""A wire to PostgreSQL that breaks when a test says so."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import make_url

_PIECE = 65_536


@dataclass
class Wire:
    """`loses` names what is lost next, after which the connection breaks."""

    address: str
    server: tuple[str, int]
    loses: str | None = None
    broken: int = 0
    _sockets: list[socket.socket] = field(default_factory=list)

    def lose_answer(self) -> None:
        """The next thing that is sent arrives and is done; its answer is lost."""
        self.loses = "answer"

    def lose_question(self) -> None:
        """The next thing that is sent never arrives."""
        self.loses = "question"

    def serve(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                server = socket.create_connection(self.server)
                self._sockets += [client, server]
                self._carry(client, server, "question")
                self._carry(server, client, "answer")

    def close(self) -> None:
        for each in self._sockets:
            _end(each)

    def _carry(self, source: socket.socket, target: socket.socket, what: str) -> None:
        carrying = (source, target, what)
        threading.Thread(target=self._carried, args=carrying, daemon=True).start()

    def _carried(self, source: socket.socket, target: socket.socket, what: str) -> None:
        with suppress(OSError):
            while piece := source.recv(_PIECE):
                if self.loses == what:
                    self.loses = None
                    self.broken += 1
                    break
                target.sendall(piece)
        _end(source)
        _end(target)


@contextmanager
def wire_to(url: str) -> Iterator[Wire]:
    """A way to the database at a URL that the test can break."""
    to = make_url(url)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        wire = Wire(
            address=to.set(port=port).render_as_string(hide_password=False),
            server=(str(to.host), int(to.port or 0)),
        )
        serving = threading.Thread(target=wire.serve, args=(listener,), daemon=True)
        serving.start()
        try:
            yield wire
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            serving.join()
            wire.close()


def _end(each: socket.socket) -> None:
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()
