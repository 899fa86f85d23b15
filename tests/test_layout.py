"""The import direction, the one door of each foreign library, and that no kommun stands in code."""

from __future__ import annotations

import ast
import re
import unicodedata
from pathlib import Path

import pytest

from extractors.vocabulary import municipalities

ROOT = Path(__file__).parent.parent
FILES = sorted(p for folder in ("extractors", "pipeline") for p in (ROOT / folder).rglob("*.py"))

RANKS = [
    ["extractors", "extractors.reading", "extractors.records", "extractors.vocabulary", "pipeline", "pipeline.sql"],
    ["extractors.values", "extractors.reading.arrows", "extractors.reading.page"],
    ["extractors.reading.pdf_calls", "extractors.reading.pdf_limits", "extractors.reading.pdf_text"],
    ["extractors.reading.pdf_covers", "extractors.reading.pdf_fonts", "extractors.reading.pdf_settle"],
    ["extractors.reading.pdf_sight", "extractors.reading.pdf_tags"],
    ["extractors.reading.pdf_paths", "extractors.reading.pdf_plain", "extractors.reading.pdf_words"],
    ["extractors.reading.pdf_ocr"],
    ["extractors.reading.pdf"],
    ["extractors.reading.grid", "extractors.reading.pdf_picture", "extractors.reading.text"],
    [
        "extractors.reading.cells",
        "extractors.reading.column_gaps",
        "extractors.reading.furniture",
        "extractors.reading.paragraphs",
    ],
    ["extractors.reading.row_grouping", "extractors.reading.header_spans", "extractors.reading.tree_tables"],
    ["extractors.reading.bands"],
    ["extractors.reading.stripes"],
    ["extractors.reading.open_tables", "extractors.reading.row_splitting", "extractors.reading.structure_tables"],
    ["extractors.reading.aligned_tables", "extractors.reading.joining", "extractors.reading.sections"],
    ["extractors.reading.tables"],
    ["extractors.reading.content"],
    ["extractors.reading.cell_text"],
    ["extractors.reading.document"],
    [
        "extractors.reading.draw",
        "extractors.prose",
        "extractors.identity_texts",
        "extractors.goal_labels",
        "extractors.activity_kinds",
        "extractors.statuses",
        "extractors.indicator_cells",
        "extractors.assessment",
        "extractors.amounts",
        "extractors.arithmetic",
        "extractors.budget_columns",
        "extractors.personal_numbers",
    ],
    [
        "extractors.columns",
        "extractors.identity_committee",
        "extractors.identity_municipality",
        "extractors.identity_period",
    ],
    ["extractors.identity", "extractors.legends", "extractors.wide_rows"],
    [
        "extractors.reading.__main__",
        "extractors.context",
        "extractors.indicator_tables",
        "extractors.goal_parts",
        "extractors.budget_tables",
        "extractors.witnesses",
    ],
    [
        "extractors.activity_signs",
        "extractors.assignment_forms",
        "extractors.budget_rows",
        "extractors.persons",
        "extractors.protocol_labels",
    ],
    ["extractors.budget_titles", "extractors.protocol_lines"],
    ["extractors.attendance_tables", "extractors.decision_points", "extractors.protocol_run"],
    ["extractors.protocol_items"],
    ["extractors.attendance", "extractors.decision_letters"],
    [
        "extractors.activities",
        "extractors.assignments",
        "extractors.budget",
        "extractors.claims",
        "extractors.decisions",
        "extractors.followups",
        "extractors.goals",
        "extractors.indicators",
    ],
    ["extractors.missing_words"],
    ["extractors.extract"],
    ["pipeline.document_rows", "pipeline.limits", "pipeline.ocr", "pipeline.publish"],
    [
        "pipeline.decisions",
        "pipeline.formulas",
        "pipeline.likeness",
        "pipeline.link_inputs",
        "pipeline.sources",
        "pipeline.store",
        "pipeline.workers",
    ],
    [
        "pipeline.catalogue",
        "pipeline.cluster",
        "pipeline.decision_links",
        "pipeline.evidence",
        "pipeline.identity_overrides",
        "pipeline.pairing",
        "pipeline.query",
        "pipeline.readers",
        "pipeline.resemblance",
        "pipeline.revisions",
        "pipeline.vocabulary",
    ],
    ["pipeline.link"],
    ["pipeline.dataset", "pipeline.ingest", "pipeline.targets"],
    ["pipeline.metadata", "pipeline.workbook"],
    ["pipeline.export"],
    ["pipeline.answers", "pipeline.show"],
    ["pipeline.desk", "pipeline.desk.published", "pipeline.desk.swedish"],
    ["pipeline.desk.comparing", "pipeline.desk.flow", "pipeline.desk.table"],
    ["pipeline.desk.charts", "pipeline.desk.review"],
    ["pipeline.desk.page"],
    ["pipeline.desk.server"],
    ["pipeline.cli"],
]
RANK = {name: rank for rank, names in enumerate(RANKS) for name in names}

