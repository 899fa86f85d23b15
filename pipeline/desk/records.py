"""The routes of the pages that list records: the list, its downloads, and the place of a record on its page."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from pipeline import store
from pipeline.desk import listing
from pipeline.desk.listing import LISTINGS, Listing
from pipeline.desk.published import answer
from pipeline.desk.swedish import counted
from pipeline.evidence import UnknownRecordError, piece_of, place_of, source_of
from pipeline.publish import UserError

_STYLE = Path(__file__).with_name("static") / "records.css"
# Nothing of another address, and no script: text that a document holds is text.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self' data:; style-src 'self'; "
    "form-action 'self'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def routes(database: Path, pages: tuple[tuple[str, str], ...]) -> list[Route]:
    """The routes over this database. ``pages``: address and title of the desk's other pages, for the way between."""
    templates = Environment(
        loader=PackageLoader("pipeline.desk"), autoescape=select_autoescape(["html"]), undefined=StrictUndefined
    )
    templates.globals |= {
        "pages": (*pages, *((f"/{page.path}", page.title) for page in LISTINGS)),
        "query_of": listing.query_of,
        "sizes": tuple(listing.SIZES),
    }

    def render(template: str, status: int = 200, **values: Any) -> HTMLResponse:
        return HTMLResponse(templates.get_template(template).render(values), status, _HEADERS)

    found = [route for page in LISTINGS for route in _of_listing(database, page, render)]
    return [
        *found,
        Route("/static/records.css", lambda _: Response(_STYLE.read_bytes(), media_type="text/css")),
        Route("/plats/{record}", lambda request: _place(database, request, render)),
        Route("/plats/{record}/bild", lambda request: _picture(database, request)),
    ]


def _of_listing(database: Path, page: Listing, render: Callable[..., HTMLResponse]) -> list[Route]:
    def shown(request: Request) -> Response:
        choice = listing.choice_of(page, request.query_params)
        try:
            found = listing.chosen(page, answer(database, page.query), choice)
        except UserError as error:
            return _trouble(render, "Databasen kan inte visas.", error)
        rows, number, pages = listing.page_of(found, choice)
        return render(
            "listing.html", listing=page, choice=choice._replace(page=number), rows=rows, count=len(found),
            counted=counted(len(found), "rad", "rader"), page_count=pages,
        )  # fmt: skip

    def download(request: Request) -> Response:
        choice = listing.choice_of(page, request.query_params)
        try:
            found = listing.chosen(page, answer(database, page.query), choice)
        except UserError as error:
            return _trouble(render, "Databasen kan inte visas.", error)
        if request.url.path.endswith(".json"):
            return JSONResponse(listing.as_records(page, found), headers=_HEADERS)
        headers = {"Content-Disposition": f'attachment; filename="{page.path}.csv"'} | _HEADERS
        return Response(listing.as_csv(page, found), media_type="text/csv", headers=headers)

    return [Route(f"/{page.path}", shown), *(Route(f"/{page.path}.{form}", download) for form in ("csv", "json"))]


def _place(database: Path, request: Request, render: Callable[..., HTMLResponse]) -> Response:
    record = request.path_params["record"]
    try:
        with store.reading(database) as con:
            at = place_of(con, record)
            file_name, _ = source_of(con, at.document_id)
    except UserError as error:
        return _trouble(render, "Stället kan inte visas.", error)
    return render("place.html", record=record, place=at, file_name=file_name)


def _picture(database: Path, request: Request) -> Response:
    try:
        with store.reading(database) as con:
            at = place_of(con, request.path_params["record"])
            _, data = source_of(con, at.document_id)
        piece = piece_of(at, data)
    except UserError as error:
        return Response(str(error), 404, _HEADERS, "text/plain")
    content = io.BytesIO()
    piece.save(content, "PNG")
    return Response(content.getvalue(), headers=_HEADERS, media_type="image/png")


def _trouble(render: Callable[..., HTMLResponse], what: str, error: UserError) -> HTMLResponse:
    return render("trouble.html", 404 if isinstance(error, UnknownRecordError) else 503, what=what, cause=str(error))
