"""Teach the network of extractors/trust/glyph_shapes.py what characters look like, from fonts in files.

    python -m tools.learn_glyph_shapes FOLDER... [--errors]    (needs fonttools[woff])

FOLDERs hold TrueType or OpenType fonts, best of many families. It was taught with 272 faces of 47 free families, serif
and sans, narrow, light, black, italic and of a fixed width: from Alegreya, Caladea, DejaVu and EB Garamond to Ubuntu
and Zilla Slab, as Debian, PyPI and npm (@fontsource) have them. ``--errors`` teaches it without an eighth of the
families in turn and says which of the fonts left out would be said to lie.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from extractors.trust.glyph_shapes import (
    CURVE,
    DASHES,
    FEATURES,
    JUDGED_SIGNS,
    LINE,
    MOVE,
    Network,
    Outline,
    contradictions,
    features_of,
    is_lie,
)

_TARGET = Path(__file__).parents[1] / "extractors" / "trust" / "glyph_shapes.npz"
_CHARACTERS = "0123456789-.,:;%+()/§&!?'\"*=€_<>[]" + "abcdefghijklmnopqrstuvwxyzåäöéüABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖÉÜ"
_JUDGED = [i for i, c in enumerate(_CHARACTERS) if c.isalnum() or c in JUDGED_SIGNS]
_DIGIT_NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_DIGIT_FORM = re.compile(
    rf"({'|'.join(_DIGIT_NAMES)})\.(onum|pnum|tnum|lnum|osf|tosf|tf|lf|oldstyle|taboldstyle|slash|zero|ss\d+|sc|smcp|tab|prop|lp|op)"
)
_FAMILY = re.compile(r"[-_ ].*|(Bd|Bol|Ita|BI|It)\b.*")
_NOT_LATIN = re.compile("siz|nonuni|symb|lastresort|opens|cm(ex|sy|mi)|variablefont|display", re.IGNORECASE)
_HIDDEN, _ROUNDS, _AT_ONCE, _RATE, _DECAY = 96, 24, 256, 2e-3, 1e-4
_COPIES = 3  # of each glyph, slanted, widened and moved
_PARTS = 8  # of the families, one of which is left out at a time
_SHOWN = 6.0  # natural logarithm
_SLANT, _WIDEN, _MOVED_EM = 0.22, 0.18, 0.02


class _Pen(BasePen):
    def __init__(self, glyphs: object, em: float) -> None:
        super().__init__(glyphs)
        self.em, self.points, self.kinds = em, [], []

    def _add(self, kind: int, *points: tuple[float, float]) -> None:
        self.points += [(x / self.em, y / self.em) for x, y in points]
        self.kinds += [kind] * len(points)

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add(MOVE, point)

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add(LINE, point)

    def _curveToOne(self, a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> None:  # noqa: N802
        self._add(CURVE, a, b, c)


def outlines_in(path: Path) -> Iterator[tuple[str, Outline]]:
    """The characters of a font with their outlines; digits and dashes in all their forms."""
    font = TTFont(path, lazy=True)
    glyphs, em = font.getGlyphSet(), font["head"].unitsPerEm
    for name, character in _named(font).items():
        pen = _Pen(glyphs, em)
        glyphs[name].draw(pen)
        if pen.points:
            yield character, Outline(np.array(pen.points), np.array(pen.kinds))


def _named(font: TTFont) -> dict[str, str]:
    """The character of each glyph that has one of those to be taught."""
    known = font.getBestCmap() or {}
    named = {known[code]: "-" for code in DASHES if code in known}
    named |= {known[ord(character)]: character for character in _CHARACTERS if ord(character) in known}
    for name in font.getGlyphOrder():
        form = _DIGIT_FORM.fullmatch(name)
        if form:
            named[name] = str(_DIGIT_NAMES.index(form[1]))
    return named


def _varied(outline: Outline, chance: np.random.Generator) -> Outline:
    slant, widen = chance.uniform(-_SLANT / 4, _SLANT), 1 + chance.uniform(-_WIDEN, _WIDEN)
    x, y = outline.points.T
    size = 1 + chance.uniform(-_WIDEN, _WIDEN) / 3
    return outline._replace(
        points=np.column_stack(((x + slant * y) * widen, y)) * size + [0, chance.normal(0, _MOVED_EM)]
    )


def taught(features: np.ndarray, answers: np.ndarray, seed: int = 7) -> Network:
    """A network after all rounds, by gradient descent with Adam (Kingma and Ba 2015)."""
    chance = np.random.default_rng(seed)
    sizes = [(FEATURES, _HIDDEN), (_HIDDEN,), (_HIDDEN, len(_CHARACTERS)), (len(_CHARACTERS),)]
    weights = [chance.normal(0, (2 / size[0]) ** 0.5, size) if len(size) > 1 else np.zeros(size) for size in sizes]
    weights = [weight.astype(np.float32) for weight in weights]
    first, second = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights]
    step, steps = 0, _ROUNDS * (len(features) // _AT_ONCE + 1)
    for _ in range(_ROUNDS):
        order = chance.permutation(len(features))
        for start in range(0, len(order), _AT_ONCE):
            step += 1
            rows = order[start : start + _AT_ONCE]
            slopes = _slopes(weights, features[rows], answers[rows])
            rate = _RATE * (1 - step / steps) + 1e-5
            for i, slope in enumerate(slopes):
                first[i] = 0.9 * first[i] + 0.1 * slope
                second[i] = 0.999 * second[i] + 0.001 * slope**2
                change = first[i] / (1 - 0.9**step) / (np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8)
                weights[i] -= rate * (change + _DECAY * weights[i])
    return Network(_CHARACTERS, tuple(weights))


def _slopes(weights: list[np.ndarray], features: np.ndarray, answers: np.ndarray) -> list[np.ndarray]:
    inner = np.maximum(features @ weights[0] + weights[1], 0)
    outer = inner @ weights[2] + weights[3]
    share = np.exp(outer - outer.max(axis=1, keepdims=True))
    share /= share.sum(axis=1, keepdims=True)
    share[np.arange(len(answers)), answers] -= 1
    share /= len(answers)
    back = (share @ weights[2].T) * (inner > 0)
    return [features.T @ back, back.sum(axis=0), inner.T @ share, share.sum(axis=0)]


class Samples(NamedTuple):
    """A font's glyphs and varied copies of them; ``plain`` says which are as the font has them."""

    name: str
    features: np.ndarray
    answers: np.ndarray
    plain: np.ndarray


