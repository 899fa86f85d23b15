"""What goes with an export so that it can be published: a Frictionless data package, and DCAT-AP-SE for dataportal.se.

Data Package 2.0 (https://datapackage.org/standard/data-package/); DCAT-AP-SE 3.0 (https://docs.dataportal.se/dcat/sv/):
RDF/XML with absolute addresses and no blank nodes for catalogue, dataset, distribution, publisher and contact; one
distribution whose files are several downloadURL, as all of them together are the dataset.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as Xml

from pipeline.catalogue import Relation
from pipeline.publish import UserError

TITLE = "Kommunala planer och uppföljningar"
DESCRIPTION = (
    "Mål, aktiviteter, indikatorer, budgetrader, uppdrag och beslut ur kommunala verksamhetsplaner, uppföljningar,"
    " delårsrapporter och protokoll, med fil och sida för varje uppgift. Kolumnerna beskrivs i datapackage.json."
)
_TITLE_EN = "Municipal plans and follow-ups"
_DESCRIPTION_EN = (
    "Goals, activities, indicators, budget lines, assignments and decisions from Swedish municipal plans, follow-ups,"
    " interim reports and minutes, with file and page of each. datapackage.json describes the columns."
)
_KEYWORDS = ("kommun", "verksamhetsplan", "uppföljning", "mål", "indikatorer", "budget")

_FIELD_TYPES = {
    "VARCHAR": "string", "INTEGER": "integer", "BIGINT": "integer", "DOUBLE": "number", "BOOLEAN": "boolean",
    "DATE": "date", "TIMESTAMP": "datetime", "DOUBLE[4]": "array", "DOUBLE[]": "array",
}  # fmt: skip
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

_IDENTIFIERS = ("_id", "_code")

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
_DATE = "http://www.w3.org/2001/XMLSchema#date"
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_THEMES = (f"{_AUTHORITY}/data-theme/GOVE", f"{_AUTHORITY}/data-theme/ECON")
_SWEDEN = "http://sws.geonames.org/2661886"
_ORGANISATION = "http://dataportal.se/organisation/SE"
_ABSOLUTE = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_ORGANISATION_NUMBER = re.compile(r"(\d{6})-?(\d{4})")
_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")


class PublisherError(UserError):
    """The file that names the publisher can't be read or lacks something."""


class Publisher(NamedTuple):
    """Who publishes, and where: ``uri`` names the organisation, ``address`` ends with a slash, ``licence`` is a URI."""

    name: str
    uri: str
    email: str
    address: str
    licence: str


class Resource(NamedTuple):
    """One relation as exported. ``file``: its name; ``sheet``: in a workbook; ``sha256``: of the file."""

    relation: Relation
    file: str
    sheet: str | None
    bytes: int
    sha256: str


class Coverage(NamedTuple):
    """First and last calendar year of the documents, None without any; when the last of them was stored, in UTC."""

    first_year: int | None
    last_year: int | None
    modified: datetime


def read_publisher(file: Path) -> Publisher:
    """The publisher that a TOML file names. Raises PublisherError.

    Keys: ``name``, ``organisation_number``, ``email``, ``address`` (where the folder will lie) and ``licence``.
    """
    try:
        given = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PublisherError(f"{file}: no such file; write one as docs/analysts.md shows") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PublisherError(f"{file}: no TOML ({error}); mend it as docs/analysts.md shows") from error
    patterns = {
        "name": re.compile(r".*\S.*"), "organisation_number": _ORGANISATION_NUMBER, "email": _MAIL,
        "address": _ABSOLUTE, "licence": _ABSOLUTE,
    }  # fmt: skip
    if given.keys() != patterns.keys():
        raise PublisherError(f"{file}: has {', '.join(given) or 'nothing'}; it needs {', '.join(patterns)}")
    for key, pattern in patterns.items():
        if not isinstance(given[key], str) or not pattern.fullmatch(given[key]):
            raise PublisherError(f"{file}: {key} = {given[key]!r} is not in its form; see docs/analysts.md")
    uri = _ORGANISATION + given["organisation_number"].replace("-", "")
    return Publisher(given["name"], uri, given["email"], given["address"].rstrip("/") + "/", given["licence"])


