"""Damaged and hostile variants of a PDF: by its bytes, by its objects, and by the operators of its pages."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pikepdf

_MOST_PAGES = 3  # of a variant; what a mutation hits is on a page, not in the length of the document
_NUMBERS = [0, 1, -1, 0.5, 45, 90, 1e-7, 65536, 2**31 - 1, -(2**31), 10**9, 10**15, -(10**15)]
_KEYS = [
    "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Contents", "/Resources", "/Kids", "/Count", "/Parent", "/Type",
    "/Subtype", "/Length", "/Filter", "/DecodeParms", "/Font", "/XObject", "/ExtGState", "/Encoding", "/ToUnicode",
    "/Widths", "/W", "/FirstChar", "/DescendantFonts", "/FontDescriptor", "/FontMatrix", "/BBox", "/Matrix", "/K",
    "/P", "/S", "/A", "/ColSpan", "/RowSpan", "/Pg", "/ParentTree", "/Nums", "/StructParents", "/Width", "/Height",
    "/BitsPerComponent", "/ColorSpace", "/SMask", "/Alt",
]  # fmt: skip

Mutation = Callable[[bytes, random.Random], bytes]


def mutated(data: bytes, other: bytes, rng: random.Random) -> bytes:
    """A variant of ``data``: a few of its pages, damaged once to five times by one kind of mutation."""
    if rng.random() < 0.5:
        return _by_bytes(data, other, rng)
    try:
        return _by_objects(data, rng)
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError, KeyError, OverflowError):
        return _by_bytes(data, other, rng)  # what can't be written as a PDF any more is damaged as bytes


def excerpt(data: bytes, rng: random.Random) -> bytes:
    """A few pages in a row of a document, with its structure tree."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        first = rng.randrange(len(pdf.pages))
        del pdf.pages[first + _MOST_PAGES :]
        del pdf.pages[:first]
        return _saved(pdf, rng)


def _saved(pdf: pikepdf.Pdf, rng: random.Random) -> bytes:
    target = io.BytesIO()
    mode = rng.choice([pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
    compress = rng.random() < 0.5
    pdf.save(
        target, object_stream_mode=mode, compress_streams=compress, fix_metadata_version=False, static_id=True,
        stream_decode_level=None if compress else pikepdf.StreamDecodeLevel.generalized,
    )  # fmt: skip
    return target.getvalue()


def _by_bytes(data: bytes, other: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 5)):
        rng.choice(_BYTE_MUTATIONS)(changed, other, rng)
    return bytes(changed)


def _flip(data: bytearray, other: bytes, rng: random.Random) -> None:
    for _ in range(rng.choice([1, 10, 200])):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)


def _cut(data: bytearray, other: bytes, rng: random.Random) -> None:
    start = rng.randrange(len(data) + 1)
    del data[start : start + rng.choice([1, 20, 1000, len(data)])]


def _repeat(data: bytearray, other: bytes, rng: random.Random) -> None:
    start, length = rng.randrange(len(data) + 1), rng.choice([4, 200, 5000])
    data[start:start] = data[start : start + length] * rng.choice([1, 3, 50])


def _swap(data: bytearray, other: bytes, rng: random.Random) -> None:
    a, b = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    length = rng.choice([2, 50, 2000])
    data[a : a + length], data[b : b + length] = data[b : b + length], data[a : a + length]


def _splice(data: bytearray, other: bytes, rng: random.Random) -> None:
    start, source, length = rng.randrange(len(data) + 1), rng.randrange(len(other)), rng.choice([20, 500, 20000])
    data[start : start + length] = other[source : source + length]


def _renumber(data: bytearray, other: bytes, rng: random.Random) -> None:
    """A digit of a plain number changed: lengths, offsets, references, coordinates."""
    digits = [i for i in range(len(data)) if 48 <= data[i] <= 57]
    for _ in range(rng.choice([1, 5, 40])):
        if digits:
            data[rng.choice(digits)] = rng.choice(b"0123456789-.")


_BYTE_MUTATIONS = [_flip, _cut, _repeat, _swap, _splice, _renumber]


def _by_objects(data: bytes, rng: random.Random) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for _ in range(rng.randint(1, 5)):
            rng.choice(_OBJECT_MUTATIONS)(pdf, rng)
        return _saved(pdf, rng)


