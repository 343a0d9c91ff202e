"""Microsoft's published payloads, in the project's shared folder beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

SAMPLES = Path(__file__).parents[3].parent / "shared" / "partner-center" / "samples"

needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the folder shared/ beside the repository is not here"
)


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()
