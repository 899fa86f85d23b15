"""What must and must not be in the project."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent


def tracked() -> list[Path]:
    """The files under version control; those of a source archive where there is none."""
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = done.stdout.splitlines() or [str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if ".venv" not in p.parts]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in tracked():
        try:
            found.append((path, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_no_address_of_a_registry_and_no_path_of_a_machine() -> None:
    registry = re.compile(r"https?://[^ \"]*/(?:simple|packages)/|--(?:extra-)?index-url|--find-links")
    machine = re.compile(rf"(?<![\w.])(?:{re.escape(str(ROOT))}(?!\w)|/(?:home|root|Users)/\w)")
    for path, text in texts():
        assert not registry.search(text) or path == Path(__file__), path
        assert not machine.search(text) or path == Path(__file__), path


def test_every_requirement_is_pinned_with_a_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        entries = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip())
        for entry in entries:
            assert re.match(r"[A-Za-z0-9._-]+==\S+ \\\n\s+--hash=sha256:[0-9a-f]{64}", entry), entry[:80]


def test_every_dependency_is_among_the_requirements() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name, wanted in (
        ("requirements.txt", project["dependencies"]),
        ("requirements-dev.txt", project["dependencies"] + project["optional-dependencies"]["dev"]),
    ):
        pinned = (ROOT / name).read_text(encoding="utf-8").casefold()
        for dependency in wanted:
            assert f"\n{re.split(r'[<>=]', dependency)[0]}==" in f"\n{pinned}", f"{dependency} in {name}"


def test_the_changelog_is_in_its_form() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.startswith("# Changelog")
    assert re.search(r"^## \[Unreleased\]$", text, re.MULTILINE)
