"""The desk's own web server, on this machine's loopback address alone."""

from __future__ import annotations

import logging
import os
import socket
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, NoReturn

from pipeline.publish import UserError

if TYPE_CHECKING:
    from starlette.applications import Starlette

HOST = "127.0.0.1"
_NAMES = [HOST, "localhost"]
# A page speaks Swedish, which tells a screen reader how to pronounce it.
_HEAD = "<script>document.documentElement.lang = 'sv';</script>"
_BROWSER_SECONDS = 1.0
_FAREWELL_SECONDS = 1


class DeskError(UserError):
    """The desk can't be opened; the message says why and what to do."""


def serve(database: Path, port: int, *, browse: bool) -> NoReturn:
    """Serve the pages until Ctrl-C, which ends the program. ``browse``: open a browser too. Raises DeskError."""
    try:
        import uvicorn
        from starlette.middleware.trustedhost import TrustedHostMiddleware
    except ImportError as error:
        raise DeskError("the desk needs marimo: pip install 'kommunplan[desk]'") from error
    from pipeline.desk.published import DATABASE_VARIABLE

    _require_free(port)
    os.environ[DATABASE_VARIABLE] = str(database.resolve())
    logging.getLogger("marimo").setLevel(logging.ERROR)
    # Another site's page reaches a server on loopback under a name of its own; it gets no answer.
    app = TrustedHostMiddleware(_pages(database.resolve()), allowed_hosts=_NAMES)
    if browse:
        Timer(_BROWSER_SECONDS, webbrowser.open, [f"http://{HOST}:{port}/"]).start()
    sys.stdout.write(f"http://{HOST}:{port}/ shows {database}; Ctrl-C ends it\n")
    sys.stdout.flush()
    with suppress(KeyboardInterrupt):
        uvicorn.run(
            app, host=HOST, port=port, log_level="warning", lifespan="off", timeout_graceful_shutdown=_FAREWELL_SECONDS
        )
    # A page's session is a thread that waits for its browser for ever; it only reads, so nothing is lost with it.
    os._exit(0)


def notebooks() -> Path:
    """The folder of the notebooks: beside the packages in a checkout, inside this one where it was installed."""
    inside = Path(__file__).with_name("notebooks")
    return inside if inside.is_dir() else Path(__file__).parents[2] / "notebooks"


def _pages(database: Path) -> Starlette:
    import marimo
    from starlette.applications import Starlette
    from starlette.responses import RedirectResponse
    from starlette.routing import Mount, Route

    from pipeline.desk.page import PAGES
    from pipeline.desk.records import routes

    builder = marimo.create_asgi_app(quiet=True, include_code=False, html_head=_HEAD)
    for page in PAGES:
        builder = builder.with_app(path=f"/{page.name}", root=str(notebooks() / f"{page.name}.py"))
    first = Route("/", lambda _: RedirectResponse(f"/{PAGES[0].name}"))
    records = routes(database, tuple((f"/{page.name}", page.title) for page in PAGES))
    return Starlette(routes=[first, *records, Mount("/", builder.build())])


def _require_free(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError as error:
            raise DeskError(f"port {port} is taken ({error.strerror}); name another with --port") from error
