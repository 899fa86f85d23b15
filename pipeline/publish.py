"""Publishing: a run works on its own copy of the database, and one rename puts it in place.

Readers of the published file go on undisturbed, and a kill at any moment leaves it whole. A killed run's copy is named
after the published file that it was made from: the next run goes on with it while that file is still in place.
Imports no DuckDB.
"""

from __future__ import annotations

import fcntl
import glob
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_UNFINISHED = ".unfinished"


class UserError(Exception):
    """What the program can't do, in one line that names file, cause and remedy; for the person at the command line."""


class TargetError(UserError):
    """The database can't be written where it shall lie."""


class RunInProgressError(UserError):
    """Another run holds the lock."""


class OpenElsewhereError(UserError):
    """Another program left changes in a write-ahead log beside the published file."""


@contextmanager
def working_copy(database: Path, *, keep: bool = False, usable: Callable[[Path], bool] = Path.exists) -> Iterator[Path]:
    """A copy of the published file, or the name for a first one, to be put in place when the block ends.

    A killed run's copy is taken up again where ``usable`` says that it can be. An exception drops the copy, unless it
    was taken up or the caller wants to ``keep`` it for the next run. The block closes its file before it ends.
    Raises TargetError, RunInProgressError, OpenElsewhereError.
    """
    target = database.resolve()
    with _writing(database):
        target.parent.mkdir(parents=True, exist_ok=True)
        _require_writable(target)
    with _only_run(database):
        with _writing(database):
            work = _work_for(target)
            taken_up = work.exists() and usable(work)
            _remove_copies(target, but=work if taken_up else None)
            if not taken_up and target.exists():
                _copy(target, work)
        try:
            yield work
            with _writing(database):
                _put_in_place(work, target)
        except BaseException:
            if not (keep or taken_up):
                _remove_copies(target)
            raise


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


def _work_for(target: Path) -> Path:
    """The name of the copy made from the file that is published now: any other file in its place has another one."""
    if not target.exists():
        return target.with_name(f"{target.name}.first.work")
    state = target.stat()
    return target.with_name(f"{target.name}.{state.st_ino:x}-{state.st_mtime_ns:x}.work")


def _remove_copies(target: Path, but: Path | None = None) -> None:
    """A log left beside another copy would be replayed into it, so all that belongs to a copy goes, the log first."""
    for path in sorted(target.parent.glob(f"{glob.escape(target.name)}.*.work*"), reverse=True):
        if but is None or not path.name.startswith(but.name) or path.name.endswith(_UNFINISHED):
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _copy(target: Path, work: Path) -> None:
    """By rename too: half a copy has another name."""
    unfinished = work.with_name(f"{work.name}{_UNFINISHED}")
    shutil.copy(target, unfinished)
    unfinished.replace(work)


def _put_in_place(work: Path, target: Path) -> None:
    if _log_of(work).exists():
        raise RuntimeError(f"{_log_of(work)}: the copy was closed with changes still in its log")
    _to_disk(work)
    work.replace(target)
    _to_disk(target.parent)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
