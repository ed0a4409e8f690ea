"""Every kind of the corpus ends as it says: figures, texts, findings, document."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from converter.batch.folder import Job, convert_workbook
from converter.catalogue.records import records
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.report.finding import Finding, Severity
from converter.report.report import Report, plain
from converter.results.outcome import Outcome
from converter.shipped.resources import word_template
from tests import word
from tests.corpus.build import KINDS, MANIFEST, manifest_text
from tests.corpus.harm import sound
from tests.corpus.kind import Kind

JOB = Job(WordTemplate.of(word_template(FORM).read_bytes()))
NAMES = [kind.name for kind in KINDS]
SMALL = [kind for kind in KINDS if not kind.big]


def told(finding: Finding) -> str:
    """A finding as the corpus writes it."""
    place = finding.sheet + (f"!{finding.cell}" if finding.cell else "")
    return " ".join(part for part in (finding.code, finding.variant, place) if part)


def figures(report: Report) -> dict[str, str | None]:
    return {
        ref.key: None if figure.value is None else f"{plain(figure.value)}{figure.remark}"
        for ref, figure in report.figures.items()
    }


def texts(report: Report) -> dict[str, tuple[str, ...]]:
    return {key: tuple(part.text for part in passage) for key, passage in report.passages.items()}


@cache
def unharmed() -> Report:
    report = convert_workbook(sound(), "完好.xlsx", JOB).report
    assert report is not None
    return report


def findings_of(outcome: Outcome, kind: Kind) -> list[str]:
    """Findings about file, structure and figures, and any that the kind names.

    Totals computed before the change follow from it; what texts say and how is tested elsewhere.
    """
    return sorted(
        words
        for found in outcome.findings
        if found.variant != "stale"
        and (
            (words := told(found)) in kind.tells or found.code not in SAID or found.severity is Severity.ERROR
        )
    )


SAID = {code for code in records(FORM) if code.startswith(("C-", "D-")) and code != "C-30"}
"""Codes about what the texts say."""


@pytest.mark.slow
@pytest.mark.parametrize("kind", SMALL, ids=[kind.name for kind in SMALL])
def test_a_kind_ends_as_it_says(kind: Kind) -> None:
    judge(kind, convert_workbook(kind.make(), kind.file, JOB))


def judge(kind: Kind, outcome: Outcome) -> None:
    """Hold an outcome against what the kind says."""
    found = findings_of(outcome, kind)
    if kind.figures is None:
        (tell,) = kind.tells
        assert [text for text in found if not text.startswith(tell)] == []
        assert len(found) == 1
        assert outcome.report is None
        assert outcome.content is None
        return
    assert found == sorted(kind.tells)
    assert outcome.report is not None
    assert figures(outcome.report) == figures(unharmed()) | dict(kind.figures)
    assert texts(outcome.report) == texts(unharmed()) | dict(kind.texts)
    erroneous = any(f.severity is Severity.ERROR for f in outcome.findings)
    assert (outcome.content is None) == erroneous
    if outcome.content is not None:
        printed(outcome.report, outcome.content)


def printed(report: Report, document: bytes) -> None:
    """What the document prints is what the report says: figures at their labels, texts letter by letter."""
    shown = figures(report)
    for ref, text in word.figures(document).items():
        assert text == shown[ref.key], ref
    lines = iter(word.paragraphs(document))
    for key in FORM.narratives:
        for paragraph in texts(report)[key]:
            assert any(line.endswith(paragraph) for line in lines), paragraph


def test_names_are_unique_and_there_are_enough() -> None:
    assert [name for name, count in Counter(NAMES).items() if count > 1] == []
    assert len(NAMES) >= 150


def test_the_manifest_says_what_the_kinds_say() -> None:
    assert MANIFEST.read_text(encoding="utf-8") == manifest_text()


def test_every_kept_file_has_its_kind() -> None:
    folder = Path(__file__).parent / "kept"
    kept = {path.name for path in folder.iterdir() if path.suffix != ".md"} if folder.is_dir() else set()
    assert kept == {kind.file for kind in KINDS if kind.name.startswith("kept-")}
