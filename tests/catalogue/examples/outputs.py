"""O: what is made of a delivered report besides Word: PDF, web pages, data."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest

from converter.batch.folder import Job, convert_folder
from converter.desk.history import repair
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.publish import publish
from converter.publish.html import render_page
from converter.publish.html_proof import prove_html
from converter.publish.office import VARIABLE, find_office
from converter.publish.pdf_proof import prove_pdf
from converter.report.finding import Finding
from converter.results.paths import HISTORY
from converter.results.result import to_json
from converter.shipped.resources import word_template
from converter.system.files import write_whole
from tests.catalogue.examples.documents import TITLE, document
from tests.catalogue.examples.shown import Case, Shown
from tests.corpus.harm import sound
from tests.folders import folder
from tests.libreoffice import pdfs
from tests.reports import FIGURES, report

CHANGED = report({**FIGURES, "二.r3.c1": 354})


def published(path: Path, *, pdf: bool = False, html: bool = False) -> Iterable[Finding]:
    """What is found while the outputs of a sound workbook are written, as the command does it."""
    template = WordTemplate.of(word_template(FORM).read_bytes())
    source, out = folder(path / "报送", {"a.xlsx": sound()}), path / "out"
    batch = publish(convert_folder(source, out, Job(template)), out, pdf=pdf, html=html)
    write_whole(out / "result.json", to_json(batch))
    return [*batch.unpublished, *(f for outcome in batch.outcomes for f in outcome.unpublished)]


def with_office(program: str) -> Case:
    """A PDF is to be made by this program."""

    def case(path: Path) -> Iterable[Finding]:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv(VARIABLE, program)
            return published(path, pdf=True)

    return case


def pages(path: Path) -> Iterable[Finding]:
    """Web pages are to be made."""
    return published(path, html=True)


def in_the_way(path: Path) -> Iterable[Finding]:
    """A folder stands where a page is to be written."""
    (path / f"out/HTML/{TITLE}.html").mkdir(parents=True)
    return pages(path)


def retired(path: Path) -> Iterable[Finding]:
    """The pages of an earlier run are no longer asked for."""
    pages(path)
    return published(path)


def not_retired(path: Path) -> Iterable[Finding]:
    """The same, and a file stands where they are to go."""
    pages(path)
    (path / "out/已失效").write_bytes(b"")
    return published(path)


def renewed(path: Path) -> Iterable[Finding]:
    """The pages are made again over those of the last run, which nobody touched."""
    pages(path)
    return pages(path)


def typed_into(path: Path) -> Iterable[Finding]:
    """The same, and somebody typed into one of them."""
    pages(path)
    with (path / f"out/HTML/{TITLE}.html").open("a", encoding="utf-8") as page:
        page.write("<!-- 补充 -->")
    return pages(path)


def logged(path: Path) -> Iterable[Finding]:
    """The log of an earlier run, as it was written."""
    line = '{"time": "2025-01-10T09:30:00+00:00", "agency": "青禾县财政局", "event": "收到", "now": "通过"}\n'
    path.mkdir(parents=True, exist_ok=True)
    (path / HISTORY).write_text(line, encoding="utf-8")
    return repair(path)


def log_cut_off(path: Path) -> Iterable[Finding]:
    """The same, and half a line at its end."""
    logged(path)
    with (path / HISTORY).open("a", encoding="utf-8") as log:
        log.write('{"time": "2025')
    return repair(path)


@cache
def pdf() -> bytes:
    """The PDF of the report without fault, by the real LibreOffice."""
    program = find_office()
    assert program is not None
    (made,) = pdfs(program, [document()])
    assert isinstance(made, bytes)
    return made


def converted(path: Path) -> Iterable[Finding]:
    """The real LibreOffice makes a PDF: nothing is found where it does."""
    assert pdf().startswith(b"%PDF-")
    return ()


EXAMPLES: Mapping[str, Shown] = {
    "O-01": Shown(with_office(sys.executable), with_office("没有这个程序")),
    "O-02": Shown(converted, with_office(sys.executable)),
    "O-03": Shown(
        lambda _: prove_pdf(pdf(), document(), report(), FORM, "a.pdf"),
        lambda _: prove_pdf(pdf(), document(), CHANGED, FORM, "a.pdf"),
    ),
    "O-04": Shown(
        lambda _: prove_html(render_page(report(), FORM), report(), FORM, "a.html"),
        lambda _: prove_html(render_page(CHANGED, FORM), report(), FORM, "a.html"),
    ),
    "O-05": Shown(pages, in_the_way),
    "O-06": Shown(retired, not_retired),
    "O-07": Shown(renewed, typed_into),
    "O-08": Shown(logged, log_cut_off),
}
NEED_OFFICE = frozenset({"O-02", "O-03"})
"""Codes whose examples take the real LibreOffice."""
