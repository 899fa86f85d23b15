"""How soon each page of the desk shows its content over a database of 290 kommuner and 100,000 activities.

    python -m benchmarks.desk

For each page: the seconds that its queries take alone, and, in a browser whose cache is empty, the seconds until
something is painted and until the content stands there. The machine is shared: the best of three counts.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from benchmarks.large_database import make
from pipeline.desk.published import answer
from tools.desk_browser import PAGES, chromium, opened, served

_ROUNDS = 3
_BODY = {"municipality": "Mjölby", "committee": "Kommunstyrelsen", "year": 2024}
_FOUR = {"municipalities": ["Ale", "Alingsås", "Alvesta", "Aneby"]}
_QUESTIONS: dict[str, list[tuple[str, dict[str, object]]]] = {
    "progress": [("bodies", {"kind": "activities"}), ("progress", dict(_BODY))],
    "budget": [("bodies", {"kind": "budget"}), ("budget", dict(_BODY))],
    "targets": [("bodies", {"kind": "indicators"}), ("targets", dict(_BODY))],
    "compare": [
        ("municipalities", {}),
        *((name, dict(_FOUR)) for name in ("comparison", "status_shares", "indicators", "activities")),
    ],
    "review": [("waiting", {})],
    "quality": [("quality", {}), ("words", {})],
}  # fmt: skip


def main() -> None:
    """Print a line a page."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "kommunplan.duckdb"
        make(database)
        print(f"{'page':<10}{'queries s':>10}{'paint s':>10}{'content s':>11}")
        with served(database) as address:
            for name in PAGES:
                paint, content = min((_shown(address, name) for _ in range(_ROUNDS)), key=lambda found: found[1])
                print(f"{name:<10}{_asked(database, name):>10.2f}{paint:>10.2f}{content:>11.2f}")


def _asked(database: Path, name: str) -> float:
    """Seconds of the page's queries, one after the other."""
    rounds = []
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        for question, parameters in _QUESTIONS[name]:
            answer(database, question, **parameters)
        rounds.append(time.perf_counter() - begun)
    return min(rounds)


def _shown(address: str, name: str) -> tuple[float, float]:
    """Seconds from the address entered to the first paint, and to the content."""
    with chromium() as browser:
        begun = time.perf_counter()
        page, _ = opened(browser, address, name)
        content = time.perf_counter() - begun
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        return paint / 1000, content


if __name__ == "__main__":
    main()
