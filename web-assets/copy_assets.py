"""Copy what the pages use out of node_modules, and note the checksum of each file."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
STATIC = HERE.parent / "src" / "entrypoints" / "web" / "static"
CHECKSUMS = HERE / "checksums.txt"

COPIED = {
    "tabler.min.css": PACKAGES / "@tabler/core/dist/css/tabler.min.css",
    "htmx.min.js": PACKAGES / "htmx.org/dist/htmx.min.js",
}
ICONS = """
alert-triangle arrow-back-up building calendar certificate chart-bar check checklist chevron-right
clock cloud-download copy download exchange eye file-invoice gauge history infinity info-circle
license link menu-2 package pencil player-play receipt refresh scale search settings shopping-cart
tag trash user users world x
"""
RENAMED = {"menu-2": "menu"}


def sprite() -> str:
    """Every icon as a symbol of one file, drawn in the colour of the text around it."""
    symbols = "\n".join(_symbol(name) for name in ICONS.split())
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'


def _symbol(name: str) -> str:
    drawn = (PACKAGES / f"@tabler/icons/icons/outline/{name}.svg").read_text()
    inside = re.sub(r"\s+", " ", drawn[drawn.index(">", drawn.index("<svg")) + 1 :])
    paths = inside.removesuffix("</svg> ").removesuffix("</svg>").strip()
    look = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'
    return (
        f'<symbol id="{RENAMED.get(name, name)}" viewBox="0 0 24 24" {look} '
        f'stroke-linejoin="round">{paths}</symbol>'
    )


def main() -> None:
    for name, source in COPIED.items():
        text = re.sub(r"\n?/\*# sourceMappingURL=.*?\*/", "", source.read_text())
        (STATIC / name).write_text(text)
    (STATIC / "icons.svg").write_text(sprite())
    lines = (
        f"{hashlib.sha256((STATIC / name).read_bytes()).hexdigest()}  {name}\n"
        for name in sorted((*COPIED, "icons.svg"))
    )
    CHECKSUMS.write_text("".join(lines))


if __name__ == "__main__":
    main()
