"""Where documents come from: files and folders here, or at an address that fsspec knows; each PDF once, in order.

A PDF attached to another one has that one's address with its own name behind a '#'.
The door to fsspec, for the database's and the dataset's targets too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote, unquote, urlsplit
from urllib.request import url2pathname

from pipeline.publish import UserError

_MOST_LEVELS = 4  # of PDFs attached to attached PDFs
_FILE_OF = re.compile(r"(file:[^#]*|.*?\.pdf)(?:#(.*))?", re.IGNORECASE | re.DOTALL)  # file: has no other '#'


class NoDocumentsError(UserError):
    """A path that holds no PDF, or doesn't exist."""


class AddressError(UserError):
    """An address of a kind that can't be read or written here."""


class SourceError(Exception):
    """A file that can't be fetched; the message is one line with the cause and the remedy."""


class Source(NamedTuple):
    """A file to read: its address (file: for one of this machine) and its name without folders.

    A PDF attached to another is 'outer.pdf#inner.pdf' in both.
    """

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
    address, attached = _parts(source.uri)
    data = _read_file(address)
    for name in attached:
        content = _attached_pdfs(data).get(name)
        if content is None:
            raise SourceError(f"{name} is attached no more; run again")
        data = content
    return data


def attached_sources(source: Source, data: bytes, levels: int = _MOST_LEVELS) -> Iterator[tuple[Source, bytes]]:
    """The PDFs attached to this one and those attached to them, each with its content."""
    for name, content in _attached_pdfs(data).items() if levels else ():
        inner = Source(f"{source.uri}#{quote(name, safe='')}", f"{source.file_name}#{name}")
        yield inner, content
        yield from attached_sources(inner, content, levels - 1)


def shown_address(uri: str) -> str:
    """The address as a person writes it: the path of a file of this machine, with what it is attached as."""
    address, attached = _parts(uri)
    return "#".join([address if is_remote(address) else str(local_path(address)), *attached])


def _attached_pdfs(data: bytes) -> dict[str, bytes]:
    from extractors.pdf.annotations import attached_pdfs

    return attached_pdfs(data)


def _parts(uri: str) -> tuple[str, list[str]]:
    """The address of a file, and under which names one in it is attached, from the outermost on."""
    found = _FILE_OF.fullmatch(uri)
    if found is None:
        return uri, []
    return found[1], [unquote(name) for name in (found[2] or "").split("#") if name]


def _read_file(address: str) -> bytes:
    try:
        if not is_remote(address):
            return local_path(address).read_bytes()
        files, path = file_system(address)
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
