"""What `perpetua serve` says when it has begun."""

from __future__ import annotations

from subprocess import Popen


def api_of(process: Popen[str]) -> str:
    """The address of its API; waits for the line that tells it."""
    assert process.stdout
    for line in process.stdout:
        if line.startswith("API "):
            return line.split()[1]
    raise AssertionError("The server ended without an API.")