DOORS = {
    "pypdfium2": r"extractors\.reading\.pdf(_\w+)?",
    "pdfplumber": r"extractors\.reading\.pdf(_\w+)?",
    "spacy": r"extractors\.prose",
    "rapidfuzz": r"pipeline\.(likeness|link|pairing)|extractors\.prose",
    "duckdb": r"pipeline\.\w+",
    "pandas": r"pipeline\.(\w+|desk\.(charts|flow))",
    "altair": r"pipeline\.desk\.(charts|flow|page)",
    "anywidget": r"pipeline\.desk\.(review|table)",
    "marimo": r"pipeline\.desk\.(page|server)",
    "uvicorn": r"pipeline\.desk\.server",
    "pytesseract": r"pipeline\.ocr",
    "pebble": r"pipeline\.workers",
    "distributed": r"pipeline\.cluster",
    "fsspec": r"pipeline\.sources",
    "xlsxwriter": r"pipeline\.workbook",
}

# Kommuner whose name is also a word that code may use ("are" without its ring).
WORDS_TOO = {"Ale", "Mark", "Åre"}

# Years that a person reads, in an example or as a source's date; none decides anything.
YEARS_SHOWN = {
    "ingest reports/2024",
    "a date such as 2025-01-31",
    "SCB, autumn 2025 (public copy dated 2025-12-12)",
    "population_2025",
    "http://www.w3.org/2001/XMLSchema#date",
    "http://www.w3.org/2006/vcard/ns#",
}


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> set[str]:
    """The modules that a file imports, those inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def own_strings(path: Path) -> list[str]:
    """String literals, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


def words_of_names(path: Path) -> set[str]:
    """The words that identifiers are made of, as ``plain`` leaves them."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {getattr(node, field, None) for node in nodes for field in ("id", "attr", "arg", "name")}
    parts = [re.findall(r"[A-ZÅÄÖ]?[a-zåäö]+|[A-ZÅÄÖ]+", name) for name in names if isinstance(name, str)]
    return {plain(word) for words in parts for word in words}


def plain(word: str) -> str:
    """Small letters without rings and dots, as a name would stand in an identifier."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_a_file_imports_only_files_of_a_lower_rank(path: Path) -> None:
    module = module_of(path)
    assert module in RANK, f"{module} has no rank: add it to RANKS in {Path(__file__).name}"
    relative = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.ImportFrom) and n.level]
    assert not relative, f"{module} imports by relative name: write the full one, which has a rank"
    for imported in imports_of(path) & RANK.keys():
        same_package = module.startswith(f"{imported}.") or imported == module
        assert same_package or RANK[imported] < RANK[module], f"{module} imports {imported}"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_foreign_libraries_have_one_door_each(path: Path) -> None:
    module = module_of(path)
    for imported in {name.split(".")[0] for name in imports_of(path)} & DOORS.keys():
        assert re.fullmatch(DOORS[imported], module), f"{module} imports {imported}"


@pytest.mark.parametrize("path", [p for p in FILES if "extractors" in p.parts], ids=module_of)
def test_the_core_opens_nothing_and_knows_no_clock(path: Path) -> None:
    if path.name == "__main__.py":
        return  # the shell of the drawing tool
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    opened = {call for call in calls if call.rpartition(".")[2] == "open"}
    assert opened <= {"pdfplumber.open"}, opened  # which is given the bytes
    assert not attributes & {"environ", "getenv", "now", "utcnow", "today", "write_text", "write_bytes"}


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_no_kommun_and_no_year_stands_in_code(path: Path) -> None:
    names = {kommun.municipality for kommun in municipalities()} - WORDS_TOO
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(names)))})s?(?!\w)")
    for text in own_strings(path):
        assert not pattern.search(text), text
        assert text in YEARS_SHOWN or not re.search(r"(?<![\w\\])20\d\d(?!\w)", text), f"a year in {text!r}"
    named = words_of_names(path) & {plain(name) for name in names}
    assert not named, named
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, int):
            assert not 2000 < node.value < 2100, f"the year {node.value}"
