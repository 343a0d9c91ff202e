"""Styles and scripts come from npm's packages, unchanged, and from nowhere else."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from entrypoints.web.static_files import FOLDER

PACKAGES = Path(__file__).parents[2] / "web-assets"


def test_every_copied_file_has_the_checksum_that_was_noted() -> None:
    noted = dict(line.split() for line in (PACKAGES / "checksums.txt").read_text().splitlines())
    files = {
        name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in noted.values()
    }
    assert {name: digest for digest, name in noted.items()} == files


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((PACKAGES / "package-lock.json").read_text())
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
