"""A peer of P6: the page as the tutorials of SQLAlchemy's ORM and of pydantic answer it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Text, Uuid, create_engine, select, tuple_
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from benchmarks.bare_page import BarePages, place_of
from benchmarks.orm_answer import OrmAsset, OrmPage, shown


class OrmPages:
    """The same rows of the same file."""

    def __init__(self, file: Path, bare: BarePages) -> None:
        self._bare = bare
        self._engine = create_engine(f"sqlite:///{file}")
        self._row = _mapped(bare.table)

    def page(self, after: str | None) -> bytes:
        """The page behind a cursor, as JSON."""
        row, limit = self._row, self._bare.limit
        wanted = select(row).where(row.account_id == self._bare.account)
        if after is not None:
            wanted = wanted.where(tuple_(row.purchase_date, row.raw_id) < place_of(after))
        order = (row.purchase_date.desc(), row.raw_id.desc())
        with Session(self._engine) as session:
            found = session.scalars(wanted.order_by(*order).limit(limit + 1)).all()
            now = datetime.now(UTC)
            items = [OrmAsset.model_validate(shown(each.record, now)) for each in found[:limit]]
        last = items[-1]
        bought = last.purchase_date.isoformat().replace("+00:00", "Z")
        following = self._bare.cursor(bought, str(last.id)) if len(found) > limit else None
        return OrmPage(items=items, next=following).model_dump_json().encode()

    def close(self) -> None:
        self._engine.dispose()


def _mapped(table: str) -> Any:
    class Base(DeclarativeBase):
        pass

    class Row(Base):
        __tablename__ = table
        account_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
        raw_id: Mapped[str] = mapped_column("asset_id", Text, primary_key=True)
        purchase_date: Mapped[str]
        record: Mapped[dict[str, Any]] = mapped_column(JSON)

    return Row