def _dictionaries(pdf: pikepdf.Pdf) -> list[Any]:
    return [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary | pikepdf.Stream)]


def _keys_of(target: Any) -> list[str]:
    """The keys that can be damaged, in an order: they come as a set, which has another one in every process."""
    return sorted(key for key in target.keys() if key != "/Length")  # noqa: SIM118 - a Stream iterates otherwise


def _strange_value(pdf: pikepdf.Pdf, rng: random.Random) -> Any:
    return rng.choice(
        [
            lambda: Decimal(str(rng.choice(_NUMBERS))),
            lambda: pikepdf.Name(rng.choice(_KEYS)),
            lambda: pikepdf.String("\x00ÿ" * rng.choice([1, 500])),
            lambda: pikepdf.Array([Decimal(str(rng.choice(_NUMBERS))) for _ in range(rng.choice([0, 4, 6, 200]))]),
            lambda: pikepdf.Dictionary(),
            lambda: rng.choice(list(pdf.objects)),
        ]
    )()


def _other_value(pdf: pikepdf.Pdf, rng: random.Random) -> None:
    """An entry of some object gets a value of another kind, an extreme one, or a reference to any object."""
    target = rng.choice(_dictionaries(pdf))
    known = _keys_of(target)
    key = rng.choice(known) if known and rng.random() < 0.8 else rng.choice(_KEYS)
    target[key] = _strange_value(pdf, rng)


def _no_value(pdf: pikepdf.Pdf, rng: random.Random) -> None:
    target = rng.choice(_dictionaries(pdf))
    known = _keys_of(target)
    if known:
        del target[rng.choice(known)]


def _page_value(pdf: pikepdf.Pdf, rng: random.Random) -> None:
    page = rng.choice(list(pdf.pages)).obj
    page[rng.choice(["/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents"])] = rng.choice(
        [lambda: _strange_value(pdf, rng), lambda: pikepdf.Array([rng.choice([-1, 0, 5, 600, 20000]) for _ in "1234"])]
    )()


def _cycle(pdf: pikepdf.Pdf, rng: random.Random) -> None:
    """An object that holds itself, or its parent, where a child belongs."""
    target = rng.choice(_dictionaries(pdf))
    holder = rng.choice(["/K", "/Kids", "/XObject", "/Parent", "/Resources", "/Contents", "/Next", "/First"])
    back = target.get("/Parent", target) if rng.random() < 0.5 else target
    target[holder] = pikepdf.Array([back, back]) if rng.random() < 0.5 else back


def _operators(pdf: pikepdf.Pdf, rng: random.Random) -> None:
    """Operators of a page dropped, doubled, exchanged, or with extreme operands."""
    page = rng.choice(list(pdf.pages))
    instructions = [
        (list(operands), operator) for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) != "INLINE IMAGE"
    ]  # fmt: skip
    for _ in range(rng.choice([1, 10, 100])):
        if not instructions:
            break
        at = rng.randrange(len(instructions))
        operands, operator = instructions[at]
        what = rng.randrange(4)
        if what == 0:
            del instructions[at]
        elif what == 1:
            instructions[at:at] = instructions[at : at + rng.choice([1, 30])] * rng.choice([1, 5])
        elif what == 2:
            instructions[at] = (operands, rng.choice(instructions)[1])
        else:
            extreme = [Decimal(str(rng.choice(_NUMBERS))) if isinstance(o, int | Decimal) else o for o in operands]
            instructions[at] = (extreme, operator)
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))


def _raw_stream(pdf: pikepdf.Pdf, rng: random.Random) -> None:
    """Bytes of a stream damaged below its filter, so that it decodes to something else or not at all."""
    streams = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
    if streams:
        stream = rng.choice(streams)
        raw = bytearray(stream.read_raw_bytes())
        rng.choice([_flip, _cut, _repeat, _swap])(raw, b"", rng)
        kind, parameters = stream.get("/Filter"), stream.get("/DecodeParms")
        stream.write(bytes(raw), filter=kind, decode_parms=parameters)


_OBJECT_MUTATIONS = [_other_value, _no_value, _page_value, _cycle, _operators, _operators, _raw_stream]
