"""The name of the agency: that it is one (A-10), and the one of roster, workbook and its own texts (D-05)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from converter.catalogue.messages import finding
from converter.checks.model import Check, Context
from converter.checks.paragraphs import narrative_paragraphs, place_of
from converter.report.finding import Finding
from converter.report.report import ISSUED_TO, Report
from converter.report.unnamed import agency_key, unnamed
from converter.system.texts import name_key

_SHOWN = 40
"""Characters of a wrong name that a finding shows."""


def check_names(report: Report, context: Context) -> Iterator[Finding]:
    """Yield A-10 where the field of the name holds none, and D-05 where the name is not the agency's.

    Not its own: that of the roster, of the issued workbook, or what its texts call it.
    """
    found = list(_no_name(report, context))
    yield from found or _name_field(report, context)
    yield from _self_references(report, context)


def _no_name(report: Report, context: Context) -> Iterator[Finding]:
    """A-10 for a pronoun, a sentence, a place or a bare kind of body, unless it is on the roster."""
    entry, kind = report.entries["机关名称"], unnamed(report.agency, report.form)
    known = context.entry is not None and name_key(entry.text) in map(name_key, context.entry.names)
    # governments publish under the name of their place; a place that the roster knows an agency by is D-05
    small = report.category in report.form.wording.small_bodies
    a_place = kind == "place" and small and context.entry is None
    if entry.place and not known and (kind in ("nobody", "general") or a_place):
        item = report.form.field("机关名称")
        yield finding(
            "A-10", entry.place, variant=kind, subject=item.key, found=entry.text[:_SHOWN], hint=item.help
        )


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
    if not agency_key(report.agency, report.form):
        return
    wording = report.form.wording
    paragraphs = [
        (paragraph, _without(paragraph.folded, wording.self_reference_exceptions))
        for paragraph in narrative_paragraphs(report, report.form)
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


NAMES = Check(check_names, ("A-10", "D-05"))
