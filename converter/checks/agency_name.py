"""The name of the agency, compared with roster, workbook and its own texts (D-05)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converter.catalogue.messages import finding
from converter.checks.model import Check, Context
from converter.checks.paragraphs import narrative_paragraphs, place_of
from converter.report.finding import Finding
from converter.report.report import ISSUED_TO, Report
from converter.system.texts import name_key


def check_names(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-05 where the agency's name differs from the roster, the issued workbook or its own texts."""
    yield from _name_field(report, context)
    yield from _self_references(report, context)


def _name_field(report: Report, context: Context) -> Iterator[Finding]:
    """The name field against the roster, without one against the agency that the workbook was issued to."""
    entry = report.entries["机关名称"]
    if context.entry is not None:
        variant, expected = "roster", context.entry.name
    else:  # with a roster, a workbook of another agency is G-12
        expected = "" if context.has_roster else report.identity.get(ISSUED_TO, "")
        variant = "issued"
    if entry.text and entry.place and expected and name_key(entry.text) != name_key(expected):
        yield finding(
            "D-05", entry.place, variant=variant, subject="机关名称", found=entry.text, expected=expected
        )


def _self_references(report: Report, context: Context) -> Iterator[Finding]:
    """Texts that call their agency what it is not (我镇 in the report of a 局); each word once."""
    if not report.agency:
        return
    wording = context.form.wording
    paragraphs = [
        (paragraph, _without(paragraph.folded, wording.self_reference_exceptions))
        for paragraph in narrative_paragraphs(report, context.form)
    ]
    for word, part in wording.self_references:
        for paragraph, text in paragraphs:
            if part not in report.agency and word in text:
                yield finding(
                    "D-05",
                    place_of(report, paragraph),
                    variant="self",
                    subject=paragraph.name,
                    found=word,
                    expected=report.agency,
                )
                break


def _without(text: str, phrases: Iterable[str]) -> str:
    for phrase in phrases:
        text = text.replace(phrase, " ")
    return text


NAMES = Check(check_names, ("D-05",))
