"""A database at an fsspec address: a run works on a copy on this machine and sends it back whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.publish import UserError
from pipeline.sources import file_system, is_remote, local_path


class TransferError(UserError):
    """The database can't be fetched from its address or sent there; what was read stays in the copy here."""


@contextmanager
def local_database(target: str | Path) -> Iterator[Path]:
    """The database as a file of this machine, which is sent to its address when the block ends.

    The copy stays, and is fetched anew only where the one at the address is not the one that it was made from or sent
    as: a run that was killed before it could send is gone on with. Raises AddressError and TransferError.
    """
    if not is_remote(target):
        yield local_path(target)
        return
    address = str(target)
    files, path = file_system(address)
    database = _cache_folder(address) / path.rpartition("/")[2]
    origin = database.with_name("origin")
    with _transferring(address, "fetched"):
        state = _state(files, path)
        if not origin.exists() or origin.read_text() != state:
            _fetch(files, path, database)
            origin.write_text(state)
    yield database
    with _transferring(address, "sent"):
        if _state(files, path) != state:
            raise TransferError(f"{address}: another run has written it meanwhile; run again to read what it lacks")
        files.put_file(str(database), path)  # an object store shows the whole object or the one before
        origin.write_text(_state(files, path))


def _cache_folder(address: str) -> Path:
    """One folder for each address, under the user's cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "kommunplan" / hashlib.sha256(address.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _state(files: Any, path: str) -> str:
    """What tells one state of the file at the address from another; empty where there is none."""
    files.invalidate_cache()
    return str(files.ukey(path)) if files.exists(path) else ""


def _fetch(files: Any, path: str, database: Path) -> None:
    unfinished = database.with_name(f"{database.name}.part")
    if files.exists(path):
        files.get_file(path, str(unfinished))
        unfinished.replace(database)
    else:
        database.unlink(missing_ok=True)


@contextmanager
def _transferring(address: str, done: str) -> Iterator[None]:
    try:
        yield
    except UserError:
        raise
    except Exception as error:  # each of fsspec's file systems has errors of its own
        cause = " ".join(f"{type(error).__name__} {error}".split())
        raise TransferError(f"{address}: cannot be {done} ({cause}); check address and rights and run again") from error
