"""Ciceron: JSON by POST to /json, one search a body, whose meetings are numbered within the session; files by GET."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urljoin

from extractors.vocabulary import fold
from pipeline.fetch.candidates import Candidate, Found, Page, StructureError, Visit, candidate, day_in, role_in
from pipeline.fetch.sources import Source

_SEARCH = "ciceronsok_search"
_MEETINGS = 64  # the type of object that a meeting is


def start(source: Source) -> tuple[Visit, ...]:
    """The question which diaries there are."""
    return (Visit(urljoin(source.start, "/json"), "diaries", _asked("ReadDiaries", {}, None)),)


def read(page: Page, source: Source) -> Found:
    """What an answer offers: searches, the search's meetings, a meeting's papers. Raises StructureError.

    Each goes on in the session of the answer, and a body's meetings must be asked for before the next search.
    """
    result, session = _answer(page)
    visit = page.visit
    match visit.step:
        case "diaries":
            return _searches(page, result, session, source)
        case "search":
            hits = _field(result, "hits", int, page)
            asked = {"search_id": _SEARCH, "offset": 0, "limit": hits}
            payload = _asked("ReadItems", asked, session)
            return Found(visits=(visit._replace(step="items", payload=payload),) if hits else ())
        case "items":
            results = result if isinstance(result, list) else _field(result, "results", list, page)
            return _meetings(visit, results, session)
    return _papers(page, result)


def _searches(page: Page, result: Any, session: str | None, source: Source) -> Found:
    boards = _boards(result)
    wanted = [(diary, board) for diary, board in boards if not source.bodies or fold(board) in map(fold, source.bodies)]
    missing = [body for body in source.bodies if fold(body) not in (fold(board) for _, board in wanted)]
    if missing or not boards:
        there = ", ".join(sorted({board for _, board in boards})) or "none"
        raise StructureError(f"{page.url}: no diary of {', '.join(missing) or 'any body'}; there are: {there}")
    return Found(visits=tuple(_search(page.url, diary, board, session) for diary, board in wanted))


def _search(url: str, diary: str, board: str, session: str | None) -> Visit:
    about = json.dumps({"diary": diary, "board": board, "from_date": "", "to_date": ""}, ensure_ascii=False)
    asked = {"search_id": _SEARCH, "doctype": _MEETINGS, "text": "", "param": about}
    return Visit(url, "search", _asked("Search", asked, session), body=board)


def _boards(result: Any) -> list[tuple[str, str]]:
    """Diary and board, wherever in the answer they stand together."""
    if isinstance(result, list):
        return [pair for each in result for pair in _boards(each)]
    if not isinstance(result, dict):
        return []
    diary = next((str(result[key]) for key in ("diary", "id", "code") if result.get(key)), None)
    boards = result.get("boards") or result.get("board")
    if diary is None or boards is None:
        return [pair for value in result.values() for pair in _boards(value)]
    named = boards if isinstance(boards, list) else [boards]
    return [(diary, board["name"] if isinstance(board, dict) else str(board)) for board in named]


def _meetings(visit: Visit, results: list[Any], session: str | None) -> Found:
    found = []
    for each in results:
        title, number = str(each.get("title") or ""), str(each.get("id"))
        payload = _asked("ReadObjectDetails", {"search_id": _SEARCH, "id": number}, session)
        found.append(visit._replace(
            step="details", payload=payload, meeting=title or number, meeting_date=day_in(title), depth=1
        ))  # fmt: skip
    return Found(visits=tuple(found), meetings=tuple((visit.body, v.meeting or "") for v in found))


def _papers(page: Page, details: Any) -> Found:
    if isinstance(details, dict) and isinstance(details.get("value"), str):
        details = json.loads(details["value"])
    if not isinstance(details, dict):
        raise StructureError(f"{page.url}: the details of a meeting are no object")
    own = [_paper(page, document, None) for document in details.get("documents") or []]
    items = [
        _paper(page, document, str(item.get("title") or item.get("name") or "") or "ärende")
        for item in details.get("items") or []
        if isinstance(item, dict)
        for document in item.get("documents") or []
    ]
    return Found(candidates=tuple(each for each in (*own, *items) if each is not None))


def _paper(page: Page, document: dict[str, Any], item: str | None) -> Candidate | None:
    name, file_name = str(document.get("name") or ""), str(document.get("filename") or "")
    title = name or file_name
    if not document.get("filename_b64") or (file_name and not file_name.lower().endswith(".pdf")):
        return None
    url = urljoin(
        page.url, f"/download/document?filename={quote(document['filename_b64'], safe='')}&id={document['id']}"
    )
    role = "bilaga" if item else role_in(f"{name} {file_name}", otherwise="bilaga")
    visit = page.visit
    return candidate(
        url, urljoin(page.url, "/"), title, role=role, body=visit.body, meeting_date=visit.meeting_date,
        meeting=visit.meeting, identity=urljoin(page.url, f"/download/document?id={document['id']}"), item=item,
    )  # fmt: skip


def _asked(method: str, parameters: dict[str, Any], session: str | None) -> str:
    body = {"jsonrpc": "2.0", "method": f"CiceronsokServer:{method}", "params": parameters}
    return json.dumps(body | ({"session_id": session} if session else {}), ensure_ascii=False)


def _answer(page: Page) -> tuple[Any, str | None]:
    """The result, which may be wrapped or JSON in a text, and the session to go on in."""
    try:
        answer = json.loads(page.text)
        asked = json.loads(page.visit.payload or "{}")
        result = answer["result"]
        while isinstance(result, dict) and "result" in result:
            result = result["result"]
        return json.loads(result) if isinstance(result, str) else result, answer.get(
            "session_id", asked.get("session_id")
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StructureError(f"{page.url}: answers to '{page.visit.step}' with no result in JSON") from error


def _field(result: Any, name: str, kind: type, page: Page) -> Any:
    value = result.get(name) if isinstance(result, dict) else None
    if not isinstance(value, kind):
        raise StructureError(f"{page.url}: the answer to '{page.visit.step}' has no {name}")
    return value
