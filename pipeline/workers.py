"""Worker processes: a function's call gets a process, a time and a memory limit of its own. The door to pebble.

Each thread that asks has one process, kept for its next call: a call that hangs, takes too much memory or crashes
natively costs that process alone. The threads are those of this machine's executor or of a Dask worker.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessPool

from pipeline.limits import Limits, begin

_Job = TypeVar("_Job")
_Result = TypeVar("_Result")

_PRELOADED = ["pipeline.readers"]  # imported once, in the server that all processes are forked from
_GARBAGE_THRESHOLD = 200_000  # objects; a document makes few cycles: looking for them each 50,000 took 4 % of the time
_OUT_OF_MEMORY_STATUS = 86
_GRACE_SECONDS = 10  # after which a process whose parent is gone ends itself
_MEGABYTE = 1 << 20  # bytes
_POLL_SECONDS = 0.25
_AHEAD = 2  # calls under way or waiting per thread: none idles, and few results wait for the one who stores them


class WorkerLostError(Exception):
    """The process ended or was ended during the call; the message is one line with the cause and the remedy."""


def in_isolation(limits: Limits, function: Callable[..., _Result], *args: object) -> _Result:
    """The function's result, computed in this thread's process. It must be importable, and should not raise.

    Raises WorkerLostError.
    """
    for _ in range(2):  # an idle process may have been killed since its last call: that costs no call
        try:
            process = _process(limits)
            answer: Future[_Result] = process.schedule(_limited, (limits, function, args), timeout=limits.seconds)
            _PROCESSES[process] = answer
            return answer.result()
        except TimeoutError:
            cause = f"took longer than {limits.seconds:g} seconds; raise --time-limit or take the file away"
            raise WorkerLostError(cause) from None
        except ProcessExpired as error:
            raise WorkerLostError(_cause(error.exitcode, limits)) from None
        except CancelledError:
            raise WorkerLostError("interrupted") from None
        except (BrokenProcessPool, RuntimeError):
            continue
    raise WorkerLostError("no worker process can be started; see what is wrong with the machine and run again")


def close() -> None:
    """End all processes that this one has started, whatever they are doing."""
    while _PROCESSES:
        process, answer = _PROCESSES.popitem()
        if answer is not None:
            answer.cancel()
        process.stop()  # type: ignore[no-untyped-call]
        process.join()


@contextlib.contextmanager
def this_machine(workers: int) -> Iterator[tuple[Executor, int]]:
    """Threads that each have a worker process, and how many; all are gone when the block ends."""
    with ThreadPoolExecutor(workers) as executor:
        try:
            yield executor, workers
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
            close()


def completed(
    executor: Executor, at_once: int, function: Callable[[_Job], _Result], jobs: Iterable[_Job], stop: threading.Event
) -> Iterator[tuple[_Job, Future[_Result]]]:
    """Each job with its future as soon as that is done, ``at_once`` at a time; after ``stop`` no further ones."""
    waiting = iter(jobs)
    pending: dict[Future[_Result], _Job] = {}
    while not stop.is_set():
        for job in waiting:
            pending[executor.submit(function, job)] = job
            if len(pending) >= at_once * _AHEAD:
                break
        if not pending:
            return
        done, _ = wait(pending, timeout=_POLL_SECONDS, return_when=FIRST_COMPLETED)
        for future in done:
            yield pending.pop(future), future


@contextlib.contextmanager
def until_interrupted() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C (or SIGTERM) sets; a second one interrupts as ever."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop  # signals go to the main thread
        return
    earlier = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def note(number: int, frame: object) -> None:
        stop.set()
        signal.signal(number, earlier[signal.Signals(number)])

    for number in earlier:
        signal.signal(number, note)
    try:
        yield stop
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)


_PROCESSES: dict[ProcessPool, Future[Any] | None] = {}  # with the last call of each
_OF_THREAD = threading.local()


def _process(limits: Limits) -> ProcessPool:
    """This thread's process: a pool of one, so that a crash in the middle of an answer harms no other's channel."""
    mine: ProcessPool | None = getattr(_OF_THREAD, "process", None)
    if mine is None or mine not in _PROCESSES or not mine.active or _OF_THREAD.limits != limits:
        if mine is not None:
            _PROCESSES.pop(mine, None)
        multiprocessing.current_process().daemon = False  # a Dask worker is one, and would be refused children
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_PRELOADED)
        mine = ProcessPool(1, initializer=_prepare, initargs=(limits,), context=context)
        _PROCESSES[mine] = None
        _OF_THREAD.process, _OF_THREAD.limits = mine, limits
    return mine


def _prepare(limits: Limits) -> None:
    """Limits private writable memory, native or not: asking for more fails. Linux alone counts it so."""
    gc.freeze()
    gc.set_threshold(_GARBAGE_THRESHOLD)
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[5])
        most = pages * resource.getpagesize() + limits.megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_DATA, (most, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _limited(limits: Limits, function: Callable[..., _Result], args: tuple[object, ...]) -> _Result:
    """Runs in the process. Out of memory it gives all back by ending; its alarm rings where no parent is left to."""
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + _GRACE_SECONDS)
    begin(limits)
    try:
        return function(*args)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY_STATUS)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _cause(status: int, limits: Limits) -> str:
    if status == _OUT_OF_MEMORY_STATUS:
        return f"needs more than {limits.megabytes} MB of memory; raise --memory-limit or take the file away"
    end = f"signal {signal.Signals(-status).name}" if status < 0 else f"status {status}"
    return f"crashed its reader ({end}; the memory limit is {limits.megabytes} MB); report it together with the file"
