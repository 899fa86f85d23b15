"""Many machines: the workers of a Dask scheduler read the documents. The door to distributed.

Each thread of a Dask worker has a process of its own for the reading, as on one machine: a document that hangs or
crashes takes no Dask worker along, and one whose machine is lost is read on another.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from extractors.extract import PARSER_VERSION
from pipeline import workers
from pipeline.publish import UserError

_ANSWER_SECONDS = 10


class ClusterError(UserError):
    """No scheduler with workers that can do the work."""


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """The scheduler's workers and how many documents they read at once; their processes end with the block.

    Raises ClusterError.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError("--dask needs Dask: pip install 'kommunplan[dask]'") from error
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]
            address, timeout=_ANSWER_SECONDS, set_as_default=False
        )
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"{address}: no Dask scheduler answers; start 'dask scheduler' or mend the address"
        ) from error
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise ClusterError(f"{address}: the scheduler has no workers; start some with 'dask worker {address}'")
        for worker, version in client.run(_parser_version, on_error="return").items():
            if version != PARSER_VERSION:
                raise ClusterError(f"{worker}: needs kommunplan with parser version {PARSER_VERSION}, has {version}")
        executor = client.get_executor(pure=False)
        try:
            yield executor, threads
        finally:
            executor.shutdown(wait=False)
            client.run(workers.close, on_error="ignore")


def _parser_version() -> str:
    from extractors.extract import PARSER_VERSION

    return PARSER_VERSION
