"""One PostgreSQL address with several hosts, as libpq writes it: whichever leads answers."""

from __future__ import annotations

import re

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

_SEVERAL = re.compile(
    r"(?P<before>postgresql[^:/]*://(?:[^/]*@)?)(?P<hosts>[^/?@]*,[^/?@]*)(?P<after>.*)"
)
_HOST = re.compile(r"(?:\[(?P<six>[0-9a-fA-F:.]+)]|(?P<name>[^:\[\]]+))(?::(?P<port>\d+))?")


def parsed(address: str) -> URL:
    """The URL of `scheme://user@host:port,host:port/database?options`, or of one with one host.

    The hosts become options: that is where SQLAlchemy and its drivers look for several.

    Raises:
        ArgumentError, ValueError: that is no address.
    """
    found = _SEVERAL.fullmatch(address)
    if found is None:
        return make_url(address)
    hosts = [_HOST.fullmatch(each) for each in found["hosts"].split(",")]
    if not all(hosts):
        raise ArgumentError("One of the hosts is none.")
    known = [each for each in hosts if each]
    places = {
        "host": ",".join(each["six"] or each["name"] for each in known),
        "port": ",".join(each["port"] or "" for each in known),
    }
    return make_url(found["before"] + found["after"]).update_query_dict(places)
