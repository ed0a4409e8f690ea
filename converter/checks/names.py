"""Whose report it is: the agency's name against roster, workbook and its own texts (D-05)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converter.catalogue.messages import finding
from converter.checks.model import Check, Context
from converter.checks.passages import place_of, texts
from converter.report.finding import Finding
from converter.report.report import ISSUED_TO, Report
from converter.system.texts import name_key


def check_names(report: Report, context: Context) -> Iterator[Finding]:
    """Yield D-05 where the agency is called otherwise on the roster, in the workbook or in its texts."""
    yield from _field(report, context)
    yield from _selves(report, context)


def _field(report: Report, context: Context) -> Iterator[Finding]:
    """The name in the opening: the roster's where there is one, else the one it was issued to."""
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


def _selves(report: Report, context: Context) -> Iterator[Finding]:
    """A text that calls its agency what it is not (我镇 in the report of a 局), each word once."""
    if not report.agency:
        return
    written = list(texts(report, context.form))
    wording = context.form.wording
    for word, part in wording.self_references:
        for text in written:
            if part not in report.agency and word in _without(text.folded, wording.self_reference_exceptions):
                yield finding(
                    "D-05",
                    place_of(report, text),
                    variant="self",
                    subject=text.name,
                    found=word,
                    expected=report.agency,
                )
                break


def _without(text: str, phrases: Iterable[str]) -> str:
    for phrase in phrases:
        text = text.replace(phrase, " ")
    return text


NAMES = Check(check_names, ("D-05",))
