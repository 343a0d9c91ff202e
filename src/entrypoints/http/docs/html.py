"""Elements of HTML; whatever is not one already is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(name: str, *content: str, **attributes: str) -> Html:
    """`class_` writes the attribute `class`."""
    written = "".join(
        f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items() if value
    )
    return Html(f"<{name}{written}>{joined(content)}</{name}>")


def joined(content: Iterable[str]) -> Html:
    return Html("".join(each if isinstance(each, Html) else escape(each) for each in content))


def prose(text: str) -> Html:
    """A sentence in which `backticks` mark code."""
    parts = text.split("`")
    return joined(element("code", part) if odd % 2 else part for odd, part in enumerate(parts))


def paragraphs(text: str) -> Html:
    return joined(element("p", prose(each)) for each in text.split("\n\n") if each.strip())


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Html:
    head = element("tr", *(element("th", each, scope="col") for each in heads))
    body = (element("tr", *(element("td", cell) for cell in row)) for row in rows)
    content = element("table", element("thead", head), element("tbody", *body))
    return element("div", content, class_="wide")
