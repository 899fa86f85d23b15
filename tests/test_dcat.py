"""The metadata for dataportal.se against the rules of its profile, DCAT-AP-SE 3.0: what is there, how often."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from pipeline.cli import main

NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
AUTHORITY = "http://publications.europa.eu/resource/authority"
MANY = 10_000


class Rule(NamedTuple):
    """How often a property stands on a thing, and as what: text in a language, literal, date, or URI of that beginning;
    with ``kind`` the URI is a thing of that class in the same file."""

    least: int
    most: int
    value: str
    kind: str | None = None


# https://docs.dataportal.se/dcat/sv/: mandatory properties first, then those of the others that the export writes.
RULES = {
    "dcat:Catalog": {
        "dcterms:title": Rule(1, MANY, "text"),
        "dcterms:description": Rule(1, MANY, "text"),
        "dcterms:publisher": Rule(1, 1, "http", "foaf:Agent"),
        "dcterms:license": Rule(0, 1, "http"),
        "dcat:dataset": Rule(1, MANY, "http", "dcat:Dataset"),
        "dcterms:language": Rule(0, MANY, f"{AUTHORITY}/language/"),
        "dcterms:modified": Rule(0, 1, "date"),
        "dcat:themeTaxonomy": Rule(0, MANY, f"{AUTHORITY}/data-theme"),
    },
    "dcat:Dataset": {
        "dcterms:title": Rule(1, MANY, "text"),
        "dcterms:description": Rule(1, MANY, "text"),
        "dcterms:publisher": Rule(1, 1, "http", "foaf:Agent"),
        "dcat:contactPoint": Rule(1, MANY, "http", "vcard:Organization"),
        "dcat:distribution": Rule(1, MANY, "http", "dcat:Distribution"),
        "dcat:keyword": Rule(1, MANY, "text"),
        "dcat:theme": Rule(1, MANY, f"{AUTHORITY}/data-theme/"),
        "dcterms:accessRights": Rule(0, 1, f"{AUTHORITY}/access-right/"),
        "dcterms:language": Rule(0, MANY, f"{AUTHORITY}/language/"),
        "dcterms:spatial": Rule(0, MANY, "http"),
        "dcterms:temporal": Rule(0, MANY, "node"),
        "dcterms:modified": Rule(0, 1, "date"),
    },
    "dcat:Distribution": {
        "dcat:accessURL": Rule(1, 1, "http"),
        "dcat:downloadURL": Rule(0, MANY, "http"),
        "dcterms:description": Rule(0, MANY, "text"),
        "dcterms:format": Rule(0, 1, "literal"),
        "dcterms:license": Rule(1, 1, "http"),
        "foaf:page": Rule(0, MANY, "http"),
    },
    "foaf:Agent": {"foaf:name": Rule(1, MANY, "literal")},
    "vcard:Organization": {"vcard:fn": Rule(1, 1, "literal"), "vcard:hasEmail": Rule(1, MANY, "mailto:")},
}


def short(tag: str) -> str:
    uri, _, local = tag[1:].partition("}")
    return f"{next(prefix for prefix, known in NAMESPACES.items() if known == uri)}:{local}"


def broken(root: ElementTree.Element) -> list[str]:
    """What in the file breaks a rule; a property without a rule is one too many."""
    about = f"{{{NAMESPACES['rdf']}}}about"
    kinds = {thing.get(about): short(thing.tag) for thing in root}
    found = [f"no {kind}" for kind in RULES if kind not in kinds.values()]
    for thing in root:
        rules = RULES[short(thing.tag)]
        properties = [short(child.tag) for child in thing]
        for name, rule in rules.items():
            if not rule.least <= properties.count(name) <= rule.most:
                found.append(f"{short(thing.tag)}: {properties.count(name)} {name}")
        for child in thing:
            rule = rules.get(short(child.tag))
            if rule is None or not _is_valid(child, rule, kinds):
                found.append(f"{short(thing.tag)}: {short(child.tag)} {child.attrib} {child.text!r}")
    return found


def _is_valid(child: ElementTree.Element, rule: Rule, kinds: dict[str | None, str]) -> bool:
    uri, text = child.get(f"{{{NAMESPACES['rdf']}}}resource"), (child.text or "").strip()
    if rule.value == "text":
        return bool(text) and child.get(f"{{{NAMESPACES['xml']}}}lang") in ("sv", "en")
    if rule.value == "date":
        return len(text) == 10 and (child.get(f"{{{NAMESPACES['rdf']}}}datatype") or "").endswith("#date")
    if rule.value in ("literal", "node"):
        return bool(text) or (rule.value == "node" and len(child) == 1)
    return uri is not None and uri.startswith(rule.value) and (rule.kind is None or kinds.get(uri) == rule.kind)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_metadata_keeps_the_rules_of_the_profile(samples: Path, tmp_path: Path, form: str) -> None:
    publisher = Path(__file__).parents[1] / "docs" / "analysts.md"
    shown = publisher.read_text("utf-8").partition("```toml\n")[2].partition("```")[0]
    (tmp_path / "publisher.toml").write_text(shown, "utf-8")
    arguments = ["--publisher", str(tmp_path / "publisher.toml"), "--database", str(samples)]
    assert main(["export", "--format", form, str(tmp_path / "out"), *arguments]) == 0
    root = ElementTree.parse(tmp_path / "out" / "dcat.rdf").getroot()
    assert broken(root) == []


def test_what_breaks_the_rules_is_found() -> None:
    root = ElementTree.fromstring(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:foaf="http://xmlns.com/foaf/0.1/">'
        '<foaf:Agent rdf:about="https://example.se/"/></rdf:RDF>'
    )
    assert "foaf:Agent: 0 foaf:name" in broken(root)
    assert "no dcat:Catalog" in broken(root)
