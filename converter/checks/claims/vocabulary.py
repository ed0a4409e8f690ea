"""The words of a claim book found in a text: at each place the longest, from left to right.

One pattern of all words would take half a second to compile, and an alternation would not give the longest.
So the first two characters of each word say where one may begin, and a set of words decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_PREFIX = 2


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words to be found. `lengths`: of the words that begin with a prefix, the longest first.

    `runs_on`: a word that ends in the first does not end there before the second; `last`: of the first.
    """

    words: frozenset[str]
    lengths: Mapping[str, tuple[int, ...]]
    runs_on: tuple[tuple[str, str], ...]
    last: frozenset[str]

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The start and end of each word in a text."""
        words, lengths, last, end = self.words, self.lengths, self.last, 0
        begins = [at for at in range(len(text)) if text[at : at + 2] in lengths or text[at] in lengths]
        for start in begins:
            if start < end:
                continue
            for length in lengths.get(text[start : start + _PREFIX]) or lengths[text[start]]:
                word = text[start : start + length]
                if word in words and not (word[-1] in last and self._goes_on(word, text, start + len(word))):
                    end = start + len(word)  # at the end of the text it is shorter
                    yield start, end
                    break

    def _goes_on(self, word: str, text: str, end: int) -> bool:
        """True where a word of the text runs on over the end of one of ours."""
        return any(word.endswith(ours) and text.startswith(more, end) for ours, more in self.runs_on)


def vocabulary(words: Iterable[str], runs_on: tuple[tuple[str, str], ...] = ()) -> Vocabulary:
    """A vocabulary of words, none of them empty."""
    known = frozenset(words)
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in known:
        lengths[word[:_PREFIX]].add(len(word))
    for prefix, found in lengths.items():
        if prefix[0] in known:
            found.add(1)
    ordered = {prefix: tuple(sorted(found, reverse=True)) for prefix, found in lengths.items()}
    return Vocabulary(known, ordered, runs_on, frozenset(ours[-1] for ours, _ in runs_on))


def trie_pattern(words: Iterable[str]) -> str:
    """A pattern that matches the longest of the words and fails at the first character where none fits."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}

    def branch(node: dict[str, Any]) -> str:
        parts = [
            re.escape(character) + branch(below) for character, below in sorted(node.items()) if character
        ]
        if not parts:
            return ""
        return f"(?:{'|'.join(parts)}){'?' if '' in node else ''}"

    return branch(tree)
