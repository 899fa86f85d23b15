"""The README and the analysts' questions are true: their commands run, in order, and print what they show."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
LEFT_OUT = "…"


class Call(NamedTuple):
    """A command of a document with the lines it shows of the output."""

    command: str
    shown: list[str]


def calls(document: str = "README.md") -> list[Call]:
    found: list[Call] = []
    for block in BLOCK.findall((ROOT / document).read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = part.splitlines()
            open_quote = lines[0].count('"') % 2
            end = next(i for i, line in enumerate(lines) if i and line.count('"') % 2) if open_quote else 0
            found.append(Call("\n".join(lines[: end + 1]), lines[end + 1 :]))
    return found


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the samples, as a fresh checkout has them."""
    folder = tmp_path_factory.mktemp("readme")
    for name in ("raw", "portal"):
        shutil.copytree(ROOT / "data" / name, folder / "data" / name)
    shutil.copytree(ROOT / "extractors", folder / "extractors")
    return folder


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {call.command.split()[1] for call in calls() if call.command.startswith("make ")}
    assert named == {"demo", "test"}
    assert named <= targets


@pytest.mark.parametrize("document", ["README.md", "docs/analysts.md"])
def test_every_command_prints_what_is_shown(workplace: Path, document: str) -> None:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "COLUMNS": "160", "NO_COLOR": "1"}
    for call in calls(document):
        if call.command.startswith("make "):
            continue
        done = subprocess.run(
            ["bash", "-c", call.command], cwd=workplace, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{call.command}\n{done.stderr}"
        printed = [line.rstrip() for line in done.stdout.splitlines()]
        for shown in call.shown:
            if shown.strip() != LEFT_OUT:
                assert shown.rstrip() in printed, f"{call.command} does not print: {shown}"


def test_the_python_of_the_analysts_guide_runs_on_what_was_exported(workplace: Path) -> None:
    """After the commands above have exported, polars finds the largest deviation of the samples."""
    [block] = re.findall(
        r"^```python\n(.*?)^```", (ROOT / "docs" / "analysts.md").read_text(encoding="utf-8"), re.M | re.S
    )
    environment = {**os.environ, "POLARS_FMT_STR_LEN": "60", "POLARS_FMT_MAX_COLS": "10"}
    done = subprocess.run(
        [sys.executable, "-c", block], cwd=workplace, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Kostnader" in done.stdout
    assert "-8808000" in done.stdout


def test_the_pictures_of_the_readme_exist() -> None:
    for picture in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8")):
        assert (ROOT / picture).stat().st_size > 0


@pytest.mark.parametrize("notebook", sorted(path.name for path in (ROOT / "notebooks").glob("*.py")))
def test_each_notebook_runs_as_a_script(workplace: Path, notebook: str) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "notebooks" / notebook)],
        cwd=workplace, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
