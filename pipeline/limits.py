"""What one document may take."""

from __future__ import annotations

from typing import NamedTuple


class Limits(NamedTuple):
    """Seconds of time, and megabytes of memory beyond what an idle process has."""

    seconds: float = 300
    megabytes: int = 2000


LIMITS = Limits()
