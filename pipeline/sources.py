"""Where documents come from: files and folders here, or at an address that fsspec knows; each PDF once, in order.

The door to fsspec, for the database's and the dataset's targets too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from pipeline.publish import UserError


class NoDocumentsError(UserError):
    """A path that holds no PDF, or doesn't exist."""


class AddressError(UserError):
    """An address of a kind that can't be read or written here."""


class SourceError(Exception):
    """A file that can't be fetched; the message is one line with the cause and the remedy."""


class Source(NamedTuple):
    """A file to read: its address (file: for one of this machine) and its name without folders."""

    uri: str
    file_name: str


def find_sources(paths: Sequence[str | Path]) -> list[Source]:
    """The files named, whatever their suffix, and the PDFs in the folders and below, sorted, each once.

    Raises NoDocumentsError and AddressError.
    """
    found: dict[str, Source] = {}
    for path in paths:
        for source in _here(local_path(path)) if not is_remote(path) else _there(str(path)):
            found.setdefault(source.uri, source)
    return [found[uri] for uri in sorted(found)]


def read_source(source: Source) -> bytes:
    """All bytes of the file. Raises SourceError."""
    try:
        if not is_remote(source.uri):
            return local_path(source.uri).read_bytes()
        files, path = file_system(source.uri)
        content: bytes = files.cat_file(path)
        return content
    except OSError as error:
        raise SourceError(f"cannot be opened ({_cause(error)}); make it readable or take it away") from error
    except Exception as error:  # each of fsspec's file systems has errors of its own
        raise SourceError(f"cannot be fetched ({_cause(error)}); mend the connection and run again") from error


def fingerprint(data: bytes) -> str:
    """The SHA-256 of a file's bytes, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def is_remote(path: str | Path) -> bool:
    """Whether it is an address (s3://…, https://…) other than one of this machine's files."""
    return "://" in str(path) and not str(path).startswith("file://")


def local_path(path: str | Path) -> Path:
    """The file or folder of this machine; a file: address is taken too."""
    return Path(url2pathname(urlsplit(path).path)) if isinstance(path, str) and path.startswith("file:") else Path(path)


def file_system(address: str) -> tuple[Any, str]:
    """fsspec's file system for an address, and the path in it. Raises AddressError."""
    try:
        from fsspec.core import url_to_fs

        files, path = url_to_fs(address)
    except ImportError as error:
        kind = address.partition("://")[0]
        raise AddressError(
            f"{address}: {error}; pip install 'kommunplan[remote]' or the fsspec package for {kind}"
        ) from error
    except ValueError as error:
        raise AddressError(f"{address}: {error}; name a file, a folder or another address") from error
    return files, path


def _here(path: Path) -> list[Source]:
    if path.is_dir():
        files = [file for file in path.rglob("*") if file.suffix.lower() == ".pdf" and not file.is_dir()]
        if not files:
            raise NoDocumentsError(f"{path}: no PDF in this folder; put some there or name another path")
    elif path.exists():
        files = [path]
    else:
        raise NoDocumentsError(f"{path}: no such file or folder; check the path")
    return [Source(file.resolve().as_uri(), file.name) for file in files]


def _there(address: str) -> list[Source]:
    files, path = file_system(address)
    if _name(address).lower().endswith(".pdf"):
        return [Source(address, _name(address))]
    try:
        files.ls(path)  # find alone takes what doesn't answer for empty
        names = files.find(path)
    except Exception as error:
        raise NoDocumentsError(f"{address}: cannot be listed ({_cause(error)}); check address and rights") from error
    found = [files.unstrip_protocol(name) for name in names if _name(name).lower().endswith(".pdf")]
    if not found:
        raise NoDocumentsError(f"{address}: no PDF there; put some there or name another address")
    return [Source(uri, _name(uri)) for uri in found]


def _name(address: str) -> str:
    """The file's name; an address may have a query after it and signs in code."""
    return unquote(urlsplit(address).path.rpartition("/")[2])


def _cause(error: Exception) -> str:
    strerror = getattr(error, "strerror", None)
    return " ".join(str(strerror or f"{type(error).__name__} {error}".strip()).split())
