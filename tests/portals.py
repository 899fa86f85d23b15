"""A server on this machine that imitates the portals of kommuner, with the failures that they have."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

SOFT_404 = "<html><head><title>Sidan saknas</title></head><body><h1>Sidan saknas</h1></body></html>"


class Reply(NamedTuple):
    """What an address answers. ``announced``: a Content-Length other than the body's; None with ``closes`` for none;
    ``endless``: how many further bytes are streamed."""

    body: bytes = b""
    status: int = 200
    content_type: str = "application/pdf"
    headers: tuple[tuple[str, str], ...] = ()
    announced: int | None = None
    closes: bool = False
    endless: int = 0


def pdf(words: str = "protokoll") -> bytes:
    """Bytes that fetch takes for a PDF."""
    return b"%PDF-1.4\n% " + words.encode() + b"\n" + b"x" * 1500 + b"\n%%EOF\n"


def page(html: str) -> Reply:
    return Reply(html.encode(), content_type="text/html; charset=utf-8")


class Portal:
    """Addresses (path and query) and what they answer; a list answers one after the other, its last for ever."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | list[Reply] | Callable[[bytes], Reply]] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.at: list[float] = []
        self.url = ""

    def answer(self, method: str, path: str, headers: dict[str, str], sent: bytes) -> Reply:
        self.asked.append((method, path, headers))
        self.at.append(time.monotonic())
        if method == "HEAD":
            return Reply(status=404)
        reply = self.replies.get(path, page(SOFT_404) if path != "/robots.txt" else Reply(status=404))
        if callable(reply):
            return reply(sent)
        if isinstance(reply, list):
            reply = reply.pop(0) if len(reply) > 1 else reply[0]
        etag = dict(reply.headers).get("ETag")
        return Reply(status=304) if etag and headers.get("if-none-match") == etag else reply

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked]


@contextmanager
def serving(portal: Portal) -> Iterator[str]:
    """The portal's address while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _respond(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            told = {name.lower(): value for name, value in self.headers.items()}
            reply = portal.answer(self.command, self.path, told, sent)
            self.send_response(reply.status)
            if reply.status != 304:
                self.send_header("Content-Type", reply.content_type)
            if not reply.closes:
                length = reply.announced if reply.announced is not None else len(reply.body) + reply.endless
                self.send_header("Content-Length", str(length))
            self.send_header("Connection", "close")
            for header in reply.headers:
                self.send_header(*header)
            self.end_headers()
            self.close_connection = True
            try:
                self.wfile.write(reply.body)
                for _ in range(reply.endless >> 20):
                    self.wfile.write(b"0" * (1 << 20))
            except (BrokenPipeError, ConnectionResetError):
                return

        do_GET = do_POST = do_HEAD = _respond  # noqa: N815

        def log_message(self, format: str, *arguments: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        portal.url = f"http://127.0.0.1:{server.server_port}"
        yield portal.url
        server.shutdown()


def meetingplus(portal: Portal, meetings: dict[str, dict[str, Reply]], body: str = "kommunstyrelsen") -> None:
    """``meetings``: the last part of a meeting's address to its files: 'protocol/…pdf' or 'agenda/…/…pdf'."""
    links = "".join(f'<li><a href="{body}/{meeting}">Möte</a></li>' for meeting in meetings)
    listing = f'<html><h1>{body}</h1><a href="/committees">Alla</a><ul>{links}</ul></html>'
    portal.replies[f"/committees/{body}"] = page(listing)
    for meeting, files in meetings.items():
        at = f"/committees/{body}/{meeting}"
        items = "".join(
            f"<h3>{name.split('/')[1] if name.startswith('agenda') else 'Protokoll'}</h3>"
            f'<a href="{meeting}/{name}?downloadMode=open">{title_in(name)}</a>'
            for name in files
        )
        portal.replies[at] = page(f'<html><a href="javascript:void(0)">Ej justerat</a>{items}</html>')
        for name, reply in files.items():
            portal.replies[f"{at}/{name}?downloadMode=open"] = reply


