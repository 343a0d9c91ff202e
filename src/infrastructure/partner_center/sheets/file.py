"""The CSV inside a price sheet's body, which may be a ZIP archive (contract 5.2)."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from application.ports.microsoft.errors import PriceSheetUnreadable, VendorUnavailable

ZIP = b"PK\x03\x04"
LARGEST = 512 * 1024 * 1024
"""Bytes that an unpacked sheet may have; Microsoft's largest known one has 42 million."""


@contextmanager
def opened(body: bytes) -> Iterator[IO[bytes]]:
    """The file's bytes, unpacked while they are read.

    Raises, also while the caller reads:
        PriceSheetUnreadable: the file is no CSV in UTF-8.
        VendorUnavailable: the archive is damaged.
    """
    try:
        with _unpacked(body) if body.startswith(ZIP) else io.BytesIO(body) as content:
            yield content
    except (UnicodeDecodeError, csv.Error) as failed:
        raise PriceSheetUnreadable(str(failed)) from failed
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as failed:
        raise VendorUnavailable(f"The price sheet's archive is damaged: {failed}") from failed


@contextmanager
def _unpacked(body: bytes) -> Iterator[IO[bytes]]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive, archive.open(_the_member(archive)) as member:
        yield member


def _the_member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    members = [each for each in archive.infolist() if not each.is_dir()]
    if len(members) != 1:
        raise PriceSheetUnreadable(f"the archive holds {len(members)} files instead of one")
    if members[0].file_size > LARGEST:
        raise PriceSheetUnreadable(f"it would unpack to {members[0].file_size} bytes")
    return members[0]
