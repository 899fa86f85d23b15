"""The title of a document: the line of its front that names what it is, with the lines that it goes on in."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence

from extractors.identity.committee import names_only_boards
from extractors.identity.document_type import is_protocol, starts_with_type, type_in
from extractors.identity.municipality import is_letterhead, names_only_a_kommun
from extractors.identity.texts import FRONT_PAGES, LONGEST_TITLE, Text, goes_on, opening, together
from extractors.identity.years import has_year
from extractors.vocabulary import any_of, fold, meanings

_LARGER = 1.25  # times the size of a line that names a type: then what stands larger is the title, the line its kind
_BLANKS = re.compile(r"_{3,}")
_NO_WORDS = re.compile(r"[\W\d_]*")
_SEASONS = ("vår", "våren", "höst", "hösten", "sommar", "sommaren", "vinter", "vintern")
_DATE_ALONE = re.compile(
    r"(?:den )?(?:\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./ ]\d{2,4}"
    rf"|(?:\d{{1,2}} )?{any_of([*meanings('months'), *_SEASONS])}(?: \d{{4}})?)"
)
_LABEL = re.compile(r"[\wåäö ./-]{2,40}:(?:\s|$)")
_SPOKEN_OF = "protokollet "  # 'Protokollet anslås 2031-03-10', 'Protokollet förvaras hos nämndens sekreterare'
_OPEN = re.compile(r"(?:-|\b(?:för|av|om|till|och|samt|med|mellan|i|på|inom|över)|&)$")
_GOES_ON = re.compile(r"(?:(?:19|20)\d\d\b|[a-zåäö])")


def title_of(texts: Sequence[Text]) -> str | None:
    """The largest text on the front pages that names a type of document, unless the first page has a larger one that
    names another thing than kommun, board, date or number; None if the front has neither.

    What the pages' heads call a protocol is one, whatever its items are about.
    """
    named = _named(texts)
    main = None if is_protocol(texts) else _main(texts)
    if named is None or (main is not None and _goes_before(main, named)):
        named = main
    return None if named is None else " ".join(_BLANKS.sub(" ", _whole(named, texts).text).split())


def _named(texts: Sequence[Text]) -> Text | None:
    """The best of the texts on the front pages that name a type of document."""
    front = [t for t in texts if t.page <= FRONT_PAGES and len(t.text) <= LONGEST_TITLE and type_in(t.text)]
    if is_protocol(texts):
        front = [t for t in front if type_in(t.text) == "protokoll" and not fold(t.text).startswith(_SPOKEN_OF)]
    own = [t for t in front if not t.numbered and not t.text.startswith("§") and not _LABEL.match(t.text)]
    candidates = [t for t in own if t.heading or t.furniture or starts_with_type(t.text) or is_letterhead(t.text)]
    candidates = [t for t in candidates if t.heading or not t.text.endswith((".", ":"))]
    candidates = [t for t in candidates if t.size > 0 or not any(c.size > 0 for c in candidates)]
    heads = Counter(fold(t.text) for t in texts if t.furniture)

    def rank(t: Text) -> tuple[bool, float, int, int]:
        return has_year(t.text) or t.heading, t.size, heads[fold(t.text)], -t.page

    return max(candidates, key=rank, default=None)


def _main(texts: Sequence[Text]) -> Text | None:
    """The largest heading of the first page that may be a title."""
    first = [t for t in opening(texts) if t.heading and not t.numbered and not _is_no_title(t.text)]
    return max(first, key=lambda t: t.size, default=None)


def _goes_before(main: Text, named: Text) -> bool:
    """Whether a heading of the first page is the title rather than a text elsewhere that names a type."""
    if named.furniture or named.page > 1:
        return main.size >= named.size
    return main.size >= _LARGER * named.size


def _is_no_title(text: str) -> bool:
    """Whether a line is a date, a number, an address, a label, a name of a kommun or board, or a part's heading."""
    folded = fold(text)
    return (
        bool(_NO_WORDS.fullmatch(folded) or _DATE_ALONE.fullmatch(folded))
        or text.startswith("§")
        or bool(_LABEL.match(text))
        or folded in _parts()
        or ("." in folded and " " not in folded)
        or names_only_a_kommun(text)
        or names_only_boards(text)
    )


@functools.cache
def _parts() -> frozenset[str]:
    return frozenset(meanings("no_titles"))


def _whole(title: Text, texts: Sequence[Text]) -> Text:
    """The title with the lines of its size right under it where it ends openly or they go on with a year or a word."""
    whole, texts = title, list(texts)
    for below in texts[texts.index(title) + 1 :]:
        if below.furniture != title.furniture or below.page != title.page:
            break
        if not goes_on(whole, below) or not (_OPEN.search(whole.text) or _GOES_ON.match(below.text)):
            break
        whole = together(whole, below)
    return whole
