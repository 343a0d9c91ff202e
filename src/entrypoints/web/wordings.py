"""How the application's own words read in the languages of the storefront (B17)."""

from __future__ import annotations

from gettext import NullTranslations
from typing import Final


def translatable(words: str) -> str:
    """Marks words that are translated where they are shown."""
    return words


_WORDS: Final[dict[str, str]] = {
    "Licenses": translatable("licences"),
    "one time": translatable("one time"),
    "Commercial": translatable("Commercial"),
    "Education": translatable("Education"),
    "Non-Profit": translatable("Non-Profit"),
    "Government Community Cloud": translatable("Government Community Cloud"),
    "operator": translatable("operator"),
    "finance": translatable("finance"),
    "auditor": translatable("auditor"),
    "engineer": translatable("engineer"),
    "reseller": translatable("reseller"),
    "customer": translatable("customer"),
    "active": translatable("active"),
    "canceled": translatable("canceled"),
    "synchronized": translatable("synchronized"),
    "failed": translatable("failed"),
    "in-progress": translatable("in progress"),
    "issued": translatable("issued"),
    "awaited": translatable("awaited"),
    "not_issued": translatable("not issued"),
    "requested": translatable("requested"),
    "declined": translatable("declined"),
    "attempted": translatable("attempted"),
    "refused": translatable("refused"),
    "cancelled": translatable("cancelled"),
    "draft": translatable("draft"),
    "quoted": translatable("quoted"),
    "executed": translatable("executed"),
    "rejected": translatable("rejected"),
    "charge": translatable("charge"),
    "credit": translatable("credit"),
}


def said(name: str, words: NullTranslations) -> str:
    """A state, unit or kind as people read it; what has no words of its own says itself."""
    known = _WORDS.get(name)
    return words.gettext(known) if known else name.replace("_", " ").replace("-", " ")
