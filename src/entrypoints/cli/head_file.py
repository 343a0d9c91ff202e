"""A signed head as a file: what `perpetua audit head --to FILE` writes."""

from __future__ import annotations

from pathlib import Path

import msgspec

from application.ports.heads import Head
from entrypoints.cli.failures import WrongUsage


def head_in(file: Path) -> Head:
    """
    Raises:
        WrongUsage: it cannot be read, or holds no head.
    """
    try:
        head = msgspec.json.decode(file.read_bytes(), type=Head)
    except OSError as fault:
        raise WrongUsage(f"{file} cannot be read: {fault.strerror}") from fault
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise _no_head(file) from fault
    if head.time.tzinfo is None:
        raise _no_head(file)
    return head


def _no_head(file: Path) -> WrongUsage:
    return WrongUsage(
        f"{file} holds no signed head.", advice="Make one: perpetua audit head --to FILE"
    )
