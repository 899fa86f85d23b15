"""The import direction, the one door of each foreign library, and that no kommun stands in code."""

from __future__ import annotations

import ast
import re
import unicodedata
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from extractors.vocabulary import municipalities

ROOT = Path(__file__).parent.parent
FILES = sorted(p for folder in ("extractors", "pipeline") for p in (ROOT / folder).rglob("*.py"))

# Folders in the order in which the data passes; what stands in one line doesn't know each other.
RANKS = [
    ["extractors.records", "extractors.vocabulary"],
    ["extractors.values"],
    ["extractors.trust"],
    ["extractors.pdf"],
    ["extractors.text"],
    ["extractors.tables"],
    ["extractors.document"],
    ["extractors.identity"],
    ["extractors.interpret"],
    ["extractors.budget", "extractors.goals", "extractors.plan", "extractors.protocol"],
    ["extractors.checks"],
    ["extractors.extract"],
    ["pipeline"],
    ["pipeline.desk", "pipeline.fetch"],
    ["pipeline.cli"],
]
RANK = {name: rank for rank, names in enumerate(RANKS) for name in names}
MOST_FILES = 15  # in a folder of extractors/, beside its __init__.py

DOORS = {
    "pypdfium2": r"extractors\.pdf\.\w+",
    "pdfplumber": r"extractors\.pdf\.\w+",
    "spacy": r"extractors\.text\.prose",
    "rapidfuzz": r"pipeline\.(likeness|link|pairing)|extractors\.text\.prose",
    "duckdb": r"pipeline\.(\w+|matters\.\w+)",
    "pandas": r"pipeline\.(\w+|desk\.(charts|flow))",
    "altair": r"pipeline\.desk\.(charts|flow|page)",
    "anywidget": r"pipeline\.desk\.(review|table)",
    "marimo": r"pipeline\.desk\.(page|server)",
    "jinja2": r"pipeline\.desk\.records",
    "uvicorn": r"pipeline\.desk\.server",
    "pytesseract": r"pipeline\.ocr",
    "pebble": r"pipeline\.workers",
    "distributed": r"pipeline\.cluster",
    "fsspec": r"pipeline\.sources",
    "xlsxwriter": r"pipeline\.workbook",
    "requests": r"pipeline\.fetch\.client",
    "urllib3": r"pipeline\.fetch\.client",
    "protego": r"pipeline\.fetch\.client",
    "selectolax": r"pipeline\.fetch\.html",
}

# Kommuner whose name is also a word that code may use ("are" without its ring).
WORDS_TOO = {"Ale", "Mark", "Åre"}

# Years that a person reads, in an example or as a source's date; none decides anything.
YEARS_SHOWN = {
    "ingest reports/2024",
    "a date such as 2025-01-31",
    "meetings of this day or later (a date such as 2025-01-31)",
    " is not a date such as 2025-01-31",
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


def folder_of(module: str) -> str:
    """The ranked folder or file that a module stands in."""
    parts = module.split(".")
    names = (".".join(parts[:depth]) for depth in range(len(parts), 0, -1))
    found = next((name for name in names if name in RANK), None)
    assert found is not None or module == "extractors", f"{module} has no rank: add its folder to RANKS"
    return found or module


def own_imports(path: Path) -> set[str]:
    """The project's modules that a file imports."""
    return imports_of(path) & {module_of(file) for file in FILES} - {"extractors", "pipeline", module_of(path)}


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_a_file_imports_only_its_own_folder_and_those_of_a_lower_rank(path: Path) -> None:
    folder = folder_of(module_of(path))
    relative = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.ImportFrom) and n.level]
    assert not relative, f"{path} imports by relative name: write the full one, which has a rank"
    for imported in own_imports(path):
        other = folder_of(imported)
        assert other == folder or RANK[other] < RANK[folder], f"{module_of(path)} imports {imported}"


def test_no_two_files_need_each_other() -> None:
    TopologicalSorter({module_of(path): own_imports(path) for path in FILES}).prepare()


def test_a_folder_of_extractors_can_be_looked_over() -> None:
    for folder in {path.parent for path in FILES if "extractors" in path.parts}:
        files = [path for path in folder.glob("*.py") if path.name != "__init__.py"]
        assert len(files) <= MOST_FILES, f"{folder.name} has {len(files)} files"


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
    assert not opened, opened
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
