"""The batch on a Dask scheduler with two workers on this machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import read_lines
from test_batch import everything, fill, query, read_dangerously, read_slowly

from pipeline.cluster import ClusterError
from pipeline.ingest import ingest
from pipeline.limits import Limits
from pipeline.readers import Found

ROOT = Path(__file__).parents[1]
START_SECONDS = 30


class Cluster(NamedTuple):
    address: str
    workers: list[subprocess.Popen[bytes]]


def start(log: Path, module: str, *arguments: str) -> subprocess.Popen[bytes]:
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    with log.open("wb") as target:
        return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}, cwd=ROOT, stderr=target)


def logged(log: Path, pattern: str) -> str:
    """What the pattern's group finds in the log, as soon as it is there."""
    for _ in range(10 * START_SECONDS):
        if match := re.search(pattern, log.read_text()):
            return match[1]
        time.sleep(0.1)
    raise AssertionError(log.read_text())


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    logs = [tmp_path / f"{name}.log" for name in ("scheduler", "nanny", "bare")]
    scheduler = start(logs[0], "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
    address = logged(logs[0], r"Scheduler at: +(tcp://\S+)")
    options = ("--nthreads", "1", "--no-dashboard", "--local-directory", str(tmp_path))
    workers = [
        start(log, "dask_worker", address, *options, f"--{log.stem}".replace("bare", "no-nanny")) for log in logs[1:]
    ]
    for log in logs[1:]:
        logged(log, r"(Registered to)")
    yield Cluster(address, workers)
    for process in (*workers, scheduler):  # one after the other: a worker may hang that loses its scheduler as it ends
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def test_cluster_gives_the_rows_of_one_machine(cluster: Cluster, folder: Path, tmp_path: Path) -> None:
    fill(folder, 10)
    (folder / "void.pdf").touch()
    near, far = tmp_path / "near.duckdb", tmp_path / "far.duckdb"
    ingest([folder], near, read=read_lines, parser_version="1")
    ingest([folder], far, read=read_lines, parser_version="1", dask=cluster.address)
    assert everything(far) == everything(near)


def test_dangerous_document_costs_no_worker_of_the_cluster(cluster: Cluster, folder: Path, database: Path) -> None:
    for content in ("hang", "crash", "grow", "end"):
        (folder / f"{content}.pdf").write_text(content)
    attempts = ingest(
        [folder], database, read=read_dangerously, parser_version="1", dask=cluster.address, limits=Limits(5, 300)
    )
    assert sorted(a.outcome for a in attempts) == ["failed"] * 4 + ["ingested"] * 2
    assert all("raise" in str(a.error) or "crashed its reader" in str(a.error) for a in attempts if a.error)


def test_worker_lost_in_the_middle_loses_and_doubles_nothing(cluster: Cluster, folder: Path, database: Path) -> None:
    fill(folder, 60)

    def shoot(step: str, total: int, items: Iterable[Found], /) -> Iterator[Found]:
        for number, item in enumerate(items):
            if step == "reading" and number == 5:
                cluster.workers[1].send_signal(signal.SIGKILL)
            yield item

    attempts = ingest([folder], database, read=read_slowly, parser_version="1", dask=cluster.address, watch=shoot)
    assert cluster.workers[1].wait(10) == -signal.SIGKILL
    assert {a.outcome for a in attempts} == {"ingested"}
    assert query(database, "SELECT count(*), count(DISTINCT sha256) FROM documents") == [(62, 62)]
    assert query(database, "SELECT count(*) FROM activities") == [(64,)]
    assert query(database, "SELECT count(*), count(DISTINCT sha256) FROM ingest_log") == [(62, 62)]


def test_address_without_a_scheduler_is_refused(folder: Path, database: Path) -> None:
    with pytest.raises(ClusterError, match="no Dask scheduler answers"):
        ingest([folder], database, read=read_lines, parser_version="1", dask="tcp://127.0.0.1:1")
    assert not database.exists()
