"""The one polite client: robots.txt, a pause between requests, patience that ends. The door to requests and Protego.

Each redirect is a request of its own: it must stay on the allowed hosts and pass their robots.txt.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import requests
from protego import Protego
from requests.adapters import HTTPAdapter
from urllib3.response import BaseHTTPResponse
from urllib3.util import Retry

from pipeline.sources import local_path

_AGENT = "kommunplan"
_RETRIES = 3  # so four tries
_AGAIN = (429, 500, 502, 503, 504)
_LONGEST_WAIT_SECONDS = 300.0  # what a host may ask for; one that asks for more is left until the next run
_FAILURES_TO_LEAVE = 5  # in a row
_MOST_REDIRECTS = 5
_CHUNK_BYTES = 1 << 16
_LARGEST_PAGE_BYTES = 20 << 20
_LARGEST_ROBOTS_BYTES = 500 << 10  # RFC 9309, 2.5


class RequestError(Exception):
    """No answer that can be used; one line with cause and, where there is one, remedy. ``status``: of HTTP."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status


class NotAllowedError(RequestError):
    """robots.txt or the allowed hosts forbid the address: nobody's failure, and never tried."""


class HostLeftError(RequestError):
    """The host asked for a long wait, or failed again and again: nothing more is asked of it in this run."""


class Answer(NamedTuple):
    """What an address answers. ``length``: the bytes it announces; ``unchanged``: it has what is known already."""

    url: str
    content_type: str
    length: int | None
    etag: str | None
    last_modified: str | None
    unchanged: bool
    ends_by_closing: bool
    chunks: Iterator[bytes]


class PoliteClient:
    """Asks hosts one request at a time, ``pause_seconds`` apart. ``sleep`` and ``clock`` are time's."""

    def __init__(
        self,
        *,
        pause_seconds: float,
        timeout_seconds: float,
        contact: str | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pause, self._timeout, self._sleep, self._clock = pause_seconds, timeout_seconds, sleep, clock
        self._session = requests.Session()
        self._session.trust_env = True
        self._session.headers["User-Agent"] = f"{_AGENT}/0.1" + (f" (+{contact})" if contact else "")
        patience = _Patience(pause=pause_seconds, wait=sleep)
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(max_retries=patience))
        self._robots: dict[str, Protego | None] = {}
        self._asked_at: dict[str, float] = {}
        self._failures: dict[str, int] = {}
        self._left: dict[str, str] = {}

    @contextmanager
    def ask(
        self,
        url: str,
        hosts: frozenset[str],
        *,
        payload: str | None = None,
        known: tuple[str | None, str | None] = (None, None),
    ) -> Iterator[Answer]:
        """The answer of an address, to be read within the block. ``known``: ETag and Last-Modified of what is here.

        Raises RequestError, NotAllowedError and HostLeftError.
        """
        if urlsplit(url).scheme == "file":
            with _from_here(url, hosts) as answer:
                yield answer
            return
        headers = {"Accept-Encoding": "identity"} if payload is None else {"Content-Type": "application/json"}
        headers |= {
            name: value for name, value in zip(("If-None-Match", "If-Modified-Since"), known, strict=True) if value
        }
        host = urlsplit(url).netloc
        try:
            with self._followed(url, hosts, headers, payload) as response:
                host = urlsplit(response.url).netloc
                yield _answer(response)
            self._failures[host] = 0
        except requests.RequestException as error:
            self._failed(host)
            raise RequestError(f"{url}: {_cause(error)}") from error

    def text(self, url: str, hosts: frozenset[str], payload: str | None = None) -> tuple[str, str]:
        """The address that answered and its text. Raises as ``ask``."""
        with self.ask(url, hosts, payload=payload) as answer:
            data = _up_to(answer.chunks, _LARGEST_PAGE_BYTES)
        if data is None:
            raise RequestError(f"{url}: a page of over {_LARGEST_PAGE_BYTES >> 20} MB; check the address")
        return answer.url, data.decode("utf-8", errors="replace")

    @contextmanager
    def _followed(
        self, url: str, hosts: frozenset[str], headers: dict[str, str], payload: str | None
    ) -> Iterator[requests.Response]:
        at = url
        for _ in range(_MOST_REDIRECTS + 1):
            self._require_allowed(at, hosts)
            with self._request(at, headers, payload) as response:
                if not response.is_redirect:
                    self._require_good(response, url)
                    yield response
                    return
                at, payload = urljoin(at, response.headers["Location"]), None
        raise RequestError(f"{url}: redirects more than {_MOST_REDIRECTS} times")

    def _request(self, url: str, headers: dict[str, str], payload: str | None) -> requests.Response:
        host = urlsplit(url).netloc
        if host in self._left:
            raise HostLeftError(f"{url}: not asked, as {host} {self._left[host]}")
        earliest = self._asked_at.get(host, float("-inf")) + self._pause_of(url)
        if (wait := earliest - self._clock()) > 0:
            self._sleep(wait)
        try:
            data = None if payload is None else payload.encode()
            method = "GET" if data is None else "POST"
            return self._session.request(
                method, url, data=data, headers=headers, timeout=self._timeout, stream=True, allow_redirects=False
            )
        except _LongWaitError as error:
            self._left[host] = str(error)
            raise HostLeftError(f"{url}: {host} {error}; it is left until the next run") from error
        finally:
            self._asked_at[host] = self._clock()

    def _require_good(self, response: requests.Response, url: str) -> None:
        if response.status_code in (200, 304):
            return
        if response.status_code in _AGAIN:
            self._failed(urlsplit(response.url).netloc)
        raise RequestError(f"{url}: HTTP {response.status_code} {response.reason or ''}".rstrip(), response.status_code)

    def _failed(self, host: str) -> None:
        self._failures[host] = self._failures.get(host, 0) + 1
        if self._failures[host] >= _FAILURES_TO_LEAVE:
            self._left[host] = f"failed {_FAILURES_TO_LEAVE} times in a row"

    def _pause_of(self, url: str) -> float:
        robots = self._robots.get(_origin(url))
        asked = robots.crawl_delay(_AGENT) if robots is not None else None
        return max(self._pause, min(asked or 0.0, _LONGEST_WAIT_SECONDS))

    def _require_allowed(self, url: str, hosts: frozenset[str]) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or (parts.hostname or "").casefold() not in hosts:
            raise NotAllowedError(
                f"{url}: not on an allowed host; add {parts.hostname} to 'hosts' if it is the kommun's"
            )
        origin = _origin(url)
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin, hosts)
        robots = self._robots[origin]
        if robots is None:
            raise NotAllowedError(f"{url}: {origin}/robots.txt can't be read, so nothing is asked of the host")
        if not robots.can_fetch(url, _AGENT):
            raise NotAllowedError(f"{url}: robots.txt forbids it")

    def _read_robots(self, origin: str, hosts: frozenset[str]) -> Protego | None:
        """RFC 9309: no file (4xx) allows all; a server's error or none forbids all (None)."""
        at = f"{origin}/robots.txt"
        try:
            for _ in range(_MOST_REDIRECTS):
                with self._request(at, {}, None) as response:
                    if response.is_redirect:
                        at = urljoin(at, response.headers["Location"])
                        if (urlsplit(at).hostname or "").casefold() not in hosts:
                            return Protego.parse("")
                        continue
                    if response.status_code != 200:
                        refused = response.status_code >= 500 or response.status_code == 429
                        return None if refused else Protego.parse("")
                    data = b"".join(_first_bytes(response.iter_content(_CHUNK_BYTES), _LARGEST_ROBOTS_BYTES))
                    return Protego.parse(data.decode("utf-8", errors="replace"))
        except requests.RequestException:
            return None
        return Protego.parse("")