def data_package(
    resources: Sequence[Resource], form: str, coverage: Coverage, publisher: Publisher | None
) -> dict[str, Any]:
    """The content of datapackage.json."""
    of_publisher: dict[str, Any] = {}
    if publisher is not None:
        of_publisher = {
            "licenses": [{"path": publisher.licence}],
            "contributors": [{"title": publisher.name, "path": publisher.uri, "roles": ["publisher"]}],
            "homepage": publisher.address,
        }
    parts = Counter(resource.relation.name for resource in resources)
    # columns of one name refer to each other where the name is an identifier's: a word is a key of several lists
    keys = {
        r.relation.key[0]: r.relation.name
        for r in resources
        if len(r.relation.key) == 1
        and r.relation.key[0].endswith(_IDENTIFIERS)
        and parts[r.relation.name] == 1  # no reference reaches into several sheets
    }
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "kommunplan",
        "title": TITLE,
        "description": DESCRIPTION,
        "created": f"{coverage.modified:%Y-%m-%dT%H:%M:%S}Z",
        "keywords": list(_KEYWORDS),
        **of_publisher,
        "resources": [_resource(resource, form, keys) for resource in resources],
    }


def _resource(resource: Resource, form: str, keys: dict[str, str]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": resource.relation.name if resource.sheet is None else _slug(resource.sheet),
        "type": "table",
        "description": resource.relation.comment,
        "path": resource.file,
        "format": form,
        "mediatype": MEDIA_TYPES[form],
        "bytes": resource.bytes,
        "hash": f"sha256:{resource.sha256}",
        "schema": _schema(resource.relation, keys),
    }
    if form in ("csv", "json"):
        described["encoding"] = "utf-8"
    if resource.sheet is not None:
        described["dialect"] = {"sheetName": resource.sheet, "excel": {"sheet": resource.sheet}}
    return described


