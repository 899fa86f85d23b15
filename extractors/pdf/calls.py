"""Plain C calls of the pdfium functions that are called once a character, a run or a path segment.

pypdfium2's own bindings check each argument. A prototype takes integers and addresses and costs about 270 ns a call, a
letter call 130 ns.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as raw


def prototype(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """The pdfium function as an unchecked C call."""
    address = address_of(getattr(raw, name))
    function: Callable[..., Any] = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return function


def letter_call(name: str, result: Any) -> Callable[..., Any]:
    """The pdfium function as a call that takes its arguments as they are: small integers and what ``pointer_to`` and
    ``places_in`` make, never an address as a number."""
    function: Callable[..., Any] = ctypes.PYFUNCTYPE(result)(address_of(getattr(raw, name)))
    return function


def pointer_to(address: int) -> Any:
    """An address as an argument of a letter call."""
    return ctypes.c_void_p.from_param(address)


def places_in(buffer: np.ndarray[Any, Any], offset: int = 0) -> Iterator[Any]:
    """The places ``offset`` bytes into the rows of a C-contiguous buffer, as arguments of letter calls."""
    if not len(buffer):
        return iter(())
    whole = (ctypes.c_char * buffer.nbytes).from_buffer(buffer.data)
    return map(ctypes.byref, repeat(whole), range(offset, buffer.nbytes, buffer.strides[0]))


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
