"""Microsoft's documented business codes, keyed by HTTP status and code (D7; contract 3.3).

Left out of REFUSALS, as they are no proof that nothing was bought: 401, 408, 409, 429 and 5xx, a
bare "not found", and codes that speak of an order or asset that exists.
"""

from __future__ import annotations

from application.ports.microsoft.errors import CartAlreadySubmitted, CartBusy, CartGone

CART_STATES: dict[tuple[int, str], type[CartAlreadySubmitted | CartBusy | CartGone]] = {
    (409, "800060"): CartBusy,
    (409, "800064"): CartBusy,
    (400, "800065"): CartAlreadySubmitted,
    (404, "800008"): CartGone,
}
"""Codes that tell where a cart stands instead of refusing it (D31)."""

_REFUSED = {
    400: """
        2001 2002 2006 2011 2012 2054 2055 2071 2100 3000 4018 6000 6001 27006 27007 60000
        600002 600049 600050 600051 600061 800002 800004 800009 800010 800011 800012 800013
        800016 800017 800018 800021 800022 800024 800025 800026 800029 800030 800042 800062
        800070 800072 800078 800080 800081 800082 800085 800086 800090 800091 800092 800093
        800095 800096 800097 800098 900102 900107 900110 900111 900116 900118 900125 900126
        900127 900128 900129 900131 900132 900133 900134 900136 900141 900142 900143
        900144 900145 900146 900147 900148 900154 900203 900206 900215 900217 900219 900279
        900311 900316 900400 900419
    """,
    403: """
        2006 2030 2032 2085 2091 13605 20002 90000 400030 400036 800020 800023 800027 800028
        800039 800066 800067 800068 800069 800073 800074 800075 800088 800089 900105 900108
        900115 900119 900120 900121 900123 900124 900130 900137 900138 900139 900149 900150
        900308 900309 900329 900416
    """,
    404: "2072 20003 60002 60003 400013 400018 400019 800015 800076 900100 900106 900122 900140",
    417: "800036",
}

REFUSALS = frozenset((status, code) for status, codes in _REFUSED.items() for code in codes.split())
"""A checkout that was answered so bought nothing."""
