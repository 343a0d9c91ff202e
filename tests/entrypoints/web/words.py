"""Every text that the storefront, the frame and the shared parts show."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

WEB = Path(str(files("entrypoints.web")))
_ENGLISH_ONLY = ("bss", "audit")
_KEYWORDS = {**DEFAULT_KEYWORDS, "translatable": None, "say": None}
_READERS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract")]

Message = str | tuple[str, ...]


def every_message() -> frozenset[Message]:
    return frozenset(_messages())


def _messages() -> Iterator[Message]:
    found = extract_from_dir(
        WEB,
        method_map=_READERS,
        options_map={
            "**.html": {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.do"}
        },
        keywords=_KEYWORDS,
    )
    for file, _, message, _, _ in found:
        if not set(Path(file).parts) & set(_ENGLISH_ONLY):
            yield message
