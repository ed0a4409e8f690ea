"""What an agency may add to the form: remarks behind figures, notes under tables, reasons for warnings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from converter.catalogue.messages import finding
from converter.form import Form, Ref
from converter.grid.labels import normal
from converter.grid.values import is_blank, to_figure
from converter.report.finding import Finding
from converter.report.report import Entry, Figure, Reason
from converter.system.patterns import pattern
from converter.system.texts import line, without_brackets
from converter.workbook.read.fields import Input, text_of

_CELL = pattern(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,5})")


def read_remarks(
    given: Mapping[tuple[str, int], Mapping[str, Input]],
    figures: Mapping[Ref, Figure],
    form: Form,
    findings: list[Finding],
) -> Iterator[tuple[Ref, Figure]]:
    """The figures that have a remark; a finding (A-12) for each remark without a figure."""
    with_remark: set[Ref] = set()
    for (table, _), pair in given.items():
        at, words = (line(_text(pair[kind], findings)) for kind in ("remark_at", "remark"))
        if not at and not words:
            continue
        match = _CELL.fullmatch(at)
        cell = f"{match[1].upper()}{match[2]}" if match else ""
        refs = [
            ref
            for ref, figure in figures.items()
            if ref.table == table and figure.place is not None and figure.place.cell == cell
        ]
        if not refs:
            findings.append(finding("A-12", pair["remark_at"][1], variant="nowhere", found=at or "空白"))
        elif not words:
            findings.append(finding("A-12", pair["remark"][1], variant="empty", found=at))
        elif refs[0] in with_remark or figures[refs[0]].remark:
            findings.append(finding("A-12", pair["remark_at"][1], variant="twice", found=at))
        else:
            with_remark.add(refs[0])
            yield refs[0], figures[refs[0]]._replace(remark=f"（{without_brackets(words)}）")


def read_notes(given: Mapping[str, Input], findings: list[Finding]) -> dict[str, Entry]:
    """The note under each table that has one."""
    texts = {key: (line(_text(cell, findings)), cell[1]) for key, cell in given.items()}
    return {key: Entry(text, place) for key, (text, place) in texts.items() if text}


_CODE = pattern(r"^([A-Z])[^A-Z0-9]*([0-9]{2})$")
"""A finding code in any way of writing it: b06, B—06."""


def read_reasons(given: Mapping[int, Mapping[str, Input]], findings: list[Finding]) -> Iterator[Reason]:
    """The reasons, row by row; a finding (A-13) for each reason without a code."""
    for row in given.values():
        if all(raw is None for raw, _ in row.values()):
            continue
        code, sheet, cell, text = (line(_text(item, findings)) for item in row.values())
        place = next(iter(row.values()))[1]
        if code and text:
            at = normal(cell).replace("$", "").upper()
            yield Reason(_CODE.sub(r"\1-\2", normal(code).upper()), sheet, at, text, place)
        elif text:  # a code without a reason is a warning listed for the agency and not answered yet
            findings.append(finding("A-13", place, variant="no_code", found=text))


def read_last_year(
    given: Mapping[Ref, Input], form: Form, findings: list[Finding]
) -> Iterator[tuple[Ref, Figure]]:
    """Last year's figures that the county office filled in; blank ones are unknown."""
    for ref, (raw, place) in given.items():
        if raw is None or is_blank(raw):
            continue
        figure, found = to_figure(raw, form.column(ref), place, f"上年数 {form.label(ref)}")
        if found is not None:
            findings.append(found)
        yield ref, figure


def _text(given: Input, findings: list[Finding]) -> str:
    """The text of an input; "" and a finding where it is none."""
    text, refusal = text_of(given, "说明")
    if refusal is not None:
        findings.append(refusal)
    return text
