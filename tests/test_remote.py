"""Documents, database and dataset at addresses, against servers on this machine."""

from __future__ import annotations

import functools
import hashlib
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import read_lines
from fsspec.core import url_to_fs
from moto.server import ThreadedMotoServer
from test_batch import everything, query

from pipeline.dataset import write_dataset
from pipeline.ingest import ingest
from pipeline.sources import AddressError, NoDocumentsError, find_sources
from pipeline.targets import TransferError, local_database

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "data" / "raw"
START_SECONDS = 30
# The same on every such server, as its manual tells.
AZURITE_ACCOUNT = "devstoreaccount1"
AZURITE_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def site(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def s3_server() -> Iterator[None]:
    """An S3 server, and the variables by which programs find it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "test")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield
    server.stop()


@pytest.fixture(scope="module")
def abfs_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An Azure Blob server, and the variable by which programs find it."""
    program = shutil.which("azurite-blob")
    if program is None:
        pytest.skip("Azure's own blob server for tests isn't installed: npm install --global azurite")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    where = ["--blobHost", "127.0.0.1", "--blobPort", str(port), "--location", str(tmp_path_factory.mktemp("azure"))]
    server = subprocess.Popen([program, "--silent", "--skipApiVersionCheck", *where])
    for _ in range(10 * START_SECONDS):
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    endpoint = f"BlobEndpoint=http://127.0.0.1:{port}/{AZURITE_ACCOUNT};"
    account = f"DefaultEndpointsProtocol=http;AccountName={AZURITE_ACCOUNT};AccountKey={AZURITE_KEY};"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AZURE_STORAGE_CONNECTION_STRING", account + endpoint)
        yield
    server.terminate()
    server.wait(START_SECONDS)


@pytest.fixture(params=["s3", "abfs"])
def bucket(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The address of an empty bucket or container on a server of this machine."""
    request.getfixturevalue(f"{request.param}_server")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    address = f"{request.param}://{hashlib.sha256(str(tmp_path).encode()).hexdigest()[:16]}"
    files_at(address).mkdir(address)
    return address


def files_at(address: str) -> Any:
    return url_to_fs(address)[0]


def test_documents_of_a_web_server(site: str, folder: Path, database: Path) -> None:
    shutil.copy(folder / "t2.pdf", folder / "på webben.pdf")
    addresses = [f"{site}/", f"{site}/t2.pdf?version=2", f"{site}/missing.pdf"]
    attempts = ingest(addresses, database, read=read_lines, parser_version="1")
    assert [(a.source_uri.removeprefix(site), a.outcome) for a in attempts] == [
        ("/missing.pdf", "failed"),
        ("/p%C3%A5%20webben.pdf", "ingested"),
        ("/t2.pdf", "unchanged"),
        ("/t2.pdf?version=2", "unchanged"),
        ("/t3.pdf", "ingested"),
    ]
    assert str(attempts[0].error).startswith("cannot be opened (FileNotFoundError")
    names = query(database, "SELECT file_name FROM documents ORDER BY file_name")
    assert names == [("på webben.pdf",), ("t3.pdf",)]


def test_file_address_is_a_file_of_this_machine(folder: Path) -> None:
    assert find_sources([folder.as_uri(), folder]) == find_sources([folder])


@pytest.mark.parametrize(
    ("address", "error", "cause"),
    [
        ("http://127.0.0.1:1/", NoDocumentsError, "cannot be listed"),
        ("nosuch://bucket/a.pdf", AddressError, "nosuch"),
        ("gs://bucket/a.pdf", AddressError, "pip install"),
    ],
)
def test_address_of_no_use_is_refused(address: str, error: type[Exception], cause: str) -> None:
    with pytest.raises(error, match=cause):
        find_sources([address])


def printed(*arguments: str) -> str:
    """What the command prints, in a process of its own: the workers inherit what its environment says of the bucket."""
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout


def test_bucket_to_bucket(bucket: str, tmp_path: Path) -> None:
    for sample in sorted(SAMPLES.glob("*.pdf"))[:3]:
        files_at(bucket).put_file(str(sample), f"{bucket}/raw/mjölby/{sample.name}")
    target = f"{bucket}/curated/k.duckdb"
    command = ["ingest", f"{bucket}/raw", "--database", target, "--parquet", f"{bucket}/tables"]
    assert printed(*command).endswith(f"3 documents: 3 ingested; published {target}\n")
    assert printed(*command) == "nothing new: 3 documents unchanged\n"
    files_at(bucket).get_file(f"{bucket}/curated/k.duckdb", str(tmp_path / "sent.duckdb"))
    here = tmp_path / "here.duckdb"
    ingest(sorted(SAMPLES.glob("*.pdf"))[:3], here)
    assert len(query(here, "FROM activities")) == len(query(tmp_path / "sent.duckdb", "FROM activities")) > 0
    files_at(bucket).get(f"{bucket}/tables", str(tmp_path / "tables"), recursive=True)
    assert dataset_rows(tmp_path / "tables", "activities") == rows(here, "activities")


def test_database_that_another_machine_wrote_meanwhile_is_not_overwritten(
    bucket: str, folder: Path, tmp_path: Path
) -> None:
    target = f"{bucket}/k.duckdb"
    with local_database(target) as database:
        ingest([folder / "t2.pdf"], database, read=read_lines, parser_version="1")
    with pytest.raises(TransferError, match="another run has written it meanwhile"), local_database(target) as database:
        files_at(bucket).put_file(str(folder / "t2.pdf"), f"{target}")
    with pytest.raises(TransferError, match="another run"), local_database(target):
        files_at(target).rm(target)
    with local_database(target) as database:
        assert not database.exists(), "what was here is older than its going there"
        ingest([folder / "t3.pdf"], database, read=read_lines, parser_version="1")


def test_run_killed_before_it_could_send_is_gone_on_with(bucket: str, folder: Path) -> None:
    target = f"{bucket}/k.duckdb"
    with pytest.raises(ZeroDivisionError), local_database(target) as database:
        ingest([folder], database, read=read_lines, parser_version="1")
        raise ZeroDivisionError
    assert not files_at(target).exists(target)
    with local_database(target) as database:
        assert [a.outcome for a in ingest([folder], database, read=read_lines, parser_version="1")] == ["unchanged"] * 2
    assert files_at(target).exists(target)


def dataset_rows(dataset: Path, table: str) -> list[tuple[Any, ...]]:
    """All rows, boxes as the database gives them."""
    found = duckdb.sql(
        f"SELECT * EXCLUDE (kommun, document_year) REPLACE (bbox::DOUBLE[4] AS bbox)"
        f" FROM read_parquet('{dataset}/{table}/**/*.parquet', hive_partitioning = true) ORDER BY ALL"
    )
    return found.fetchall()


def rows(database: Path, table: str) -> list[tuple[Any, ...]]:
    return query(database, f"FROM {table} ORDER BY ALL")


def test_dataset_has_the_rows_of_the_database_by_kommun_and_year(folder: Path, database: Path, tmp_path: Path) -> None:
    dataset = tmp_path / "a folder's dataset"
    ingest([folder], database, read=read_lines, parser_version="1")
    write_dataset(database, dataset)
    (folder / "t2.pdf").write_text("T2\nNy skola|Pågår|in_progress\nNytt bad|Klart|done")
    ingest([folder], database, read=read_lines, parser_version="1")
    tables = write_dataset(database, dataset)
    assert {"activities", "budget_lines", "cells", "documents", "findings", "goals"} <= set(tables)
    place = dataset / "activities" / "kommun=Upplands%20V%C3%A4sby" / "document_year=2031"
    assert [file.suffix for file in place.iterdir()] == [".parquet"]
    queried = duckdb.sql(
        f"SELECT kommun, document_year, title, status FROM read_parquet('{str(dataset).replace(chr(39), chr(39) * 2)}"
        "/activities/**/*.parquet') WHERE kommun = 'Upplands Väsby' ORDER BY ALL"
    ).fetchall()
    assert queried == [
        ("Upplands Väsby", 2031, "Ny skola", "done"),
        ("Upplands Väsby", 2031, "Ny skola", "in_progress"),
        ("Upplands Väsby", 2031, "Nytt bad", "done"),
        ("Upplands Väsby", 2031, "Nytt bad", "not_started"),
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a folder's dataset", "curated", "raw"]
    assert len(everything(database)["activities"]) == 6
