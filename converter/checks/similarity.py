"""The similarity of two texts without years, figures, names and standard sentences. Imports rapidfuzz."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from converter.form import Form
from converter.system.texts import name_key

LONG = 8
"""Characters that a clause must have to be compared: shorter ones are the same in every report."""

_ENDS = re.compile("[。！？!?；;\n]")
_CLAUSES = re.compile("[。！？!?；;\n，,：:]")
_NUMERALS = "〇一二三四五六七八九十百千万亿"
_NUMBER = re.compile(
    "[0-9]+(?:[.,][0-9]+)*%?"
    f"|(?<![{_NUMERALS}])[{_NUMERALS}]++(?=[年月日件条次项个份篇场期人元])"  # a run is looked at once
)
_NOT_WORDS = re.compile(r"[\W_]+")
_SENTENCE, _CLAUSE = "‖", "¦"
"""What stands for the ends of sentences and clauses while a whole text is folded."""
_NOT_WORDS_OR_ENDS = re.compile(rf"(?:[^\w{_SENTENCE}{_CLAUSE}]|_)+")
_SELF = re.compile("本机关|本单位|[我本](?:局|委|办|镇|乡|街道|县|区|市|中心|院|会)")


@cache
def _ratio() -> Callable[..., float]:
    """The ratio of rapidfuzz, imported when two texts are first compared: rarely for a single report."""
    from rapidfuzz.fuzz import ratio

    return ratio


class Clause(NamedTuple):
    """A part of a text: as written, and reduced to what is compared."""

    text: str
    key: str


def _reduced(text: str, own: Sequence[str]) -> str:
    """A text without what differs from year to year and from agency to agency."""
    bare = name_key(text)
    for name in own:
        bare = bare.replace(name, "")
    return _NOT_WORDS.sub("", _SELF.sub("", _NUMBER.sub("", bare)))


def sentences(text: str, names: Collection[str] = ()) -> Iterator[Clause]:
    """The sentences of a text; `names`: the agency's own, which are left out of what is compared."""
    return _parts(_ENDS, text, names)


def clauses(text: str, names: Collection[str] = ()) -> Iterator[Clause]:
    """The clauses of a text: what stands between any two marks, commas too; `names` as above."""
    return _parts(_CLAUSES, text, names)


def _parts(ends: re.Pattern[str], text: str, names: Collection[str]) -> Iterator[Clause]:
    own = _own_keys(names)
    for part in ends.split(text):
        key = _reduced(part, own)
        if key:
            yield Clause(part.strip(), key)


def _own_keys(names: Collection[str]) -> list[str]:
    """The keys of an agency's names, the longest first."""
    return sorted({key for name in names if len(key := name_key(name)) > 1}, key=len, reverse=True)


@lru_cache(maxsize=8)  # the sections of one report and of last year's, which several checks compare
def folded_sentences(text: str, names: tuple[str, ...] = ()) -> tuple[tuple[str, ...], ...]:
    """The keys of all clauses, by sentence; the same as those of `clauses`, in a few passes over the text."""
    marked = _CLAUSES.sub(_CLAUSE, _ENDS.sub(_SENTENCE, text))
    bare = name_key(marked)
    for name in _own_keys(names):
        bare = bare.replace(name, "")
    bare = _NOT_WORDS_OR_ENDS.sub("", _SELF.sub("", _NUMBER.sub("", bare)))
    kept = (tuple(filter(None, sentence.split(_CLAUSE))) for sentence in bare.split(_SENTENCE))
    return tuple(filter(None, kept))


@cache
def standard_keys(form: Form) -> frozenset[str]:
    """Sentences that the form itself gives, and phrases that stand in every report, reduced."""
    own = [
        text
        for n in form.narratives.values()
        for text in (n.example.removeprefix("示例："), n.help.text, *n.prefilled)
    ]
    openings = [paragraph for variant in form.variants for paragraph in variant.preamble]
    texts = [*own, *openings, *form.wording.standard_phrases]
    return frozenset(part.key for text in texts for part in (*sentences(text), *clauses(text)))


def own_words(text: str, names: tuple[str, ...] = (), standard: Collection[str] = frozenset()) -> str:
    """The part of a text that is its writer's own: reduced, without standard sentences and clauses."""
    return "".join(
        clause
        for sentence in folded_sentences(text, names)
        if "".join(sentence) not in standard
        for clause in sentence
        if clause not in standard
    )


def similarity(one: str, other: str, least: float = 0) -> float:
    """Percent of characters that two texts share in their order; 0 where it is below `least`."""
    return _ratio()(one, other, score_cutoff=least)


def longest_common(one: Iterable[Clause], other: Iterable[Clause]) -> Clause | None:
    """The longest part that both texts have; None where they share none."""
    theirs = {part.key for part in other}
    return max((part for part in one if part.key in theirs), key=lambda part: len(part.key), default=None)