def title_in(name: str) -> str:
    return name.rpartition("/")[2].partition("pdf")[0].replace("-", " ").strip().capitalize()


def sitevision(portal: Portal, body: str = "Kommunstyrelsen") -> dict[str, Reply]:
    """A page with collapsed years, a list that a script draws, and a folder that is asked for by itself."""
    files = {
        "/download/18.1a2b/1700000000000/protokoll-ks.pdf": Reply(pdf("a")),
        "/download/18.1a2c/1700000000001/kallelse.pdf": Reply(pdf("b")),
        "/download/18.1a2d/1700000000002/KS_2031-01-20.pdf": Reply(pdf("c")),
        "/download/18.1a2e/1700000000003/KS-protokoll-310210.pdf": Reply(pdf("d")),
    }
    state = {"files": [{"name": f"Protokoll {body}", "items": [
        {"title": "Protokoll 20 januari 2031", "url": "/download/18.1a2d/1700000000002/KS_2031-01-20.pdf"}
    ]}]}  # fmt: skip
    portal.replies["/moten.html"] = page(
        f"<html><head><title>Möten och protokoll</title></head><body><h1>{body}</h1>"
        '<h3><button aria-expanded="false">2031</button></h3><ul>'
        '<li><a href="/download/18.1a2b/1700000000000/protokoll-ks.pdf">Protokoll 12 mars</a></li>'
        '<li><a href="/download/18.1a2c/1700000000001/kallelse.pdf">Kallelse 12 mars</a></li></ul>'
        '<a href="/moten.html;jsessionid=ABC?folder=19.77&amp;sv.url=12.4b">Protokoll februari</a>'
        f"<script>AppRegistry.registerInitialState('12.99', {json.dumps(state)});</script></body></html>"
    )
    portal.replies["/moten.html?folder=19.77&sv.url=12.4b"] = page(
        f'<div><h2>{body} 2031</h2><a href="/download/18.1a2e/1700000000003/KS-protokoll-310210.pdf">KS 310210</a>'
    )
    return files


def ciceron(portal: Portal, boards: dict[str, list[tuple[str, list[tuple[str, str]]]]]) -> None:
    """``boards``: name to meetings, each a title and its files: name and id. Ids of meetings count per search."""
    state: dict[str, Any] = {"board": None, "sessions": set()}

    def answer(sent: bytes) -> Reply:
        asked = json.loads(sent)
        method, given = asked["method"].partition(":")[2], asked["params"]
        if method == "ReadDiaries":
            state["sessions"].add("s1")
            result: Any = [{"diary": name[:2].upper(), "boards": [{"name": name}]} for name in boards]
        elif asked.get("session_id") not in state["sessions"]:
            return Reply(b'{"error": "no session"}', content_type="application/json")
        elif method == "Search":
            state["board"] = json.loads(given["param"])["board"]
            result = {"hits": len(boards[state["board"]])}
        elif method == "ReadItems":
            result = {"results": [{"id": n, "title": title} for n, (title, _) in enumerate(boards[state["board"]])]}
        else:
            _, files = boards[state["board"]][int(given["id"])]
            documents = [{"name": n, "id": i, "filename": f"{n}.pdf", "filename_b64": f"{i}=="} for n, i in files]
            result = {"value": json.dumps({"documents": documents, "items": []})}
        told = {"jsonrpc": "2.0", "session_id": "s1", "result": {"result": json.dumps(result)}}
        return Reply(json.dumps(told).encode(), content_type="application/json")

    portal.replies["/json"] = answer
    for meetings in boards.values():
        for _, files in meetings:
            for name, number in files:
                portal.replies[f"/download/document?filename={number}%3D%3D&id={number}"] = Reply(pdf(name))
