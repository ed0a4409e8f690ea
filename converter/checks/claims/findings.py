"""The finding of a contradicting claim: the sentence, the cells it was compared with, the difference."""

from __future__ import annotations

from itertools import pairwise

from converter.catalogue.messages import finding
from converter.checks.claims.candidates import Candidate
from converter.checks.claims.judgement import Claim, rounded
from converter.checks.claims.tokens import normalized
from converter.form import Form, Ref, Sum
from converter.report.finding import Finding
from converter.report.report import Place, Report, Value, plain
from converter.report.sums import distance

_MAX_QUOTE = 60
"""Characters of a quoted sentence; a longer one is cut around the number."""


def finding_for_claim(claim: Claim, report: Report, form: Form) -> Finding:
    """The finding of a claim that contradicts the tables."""
    percent = claim.kind in ("percent", "growth")
    changed = claim.kind in ("growth", "difference")
    digits = len(plain(claim.number).partition(".")[2])
    comparisons: dict[str, str] = {}
    values: list[Value] = []
    for candidate in claim.candidates:
        if candidate.value is None or (candidate.stated is not None and not changed):
            continue
        value = rounded(candidate.value, digits) if percent else candidate.value
        values.append(value)
        shown = _number_text(value, percent)
        comparisons.setdefault(
            shown, _comparison(candidate, shown, report, form)
        )  # the first of several sums with this value
    gaps = [distance(claim.number, distance(value, 0) if changed else value) for value in values]
    smallest = min(gaps, default=0)
    most = "不多于 " if claim.kind == "part" else ""
    return finding(
        claim.code,
        claim.place or Place(report.source),
        variant=claim.kind if claim.kind in ("percent", "denial") else "",
        subject=claim.words,
        found=_number_text(claim.number, percent),
        expected=most + " 或 ".join(comparisons),
        sentence=_sentence(claim),
        held="；".join(comparisons.values()),
        difference=f"{plain(smallest)}{' 个百分点' if percent else ''}",
    )


def _sentence(claim: Claim) -> str:
    """The words around the number, and the whole sentence where it has more.

    A number that was written in another form (Chinese numerals, 万元) is added in digits.
    """
    number = plain(claim.number)
    is_as_written = claim.kind in ("denial", "unit") or number in claim.words.replace(",", "")
    words = f"“{claim.words}”{'' if is_as_written else f'（即 {number}）'}"
    quoted = _quoted(claim)
    return words if normalized(quoted) == claim.words else f"{words}（原句“{quoted}”）"


def _number_text(value: Value, percent: bool) -> str:
    return f"{plain(value)}%" if percent else plain(value)


def _quoted(claim: Claim) -> str:
    sentence = "".join(claim.sentence.split())
    if len(sentence) <= _MAX_QUOTE:
        return sentence
    at = max(sentence.find(claim.words), 0)
    start = max(min(at - 15, len(sentence) - _MAX_QUOTE), 0)
    end = start + _MAX_QUOTE
    return f"{'…' if start else ''}{sentence[start:end]}{'…' if end < len(sentence) else ''}"


def _comparison(candidate: Candidate, shown: str, report: Report, form: Form) -> str:
    """A candidate with its value and cells: 表三 第1行“…” 列“总计”是 5（三、依申请公开!K9）."""
    if candidate.stated is not None:
        return f"按句中的数计算是 {shown}"
    name, cells = _sum_label(candidate.sum, form), _cells(candidate.sum, report)
    where = f"（{cells}）" if cells else ""
    if candidate.last:
        return f"按{name}{where}与上年的数计算是 {shown}"
    if candidate.over is not None:
        return f"{name}{where}占{_sum_label(candidate.over, form)}的 {shown}"
    return f"{name}是 {shown}{where}"


def _sum_label(one: Sum, form: Form) -> str:
    less = f"减{_refs_label(one.less, form)}" if one.less else ""
    return f"{_refs_label(one.plus, form)}{less}"


def _refs_label(refs: tuple[Ref, ...], form: Form) -> str:
    if len(refs) == 1:
        return form.label(refs[0])
    quote = next((quote for quote in form.quotes if quote.refs == refs), None)
    if quote is not None:
        return f"{form.tables[refs[0].table].tag}“{quote.name}”各格之和"
    first, last = form.label(refs[0]), form.label(refs[-1])
    if refs[0].row == refs[-1].row:
        return f"{first}至列“{form.column_label(refs[-1])}”之和"
    joint = "与" if len(refs) == 2 else "至"
    return f"{first}{joint}{last.removeprefix(form.tables[refs[0].table].tag).strip()}之和"


def _cells(one: Sum, report: Report) -> str:
    """The cells with their sheet, adjacent ones as a range: 三、依申请公开!K13:K20."""
    places = [report.figures[ref].place for ref in (*one.plus, *one.less)]
    cells = [place.cell for place in places if place is not None and place.cell]
    sheet = next((place.sheet for place in places if place is not None), "")
    if not cells:
        return ""
    ranges = [[cells[0], cells[0]]]
    for before, cell in pairwise(cells):
        down = _row(cell) == _row(before) + 1 and _column(cell) == _column(before)
        right = _row(cell) == _row(before) and _column(cell) == chr(ord(_column(before)[-1]) + 1)
        start = ranges[-1][0]
        if (down and _column(start) == _column(cell)) or (right and _row(start) == _row(cell)):
            ranges[-1][1] = cell
        else:
            ranges.append([cell, cell])
    return f"{sheet}!" + ",".join(first if first == last else f"{first}:{last}" for first, last in ranges)


def _row(cell: str) -> int:
    return int("".join(character for character in cell if character.isdigit()) or 0)


def _column(cell: str) -> str:
    return "".join(character for character in cell if character.isalpha())
