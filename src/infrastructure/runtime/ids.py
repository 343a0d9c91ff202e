"""New UUIDv7 identities."""

from __future__ import annotations

from uuid import UUID

from uuid_utils.compat import uuid7


class UuidSeven:
    def new(self) -> UUID:
        return uuid7()
