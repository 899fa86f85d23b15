"""Plain C prototypes of the pdfium functions that are called once a character, a run or a path segment.

pypdfium2's own bindings check each argument; these take integers and addresses and cost about 200 ns a call.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pypdfium2.raw as raw


def prototype(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The pdfium function as an unchecked C call."""
    address = address_of(getattr(raw, name))
    function: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return function


def address_of(pointer: Any) -> int:
    """The address a pypdfium2 handle points to."""
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def rows_of(buffer: np.ndarray[Any, Any]) -> range:
    """The addresses of the rows of a C-contiguous buffer."""
    if not len(buffer):
        return range(0)
    step = buffer.strides[0]
    return range(buffer.ctypes.data, buffer.ctypes.data + step * len(buffer), step)


def run_calls(calls: Iterable[Any]) -> None:
    """Makes the calls of a lazy map for what they write."""
    deque(calls, maxlen=0)
