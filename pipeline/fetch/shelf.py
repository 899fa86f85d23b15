"""Where fetched files lie, and the manifest beside them: kommun/body/day/{protokoll.pdf, bilagor/…}.

A file is written under another name and put in place whole; the manifest follows it. A run killed between the two
finds the file by its content and only notes it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pipeline.fetch.candidates import Candidate
from pipeline.fetch.client import Answer
from pipeline.fetch.sources import slug
from pipeline.manifest import FILE_NAME, Fetched, as_csv, read_manifest
from pipeline.publish import RunInProgressError, UserError

_UNFINISHED = ".part"
_LOCK = ".fetching"
_HEAD_BYTES = 1024  # within which a PDF has its mark
_TAIL_BYTES = 2 << 10
_LONGEST_NAME = 100  # letters, of the 255 bytes that a name may have
_KEY_DIGITS = 12


class NoPdfError(Exception):
    """What an address gave is no whole PDF; one line with the cause."""


class ShelfError(UserError):
    """The folder can't be written."""


class Put(NamedTuple):
    """A file that was put in place: its hash, and its bytes."""

    sha256: str
    size: int


class Shelf:
    """The files of one kommun under ``root`` and their manifest. ``rows`` by key."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.manifest = root / FILE_NAME
        self.rows = {row.source_key: row for row in read_manifest(self.manifest)}

    def note(self, row: Fetched) -> None:
        """Put a line into the manifest, which is written anew at once."""
        self.rows[row.source_key] = row
        self.save()

    def save(self) -> None:
        """Write the manifest whole, by one rename."""
        with _storing(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            work = self.manifest.with_name(FILE_NAME + _UNFINISHED)
            with work.open("w", encoding="utf-8", newline="") as file:
                file.write(as_csv(self.rows.values()))
                file.flush()
                os.fsync(file.fileno())
            work.replace(self.manifest)

    def place_of(self, candidate: Candidate, key: str) -> str:
        """The file's name on the shelf, relative to its root: the one that it has, else a free one."""
        known = self.rows.get(key)
        if known is not None and known.file_name is not None:
            return known.file_name
        taken = {row.file_name for row in self.rows.values() if row.source_key != key}
        day = candidate.meeting_date.isoformat() if candidate.meeting_date else "utan-datum"
        folder = f"{slug(candidate.body or '') or 'utan-organ'}/{day}"
        title = slug(candidate.title)[:_LONGEST_NAME].strip("-") or "fil"
        stem = {"protokoll": "protokoll", "kallelse": "kallelse", "bilaga": f"bilagor/{title}"}.get(
            candidate.role, title
        )
        plain = f"{folder}/{stem}.pdf"
        return plain if plain not in taken else f"{folder}/{stem}-{key[:6]}.pdf"

    def put(self, file_name: str, answer: Answer, most_bytes: int) -> Put:
        """Store what the address answers, whole. Raises NoPdfError and ShelfError."""
        target = self.root / file_name
        work = target.with_name(target.name + _UNFINISHED)
        if answer.content_type in ("text/html", "application/xhtml+xml"):
            raise NoPdfError("is an HTML page, no PDF; the portal may have no such file any more")
        if answer.length is not None and answer.length > most_bytes:
            raise NoPdfError(f"is {answer.length >> 20} MB; 'file_megabytes' allows {most_bytes >> 20}")
        with _storing(self.root):
            target.parent.mkdir(parents=True, exist_ok=True)
        try:
            put = _write(work, answer, most_bytes)
            with _storing(self.root):
                work.replace(self._own_place(target, put.sha256))
        finally:
            with _storing(self.root):
                work.unlink(missing_ok=True)
        return put

    def _own_place(self, target: Path, sha256: str) -> Path:
        """The place itself. A file there that no line names and that isn't this one is a person's: not overwritten."""
        name = target.relative_to(self.root).as_posix()
        if any(row.file_name == name for row in self.rows.values()) or not target.exists():
            return target
        if hashlib.sha256(target.read_bytes()).hexdigest() == sha256:
            return target
        raise ShelfError(
            f"{target}: lies where a fetched file would go and no line of {FILE_NAME} names it; move it away"
        )

    def forget(self, key: str) -> Fetched:
        """Delete the file of a key; its line stays as 'forgotten', so that it isn't fetched again."""
        row = self.rows[key]
        if row.file_name is not None:
            with _storing(self.root):
                (self.root / row.file_name).unlink(missing_ok=True)
        emptied = replace(row, title=None, item=None, file_name=None, sha256=None, previous_sha256=None, etag=None)
        self.note(replace(emptied, outcome="forgotten", error=None))
        return row


@contextmanager
def shelf_of(folder: Path, municipality: str) -> Iterator[Shelf]:
    """The shelf of a kommun, for one run at a time. Raises RunInProgressError, ManifestError and ShelfError."""
    root = folder / slug(municipality)
    with _storing(root):
        root.mkdir(parents=True, exist_ok=True)
        lock = (root / _LOCK).open("a")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RunInProgressError(f"{root}: another fetch is running there; wait for it to end") from error
        for left in root.rglob(f"*{_UNFINISHED}"):
            left.unlink()
        yield Shelf(root)


def key_of(listing_url: str, candidate: Candidate) -> str:
    """Twelve hexadecimal digits that are the same for a file each time its listing is read."""
    return hashlib.sha256(f"{listing_url}\n{candidate.identity}".encode()).hexdigest()[:_KEY_DIGITS]


def _write(work: Path, answer: Answer, most_bytes: int) -> Put:
    """Write the bytes as they come, and look at them. Raises NoPdfError and ShelfError."""
    digest, size, head, tail = hashlib.sha256(), 0, b"", b""
    with _storing(work), work.open("wb") as file:
        for chunk in answer.chunks:
            size += len(chunk)
            if size > most_bytes:
                raise NoPdfError(f"is larger than the {most_bytes >> 20} MB that 'file_megabytes' allows")
            head, was_short = (head + chunk)[:_HEAD_BYTES], len(head) < _HEAD_BYTES
            if was_short and len(head) == _HEAD_BYTES:
                _require_pdf(head)
            tail = (tail + chunk)[-_TAIL_BYTES:]
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if size == 0:
        raise NoPdfError("is empty")
    _require_pdf(head)
    if answer.length is not None and size != answer.length:
        raise NoPdfError(f"broke off: {size} of {answer.length} bytes")
    if answer.ends_by_closing and b"%%EOF" not in tail:
        raise NoPdfError("broke off: no length was announced and the end of a PDF is missing")
    return Put(digest.hexdigest(), size)


def _require_pdf(head: bytes) -> None:
    if b"%PDF-" not in head:
        is_page = head.lstrip()[:1] == b"<"
        raise NoPdfError("is an HTML page, no PDF" if is_page else "is no PDF: %PDF- isn't in its first 1,024 bytes")


@contextmanager
def _storing(place: Path) -> Iterator[None]:
    """An error of the disk, told with its remedy; the network's errors are OSErrors too and none of it."""
    try:
        yield
    except OSError as error:
        if error.errno is None or type(error).__module__ != "builtins":
            raise
        raise ShelfError(
            f"{error.filename or place}: cannot be written ({error.strerror}); free space or mend rights, and run again"
        ) from error
