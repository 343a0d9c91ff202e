"""The form in which buyers rename a licence and note what is theirs (S9, D5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Form


@dataclass(frozen=True)
class AssetEdits:
    """`fields` are the buyer's own; `version` is the one that they looked at."""

    name: str
    fields: dict[str, str]
    version: int
    new_field: str
    new_value: str


def _sent(
    name: Annotated[str, Form(max_length=200)],
    version: Annotated[int, Form()],
    field: Annotated[list[str], Form(default_factory=list)],
    value: Annotated[list[str], Form(default_factory=list)],
    new_field: Annotated[str, Form(max_length=60)] = "",
    new_value: Annotated[str, Form(max_length=200)] = "",
) -> AssetEdits:
    """The n-th value belongs to the n-th field."""
    fields = dict(zip(field, value, strict=False))
    if new_field.strip():
        fields[new_field.strip()] = new_value.strip()
    return AssetEdits(name, fields, version, new_field, new_value)


Edits = Annotated[AssetEdits, Depends(_sent)]
