"""Builds the shipped files: blank workbook, samples, Word templates.

`python -m converter.shipped.build` writes them into a checkout; a test compares them with what is there.
The content of the samples is workbook_templates/samples.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from converter.document.template.build import build_word_template
from converter.form import FORM, Form, Ref
from converter.report.report import Entry, Figure, Paragraph, Report
from converter.shipped.resources import WORKBOOK_TEMPLATE, word_template_name
from converter.system.files import write_whole
from converter.workbook.write.workbook import blank_report, blank_workbook, fill_workbook

YEAR = 2024
"""The year of the shipped blank workbook and of the samples."""


def shipped_files(root: Path, form: Form) -> Iterator[tuple[Path, bytes]]:
    """The path of every shipped file below the checkout `root`, with its content."""
    workbooks = root / "workbook_templates"
    yield workbooks / WORKBOOK_TEMPLATE, blank_workbook(YEAR, form)
    for variant in form.variants:
        yield root / "word_templates" / word_template_name(variant), build_word_template(form, variant)
    content = workbooks / "samples.json"
    for sample in json.loads(content.read_text(encoding="utf-8")):
        yield workbooks / "samples" / sample["file"], fill_workbook(report_of(sample, form))


def report_of(sample: Mapping[str, Any], form: Form) -> Report:
    """The report of a sample: its entries, states, figures by key, passages as lists of paragraphs.

    What the sample leaves out stays blank. KeyError: a name that the form does not have.
    """
    blank = blank_report(form, YEAR, sample.get("file", ""))
    refs = {ref.key: ref for ref in form.refs}
    figures: dict[Ref, Figure] = dict(blank.figures)
    for key, text in sample.get("figures", {}).items():
        ref = refs[key]
        figures[ref] = Figure(int(text) if form.column(ref).whole else Decimal(text))
    given = {form.field(key).key: Entry(text) for key, text in sample.get("entries", {}).items()}
    passages = dict(blank.passages)
    for key, texts in sample.get("passages", {}).items():
        passages[form.narratives[key].key] = tuple(Paragraph(text) for text in texts)
    states = {form.tables[key].key: Entry(text) for key, text in sample.get("states", {}).items()}
    return replace(
        blank,
        entries={**blank.entries, **given},
        figures=figures,
        passages=passages,
        states={**blank.states, **states},
    )


def main() -> None:
    """Write the shipped files of this checkout."""
    for path, content in shipped_files(Path(__file__).resolve().parents[2], FORM):
        write_whole(path, content)


if __name__ == "__main__":
    main()
