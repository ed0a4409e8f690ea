"""Denials without a topic are found by their words first, and nothing is missed by it."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from converter.checks.claims.lexicon import lexicon
from converter.checks.claims.phrases import Phrase
from converter.checks.claims.tokens import normalized
from converter.form.editions import EDITIONS, edition

PHRASES = tuple(phrase for key in EDITIONS for phrase in lexicon(edition(key)).phrases.phrases)
SENTENCES = Path(__file__).parent.parent / "data" / "claims.txt"


def spelled(phrase: Phrase) -> list[str]:
    """Texts that a phrase means: each choice taken, gaps left empty, a year put in, its clause bounded."""
    plain = phrase.source
    for mark, meant in (("……", ""), ("…", ""), ("#", "2023年"), ("^", ","), ("$", "")):
        plain = plain.replace(mark, meant)
    parts = re.split(r"(\{[^{}]*\})", plain)
    choices = [part[1:-1].split(",") if part.startswith("{") else [part] for part in parts]
    return ["".join(words) for words in product(*choices)]


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.source)
def test_a_phrase_is_found_in_each_of_its_spellings(phrase: Phrase) -> None:
    for text in spelled(phrase):
        assert phrase.search(f"本年度{text},") is not None, text


def test_the_words_let_no_sentence_slip_that_the_pattern_finds() -> None:
    for line in map(normalized, SENTENCES.read_text(encoding="utf-8").splitlines()):
        for phrase in PHRASES:
            assert (phrase.search(line) is None) == (phrase._pattern.search(line) is None), line
