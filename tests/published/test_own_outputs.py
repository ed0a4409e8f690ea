"""Our own outputs come back with the same figures and texts: Word, web page, PDF by two other programs."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from converter.form import FORM
from converter.grid.values import DIGITS
from converter.publish.html import render_page
from converter.published.reader import read_published
from converter.report.report import Report
from tests.libreoffice import Conversions, Order
from tests.published.test_import import figures, word
from tests.reports import PRINTED, TEXTS, report
from tests.test_round_trip import reports

ONCE = settings(
    max_examples=1,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
)
"""One list of reports, which another program prints in one go."""

MANY = settings(
    max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)

CLAUSES = st.sampled_from(
    [
        "通过门户网站公开机构职能",
        "组织业务培训两次",
        "办理申请3件",
        "发布解读12篇",
        "（含网上申请）",
        "逐条核对",
    ]
)
SENTENCE = st.lists(CLAUSES, min_size=1, max_size=6, unique=True).map(lambda parts: "，".join(parts) + "。")
PARAGRAPHS = st.lists(SENTENCE, min_size=1, max_size=2).map(tuple)


@st.composite
def written(draw: st.DrawFn) -> Report:
    """A report with drawn sentences, and drawn figures of at most seven digits."""
    keys = st.sampled_from([ref.key for ref in PRINTED if FORM.column(ref).whole])
    counts = st.dictionaries(keys, st.integers(0, 10**7), max_size=40)
    return report(draw(counts), texts={key: draw(PARAGRAPHS) for key in TEXTS})


def texts(of: Report) -> Mapping[str, str]:
    """The texts by narrative, without blanks and without where paragraphs end.

    Where the form prints no heading between two narratives, which of both a paragraph belongs to is not on
    the page: those count together.
    """
    found: dict[str, str] = {}
    for section in FORM.sections:
        for narrative in section.narratives:
            key = narrative.key if narrative.heading else section.key
            text = "".join(paragraph.text for paragraph in of.passages[narrative.key])
            found[key] = found.get(key, "") + re.sub(r"\s+", "", text)
    return found


def known(of: Report) -> Mapping[str, str]:
    """The figures that a cell of the workbook can hold."""
    return {key: text for key, text in figures(of).items() if len(text.replace(".", "")) <= DIGITS}


def comes_back(content: bytes, filled: Report) -> None:
    reading = read_published(content, "a", FORM).reading
    assert reading.report is not None, reading.findings
    assert known(reading.report) == known(filled)


def comes_back_with_texts(content: bytes, filled: Report) -> None:
    comes_back(content, filled)
    read = read_published(content, "a", FORM).reading.report
    assert read is not None
    assert texts(read) == texts(filled)
    assert (read.agency, read.year) == (filled.agency, filled.year)


def comes_back_or_is_told(content: bytes, filled: Report) -> int:
    """Figures right or told; how many are not read."""
    reading = read_published(content, "a", FORM).reading
    assert reading.report is not None, reading.findings
    read, told = (
        known(reading.report),
        {key for found in reading.findings for key in found.values.get("refs", "").split()},
    )
    assert {key: text for key, text in read.items() if text != known(filled).get(key)} == {}
    missing = known(filled).keys() - read.keys()
    assert not missing - told
    return len(missing)


@pytest.mark.slow
@MANY
@given(written())
def test_word_reports_and_pages_come_back_with_their_texts(filled: Report) -> None:
    comes_back_with_texts(word(filled), filled)
    comes_back_with_texts(render_page(filled, FORM), filled)


@pytest.mark.slow
@ONCE
@given(st.lists(written(), min_size=4, max_size=4))
def test_pdf_files_by_libreoffice_come_back_with_their_texts(
    converted: Conversions, drawn: list[Report]
) -> None:
    orders = [Order("pdf", lambda filled=filled: word(filled), kind="docx") for filled in drawn]  # type: ignore[misc]
    converted.run(orders)
    for order, filled in zip(orders, drawn, strict=True):
        comes_back_with_texts(converted[order], filled)


@pytest.mark.slow
@ONCE
@given(st.lists(written(), min_size=3, max_size=3))
def test_pdf_files_by_a_browser_come_back_with_texts(
    chromium: str, tmp_path_factory: pytest.TempPathFactory, drawn: list[Report]
) -> None:
    for filled in drawn:
        comes_back_with_texts(
            printed(render_page(filled, FORM), chromium, tmp_path_factory.mktemp("a")), filled
        )


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@ONCE
@given(st.lists(reports(FORM), min_size=3, max_size=3))
def test_figures_of_any_size_are_right_or_told_in_a_pdf(converted: Conversions, drawn: list[Report]) -> None:
    """Numbers of fifteen digits fill more than their cells."""
    orders = [Order("pdf", lambda filled=filled: word(filled), kind="docx") for filled in drawn]  # type: ignore[misc]
    converted.run(orders)
    for order, filled in zip(orders, drawn, strict=True):
        comes_back_or_is_told(converted[order], filled)


def printed(content: bytes, chromium: str, folder: Path) -> bytes:
    """A page printed to a PDF file."""
    source, target = folder / "a.html", folder / "a.pdf"
    source.write_bytes(content)
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    subprocess.run(
        [
            chromium,
            *options,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ],
        check=True,
        timeout=180,
        capture_output=True,
    )
    return target.read_bytes()