def _slug(sheet: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", sheet.lower()).strip("-")


def _schema(relation: Relation, keys: dict[str, str]) -> dict[str, Any]:
    fields = [
        {"name": c.name, "type": _FIELD_TYPES[c.type], "description": c.comment}
        | ({"constraints": {"required": True}} if c.name in relation.key else {})
        for c in relation.columns
    ]
    foreign = [
        {"fields": [c.name], "reference": {"resource": keys[c.name], "fields": [c.name]}}
        for c in relation.columns
        if relation.kind == "table" and c.name in keys and keys[c.name] != relation.name
    ]
    schema: dict[str, Any] = {"fields": fields}
    if relation.key:
        schema["primaryKey"] = list(relation.key)
    if foreign:
        schema["foreignKeys"] = foreign
    return schema


def dcat(files: Sequence[str], form: str, coverage: Coverage, publisher: Publisher) -> bytes:
    """The content of dcat.rdf: catalogue, dataset, distribution, publisher and contact as RDF/XML in UTF-8."""
    for prefix, namespace in _NAMESPACES.items():
        Xml.register_namespace(prefix, namespace)
    root = Xml.Element(_name("rdf:RDF"))
    at = publisher.address
    _add_catalogue(root, coverage, publisher)
    _add_dataset(root, coverage, publisher)
    distribution = _thing(root, "dcat:Distribution", f"{at}#distribution")
    _texts(distribution, "dcterms:description", DESCRIPTION, _DESCRIPTION_EN)
    _refer(distribution, "dcat:accessURL", at)
    for file in files:
        _refer(distribution, "dcat:downloadURL", at + file)
    _text(distribution, "dcterms:format", MEDIA_TYPES[form])
    _refer(distribution, "dcterms:license", publisher.licence)
    _refer(distribution, "foaf:page", f"{at}datapackage.json")
    _text(_thing(root, "foaf:Agent", publisher.uri), "foaf:name", publisher.name)
    contact = _thing(root, "vcard:Organization", f"{at}#kontakt")
    _text(contact, "vcard:fn", publisher.name)
    _refer(contact, "vcard:hasEmail", f"mailto:{publisher.email}")
    Xml.indent(root)
    content: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _add_catalogue(root: Xml.Element, coverage: Coverage, publisher: Publisher) -> None:
    catalogue = _thing(root, "dcat:Catalog", f"{publisher.address}#katalog")
    _texts(catalogue, "dcterms:title", TITLE, _TITLE_EN)
    _texts(catalogue, "dcterms:description", DESCRIPTION, _DESCRIPTION_EN)
    _refer(catalogue, "dcterms:publisher", publisher.uri)
    _refer(catalogue, "dcterms:license", publisher.licence)
    _refer(catalogue, "dcterms:language", f"{_AUTHORITY}/language/SWE")
    _refer(catalogue, "dcat:themeTaxonomy", f"{_AUTHORITY}/data-theme")
    _date(catalogue, "dcterms:modified", f"{coverage.modified:%Y-%m-%d}")
    _refer(catalogue, "dcat:dataset", f"{publisher.address}#datamangd")


def _add_dataset(root: Xml.Element, coverage: Coverage, publisher: Publisher) -> None:
    dataset = _thing(root, "dcat:Dataset", f"{publisher.address}#datamangd")
    _texts(dataset, "dcterms:title", TITLE, _TITLE_EN)
    _texts(dataset, "dcterms:description", DESCRIPTION, _DESCRIPTION_EN)
    for keyword in _KEYWORDS:
        _text(dataset, "dcat:keyword", keyword, "sv")
    for theme in _THEMES:
        _refer(dataset, "dcat:theme", theme)
    _refer(dataset, "dcterms:publisher", publisher.uri)
    _refer(dataset, "dcat:contactPoint", f"{publisher.address}#kontakt")
    _refer(dataset, "dcterms:language", f"{_AUTHORITY}/language/SWE")
    _refer(dataset, "dcterms:accessRights", f"{_AUTHORITY}/access-right/PUBLIC")
    _refer(dataset, "dcterms:spatial", _SWEDEN)
    _date(dataset, "dcterms:modified", f"{coverage.modified:%Y-%m-%d}")
    if coverage.first_year is not None:
        period = Xml.SubElement(Xml.SubElement(dataset, _name("dcterms:temporal")), _name("dcterms:PeriodOfTime"))
        _date(period, "dcat:startDate", f"{coverage.first_year:04}-01-01")
        _date(period, "dcat:endDate", f"{coverage.last_year:04}-12-31")
    _refer(dataset, "dcat:distribution", f"{publisher.address}#distribution")


def _name(qualified: str) -> str:
    prefix, _, local = qualified.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def _thing(root: Xml.Element, kind: str, uri: str) -> Xml.Element:
    return Xml.SubElement(root, _name(kind), {_name("rdf:about"): uri})


def _refer(parent: Xml.Element, name: str, uri: str) -> None:
    Xml.SubElement(parent, _name(name), {_name("rdf:resource"): uri})


def _text(parent: Xml.Element, name: str, text: str, language: str | None = None) -> None:
    spoken = {"{http://www.w3.org/XML/1998/namespace}lang": language} if language else {}
    Xml.SubElement(parent, _name(name), spoken).text = text


def _texts(parent: Xml.Element, name: str, swedish: str, english: str) -> None:
    _text(parent, name, swedish, "sv")
    _text(parent, name, english, "en")


def _date(parent: Xml.Element, name: str, day: str) -> None:
    Xml.SubElement(parent, _name(name), {_name("rdf:datatype"): _DATE}).text = day