def _samples(path: Path) -> Samples | None:
    chance = np.random.default_rng(3)
    outlines, answers, plain = [], [], []
    for character, outline in outlines_in(path):
        for copy in range(1 + _COPIES):
            outlines.append(_varied(outline, chance) if copy else outline)
            answers.append(_CHARACTERS.index(character))
            plain.append(copy == 0)
    return Samples(path.stem, features_of(outlines), np.array(answers), np.array(plain)) if outlines else None


def families(folders: list[Path]) -> dict[str, list[Path]]:
    """The fonts' files by family, one of each name."""
    found: dict[str, list[Path]] = defaultdict(list)
    named = {p.stem: p for folder in folders for p in sorted(folder.rglob("*.[to]tf"))}
    for name, path in sorted(named.items()):
        if not _NOT_LATIN.search(name):
            found[_FAMILY.sub("", name)].append(path)
    return found


def main() -> None:
    """Write the weights, or print the errors for each family left out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    named = families(arguments.folders).items()
    samples = {name: [made for path in files if (made := _samples(path)) is not None] for name, files in named}
    samples = {name: fonts for name, fonts in samples.items() if fonts}
    print({name: len(fonts) for name, fonts in samples.items()})
    if arguments.errors:
        _print_errors(samples)
        return
    all_fonts = [font for fonts in samples.values() for font in fonts]
    made = taught(np.vstack([f.features for f in all_fonts]), np.concatenate([f.answers for f in all_fonts]))
    stored = {f"layer{i}": weight.astype(np.float16) for i, weight in enumerate(made.weights)}
    np.savez_compressed(_TARGET, characters=np.array(_CHARACTERS), **stored)


def _print_errors(fonts: dict[str, list[Samples]]) -> None:
    """For each part of the families left out: which of its fonts would be said to lie, and by which glyphs."""
    accused, all_fonts, glyphs, likely = 0, 0, 0, 0
    for part in range(_PARTS):
        parts = [(place % _PARTS == part, font) for place, name in enumerate(fonts) for font in fonts[name]]
        rest, own = ([font for left_out, font in parts if left_out is wanted] for wanted in (False, True))
        made = taught(np.vstack([font.features for font in rest]), np.concatenate([font.answers for font in rest]))
        for font in own:
            judged = font.plain & np.isin(font.answers, _JUDGED)
            found = contradictions(made, font.features[judged], font.answers[judged])
            against = found.weight >= _SHOWN
            accuse = is_lie(found.weight, found.firm)
            glyphs, likely, all_fonts = glyphs + int(judged.sum()), likely + int(against.sum()), all_fonts + 1
            accused += accuse
            if against.any():
                rows = zip(font.answers[judged][against], found.answer[against], found.weight[against], strict=True)
                shown = " ".join(f"{_CHARACTERS[a]}→{_CHARACTERS[b]} {w:.1f}" for a, b, w in rows)
                print(f"{font.name}{' (accused)' if accuse else ''}: {shown}", flush=True)
    print(f"{likely} of {glyphs} glyphs are likely another character, {accused} of {all_fonts} fonts are accused")


if __name__ == "__main__":
    main()
