"""The files of this checkout, for tests that read them."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def our_files() -> Iterator[Path]:
    """The files git knows or would add; without git, all but what tools made."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        files = (ROOT / name for name in listed.stdout.split("\0") if name)
    else:
        files = (path for path in ROOT.rglob("*") if not _made_by_tools(path.relative_to(ROOT)))
    return (path for path in files if path.is_file())


def _made_by_tools(path: Path) -> bool:
    hidden = {part for part in path.parts if part.startswith(".")} - {".ci", ".gitignore"}
    return bool(hidden) or "__pycache__" in path.parts
