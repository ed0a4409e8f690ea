"""Words of a claim book by which clauses divide a whole: channels, kinds of applicants, what is left."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from converter.checks.claims.phrases import alternatives
from converter.checks.claims.vocabulary import trie_pattern
from converter.form import Form


@dataclass(frozen=True)
class DividingWords:
    """The words that decide. `ways`: one pattern for each way of parting; `others`: more is said than that.

    `rest`: what closes a list; `last_year`, `newly`: what was carried in, and what came in anew.
    """

    ways: tuple[re.Pattern[str], ...]
    others: re.Pattern[str]
    rest: re.Pattern[str]
    last_year: re.Pattern[str]
    newly: re.Pattern[str]


@cache
def dividing_words(form: Form) -> DividingWords:
    """The words that decide, compiled once per form."""
    book = form.claims
    around = book.common_words

    def named(*kinds: str) -> set[str]:
        return {word for s in book.statements if s.kind in kinds for word in s.words}

    channels, applicants = {*named("channel"), *around.ways}, named("applicant")
    last_year = {*named("carried in"), *(w for s in book.statements for w in s.earlier)}
    newly = {word for word in named("received") if word.startswith("新")}
    return DividingWords(
        ways=tuple(re.compile(trie_pattern(_beginnings(found))) for found in (channels, applicants)),
        others=re.compile(trie_pattern(around.no_ways)),
        rest=re.compile(f"(?:{alternatives(around.remaining)})(?:的|均|则|有|还有|共|)(?=[0-9])"),
        last_year=re.compile(trie_pattern(_beginnings(last_year))),
        newly=re.compile(trie_pattern(_beginnings(newly))),
    )


def _beginnings(words: Iterable[str]) -> list[str]:
    """The words that begin with none of the others, by which each of them is found too."""
    known = set(words)
    return [word for word in known if not any(word[:end] in known for end in range(1, len(word)))]
