"""The desk served on a free port, and Debian's Chromium to look at it."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

# Without these a browser without a network asks its maker's hosts all the time.
_QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
CHROMIUM = shutil.which("chromium")
_LONGEST_START_SECONDS = 30.0
PAGES = ("progress", "budget", "targets", "compare", "review", "quality")
# What each page shows last, once its content is there.
SHOWN = {"review": ".kp-desk section"} | dict.fromkeys(
    ("progress", "budget", "targets", "compare", "quality"), ".kp-desk table tbody tr"
)


@contextmanager
def served(database: Path) -> Iterator[str]:
    """The address of the desk on this database, which is served until the block ends."""
    command = [sys.executable, "-u", "-m", "pipeline.cli", "desk", "--no-browser", "--database", str(database)]
    with subprocess.Popen([*command, "--port", str(_free_port())], stdout=subprocess.PIPE, text=True) as desk:
        try:
            assert desk.stdout is not None
            found = re.match(r"(http://\S+)/ shows", desk.stdout.readline())
            assert found is not None
            _wait_for_answer(int(found[1].rpartition(":")[2]))
            yield found[1]
        finally:
            desk.send_signal(signal.SIGINT)
            desk.wait(20)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, closed when the block ends."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        try:
            yield browser
        finally:
            browser.close()


def opened(browser: Browser, address: str, name: str, width: int = 1280, height: int = 1000) -> tuple[Page, list[str]]:
    """A page of the desk once its content is there, and the list that its errors go to."""
    page = browser.new_page(viewport={"width": width, "height": height}, locale="sv-SE")
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/{name}")
    page.wait_for_selector(SHOWN[name], timeout=30_000)
    return page, errors


def _wait_for_answer(port: int) -> None:
    """Waits until the desk listens: it tells its address a moment before. Raises the last refusal."""
    give_up = time.monotonic() + _LONGEST_START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.05)


def _free_port() -> int:

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