class _LongWaitError(Exception):
    """A Retry-After of more than the longest wait."""


class _Patience(Retry):
    """urllib3's Retry with our pause between tries, and an end to what a host may ask for."""

    def __init__(self, *, pause: float, wait: Callable[[float], None], **given: Any) -> None:
        told: dict[str, Any] = {
            "total": _RETRIES,
            "backoff_factor": pause,
            "status_forcelist": _AGAIN,
            "allowed_methods": None,
        }
        super().__init__(**(told | {"allowed_methods": None, "raise_on_status": False, "redirect": 0} | given))
        self._pause, self._wait = pause, wait

    def new(self, **given: Any) -> _Patience:
        return super().new(pause=self._pause, wait=self._wait, **given)

    def sleep(self, response: BaseHTTPResponse | None = None) -> None:
        asked = self.get_retry_after(response) if response is not None else None
        if response is not None and asked is not None and asked > _LONGEST_WAIT_SECONDS:
            raise _LongWaitError(f"asks for a long wait (Retry-After: {response.headers.get('Retry-After')})")
        self._wait(max(self._pause, asked if asked is not None else self.get_backoff_time()))


@contextmanager
def _from_here(url: str, hosts: frozenset[str]) -> Iterator[Answer]:
    """A file of this machine, which only a source that starts with one may name ('' among its hosts)."""
    if "" not in hosts:
        raise NotAllowedError(f"{url}: a page of the web links a file of this machine")
    try:
        with local_path(url.partition("?")[0]).open("rb") as file:
            size = file.seek(0, 2)
            file.seek(0)
            yield Answer(url, "", size, None, None, False, False, iter(lambda: file.read(_CHUNK_BYTES), b""))
    except OSError as error:
        if error.filename is None:
            raise
        raise RequestError(f"{url}: cannot be opened ({error.strerror})") from error


def _answer(response: requests.Response) -> Answer:
    told = response.headers
    length = told.get("Content-Length", "")
    return Answer(
        url=response.url,
        content_type=told.get("Content-Type", "").partition(";")[0].strip().casefold(),
        length=int(length) if length.isdecimal() and "Content-Encoding" not in told else None,
        etag=told.get("ETag"),
        last_modified=told.get("Last-Modified"),
        unchanged=response.status_code == 304,
        ends_by_closing=not length and "chunked" not in told.get("Transfer-Encoding", "").casefold(),
        chunks=response.iter_content(_CHUNK_BYTES),
    )


def _up_to(chunks: Iterator[bytes], most: int) -> bytes | None:
    """The bytes, None where they are more than ``most``."""
    data = b""
    for chunk in chunks:
        data += chunk
        if len(data) > most:
            return None
    return data


def _first_bytes(chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
    for chunk in chunks:
        yield chunk[:most]
        most -= len(chunk)
        if most <= 0:
            return


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _cause(error: Exception) -> str:
    """What went wrong, without the addresses of objects that urllib3 prints."""
    if isinstance(error, requests.ConnectTimeout | requests.ReadTimeout):
        return "does not answer in time"
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return "broke off before its end"
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate doesn't hold"
    return "cannot be reached" if isinstance(error, requests.ConnectionError) else type(error).__name__
