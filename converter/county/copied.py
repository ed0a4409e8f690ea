"""Copied texts (G-08): sections of two agencies' reports that are nearly the same.

Texts that consist of common clauses alone are like no other; where that is what many agencies wrote, it is
one hint for the county.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from converter.catalogue.county import ALIKE, WORDS
from converter.catalogue.messages import finding
from converter.checks.settings import Settings
from converter.checks.similarity import (
    Clause,
    clauses,
    folded_sentences,
    longest_common,
    sentences,
    standard_keys,
)
from converter.county.likeness import FEW, Copies, Texts, clause_key, copies
from converter.form import Form, Section
from converter.report.finding import Finding
from converter.report.report import Place
from converter.report.roster import Roster
from converter.report.unnamed import agency_key
from converter.results.outcome import Outcome

NAMED = 3
"""Agencies with the same text that a finding names; of more it says how many they are."""


def check_copied(
    outcomes: Sequence[Outcome], form: Form, roster: Roster | None, settings: Settings
) -> dict[int, tuple[Finding, ...]]:
    """By index of the outcome: G-08 for each section that is nearly the same as another agency's."""
    return compare_texts(outcomes, form, settings)[0]


def compare_texts(
    outcomes: Sequence[Outcome], form: Form, settings: Settings
) -> tuple[dict[int, tuple[Finding, ...]], tuple[Finding, ...]]:
    """G-08 by index of the outcome, and for the county each section that is alike in more than a third."""
    wanted = [section for section in form.sections if section.key in form.wording.narrative_sections]
    indexes = [Texts(form) for _ in wanted]
    for index, outcome in enumerate(outcomes):
        if outcome.report is not None and outcome.counts:
            for section, texts in zip(wanted, indexes, strict=True):
                keys = (key for sentence in folded_sentences(*_text(section, outcome)) for key in sentence)
                agency = _agency_key(outcome)
                name = outcome.agency if agency else outcome.source
                texts.add(index, agency, name, keys)
    findings: dict[int, list[Finding]] = {}
    county: list[Finding] = []
    least, percent = float(settings.number(WORDS)), float(settings.number(ALIKE))
    for section, texts in zip(wanted, indexes, strict=True):
        before = list(texts.own)
        common = texts.take_common()
        for text, found in copies(texts, common, least, percent).items():
            index, most = texts.outcomes[text], outcomes[texts.outcomes[found.most]]
            told = _copy_finding(section, outcomes[index], most, found.percent, _named(texts, found), common)
            findings.setdefault(index, []).append(told)
        county += _alike_in_most(section, texts, before, common, outcomes, settings)
    return {index: tuple(found) for index, found in findings.items()}, tuple(county)


def _alike_in_most(
    section: Section,
    texts: Texts,
    before: Sequence[int],
    common: Mapping[int, tuple[int, int]],
    outcomes: Sequence[Outcome],
    settings: Settings,
) -> Iterator[Finding]:
    """The hint for the county where more than a third of the texts consist of common clauses.

    `before`: the length of each text's own, common clauses counted.
    """
    least, percent = settings.number(WORDS), settings.number(ALIKE)
    alike = [
        text
        for text, length in enumerate(before)
        if length >= least and (length - texts.own[text]) * 100 >= percent * length
    ]
    agencies = {_agency_key(outcomes[texts.outcomes[text]]) or str(text) for text in alike}
    if len(agencies) < FEW // 2 or len(agencies) * 3 <= len(texts):
        return
    clause = max(common, key=lambda known: (common[known], known))
    for text in alike:
        parts = clauses(*_text(section, outcomes[texts.outcomes[text]]))
        phrase = next((part.text for part in parts if clause_key(part.key) == clause), "")
        if phrase:
            yield finding(
                "G-08",
                (),
                variant="county",
                subject=section.heading,
                found=str(len(agencies)),
                expected=str(len(texts)),
                detail=phrase,
            )
            return


def _text(section: Section, outcome: Outcome) -> tuple[str, tuple[str, ...]]:
    """The text of a section, and all names of the agency."""
    report = outcome.report
    assert report is not None  # only reports have texts
    entry = outcome.match.entry if outcome.match else None
    names = (report.agency, *(entry.names if entry else ()))
    return "\n".join(p.text for part in section.narratives for p in report.passages.get(part.key, ())), names


def _copy_finding(
    section: Section, outcome: Outcome, other: Outcome, percent: float, named: str, common: Collection[int]
) -> Finding:
    """The finding of a text that is like that of others; `other`: the most similar; `named`: all of them."""
    standard = standard_keys(outcome.report.form) if outcome.report else frozenset[str]()
    kept = [
        part
        for part in _parts(_text(section, outcome))
        if part.key not in standard and clause_key(part.key) not in common
    ]
    same = longest_common(kept, _parts(_text(section, other)))
    return finding(
        "G-08",
        _place(section, outcome, same),
        subject=section.heading,
        found=f"{percent:.0f}%",
        other=named,
        detail=same.text if same else "",
    )


def _parts(text: tuple[str, tuple[str, ...]]) -> list[Clause]:
    """The sentences and clauses of a text."""
    return [*sentences(*text), *clauses(*text)]


def _agency_key(outcome: Outcome) -> str:
    return agency_key(outcome.agency, outcome.report.form) if outcome.report else ""


def _named(texts: Texts, found: Copies) -> str:
    """The agencies with the same text, the most similar first; of many only some, and how many there are."""
    others = [found.most, *(other for other in found.others if other != found.most)]
    more = f"等 {len(others)} 个单位" if len(others) > NAMED else ""
    return "、".join(texts.texts[other].name for other in others[:NAMED]) + more


def _place(section: Section, outcome: Outcome, same: Clause | None) -> Place:
    """The cell with the common sentence, else the first of the section."""
    passages = outcome.report.passages if outcome.report else {}
    paragraphs = [p for part in section.narratives for p in passages.get(part.key, ())]
    there = [p for p in paragraphs if same and same.text in p.text]
    place = (there or paragraphs)[0].place
    return place or Place(outcome.source, section.sheet)
