"""What one document may take."""

from __future__ import annotations

import math
import time
from contextvars import ContextVar
from typing import NamedTuple


class Limits(NamedTuple):
    """Seconds of time, and megabytes of memory beyond what an idle process has."""

    seconds: float = 300
    megabytes: int = 2000


LIMITS = Limits()

_ENDS_AT: ContextVar[float] = ContextVar("ends_at", default=math.inf)


def begin(limits: Limits) -> None:
    """Count a document's seconds from now on, in this process."""
    _ENDS_AT.set(time.monotonic() + limits.seconds)


def seconds_left() -> float:
    """Until the limit on the document that is being read, infinite where none was set."""
    return _ENDS_AT.get() - time.monotonic()
