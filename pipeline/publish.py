"""Publishing: a run works on its own copy of the database, and one rename puts it in place.

Readers of the published file go on undisturbed, and a kill at any moment leaves it whole. Imports no DuckDB.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class UserError(Exception):
    """What the program can't do, in one line that names file, cause and remedy; for the person at the command line."""


class TargetError(UserError):
    """The database can't be written where it shall lie."""


class RunInProgressError(UserError):
    """Another run holds the lock."""


class OpenElsewhereError(UserError):
    """Another program left changes in a write-ahead log beside the published file."""


@contextmanager
def working_copy(database: Path) -> Iterator[Path]:
    """A copy of the published file, or the name for a first one, to be put in place when the block ends.

    An exception drops it. The block closes its file before it ends.
    Raises TargetError, RunInProgressError, OpenElsewhereError.
    """
    target = database.resolve()
    work = target.with_name(f"{target.name}.work")
    with _writing(database):
        target.parent.mkdir(parents=True, exist_ok=True)
        _require_writable(target)
    with _only_run(database):
        try:
            with _writing(database):
                _remove(work)
                if target.exists():
                    shutil.copy(target, work)
            yield work
            with _writing(database):
                _to_disk(work)
                work.replace(target)
                _to_disk(target.parent)
        finally:
            _remove(work)


@contextmanager
def _writing(database: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise TargetError(
            f"{database}: cannot be written ({error.strerror}); make file and folder writable or name another one"
        ) from error


def _require_writable(target: Path) -> None:
    """Permission bits count for root too: who took the write bit away wants the file kept."""
    for path in (target.parent, target):
        if path.exists() and not (os.access(path, os.W_OK) and path.stat().st_mode & 0o222):
            raise PermissionError(0, "no write permission", path)
    if target.is_dir():
        raise IsADirectoryError(0, "it is a folder", target)
    if _log_of(target).exists():
        raise OpenElsewhereError(
            f"{target}: another program has it open for writing or left {_log_of(target).name} behind; "
            "close that program, or open and close the file once in DuckDB"
        )


@contextmanager
def _only_run(database: Path) -> Iterator[None]:
    """The lock dies with its process, so a killed run blocks nobody; the empty lock file stays."""
    target = database.resolve()
    with _writing(database):
        lock = target.with_name(f"{target.name}.lock").open("a")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunInProgressError(f"{database}: another run is writing it; wait until that one has ended") from error
        yield


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.wal")


def _remove(work: Path) -> None:
    """A killed run's log beside the next run's copy would be replayed into it, so both go."""
    work.unlink(missing_ok=True)
    _log_of(work).unlink(missing_ok=True)
    shutil.rmtree(work.with_name(f"{work.name}.tmp"), ignore_errors=True)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
