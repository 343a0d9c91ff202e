"""Ids and secrets that the simulator makes up: unguessable, or the same again for a seed."""

import base64
import random
import string
import uuid

ORDER_LETTERS = string.ascii_letters + string.digits + "-_"


class Ids:
    """Without a seed the machine's randomness; with one the same names in the same order."""

    def __init__(self, seed: str | None = None) -> None:
        chance = random.Random(seed)  # noqa: S311 - its secrets open nothing
        self._source = random.SystemRandom() if seed is None else chance

    def uuid(self) -> str:
        return str(uuid.UUID(int=self._source.getrandbits(128), version=4))

    def hex(self, digits: int) -> str:
        return f"{self._source.getrandbits(4 * digits):0{digits}x}"

    def secret(self, octets: int) -> str:
        """Letters, digits, - and _ that carry so many octets of chance."""
        drawn = self._source.getrandbits(8 * octets).to_bytes(octets)
        return base64.urlsafe_b64encode(drawn).decode().rstrip("=")

    def order_id(self) -> str:
        """The long form: 32 characters and a 1."""
        return "".join(self._source.choices(ORDER_LETTERS, k=32)) + "1"

    def chance(self) -> float:
        """From 0 up to, but not, 1."""
        return self._source.random()
