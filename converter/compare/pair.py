"""What changed from one report to another: figures with their difference, sentences side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from converter.compare.reading import YearReport
from converter.form import Form, Ref
from converter.report.report import Value
from converter.report.sums import add


class FigureChange(NamedTuple):
    """A figure that differs. None where one side does not have it; `difference` is then None too."""

    ref: Ref
    before: Value | None
    after: Value | None
    difference: Value | None


class SentenceChange(NamedTuple):
    """Sentences that stand in the place of each other; "" where one side has none."""

    narrative: str
    before: str
    after: str


class PairChanges(NamedTuple):
    """All that differs between two reports, in the order of the form."""

    before: YearReport
    after: YearReport
    figures: tuple[FigureChange, ...]
    sentences: tuple[SentenceChange, ...]


def compare_pair(before: YearReport, after: YearReport, form: Form) -> PairChanges:
    """What changed from one report to another."""
    return PairChanges(
        before, after, tuple(_figures(before, after, form)), tuple(_sentences(before, after, form))
    )


def _figures(before: YearReport, after: YearReport, form: Form) -> Iterator[FigureChange]:
    for ref in form.refs:
        old, new = before.figures.get(ref), after.figures.get(ref)
        if old != new:
            difference = None if old is None or new is None else add([new, -old])
            yield FigureChange(ref, old, new, difference)


_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？]|[^。；！？\n]+")


def sentences_of(text: str) -> list[str]:
    """A narrative's sentences, each with the mark that ends it."""
    return [sentence.strip() for sentence in _SENTENCE.findall(text) if sentence.strip()]


def _sentences(before: YearReport, after: YearReport, form: Form) -> Iterator[SentenceChange]:
    for key in form.narratives:
        old, new = sentences_of(before.texts.get(key, "")), sentences_of(after.texts.get(key, ""))
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag != "equal":
                yield from (SentenceChange(key, *pair) for pair in _paired(old[a:b], new[c:d]))


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Sentences that took the place of each other, the most alike together and in their order."""
    left = list(new)
    for sentence in old:
        likeness = [SequenceMatcher(None, sentence, other, autojunk=False).ratio() for other in left]
        best = max(range(len(left)), key=likeness.__getitem__, default=-1)
        if best >= 0 and likeness[best] >= _ALIKE:
            yield from (("", other) for other in left[:best])
            yield sentence, left[best]
            del left[: best + 1]
        else:
            yield sentence, ""
    yield from (("", other) for other in left)


_ALIKE = 0.5
"""Likeness of two sentences from which one is taken for the other, changed."""


class Piece(NamedTuple):
    """A part of a sentence; `changed`: the other sentence has something else there."""

    text: str
    changed: bool


def pieces(change: SentenceChange) -> tuple[list[Piece], list[Piece]]:
    """Both sentences of a change in parts, those that differ marked; a number differs as a whole."""
    old: list[Piece] = []
    new: list[Piece] = []
    before, after = _TOKEN.findall(change.before), _TOKEN.findall(change.after)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if b > a:
            old.append(Piece("".join(before[a:b]), tag != "equal"))
        if d > c:
            new.append(Piece("".join(after[c:d]), tag != "equal"))
    return old, new


_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)
