"""``sources.toml``: which kommuner's pages to fetch from, and how politely."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from extractors.vocabulary import fold, municipalities
from pipeline.publish import UserError

PLATFORMS = ("meetingplus", "sitevision", "ciceron", "generic")
_ROLES = ("protokoll", "kallelse", "bilaga", "dokument")


class ConfigurationError(UserError):
    """sources.toml can't be used as it stands; the message names file, source, key and remedy."""


class Correction(NamedTuple):
    """A person's word on files whose address the pattern finds; None leaves a field to the page."""

    address: re.Pattern[str]
    body: str | None
    meeting_date: date | None
    role: str | None
    title: str | None


class Source(NamedTuple):
    """One portal of one kommun. ``bodies``: names to fetch, none for all; ``hosts``: others that files may lie on.

    ``since``: meetings of that day or later; ``skip``: patterns of titles or addresses to leave; ``follow``: pattern of
    the addresses that lead on, to ``depth`` steps (generic).
    """

    municipality: str
    platform: str
    start: str
    bodies: tuple[str, ...]
    since: date | None
    skip: tuple[re.Pattern[str], ...]
    hosts: tuple[str, ...]
    follow: re.Pattern[str] | None
    depth: int
    corrections: tuple[Correction, ...]


class Settings(NamedTuple):
    """How a run behaves. ``pause_seconds`` between two requests to a host; caps of one run, and of one file."""

    folder: Path
    contact: str | None = None
    pause_seconds: float = 5.0
    timeout_seconds: float = 60.0
    most_files: int = 500
    most_megabytes: int = 2000
    most_minutes: int = 180
    file_megabytes: int = 100


def read_sources(file: Path) -> tuple[Settings, list[Source]]:
    """Settings and sources of a file; a relative folder is relative to where the program runs.

    Raises ConfigurationError.
    """
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ConfigurationError(f"{file}: no such file; write one as docs/fetch.md shows") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{file}: no TOML ({error}); mend it as docs/fetch.md shows") from error
    _only(given, {"fetch", "source"}, str(file))
    settings = _settings(given.get("fetch", {}), f"{file}, [fetch]")
    told = given.get("source", [])
    if not isinstance(told, list) or not told:
        raise ConfigurationError(f"{file}: names no [[source]]; add one as docs/fetch.md shows")
    sources = [_source(entry, f"{file}, source {n}", file.parent) for n, entry in enumerate(told, start=1)]
    for source in sources:
        if sum((s.municipality, s.start) == (source.municipality, source.start) for s in sources) > 1:
            raise ConfigurationError(f"{file}: {source.start} stands there twice; delete one of the two")
    return settings, sources


def slug(text: str) -> str:
    """A name as portals write it in addresses: small letters without rings and dots, hyphens between words."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _settings(given: Mapping[str, Any], place: str) -> Settings:
    defaults = Settings(Path("data/raw"))
    _only(given, set(Settings._fields), place)
    folder = Path(_typed(given, "folder", str, place) or defaults.folder)
    numbers: dict[str, Any] = {}
    for name in set(Settings._fields) - {"folder", "contact"}:
        value = _typed(given, name, (int, float), place)
        if value is not None and (isinstance(value, bool) or value < 0 or (value == 0 and name != "pause_seconds")):
            raise ConfigurationError(f"{place}: {name} = {value!r}; write a number above 0")
        numbers |= {} if value is None else {name: value}
    return defaults._replace(folder=folder, contact=_typed(given, "contact", str, place), **numbers)


def _source(given: Mapping[str, Any], place: str, beside: Path) -> Source:
    _only(given, {"kommun", "platform", "start", "corrections", *Source._fields[3:]}, place)
    platform = _typed(given, "platform", str, place)
    if platform not in PLATFORMS:
        raise ConfigurationError(f"{place}: platform = {platform!r}; write one of {', '.join(PLATFORMS)}")
    return Source(
        municipality=_municipality(_typed(given, "kommun", str, place), place),
        platform=platform,
        start=_start(_typed(given, "start", str, place), place, beside),
        bodies=tuple(_texts(given, "bodies", place)),
        since=_typed(given, "since", date, place),
        skip=tuple(_pattern(text, place) for text in _texts(given, "skip", place)),
        hosts=tuple(host.casefold() for host in _texts(given, "hosts", place)),
        follow=_pattern(given["follow"], place) if "follow" in given else None,
        depth=_typed(given, "depth", int, place) or 1,
        corrections=tuple(_correction(entry, f"{place}, correction") for entry in given.get("corrections", [])),
    )


def _correction(given: Mapping[str, Any], place: str) -> Correction:
    _only(given, {*Correction._fields, "reason"}, place)
    role = _typed(given, "role", str, place)
    if "address" not in given or not given.get("reason"):
        raise ConfigurationError(f"{place}: lacks address or reason; a later reader wants to know why")
    if role is not None and role not in _ROLES:
        raise ConfigurationError(f"{place}: role = {role!r}; write one of {', '.join(_ROLES)}")
    body, title = _typed(given, "body", str, place), _typed(given, "title", str, place)
    return Correction(_pattern(given["address"], place), body, _typed(given, "meeting_date", date, place), role, title)


def _municipality(text: str | None, place: str) -> str:
    """The name of a kommun by its code, its name, or its name and "kommun"."""
    wanted = fold(text or "").removesuffix(" kommun").removesuffix(" stad")
    for kommun in municipalities():
        if wanted and wanted in (kommun.municipality_code, fold(kommun.municipality), f"{fold(kommun.municipality)}s"):
            return kommun.municipality
    raise ConfigurationError(
        f"{place}: kommun = {text!r}; write one of the 290 kommuner by name or by SCB's four digits"
    )


def _start(text: str | None, place: str, beside: Path) -> str:
    """An address with http(s):// or file://; a path is that of a page of this machine, beside sources.toml."""
    parts = urlsplit(text or "")
    if parts.scheme in ("http", "https") and parts.hostname:
        return text or ""
    if parts.scheme == "file":
        return text or ""
    page = beside / (text or "")
    if text and not parts.scheme and page.is_file():
        return page.resolve().as_uri()
    raise ConfigurationError(
        f"{place}: start = {text!r}; write an address with https://, or a file beside sources.toml"
    )


def _only(given: Mapping[str, Any], known: set[str], place: str) -> None:
    if unknown := sorted(given.keys() - known):
        raise ConfigurationError(f"{place}: does not know {', '.join(unknown)}; it knows {', '.join(sorted(known))}")


def _typed(given: Mapping[str, Any], key: str, kind: Any, place: str) -> Any:
    value = given.get(key)
    if value is not None and not isinstance(value, kind):
        raise ConfigurationError(f"{place}: {key} = {value!r} is not in its form; see docs/fetch.md")
    return value


def _texts(given: Mapping[str, Any], key: str, place: str) -> list[str]:
    value = _typed(given, key, list, place) or []
    if not all(isinstance(text, str) and text for text in value):
        raise ConfigurationError(f"{place}: {key} = {value!r}; write a list of texts")
    return list(value)


def _pattern(text: Any, place: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except (re.error, TypeError) as error:
        raise ConfigurationError(f"{place}: {text!r} is no pattern ({error}); mend the regular expression") from error
